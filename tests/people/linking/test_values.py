"""Levels looked up, and how often each comes about, against plain counting."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.linking.values import Exactly, Looked, column


def test_values_are_numbered_by_their_text_and_not_by_their_row() -> None:
    one, other = column(["b", "a", None, "b", ""]), column(["a", "b", "b", "", None])
    assert one.values == other.values == ("a", "b")
    assert one.ids.tolist() == [1, 0, -1, 1, -1]
    assert one.counts.tolist() == [1, 2]
    assert one.share.tolist() == [1 / 3, 2 / 3]


def test_a_listed_pair_has_its_level_in_both_orders() -> None:
    near = Looked(4, 3, np.array([0, 1], np.int32), np.array([2, 3], np.int32), np.array([1, 2], np.uint8))
    one, other = np.array([0, 2, 3, 1, 0, 2], np.int32), np.array([2, 0, 1, 2, 0, 3], np.int32)
    assert near.levels(one, other).tolist() == [1, 1, 2, 0, 3, 0]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=12))
def test_chances_are_those_of_two_records_drawn_with_replacement(held: list[int]) -> None:
    near = Looked(5, 2, np.array([0, 1], np.int32), np.array([1, 2], np.int32), np.array([1, 1], np.uint8))
    share = np.bincount(held, minlength=5) / len(held)
    counted = np.zeros(3)
    for a in held:
        for b in held:
            counted[near.levels(np.array([a], np.int32), np.array([b], np.int32))[0]] += 1
    assert np.allclose(near.chances(share), counted / counted.sum())


def test_equal_or_not() -> None:
    share = np.array([0.5, 0.25, 0.25])
    assert np.allclose(Exactly().chances(share), [0.625, 0.375])
    pairs = np.array(list(combinations(range(3), 2)), np.int32)
    assert not Exactly().levels(pairs[:, 0], pairs[:, 1]).any()
