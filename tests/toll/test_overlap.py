"""How lists overlap, which hang together, and when there is too little to go on."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.toll.family import Code, Outcome
from aigaq.toll.overlap import Pair, connected, describe, tables_findings
from aigaq.toll.tables.table import Table
from tests.toll.published import published

Cells = dict[tuple[int, ...], int]


def codes(table: Table) -> dict[Code, Outcome]:
    return {finding.code: finding.outcome for finding in tables_findings(table)}


def pair(table: Table, one: str, other: str) -> Pair:
    return next(found for found in describe(table).pairs if found.lists == (one, other))


def independent(*shares: float, whole: int = 1_000_000) -> Table:
    """Lists that are independent, with these shares of the whole; counts are the expected ones."""
    counted = {}
    for cell in product((0, 1), repeat=len(shares)):
        chance = 1.0
        for bit, share in zip(cell, shares, strict=True):
            chance *= share if bit else 1 - share
        if any(cell):
            counted[cell] = round(whole * chance)
    return Table.of([str(one + 1) for one in range(len(shares))], counted)


def test_what_there_is_of_overlaps() -> None:
    table = Table.of("abcd", {(1, 0, 0, 0): 9, (1, 1, 0, 0): 3, (0, 1, 1, 0): 2, (1, 1, 1, 0): 1, (0, 0, 0, 1): 5})
    found = describe(table)
    assert found.sizes == (13, 6, 3, 5)
    assert found.overlaps == ((13, 4, 1, 0), (4, 6, 3, 0), (1, 3, 3, 0), (0, 0, 0, 5))
    assert found.captures == (14, 5, 1, 0)
    assert found.components == (("a", "b", "c"), ("d",))
    assert found.alone == ("d",)
    assert found.empty_pairs == (("a", "d"), ("b", "d"), ("c", "d"))
    assert pair(table, "a", "b").shared == 4


def test_lists_joined_by_a_chain_are_connected_and_the_most_come_first() -> None:
    table = Table.of(
        "abcdef", {(1, 1, 0, 0, 0, 0): 1, (0, 0, 1, 0, 1, 0): 1, (0, 0, 0, 0, 1, 1): 1, (0, 0, 0, 1, 0, 0): 1}
    )
    assert connected(table) == (frozenset("cef"), frozenset("ab"), frozenset("d"))


def test_two_groups_of_the_lists_of_new_orleans_share_nobody() -> None:
    """Eight lists (Bales, Murphy and Silverman 2020)."""
    table = published("sparsemse_NewOrl")
    assert [sorted(one) for one in connected(table)] == [list("ACDEGH"), list("BF")]
    assert len(describe(table).empty_pairs) == 18
    assert codes(table) == {Code.EMPTY_PAIRS: Outcome.WITH_WARNINGS}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sparsemse_Artificial_3", {Code.NOT_CONNECTED, Code.EMPTY_PAIRS, Code.THIN_OVERLAP}),
        ("sparsemse_NewOrl_5", {Code.EMPTY_PAIRS}),
        ("sparsemse_UKdat_5", {Code.EMPTY_PAIRS}),
        ("lcmcr_kosovo", set()),
        ("gaza_pub", set()),
    ],
)
def test_what_is_found_of_published_tables(name: str, expected: set[Code]) -> None:
    assert codes(published(name)).keys() == expected


def test_fewer_than_three_connected_lists_are_refused() -> None:
    assert codes(published("sparsemse_Artificial_3"))[Code.NOT_CONNECTED] is Outcome.REFUSED
    two = Table.of("ab", {(1, 0): 90, (0, 1): 80, (1, 1): 70})
    assert codes(two) == {Code.FEW_LISTS: Outcome.REFUSED}
    assert codes(Table.of("a", {(1,): 90})).keys() == {Code.FEW_LISTS, Code.THIN_OVERLAP}


def test_empty_pairs_are_named() -> None:
    found = next(one for one in tables_findings(published("sparsemse_UKdat_5")) if one.code is Code.EMPTY_PAIRS)
    assert found.named == {"count": 1, "pairs": "LA × GP"}


@pytest.mark.parametrize(("twice", "thin"), [(9, True), (10, False)])
def test_fewer_than_ten_persons_found_twice_are_thin(twice: int, thin: bool) -> None:
    table = Table.of(
        "abc", {(1, 0, 0): 50, (0, 1, 0): 50, (0, 0, 1): 50, (1, 1, 0): 3, (1, 0, 1): 3, (0, 1, 1): twice - 6}
    )
    assert (Code.THIN_OVERLAP in codes(table)) is thin


def test_a_pair_that_cannot_share_anybody_is_not_called_empty() -> None:
    counted: Cells = {(1, 0, 0): 50, (0, 1, 0): 50, (0, 0, 1): 50, (1, 0, 1): 20, (0, 1, 1): 20}
    assert describe(Table.of("abc", counted)).empty_pairs == (("a", "b"),)
    table = Table.of("abc", counted, zeros=[(1, 1, 0), (1, 1, 1)])
    assert describe(table).empty_pairs == ()
    assert not pair(table, "a", "b").possible
    assert describe(Table.of("abc", counted, zeros=[(1, 1, 1)])).empty_pairs == (("a", "b"),)


@given(st.lists(st.floats(0.05, 0.6), min_size=3, max_size=5))
def test_independent_lists_have_odds_of_one(shares: list[float]) -> None:
    for found in describe(independent(*shares)).pairs:
        assert found.odds_ratio == pytest.approx(1, abs=0.02)
        assert found.odds_interval_95 is not None
        assert found.odds_interval_95[0] < 1 < found.odds_interval_95[1]
        assert not found.avoiding


def test_the_odds_ratio_is_of_the_persons_on_a_further_list() -> None:
    """By hand: on c stand 30 with neither, 10 with a, 20 with b, 40 with both."""
    counted: Cells = {
        (0, 0, 1): 30,
        (1, 0, 1): 10,
        (0, 1, 1): 20,
        (1, 1, 1): 40,
        (1, 0, 0): 500,
        (0, 1, 0): 700,
        (1, 1, 0): 1,
    }
    assert pair(Table.of("abc", counted), "a", "b").odds_ratio == pytest.approx(30.5 * 40.5 / (10.5 * 20.5))


def test_lists_that_avoid_each_other_are_seen() -> None:
    """The first two lists of Gaza share fewer among the persons of the third than chance would have them."""
    found = pair(published("gaza_pub"), "list1", "list2")
    assert found.avoiding
    assert found.odds_ratio == pytest.approx(1469 * 197 / (1173 * 351), rel=5e-3)
    assert not pair(published("gaza_pub"), "list1", "list3").avoiding


def test_of_two_lists_alone_nothing_is_said_of_dependence() -> None:
    assert pair(Table.of("ab", {(1, 0): 90, (0, 1): 80, (1, 1): 70}), "a", "b").odds_ratio is None
    everybody = Table.of("abc", {(1, 0, 1): 5, (1, 1, 1): 6, (1, 1, 0): 7})
    assert pair(everybody, "a", "b").odds_ratio is None


@given(
    counted=st.dictionaries(st.tuples(*[st.integers(0, 1)] * 4).filter(any), st.integers(1, 50), min_size=1),
    order=st.permutations(range(4)),
)
def test_the_order_of_the_lists_changes_only_the_order(counted: dict[tuple[int, ...], int], order: list[int]) -> None:
    table = Table.of("abcd", counted)
    turned = Table.of(
        [table.lists[one] for one in order],
        {tuple(cell[one] for one in order): count for cell, count in counted.items()},
    )
    assert set(connected(turned)) == set(connected(table))
    assert set().union(*connected(table)) == set("abcd")
    assert codes(turned) == codes(table)
    assert describe(turned).captures == describe(table).captures
