"""A block of a timeline: a stretch of days on one axis, with its head. Long ranges fold into several blocks.

The gutter is as wide as the longest title in whatever language, up to a share of the drawing; a narrow drawing has
none, and titles stand over their lanes. Proved by tests/pictures/test_day_drawing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.pictures.day_spans import LONGEST, Span
from aigaq.pictures.locales import Locale
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.scales import Scale
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.times import Tick, day_at, ticks

NARROW = 600  # units; below, there is no gutter
TITLE_LINE = 17.0
_GUTTER_SHARE = 0.27
_EDGE = 6.0  # right of the last day
_DAY_WIDTH = {328: 64.0, 680: 36.0, 1088: 28.0}  # a day narrower than this folds the range
_BLOCKS = 4
_HOURLY = 240.0  # a day so wide shows its hours
_FEW, _THIN_DAY = 8, 8.0  # so few items are not folded while a day has so many units


@dataclass(frozen=True, slots=True)
class Block:
    """The axis of one block: days `first` to `last` (not drawn), and where it lies. `note`: what its head says of it;
    `busy`: of the days that hold most."""

    surface: Surface
    first: int
    last: int
    left: float
    right: float
    note: str = ""
    busy: bool = False

    @property
    def time(self) -> Scale:
        """From day numbers to x."""
        return Scale(self.first, self.last, self.left, self.right)

    @property
    def narrow(self) -> bool:
        """True where titles stand over lanes."""
        return self.surface.width < NARROW

    @property
    def tall(self) -> bool:
        """True where its dates stand on a line of their own over the axis."""
        return self.narrow or bool(self.note)

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / (self.last - self.first)

    def x(self, at: float) -> float:
        """The position of an instant, kept inside the block."""
        return max(self.left, min(self.time(at), self.right))

    def shows(self, first: float | None, last: float | None) -> bool:
        """True where something from `first` to `last` touches the block; an open side (None) counts as its bound."""
        low = first if first is not None else last
        high = last if last is not None else first
        if low is None or high is None:
            return False
        return low < self.last and (high > self.first or high == low == self.first)


def fold(surface: Surface, span: Span, *, gutter: float, items: int, note: str = "") -> list[Block]:
    """The blocks of a stretch of days at the width of the surface, holding so many items. A stretch of months, or one
    beside the busy days, does not fold."""
    first, last = span.first, span.last
    left = 0.0 if surface.width < NARROW else gutter
    right = surface.width - _EDGE
    days = last - first
    per_block = max(4, int((right - left) / _DAY_WIDTH.get(surface.width, 36.0)))
    thin = items <= _FEW and (right - left) / days >= _THIN_DAY
    if days > LONGEST or days <= per_block or (note and not span.busy) or thin:
        return [Block(surface, first, last, left, right, note, span.busy)]
    count = min(_BLOCKS, -(-days // per_block))
    size = -(-days // count)
    unit = (right - left) / size
    ends = [(at, min(at + size, last)) for at in range(first, last, size)]
    return [
        Block(surface, at, end, left, left + unit * (end - at), note if at == first else "", span.busy)
        for at, end in ends
    ]


def gutter_width(surface: Surface, titles: list[tuple[str, float]]) -> float:
    """The width of the gutter for titles with the room their marks need."""
    longest = max((text_width(title) + room for title, room in titles), default=0.0)
    return min(longest + 16, surface.width * _GUTTER_SHARE)


def draw_head(block: Block, top: float, locale: Locale, bottom: float) -> None:
    """The dates over a block whose lanes end at `bottom`."""
    surface = block.surface
    words = locale.span_words(day_at(block.first), day_at(block.last - 1))
    if block.tall:
        dates = Words(fit(words, surface.width, bold=True), "p-b")
        room = surface.width - (0.0 if block.narrow else dates.width)
        note = Words(fit(block.note if block.narrow else f" {block.note}", room) if block.note else "", "p-q")
        surface.text(0, top + 14, *((dates,) if block.narrow else (dates, note)))
        if block.narrow:
            surface.text(0, top + 14 + TITLE_LINE, note)
    elif text_width(words, bold=True) <= block.left - 12:
        surface.text(0, top + 14, Words(words, "p-b"))
    else:
        surface.text(
            0, top + 14, Words(fit(locale.month_words(day_at(block.first)), block.left - 12, bold=True), "p-b")
        )
    base = top + head_height(block)
    _grid(block, base, bottom, locale)
    for x, label in _labels(block, locale):
        surface.text(x, base - 9, Words(label, "p-q"))
    surface.rule("p-axis", (0, base), (surface.width, base))


def head_height(block: Block) -> float:
    """How high the head of a block is."""
    return (44.0 if block.tall else 24.0) + (TITLE_LINE if block.narrow and block.note else 0.0)


def _grid(block: Block, top: float, bottom: float, locale: Locale) -> None:
    if block.day >= 14:
        parts = 4 if block.day >= _HOURLY else 1
        for at in range(parts * block.first, parts * block.last + 1):
            block.surface.rule("p-hair", (block.x(at / parts), top), (block.x(at / parts), bottom))
    else:
        for tick in _ticks(block, locale):
            block.surface.rule("p-hair", (block.x(tick.at), top), (block.x(tick.at), bottom))


def _ticks(block: Block, locale: Locale) -> list[Tick]:
    widest = text_width(locale.day_words(day_at(block.last - 1))) + 10
    days = block.last - block.first
    most = days if block.day >= 24 else int((block.right - block.left) / max(widest, 24))
    return ticks(block.first, block.last, most=most, locale=locale)


def _labels(block: Block, locale: Locale) -> list[tuple[float, str]]:
    """Tick words that do not touch: over the middle of their day, or from their tick on where days are narrow."""
    if block.day >= _HOURLY:
        return list(_hours(block, locale))
    out: list[tuple[float, str]] = []
    end = -8.0
    wide = block.day >= 24
    for tick in _ticks(block, locale):
        label = locale.day_words(day_at(tick.at)) if block.day >= 56 else tick.label
        width = text_width(label)
        x = block.x(tick.at + 0.5) - width / 2 if wide else block.x(tick.at) + 2
        x = max(block.left, min(x, block.surface.width - width))
        if x >= end + 6:
            out.append((x, label))
            end = x + width
    return out


def _hours(block: Block, locale: Locale) -> Iterator[tuple[float, str]]:
    """The day where it begins, and the hours at its quarters: of a few days the time of day is what is asked."""
    for day in range(block.first, block.last):
        yield block.x(day) + 2, locale.day_words(day_at(day))
        for hour in (6, 12, 18):
            label = f"{hour:02d}:00"
            yield block.x(day + hour / 24) - text_width(label) / 2, label


def draw_title(block: Block, y: float, title: str, room: float = 0.0) -> float:
    """A lane's title in the gutter or over the lane, `room` units in for a mark; the height it takes over the lane."""
    if block.narrow:
        block.surface.text(room, y + 15, Words(fit(title, block.surface.width - room)))
        return 20.0
    for index, line in enumerate(wrap(title, block.left - room - 10, lines=2)):
        block.surface.text(room, y + 15 + index * TITLE_LINE, Words(line))
    return 0.0


def title_height(block: Block, title: str, room: float = 0.0) -> float:
    """How high a title is in the gutter; 0 where it stands over the lane."""
    return 0.0 if block.narrow else TITLE_LINE * len(wrap(title, block.left - room - 10, lines=2)) + 8
