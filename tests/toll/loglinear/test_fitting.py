from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from aigaq.toll.loglinear.fitting import Fit, fit
from aigaq.toll.loglinear.models import Model, closed, hierarchical, holds, main_effects, name_of, with_pairs
from aigaq.toll.loglinear.shape import Floats, Shape
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import cells, permuted, published, table, tables

MODELS = st.sampled_from(hierarchical(4))


def fitted(one: Table, model: Model) -> Fit:
    found = fit(Shape.of(one), one.counts, model)
    assert found is not None
    return found


def by_name(one: Table, name: str) -> Fit:
    return fitted(one, {name_of(model): model for model in hierarchical(len(one.lists))}[name])


def best(one: Table, *, aic: bool = False) -> Fit:
    fits = [fit(Shape.of(one), one.counts, model) for model in hierarchical(len(one.lists))]
    return min((found for found in fits if found is not None), key=lambda found: found.aic if aic else found.bic)


@pytest.mark.shared
def test_kosovo_as_rcapture_prints_it() -> None:
    found = best(published("lcmcr_kosovo"))
    assert name_of(found.model) == "[123,14,34]"
    assert found.estimate == pytest.approx(10_356.52, abs=0.01)
    assert found.se == pytest.approx(785.9, abs=0.1)
    assert found.deviance == pytest.approx(9.3227, abs=1e-4)
    assert found.df == 4
    assert found.aic == pytest.approx(132.747, abs=1e-3)
    assert found.bic == pytest.approx(203.030, abs=1e-3)
    other = best(published("lcmcr_kosovo"), aic=True)
    assert name_of(other.model) == "[123,134]"
    assert other.estimate == pytest.approx(12_741, abs=0.5)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "model", "estimate"),
    [
        ("rcapture_HIV", "[1,2,3,4]", 11_124.58),
        ("rcapture_HIV", "[12,3,4]", 12_318.5),
        ("rcapture_lesbian", "[12,14,23,24,34]", 6_349.02),
        ("gaza_pub", "[12,13,23]", 64_696.07),
        ("gaza_pub", "[13,23]", 79_670.7),
        ("gaza_pub", "[12,23]", 53_125.7),
        ("gaza_pub", "[1,2,3]", 66_750),
        ("lcmcr_kosovo", "[1,2,3,4]", 7_394.6),
    ],
)
def test_estimates_that_rcapture_prints(name: str, model: str, estimate: float) -> None:
    assert by_name(published(name), model).estimate == pytest.approx(estimate, abs=0.5)


@pytest.mark.shared
def test_best_models_that_rcapture_names() -> None:
    assert name_of(best(published("rcapture_HIV")).model) == "[1,2,3,4]"
    assert name_of(best(published("rcapture_HIV"), aic=True).model) == "[12,3,4]"
    assert name_of(best(published("rcapture_lesbian")).model) == "[12,14,23,24,34]"
    assert by_name(published("gaza_pub"), "[12,13,23]").se == pytest.approx(3_587, abs=0.5)


@given(tables(3, least=1, most=10**6))
def test_all_pairs_of_three_lists_have_the_closed_form(one: Table) -> None:
    # Without the interaction of three: the odds ratio of two lists is the same on the third and off it.
    n = one.counted()
    hidden = n[1, 0, 0] * n[0, 1, 0] * n[0, 0, 1] * n[1, 1, 1] / (n[1, 1, 0] * n[1, 0, 1] * n[0, 1, 1])
    found = by_name(one, "[12,13,23]")
    assert found.estimate == pytest.approx(one.observed + hidden, rel=1e-6)
    assert found.deviance == pytest.approx(0.0, abs=1e-4)
    # The delta method on the closed form: var log(n₀) = Σ 1/n.
    assert found.se == pytest.approx((hidden + hidden**2 * sum(1 / count for count in n.values())) ** 0.5, rel=1e-6)


@given(tables(3, least=1, most=10**6))
def test_two_pairs_of_three_lists_have_the_closed_form(one: Table) -> None:
    # Off list 1, lists 2 and 3 are independent.
    n = one.counted()
    hidden = n[0, 1, 0] * n[0, 0, 1] / n[0, 1, 1]
    assert by_name(one, "[12,13]").estimate == pytest.approx(one.observed + hidden, rel=1e-6)


def design(one: Table, model: Model) -> Floats:
    """A over all cells but that of no list, written out."""
    rows = [
        [float(all(cell[j] for j in range(len(cell)) if term >> j & 1)) for term in model]
        for cell in cells(len(one.lists))
    ]
    return np.array(rows)


