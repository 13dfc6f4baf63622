"""R-hat, effective draws and modes against their definitions, independent draws and chains of known autocorrelation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.toll.draws import ess, geyer, modes, rhat


def _ar(phi: float, chains: int, length: int, *, seed: int = 3) -> np.ndarray:
    numbers = np.random.default_rng(seed)
    found = np.zeros((chains, length))
    found[:, 0] = numbers.normal(size=chains)
    for at in range(1, length):
        found[:, at] = phi * found[:, at - 1] + np.sqrt(1 - phi**2) * numbers.normal(size=chains)
    return found


@pytest.mark.parametrize("phi", [0.0, 0.5, 0.9])
def test_effective_draws_of_an_autoregression(phi: float) -> None:
    """ESS of AR(1) is n (1 − φ)/(1 + φ)."""
    chains = _ar(phi, 4, 20_000)
    truth = chains.size * (1 - phi) / (1 + phi)
    assert ess(chains) == pytest.approx(truth, rel=0.1)
    assert geyer(chains) == pytest.approx(truth, rel=0.1)
    assert rhat(chains) < 1.01


def test_chains_apart_are_seen_by_rhat_and_not_by_geyer() -> None:
    chains = _ar(0.0, 4, 1000)
    chains[0] += 3.0
    assert rhat(chains) > 1.2
    assert geyer(chains) > 3000
    assert ess(chains) < 50


def test_chains_of_other_spread_are_seen() -> None:
    chains = _ar(0.0, 4, 1000)
    chains[0] *= 5.0  # the same middle: only the folded R-hat tells
    assert rhat(chains) > 1.05


def test_drift_within_a_chain_is_seen() -> None:
    chains = _ar(0.0, 4, 1000) + np.linspace(0.0, 3.0, 1000)
    assert rhat(chains) > 1.2


def test_monotone_changes_of_scale_change_nothing() -> None:
    chains = _ar(0.6, 4, 2000)
    assert rhat(np.exp(chains)) == pytest.approx(rhat(chains), abs=0.002)  # the folded one moves a little
    assert ess(np.exp(chains)) == pytest.approx(ess(chains))


def test_draws_that_never_move() -> None:
    assert rhat(np.full((4, 100), 7)) == 1.0
    assert ess(np.full((4, 100), 7)) == 400
    assert [(round(one.at), one.share) for one in modes(np.full((4, 100), 7))] == [(7, 1.0)]


@given(st.integers(0, 50), st.floats(1.0, 1e6))
def test_one_hill_is_one_mode(seed: int, scale: float) -> None:
    draws = np.random.default_rng(seed).lognormal(0.0, 0.3, 4000) * scale
    assert len(modes(draws)) == 1


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5])
def test_two_hills_are_two_modes(share: float) -> None:
    numbers = np.random.default_rng(2)
    draws = np.concatenate(
        [numbers.normal(50_000, 3_000, int(10_000 * (1 - share))), numbers.normal(140_000, 9_000, int(10_000 * share))]
    )
    found = modes(draws)
    assert [round(one.at, -4) for one in sorted(found, key=lambda one: one.at)] == [50_000, 140_000]
    assert min(one.share for one in found) == pytest.approx(share, abs=0.01)


def test_the_outline_is_highest_where_the_largest_mode_is() -> None:
    from aigaq.toll.draws import outline

    normal = np.random.default_rng(0).normal
    draws = np.exp(np.concatenate([normal(6, 0.1, 3000), normal(8, 0.1, 1000)])).astype(np.int64)
    told = outline(draws, points=200)
    assert [at for at, _ in told] == sorted(at for at, _ in told) and len(told) == 200
    top = max(told, key=lambda one: one[1])
    assert abs(np.log(top[0] / modes(draws)[0].at)) < 0.05 and top[1] > 0.95
    assert outline(np.full(50, 7)) == ()


def test_traces_are_few_and_hold_first_and_last() -> None:
    from aigaq.toll.latent.latent_class import TRACED, TRACED_CHAINS, _thinned

    draws = np.arange(8 * 1000, dtype=np.int64).reshape(8, 1000)
    told = _thinned(draws)
    assert (len(told), {len(chain) for chain in told}) == (TRACED_CHAINS, {TRACED})
    assert (told[1][0], told[1][-1]) == (1000, 1999)
    assert [len(chain) for chain in _thinned(draws[:2, :30])] == [30, 30]
