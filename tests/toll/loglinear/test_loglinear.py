import subprocess
import sys

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import UsageError
from aigaq.toll.family import Code, Family, FamilyName, Outcome
from aigaq.toll.loglinear import LogLinear, loglinear
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import ARTIFICIAL, cells, permuted, published, sparse, table, tables

FIVE = table({cell: max(1, 60 // 4 ** (sum(cell) - 1)) for cell in cells(5)})


def told(family: Family) -> LogLinear:
    assert isinstance(family.told, LogLinear)
    return family.told


def codes(family: Family) -> list[Code]:
    return [one.code for one in family.findings]


def drawn(family: Family) -> list[int]:
    assert family.draws is not None
    return sorted(int(one) for one in family.draws.flat)


@pytest.mark.shared
def test_kosovo() -> None:
    family = loglinear(published("lcmcr_kosovo"))
    seen = told(family)
    assert family.name is FamilyName.LOGLINEAR
    assert (seen.kind, seen.model, seen.df) == ("all_hierarchical", "[123,14,34]", 4)
    assert seen.estimate == pytest.approx(10_356.52, abs=0.01)
    assert seen.profile_95 == pytest.approx((8_994, 12_110), abs=1)
    assert seen.best_aic is not None
    assert seen.best_aic.model == "[123,134]"
    assert [one.model for one in seen.models[:2]] == ["[123,14,34]", "[123,134]"]
    assert sum(one.weight for one in seen.models) == pytest.approx(1, abs=0.01)
    assert seen.stepwise is not None
    assert seen.stepwise.estimate == pytest.approx(14_341.7, abs=0.5)
    # The best models by BIC say 10,357, 12,741 and 18,393: that is told, and the interval holds all three.
    assert codes(family) == [Code.MODELS_APART]
    assert family.outcome is Outcome.WITH_WARNINGS
    assert family.summary is not None
    low, high = family.summary.interval_95
    assert low < 10_357
    assert high is not None
    assert high > 18_393


@pytest.mark.shared
def test_the_united_kingdom_in_five_lists() -> None:
    family = loglinear(published("sparsemse_UKdat_5"))
    seen = told(family)
    assert (seen.kind, seen.model) == ("stepwise", "[12,13,24,25,35,45]")
    assert seen.estimate == pytest.approx(11_313.0, abs=0.5)
    assert seen.bootstrap is not None
    assert seen.bootstrap.unbounded == 0
    assert sum(one.weight for one in seen.models) <= 1
    # A model that resamples choose, of a smaller BIC than the one chosen, says 22,991.
    assert Code.MODELS_APART in codes(family)


def test_the_artificial_table() -> None:
    seen = told(loglinear(table(ARTIFICIAL)))
    assert (seen.left_out.infinite, seen.left_out.not_identified, seen.left_out.both) == (3, 1, 0)
    assert len(seen.models) == 8 - 4


@pytest.mark.parametrize("lists", [1, 2])
def test_too_few_lists(lists: int) -> None:
    family = loglinear(table(dict.fromkeys(cells(lists), 5)))
    assert codes(family) == [Code.TOO_FEW_LISTS]
    assert family.outcome is Outcome.REFUSED
    assert family.draws is None
    assert told(family).estimate is None


def test_a_list_with_nobody_on_it_is_none() -> None:
    family = loglinear(table({(1, 0, 0): 40, (0, 1, 0): 30, (1, 1, 0): 10}))
    assert codes(family) == [Code.TOO_FEW_LISTS]
    assert family.findings[0].named["lists"] == 2


def test_too_many_lists() -> None:
    family = loglinear(table({(1,) * 15: 5, (0,) * 14 + (1,): 3}))
    assert codes(family) == [Code.TOO_MANY_LISTS]
    assert family.outcome is Outcome.REFUSED
    assert family.draws is None


@pytest.mark.parametrize("lists", [3, 4, 5, 6])
def test_lists_that_share_nobody(lists: int) -> None:
    family = loglinear(table({cell: 30 for cell in cells(lists) if sum(cell) == 1}))
    assert family.outcome is Outcome.REFUSED
    assert Code.INFINITE in codes(family)
    assert family.draws is None
    assert told(family).model is None
    assert told(family).stepwise is not None


def test_one_person_holds_five_lists_together() -> None:
    # A resample misses that person with probability 1/e, and then nothing is left to estimate from.
    counted = {cell: 30 for cell in cells(5) if sum(cell) == 1}
    family = loglinear(table({**counted, (1, 1, 0, 0, 0): 1}))
    (finding,) = [one for one in family.findings if one.code is Code.INFINITE]
    assert finding.outcome is Outcome.REFUSED
    assert finding.named["share"] == pytest.approx(np.exp(-1), abs=0.08)
    family = loglinear(table({**counted, (1, 1, 0, 0, 0): 1, (0, 1, 1, 0, 0): 1, (0, 0, 0, 1, 1): 1}))
    (finding,) = [one for one in family.findings if one.code is Code.INFINITE]
    assert finding.outcome is Outcome.WITH_WARNINGS
    assert finding.named["share"] == pytest.approx(np.exp(-3), abs=0.03)


def test_a_profile_that_does_not_end_is_told() -> None:
    family = loglinear(table({(1, 0, 0): 9, (0, 1, 0): 9, (0, 0, 1): 9, (1, 1, 0): 1}))
    assert Code.CAP_DECIDES in codes(family)
    assert family.outcome is Outcome.WITH_WARNINGS


def test_models_that_agree_are_reported() -> None:
    # Independent lists, many persons: every model that fits says the same.
    shares = (0.5, 0.4, 0.6)
    counted = {
        cell: round(10**6 * float(np.prod([p if bit else 1 - p for p, bit in zip(shares, cell, strict=True)])))
        for cell in cells(3)
    }
    family = loglinear(table(counted))
    assert family.outcome is Outcome.REPORTED
    assert family.summary is not None
    assert family.summary.median == pytest.approx(10**6, rel=0.001)
    assert told(family).model == "[1,2,3]"


def test_five_lists_are_chosen_stepwise_and_resampled() -> None:
    family = loglinear(FIVE, replicates=300)
    seen = told(family)
    assert seen.kind == "stepwise"
    assert seen.bootstrap is not None
    assert seen.bootstrap.replicates == 300
    assert family.draws is not None
    assert family.draws.shape == (1, 1_000)
    assert family.draws.min() >= FIVE.observed
    assert seen.stepwise is not None
    assert seen.stepwise.model == seen.model
    assert seen.stepwise.estimate == pytest.approx(seen.estimate, rel=1e-6)


def test_eleven_lists_of_independent_persons() -> None:
    shares = np.linspace(0.03, 0.2, 11)
    persons = np.random.default_rng(11).random((1_500, 11)) < shares
    seen, counts = np.unique(persons[persons.any(axis=1)].astype(int), axis=0, return_counts=True)
    family = loglinear(table(dict(zip(map(tuple, seen.tolist()), counts.tolist(), strict=True))), replicates=100)
    assert family.summary is not None
    low, high = family.summary.interval_95
    assert high is not None
    assert low < 1_500 < high
    assert told(family).estimate == pytest.approx(1_500, rel=0.1)


def test_seeds_fix_the_draws() -> None:
    one, same, other = (loglinear(FIVE, seed=seed, replicates=200) for seed in (0, 0, 1))
    assert one.draws is not None
    assert same.draws is not None
    assert (one.draws == same.draws).all()
    assert drawn(one) != drawn(other)


def test_draws_are_in_no_order_and_differ_by_stratum() -> None:
    north, south = (loglinear(table(ARTIFICIAL).named(name)).draws for name in ("north", "south"))
    assert north is not None
    assert south is not None
    assert (np.sort(north) == np.sort(south)).all()
    assert abs(float(np.corrcoef(north[0], south[0])[0, 1])) < 0.2
    assert abs(float(np.corrcoef(north[0], np.arange(north.size))[0, 1])) < 0.2


@settings(max_examples=10)
@given(tables(4, least=1), st.permutations(range(4)))
def test_the_order_of_lists_does_not_matter(one: Table, order: list[int]) -> None:
    ours, theirs = loglinear(one), loglinear(permuted(one, tuple(order)))
    assert drawn(theirs) == pytest.approx(drawn(ours), rel=1e-3, abs=1)
    assert codes(theirs) == codes(ours)


@settings(max_examples=15)
@given(st.one_of(sparse(3), sparse(4), sparse(5)))
def test_any_table_is_answered_or_refused_and_can_be_told(one: Table) -> None:
    family = loglinear(one, replicates=100)
    assert msgspec.json.decode(msgspec.json.encode(family.told), type=LogLinear) == family.told
    if family.draws is None:
        assert family.outcome is Outcome.REFUSED
        assert told(family).estimate is None
        assert family.findings
    else:
        assert family.draws.min() >= one.observed
        assert told(family).estimate is not None
        assert sum(model.weight for model in told(family).models) <= 1 + 1e-9


@pytest.mark.shared
def test_findings_name_no_number_of_persons() -> None:
    family = loglinear(published("lcmcr_kosovo"))
    (finding,) = family.findings
    assert set(finding.named) == {"models", "factor"}


def test_too_few_replicates_and_a_seed_below_0() -> None:
    with pytest.raises(UsageError, match="99 replicates"):
        loglinear(FIVE, replicates=99)
    with pytest.raises(UsageError, match="seed of -1"):
        loglinear(FIVE, seed=-1)


def test_importing_compiles_nothing() -> None:
    code = "import sys, aigaq.toll.loglinear; sys.exit(any(name in sys.modules for name in ('numba', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
