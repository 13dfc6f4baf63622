"""The averaged posterior against the examples of Madigan and York, the printed figures of dga, and exact sums."""

import tracemalloc
from math import lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from aigaq.toll.decomposable.averaging import Averaged, Floats, Grid, average
from aigaq.toll.decomposable.graphs import Graphs, decomposable_graphs
from aigaq.toll.tables.table import Table
from tests.toll.published import published

# D. Madigan and J. C. York, "Bayesian methods for estimation of the size of a closed population", Biometrika 84 (1997),
# 19-31: the cells of its examples of five and of three lists, the first list running fastest, nobody on none.
FIVE = (0, 27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5, 83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2)
THREE = (0, 60, 49, 4, 247, 112, 142, 12)  # spina bifida

# What dga prints with δ = 2^-lists and up to five times the observed uncounted: mean; 2.5 %, 50 %, 97.5 %.
DGA = {
    "lcmcr_kosovo": (12_749.31, (9_827, 12_595, 16_544)),
    "sparsemse_UKdat_5": (11_824.95, (9_880, 11_767, 14_207)),
    "sparsemse_Ned_5": (46_018.56, (40_058, 46_443, 49_243)),
    "gaza_pub": (45_665.87, (29_271, 30_331, 86_701)),
    "rcapture_lesbian": (5_147.33, (4_635, 5_131, 5_749)),
    "sparsemse_NewOrl_5": (801.52, (498, 800, 1_087)),
    "rcapture_HIV": (10_525.08, (9_209, 10_613, 11_337)),
}
MEANS = {"sparsemse_Western": 1_741.50}


def of_array(cells: tuple[int, ...]) -> Table:
    lists = len(cells).bit_length() - 1
    return Table.of(
        [str(one + 1) for one in range(lists)],
        {tuple(number >> one & 1 for one in range(lists)): count for number, count in enumerate(cells)},
    )


def mean(table: Table, averaged: Averaged) -> float:
    return table.observed + float(averaged.grid.middle @ averaged.mass)


def quantiles(table: Table, averaged: Averaged) -> tuple[int, ...]:
    top = int(averaged.grid.edges[-1]) - 1
    return tuple((averaged.quantiles(np.array([0.025, 0.5, 0.975]), top) + table.observed).tolist())


def test_five_lists_of_madigan_and_york() -> None:
    table = of_array(FIVE)
    averaged = average(table, Grid.dense(1, 300), delta=0.5)
    assert mean(table, averaged) == pytest.approx(617.8159, abs=1e-4)
    assert quantiles(table, averaged) == (588, 616, 655)


def test_three_lists_of_madigan_and_york_with_a_prior_of_births() -> None:
    """Their prior of N is Poisson with a Gamma rate; the estimate is the one of least relative squared error."""
    table, grid = of_array(THREE), Grid.dense(1, 300)
    whole = grid.middle + table.observed

    def prior(number: Floats) -> Floats:
        shape, rate = 13.14, 55.17
        logs = number * log(rate) - (number + shape) * log(1 + rate) + gammaln(number + shape) - gammaln(number + 1)
        return np.asarray(logs - lgamma(shape), np.float64)

    def told(averaged: Averaged) -> tuple[int, int]:
        least = (averaged.mass / whole).sum() / (averaged.mass / whole**2).sum()
        return round(float(least)), int(whole[averaged.mass.argmax()])

    averaged = average(table, grid, delta=1.0, log_prior=prior)
    assert told(averaged) == (731, 728)
    assert averaged.graphs.max() == pytest.approx(0.3737674, abs=1e-7)
    all_graphs = decomposable_graphs(3)
    best = int(averaged.graphs.argmax())
    alone = Graphs(3, all_graphs.edges[[best]], all_graphs.rows[[best]])
    assert told(average(table, grid, delta=1.0, log_prior=prior, graphs=alone)) == (731, 729)


@pytest.mark.parametrize("name", DGA)
def test_dense_grids_give_what_dga_prints(name: str) -> None:
    table = published(name)
    averaged = average(table, Grid.dense(0, 5 * table.observed))
    expected, interval = DGA[name]
    assert mean(table, averaged) == pytest.approx(expected, abs=0.01)
    assert quantiles(table, averaged) == interval


@pytest.mark.parametrize("name", [*DGA, *MEANS])
def test_adaptive_grids_give_it_within_a_two_thousandth(name: str) -> None:
    table = published(name)
    averaged = average(table, Grid.adaptive(5 * table.observed))
    if name in MEANS:
        assert mean(table, averaged) == pytest.approx(MEANS[name], rel=5e-4)
        return
    expected, interval = DGA[name]
    assert mean(table, averaged) == pytest.approx(expected, rel=5e-4)
    assert quantiles(table, averaged) == pytest.approx(interval, rel=5e-4)


def exact(table: Table, uncounted: int) -> float:
    """log of p(N) N!/(m! Π n_x!) Π_lists B(N − n_j + δ, n_j + δ)/B(δ, δ): independent lists, δ half of the whole prior."""
    whole = table.observed + uncounted
    logs = -log(whole) + lgamma(whole + 1) - lgamma(uncounted + 1)
    for size in table.sizes:
        logs += 2 * -lgamma(0.5) + lgamma(whole - size + 0.5) + lgamma(size + 0.5) - lgamma(whole + 1)
    return logs


