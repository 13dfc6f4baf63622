"""Parts of days, months and years: what the table says, and that none is empty or reversed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.values import tables
from aigaq.values.periods import part_of_day, part_of_month, part_of_year, parts_of_day


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.sampled_from(parts_of_day()))
def test_a_part_begins_on_its_day_and_ends_within_a_day(day: date, part: str) -> None:
    when = part_of_day(day, part)
    assert when.first_day is not None and when.last_day is not None
    assert -1 <= (when.first_day - day).days <= 0 <= (when.last_day - day).days <= 1
    assert not when.zone_known


def test_evening_and_night() -> None:
    assert str(part_of_day(date(2022, 1, 5), "evening")) == "2022-01-05T17:00/2022-01-05T23:59"
    assert str(part_of_day(date(2021, 12, 31), "night")) == "2021-12-31T18:00/2022-01-01T06:59"


def test_months_end_where_they_end() -> None:
    assert str(part_of_month(2022, 2, "late")) == "2022-02-20/2022-02-28"
    assert str(part_of_year(2021, "late")) == "2021-09/2021-12"


@pytest.mark.parametrize("part", ["teatime", "", "from"])
def test_unknown_parts(part: str) -> None:
    with pytest.raises(FormatError):
        part_of_day(date(2022, 1, 5), part)
    with pytest.raises(FormatError):
        part_of_month(2022, 1, part)
    with pytest.raises(FormatError):
        part_of_year(2022, part)


def test_the_words_of_every_language_name_parts_that_exist() -> None:
    for language in ("en", "ru", "kk"):
        data = tables.toml(f"dates.{language}")
        assert set(data["parts"]) <= set(parts_of_day())
        assert {row["part"] for row in data["relative"] if "part" in row} <= set(parts_of_day())
        assert set(data["month_parts"]) <= set(tables.toml("periods")["month"])


def test_the_last_day_of_the_calendar_has_a_night() -> None:
    assert part_of_day(date(9999, 12, 31), "night").last_day == date(9999, 12, 31)
