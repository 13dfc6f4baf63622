from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.map_rings import inner_points, outline, snapped

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
points = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))


def walked(data: str) -> list[tuple[float, float]]:
    """The corners a path of M, l and z leads to."""
    out: list[tuple[float, float]] = []
    for start, steps in re.findall(r"M([^lMz]*)l([^Mz]*)", data):
        x, y = (float(number) for number in start.split())
        out.append((x, y))
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = round(x + dx, 1), round(y + dy, 1)
            out.append((x, y))
    return out


def test_a_straight_line_keeps_its_ends_only() -> None:
    assert snapped([(0, 0), (50, 0), (100, 0), (100, 100), (0, 100)]) == SQUARE


def test_what_is_smaller_than_a_unit_is_gone() -> None:
    assert snapped([(0, 0), (0.1, 0), (0.1, 0.1)]) == []
    assert outline([[(0, 0), (0.1, 0), (0.1, 0.1)]]) == ""


@given(st.lists(points, min_size=3, max_size=30))
def test_the_path_leads_to_the_snapped_points(ring: list[tuple[float, float]]) -> None:
    assert walked(outline([ring])) == snapped(ring)


@given(st.lists(points, min_size=1, max_size=12, unique=True))
def test_a_shared_border_stays_shared(border: list[tuple[float, float]]) -> None:
    left = snapped([(-3000.0, -3000.0), *border, (-3000.0, 3000.0)])
    right = snapped([(3000.0, 3000.0), *reversed(border), (3000.0, -3000.0)])
    middle = {at for at in left if abs(at[0]) < 2500} ^ {at for at in right if abs(at[0]) < 2500}
    # Only where the border meets the frame may one side see a straight line and the other a corner.
    ends = {(round(x * 2) / 2, round(y * 2) / 2) for x, y in (border[0], border[-1])}
    assert middle <= ends


def test_the_point_with_most_room_comes_first() -> None:
    x, y = inner_points([SQUARE])[0]
    assert abs(x - 50) < 5 and abs(y - 50) < 5
    hole = [(30.0, 20.0), (90.0, 20.0), (90.0, 90.0), (30.0, 90.0)]
    assert all(not (30 < x < 90 and 20 < y < 90) for x, y in inner_points([SQUARE, hole]))
    assert inner_points([]) == []
