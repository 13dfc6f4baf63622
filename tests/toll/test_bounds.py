"""Bounds from two lists, or from the persons found once and twice: printed figures, hand sums, and what is never claimed."""

import tomllib
from importlib.resources import files
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotFound
from aigaq.toll.bounds import Bound, Bounds, Method, Missing, assumed, bounds, called
from aigaq.toll.family import Code, FamilyName, Outcome
from aigaq.toll.tables.table import Table
from tests.toll.published import published

Cells = dict[tuple[int, ...], int]


def told(table: Table) -> Bounds:
    family = bounds(table)
    assert family.name is FamilyName.BOUNDS
    assert family.draws is None
    assert isinstance(family.told, Bounds)
    return family.told


def found(*captures: int) -> Table:
    """As many lists as numbers: so many persons on exactly one list, on exactly two, and so on."""
    lists = len(captures)
    return Table.of(
        [str(one + 1) for one in range(lists)],
        {(1,) * size + (0,) * (lists - size): count for size, count in enumerate(captures, start=1)},
    )


def value(bound: Bound) -> float:
    assert bound.value is not None
    return bound.value


def test_chapman_of_the_pairs_of_kosovo() -> None:
    """From 5,447 to 9,622, and by hand from the sizes 1,910 and 1,528 and the 403 on both."""
    pairs = {pair.lists: pair.bound for pair in told(published("lcmcr_kosovo")).chapman}
    assert len(pairs) == 6
    assert min(value(one) for one in pairs.values()) == pytest.approx(5_447, abs=0.5)
    assert max(value(one) for one in pairs.values()) == pytest.approx(9_622, abs=0.5)
    first = pairs["EXH", "ABA"]
    assert value(first) == pytest.approx(1_911 * 1_529 / 404 - 1)
    variance = 1_911 * 1_529 * (1_910 - 403) * (1_528 - 403) / (404**2 * 405)
    assert first.standard_error == pytest.approx(sqrt(variance))
    seen = 1_910 + 1_528 - 403
    unseen = value(first) - seen
    factor = exp(1.959964 * sqrt(log(1 + variance / unseen**2)))
    assert first.interval_95 == pytest.approx((seen + unseen / factor, seen + unseen * factor), rel=1e-6)


def test_chao_of_the_hares() -> None:
    """Snowshoe hares on six occasions (Cormack 1989; Rcapture prints 79.8 for its model Mh Chao, the lower bound)."""
    hares = told(found(25, 22, 13, 5, 1, 2)).chao
    assert value(hares) == pytest.approx(79.8, abs=0.05)
    assert value(hares) == pytest.approx(68 + 5 / 6 * 25**2 / (2 * 22))


def test_chao_where_nobody_is_on_exactly_two() -> None:
    bound = told(found(8, 0, 3)).chao
    assert value(bound) == pytest.approx(11 + 2 / 3 * 8 * 7 / 2)
    variance = 2 / 3 * 28 + 4 / 9 * 8 * 15**2 / 4 - 4 / 9 * 8**4 / (4 * value(bound))
    assert bound.standard_error == pytest.approx(sqrt(variance))


def test_the_variance_of_chao_by_hand() -> None:
    """A = 2/3, f₁/f₂ = 3."""
    assert told(found(30, 10, 5)).chao.standard_error == pytest.approx(sqrt(10 * (3 + 4 / 9 * 27 + 81 / 9)))


def test_zelterman_of_undocumented_immigrants() -> None:
    """Apprehended once 1,645, twice 183, of 1,880 (van der Heijden and others, Statist. Modelling 3, 2003)."""
    captures = (1_645, 183, 37, 13, 1, 1)
    bound = told(found(*captures)).zelterman
    assert value(bound) == pytest.approx(1_880 / (1 - exp(-2 * 183 / 1_645)))
    assert value(bound) == pytest.approx(9_424, abs=1)
    assert bound.interval_95 is not None
    assert 1_880 < bound.interval_95[0] < 9_424 < bound.interval_95[1]


def test_chao_passes_the_truth_where_lists_differ_in_size_and_by_list_does_not() -> None:
    """Independent lists of 60 %, 10 % and 5 % of a million."""
    counted: Cells = {}
    for cell in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)):
        chance = 1.0
        for bit, share in zip(cell, (0.6, 0.1, 0.05), strict=True):
            chance *= share if bit else 1 - share
        counted[cell] = round(1_000_000 * chance)
    found_here = told(Table.of("abc", counted))
    assert value(found_here.chao) > 1_500_000
    assert value(found_here.chao_by_list) == pytest.approx(1_000_000, rel=1e-3)
    assert found_here.lower_bound is not None
    assert found_here.lower_bound.assumption is Method.CHAO_BY_LIST


