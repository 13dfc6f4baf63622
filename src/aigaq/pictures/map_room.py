"""Room for the labels of a map: beside their spot, then farther off with a leader, the first free place in a fixed order.

Proved by tests/pictures/test_map_room.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigaq.pictures.clips import Point
from aigaq.pictures.places import Leader, Places
from aigaq.pictures.surface import Box

DISTANCES = (22.0, 40.0, 60.0, 84.0, 110.0)
"""How far from its spot a label with a leader may stand."""

_WAYS = 16
_APART = 3.0  # between two labels
_MOST = 400  # points of a region that are tried
_LINE = 8.5  # from the top of a label to the middle of its first line


@dataclass(frozen=True, slots=True)
class Found:
    """Where a label stands, on which side its lines end, and a leader where it is far."""

    box: Box
    end: bool
    leader: Leader | None


class Room:
    """What is taken on a map."""

    def __init__(self, bounds: Box) -> None:
        self._places = Places(bounds)

    def take_around(self, at: Point, reach: float) -> None:
        """Keep a spot free of labels."""
        self._places.take(Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach))

    def near(self, at: Point, size: tuple[float, float], *, reach: float) -> Found | None:
        """Take a free place for a label of a width and height beside a spot that reaches so far; None: no room."""
        for box, end in _near(at, size, reach):
            if self._places.free(box):
                self._take(box)
                return Found(box, end, None)
        return None

    def far(self, at: Point, size: tuple[float, float], *, reach: float, most: float) -> Found | None:
        """The same at most so many units off, with a leader."""
        for box, end in _far(at, size, reach, most):
            if not self._places.free(box):
                continue
            leader = _leader(at, box, reach)
            steps = _along(leader)
            if all(map(self._places.free, steps)):
                self._take(box)
                for step in steps:
                    self._places.take(step)
                return Found(box, end, leader)
        return None

    def inside(self, points: Sequence[Point], size: tuple[float, float]) -> Box | None:
        """Take the first free place whose middle is one of the points."""
        width, height = size
        for x, y in points[:_MOST]:
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self._places.free(box):
                self._take(box)
                return box
        return None

    def _take(self, box: Box) -> None:
        self._places.take(Box(box.left - _APART, box.top, box.right + _APART, box.bottom))


def _near(at: Point, size: tuple[float, float], reach: float) -> Iterator[tuple[Box, bool]]:
    """To the right and left with the first line at the height of the spot, then in the middle, above, below, aslant."""
    (x, y), (width, height) = at, size
    gap = reach + 4
    for top in (y - _LINE, y - height / 2, y - height + _LINE):
        yield Box(x + gap, top, x + gap + width, top + height), False
        yield Box(x - gap - width, top, x - gap, top + height), True
    for top in (y - gap - height, y + gap):
        yield Box(x - width / 2, top, x + width / 2, top + height), False
    for top in (y + reach * 0.7, y - reach * 0.7 - height):
        yield Box(x + reach * 0.7, top, x + reach * 0.7 + width, top + height), False
        yield Box(x - reach * 0.7 - width, top, x - reach * 0.7, top + height), True


def _far(at: Point, size: tuple[float, float], reach: float, most: float) -> Iterator[tuple[Box, bool]]:
    (x, y), (width, height) = at, size
    for distance in (distance for distance in DISTANCES if distance <= most):
        for way in range(_WAYS):
            angle = 2 * math.pi * way / _WAYS
            dx, dy = math.cos(angle), math.sin(angle)
            px, py = x + dx * (reach + distance), y + dy * (reach + distance)
            left = px - width / 2 + dx * width / 2
            top = py - height / 2 + dy * height / 2
            yield Box(left, top, left + width, top + height), dx < -0.01


def _leader(at: Point, box: Box, reach: float) -> Leader:
    """From the edge of what is drawn of the spot to the nearest point of the label."""
    x, y = at
    end = max(box.left, min(x, box.right)), max(box.top + 2, min(y, box.bottom - 2))
    length = math.hypot(end[0] - x, end[1] - y)
    share = min(1.0, reach / length) if length else 0.0
    return (x + (end[0] - x) * share, y + (end[1] - y) * share), end


def _along(leader: Leader) -> list[Box]:
    """Small boxes along a leader without its ends, which touch the spot and the label."""
    (x0, y0), (x1, y1) = leader
    steps = int(math.hypot(x1 - x0, y1 - y0) / 5)
    spots = [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps)]
    return [Box(x - 1, y - 1, x + 1, y + 1) for x, y in spots if not (abs(x - x0) < 3 and abs(y - y0) < 3)]
