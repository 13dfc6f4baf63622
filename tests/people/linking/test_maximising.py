"""Maximisation against data drawn from known m and u."""

from __future__ import annotations

import numpy as np

from aigaq.people.linking.maximising import maximise, patterns
from aigaq.people.linking.values import MISSING


def test_maximisation_finds_the_probabilities_the_pairs_were_drawn_from() -> None:
    draw = np.random.default_rng(5)
    m = [np.array([0.1, 0.2, 0.7]), np.array([0.2, 0.8]), np.array([0.05, 0.15, 0.8]), np.array([0.3, 0.7])]
    u = [np.array([0.9, 0.07, 0.03]), np.array([0.95, 0.05]), np.array([0.8, 0.15, 0.05]), np.array([0.5, 0.5])]
    size, share = 40_000, 0.6
    same = draw.random(size) < share
    levels = []
    for own, other in zip(m, u, strict=True):
        level = np.where(same, draw.choice(len(own), size, p=own), draw.choice(len(own), size, p=other)).astype(
            np.uint8
        )
        level[draw.random(size) < 0.1] = MISSING
        levels.append(level)
    start = [np.full(len(own), 0.5 / (len(own) - 1)) for own in m]
    for own in start:
        own[-1] = 0.5
    found, shared = maximise(patterns(levels), u, (), start)
    assert abs(shared - share) < 0.02
    for own, wanted in zip(found, m, strict=True):
        assert np.abs(own - wanted).max() < 0.03


def test_patterns_are_the_pairs_with_the_same_levels() -> None:
    levels = [np.array([0, 1, 0, MISSING], np.uint8), np.array([2, 2, 2, 0], np.uint8)]
    seen = patterns(levels)
    assert seen.counts.sum() == 4
    assert [tuple(seen.levels[at]) for at in seen.of_pair] == [(0, 2), (1, 2), (0, 2), (MISSING, 0)]


def test_patterns_of_more_fields_than_one_number_holds() -> None:
    draw = np.random.default_rng(7)
    levels = [draw.integers(0, 3, 500).astype(np.uint8) for _ in range(50)]
    levels = [level[np.r_[np.arange(500), np.arange(100)]] for level in levels]
    seen = patterns(levels)
    assert seen.counts.sum() == 600
    assert len(seen.counts) == 500
    assert (seen.levels[seen.of_pair] == np.stack(levels, axis=1)).all()
