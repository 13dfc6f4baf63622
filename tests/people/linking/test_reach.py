"""What was compared, against enumeration."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from aigaq.people.linking import compared_recall, link
from tests.people.linking.made import made


def test_compared_pairs_are_candidates_and_the_pairs_of_components() -> None:
    records, truth = made(80, wrong=0.3)
    linked = link(records)
    met = linked.candidates
    compared = {tuple(sorted(pair)) for pair in zip(met.one.tolist(), met.other.tolist(), strict=True)}
    labels = linked.components
    compared |= {pair for pair in combinations(range(len(records)), 2) if labels[pair[0]] == labels[pair[1]]}
    right = {pair for pair in combinations(range(len(records)), 2) if truth[pair[0]] == truth[pair[1]]}
    assert linked.compared == len(compared)
    assert compared_recall(linked, truth) == len(compared & right) / len(right)
    assert compared_recall(linked, np.arange(len(records))) == 1.0
