"""The whole estimate: truths, outcomes, lists that copy, linkages, strata."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.errors import UsageError
from aigaq.toll.bounds import Bounds
from aigaq.toll.estimates.estimate import Estimate, estimate
from aigaq.toll.family import Code, FamilyName, Outcome
from aigaq.toll.tables.table import Table
from tests.toll.made import declared, independent, inside, persons, table_of
from tests.toll.published import published

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def clear() -> Estimate:
    """1,500 invented persons, three independent lists of which everything is declared."""
    return estimate(independent(), declared=declared("A", "B", "C"), claimed=(900, 5000))


def _codes(found: Estimate) -> dict[Code, Outcome]:
    return {one.code: one.outcome for one in found.findings}


def test_a_clear_case(clear: Estimate) -> None:
    total, uncounted = clear.total, clear.undocumented
    assert total is not None
    assert uncounted is not None
    assert inside(total.interval_95, 1500)
    assert total.median - clear.observed == uncounted.median
    assert set(clear.whole) == {FamilyName.LOGLINEAR, FamilyName.DECOMPOSABLE, FamilyName.LATENT_CLASS}
    assert clear.exceeds(900) == 1.0
    assert clear.exceeds(5000) == pytest.approx(0.0, abs=0.05)
    assert clear.outcome is not Outcome.REFUSED
    assert Code.UNDECLARED not in _codes(clear)


def test_what_it_hangs_on_is_told(clear: Estimate) -> None:
    seen = clear.diagnostics
    assert seen is not None
    assert [row.without for row in seen.leave_one_out] == ["A", "B", "C"]
    assert {row.by for row in seen.leave_one_out} == {"chapman"}  # two lists are left
    for row in (*seen.leave_one_out, *seen.classes, *seen.alphas):
        assert row.median == pytest.approx(1500, rel=0.35)
    assert {row.classes for row in seen.classes} == {5, 20}


def test_the_same_table_twice_is_the_same_answer(clear: Estimate) -> None:
    again = estimate(independent(), declared=declared("A", "B", "C"))
    for name, drawn in clear.whole.items():
        assert (drawn == again.whole[name]).all()


def test_a_bare_table_has_at_best_warnings() -> None:
    found = estimate(independent(400, (0.4, 0.5, 0.4)))
    assert _codes(found)[Code.UNDECLARED] is Outcome.WITH_WARNINGS
    assert found.outcome is Outcome.WITH_WARNINGS


def test_lists_that_copy_are_one_and_two_lists_are_refused() -> None:
    told = declared("A", "B", "C", B=("A",))
    found = estimate(independent(), declared=told, claimed=(900,))
    assert found.diagnostics is not None
    assert found.diagnostics.table.lists == ("A + B", "C")
    assert found.outcome is Outcome.REFUSED
    assert _codes(found)[Code.FEW_LISTS] is Outcome.REFUSED
    assert found.undocumented is None
    assert found.families[FamilyName.BOUNDS].outcome is not Outcome.REFUSED


@pytest.mark.parametrize("name", ["sparsemse_Artificial_3"])
def test_lists_that_do_not_hang_together_are_refused(name: str) -> None:
    found = estimate(published(name))
    assert found.outcome is Outcome.REFUSED
    codes = _codes(found)
    assert codes[Code.NOT_CONNECTED] is Outcome.REFUSED
    pairs = next(one.named["pairs"] for one in found.findings if one.code is Code.EMPTY_PAIRS)
    assert pairs == "A × C, B × C"
    assert Code.FAMILIES_APART not in codes  # nothing is said of withheld numbers, not even how far apart they are


def test_equal_linkages_are_the_table_itself(clear: Estimate) -> None:
    table = independent()
    found = estimate(table, linkages=[{"": table}] * 12, declared=declared("A", "B", "C"))
    assert found.linkages == 12
    assert found.observed_range == (table.observed, table.observed)
    assert found.linking_share == pytest.approx(0.0, abs=1e-6)
    assert not {Code.FEW_LINKAGES, Code.LINKING_DECIDES} & set(_codes(found))
    assert found.total is not None
    assert clear.total is not None
    assert found.total.median == pytest.approx(clear.total.median, rel=0.01)


def test_missed_links_make_more_uncounted() -> None:
    """5 % of the persons on two lists or more are taken for two: fewer overlaps, a larger N."""
    rows = persons(1500, (0.4, 0.45, 0.35))
    main = table_of(rows)
    found = estimate(main, linkages=[{"": _split(rows, seed)} for seed in range(3)])
    assert found.total is not None
    straight = estimate(main).total
    assert straight is not None
    assert found.total.median > 1.02 * straight.median
    assert found.observed_range[0] > main.observed
    assert _codes(found)[Code.FEW_LINKAGES] is Outcome.WITH_WARNINGS


def _split(rows: np.ndarray, seed: int) -> Table:
    numbers = np.random.default_rng(seed)
    several = np.flatnonzero(rows.sum(axis=1) > 1)
    wrong = numbers.choice(several, len(several) // 20, replace=False)
    made = rows.copy()
    again = np.zeros_like(rows[wrong])
    first = rows[wrong].argmax(axis=1)
    again[np.arange(len(wrong)), first] = 1
    made[wrong, first] = 0
    return table_of(np.concatenate([made, again]))


def test_strata_add_up_draw_by_draw() -> None:
    tables = {"north": independent(800, seed=2), "south": independent(1200, seed=3)}
    found = estimate(tables, declared=declared("A", "B", "C"), claimed=(1000,))
    assert [one.stratum for one in found.strata] == ["north", "south"]
    assert found.observed == sum(table.observed for table in tables.values())
    for name, drawn in found.whole.items():
        assert (drawn == sum(one.whole[name] for one in found.strata)).all()
        parts = [one.whole[name].std() for one in found.strata]
        assert drawn.std() == pytest.approx(np.hypot(*parts), rel=0.1)
    assert found.total is not None
    assert inside(found.total.interval_95, 2000)
    assert found.exceeds(1000) == 1.0


def test_a_refused_stratum_leaves_no_total() -> None:
    apart = Table.of("ABC", {(1, 0, 0): 30, (0, 1, 0): 30, (0, 0, 1): 30})
    found = estimate({"north": independent(800), "south": apart})
    assert found.outcome is Outcome.REFUSED
    assert [one.outcome for one in found.strata] == [Outcome.WITH_WARNINGS, Outcome.REFUSED]
    assert next(one.named["strata"] for one in found.findings if one.code is Code.STRATA_REFUSED) == "south"


def test_families_below_the_bound_are_named() -> None:
    """Most of these invented persons are hardly ever listed: what is seen looks like few, and Chao's bound knows better."""
    numbers = np.random.default_rng(3)
    often = numbers.random(2000) < 0.15
    rows = (numbers.random((2000, 5)) < np.where(often[:, None], 0.3, 0.05)).astype(int)
    found = estimate(table_of(rows))
    below = [str(one.named["families"]).split(", ") for one in found.findings if one.code is Code.BELOW_BOUND]
    bound = found.families[FamilyName.BOUNDS].told
    assert isinstance(bound, Bounds)
    assert bound.lower_bound is not None
    truly = [
        name.value for name, drawn in found.whole.items() if np.quantile(drawn, 0.5) < bound.lower_bound.interval_95[0]
    ]
    assert truly
    assert below == [truly]


def test_two_lists_say_nothing_but_a_bound() -> None:
    found = estimate(independent(chances=(0.4, 0.5)))
    assert found.outcome is Outcome.REFUSED
    assert set(_codes(found)) >= {Code.FEW_LISTS, Code.NO_FAMILY}
    assert found.total is None


def test_what_does_not_fit_together() -> None:
    with pytest.raises(UsageError, match="0 classes"):
        estimate(independent(), classes=0)
    with pytest.raises(UsageError, match="cap"):
        estimate(independent(), cap=-1.0)
    with pytest.raises(UsageError, match="linkages of one table"):
        estimate(independent(), linkages=[{"north": independent()}])
    with pytest.raises(UsageError, match="no table"):
        estimate({})
    with pytest.raises(UsageError, match="strata that the table has not"):
        estimate({"north": independent()}, linkages=[{"east": independent()}])
