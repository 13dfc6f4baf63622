"""Rings of a map as path data: snapped to half units, so that shared borders stay shared, and as short as can be.

Every point is moved by itself, whichever ring it is in, so two regions never part. Proved by
tests/pictures/test_map_rings.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from aigaq.pictures.clips import Point
from aigaq.pictures.svg import num

_GRID = 2.0  # points to a unit
_CELLS = 28
_SPOTS = 1500  # of a border are looked at when room is sought


def snapped(ring: Sequence[Point]) -> list[Point]:
    """The ring on the grid, without repeated points and points on a straight line; empty where nothing is left."""
    out: list[Point] = []
    for x, y in ring:
        at = (round(x * _GRID) / _GRID, round(y * _GRID) / _GRID)
        if not out or out[-1] != at:
            out.append(at)
    while len(out) > 1 and out[0] == out[-1]:
        out.pop()
    turns = zip([*out[-1:], *out[:-1]], out, [*out[1:], *out[:1]], strict=True)
    kept = [at for before, at, after in turns if not _straight(before, at, after)]
    return kept if len(kept) > 2 else []


def _straight(before: Point, at: Point, after: Point) -> bool:
    dx, dy, ex, ey = at[0] - before[0], at[1] - before[1], after[0] - at[0], after[1] - at[1]
    return dx * ey == dy * ex and dx * ex + dy * ey > 0


def outline(rings: Sequence[Sequence[Point]], *, close: bool = True) -> str:
    """Path data of rings, or of open lines as they are, relative from point to point."""
    return "".join(_path(snapped(ring) if close else list(ring), close=close) for ring in rings)


def _path(points: list[Point], *, close: bool) -> str:
    if len(points) < 2:
        return ""
    (x, y), steps = points[0], ""
    x, y = round(x, 1), round(y, 1)
    start = f"M{num(x)} {num(y)}l"
    for to_x, to_y in points[1:]:
        # From where rounding has led, so that errors do not add up.
        dx, dy = round(to_x - x, 1), round(to_y - y, 1)
        steps += _joined(steps, num(dx))
        steps += _joined(steps, num(dy))
        x, y = round(x + dx, 1), round(y + dy, 1)
    return start + steps + ("z" if close else "")


def _joined(before: str, number: str) -> str:
    return number if not before or number.startswith("-") else " " + number


def inner_points(rings: Sequence[Sequence[Point]]) -> list[Point]:
    """Points of an area, those farthest from its border first: where a label may stand."""
    points = [point for ring in rings for point in ring]
    if not points:
        return []
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    step = max((right - left) / _CELLS, (bottom - top) / _CELLS, 1.0)
    border = [spot for ring in rings for spot in _dotted(ring, step)]
    border = border[:: len(border) // _SPOTS + 1]
    found: list[tuple[float, Point]] = []
    for row in range(int((bottom - top) / step) + 1):
        y = top + (row + 0.5) * step
        edges = _crossings(rings, y)
        for start, end in zip(edges[::2], edges[1::2], strict=False):
            first = math.ceil((start - left) / step)
            for column in range(first, int((end - left) / step) + 1):
                x = left + column * step
                found.append((min(x - start, end - x, _clear(border, x, y)), (x, y)))
    found.sort(key=lambda entry: (-round(entry[0], 3), entry[1][1], entry[1][0]))
    return [point for _, point in found]


def _crossings(rings: Sequence[Sequence[Point]], y: float) -> list[float]:
    """Where the borders cross a height, from left to right."""
    found: list[float] = []
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (y0 > y) != (y1 > y):
                found.append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return sorted(found)


def _dotted(ring: Sequence[Point], step: float) -> list[Point]:
    """The corners of a ring, and points between those that lie far apart."""
    out: list[Point] = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        count = min(int(math.hypot(x1 - x0, y1 - y0) / step) + 1, _CELLS * 2)
        out += [(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(count)]
    return out


def _clear(border: Sequence[Point], x: float, y: float) -> float:
    """How far the nearest spot of a border lies."""
    return min(math.hypot(x - px, y - py) for px, py in border)
