"""The decomposable graphs: how many there are, by maximum-cardinality search, and what their rows must add up to."""

from itertools import combinations

import numpy as np
import pytest

from aigaq.toll.decomposable.graphs import decomposable_graphs


def search(lists: int, edges: int) -> dict[int, int] | None:
    """The row of a graph by maximum-cardinality search (Tarjan and Yannakakis 1984); None where it is not chordal."""
    near = [0] * lists
    for bit, (one, other) in enumerate(combinations(range(lists), 2)):
        if edges >> bit & 1:
            near[one] |= 1 << other
            near[other] |= 1 << one
    row: dict[int, int] = {}
    visited = 0
    while visited != (1 << lists) - 1:
        left = [one for one in range(lists) if not visited >> one & 1]
        vertex = max(left, key=lambda one: (near[one] & visited).bit_count())
        before = near[vertex] & visited
        if any(before >> one & 1 and before & ~(near[one] | 1 << one) for one in range(lists)):
            return None
        row[before | 1 << vertex] = row.get(before | 1 << vertex, 0) + 1
        row[before] = row.get(before, 0) - 1
        visited |= 1 << vertex
    return {subset: times for subset, times in row.items() if subset and times}


@pytest.mark.parametrize(("lists", "number"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_as_many_as_there_are_labelled_chordal_graphs(lists: int, number: int) -> None:
    """OEIS A058862, and the lists that the package dga stores for three, four and five."""
    assert len(decomposable_graphs(lists)) == number


@pytest.mark.parametrize("lists", [2, 3, 4, 5])
def test_maximum_cardinality_search_finds_the_same_graphs_and_rows(lists: int) -> None:
    graphs = decomposable_graphs(lists)
    found = {
        int(edges): {int(subset): int(row[subset]) for subset in np.flatnonzero(row)}
        for edges, row in zip(graphs.edges, graphs.rows, strict=True)
    }
    tried = {edges: search(lists, edges) for edges in range(1 << lists * (lists - 1) // 2)}
    assert found == {edges: row for edges, row in tried.items() if row is not None}


@pytest.mark.parametrize("lists", [3, 4, 5, 6])
def test_rows_count_every_list_once_and_every_pair_once_where_it_is_joined(lists: int) -> None:
    """Cliques less separators: what makes the factorisation a density, for the marginal of each list and each edge."""
    graphs = decomposable_graphs(lists)
    subsets = np.arange(1 << lists)
    for one in range(lists):
        assert (graphs.rows[:, subsets >> one & 1 == 1].sum(axis=1) == 1).all()
    for bit, (one, other) in enumerate(combinations(range(lists), 2)):
        both = (subsets >> one & 1 == 1) & (subsets >> other & 1 == 1)
        assert (graphs.rows[:, both].sum(axis=1) == (graphs.edges >> bit & 1)).all()


def test_a_graph_is_named_by_its_cliques() -> None:
    graphs = decomposable_graphs(4)
    names = [graphs.name(number) for number in range(len(graphs))]
    assert len(set(names)) == 61
    assert {"[1,2,3,4]", "[12,23,4]", "[123,134]", "[1234]"} <= set(names)
    assert "[12,14,23,34]" not in names  # the cycle of four is the smallest that is not chordal


@pytest.mark.parametrize("lists", [1, 7])
def test_other_numbers_of_lists_are_a_mistake_of_the_caller(lists: int) -> None:
    with pytest.raises(ValueError, match="lists"):
        decomposable_graphs(lists)
