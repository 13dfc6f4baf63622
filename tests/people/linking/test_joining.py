"""Pairs by sorted keys, against comparing every pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.linking.joining import distinct_pairs, equal_pairs

KEYS = st.lists(st.integers(-1, 5), max_size=40)


@given(KEYS)
def test_all_pairs_of_a_key_and_no_other(keys: list[int]) -> None:
    pairs = equal_pairs(np.array(keys, np.int64), most=1000)
    found = sorted(
        zip(np.minimum(pairs.one, pairs.other).tolist(), np.maximum(pairs.one, pairs.other).tolist(), strict=True)
    )
    wanted = [(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] == keys[b] >= 0]
    assert found == wanted
    assert pairs.left_out == 0


@given(KEYS, st.integers(1, 6))
def test_what_a_large_block_loses_is_counted(keys: list[int], most: int) -> None:
    every = equal_pairs(np.array(keys, np.int64), most=1000)
    some = equal_pairs(np.array(keys, np.int64), most=most)
    assert len(some.one) + some.left_out == len(every.one)
    for key in set(keys) - {-1}:
        kept = sum(keys[a] == key for a in some.one.tolist())
        size = keys.count(key)
        assert kept == (size * (size - 1) // 2 if size <= most else 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_distinct_pairs(pairs: list[tuple[int, int]]) -> None:
    held = np.array(pairs, np.int64).reshape(-1, 2)
    one, other = distinct_pairs(held[:, 0], held[:, 1], 10)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == sorted(set(pairs))
