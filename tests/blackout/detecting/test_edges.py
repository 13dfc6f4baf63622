"""Edges: the doubt of small counts, and the shapes of falls and rises."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting.edges import edges, end_between, start_between

STEP = 600


def _both(seen: np.ndarray, expected: np.ndarray, start: int, end: int) -> tuple[tuple[int | None, int], tuple[int, int | None]]:  # fmt: skip
    times = STEP * np.arange(len(seen), dtype=np.int64)
    told = (times, seen, expected, np.full(len(seen), 0.02), True, (start, end, 0.02), 0.2)
    return start_between(*told, 0), end_between(*told)


def test_large_counts_have_sharp_edges() -> None:
    seen = np.array([500.0] * 50 + [5] * 20 + [500] * 50)
    assert _both(seen, np.full(120, 500.0), 50, 70) == ((49 * STEP, 50 * STEP), (69 * STEP, 70 * STEP))


def test_a_trickle_has_edges_of_hours() -> None:
    """One in ten minutes is expected: a zero or three say little, so the cut may lie on either side of them."""
    rng = np.random.default_rng(4)
    seen = rng.poisson(1.0, 160).astype(float)
    seen[50:100] = 0
    (earliest, start), (last, latest) = _both(seen, np.ones(160), 50, 100)
    assert earliest is not None and latest is not None
    assert earliest <= 50 * STEP <= start
    assert start - earliest >= 2 * STEP
    assert last <= 100 * STEP <= latest


@pytest.mark.parametrize(("steps", "least", "most"), [(0, 0, 0), (1, STEP, STEP), (60, 40 * STEP, 56 * STEP)])
def test_a_rise_takes_as_long_as_it_takes(steps: int, least: int, most: int) -> None:
    way = np.linspace(0.1, 1.0, steps + 2)[1:-1]
    ratio = np.concatenate([np.ones(60), np.full(40, 0.1), way, np.ones(60)])
    times = STEP * np.arange(len(ratio), dtype=np.int64)
    short = (np.minimum(ratio, np.roll(ratio, 1)), np.maximum(np.arange(len(ratio)) - 1, 0))
    found = edges(times, ratio, np.ones(len(ratio)), short, (60, 100 + steps), STEP, 61, 6 * 3600)
    assert (found.fall_seconds, found.fall_share) == (0, 1.0)
    assert found.rise_seconds is not None and least <= found.rise_seconds <= most
    assert found.rise_share is not None
    assert found.rise_share > 0.99 if steps < 2 else found.rise_share < 0.05


def test_an_edge_nobody_saw_has_no_shape() -> None:
    ratio = np.concatenate([np.full(40, 0.1), np.ones(10), np.full(40, 0.1)])
    times = STEP * np.arange(90, dtype=np.int64)
    short = (ratio, np.arange(90))
    first = edges(times, ratio, np.ones(90), short, (0, 40), STEP, 1, 3600)
    last = edges(times, ratio, np.ones(90), short, (50, 90), STEP, 51, 3600)
    assert first.fall_seconds is None and first.rise_seconds == 0
    assert last.rise_share is None and last.fall_share == 1.0
