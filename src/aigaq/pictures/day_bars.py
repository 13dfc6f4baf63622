"""Events as bars whose shape is their precision: a tick a minute, a bar an interval, a pointed bar a part of a day, a
dotted bar a day, a dashed one a month or less, an arrow a bound.

Each has a small mark of its side beside its label, so that no side is told by colour alone. Labels stand to the
right, to the left, or over the bar; bars share a row where they do not touch.
Proved by tests/pictures/test_day_drawing.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from aigaq.pictures.day_block import Block
from aigaq.pictures.days import Bar
from aigaq.pictures.marks import Mark, glyph
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.surface import Box, Words
from aigaq.pictures.svg import Element, Node, el, num, path
from aigaq.pictures.times import Extent, extent

ROW = 26.0  # links of 24 units in two rows do not overlap
_OVER = 17.0  # a line of words over a bar
_GAP = 6.0
_ARROW = 56.0

_KINDS = {
    **dict.fromkeys(("minute", "5min", "10min", "15min", "30min", "1h"), "tick"),
    "interval": "bar",
    "part_of_day": "pointed",
    "day": "day",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A bar with its extent as positions."""

    bar: Bar
    when: Extent


@dataclass(frozen=True, slots=True)
class Laid:
    """An item laid out: its bar from `x0` to `x1`, its words (lines) from `label_x`, over or beside the bar."""

    item: Item
    x0: float
    x1: float
    label_x: float
    lines: tuple[str, ...]
    over: bool

    @property
    def box(self) -> tuple[float, float]:
        """From the leftmost to the rightmost unit it takes."""
        width = label_width(self.item.bar, self.lines)
        return min(self.x0, self.label_x), max(self.x1, self.label_x + width)

    @property
    def height(self) -> float:
        """The height of its row."""
        return ROW + (_OVER * len(self.lines) if self.over else 0.0)


def bar_extent(bar: Bar, offset: int | None) -> Extent | None:
    """From the first instant a bar allows to the last; None where it has no date."""
    start = extent(bar.start, offset=offset)
    if not bar.end:
        return start
    end = extent(bar.end, offset=offset)
    first = start.first if start is not None else None
    last = end.last if end is not None else None
    return None if first is None and last is None else Extent(first, last)


def lay_out(block: Block, items: list[Item]) -> list[tuple[float, list[Laid]]]:
    """The items in rows of a height, first come first placed."""
    rows: list[list[Laid]] = []
    for item in items:
        laid = _lay(block, item)
        left, right = laid.box
        row = next((row for row in rows if all(_apart(left, right, other) for other in row)), None)
        if row is None:
            rows.append([laid])
        else:
            row.append(laid)
    return [(max(laid.height for laid in row), row) for row in rows]


def _apart(left: float, right: float, other: Laid) -> bool:
    start, end = other.box
    return right + 10 < start or end + 10 < left


def label_width(bar: Bar, lines: tuple[str, ...]) -> float:
    """The width of a label with its marks."""
    words = max((text_width(line) for line in lines), default=0.0)
    return _room(bar) + words


def _room(bar: Bar) -> float:
    return sum(map(_mark_room, _marks(bar)))


def _marks(bar: Bar) -> tuple[Mark, ...]:
    return () if bar.mark is None else (bar.mark, *bar.also)


def _mark_room(mark: Mark) -> float:
    ringed = mark.machine or mark.struck or mark.disputed
    return (20.0 if ringed else 15.0) + (16.0 if mark.disputed else 0.0)


def _lay(block: Block, item: Item) -> Laid:
    bar = item.bar
    x0, x1 = _ends(block, item)
    label = (bar.label,) if bar.label else ()
    width = label_width(bar, label)
    if x1 + _GAP + width <= block.surface.width:
        return Laid(item, x0, x1, x1 + _GAP, label, over=False)
    if x0 - _GAP - width >= block.left:
        return Laid(item, x0, x1, x0 - _GAP - width, label, over=False)
    lines = tuple(wrap(bar.label, block.surface.width - block.left - _room(bar), lines=2))
    start = max(block.left, min(x0, block.surface.width - label_width(bar, lines)))
    return Laid(item, x0, x1, start, lines, over=True)


