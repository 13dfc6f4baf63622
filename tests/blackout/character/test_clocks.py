"""Features of the clock: offsets of tzdata, starts known to the day, windows that recur, Rayleigh's test by chance itself."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.clocks import (
    ends_on_half_hour,
    offset,
    rayleigh,
    recurring_windows,
    resultant,
    same_clock_earlier,
    same_clock_later,
    starts_at_night,
    starts_on_hour,
)
from aigaq.blackout.character.episode import Episode
from aigaq.blackout.character.told import Span, Told
from aigaq.errors import FormatError
from tests.blackout.character.made import DAY, HOUR, at, known


def begun(start: Span, zone: str | None = "Asia/Almaty", **more: object) -> Episode:
    return Episode(entity="made", start=start, zone=zone, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "time", "holds"),
    [
        ("Asia/Almaty", "2022-01-05T11:00", Told.YES),
        ("Asia/Almaty", "2022-01-05T10:30", Told.NO),
        ("Asia/Kolkata", "2022-01-05T10:30", Told.YES),  # UTC+5:30
        ("Asia/Kolkata", "2022-01-05T11:00", Told.NO),
        ("Asia/Kathmandu", "2022-01-05T10:15", Told.YES),  # UTC+5:45
        ("Asia/Kathmandu", "2022-01-05T10:45", Told.NO),
        ("Asia/Almaty", "2022-01-05T11:05", Told.YES),
        ("Asia/Almaty", "2022-01-05T11:06", Told.NO),
        ("Asia/Almaty", "2022-01-05T10:58", Told.YES),
        ("Asia/Almaty", "2022-01-05T10:57", Told.NO),
    ],
)
def test_the_hour_is_that_of_the_place(zone: str, time: str, holds: Told) -> None:
    assert starts_on_hour(begun(known(time), zone)) == holds


@pytest.mark.parametrize("feature", [starts_on_hour, starts_at_night])
def test_without_a_zone_or_known_to_the_day_nothing_is_told_of_the_clock(feature: object) -> None:
    day = (at("2022-01-05T00:00"), at("2022-01-06T00:00"))
    for start, zone in ((known("2022-01-05T11:00"), None), (day, "Asia/Almaty"), ((None, day[0]), "Asia/Almaty")):
        assert feature(begun(start, zone)) == Told.UNKNOWN  # type: ignore[operator]


def test_a_start_within_minutes_may_still_tell_that_it_was_not_on_the_hour() -> None:
    assert starts_on_hour(begun((at("2022-01-05T10:20"), at("2022-01-05T10:40")))) == Told.NO
    assert starts_on_hour(begun((at("2022-01-05T10:20"), at("2022-01-05T11:00")))) == Told.UNKNOWN
    assert starts_on_hour(begun((at("2022-01-05T10:59"), at("2022-01-05T11:04")))) == Told.YES


def test_a_clock_that_changes_meanwhile_tells_nothing() -> None:
    change = at("2022-03-13T07:00")  # New York, 02:00 becomes 03:00
    assert starts_at_night(begun((change - 60, change + 60), "America/New_York")) == Told.UNKNOWN


def test_night_is_local() -> None:
    assert starts_at_night(begun(known("2022-01-05T18:00"))) == Told.YES  # midnight in Almaty, then UTC+6
    assert starts_at_night(begun(known("2022-01-05T23:59"))) == Told.YES
    assert starts_at_night(begun(known("2022-01-06T00:00"))) == Told.NO
    assert starts_at_night(begun(known("2022-01-05T17:59"))) == Told.NO


def test_ends_count_half_hours_too() -> None:
    for time, holds in (("T13:00", Told.YES), ("T13:30", Told.YES), ("T13:15", Told.NO)):
        episode = begun(known("2022-01-05T11:00"), end=known(f"2022-01-05{time}"))
        assert ends_on_half_hour(episode) == holds
    assert ends_on_half_hour(begun(known("2022-01-05T11:00"))) == Told.UNKNOWN


WATCHED = (at("2022-01-01T00:00"), at("2022-03-01T00:00"))


@pytest.mark.parametrize(
    ("other", "earlier", "later"),
    [
        ("2022-02-09T02:07", Told.YES, Told.NO),
        ("2022-02-03T01:50", Told.YES, Told.NO),  # seven days and ten minutes
        ("2022-02-02T02:00", Told.NO, Told.NO),  # eight days
        ("2022-02-09T02:11", Told.NO, Told.NO),
        ("2022-02-10T13:59", Told.NO, Told.NO),  # the same day
        ("2022-02-12T01:55", Told.NO, Told.YES),
    ],
)
def test_the_same_clock_time_within_a_week(other: str, earlier: Told, later: Told) -> None:
    episode = begun(known("2022-02-10T02:00"), others=(known(other),), watched=WATCHED)
    assert (same_clock_earlier(episode), same_clock_later(episode)) == (earlier, later)


def test_none_earlier_needs_somebody_who_looked() -> None:
    start = known("2022-02-10T02:00")
    assert same_clock_earlier(begun(start)) == Told.UNKNOWN
    assert same_clock_earlier(begun(start, watched=(at("2022-02-04T00:00"), None))) == Told.UNKNOWN
    assert same_clock_earlier(begun(start, watched=(at("2022-02-01T00:00"), None))) == Told.NO
    assert same_clock_later(begun(start, watched=(None, at("2022-02-18T00:00")))) == Told.NO
    assert same_clock_later(begun(start, watched=(None, at("2022-02-16T00:00")))) == Told.UNKNOWN


def test_starts_known_to_the_hour_may_or_may_not_be_the_same_time() -> None:
    episode = begun(
        known("2022-02-10T02:00", give=HOUR), others=(known("2022-02-09T02:00", give=HOUR),), watched=WATCHED
    )
    assert same_clock_earlier(episode) == Told.UNKNOWN


def test_another_with_an_open_start_counts_only_where_it_may_lie_near() -> None:
    start = known("2022-02-10T02:00")
    far = begun(start, others=((None, at("2022-01-20T02:00")),), watched=WATCHED)
    near = begun(start, others=((None, at("2022-02-08T09:00")),), watched=WATCHED)
    assert same_clock_earlier(far) == Told.NO
    assert same_clock_earlier(near) == Told.UNKNOWN


def test_a_clock_put_forward_between_two_days_does_not_hide_the_same_time() -> None:
    before, after = known("2022-03-12T07:00"), known("2022-03-14T06:00")  # 02:00 in New York both times
    assert same_clock_earlier(begun(after, "America/New_York", others=(before,), watched=WATCHED)) == Told.YES


def test_rayleigh_is_what_chance_does() -> None:
    dice = np.random.default_rng(7)
    angles = dice.uniform(0, 2 * np.pi, (200_000, 8))
    lengths = np.abs(np.exp(1j * angles).mean(axis=1))
    for length in (0.3, 0.5, 0.7, 0.8):
        share = float((lengths >= length).mean())
        assert rayleigh(length, 8) == pytest.approx(share, rel=0.12, abs=4 * sqrt(share / len(lengths)))


def test_the_resultant_is_scipys() -> None:
    from scipy.stats import directional_stats

    seconds = [3600.0, 7200.0, 80_000.0, 40_000.0]
    angles = np.array(seconds) * 2 * np.pi / DAY
    points = np.column_stack([np.cos(angles), np.sin(angles)])
    assert resultant(seconds) == pytest.approx(float(directional_stats(points).mean_resultant_length))


def nights(count: int, *, give: int, scatter: int = 0) -> Episode:
    starts = [
        known("2022-02-01T01:00", give=give)
        if not number
        else (
            at("2022-02-01T01:00") + number * DAY + scatter * number - give,
            at("2022-02-01T01:00") + number * DAY + scatter * number + give,
        )
        for number in range(count)
    ]
    return begun(starts[0], others=tuple(starts[1:]))


def test_a_curfew_known_to_the_hour_recurs() -> None:
    assert recurring_windows(nights(12, give=HOUR)) == Told.YES


def test_few_nights_or_rough_ones_cannot_be_told() -> None:
    assert recurring_windows(nights(4, give=0)) == Told.UNKNOWN
    assert recurring_windows(nights(12, give=DAY // 2)) == Told.UNKNOWN


def test_starts_all_round_the_clock_do_not_recur() -> None:
    assert recurring_windows(nights(12, give=0, scatter=2 * HOUR)) == Told.NO


@given(st.integers(5, 14), st.integers(0, 3 * HOUR), st.randoms(use_true_random=False))
def test_what_is_told_of_rough_windows_holds_wherever_they_were(count: int, give: int, dice: object) -> None:
    rough = nights(count, give=give, scatter=20 * 60)
    spans = [rough.start, *rough.others]
    exact = [one[0] + dice.randint(0, one[1] - one[0]) for one in spans]  # type: ignore[attr-defined, operator]
    fine = begun((exact[0], exact[0]), others=tuple((one, one) for one in exact[1:]))
    if recurring_windows(rough) != Told.UNKNOWN and len({(one + 6 * HOUR) // DAY for one in exact}) >= 5:
        assert recurring_windows(fine) == recurring_windows(rough)


def test_a_zone_that_is_none_and_a_time_without_a_date_are_named() -> None:
    with pytest.raises(FormatError, match="no such time zone"):
        starts_on_hour(begun(known("2022-01-05T11:00"), "Asia/Nowhere"))
    with pytest.raises(FormatError, match="outside the years"):
        offset("Asia/Almaty", 10**14)
