"""A stated interval keeps its bounds in order."""

from __future__ import annotations

import pytest

from aigaq.blackout.outage import State
from aigaq.blackout.readers import Stated
from aigaq.blackout.readers.stated import Bound, bin_precision
from aigaq.errors import FormatError
from aigaq.statements.vocabulary import TimePrecision


def stated(start: Bound | None) -> Stated:
    return Stated(
        source="x",
        file="x.csv",
        row=7,
        entity="KZ",
        state=State.OFF,
        start=start,
        end=None,
        precision=TimePrecision.DAY,
    )


def test_a_bound_is_earliest_and_latest() -> None:
    assert stated((5, 5)).start == (5, 5) and stated((None, 5)).start == (None, 5) and stated(None).start is None
    with pytest.raises(FormatError, match="before it begins"):
        stated((6, 5))


@pytest.mark.parametrize("seconds", [60, 300, 600, 900, 1800, 3600])
def test_the_word_for_a_bin_names_its_minutes(seconds: int) -> None:
    word = str(bin_precision(seconds))
    assert {"minute": 1, "1h": 60}.get(word) or int(word.removesuffix("min")) == seconds // 60
    assert {"minute": 60, "1h": 3600}.get(word, 0) in (0, seconds)


def test_another_bin_is_an_interval() -> None:
    assert bin_precision(77) is TimePrecision.INTERVAL
