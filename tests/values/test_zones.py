"""Local times: offsets of tzdata, clocks that jump, and that the computer's own zone changes nothing."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from time import tzset

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.values.dates import When, parse_when
from aigaq.values.zones import local_bounds, local_interval, offset_at, zone

JANUARY_2022 = [
    ("Asia/Almaty", "+06:00"),
    ("Asia/Qostanay", "+06:00"),
    ("Asia/Qyzylorda", "+05:00"),
    ("Asia/Aqtobe", "+05:00"),
    ("Asia/Aqtau", "+05:00"),
    ("Asia/Atyrau", "+05:00"),
    ("Asia/Oral", "+05:00"),
    ("America/Santiago", "-03:00"),
    ("Asia/Kathmandu", "+05:45"),
    ("Etc/UTC", "Z"),
]


@pytest.mark.parametrize("name, offset", JANUARY_2022)
def test_offsets_of_january_2022(name: str, offset: str) -> None:
    assert str(local_interval("2022-01-05T16:37", name)) == f"2022-01-05T16:37{offset}"


def test_almaty_changed_in_march_2024() -> None:
    assert str(local_interval("2024-02-29T12:00", "Asia/Almaty")) == "2024-02-29T12:00+06:00"
    assert str(local_interval("2024-03-02T12:00", "Asia/Almaty")) == "2024-03-02T12:00+05:00"


@pytest.mark.parametrize("text", ["2022-01-05T16:37", "2022-01-05T16:37/2022-01-06T02:00", "../2022-01-05T16:37"])
def test_without_a_zone_it_stays_a_range(text: str) -> None:
    assert str(local_interval(text, None)) == text


@pytest.mark.parametrize("text", ["2022", "2022-01-05", "2022-01-05T16:37+05:00", "2021-24", "-0044-03-15"])
def test_what_needs_no_zone_is_kept(text: str) -> None:
    assert str(local_interval(text, "Asia/Almaty")) == text


def test_an_hour_shown_twice_is_the_interval_of_both() -> None:
    assert str(local_interval("2021-10-31T02:30", "Europe/Berlin")) == "2021-10-31T02:30+02:00/2021-10-31T02:30+01:00"


def test_an_hour_that_was_skipped_is_the_interval_of_both() -> None:
    earliest, latest = local_bounds("2021-03-28T02:30", "Europe/Berlin")
    assert earliest == datetime(2021, 3, 28, 0, 30, tzinfo=UTC)
    assert latest == datetime(2021, 3, 28, 1, 30, tzinfo=UTC)


def test_a_day_is_bounded_by_the_clock_of_its_place() -> None:
    assert local_bounds("2022-01-05", "Asia/Almaty") == (
        datetime(2022, 1, 4, 18, 0, tzinfo=UTC),
        datetime(2022, 1, 5, 17, 59, tzinfo=UTC),
    )
    open_end = local_bounds("2022-01-05/..", "Asia/Oral")
    assert open_end == (datetime(2022, 1, 4, 19, 0, tzinfo=UTC), None)


def test_an_order_that_cannot_hold_there_is_left_as_printed() -> None:
    text = "2022-01-05T10:00/2022-01-05T09:30+06:00"
    assert str(local_interval(text, "Asia/Aqtau")) == text


@pytest.mark.parametrize("name", ["Asia/Nowhere", "", "../etc/passwd", "Asia/Almaty\0", "Asia"])
def test_an_unknown_zone_is_a_format_error(name: str) -> None:
    with pytest.raises(FormatError):
        zone(name)


def test_offset_at_an_instant() -> None:
    assert offset_at(datetime(2022, 1, 5, tzinfo=UTC), "Asia/Aqtau") == 300


@given(
    st.dates(date(1995, 1, 1), date(2037, 1, 1)),
    st.times(),
    st.sampled_from([name for name, _ in JANUARY_2022]),
)
def test_resolving_narrows_and_never_leaves_the_range(day: date, clock: time, name: str) -> None:
    when = parse_when(f"{day}T{clock:%H:%M}")
    narrow = local_interval(when, name)
    assert narrow.zone_known
    assert when.earliest is not None and when.latest is not None
    assert narrow.earliest is not None and narrow.latest is not None
    assert when.earliest <= narrow.earliest <= narrow.latest <= when.latest


@pytest.fixture
def elsewhere() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    tzset()


@pytest.mark.usefixtures("elsewhere")
def test_the_zone_of_the_computer_changes_nothing() -> None:
    when: When = parse_when("2022-01-05T16:37")
    assert when.earliest == datetime(2022, 1, 5, 2, 37, tzinfo=UTC)
    assert local_bounds(when, "Asia/Almaty")[0] == datetime(2022, 1, 5, 10, 37, tzinfo=UTC)
