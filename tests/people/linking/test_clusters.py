"""Average linkage against its definition, and that decisions bind."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.people.linking import clusters as module
from aigaq.people.linking.clusters import Bonds, clusters, components
from tests.people.linking.weights import Weights, weights


def run(given: Weights, bonds: Bonds | None = None) -> list[int]:
    size, table = given
    one, other = (np.array(side, np.int64) for side in zip(*combinations(range(size), 2), strict=True))
    labels = clusters(size, one, other, table[one, other], lambda a, b: table[a, b], bonds or Bonds())
    return [int(label) for label in labels]


def by_definition(size: int, table: np.ndarray) -> set[frozenset[int]]:
    """Join the two groups of the greatest mean weight while that is above 0."""
    groups = [frozenset([at]) for at in range(size)]
    clipped = np.clip(table, -module.AGAINST, module.FOR)
    while len(groups) > 1:
        mean, a, b = max(
            ((float(np.mean([clipped[x, y] for x in a for y in b])), a, b) for a, b in combinations(groups, 2)),
            key=lambda found: found[0],
        )
        if mean <= 0:
            break
        groups = [group for group in groups if group not in (a, b)] + [a | b]
    return set(groups)


def sets(labels: list[int]) -> set[frozenset[int]]:
    return {frozenset(at for at, one in enumerate(labels) if one == label) for label in labels}


@given(weights(most=7))
@settings(deadline=None)
def test_average_linkage_by_its_definition(given: Weights) -> None:
    size, table = given
    likely = table > np.log(module.OPEN / (1 - module.OPEN))
    if not likely[np.triu_indices(size, 1)].all():  # what nothing connects is never weighed
        table = np.where(likely | np.eye(size, dtype=bool), table, -table)  # still no two the same
    assert sets(run((size, table))) == by_definition(size, table)


@given(weights(most=7), st.data())
@settings(deadline=None)
def test_decisions_bind_in_every_case(given: Weights, data: st.DataObject) -> None:
    size, _ = given
    every = list(combinations(range(size), 2))
    same = data.draw(st.sampled_from(every))
    others = [pair for pair in every if pair != same]
    different = tuple(data.draw(st.lists(st.sampled_from(others), max_size=1))) if others else ()
    bonds = Bonds((same,), different)
    labels = run(given, bonds)
    assert labels[same[0]] == labels[same[1]]
    for one, other in different:
        assert labels[one] != labels[other]


def test_nobody_stands_twice_in_a_list_declared_so() -> None:
    table = np.full((4, 4), 5.0)
    table[0, 2] = table[2, 0] = table[1, 3] = table[3, 1] = 8.0
    lists = np.array([0, 0, 1, 1])
    assert run((4, table)) == [0, 0, 0, 0]
    assert run((4, table), Bonds(lists=lists, single=frozenset([0, 1]))) == [0, 1, 0, 1]
    assert run((4, table), Bonds(lists=lists, single=frozenset([0]))) == [0, 1, 0, 1]


def test_one_wrong_pair_does_not_weld_two_persons() -> None:
    table = np.full((6, 6), -5.0)
    for group in ((0, 1, 2), (3, 4, 5)):
        for a, b in combinations(group, 2):
            table[a, b] = table[b, a] = 6.0
    table[2, 3] = table[3, 2] = 5.0
    assert sets(run((6, table))) == {frozenset([0, 1, 2]), frozenset([3, 4, 5])}


def test_a_component_that_is_too_large_is_cut_where_it_is_weakest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 3)
    one, other = np.array([0, 1, 2, 3, 4]), np.array([1, 2, 3, 4, 5])
    logits = np.array([9.0, 9.0, 0.0, 9.0, 9.0])
    groups = components(6, one, other, logits, Bonds())
    assert sorted(group.tolist() for group in groups) == [[0, 1, 2], [3, 4, 5]]


def test_equal_and_sure_everywhere_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 3)
    one, other = np.arange(8), np.arange(1, 9)
    groups = components(9, one, other, np.full(8, 1e9), Bonds())
    assert sorted(at for group in groups for at in group.tolist()) == list(range(9))
    assert max(map(len, groups)) <= 3
