from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.clips import clip, hatch

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def area(points: list[tuple[float, float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], *points[:1]], strict=True))) / 2


@given(st.floats(-5, 15), st.floats(-5, 15))
def test_the_cut_has_the_area_between(left: float, right: float) -> None:
    if right < left:
        return
    width = max(0.0, min(right, 10) - max(left, 0))
    assert area(clip(SQUARE, left, right)) == pytest.approx(10 * width, abs=1e-6)


def test_nothing_of_a_shape_outside() -> None:
    assert clip(SQUARE, 20, 30) == []


@given(st.sampled_from([-1.0, 0.0, 0.5]), st.floats(1, 6))
def test_hatch_lines_lie_inside(slope: float, step: float) -> None:
    lines = hatch(SQUARE, step=step, slope=slope)
    assert lines
    for start, end in lines:
        for x, y in (start, end):
            assert -1e-6 <= x <= 10 + 1e-6
            assert -1e-6 <= y <= 10 + 1e-6
