"""The family of decomposable graphs: what it tells at which cap, when the cap or the prior decides, whom it refuses."""

import numpy as np
import pytest

from aigaq.errors import UsageError
from aigaq.toll.decomposable import Decomposable, decomposable
from aigaq.toll.family import Code, Family, FamilyName, Finding, Outcome
from aigaq.toll.tables.table import Table
from aigaq.toll.wording import said
from tests.toll.published import published

# Three lists, each independent of the others and with many persons on two: nothing but the data decides.
PLAIN = Table.of(
    "abc", {(1, 0, 0): 120, (0, 1, 0): 80, (0, 0, 1): 60, (1, 1, 0): 80, (1, 0, 1): 60, (0, 1, 1): 40, (1, 1, 1): 41}
)


def told(family: Family) -> Decomposable:
    assert isinstance(family.told, Decomposable)
    return family.told


def codes(family: Family) -> dict[Code, Outcome]:
    return {finding.code: finding.outcome for finding in family.findings}


def finding(family: Family, code: Code) -> Finding:
    return next(one for one in family.findings if one.code is code)


def test_the_cap_decides_on_the_united_kingdom() -> None:
    """Five lists: 11,767 where five times the observed may be uncounted, about 22,986 where a hundred times may."""
    family = decomposable(published("sparsemse_UKdat_5"))
    assert codes(family) == {Code.CAP_DECIDES: Outcome.WITH_WARNINGS}
    assert finding(family, Code.CAP_DECIDES).named["what"] == "median"
    medians = {one.cap: one.median for one in told(family).caps}
    assert list(medians) == [5, 20, 100]
    assert medians[5] == pytest.approx(11_767, rel=2e-4)
    assert medians[100] == pytest.approx(22_986, rel=5e-4)
    assert family.outcome is Outcome.WITH_WARNINGS
    assert family.summary is not None
    assert family.summary.median == pytest.approx(11_767, rel=2e-3)


def test_the_cap_decides_where_only_the_upper_end_moves() -> None:
    """Netherlands, five lists: the median stays near 46,000 to 50,000, the upper end goes from 49,243 to 210,000."""
    family = decomposable(published("sparsemse_Ned_5"))
    assert finding(family, Code.CAP_DECIDES).named["what"] == "upper"
    ends = {one.cap: one.interval_95[1] for one in told(family).caps}
    assert ends[100] == pytest.approx(210_133, rel=2e-3)
    assert told(family).top_mass == pytest.approx(0.065, abs=1e-3)


@pytest.mark.parametrize("name", ["lcmcr_kosovo", "rcapture_lesbian"])
def test_where_the_data_decide_nothing_is_found(name: str) -> None:
    family = decomposable(published(name))
    assert family.findings == ()
    assert len({one.median for one in told(family).caps}) == 1


def test_the_prior_decides_where_the_complete_graph_is_likely() -> None:
    """Gaza, three lists: 76 % on the graph under which any number fits."""
    family = decomposable(published("gaza_pub"))
    assert told(family).top[0].graph == "[123]"
    assert told(family).top[0].probability == pytest.approx(0.76, abs=5e-3)
    assert codes(family)[Code.PRIOR_DECIDES] is Outcome.WITH_WARNINGS


def test_it_tells_the_best_graphs_in_order() -> None:
    best = told(decomposable(published("lcmcr_kosovo"))).top
    assert best[0].graph == "[123,134]"
    assert len(best) == 10
    assert [one.probability for one in best] == sorted((one.probability for one in best), reverse=True)
    assert sum(one.probability for one in told(decomposable(PLAIN)).top) == pytest.approx(1)


def test_draws_are_the_posterior_without_noise() -> None:
    family = decomposable(PLAIN, draws=5_000)
    assert family.name is FamilyName.DECOMPOSABLE
    assert family.draws is not None
    assert family.draws.shape == (1, 5_000)
    assert family.draws.min() >= PLAIN.observed
    at_five = told(family).caps[0]
    low, median, high = np.quantile(family.draws, (0.025, 0.5, 0.975), method="inverted_cdf")
    assert (low, high) == pytest.approx(at_five.interval_95, rel=2e-3)
    assert median == pytest.approx(at_five.median, rel=2e-3)


def test_the_seed_orders_the_draws_and_changes_none() -> None:
    first, again, other = (decomposable(PLAIN, seed=seed).draws for seed in (0, 0, 1))
    assert first is not None
    assert again is not None
    assert other is not None
    assert (first == again).all()
    assert (first != other).any()
    assert (np.sort(first) == np.sort(other)).all()


def test_draws_of_strata_may_be_added() -> None:
    """Two strata of equal tables: their draws must not rise and fall together, or the sum would be too wide."""
    north, south = (decomposable(PLAIN.named(name)).draws for name in ("north", "south"))
    assert north is not None
    assert south is not None
    assert abs(np.corrcoef(north[0], south[0])[0, 1]) < 0.05


def test_another_cap_is_told_beside_the_others() -> None:
    family = decomposable(published("sparsemse_UKdat_5"), cap=50)
    assert [one.cap for one in told(family).caps] == [5, 20, 50, 100]
    assert told(family).cap == 50
    assert family.summary is not None
    assert family.summary.median == pytest.approx(told(family).caps[2].median, rel=1e-3)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (Table.of("ab", {(1, 0): 5, (0, 1): 4, (1, 1): 3}), Code.TOO_FEW_LISTS),
        (Table.of("abcdefg", {(1,) * 7: 5, (1,) + (0,) * 6: 4}), Code.TOO_MANY_LISTS),
        (Table.of("abc", {(1, 0, 0): 5, (0, 1, 1): 4, (1, 1, 0): 4}, zeros=[(1, 0, 1)]), Code.STRUCTURAL_ZEROS),
    ],
)
def test_what_it_cannot_reckon_it_refuses_without_a_number(table: Table, code: Code) -> None:
    family = decomposable(table)
    assert codes(family) == {code: Outcome.REFUSED}
    assert family.draws is None
    assert told(family) == Decomposable(cap=5.0)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_what_it_finds_can_be_said(language: str) -> None:
    families = [decomposable(published(name)) for name in ("sparsemse_UKdat_5", "gaza_pub", "sparsemse_NewOrl")]
    words = [said(one, language=language) for family in families for one in family.findings]
    assert len(words) == 4
    assert any("20" in one or "100" in one for one in words)
    assert any("[123]" in one for one in words)


def test_six_lists_are_reckoned() -> None:
    family = decomposable(published("sparsemse_UKdat"))
    assert told(family).graphs == 18_154
    assert told(family).top[0].graph.count(",") == 3


@pytest.mark.parametrize("cap", [0.0, -1.0, float("nan"), float("inf")])
def test_a_cap_is_above_nothing_and_finite(cap: float) -> None:
    with pytest.raises(UsageError, match="cap"):
        decomposable(PLAIN, cap=cap)


def test_no_draws_are_a_mistake() -> None:
    with pytest.raises(UsageError, match="draws"):
        decomposable(PLAIN, draws=0)
