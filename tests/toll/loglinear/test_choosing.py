import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from aigaq.toll.loglinear.choosing import Chosen, choose, tails
from aigaq.toll.loglinear.existence import Identifiability, check_model
from aigaq.toll.loglinear.fitting import fit
from aigaq.toll.loglinear.models import Model, holds, pairs_of, with_pairs
from aigaq.toll.loglinear.shape import Shape
from aigaq.toll.loglinear.thresholds import thresholds
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import permuted, published, sparse, table, tables


def chosen(one: Table) -> Chosen:
    return choose(Shape.of(one), one.counts[None])


def pairs_in(found: Chosen, lists: int) -> Model:
    return tuple(pair for pair, held in zip(pairs_of(lists), found.inside[0], strict=True) if held)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "estimate"),
    [
        ("sparsemse_UKdat", 11_418),
        ("sparsemse_UKdat_5", 11_313.0),
        ("sparsemse_NewOrl", 1_183.7),
        ("sparsemse_NewOrl_5", 1_034.2),
        ("sparsemse_Western", 2_483.4),
        ("sparsemse_Ned_5", 121_521.6),
        ("lcmcr_kosovo", 14_341.7),
        ("gaza_pub", 79_670.7),
    ],
)
def test_estimates_that_sparsemse_prints(name: str, estimate: float) -> None:
    assert chosen(published(name)).estimates[0] == pytest.approx(estimate, abs=0.5)


@pytest.mark.shared
def test_estimates_that_the_cache_of_msetools_holds() -> None:
    # Binette and Steorts (2022), to two decimals.
    assert chosen(published("sparsemse_UKdat_5")).estimates[0] == pytest.approx(11_312.99, abs=0.006)
    assert chosen(published("sparsemse_Ned_5")).estimates[0] == pytest.approx(121_521.61, abs=0.006)
    assert chosen(published("sparsemse_Western")).estimates[0] == pytest.approx(2_483.38, abs=0.006)


@given(st.integers(0, 400), st.floats(1e-3, 400))
def test_p_values_are_poisson_tails(shared: int, mean: float) -> None:
    p = float(tails(np.array([float(shared)]), np.array([mean]))[0])
    expected = poisson.sf(shared - 1, mean) if shared >= mean else poisson.cdf(shared, mean)
    assert p == pytest.approx(expected, rel=1e-8, abs=1e-290)


@settings(max_examples=40)
@given(st.one_of(tables(4), sparse(4), sparse(5)))
def test_the_choice_ends_where_no_candidate_is_left(one: Table) -> None:
    shape, found = Shape.of(one), chosen(one)
    filled, inside = one.counts > 0, pairs_in(found, len(one.lists))
    model = with_pairs(shape.lists, inside)
    last = fit(shape, one.counts, model)
    assert (last is None) == bool(np.isinf(found.estimates[0]))
    if last is None:
        assert inside == ()
        return
    assert last.estimate == pytest.approx(found.estimates[0], rel=1e-6)
    assert all(found.p[0][found.inside[0]] < thresholds().enters_below)
    left = shape.left(last.gone)
    means = np.exp(holds(left, last.finite).astype(float) @ last.alpha)
    for pair in set(pairs_of(shape.lists)) - set(inside):
        met = float(means @ holds(left, [pair])[:, 0])
        shared = float(shape.margins(one.counts, [pair])[0])
        p = float(tails(np.array([shared]), np.array([met]))[0])
        refused = check_model(shape, filled, with_pairs(shape.lists, (*inside, pair))) is not Identifiability.OK
        assert met == 0 or p > thresholds().enters_below * (1 - 1e-6) or refused


@settings(max_examples=40)
@given(st.one_of(tables(4), sparse(5)))
def test_what_entered_can_be_estimated(one: Table) -> None:
    found = chosen(one)
    model = with_pairs(len(one.lists), pairs_in(found, len(one.lists)))
    code = check_model(Shape.of(one), one.counts > 0, model)
    assert (code is Identifiability.OK) == bool(np.isfinite(found.estimates[0]))


@settings(max_examples=30)
@given(tables(4, least=1), st.permutations(range(4)))
def test_the_order_of_lists_does_not_matter(one: Table, order: list[int]) -> None:
    assert chosen(permuted(one, tuple(order))).estimates == pytest.approx(chosen(one).estimates, rel=1e-6)


@settings(max_examples=30)
@given(sparse(5), st.integers(0, 2**32))
def test_many_tables_at_once_are_many_tables(one: Table, seed: int) -> None:
    shape = Shape.of(one)
    drawn = np.random.default_rng(seed).multinomial(one.observed, one.counts / one.observed, size=5)
    together = choose(shape, drawn)
    for row, counts in enumerate(drawn):
        alone = choose(shape, counts[None])
        assert together.estimates[row] == pytest.approx(alone.estimates[0], rel=1e-8)
        assert (together.inside[row] == alone.inside[0]).all()
        assert (together.order[row] == alone.order[0]).all()


def test_a_pair_that_shares_nobody_though_it_should_enters_at_minus_infinity() -> None:
    counted = {(1, 0, 0): 500, (0, 1, 0): 500, (0, 0, 1): 500, (1, 1, 0): 60, (1, 0, 1): 55}
    found = chosen(table(counted))
    assert pairs_in(found, 3) == (0b110,)
    assert found.p[0][2] < 1e-6
    # It is as if those cells could not be met at all.
    barred = chosen(table(counted, zeros=((0, 1, 1), (1, 1, 1))))
    assert found.estimates[0] == pytest.approx(barred.estimates[0], rel=1e-9)
    assert pairs_in(barred, 3) == ()


def test_tails_too_small_to_be_told_apart_are_ranked_by_how_far_they_lie_off() -> None:
    counted = {(1, 0, 0): 90_000, (0, 1, 0): 90_000, (0, 0, 1): 90_000, (1, 1, 1): 30}
    one = table(counted | {(1, 1, 0): 40_000, (1, 0, 1): 300, (0, 1, 1): 90_000})
    # Under independence A and C would share 36,555 and share 330 (189 standard deviations), B and C 61,713 and 90,030
    # (114); both tails are below the least number a float holds. The order of lists must not decide.
    first, swapped = chosen(one), chosen(permuted(one, (1, 0, 2)))
    assert first.order[0].tolist().index(1) == pairs_of(3).index(0b101)
    assert swapped.order[0].tolist().index(1) == pairs_of(3).index(0b110)
    assert swapped.estimates == pytest.approx(first.estimates, rel=1e-9)


def test_independence_without_an_estimate_is_infinite() -> None:
    found = chosen(table({(1, 0, 0): 5, (0, 1, 0): 5, (0, 0, 1): 5}))
    assert np.isinf(found.estimates[0])
    assert not found.inside.any()