@settings(max_examples=40)
@given(tables(4, least=1), MODELS)
def test_another_optimiser_finds_the_same(one: Table, model: Model) -> None:
    a, n = design(one, model), np.array([one.counted()[cell] for cell in cells(4)], float)

    def loss(alpha: Floats) -> float:
        return float(np.exp(a @ alpha).sum() - n @ a @ alpha)

    def slope(alpha: Floats) -> Floats:
        found: Floats = a.T @ (np.exp(a @ alpha) - n)
        return found

    def bend(alpha: Floats) -> Floats:
        found: Floats = a.T @ (np.exp(a @ alpha)[:, None] * a)
        return found

    start: Floats = np.linalg.lstsq(a, np.log(n), rcond=None)[0]
    found = minimize(loss, start, jac=slope, hess=bend, method="trust-exact", options={"gtol": 1e-8, "maxiter": 1000})
    ours = fitted(one, model)
    assert ours.estimate == pytest.approx(one.observed + exp(found.x[0]), rel=1e-5)
    likelihood = -float(found.fun) - sum(lgamma(count + 1) for count in n)
    assert ours.aic == pytest.approx(-2 * likelihood + 2 * len(model), abs=1e-5)
    assert ours.bic == pytest.approx(-2 * likelihood + len(model) * log(one.observed), abs=1e-5)
    assert ours.df == 15 - len(model)


@settings(max_examples=40)
@given(tables(4), MODELS)
def test_fitted_margins_are_the_observed_ones(one: Table, model: Model) -> None:
    shape = Shape.of(one)
    found = fit(shape, one.counts, model)
    assume(found is not None)
    assert found is not None
    left = shape.left(found.gone)
    means = np.exp(holds(left, found.finite).astype(float) @ found.alpha)
    assert means @ holds(left, model) == pytest.approx(shape.margins(one.counts, model), abs=1e-5)


@settings(max_examples=30)
@given(tables(4, least=1), MODELS, st.permutations(range(4)))
def test_the_order_of_lists_does_not_matter(one: Table, model: Model, order: list[int]) -> None:
    moved = [sum(1 << order.index(j) for j in range(4) if term >> j & 1) for term in model]
    ours, theirs = fitted(one, model), fitted(permuted(one, tuple(order)), closed(moved, 4))
    assert theirs.estimate == pytest.approx(ours.estimate, rel=1e-7)
    assert theirs.bic == pytest.approx(ours.bic, rel=1e-9)


@given(tables(3, least=1))
def test_counts_times_k_are_n_times_k(one: Table) -> None:
    more = table({cell: 7 * count for cell, count in one.counted().items()})
    for name in ("[1,2,3]", "[12,3]", "[12,13]", "[12,13,23]"):
        assert by_name(more, name).estimate == pytest.approx(7 * by_name(one, name).estimate, rel=1e-6)


def test_a_structural_zero_is_no_cell() -> None:
    # List C ended before list B began: nobody can be on both. Then the cells of two lists each give Petersen's odds.
    counted = {(1, 0, 0): 60, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 20, (1, 0, 1): 10}
    barred = ((0, 1, 1), (1, 1, 1))
    found = fitted(table(counted, zeros=barred), with_pairs(3, [0b011]))
    # With B and C exclusive, A and C independent off B: n₀ = n_A n_C / n_AC.
    assert found.df == 0
    assert found.estimate == pytest.approx(160 + 60 * 30 / 10, rel=1e-9)


def test_a_pair_that_shares_nobody_takes_its_cells_out() -> None:
    counted = {(1, 0, 0): 60, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 20, (1, 0, 1): 10}
    found = fitted(table(counted), with_pairs(3, [0b011, 0b110]))
    assert found.gone == (0b110,)
    assert found.estimate == pytest.approx(160 + 60 * 30 / 10, rel=1e-9)
    assert found.df == 7 - 6


def test_large_and_small_counts_are_fitted_alike() -> None:
    counted = dict(zip(cells(3), [10**8, 10**8, 10**6, 10**8, 1, 1, 1], strict=True))
    n = {cell: float(count) for cell, count in counted.items()}
    hidden = n[0, 1, 0] * n[0, 0, 1] / n[0, 1, 1]
    assert by_name(table(counted), "[12,13]").estimate == pytest.approx(sum(n.values()) + hidden, rel=1e-6)


def test_independence_of_nobody_shared_has_no_estimate() -> None:
    one = table({(1, 0, 0): 5, (0, 1, 0): 5, (0, 0, 1): 5})
    assert fit(Shape.of(one), one.counts, main_effects(3)) is None
