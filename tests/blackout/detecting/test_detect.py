"""What is called an outage and what is not, example by example; the rates are the benchmark's business."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.blackout.detecting import STATES, detect, reference_days
from aigaq.blackout.made import MONDAY, made, made_curfew, made_failure, made_long
from aigaq.blackout.outage import Outage, State
from aigaq.blackout.series import Kind, Series
from aigaq.errors import FormatError, UsageError
from tests.blackout.detecting.examples import DAY, STEP, at, daily, series
from tests.shared import shared


def _overlaps(outage: Outage, truth: tuple[int, int, float]) -> bool:
    return outage.start[1] < truth[1] and outage.end[0] > truth[0]


def test_a_cut_is_found_with_its_edges_depth_and_area() -> None:
    values = daily()
    values[at(10) : at(10.5)] *= 0.1
    found = detect(series(values))
    [outage] = found.outages
    assert outage.start == (MONDAY + 10 * DAY - STEP, MONDAY + 10 * DAY)  # the last good sample, the first bad one
    assert outage.end == (MONDAY + 10 * DAY + DAY // 2 - STEP, MONDAY + 10 * DAY + DAY // 2)
    assert outage.depth == pytest.approx(0.9, abs=0.01)
    assert outage.area == pytest.approx(90 * 12 * 60, rel=0.01)  # 90 % for twelve hours, in per cent × minutes
    assert outage.state is State.OFF
    assert found.how.how == "itself"
    assert found.how.period == "week"
    assert [STATES[code] for code in found.states[at(10) - 1 : at(10) + 2]] == [State.ON, State.OFF, State.OFF]


def test_a_bin_hit_in_part_lies_between_the_last_good_and_the_first_bad() -> None:
    values = daily()
    values[at(10) : at(10.5)] *= 0.05
    values[at(10)] *= 10  # half of the bin was served
    [outage] = detect(series(values)).outages
    assert outage.start == (MONDAY + 10 * DAY - STEP, MONDAY + 10 * DAY + STEP)


@pytest.mark.parametrize("served", [0.15, 0.3, 0.5, 0.7])
def test_the_true_moment_lies_in_the_edge_wherever_it_falls_in_a_bin(served: float) -> None:
    values = daily()
    values[at(10) : at(10.5)] *= 0.02
    values[at(10)] *= 1 + served / 0.02  # the cut came when this share of the bin had gone by
    values[at(10.5)] *= 1 - served  # and ended the same way
    [outage] = detect(series(values)).outages
    for edge, truth in ((outage.start, at(10) + served), (outage.end, at(10.5) + served)):
        assert edge[0] is not None and edge[1] is not None
        assert edge[0] <= MONDAY + truth * STEP <= edge[1]
        assert edge[1] - edge[0] <= 3 * STEP


def test_half_gone_is_degraded() -> None:
    values = daily()
    values[at(10) : at(10.3)] *= 0.5
    found = detect(series(values))
    assert [outage.state for outage in found.outages] == [State.DEGRADED]
    assert {STATES[code] for code in found.states[at(10.05) : at(10.25)]} == {State.DEGRADED}


@pytest.mark.parametrize("kind", ["bgp", "ping", "traffic", "telescope"])
def test_baits_raise_nothing(kind: str) -> None:
    """Holidays, shifts of level, growth, spikes, gaps, weekends."""
    found = [detect(made(kind, seed, outages=0).series, time_zone="Asia/Almaty") for seed in range(300, 306)]
    assert sum(len(one.outages) for one in found) <= 1


@pytest.mark.parametrize("kind", ["bgp", "ping", "traffic", "telescope", "tests"])
def test_an_outage_of_five_days_is_not_absorbed(kind: str) -> None:
    whole = made_long(kind, 41)
    found = detect(whole.series, time_zone="Asia/Almaty")
    [truth] = whole.truth
    hit = [outage for outage in found.outages if _overlaps(outage, truth)]
    covered = sum(min(outage.end[0], truth[1]) - max(outage.start[1], truth[0]) for outage in hit)
    assert covered >= 0.95 * (truth[1] - truth[0])


def test_a_gap_raises_nothing_and_ends_nothing() -> None:
    values = daily()
    values[at(5) : at(6)] = np.nan  # a gap alone
    values[at(10) : at(10.5)] *= 0.1
    values[at(10.2) : at(10.3)] = np.nan  # a gap within an outage
    values[at(15) : at(15.2)] *= 0.1
    values[at(15.2) : at(16)] = np.nan  # nobody measured the return
    found = detect(series(values))
    assert [outage.start[1] for outage in found.outages] == [MONDAY + 10 * DAY, MONDAY + 15 * DAY]
    assert found.outages[0].end[1] == MONDAY + int(10.5 * DAY)
    assert found.outages[1].end == (MONDAY + (at(15.2) - 1) * STEP, MONDAY + 16 * DAY)
    assert [(gap.start - MONDAY) // STEP for gap in found.gaps] == [at(5), at(10.2), at(15.2)]
    assert STATES[found.states[at(5.5)]] is State.NO_DATA


def test_an_outage_may_run_off_either_end_of_the_file() -> None:
    values = daily()
    values[: at(0.3)] *= 0.02
    values[at(20.5) :] *= 0.02
    first, last = detect(series(values)).outages
    assert first.start == (None, MONDAY)
    assert last.end == (MONDAY + 21 * DAY - STEP, None)


def test_a_short_return_does_not_split_and_a_day_of_service_does() -> None:
    values = daily()
    values[at(10) : at(10.4)] *= 0.02
    values[at(10.2) : at(10.2) + 3] *= 50  # half an hour
    assert len(detect(series(values)).outages) == 1
    nights = daily()
    for day in (10, 11):
        nights[at(day) : at(day + 0.4)] *= 0.02
    assert len(detect(series(nights)).outages) == 2


def test_two_dark_nights_with_a_slow_day_between_are_two_outages_and_a_degraded_one() -> None:
    values = daily()
    values[at(10) : at(11.4)] *= 0.65
    for day in (10, 11):
        values[at(day) : at(day + 0.4)] *= 0.03
    found = detect(series(values))
    assert [outage.state for outage in found.outages] == [State.OFF, State.DEGRADED, State.OFF]
    assert all(a.end[0] <= b.start[1] for a, b in zip(found.outages, found.outages[1:], strict=False))


def test_one_lost_sample_is_no_outage() -> None:
    values = daily()
    values[at(10)] = 0
    assert detect(series(values)).outages == ()


def test_silence_of_small_counts_is_found_though_no_z_score_could() -> None:
    """Two an hour: the scale of an hour is 0.7 of its mean, so silence is z = 1.4; a night expects sixteen."""
    rng = np.random.default_rng(3)
    values = rng.poisson(2.0, 42 * 24).astype(float)
    values[30 * 24 : 30 * 24 + 16] = 0
    found = detect(series(values, signal="measurement_count", kind=Kind.COUNT, step=3600))
    assert found.how.model in ("poisson", "negative binomial")
    [outage] = found.outages
    begins, ends = MONDAY + 30 * DAY, MONDAY + 30 * DAY + 16 * 3600
    assert abs(outage.start[1] - begins) <= 2 * 3600
    assert abs(outage.end[0] - ends) <= 3 * 3600


@pytest.mark.parametrize("seed", [71, 72])
def test_seventy_nights_of_a_curfew_are_found_against_a_declared_reference(seed: int) -> None:
    whole = made_curfew(seed)
    reference = reference_days(date(2021, 10, 5), date(2021, 10, 18), time_zone="Asia/Yangon")
    found = detect(whole.series, reference=reference, time_zone="Asia/Yangon")
    one_night = [sum(_overlaps(outage, night) for night in whole.truth) for outage in found.outages]
    assert sum(any(_overlaps(outage, night) for outage in found.outages) for night in whole.truth) >= 70
    assert one_night.count(0) <= 2  # false
    assert sum(count > 1 for count in one_night) <= 1  # nights with a day between are not one
    assert (found.how.how, found.how.reference) == ("reference", reference)


def test_a_curfew_of_most_nights_is_not_the_expected_even_without_a_reference() -> None:
    whole = made_curfew(73, level=15)
    found = detect(whole.series, time_zone="Asia/Yangon")
    assert sum(any(_overlaps(outage, night) for outage in found.outages) for night in whole.truth) >= 70
    assert any("two ways" in note for note in found.how.notes)


def test_the_seasonal_baseline_swallows_it_and_says_so() -> None:
    whole = made_curfew(73, level=15)
    found = detect(whole.series, time_zone="Asia/Yangon", seasonal=True)
    assert sum(any(_overlaps(outage, night) for outage in found.outages) for night in whole.truth) < 10
    assert found.how.how == "seasonal"
    assert any("what lasts" in note for note in found.how.notes)


def test_a_failure_of_power_comes_back_in_a_ramp_and_a_switched_line_at_once() -> None:
    ramps = [detect(made_failure(seed).series).edges for seed in range(5)]
    assert all(edges[0].rise_seconds > 6 * 3600 and edges[0].rise_share < 0.5 for edges in ramps)  # type: ignore[operator]
    values = daily()
    values[at(10) : at(11)] *= 0.02
    [edge] = detect(series(values)).edges
    assert edge.fall_seconds is not None and edge.fall_seconds <= STEP
    assert edge.rise_seconds is not None and edge.rise_seconds <= STEP
    assert edge.rise_share is not None and edge.rise_share > 0.9
    assert edge.alarm == MONDAY + 10 * DAY + 2 * STEP


def test_a_stock_of_prefixes_is_tested_tightly() -> None:
    """A dip of three per cent of ten thousand is nothing for a Poisson count and much for a table of routes."""
    rng = np.random.default_rng(5)
    values = np.round(10_000 * (1 + rng.normal(0, 0.0008, 21 * 144)))
    values[at(10) : at(10.1)] *= 0.97
    assert len(detect(series(values, signal="bgp", kind=Kind.COUNT)).outages) == 1


def test_the_hour_is_that_of_the_place_through_a_change_of_clock() -> None:
    """Berlin leaves summer time on 31 October 2021: a place that sleeps by its clock shifts by an hour in UTC."""
    times = MONDAY + STEP * np.arange(42 * 144, dtype=np.int64)
    change = int(datetime(2021, 10, 31, 1, tzinfo=UTC).timestamp())
    local = times + np.where(times < change, 7200, 3600)
    awake = (local % DAY >= 8 * 3600) & (local % DAY < 20 * 3600)
    values = np.where(awake, 1000.0, 300.0) * (1 + np.random.default_rng(2).normal(0, 0.02, len(times)))
    one = Series(entity="a place", signal="traffic", times=times, values=values, step=STEP, kind=Kind.LEVEL)
    assert detect(one, time_zone="Europe/Berlin").outages == ()
    assert len(detect(one).outages) > 5  # by the clock of UTC every morning of one half begins late


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (np.full(3000, np.nan), "nothing was measured"),
        (np.zeros(3000), "nothing is expected"),
        (np.full(3000, 7.0), ""),
        (np.full(1, 7.0), "too short"),
        (np.zeros(0), "nothing was measured"),
        (daily(1)[:100], "too short"),
        (np.where(np.arange(6000) % 97 == 0, 1.0, 0.0), "too little is expected"),
    ],
    ids=["missing", "zero", "constant", "one sample", "empty", "hours", "hardly anything"],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_thin_series_get_a_clear_answer(values: np.ndarray, note: str, kind: Kind) -> None:
    found = detect(series(values, kind=kind, signal="count"))
    assert found.outages == ()
    assert len(found.baseline) == len(found.states) == len(values)
    if note != "too little is expected" or kind is not Kind.LEVEL:
        assert not note or any(note in said for said in found.how.notes)


def test_of_a_series_of_hours_only_near_silence_is_called() -> None:
    values = np.full(140, 1000.0) * (1 + np.random.default_rng(1).normal(0, 0.02, 140))
    values[60:80] *= 0.5
    assert detect(series(values)).outages == ()
    values[60:80] = 0
    assert len(detect(series(values)).outages) == 1


def test_what_does_not_fit_is_refused() -> None:
    one = series(daily())
    with pytest.raises(UsageError, match="do not go together"):
        detect(one, reference=(MONDAY, MONDAY + DAY), seasonal=True)
    with pytest.raises(UsageError, match="ends before it begins"):
        detect(one, reference=(MONDAY, MONDAY))
    with pytest.raises(UsageError, match="nothing of a place, traffic was measured"):
        detect(one, reference=(0, DAY))
    with pytest.raises(FormatError, match="no such time zone"):
        detect(one, time_zone="Nowhere/At_all")
    with pytest.raises(FormatError, match="2 values below zero"):
        detect(series(np.array([1.0, -1, -1, 3])))
    with pytest.raises(FormatError, match="infinite"):
        detect(series(np.array([1.0, np.inf])))
    late = Series(entity="x", signal="y", times=np.array([10**15]), values=np.ones(1), step=600)
    with pytest.raises(FormatError, match="outside the years"):
        detect(late)


def test_one_series_always_gets_one_answer() -> None:
    one = made("traffic", 12).series
    first, second = detect(one), detect(one)
    assert first.outages == second.outages
    assert np.array_equal(first.baseline, second.baseline, equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_comes_the_answer_holds_together(data: st.DataObject) -> None:
    """Order, bounds and lengths, for any values, gaps, steps, kinds and names."""
    step = data.draw(st.sampled_from([60, 600, 3600, 86_400]))
    size = data.draw(st.integers(0, 500))
    seed = data.draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    scale = data.draw(st.sampled_from([0.0, 0.3, 4.0, 300.0, 1e9]))
    values = rng.poisson(scale, size).astype(np.float64) * np.where(
        rng.random(size) < 0.1, rng.choice([0.0, 0.4, 5.0]), 1.0
    )
    for _ in range(data.draw(st.integers(0, 3))):
        values[int(rng.integers(0, size + 1)) :][: int(rng.integers(0, 80))] *= data.draw(
            st.sampled_from([0.0, np.nan])
        )
    kept = rng.random(size) < data.draw(st.sampled_from([1.0, 0.7]))
    times = (MONDAY + step * np.arange(size, dtype=np.int64))[kept]
    one = Series(entity="x", signal=data.draw(st.sampled_from(["bgp", "ping", "gtr", "n"])), times=times, values=values[kept], step=step, kind=data.draw(st.sampled_from(list(Kind))))  # fmt: skip
    found = detect(one, time_zone=data.draw(st.sampled_from([None, "Asia/Almaty", "Europe/Berlin"])))
    assert len(found.baseline) == len(found.states) == len(times)
    assert len(found.edges) == len(found.outages)
    assert (found.states[np.isnan(one.values)] == STATES.index(State.NO_DATA)).all()
    before = -1
    for outage, edge in zip(found.outages, found.edges, strict=True):
        earliest, start = outage.start
        last, latest = outage.end
        assert earliest is None or before <= earliest <= start
        assert start <= last and (latest is None or last <= latest)
        assert 0 <= outage.depth <= 1 and outage.area >= 0
        assert edge.rise_share is None or 0 <= edge.rise_share <= 1
        assert edge.fall_seconds is None or edge.fall_seconds >= 0
        before = last


@pytest.mark.shared
def test_iran_in_november_2019() -> None:
    """Monash IP Observatory, 73 counties, hourly; the file's `epoch` is the local clock, so it is read as such here."""
    import csv
    from collections import defaultdict

    rows: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    with shared("bench/blackout/monash_irn-2019-11-11_gif.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["name_1"], row["name_2"]].append((int(row["time_e"]), float(row["connectivity"] or "nan")))
    begins, day = (int(datetime(2019, 11, *at_, tzinfo=UTC).timestamp()) for at_ in ((16, 10), (17, 0)))
    hit = early = 0
    for name, cells in rows.items():
        times, values = np.array([cell[0] for cell in cells], np.int64), np.array([cell[1] for cell in cells])
        one = Series(entity="/".join(name), signal="connectivity", times=times, values=values, step=3600)
        starts = [outage.start for outage in detect(one).outages]
        hit += any((earliest or latest) < day and latest >= begins for earliest, latest in starts)
        early += sum(latest < begins for _, latest in starts)
    assert len(rows) == 73
    assert hit >= 68
    assert early <= 4
