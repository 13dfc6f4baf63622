"""The latent-class family on published tables, beside long runs of the peer (R package LCMCR), and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.toll.family import Code, Outcome
from aigaq.toll.latent import Effort, LatentClass, Settings, latent_class
from aigaq.toll.tables.table import Table
from tests.toll.made import inside
from tests.toll.published import published

# Mean, 2.5 %, median, 97.5 % of 8 chains of a million iterations each of LCMCR 0.4.14 at K = 10, α ~ Gamma(.25, .25),
# for Kosovo (R-hat 1.000); for the two others of tempered chains of R-hat 1.002 and less: the peer's do not agree. Last,
# how near the middle and the ends have to come.
PEER = {
    "lcmcr_kosovo": (10_700, 9_050, 10_440, 13_850, 0.02, 0.03),
    "sparsemse_UKdat_5": (22_500, 15_400, 22_100, 34_000, 0.03, 0.04),
    "gaza_pub": (62_200, 42_400, 56_300, 87_000, 0.03, 0.05),
}


@pytest.mark.parametrize("name", PEER)
def test_published_tables(name: str) -> None:
    family = latent_class(published(name))
    told, summary = family.told, family.summary
    assert isinstance(told, LatentClass)
    assert summary is not None
    mean, low, median, high, middle, ends = PEER[name]
    assert summary.mean == pytest.approx(mean, rel=middle)
    assert summary.median == pytest.approx(median, rel=middle)
    assert summary.interval_95 == pytest.approx((low, high), rel=ends)
    assert told.rhat is not None
    assert told.rhat < 1.01
    assert told.ess is not None
    assert told.ess > 1000


def test_two_modes_are_told() -> None:
    """Gaza's bare table has two hills, about 54,000 and 79,000: single runs of the peer end on one or the other."""
    family = latent_class(published("gaza_pub"))
    assert isinstance(family.told, LatentClass)
    assert [round(one.at, -3) for one in family.told.modes] == pytest.approx([54_000, 79_000], abs=1_500)
    assert sum(one.share for one in family.told.modes) > 0.98
    assert family.outcome is Outcome.WITH_WARNINGS
    assert [one.code for one in family.findings] == [Code.SEVERAL_MODES]


def test_chains_that_disagree_give_no_number() -> None:
    """A few plain chains of the Netherlands' table stay where they began."""
    family = latent_class(published("sparsemse_Ned_5"), effort=Effort(6, 300, 300, 50))
    assert family.outcome is Outcome.REFUSED
    assert Code.NOT_CONVERGED in {one.code for one in family.findings}


@pytest.mark.parametrize(("lists", "code"), [(2, Code.TOO_FEW_LISTS), (21, Code.TOO_MANY_LISTS)])
def test_the_number_of_lists(lists: int, code: Code) -> None:
    one = np.eye(lists, dtype=int)
    table = Table.of([f"list {at}" for at in range(lists)], {tuple(row): 5 for row in one.tolist()})
    family = latent_class(table)
    assert (family.outcome, family.draws) == (Outcome.REFUSED, None)
    assert [finding.code for finding in family.findings] == [code]


def test_truths_drawn_from_the_prior_are_covered_as_often_as_stated() -> None:
    """Simulation-based calibration (Talts and others 2018): N, classes and chances from the prior, sixty tables."""
    numbers = np.random.default_rng(11)
    held = {80: 0, 95: 0}
    for turn in range(60):
        truth, table = _from_prior(numbers, lists=4, classes=3)
        settings = Settings(classes=3, seed=turn)
        summary = latent_class(table, settings=settings, effort=Effort(4, 200, 250, 60)).summary
        assert summary is not None
        held[80] += inside(summary.interval_80, truth)
        held[95] += inside(summary.interval_95, truth)
    assert 40 <= held[80] <= 56  # 48 expected, standard deviation 3.1
    assert 52 <= held[95] <= 60  # 57 expected, 1.7


def _from_prior(numbers: np.random.Generator, *, lists: int, classes: int) -> tuple[int, Table]:
    while True:
        whole = int(np.exp(numbers.uniform(np.log(300), np.log(8_000))))
        sticks = numbers.beta(1.0, numbers.gamma(0.25, 4.0) + 1e-9, classes - 1)
        shares = np.append(sticks, 1.0) * np.cumprod(np.append(1.0, 1.0 - sticks))
        chances = numbers.random((classes, lists))
        of = numbers.choice(classes, whole, p=shares / shares.sum())
        on = (numbers.random((whole, lists)) < chances[of]).astype(int)
        rows, counts = np.unique(on[on.any(axis=1)], axis=0, return_counts=True)
        if counts.sum() * 20 > whole:
            return whole, Table.of("ABCD", dict(zip(map(tuple, rows.tolist()), counts.tolist(), strict=True)))


def test_as_many_classes_as_one() -> None:
    told = latent_class(published("lcmcr_kosovo"), settings=Settings(classes=1), effort=Effort(4, 200, 500, 20)).summary
    assert told is not None
    assert told.median == pytest.approx(7_400, rel=0.02)  # Rcapture's Mt: 7,394.6
