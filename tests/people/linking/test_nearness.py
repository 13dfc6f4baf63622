"""Near texts and codes, against comparing every value with every other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from aigaq.people.linking import nearness
from aigaq.people.linking.nearness import near_codes, near_texts
from aigaq.people.linking.values import Looked

TEXTS = st.lists(st.text("abcd1", min_size=1, max_size=7), unique=True, max_size=12).map(sorted)


def listed(near: Looked) -> dict[tuple[int, int], int]:
    return {
        (a, b): level for a, b, level in zip(near.one.tolist(), near.other.tolist(), near.level.tolist(), strict=True)
    }


@given(TEXTS)
@settings(deadline=None)
def test_every_code_one_edit_away_is_found_wherever_the_slip_stands(values: list[str]) -> None:
    wanted = {pair: 1 for pair in combinations(range(len(values)), 2) if OSA.distance(*(values[k] for k in pair)) == 1}
    assert listed(near_codes(values)) == wanted


@given(TEXTS)
@settings(deadline=None)
def test_levels_of_texts_are_steps_of_jaro_winkler(values: list[str]) -> None:
    wanted = {}
    for a, b in combinations(range(len(values)), 2):
        like = np.float32(JaroWinkler.normalized_similarity(values[a], values[b]))  # likeness is single precision
        if like >= np.float32(0.8):
            wanted[a, b] = 1 + int(like >= np.float32(0.88)) + int(like >= np.float32(0.92))
    assert listed(near_texts(values)) == wanted


def test_a_large_vocabulary_loses_no_pair_that_is_one_edit_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    values = sorted({"semenov", "semyonov", "semenova", "omarov", "omarova", "umarov", "xyzzy"})
    whole = listed(near_texts(values))
    monkeypatch.setattr(nearness, "WHOLE", 3)
    joined = listed(near_texts(values))
    one_edit = {pair for pair in combinations(range(len(values)), 2) if OSA.distance(*(values[k] for k in pair)) == 1}
    assert one_edit
    assert {pair: whole[pair] for pair in one_edit} == {pair: joined[pair] for pair in one_edit}


def test_no_values() -> None:
    assert listed(near_texts([])) == listed(near_codes([])) == {}
