"""The index is a function of the set of entries: any order gives the same items and settings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.case import Handling, Role, entries
from aigaq.case.descriptions import NOTHING
from aigaq.case.index import Index
from aigaq.case.merkle import leaf_hash

AT = "2022-01-05T12:00:0%dZ"
ITEMS = [f"{number:064x}" for number in range(3)]


def view(entry: entries.AnyEntry, index: int) -> entries.EntryView:
    raw = entries.encode(entry)
    return entries.EntryView(leaf_hash(raw).hex(), "0" * 64, index, raw)


@st.composite
def logs(draw: st.DrawFn) -> list[entries.EntryView]:
    views: list[entries.EntryView] = []
    for number in range(draw(st.integers(0, 12))):
        item, blob = draw(st.sampled_from(ITEMS)), f"{number + 100:064x}"
        old = tuple(sorted(draw(st.sets(st.sampled_from([v.id for v in views]), max_size=2)))) if views else ()
        at = AT % draw(st.integers(0, 3))
        kind = draw(st.sampled_from(["item", "describe", "set", "aside", "shred"]))
        entry: entries.AnyEntry
        match kind:
            case "item":
                handling = draw(st.sampled_from(["public", "internal", "sealed", "unheard_of"]))
                entry = entries.ItemEntry(
                    v=1, at=at, item=item, size=1, media=f"text/{number}", role="document", handling=handling,
                    batch="0" * 32, description=blob,
                )  # fmt: skip
            case "describe":
                entry = entries.Describe(v=1, at=at, item=item, description=blob, replaces=old)
            case "set":
                entry = entries.Set(v=1, at=at, what="mapping", item=item, blob=blob, replaces=old)
            case "aside":
                entry = entries.SetAside(v=1, at=at, item=item, reason=blob)
            case _:
                entry = entries.Shred(v=1, at=at, item=item)
        views.append(view(entry, number))
    return views


def index_of(views: list[entries.EntryView]) -> Index:
    index = Index(lambda blob: NOTHING)
    index.add(views)
    return index


@given(logs(), st.randoms())
def test_order_plays_no_part(views: list[entries.EntryView], random: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(views)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = index_of(views), index_of(shuffled)
    assert one.items() == other.items()
    assert one.ids() == other.ids()
    assert one.conflicts() == other.conflicts()
    for item in ITEMS:
        assert one.settings("mapping", item) == other.settings("mapping", item)
        assert one.described(item) == other.described(item)


@given(logs())
def test_current_is_what_nothing_of_its_target_replaces(views: list[entries.EntryView]) -> None:
    index = index_of(views)
    for item in ITEMS:
        mine = [v for v in views if v.fields["item"] == item]
        replaced = {old for v in mine if v.kind == "describe" for old in v.fields.get("replaces", ())}
        said = {v.id for v in mine if v.kind in ("item", "describe")}
        assert {entry for entry, _ in index.described(item)} == said - replaced


@given(logs())
def test_an_unknown_handling_closes(views: list[entries.EntryView]) -> None:
    for item in index_of(views).items():
        handlings = {one.handling for one in item.acquired}
        for closed in (Handling.UNKNOWN, Handling.SEALED, Handling.INTERNAL, Handling.PUBLIC):
            if closed in handlings:
                assert item.handling is closed
                break
        assert item.role is Role.DOCUMENT
        last = max(item.acquired, key=lambda one: (one.at, one.index))
        assert item.media == last.media


def test_entries_not_understood_are_counted() -> None:
    strange = entries.EntryView("1" * 64, "0" * 64, 0, b'{"kind":"strange","v":1}')
    broken = entries.EntryView("2" * 64, "0" * 64, 1, b"not json")
    index = index_of([strange, broken])
    assert index.not_understood == {"strange": 1, "unknown": 1}
    assert index.views == [strange, broken]
    assert index.items() == ()


def test_decisions_are_current_until_they_are_replaced() -> None:
    first, other = (view(entries.Decide(v=1, at=AT % n, blob=ITEMS[n]), n) for n in range(2))
    later = view(entries.Decide(v=1, at=AT % 2, blob=ITEMS[2], replaces=(first.id,)), 2)
    # Only decisions replace decisions.
    stranger = view(entries.Describe(v=1, at=AT % 2, item=ITEMS[0], description=ITEMS[1], replaces=(other.id,)), 3)
    for views in ([first, other, later, stranger], [stranger, later, other, first]):
        index = Index(lambda blob: NOTHING)
        index.add(views)
        assert index.decisions() == tuple(sorted([(other.id, ITEMS[1]), (later.id, ITEMS[2])]))
