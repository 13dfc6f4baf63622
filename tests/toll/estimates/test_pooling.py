"""Draws put together: mixtures keep every linkage's weight, pools every family's, sums are sums of independent draws."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.toll.estimates.pooling import EACH, lay, pool, share_between, total
from aigaq.toll.family import UNBOUNDED, FamilyName

LATENT, LOGLINEAR = FamilyName.LATENT_CLASS, FamilyName.LOGLINEAR
numbers = np.random.default_rng(5)


def test_a_laid_sample_is_the_sample() -> None:
    drawn = numbers.lognormal(8, 0.4, (4, 3000)).astype(np.int64)
    laid = lay([drawn], seed=0, name="x")
    assert laid.shape == (1, EACH)
    for level in (0.025, 0.5, 0.975):
        assert np.quantile(laid, level) == pytest.approx(np.quantile(drawn, level), rel=2e-3)


def test_equal_linkages_are_one_and_each_weighs_the_same() -> None:
    short, long = np.full((1, 10), 100), np.full((4, 9000), 200)
    laid = lay([short, long], seed=0, name="x")
    assert (laid == 100).mean() == 0.5
    one = numbers.poisson(1000, (1, 4000))
    assert (
        np.sort(lay([one, one], seed=0, name="x")[0]).tolist() == np.sort(lay([one, one], seed=0, name="x")[1]).tolist()
    )


def test_every_family_weighs_the_same() -> None:
    laid = {LATENT: np.full((2, 50), 1), LOGLINEAR: np.full((2, 50), 3)}
    found = pool(laid)
    assert found is not None
    assert found.mean() == 2.0
    assert pool({}) is None


def test_a_total_is_a_sum_of_independent_draws() -> None:
    one = lay([numbers.normal(1000, 100, (4, 2000)).astype(np.int64)], seed=0, name="north/latent")
    other = lay([numbers.normal(500, 50, (4, 2000)).astype(np.int64)], seed=0, name="south/latent")
    found = total([{LATENT: one, LOGLINEAR: one}, {LATENT: other}])
    assert list(found) == [LATENT]
    assert found[LATENT].mean() == pytest.approx(1500, rel=0.01)
    assert found[LATENT].std() == pytest.approx(np.hypot(100, 50), rel=0.05)  # 150 were they in step


def test_linkages_of_strata_are_added_to_their_own() -> None:
    first = lay([np.full((1, 5), 10), np.full((1, 5), 20)], seed=0, name="a")
    second = lay([np.full((1, 5), 1), np.full((1, 5), 2)], seed=0, name="b")
    assert np.unique(total([{LATENT: first}, {LATENT: second}])[LATENT]).tolist() == [11, 22]


def test_strata_of_different_linkages_are_added_as_mixtures() -> None:
    first = lay([np.full((1, 5), 10), np.full((1, 5), 20)], seed=0, name="a")
    second = lay([np.full((1, 5), 1)], seed=0, name="b")
    found = total([{LATENT: first}, {LATENT: second}])[LATENT]
    assert sorted(np.unique(found)) == [11, 21]
    assert (found == 11).mean() == 0.5


def test_a_sum_of_draws_without_an_end_is_none() -> None:
    drawn = np.concatenate([np.full(85, 100), np.full(15, UNBOUNDED)])[None, :]
    one, other = (lay([drawn], seed=0, name=name) for name in "ab")
    assert LATENT in total([{LATENT: one}])
    assert total([{LATENT: one}, {LATENT: other}]) == {}  # 28 % of the sums have none


@pytest.mark.parametrize(("apart", "share"), [(0.0, 0.0), (1.0, 0.5)])
def test_the_share_of_doubt_between_linkages(apart: float, share: float) -> None:
    middles = numbers.normal(8, 0.2 * apart, 400)
    drawn = np.exp(numbers.normal(middles[:, None], 0.2, (400, 400))).astype(np.int64)
    assert share_between(drawn) == pytest.approx(share, abs=0.06)
    assert share_between(drawn[:1]) is None
    assert share_between(np.full((3, 5), 7)) == 0.0
