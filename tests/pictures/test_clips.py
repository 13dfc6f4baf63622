from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.clips import clip, hatch, hatch_rings

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


def test_a_hatch_of_rings_leaves_holes_out() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    hole = [(25.0, 25.0), (75.0, 25.0), (75.0, 75.0), (25.0, 75.0)]
    whole = hatch_rings([square], step=10.0, slope=0.0)
    assert len(whole) == 9 or len(whole) == 10
    assert all((a[1], b[1]) == (0, 100) for a, b in whole)
    pierced = hatch_rings([square, hole], step=10.0, slope=0.0)
    long = sum(b[1] - a[1] for a, b in pierced)
    assert long == sum(b[1] - a[1] for a, b in whole) - 5 * 50
    assert not any(25 < (a[1] + b[1]) / 2 < 75 and 25 < a[0] < 75 for a, b in pierced)


def test_a_hatch_does_not_depend_on_direction_and_runs_on_in_the_neighbour() -> None:
    left = [(0.0, 0.0), (50.0, 0.0), (50.0, 100.0), (0.0, 100.0)]
    right = [(50.0, 0.0), (100.0, 0.0), (100.0, 100.0), (50.0, 100.0)]
    lines = rounded(hatch_rings([left], step=8.0, slope=-1.0))
    assert lines == rounded(hatch_rings([left[::-1]], step=8.0, slope=-1.0))
    ends = {point for line in lines for point in line}
    meets = [end for line in rounded(hatch_rings([right], step=8.0, slope=-1.0)) for end in line if end[0] == 50]
    assert len(meets) > 5 and set(meets) <= ends
    assert hatch_rings([], step=8.0, slope=-1.0) == []


Line = tuple[tuple[float, float], tuple[float, float]]


def rounded(lines: list[Line]) -> list[Line]:
    return [((round(a[0], 6), round(a[1], 6)), (round(b[0], 6), round(b[1], 6))) for a, b in lines]
