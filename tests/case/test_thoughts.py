"""Second thoughts: what is logged when somebody changes their mind, what is refused, and that it can be taken back."""

from __future__ import annotations

import io

import pytest

from aigaq.case import Case, Description, Role, verify
from aigaq.case.adding import thoughts
from aigaq.case.editions import editions, record_edition
from aigaq.case.log.entries import AnyEntry, Consent, Enrol, EntryView, Publish, Shred
from aigaq.errors import NotFound, UsageError
from tests.case.conftest import Made, add

HASH = "0123456789abcdef" * 4


def undo(case: Case, *entries: str, reason: str = "") -> tuple[str, ...]:
    with case.writing() as batch:
        return thoughts.undo(batch, entries, reason)


def last(case: Case, kind: str) -> EntryView:
    return [view for view in case.entries() if view.kind == kind][-1]


def test_an_item_is_set_aside_and_comes_back(made: Made) -> None:
    case = made.open()
    item, other = add(case, b"one", b"two")
    with case.writing() as batch:
        entry = thoughts.set_aside(batch, item, "  a hoax ")
    assert (case.item(item).set_aside, case.item(other).set_aside) == (True, False)
    assert case.payload(last(case, "set_aside").fields["reason"]) == b"a hoax"
    (back,) = undo(case, entry, reason="it was not")
    assert not made.open().item(item).set_aside
    assert case.payload(last(case, "undo").fields["reason"]) == b"it was not"
    undo(case, back)
    assert made.open().item(item).set_aside
    assert verify(case.path).exit_code == 0


def test_setting_aside_is_refused_without_reason_or_need(made: Made) -> None:
    case = made.open()
    item, gone = add(case, b"one", b"two")
    with case.writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=gone))
        thoughts.set_aside(batch, item, "a hoax")
    before = len(list(case.entries()))
    for what, reason, error in (
        (item, "again", UsageError), (item, " \n", UsageError), (gone, "x", UsageError), (HASH, "x", NotFound),
        ("", "x", NotFound),
    ):  # fmt: skip
        with pytest.raises(error), case.writing() as batch:
            thoughts.set_aside(batch, what, reason)
    assert len(list(made.open().entries())) == before


def test_undoing_a_description_brings_the_one_before_back(made: Made) -> None:
    case = made.open()
    (item,) = add(case, b"one")
    first = case.item(item).description
    with case.writing() as batch:
        entry = batch.describe(item, Description(title="wrong"))
    undo(case, entry)
    assert made.open().item(item).description == first


def test_undoing_a_setting_and_an_edition(made: Made) -> None:
    case = made.open()
    old, new = add(case, b"one", b"two")
    with case.writing() as batch:
        batch.set("sides", b"first")
    with case.writing() as batch:
        setting = batch.set("sides", b"second")
        derived = record_edition(batch, old, new)
    assert (case.settings("sides"), editions(case)) == (b"second", {old: new})
    undo(case, setting, derived)
    assert (made.open().settings("sides"), editions(case)) == (b"first", {})


def test_an_undone_acquisition_can_be_brought_in_again(made: Made) -> None:
    case = made.open()
    (item,) = add(case, b"one")
    undo(case, *case.item(item).acquisitions)
    assert case.item(item).set_aside
    assert case.item(item).description.title is not None
    add(case, b"one")
    assert not case.item(item).set_aside
    assert len(case.item(item).acquired) == 1


@pytest.mark.parametrize("kind", ["enrol", "shred", "consent", "publish"])
def test_what_others_rely_on_is_not_undone(made: Made, kind: str) -> None:
    case = made.open()
    (item,) = add(case, b"one")
    with case.writing() as batch:
        entries: dict[str, AnyEntry] = {
            "enrol": Enrol(v=1, at=batch.at(), log=HASH, role="member"),
            "shred": Shred(v=1, at=batch.at(), item=item),
            "consent": Consent(v=1, at=batch.at(), blob=batch.keep(b"{}")),
            "publish": Publish(v=1, at=batch.at(), blob=batch.keep(b"{}")),
        }
        entry = batch.append(entries[kind])
    with pytest.raises(UsageError, match=kind) as error:
        undo(case, entry)
    assert error.value.hint