def test_of_two_lists_the_lower_bound_is_the_lower_end() -> None:
    found_here = told(Table.of("ab", {(1, 0): 90, (0, 1): 80, (1, 1): 70}))
    assert found_here.chao_by_list.missing is Missing.FEW_LISTS
    low, high = found_here.chapman[0].bound.interval_95 or (0.0, 0.0)
    assert found_here.lower_bound is not None
    assert found_here.lower_bound.assumption is Method.CHAPMAN
    assert found_here.lower_bound.value == low
    assert found_here.lower_bound.interval_95 == (low, high)


def test_where_lists_avoid_each_other_the_lowest_pair_is_told() -> None:
    """Gaza: by list the bound would lie above the 64,260 (55,298-78,525) that was published from these lists."""
    found_here = told(published("gaza_pub"))
    assert value(found_here.chao_by_list) > 64_260
    assert found_here.lower_bound is not None
    assert found_here.lower_bound.assumption is Method.CHAPMAN
    assert found_here.lower_bound.value < 55_298
    assert found_here.lower_bound.value == min(
        pair.bound.interval_95[0] for pair in found_here.chapman if pair.bound.interval_95 is not None
    )


def test_where_no_chain_joins_the_lists_the_bound_is_of_a_pair() -> None:
    found_here = told(published("sparsemse_Artificial_3"))
    assert found_here.lower_bound is not None
    assert found_here.lower_bound.assumption is Method.CHAPMAN
    assert [pair.bound.missing for pair in found_here.chapman] == [None, Missing.NO_OVERLAP, Missing.NO_OVERLAP]


@pytest.mark.parametrize(
    "table",
    [
        Table.of("ab", {(1, 0): 90, (0, 1): 80}),
        Table.of("abc", {(1, 0, 0): 90, (0, 1, 0): 80, (0, 0, 1): 5}),
    ],
)
def test_lists_without_overlap_give_no_number(table: Table) -> None:
    family = bounds(table)
    found_here = told(table)
    assert {one.code: one.outcome for one in family.findings} == {Code.INFINITE: Outcome.REFUSED}
    assert found_here.lower_bound is None
    every = [
        *(pair.bound for pair in found_here.chapman),
        found_here.chao,
        found_here.chao_by_list,
        found_here.zelterman,
    ]
    assert all(one.value is None and one.interval_95 is None and one.missing is not None for one in every)


def test_one_list_is_too_few() -> None:
    family = bounds(Table.of("a", {(1,): 5}))
    assert {one.code: one.outcome for one in family.findings} == {Code.TOO_FEW_LISTS: Outcome.REFUSED}


def test_impossible_cells_withhold_what_takes_all_for_possible() -> None:
    counted: Cells = {(1, 0, 0): 50, (0, 1, 0): 50, (0, 0, 1): 50, (1, 0, 1): 20, (0, 1, 1): 20}
    found_here = told(Table.of("abc", counted, zeros=[(1, 1, 0), (1, 1, 1)]))
    assert found_here.chapman[0].bound.missing is Missing.STRUCTURAL_ZEROS
    assert found_here.chao.missing is Missing.STRUCTURAL_ZEROS
    assert found_here.zelterman.missing is Missing.STRUCTURAL_ZEROS
    assert value(found_here.chao_by_list) > 190


@given(st.dictionaries(st.tuples(*[st.integers(0, 1)] * 3).filter(any), st.integers(1, 10**6), min_size=1))
def test_nothing_is_below_what_was_seen_and_every_number_lies_in_its_interval(
    counted: dict[tuple[int, ...], int],
) -> None:
    table = Table.of("abc", counted)
    found_here = told(table)
    for pair in found_here.chapman:
        if pair.bound.interval_95 is not None:
            assert pair.seen <= pair.bound.interval_95[0] <= value(pair.bound) * (1 + 1e-12)
            assert value(pair.bound) <= pair.bound.interval_95[1] * (1 + 1e-12)
    for bound in (found_here.chao, found_here.chao_by_list, found_here.zelterman):
        if bound.interval_95 is not None:
            assert table.observed <= bound.interval_95[0] <= value(bound) * (1 + 1e-12)
            assert value(bound) <= bound.interval_95[1] * (1 + 1e-12)
    if found_here.lower_bound is not None:
        assert found_here.lower_bound.value >= table.observed


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_bound_says_what_it_assumes(language: str) -> None:
    words = {assumed(method, language=language) for method in Method}
    names = {called(method, language=language) for method in Method}
    assert len(words) == len(names) == len(Method)
    data = tomllib.loads((files("aigaq.toll") / "data" / "assumptions.toml").read_text(encoding="utf-8"))
    assert data.keys() == set(Method)


def test_a_language_without_words_is_said_to_have_none() -> None:
    with pytest.raises(NotFound, match="fr"):
        assumed(Method.CHAO, language="fr")
