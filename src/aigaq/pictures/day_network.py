"""The network, one row an observer, never merged: filled down, hatched degraded, outlined service.

A slanted edge runs from the earliest to the latest moment the observer allows, so a day of doubt is a long slope and
five minutes an upright edge. An edge that is a bound only bears an arrow to its open side. Where no end is stated the
band fades into dashes. What is a moment and no state, as a reading of an instrument, is a diamond. Bands of one
observer that would lie on each other lie under each other. Proved by tests/pictures/test_day_network.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.pictures.clips import Point, clip, hatch
from aigaq.pictures.day_block import Block, draw_title, title_height
from aigaq.pictures.days import DayWords, NetworkRow, NetworkSpell
from aigaq.pictures.known import earliest, since
from aigaq.pictures.marks import glyph
from aigaq.pictures.measure import fit
from aigaq.pictures.surface import Box, Words
from aigaq.pictures.svg import el, path
from aigaq.pictures.times import extent

MARK_ROOM = 26.0
MOMENTS = ("indicator", "statement")
"""States that say what was seen or said at a time, and not how long it was so."""

_LINE = 27.0  # from band to band; links of 24 units do not overlap
_OVER = 17.0  # a label over its band
_BAND = 15.0
_STUB = 26.0  # a band with no end is drawn for so long before it fades
_FADE = (8.0, 6.0, 4.0, 2.5, 1.5)
_FADE_GAP = 4.0
_ARROW = 16.0
_GAP = 8.0
_APART = 12.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A spell as positions: earliest and latest onset, earliest and latest end or None; which sides are bounds only."""

    spell: NetworkSpell
    start: tuple[float, float]
    end: tuple[float, float] | None
    since_before: bool = False
    till_after: bool = False

    @property
    def moment(self) -> bool:
        """True for what was seen or said at a time."""
        return self.end is None and self.spell.state in MOMENTS

    @property
    def endless(self) -> bool:
        """True where no end of a state is stated."""
        return self.end is None and not self.moment


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch in a block: its shape, what it takes from left to right, and its label."""

    item: Stretch
    shape: list[Point]
    left: float
    right: float
    words: tuple[Words, ...]
    label_x: float
    anchor: str
    over: bool

    @property
    def box(self) -> tuple[float, float]:
        """From the leftmost to the rightmost unit it takes."""
        width = sum(word.width for word in self.words)
        start = self.label_x - (width if self.anchor == "end" else 0.0)
        return (min(self.left, start), max(self.right, start + width)) if self.words else (self.left, self.right)


def stretch(spell: NetworkSpell, offset: int | None) -> Stretch | None:
    """The positions of a spell; None where its onset has no date."""
    start = _pair(spell.start, offset)
    if start is None:
        return None
    end = None if spell.end is None else _pair(spell.end, offset)
    before = spell.start[0] in ("", "..")
    after = end is not None and spell.end is not None and spell.end[1] in ("", "..")
    if end is not None:
        end = (max(end[0], start[0]), max(end[1], start[0]))
    return Stretch(spell, start, end, before, after)


def _pair(texts: tuple[str, str], offset: int | None) -> tuple[float, float] | None:
    earliest, latest = (extent(text, offset=offset) for text in texts)
    first = earliest.first if earliest is not None else None
    last = latest.last if latest is not None else None
    first = first if first is not None else last
    last = last if last is not None else first
    return None if first is None or last is None else (min(first, last), max(first, last))


def draw_network_row(block: Block, top: float, row: NetworkRow, stretches: list[Stretch], words: DayWords) -> float:
    """Draw one observer's row: title, base lines, bands; the y below it."""
    surface = block.surface
    with surface.known(earliest(item.spell.periods for item in stretches)):
        surface.add(glyph(row.mark, (11, top + 10.5), scale=0.85, whisker=False))
        y = top + draw_title(block, top, row.observer, MARK_ROOM) + 4
    for line in _lines(block, stretches, words):
        y += _LINE + (_OVER if any(placed.over for placed in line) else 0.0)
        with surface.known(earliest(placed.item.spell.periods for placed in line)):
            surface.line("p-base", (block.left, y - 6), (block.right, y - 6))
        for placed in line:
            with surface.known(since(placed.item.spell.periods)):
                _draw(block, y - 6, row, placed)
    return max(y + 2, top + title_height(block, row.observer, MARK_ROOM))


def _lines(block: Block, stretches: Sequence[Stretch], words: DayWords) -> list[list[Placed]]:
    """Lines of bands that do not touch, each band on the first line that has room."""
    lines: list[list[Placed]] = []
    for item in stretches:
        placed = _place(block, item, words)
        if placed is None:
            continue
        left, right = placed.box
        free = (line for line in lines if all(right + _APART < a or b + _APART < left for a, b in _boxes(line)))
        line = next(free, None)
        if line is None:
            lines.append([placed])
        else:
            line.append(placed)
    return lines


def _boxes(line: list[Placed]) -> list[tuple[float, float]]:
    return [placed.box for placed in line]