def test_the_first_entry_is_not_undone_and_nothing_twice(made: Made) -> None:
    case = made.open()
    with pytest.raises(UsageError, match="open"):
        undo(case, next(case.entries()).id)
    with pytest.raises(NotFound):
        undo(case, HASH)
    with case.writing() as batch:
        entry = batch.set("sides", b"x")
    (by,) = undo(case, entry)
    with pytest.raises(UsageError, match="already") as error:
        undo(case, entry)
    assert by[:12] in str(error.value.hint)
    # Minds change twice within a second: the salt of the reason keeps the two undos apart.
    undo(case, by)
    assert undo(case, entry) != (by,)
    assert case.settings("sides") is None


def test_what_is_not_understood_is_left_alone(made: Made) -> None:
    strange = EntryView(HASH, HASH, 7, b'{"at":"2022-01-05T12:00:00Z","kind":"from_the_future","v":1}')
    with pytest.raises(UsageError, match="not understood"):
        thoughts.refuse(made.open().index(), [strange])


def batch_of(case: Case, item: str) -> str:
    return case.item(item).acquired[0].batch


def test_a_batch_is_undone_as_a_whole_and_so_is_its_undo(made: Made) -> None:
    case = made.open()
    before = [item.sha256 for item in case.items()]
    items = add(case, *(b"item %d" % number for number in range(250)))
    reached = thoughts.foreseen(case.index(), "batch", batch_of(case, items[0]))
    assert {view.fields["item"] for view in reached} == set(items)
    made_entries = undo(case, *(view.id for view in reached), reason="the wrong folder")
    assert len(made_entries) == 3
    assert [item.sha256 for item in case.items() if not item.set_aside] == before
    with pytest.raises(UsageError, match="batch is undone already"):
        thoughts.foreseen(case.index(), "batch", batch_of(case, items[0]))
    back = thoughts.foreseen(case.index(), "entry", made_entries[1])
    assert {view.id for view in back} == set(made_entries)
    undo(case, *(view.id for view in back))
    assert not any(item.set_aside for item in case.items())
    assert verify(case.path).exit_code == 0


def test_with_a_batch_goes_what_was_logged_for_what_only_it_brought_in(made: Made) -> None:
    case = made.open()
    (known,) = add(case, b"known")
    with case.writing() as batch:
        batch.add(io.BytesIO(b"known"), description=Description(title="known otherwise"))
        old = batch.add(io.BytesIO(b"old"), role=Role.TABLE).item
        own = {batch.set("mapping", b"own", item=old)}
        kept = {batch.set("mapping", b"kept", item=known)}
        new = batch.add(io.BytesIO(b"new"), role=Role.TABLE).item
        own |= {record_edition(batch, old, new)}
    with case.writing() as batch:
        kept |= {batch.set("sides", b"of the case"), batch.describe(new, Description(title="later"))}
        kept |= {batch.set("mapping", b"much later", item=new)}
    add(case, b"another")
    reached = {view.id for view in thoughts.foreseen(case.index(), "batch", batch_of(case, old))}
    assert own <= reached
    assert not kept & reached
    assert [view.kind for view in case.entries() if view.id in reached] == ["item", "item", "set", "item", "derive"]


def test_batches_are_found_by_their_beginning(made: Made) -> None:
    case = made.open()
    items = add(case, b"one", b"two")
    batch = batch_of(case, items[0])
    assert thoughts.batches(case.index()) == {batch: 2}
    assert thoughts.batches_from(case.index(), batch[:6].upper()) == (batch,)
    assert thoughts.batches_from(case.index(), batch[:3]) == ()
    with pytest.raises(NotFound):
        thoughts.foreseen(case.index(), "batch", "f" * 32)
