"""Cutting polygons to a window and filling areas with lines: hatches without a pattern need no id.

Proved by tests/pictures/test_clips.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Point = tuple[float, float]


def clip(points: list[Point], left: float, right: float) -> list[Point]:
    """The part of a convex polygon between two x; empty where there is none (Sutherland and Hodgman, 1974)."""
    points = _cut(points, left, lambda x: x >= left)
    return _cut(points, right, lambda x: x <= right)


def _cut(points: list[Point], edge: float, inside: Callable[[float], bool]) -> list[Point]:
    out: list[Point] = []
    for before, at in zip([*points[-1:], *points[:-1]], points, strict=True):
        if inside(before[0]) != inside(at[0]):
            share = (edge - before[0]) / (at[0] - before[0])
            out.append((edge, before[1] + share * (at[1] - before[1])))
        if inside(at[0]):
            out.append(at)
    return out


def hatch(points: list[Point], *, step: float, slope: float) -> list[tuple[Point, Point]]:
    """Lines of a convex polygon's hatch, `step` apart along x; `slope` is how far x runs for one unit down."""
    offsets = [x - slope * y for x, y in points]
    first, last = min(offsets, default=0.0), max(offsets, default=0.0)
    count = int((last - first) / step)
    lines = (_chord(points, first + step * (index + 0.5), slope) for index in range(count + 1))
    return [line for line in lines if line is not None]


def hatch_rings(rings: list[list[Point]], *, step: float, slope: float) -> list[tuple[Point, Point]]:
    """The hatch of any area bounded by rings, holes left out: `step` and `slope` as for `hatch`."""
    offsets = [x - slope * y for ring in rings for x, y in ring]
    if not offsets:
        return []
    # Counted from zero and not from the area, so that the hatches of neighbours run on.
    first, last = math.ceil(min(offsets) / step), math.floor(max(offsets) / step)
    crossings: dict[int, list[Point]] = {}
    for ring in rings:
        for before, at in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            a, b = before[0] - slope * before[1], at[0] - slope * at[1]
            low, high = sorted((a / step, b / step))
            # Half open, so that a corner on a line counts once.
            for index in range(max(first, math.ceil(low)), min(last, math.ceil(high) - 1) + 1):
                share = (index * step - a) / (b - a)
                crossings.setdefault(index, []).append(_between(before, at, share))
    lines = (sorted(crossings[index], key=lambda point: (point[1], point[0])) for index in sorted(crossings))
    return [pair for line in lines for pair in zip(line[::2], line[1::2], strict=False)]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _chord(points: list[Point], offset: float, slope: float) -> tuple[Point, Point] | None:
    """Where the line x = offset + slope * y crosses the polygon."""
    found: list[Point] = []
    for before, at in zip([*points[-1:], *points[:-1]], points, strict=True):
        a, b = before[0] - slope * before[1] - offset, at[0] - slope * at[1] - offset
        if (a < 0) != (b < 0):
            share = a / (a - b)
            found.append((before[0] + share * (at[0] - before[0]), before[1] + share * (at[1] - before[1])))
    return (min(found), max(found)) if len(found) >= 2 else None