def test_independent_lists_are_a_product_of_beta_binomials() -> None:
    table = of_array((0, 7, 5, 3, 6, 2, 1, 1))
    graphs = decomposable_graphs(3)
    empty = Graphs(3, graphs.edges[[0]], graphs.rows[[0]])
    assert empty.name(0) == "[1,2,3]"
    averaged = average(table, Grid.dense(0, 200), graphs=empty)
    logs = np.array([exact(table, uncounted) for uncounted in range(201)])
    expected = np.exp(logs - logs.max())
    assert averaged.mass == pytest.approx(expected / expected.sum(), rel=1e-9)


@given(
    cells=st.tuples(*[st.integers(0, 60)] * 8).filter(lambda cells: sum(cells[1:]) > 0),
    order=st.permutations(range(3)),
)
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_lists_changes_nothing(cells: tuple[int, ...], order: list[int]) -> None:
    table = of_array((0, *cells[1:]))
    turned = Table.of(
        [table.lists[one] for one in order],
        {tuple(cell[one] for one in order): count for cell, count in table.counted().items()},
    )
    grid = Grid.dense(0, 300)
    assert average(turned, grid).mass == pytest.approx(average(table, grid).mass, rel=1e-8, abs=1e-14)


@given(cells=st.tuples(*[st.integers(1, 400)] * 7))
@settings(max_examples=30, deadline=None)
def test_coarse_bins_lose_next_to_nothing(cells: tuple[int, ...]) -> None:
    table = of_array((0, *cells))
    top = 20 * table.observed
    fine, coarse = average(table, Grid.dense(0, top)), average(table, Grid.adaptive(top))
    assert mean(table, coarse) == pytest.approx(mean(table, fine), rel=5e-4)
    assert quantiles(table, coarse) == pytest.approx(quantiles(table, fine), rel=2e-3)
    assert coarse.graphs == pytest.approx(fine.graphs, abs=1e-3)


def test_a_sharp_peak_far_out_is_not_missed() -> None:
    """Three independent lists of 30 %, 20 % and 10 % of two million: the peak is narrower than a part in a thousand."""
    whole, shares = 2_000_000, (0.3, 0.2, 0.1)
    cells = []
    for number in range(1, 8):
        chance = 1.0
        for one, share in enumerate(shares):
            chance *= share if number >> one & 1 else 1 - share
        cells.append(round(whole * chance))
    table = of_array((0, *cells))
    averaged = average(table, Grid.adaptive(5 * table.observed))
    low, median, high = quantiles(table, averaged)
    assert median == pytest.approx(whole, rel=1e-3)
    assert 0.99 * whole < low < median < high < 1.01 * whole


@given(top=st.integers(0, 10**7), other=st.integers(0, 10**7))
def test_bins_hold_every_number_once_and_end_at_each_top(top: int, other: int) -> None:
    grid = Grid.adaptive(top, other)
    assert grid.edges[0] == 0
    assert grid.edges[-1] == max(top, other) + 1
    assert (grid.width > 0).all()
    assert int(grid.width[: grid.until(min(top, other))].sum()) == min(top, other) + 1


def test_memory_does_not_grow_with_the_grid() -> None:
    """All graphs on the whole grid at once would take 260 MB."""
    table, grid = of_array(FIVE), Grid.dense(0, 40_000)
    tracemalloc.start()
    try:
        average(table, grid)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 70e6


def test_the_size_of_the_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    table, grid = of_array(THREE), Grid.dense(0, 700)
    whole = average(table, grid, top=333)
    monkeypatch.setattr("aigaq.toll.decomposable.averaging.BLOCK", 80)
    pieces = average(table, grid, top=333)
    assert pieces.mass == pytest.approx(whole.mass, rel=1e-10)
    assert pieces.graphs == pytest.approx(whole.graphs, rel=1e-10)
    assert average(table, Grid.dense(0, 333)).graphs == pytest.approx(whole.graphs, rel=1e-10)


def test_cutting_is_what_a_shorter_grid_gives() -> None:
    table = of_array(THREE)
    long, short = average(table, Grid.dense(0, 700)), average(table, Grid.dense(0, 200))
    assert long.cut(200) == pytest.approx(short.mass, rel=1e-10)
    assert long.above(198, 200) == pytest.approx(float(short.mass[198:].sum()), rel=1e-10)


def test_quantiles_within_a_bin_spread_evenly() -> None:
    """Bins of 0-3 and 4-7 with a quarter and three quarters of the mass."""
    averaged = Averaged(Grid(np.array([0, 4, 8])), np.array([0.25, 0.75]), np.array([1.0]))
    levels = np.array([0.05, 0.0625, 0.07, 0.25, 0.26, 0.999])
    assert averaged.quantiles(levels, 7).tolist() == [0, 0, 1, 3, 4, 7]
    assert averaged.above(6, 7) == pytest.approx(0.375)
    assert averaged.above(6.5, 7) == pytest.approx(0.1875)
