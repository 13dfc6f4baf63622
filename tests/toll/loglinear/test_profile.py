import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from aigaq.toll.loglinear.fitting import Fit, fit
from aigaq.toll.loglinear.models import hierarchical, main_effects, name_of
from aigaq.toll.loglinear.profile import Profile, mixture, profile
from aigaq.toll.loglinear.shape import Floats, Shape
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import published, table, tables

CAPTURED = {(1, 0, 0): 50, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 12, (1, 0, 1): 9, (0, 1, 1): 6, (1, 1, 1): 3}


def profiled(one: Table, name: str) -> tuple[Fit, Profile]:
    shape = Shape.of(one)
    model = {name_of(model): model for model in hierarchical(shape.lists)}[name]
    found = fit(shape, one.counts, model)
    assert found is not None
    return found, profile(shape, one.counts, found)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "model", "low", "high"),
    [
        ("lcmcr_kosovo", "[123,14,34]", 8_994, 12_110),
        ("lcmcr_kosovo", "[123,134]", 10_184, 16_703),
        ("gaza_pub", "[12,13,23]", 58_212, 72_335),
    ],
)
def test_intervals_that_rcapture_prints(name: str, model: str, low: float, high: float) -> None:
    _, seen = profiled(published(name), model)
    assert seen.interval == pytest.approx((low, high), abs=1.0)


def independent(one: Table, whole: Floats) -> Floats:
    """ℓ(N) of independence, whose fit to a whole table is a product of shares (Darroch 1958)."""
    found = gammaln(whole + 1) - gammaln(whole - one.observed + 1)
    for size in one.sizes:
        found += size * np.log(size / whole) + (whole - size) * np.log1p(-size / whole)
    return found


@given(tables(3, least=1, most=200))
def test_independence_has_the_closed_form(one: Table) -> None:
    _, seen = profiled(one, "[1,2,3]")
    height = independent(one, one.observed + seen.hidden)
    assert seen.fallen - seen.fallen.max() == pytest.approx(height - height.max(), abs=1e-6)
    low, high = seen.interval
    assert low is not None
    if low > one.observed:
        assert independent(one, np.array([low]))[0] == pytest.approx(height.max() - 1.92073, abs=0.01)
    if high is not None:
        assert independent(one, np.array([high]))[0] == pytest.approx(height.max() - 1.92073, abs=0.01)


@settings(max_examples=40)
@given(tables(4, least=1), st.sampled_from(hierarchical(4)))
def test_the_interval_holds_the_estimate_and_the_profile_its_top(one: Table, model: tuple[int, ...]) -> None:
    shape = Shape.of(one)
    found = fit(shape, one.counts, model)
    assert found is not None
    assume(found.estimate - one.observed > 1)
    seen = profile(shape, one.counts, found)
    low, high = seen.interval
    assert low is not None
    assert one.observed <= low < found.estimate
    assert high is None or found.estimate < high
    assert seen.fallen.max() == pytest.approx(0.0, abs=0.02)
    assert (seen.fallen <= 1e-9).all()
    # One top: the profile rises to it and falls from it.
    best = int(np.argmax(seen.fallen))
    assert (np.diff(seen.fallen[: best + 1]) >= -1e-7).all()
    assert (np.diff(seen.fallen[best:]) <= 1e-7).all()


def test_a_mixture_of_one_is_that_profile() -> None:
    one = table(CAPTURED)
    _, seen = profiled(one, "[1,2,3]")
    whole = np.arange(one.observed + 1, 2_000)
    height = np.exp(independent(one, whole.astype(float)))
    cumulated = np.cumsum(height) / height.sum()
    drawn = mixture([seen], np.array([3.0]), 1_000)
    assert (np.diff(drawn) >= 0).all()
    for level in (0.025, 0.1, 0.5, 0.9, 0.975):
        expected = int(whole[np.searchsorted(cumulated, level)])
        assert float(np.quantile(drawn, level)) == pytest.approx(expected, abs=2)


def test_a_mixture_holds_models_by_their_weights() -> None:
    one = table({cell: 100 * count for cell, count in CAPTURED.items()})
    (_, low), (_, high) = profiled(one, "[1,2,3]"), profiled(one, "[12,13,23]")
    assert low.interval[1] is not None
    assert high.interval[0] is not None
    assert low.interval[1] < high.interval[0]
    between = (low.interval[1] + high.interval[0]) / 2
    drawn = mixture([low, high], np.array([3.0, 1.0]), 1_000)
    assert np.mean(drawn < between) == pytest.approx(0.75, abs=0.01)


def test_a_profile_that_does_not_fall_says_so() -> None:
    # One person on two lists: without it N could be anything.
    _, seen = profiled(table({(1, 0, 0): 9, (0, 1, 0): 9, (0, 0, 1): 9, (1, 1, 0): 1}), "[1,2,3]")
    assert seen.high > 0
    _, seen = profiled(table(CAPTURED), "[1,2,3]")
    assert seen.high == 0


def test_nearly_all_counted_ends_at_those_counted() -> None:
    one = table({(1, 1, 1): 80, (1, 1, 0): 2, (1, 0, 1): 1, (0, 1, 1): 2})
    found = fit(Shape.of(one), one.counts, main_effects(3))
    assert found is not None
    seen = profile(Shape.of(one), one.counts, found)
    assert seen.interval[0] == one.observed
    assert seen.interval[1] is not None
    assert mixture([seen], np.ones(1), 100).min() >= one.observed
