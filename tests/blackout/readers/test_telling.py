"""What is refused and noticed is kept, and cannot fill the memory."""

from __future__ import annotations

import pytest

from aigaq.blackout.readers import telling
from aigaq.blackout.readers.telling import Told, Why, quoted


def test_beyond_a_number_refusals_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LISTED", 3)
    told = Told()
    told.file = "a.csv"
    for row in range(5):
        told.refuse(row, Why.NOT_A_TIME, "x")
    told.file = "b.csv"
    told.refuse(9, Why.NEGATIVE, "y")
    assert [(one.file, one.row, one.why, one.count) for one in told.rejected] == [
        ("a.csv", 0, Why.NOT_A_TIME, 1),
        ("a.csv", 1, Why.NOT_A_TIME, 1),
        ("a.csv", 2, Why.NOT_A_TIME, 1),
        ("a.csv", 0, Why.NOT_A_TIME, 2),
        ("b.csv", 0, Why.NEGATIVE, 1),
    ]


def test_remarks_are_told_once_with_their_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    told.file = "a.csv"
    told.notice("gaps", 2)
    told.notice("gaps", 3)
    told.notice("sorted")
    assert list(told.noticed) == ["a.csv: gaps (5)", "a.csv: sorted"]
    monkeypatch.setattr(telling, "LISTED", 2)
    told.notice("more")
    told.notice("and more")
    assert list(told.noticed)[2:] == ["a.csv: more remarks are not listed (2)"]


def test_cells_are_quoted_short() -> None:
    assert quoted("soon") == "'soon'" and len(quoted("x" * 10_000)) < 70
