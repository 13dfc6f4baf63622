"""Editions of a list: what each added, changed and dropped; nothing disappears, and nothing comes twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.lists.editions import difference, rows_of_list
from aigaq.people.lists.reading import ListSheet
from aigaq.statements.persons import EditionRow, Record, RecordRow
from tests.people.lists.test_reading import sheet

FIRST = "id,surname,status\n1,Brander,missing\n2,Celbost,dead\n3,Drocrin,dead\n"
SECOND = "id,surname,status\n2,Celbost,dead\n4,Fendell,dead\n1,Brander,dead\n"
THIRD = "surname,id,status\nDrocrin,3,dead\nCelbost,2,dead\nBrander,1,dead\n"


def listed(*texts: str) -> tuple[list[EditionRow], dict[str, Record]]:
    editions = [sheet(text) for text in texts]
    rows = list(rows_of_list("made", editions, public=[False] * len(editions)))
    records = [row.record for row in rows if isinstance(row, RecordRow)]
    assert len({one.id for one in records}) == len(records)
    return [row for row in rows if isinstance(row, EditionRow)], {one.key: one for one in records}


def test_what_each_edition_did() -> None:
    editions, records = listed(FIRST, SECOND, THIRD)
    assert [(row.place, row.rows, row.added, row.changed, row.dropped) for row in editions] == [
        (0, 3, 3, 0, 0), (1, 3, 1, 1, 1), (2, 3, 1, 0, 1),
    ]  # fmt: skip
    told = {key: [(one.what, one.row, one.columns) for one in record.history] for key, record in records.items()}
    assert told == {
        "1": [("added", 2, ()), ("changed", 4, ("status",))],
        "2": [("added", 3, ())],
        "3": [("added", 4, ()), ("dropped", 0, ()), ("added", 2, ())],
        "4": [("added", 3, ()), ("dropped", 0, ())],
    }
    assert {key for key, record in records.items() if record.dropped} == {"4"}


def test_an_earlier_word_stays_beside_the_later_one() -> None:
    _, records = listed(FIRST, SECOND)
    assert [(one.status, one.current) for one in records["1"].fates] == [("missing", False), ("dead", True)]
    assert [(one.status, one.current) for one in records["3"].fates] == [("dead", True)], "a dropped row still says it"


def test_the_same_edition_twice_changes_nothing() -> None:
    editions, records = listed(FIRST, FIRST)
    assert [(row.added, row.changed, row.dropped) for row in editions] == [(3, 0, 0), (0, 0, 0)]
    assert len(records) == 3


def test_rows_without_keys_are_known_by_what_they_hold() -> None:
    editions, records = listed("surname\nBrander\nBrander\n", "surname\nBrander\nCelbost\n")
    assert [(row.added, row.changed, row.dropped) for row in editions] == [(2, 0, 0), (1, 0, 1)]
    assert len(records) == 3


ROWS = st.dictionaries(st.integers(0, 8), st.sampled_from(["Brander", "Celbost", "Drocrin"]), max_size=8)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_counts_add_up_whatever_comes(editions: Sequence[dict[int, str]]) -> None:
    texts = ["id,surname\n" + "".join(f"{key},{name}\n" for key, name in rows.items()) for rows in editions]
    told, records = listed(*texts)
    assert set(records) == {str(key) for rows in editions for key in rows}
    assert {key for key, one in records.items() if not one.dropped} == {str(key) for key in editions[-1]}
    for place, row in enumerate(told):
        assert row.rows == (told[place - 1].rows if place else 0) + row.added - row.dropped
    for key, record in records.items():
        last = next(rows for rows in reversed(editions) if int(key) in rows)
        assert record.surname == last[int(key)]


@pytest.mark.parametrize("old", [None, FIRST])
def test_a_difference_names_rows(old: str | None) -> None:
    before: ListSheet | None = None if old is None else sheet(old)
    found = difference(before, sheet(SECOND))
    assert found.added == ((2, 3, 4) if old is None else (3,))
    assert found.dropped == (() if old is None else (4,))
    assert found.changed == (() if old is None else ((4, ("status",)),))
