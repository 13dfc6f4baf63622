from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures import Mark, Period, known_day
from aigaq.pictures.known import earliest, since, versions
from aigaq.pictures.surface import Surface
from aigaq.pictures.svg import el
from tests.pictures import strategies

MARK = Mark("official", "withdrawn")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031-01-09", "2031-01-09"),
        ("2031-01-09T10:00+06:00", "2031-01-09"),
        ("2031-01", "2031-01-31"),
        ("2031-01-09/2031-01-12", "2031-01-12"),
        ("../2031-01-12", "2031-01-12"),
        ("2031-01-09/..", ""),
        ("", ""),
        ("soon", ""),
        ("Y12345", ""),
    ],
)
def test_a_statement_is_known_from_the_last_day_its_date_allows(text: str, day: str) -> None:
    assert known_day(text) == day


def test_without_periods_there_is_one_version_for_every_day() -> None:
    (only,) = versions(MARK, (), detail="now", plain="225")
    assert (only.mark, only.spoken, only.since, only.until) == (MARK, "now", "", "")


def test_earlier_standings_are_regained_and_no_words_of_today_said() -> None:
    periods = (Period("2031-01-09"), Period("2031-01-11", "superseded", "then"), Period("2031-01-12", "withdrawn"))
    found = list(versions(MARK, periods, detail="withdrawn on 12 January", plain="225"))
    assert [(v.mark and v.mark.standing, v.spoken, v.since, v.until) for v in found] == [
        ("standing", "225", "2031-01-09", "2031-01-11"),
        ("superseded", "then", "2031-01-11", "2031-01-12"),
        ("withdrawn", "withdrawn on 12 January", "2031-01-12", ""),
    ]


@given(strategies.periods)
def test_every_day_has_at_most_one_version_and_the_last_stays(periods: tuple[Period, ...]) -> None:
    found = list(versions(MARK, periods, detail="now", plain="225"))
    assert found[-1].until == "" and found[-1].spoken == "now" and found[-1].mark == MARK
    for one, other in zip(found, found[1:], strict=False):
        assert one.since < one.until == other.since
    for day in ("2030-06-01", "2031-01-07", "2031-01-20", "9999-12-31"):
        assert sum(v.since <= day < (v.until or "~") for v in found) <= 1


def test_several_are_known_from_the_first_unless_one_is_always_shown() -> None:
    one, other = (Period("2031-01-09"),), (Period("2031-01-04"), Period("2031-02-01"))
    assert since(other) == "2031-01-04"
    assert earliest([one, other]) == "2031-01-04"
    assert earliest([one, ()]) == ""
    assert earliest([]) == ""


@given(st.sampled_from(["", "2031-01-09"]), st.sampled_from(["", "2031-01-12"]))
def test_what_is_drawn_says_when_it_was_known(first: str, last: str) -> None:
    surface = Surface(100)
    with surface.known(first, last):
        surface.add(el("circle", r=1))
    svg = surface.svg("t", "", height=10)
    assert (f'data-from="{first}"' in svg) == bool(first)
    assert (f'data-until="{last}" display="none"' in svg) == bool(last)
    assert ("<g" in svg) == bool(first or last)