def _ends(block: Block, item: Item) -> tuple[float, float]:
    """Where the bar begins and ends; an open side of a bound is an arrow of fixed length."""
    first, last = item.when.first, item.when.last
    if first is None and last is not None:
        end = block.x(last)
        return max(block.left, end - _ARROW), end
    if last is None and first is not None:
        start = block.x(first)
        return start, min(block.right, start + _ARROW)
    x0, x1 = block.x(first or 0.0), block.x(last or 0.0)
    least = 4.0 if _kind(item) in ("tick", "bar") else 8.0
    x0 = min(x0, block.right - least)
    return x0, max(x1, x0 + least)


def _kind(item: Item) -> str:
    if item.when.first is None or item.when.last is None:
        return "bound"
    # A bound of which nobody says on which side it is open is drawn as what is printed: the day.
    return "day" if item.bar.precision == "bound" else _KINDS.get(item.bar.precision, "month")


def draw_row(block: Block, top: float, height: float, row: list[Laid]) -> None:
    """Draw one row of a lane."""
    for laid in row:
        y = top + height - ROW / 2
        first = y + 4.5 - (len(laid.lines) * _OVER + 2 if laid.over else 0)
        left, right = laid.box
        bar = laid.item.bar
        for version in bar.versions():
            with block.surface.known(version.since, version.until):
                shape = _shape(block, laid, y)
                side = f"p-{bar.mark.side_class}" if bar.mark is not None and not bar.also else ""
                block.surface.add(el("g", shape, class_=side) if side else shape)
                _label(block, laid, version.mark, first)
                area = Box(left, first - 16 if laid.over else y - 12, right, y + 12)
                block.surface.link(area, bar.href, version.spoken)


def _label(block: Block, laid: Laid, mark: Mark | None, y: float) -> None:
    room, x = _room(laid.item.bar), laid.label_x
    for held in _marks(laid.item.bar):
        then = held if mark is None else replace(held, standing=mark.standing)
        block.surface.add(glyph(then, (x + (_mark_room(held) - 4) / 2, y - 4.5), scale=0.7, whisker=False))
        x += _mark_room(held)
    for index, line in enumerate(laid.lines):
        shown = fit(line, block.surface.width - laid.label_x - room)
        block.surface.text(laid.label_x + room, y + index * _OVER, Words(shown), halo=True)


def _shape(block: Block, laid: Laid, y: float) -> Element:
    x0, x1, kind = laid.x0, laid.x1, _kind(laid.item)
    if kind == "tick":
        return _rect("p-tick", x0, y - 7, x1, y + 7)
    if kind == "bar":
        return _rect("p-bar", x0, y - 4, x1, y + 4)
    if kind == "pointed":
        tip = min(6.0, (x1 - x0) / 2)
        sides = ((x0, y), (x0 + tip, y - 5), (x1 - tip, y - 5), (x1, y), (x1 - tip, y + 5), (x0 + tip, y + 5))
        return el("path", class_="p-pointed", d=path(*sides, close=True))
    if kind == "day":
        return _rect("p-day", x0, y - 5, x1, y + 5)
    if kind == "bound":
        return _arrow(laid, y)
    return _dashed(block, laid, y)


def _rect(cls: str, left: float, top: float, right: float, bottom: float) -> Element:
    return el("rect", class_=cls, x=left, y=top, width=right - left, height=bottom - top)


def _arrow(laid: Laid, y: float) -> Element:
    """From the bound, a bar across, towards the open side."""
    before = laid.item.when.first is None
    bound, tip = (laid.x1, laid.x0) if before else (laid.x0, laid.x1)
    back = tip + (6 if before else -6)
    data = (
        path((bound, y - 7), (bound, y + 7)) + path((bound, y), (tip, y)) + path((back, y - 4), (tip, y), (back, y + 4))
    )
    return el("path", class_="p-bound", d=data)


def _dashed(block: Block, laid: Laid, y: float) -> Element:
    """A dashed bar; a side cut off by the block is left open."""
    first, last = laid.item.when.first or 0.0, laid.item.when.last or 0.0
    x0, x1 = laid.x0, laid.x1
    left, right = first >= block.first, last <= block.last
    data = path((x0, y - 5), (x1, y - 5))
    data += f"V{num(y + 5)}" if right else f"M{num(x1)} {num(y + 5)}"
    data += f"H{num(x0)}" + (f"V{num(y - 5)}" if left else "")
    nodes: list[Node] = [el("path", class_="p-month", d=data)]
    return el("g", *nodes)
