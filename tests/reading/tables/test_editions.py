"""Editions by row key."""

from aigaq.reading.tables import Change, Context, compare
from aigaq.reading.tables.editions import Later
from tests.reading.tables.helpers import made, plan, problems, statements

FIGURE = {"id": "key", "what": "measure", "number": "value"}
OLD = plan("figure", FIGURE, ("1", "killed", "5"), ("2", "killed", "6"), ("3", "killed", "7"))
NEW = plan("figure", FIGURE, ("3", "killed", "7"), ("1", "killed", "8"), ("4", "killed", "9"))


def test_new_changed_dropped() -> None:
    assert compare(OLD, NEW) == [
        Change("changed", "1", 3, ("number",)),
        Change("new", "4", 4),
        Change("dropped", "2", 3),
    ]
    assert compare(OLD, OLD) == []
    assert [change.what for change in compare(None, NEW)] == ["new"] * 3
    assert [change.what for change in compare(OLD, None)] == ["dropped"] * 3


def test_without_keys_rows_are_compared_whole() -> None:
    columns = {"what": "measure", "number": "value"}
    old, new = (
        plan("figure", columns, ("killed", "5"), ("killed", "6")),
        plan("figure", columns, ("killed", "6"), ("killed", "7")),
    )
    assert [(one.what, one.key) for one in compare(old, new)] == [("new", "killed | 7"), ("dropped", "killed | 5")]


def test_an_older_edition_gives_only_what_was_dropped_since() -> None:
    rows = made(OLD, Context(later=Later.of(OLD, [NEW])))
    assert [(one.key, one.note) for one in statements(rows)] == [("2", "not in the next edition of the table")]
    assert problems(rows) == [(2, "", "changed in the next edition: number", False)]


def test_what_a_later_edition_takes_up_again_is_not_doubled() -> None:
    later = plan("figure", FIGURE, ("2", "killed", "6"))
    assert statements(made(OLD, Context(later=Later.of(OLD, [NEW, later])))) == []