def _place(block: Block, item: Stretch, words: DayWords) -> Placed | None:
    shape = clip(_shape(block, item), block.left, block.right)
    if len(shape) < 3:
        return None
    left, right = min(x for x, _ in shape), max(x for x, _ in shape)
    if item.endless:
        right = min(right + sum(_FADE) + _FADE_GAP * len(_FADE), block.right)
    if item.since_before:
        left = max(block.left, left - _ARROW)
    if item.till_after:
        right = min(right + _ARROW, block.surface.width)
    said, x, anchor, over = _label(block, item, (left, right), words.no_end if item.endless else "")
    return Placed(item, shape, left, right, said, x, anchor, over)


def _label(
    block: Block, item: Stretch, band: tuple[float, float], no_end: str
) -> tuple[tuple[Words, ...], float, str, bool]:
    """The words of a band, where they begin or end, and whether they lie over it: to the right of it where there is
    room, else to the left, else over it."""
    label = item.spell.label
    both = (Words(label), Words(f", {no_end}" if label else no_end, "p-q")) if no_end else (Words(label),)
    after, before = block.surface.width - band[1] - _GAP, band[0] - _GAP - block.left
    for words in (both, (Words(label),)) if label else (both,):
        width = sum(word.width for word in words)
        if width <= after:
            return words, band[1] + _GAP, "start", False
        if width <= before:
            return words, band[0] - _GAP, "end", False
    room = block.surface.width - block.left
    text = Words(fit(label or no_end, room), "" if label else "p-q")
    return (text,), max(block.left, min(band[0], block.surface.width - text.width)), "start", True


def _shape(block: Block, item: Stretch) -> list[Point]:
    """The band around y = 0 as a polygon, not yet cut to the block."""
    time = block.time
    a, b = time(item.start[0]), time(item.start[1])
    if item.since_before:
        a = b
    if item.moment:
        middle, half = (a + b) / 2, max(5.0, (b - a) / 2)
        return [(middle - half, -_BAND / 2), (middle, -_BAND), (middle + half, -_BAND / 2), (middle, 0.0)]
    if item.end is None:
        return [(a, 0.0), (b, -_BAND), (b + _STUB, -_BAND), (b + _STUB, 0.0)]
    c, d = time(item.end[0]), time(item.end[1])
    if item.till_after:
        d = c
    return _band((a, b), (c, max(c, d)))


def _band(onset: tuple[float, float], close: tuple[float, float]) -> list[Point]:
    """From a slope that rises to one that falls; where the doubts overlap it is a triangle."""
    (a, b), (c, d) = onset, close
    if d - a < 2:  # shorter than can be seen
        a, b, c, d = a, a, max(d, a + 2), max(d, a + 2)
    if b <= c:
        return [(a, 0.0), (b, -_BAND), (c, -_BAND), (d, 0.0)]
    share = (d - a) / ((b - a) + (d - c))
    return [(a, 0.0), (a + (b - a) * share, -_BAND * share), (d, 0.0)]


def _draw(block: Block, y: float, row: NetworkRow, placed: Placed) -> None:
    surface, item = block.surface, placed.item
    shape = [(x, y + down) for x, down in placed.shape]
    _fill(block, item.spell.state, shape)
    low, high = min(x for x, _ in shape), max(x for x, _ in shape)
    if item.endless:
        _fade(block, y, item.spell.state, high)
    if item.since_before:
        _arrow(block, y, low, placed.left)
    if item.till_after:
        _arrow(block, y, high, placed.right)
    base = y - _BAND - 4 if placed.over else y - 3
    surface.text(placed.label_x, base, *placed.words, anchor=placed.anchor, halo=True)
    detail = item.spell.detail or ", ".join(part for part in (row.observer, item.spell.label) if part)
    surface.link(Box(placed.left, y - _BAND - 4, placed.right, y + 4), item.spell.href, detail)


def _fade(block: Block, y: float, state: str, start: float) -> None:
    at = start + _FADE_GAP
    for width in _FADE:
        if block.left <= at and at + width <= block.right:
            _fill(block, state, [(at, y), (at, y - _BAND), (at + width, y - _BAND), (at + width, y)])
        at += width + _FADE_GAP


def _arrow(block: Block, y: float, edge: float, tip: float) -> None:
    """From the edge of a band to its open side."""
    middle, back = y - _BAND / 2, 5.0 if tip < edge else -5.0
    if abs(edge - tip) < 6:
        return
    lines = path((edge, middle), (tip, middle)) + path(
        (tip + back, middle - 5), (tip, middle), (tip + back, middle + 5)
    )
    block.surface.add(el("path", class_="p-bound", d=lines))


def _fill(block: Block, state: str, shape: list[Point]) -> None:
    surface = block.surface
    if state == "down":
        surface.line("p-down", *shape, close=True)
    elif state in ("degraded", "blocked"):
        lines = hatch(shape, step=5.0, slope=-1.0 if state == "degraded" else 0.0)
        data = path(*shape, close=True) + "".join(path(*line) for line in lines)
        surface.add(el("path", class_="p-hatch", d=data))
    else:
        outlines = {"up": "p-outline", "indicator": "p-dotted", "statement": "p-dotted"}
        surface.line(outlines.get(state, "p-dashed"), *shape, close=True)
