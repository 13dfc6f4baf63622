"""What the store shows: readings, decided statements in their place, and what gave way still to be found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq.errors import NotFound
from aigaq.statements import Outcome, Standing, Store, row_id
from aigaq.statements.rows import AnyRow, DecidedRow, DecisionRow, StandingRow, StatementRow
from aigaq.statements.stage import Partition
from aigaq.statements.standing import Became
from aigaq.statements.writing import writing
from tests.statements.making import ITEM, figure

OTHER = "cd" * 32
ACCEPTED, READ, REJECTED, LATER = (figure(n, start=n) for n in (10, 20, 30, 40))
AMENDED = figure(21, start=20)
GONE = figure(25, start=25)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four readings: one accepted, one amended, one rejected, one undecided; and a decision that fits none."""
    with Store.create(tmp_path) as made:
        _put(
            made, "reading", *map(StatementRow, (ACCEPTED, READ, REJECTED, LATER)), StatementRow(figure(7, item=OTHER))
        )
        _put(
            made,
            "decisions",
            DecidedRow(ACCEPTED, "accepted", False),
            DecidedRow(AMENDED, "amended", False),
            DecidedRow(REJECTED, "rejected", False),
            DecidedRow(GONE, "accepted", True),
            _decision("1", "accept", ACCEPTED, ACCEPTED),
            _decision("2", "amend", READ, AMENDED),
            _decision("3", "reject", REJECTED, REJECTED),
            _decision("4", "accept", None, GONE),
            DecisionRow("5" * 64, "", reason="of a newer program"),
        )
        _put(made, "standing", StandingRow(ITEM, row_id(AMENDED), Became(Standing.WITHDRAWN, by=("x",))))
        yield made


def _put(store: Store, stage: str, *rows: AnyRow) -> None:
    with writing(store) as writer:
        writer.replace(stage, "1", Partition(ITEM, stage), rows)


def _decision(digit: str, verdict: str, reading: object, shown: object) -> DecisionRow:
    ids = [None if one is None else row_id(one) for one in (reading, shown)]  # type: ignore[arg-type]
    return DecisionRow(digit * 64, ITEM, verdict, ids[0], ids[1], f"reason {digit}", shown)  # type: ignore[arg-type]


def test_they_come_in_the_order_of_their_places(store: Store) -> None:
    rows = list(store.statements(item=ITEM))
    assert [row.statement for row in rows] == [ACCEPTED, AMENDED, GONE, LATER]
    assert [row.decision for row in rows] == [Outcome.ACCEPTED, Outcome.AMENDED, Outcome.ACCEPTED, None]
    assert [(row.decided, row.unbound) for row in rows] == [(True, False), (True, False), (True, True), (False, False)]
    assert [row.statement for row in store.statements(rejected=True)][:5] == [ACCEPTED, AMENDED, GONE, REJECTED, LATER]
    assert [row.statement for row in store.rejected()] == [REJECTED]
    assert list(store.statements(kind="event")) == []
    assert len(list(store.statements(kind="figure"))) == 5


def test_standing_is_that_of_the_decided_statement(store: Store) -> None:
    row = store.statement(row_id(AMENDED))
    assert (row.standing, row.by_ids) == (Standing.WITHDRAWN, ("x",))


def test_what_gave_way_is_still_found(store: Store) -> None:
    row = store.statement(row_id(READ))
    assert (row.statement, row.decision, row.instead) == (READ, None, row_id(AMENDED))
    assert store.statement(row_id(AMENDED)).instead is None
    assert store.reading(row_id(READ)) == READ
    assert {one for _, one in store.readings(ITEM)} == {ACCEPTED, READ, REJECTED, LATER}
    for ask in (store.statement, store.reading):
        with pytest.raises(NotFound, match="no such"):
            ask("ff" * 32)


def test_rejected_statements_do_not_count(store: Store) -> None:
    assert store.counts() == {"figure": 5}


def test_decisions_are_listed(store: Store) -> None:
    assert [one.entry[0] for one in store.decisions()] == list("12345")
    assert [one.entry[0] for one in store.decisions(item=ITEM)] == list("1234")
    assert [one.reason for one in store.decisions(shown_with=row_id(AMENDED))] == ["reason 2"]
    assert [(one.entry[0], one.statement) for one in store.unbound()] == [("4", GONE)]
    assert [one.reason for one in store.not_understood()] == ["of a newer program"]
    assert store.disputed() == []


def test_a_dispute_lists_both(store: Store) -> None:
    _put(
        store,
        "decisions",
        DecidedRow(LATER, "disputed", False),
        _decision("6", "accept", LATER, LATER),
        _decision("7", "reject", LATER, LATER),
    )
    assert [one.verdict for one in store.disputed()] == ["accept", "reject"]
    assert [row.decision for row in store.statements(item=ITEM)] == [None, None, None, Outcome.DISPUTED]


def test_a_decision_may_move_to_another_partition(store: Store) -> None:
    """Another edition of a table takes it over in the same build, before its old partition is made again."""
    with writing(store) as writer:
        moved = DecisionRow("1" * 64, OTHER, "accept", None, row_id(ACCEPTED), "r", ACCEPTED)
        writer.replace("decisions", "1", Partition(OTHER, "x"), [moved])
        writer.replace("decisions", "1", Partition(ITEM, "y"), [])
    assert [(one.entry[0], one.item) for one in store.decisions()] == [("1", OTHER)]
