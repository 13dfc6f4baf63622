"""The shipped table: as the list has it, as others published it, and whole in itself."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.features import CLASSES, features
from aigaq.blackout.character.likelihoods import Counts, Labelled, count, counted, likelihoods, ratios, tally
from aigaq.blackout.character.limits import rule, table
from aigaq.blackout.character.told import Told
from tests.blackout.character.listed import events

# Prototype figures on the same list: P(holds | order), P(holds | failure), LR+, LR−. Where cells are blank or rows end
# before they begin it took "no", where we say unknown: so two shares differ by up to .02, and LR− of all three by .01.
PUBLISHED = {
    "starts_on_hour": (0.654, 0.234, 2.8, 0.45),
    "all_signals_fall": (0.915, 0.542, 1.7, 0.18),
    "same_clock_earlier": (0.515, 0.011, 46, 0.49),
    "ends_on_half_hour": (0.731, 0.426, 1.7, 0.47),
    "starts_at_night": (0.585, 0.328, 1.8, 0.62),
}


def shares(seen: Counts) -> tuple[float, float]:
    return seen.order_yes / seen.order_told, seen.failure_yes / seen.failure_told


@pytest.mark.shared
@pytest.mark.parametrize("name", PUBLISHED)
def test_shares_and_ratios_are_those_published(name: str) -> None:
    order, failure = shares(count(tally(events())[name], power=0))
    published = PUBLISHED[name]
    assert order == pytest.approx(published[0], abs=0.012)
    assert failure == pytest.approx(published[1], abs=0.013)
    assert order / failure == pytest.approx(published[2], abs=0.5 if published[2] > 10 else 0.05)
    assert (1 - order) / (1 - failure) == pytest.approx(published[3], abs=0.0151)


@pytest.mark.shared
def test_recurrence_either_way_is_as_published() -> None:
    """LR+ 30, LR− .38: .631 of orders and .021 of failures have another at the same time within a week."""
    found = [
        (one.ordered, Told.YES in (one.told["same_clock_earlier"], one.told["same_clock_later"])) for one in events()
    ]
    order = sum(yes for ordered, yes in found if ordered) / 130
    failure = sum(yes for ordered, yes in found if not ordered) / 714
    assert order == pytest.approx(0.631, abs=0.001)
    assert failure == pytest.approx(0.021, abs=0.001)


@pytest.mark.shared
def test_log_odds_of_durations_are_as_published() -> None:
    """+.89 over nine hours, −1.60 under one, smoothed by one event for each of four classes, all events counted.

    Nine hours exactly are over nine here and under nine there.
    """
    seen = tally(events())
    for name, published in (("lasts_over_9h", 0.89), ("lasts_under_1h", -1.60)):
        counts = count(seen[name], power=0)
        found = log((counts.order_yes + 1) / (130 + 4) / ((counts.failure_yes + 1) / (714 + 4)))
        assert found == pytest.approx(published, abs=0.025)


@pytest.mark.shared
def test_the_shipped_table_is_what_the_list_says() -> None:
    for name, row in counted(tally(events()), power=rule().country_power).items():
        shipped = likelihoods()[name]
        assert shipped.ratio_yes == pytest.approx(row.ratio_yes, abs=6e-4)
        assert shipped.ratio_no == pytest.approx(row.ratio_no, abs=6e-4)
        assert shipped.events == row.events


@pytest.mark.shared
def test_the_head_of_the_table_counts_the_list() -> None:
    listed, head = events(), table("likelihoods")["list"]
    assert head["events"] == len(listed) == rule().prior_events
    assert head["orders"] == sum(one.ordered for one in listed) == rule().prior_orders
    assert head["countries"] == len({one.country for one in listed})


@pytest.mark.parametrize("name", features())
def test_each_row_has_a_source_and_what_its_kind_needs(name: str) -> None:
    row = likelihoods()[name]
    assert row.source and row.reason
    assert row.ratio_yes > 0 and row.ratio_no > 0
    if row.measured:
        assert row.weighted is not None and row.events is not None
        assert row.events.order_told + row.events.failure_told <= rule().prior_events
        yes, no = ratios(row.weighted, one_sided=row.one_sided)
        assert row.ratio_yes == pytest.approx(yes, rel=1e-3)
        assert row.ratio_no == pytest.approx(no, rel=1e-3)
    else:
        assert row.weighted is None and row.events is None
        assert 0.1 <= row.ratio_yes <= 10 and 0.5 <= row.ratio_no <= 2
    if name in CLASSES or name.startswith("near_") or "_says_" in name:
        assert row.ratio_no == 1


def test_what_cannot_be_told_weighs_nothing() -> None:
    assert all(row.ratio(Told.UNKNOWN) == 1 for row in likelihoods().values())


def listed(country: str, *, ordered: bool, holds: Told) -> Labelled:
    return Labelled(country=country, ordered=ordered, told={"starts_on_hour": holds})


def test_counting_by_hand() -> None:
    rows = [listed("A", ordered=True, holds=Told.YES)] * 3 + [listed("A", ordered=True, holds=Told.NO)]
    rows += [listed("B", ordered=True, holds=Told.YES), listed("B", ordered=True, holds=Told.UNKNOWN)]
    rows += [listed("B", ordered=False, holds=Told.NO)] * 9
    seen = tally(rows)["starts_on_hour"]
    assert count(seen, power=0) == Counts(order_yes=4, order_told=5, failure_yes=0, failure_told=9)
    assert count(seen, power=0.5) == Counts(order_yes=2.5, order_told=3, failure_yes=0, failure_told=3)
    assert count(seen, power=1) == Counts(order_yes=1.75, order_told=2, failure_yes=0, failure_told=1)
    assert count(seen, power=0, without=("A",)) == Counts(order_yes=1, order_told=1, failure_yes=0, failure_told=9)
    yes, no = ratios(count(seen, power=0))
    assert yes == pytest.approx(4.5 / 6 / (0.5 / 10))
    assert no == pytest.approx((1.5 / 6) / (9.5 / 10))


cells = st.integers(0, 500)


@given(cells, cells, cells, cells)
def test_ratios_are_finite_and_lie_on_either_side_of_one(a: int, b: int, c: int, d: int) -> None:
    yes, no = ratios(Counts(order_yes=a, order_told=a + b, failure_yes=c, failure_told=c + d))
    assert 0 < yes < 1100 and 0 < no < 1100
    assert (yes - 1) * (no - 1) <= 1e-9
