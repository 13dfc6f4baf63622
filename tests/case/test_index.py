"""The index is a function of the set of entries: any order gives the same items and settings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.case import Handling, Role
from aigaq.case.log import entries
from aigaq.case.log.descriptions import NOTHING
from aigaq.case.log.index import Index
from aigaq.case.standards.merkle import leaf_hash

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
        kind = draw(st.sampled_from(["item", "describe", "set", "aside", "shred", "undo", "undo", "decide", "observe"]))
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
            case "decide":
                entry = entries.Decide(v=1, at=at, blob=blob, replaces=old)
            case "observe":
                entry = entries.Observe(v=1, at=at, seen=blob, method="told", outcome="answered")
            case "undo" if old:
                entry = entries.Undo(v=1, at=at, replaces=old, reason=blob)
            case _:
                entry = entries.Shred(v=1, at=at, item=item)
        views.append(view(entry, number))
    return views


def index_of(views: list[entries.EntryView]) -> Index:
    index = Index(lambda blob, item: NOTHING)
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
    assert one.undone == other.undone
    assert one.decisions() == other.decisions()
    assert one.observations() == other.observations()
    for item in ITEMS:
        assert one.settings("mapping", item) == other.settings("mapping", item)
        assert one.described(item) == other.described(item)


@given(logs(), st.integers(0, 12))
def test_read_in_two_goes_it_is_the_same(views: list[entries.EntryView], cut: int) -> None:
    whole, grown = index_of(views), index_of(views[:cut])
    assert grown.undone <= {v.id for v in views}
    grown.add(views[cut:])
    assert grown.items() == whole.items()
    assert grown.undone == whole.undone
    assert grown.decisions() == whole.decisions()


def without_undone(views: list[entries.EntryView]) -> list[entries.EntryView]:
    """The log as if nobody had ever made a mistake: by the rule of the format, with a list and no index."""
    effect: dict[str, bool] = {}
    for v in reversed(views):  # an undo names what is before it in these logs, so those that name it are known here
        namers = [w.id for w in views if w.kind == "undo" and v.id in w.fields["replaces"]]
        effect[v.id] = v.kind == "shred" or not any(effect[one] for one in namers)
    return [v for v in views if effect[v.id] and v.kind != "undo"]


@given(logs())
def test_what_is_undone_is_as_if_it_had_never_been(views: list[entries.EntryView]) -> None:
    index, plain = index_of(views), index_of(without_undone(views))
    assert index.decisions() == plain.decisions()
    assert index.observations() == plain.observations()
    kept = {item.sha256: item for item in plain.items()}
    for known in index.items():
        if known.sha256 in kept:
            assert known == kept[known.sha256]
        else:
            assert known.set_aside
            assert len(known.acquired) == sum(v.kind == "item" and v.fields["item"] == known.sha256 for v in views)
    for item in ITEMS:
        assert index.settings("mapping", item) == plain.settings("mapping", item)
        if item in kept:
            assert index.described(item) == plain.described(item)


@given(logs())
def test_current_is_what_nothing_of_its_target_replaces(views: list[entries.EntryView]) -> None:
    views = [v for v in views if v.kind != "undo"]
    index = index_of(views)
    for item in ITEMS:
        mine = [v for v in views if v.fields.get("item") == item]
        replaced = {old for v in mine if v.kind == "describe" for old in v.fields.get("replaces", ())}
        said = {v.id for v in mine if v.kind in ("item", "describe")}
        assert {entry for entry, _ in index.described(item)} == said - replaced


def test_an_undo_of_what_cannot_be_undone_has_no_effect() -> None:
    shred = view(entries.Shred(v=1, at=AT % 0, item=ITEMS[0]), 0)
    item = view(
        entries.ItemEntry(
            v=1, at=AT % 0, item=ITEMS[0], size=1, media="text/plain", role="document", handling="internal",
            batch="0" * 32,
        ), 1,
    )  # fmt: skip
    consent = view(entries.Consent(v=1, at=AT % 0, blob=ITEMS[1]), 2)
    index = index_of([shred, item, consent, view(entries.Undo(v=1, at=AT % 1, replaces=(shred.id, consent.id)), 3)])
    assert index.items()[0].shredded
    assert not index.items()[0].set_aside
    assert index.undone == frozenset()


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
        index = Index(lambda blob, item: NOTHING)
        index.add(views)
        assert index.decisions() == tuple(sorted([(other.id, ITEMS[1]), (later.id, ITEMS[2])]))
