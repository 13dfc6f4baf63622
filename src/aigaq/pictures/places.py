"""Places for labels and marks: the first free one is taken, in a fixed order, so that a drawing is always the same.

Proved by tests/pictures/test_places.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.pictures.surface import Box, text_box

_CELL = 32.0
Leader = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label goes: baseline point, anchor, its box, and a leader from its mark where it is far."""

    x: float
    y: float
    anchor: str
    box: Box
    leader: Leader | None


class Places:
    """What is taken on a drawing, inside the box that may be used."""

    def __init__(self, bounds: Box) -> None:
        self._bounds = bounds
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        for cell in _cells(box):
            self._cells[cell].append(box)

    def free(self, box: Box) -> bool:
        """True where the box lies inside the bounds and meets nothing taken."""
        inside = box.left >= self._bounds.left and box.right <= self._bounds.right
        inside = inside and box.top >= self._bounds.top and box.bottom <= self._bounds.bottom
        return inside and not any(box.meets(other) for cell in _cells(box) for other in self._cells.get(cell, ()))

    def label(self, at: tuple[float, float], width: float, *, reach: float, far: bool) -> Place | None:
        """Take a free place for a label of `width` around a mark that reaches `reach` units; None: no room.

        `far`: look farther off, with a leader, instead of beside the mark.
        """
        for px, py, anchor in _far_spots(*at, reach) if far else _near_spots(*at, reach):
            box = text_box(px, py, width, anchor=anchor)
            leader = _leader(at, box, reach) if far else None
            if not self.free(box) or (leader is not None and not all(map(self.free, _along(leader)))):
                continue
            self.take(box)
            for step in () if leader is None else _along(leader):
                self.take(step)
            return Place(px, py, anchor, box, leader)
        return None

    def mark(self, x: float, y: float, size: float, *, most: int) -> float:
        """Take the free x nearest to `x` for a mark of `size`, at most `most` steps aside; `x` itself where none is."""
        for step in range(2 * most + 1):
            shift = ((step + 1) // 2) * (size + 1) * (1 if step % 2 else -1)
            box = Box(x + shift - size / 2, y - size / 2, x + shift + size / 2, y + size / 2)
            if self.free(box):
                self.take(box)
                return x + shift
        return x


def _near_spots(x: float, y: float, reach: float) -> Iterator[tuple[float, float, str]]:
    """Beside the mark, then above and below."""
    base = y + 4.5
    for dy in (0, -8, 8):
        yield x + reach, base + dy, "start"
        yield x - reach, base + dy, "end"
    yield x, y - reach - 2, "middle"
    yield x, y + reach + 10, "middle"


def _far_spots(x: float, y: float, reach: float) -> Iterator[tuple[float, float, str]]:
    base = y + 4.5
    for dy in (24, 40, 56):
        for sign in (-1, 1):
            yield x, base + sign * dy, "middle"
            yield x + reach, base + sign * dy, "start"
            yield x - reach, base + sign * dy, "end"


def _leader(at: tuple[float, float], box: Box, reach: float) -> Leader:
    """From the edge of the mark to the near side of the label."""
    x, y = at
    below = box.top > y
    end = (max(box.left, min(x, box.right)), box.top if below else box.bottom)
    length = math.hypot(end[0] - x, end[1] - y)
    share = min(1.0, (reach - 2) / length) if length else 0.0
    return (x + (end[0] - x) * share, y + (end[1] - y) * share), end


def _along(leader: Leader) -> list[Box]:
    """Small boxes along a leader, without its ends, which touch the mark and the label."""
    (x0, y0), (x1, y1) = leader
    steps = int(math.hypot(x1 - x0, y1 - y0) / 5)
    spots = [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps)]
    return [Box(x - 1, y - 1, x + 1, y + 1) for x, y in spots]


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
    rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
    return [(column, row) for column in columns for row in rows]
