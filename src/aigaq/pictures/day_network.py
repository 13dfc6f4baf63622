"""The network, one row an observer, never merged: filled down, hatched degraded, outlined service.

A slanted edge runs from the earliest to the latest moment the observer allows, so a day of doubt is a long slope and
five minutes an upright edge. Where no end is stated the band fades into dashes and says so.
Proved by tests/pictures/test_day_drawing.py.
"""

from __future__ import annotations

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
_ROW = 30.0
_BAND = 15.0
_STUB = 26.0  # a band with no end is drawn for so long before it fades
_FADE = (8.0, 6.0, 4.0, 2.5, 1.5)
_FADE_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A spell as positions: earliest and latest onset, earliest and latest end or None."""

    spell: NetworkSpell
    start: tuple[float, float]
    end: tuple[float, float] | None


def stretch(spell: NetworkSpell, offset: int | None) -> Stretch | None:
    """The positions of a spell; None where its onset has no date."""
    start = _pair(spell.start, offset)
    if start is None:
        return None
    end = None if spell.end is None else _pair(spell.end, offset)
    if end is not None:
        end = (max(end[0], start[0]), max(end[1], start[0]))
    return Stretch(spell, start, end)


def _pair(texts: tuple[str, str], offset: int | None) -> tuple[float, float] | None:
    earliest, latest = (extent(text, offset=offset) for text in texts)
    first = earliest.first if earliest is not None else None
    last = latest.last if latest is not None else None
    first = first if first is not None else last
    last = last if last is not None else first
    return None if first is None or last is None else (min(first, last), max(first, last))


def row_height(block: Block, row: NetworkRow) -> float:
    """The height of an observer's row in a block."""
    return max(_ROW, title_height(block, row.observer, MARK_ROOM)) + (20.0 if block.narrow else 0.0)


def draw_network_row(block: Block, top: float, row: NetworkRow, stretches: list[Stretch], words: DayWords) -> None:
    """Draw one observer's row: title, base line, bands."""
    surface = block.surface
    with surface.known(earliest(item.spell.periods for item in stretches)):
        surface.add(glyph(row.mark, (11, top + 10.5), scale=0.85, whisker=False))
        y = top + draw_title(block, top, row.observer, MARK_ROOM) + 22
    surface.rule("p-base", (block.left, y), (block.right, y))
    for item in stretches:
        with surface.known(since(item.spell.periods)):
            _draw(block, y, row, item, words)


def _draw(block: Block, y: float, row: NetworkRow, item: Stretch, words: DayWords) -> None:
    if item.end is None:
        left, right = _endless(block, y, item, words)
    else:
        shape = clip(_band(block, y, item.start, item.end), block.left, block.right)
        if len(shape) < 3:
            return
        _fill(block, item.spell.state, shape)
        left, right = min(x for x, _ in shape), max(x for x, _ in shape)
        _beside(block, y, (left, right), item.spell.label)
    detail = item.spell.detail or ", ".join(part for part in (row.observer, item.spell.label) if part)
    block.surface.link(Box(left, y - _BAND - 4, right, y + 4), item.spell.href, detail)


def _band(block: Block, y: float, start: tuple[float, float], end: tuple[float, float]) -> list[Point]:
    """The band as a polygon, not yet cut to the block; where the doubts overlap it is a triangle."""
    time = block.time
    (a, b), (c, d) = (time(start[0]), time(start[1])), (time(end[0]), time(end[1]))
    if d - a < 2:  # shorter than can be seen
        a, b, c, d = a, a, max(d, a + 2), max(d, a + 2)
    if b <= c:
        return [(a, y), (b, y - _BAND), (c, y - _BAND), (d, y)]
    share = (d - a) / ((b - a) + (d - c))
    return [(a, y), (a + (b - a) * share, y - _BAND * share), (d, y)]


def _endless(block: Block, y: float, item: Stretch, words: DayWords) -> tuple[float, float]:
    """A band that fades: from its onset for a while, then ever thinner, then words."""
    time = block.time
    onset = (time(item.start[0]), time(item.start[1]))
    end = onset[1] + _STUB
    body = clip([(onset[0], y), (onset[1], y - _BAND), (end, y - _BAND), (end, y)], block.left, block.right)
    if len(body) >= 3:
        _fill(block, item.spell.state, body)
    at = end + _FADE_GAP
    for width in _FADE:
        if block.left <= at and at + width <= block.right:
            _fill(block, item.spell.state, [(at, y), (at, y - _BAND), (at + width, y - _BAND), (at + width, y)])
        at += width + _FADE_GAP
    left, right = max(block.left, onset[0]), max(block.left, min(at, block.right))
    said = ", ".join(part for part in (item.spell.label, words.no_end) if part)
    _beside(block, y, (left, right), said, soft=True)
    return left, right


def _beside(block: Block, y: float, band: tuple[float, float], text: str, *, soft: bool = False) -> None:
    """Words to the right of a band, or to its left where there is more room, shortened where there is little."""
    after, before = block.surface.width - band[1] - 8, band[0] - 8 - block.left
    words = Words(text, "p-q" if soft else "")
    if words.width <= after or after >= before:
        block.surface.text(band[1] + 8, y - 3, Words(fit(text, after), words.cls), halo=True)
    else:
        block.surface.text(band[0] - 8, y - 3, Words(fit(text, before), words.cls), anchor="end", halo=True)


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
