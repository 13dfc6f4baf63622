"""Scores, against the worked example of Bagga and Baldwin (1998, section 3) and plain counting."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.linking.scores import b_cubed, pair_score, pairs_of


def test_the_example_of_the_paper() -> None:
    """Truth {1-5} {6, 7} {8-12}; response one joins 6-7 with 8-12: precision 76 %, response two with 1-5: 58 %."""
    truth = np.array([0] * 5 + [1] * 2 + [2] * 5)
    first = np.array([0] * 5 + [1] * 7)
    second = np.array([0] * 5 + [1] * 2 + [0] * 5)
    assert b_cubed(first, truth).precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert round(b_cubed(first, truth).precision, 2) == 0.76
    assert round(b_cubed(second, truth).precision, 2) == 0.58
    assert b_cubed(first, truth).recall == b_cubed(second, truth).recall == 1.0


LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=15)


@given(LABELS)
def test_pairs_are_counted(rows: list[tuple[int, int]]) -> None:
    found, truth = (np.array([row[k] for row in rows]) for k in (0, 1))
    together = {pair for pair in combinations(range(len(rows)), 2) if found[pair[0]] == found[pair[1]]}
    right = {pair for pair in combinations(range(len(rows)), 2) if truth[pair[0]] == truth[pair[1]]}
    score = pair_score(found, truth)
    assert pairs_of(found) == len(together)
    assert score.precision == pytest.approx(len(together & right) / len(together) if together else 1)
    assert score.recall == pytest.approx(len(together & right) / len(right) if right else 1)


@given(LABELS)
def test_a_clustering_is_perfect_against_itself_and_turned_round_swaps_the_two(rows: list[tuple[int, int]]) -> None:
    found, truth = (np.array([row[k] for row in rows]) for k in (0, 1))
    assert b_cubed(truth, truth).f1 == pair_score(truth, truth).f1 == 1.0
    assert b_cubed(found, truth).precision == pytest.approx(b_cubed(truth, found).recall)
