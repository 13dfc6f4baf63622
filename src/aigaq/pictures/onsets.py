"""One beginning as several observers date it, enlarged: a row each, side by side, never averaged.

A diamond runs from the earliest to the latest moment an observer allows, its stroke stands at the moment they name.
Who says only that it was so by a time has an arrow to the left of it. Proved by tests/pictures/test_onsets.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.pictures.day_block import NARROW
from aigaq.pictures.known import Period, earliest
from aigaq.pictures.marks import Mark, glyph
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.scales import Scale
from aigaq.pictures.surface import Box, Surface, Words
from aigaq.pictures.svg import el, path
from aigaq.pictures.times import extent

_ROW, _NARROW_ROW, _HEAD = 36.0, 64.0, 28.0
_MARK, _HALF, _ARROW = 26.0, 8.0, 34.0
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)  # minutes from tick to tick
_TICK = 56.0  # units from tick to tick, so that their words do not touch
_MOST_DAYS = 60  # beyond, ticks are several days apart


@dataclass(frozen=True, slots=True)
class Onset:
    """What one observer says of a beginning.

    Args:
        who: the observer, and whose side: `mark`.
        span: EDTF, the earliest and the latest moment allowed; the first is empty or `..` where only a bound is said.
        at: EDTF, the moment that is named; empty: none is.
        label: that moment in words, how exact, and of what network.
        periods: from which day on it was known; empty: it is always shown.
    """

    who: str
    mark: Mark
    span: tuple[str, str]
    at: str = ""
    label: str = ""
    href: str | None = None
    detail: str = ""
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Onsets:
    """A beginning on an enlarged scale. `offset`: minutes east of UTC of the clock that is drawn; None: as printed."""

    title: str
    description: str
    rows: tuple[Onset, ...]
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    onset: Onset
    first: float | None
    last: float
    at: float | None

    @property
    def ends(self) -> list[float]:
        return [self.last] if self.first is None else [self.first, self.last]


def draw_onsets(onsets: Onsets, *, width: int) -> str:
    """The beginnings as one SVG of `width` units."""
    surface = Surface(width)
    rows = [row for onset in onsets.rows if (row := _row(onset, onsets.offset)) is not None]
    y = 24.0
    if rows:
        gutter = 0.0 if width < NARROW else min(max(map(_title, rows)) + 16, width * 0.3)
        column = 0.0 if width < NARROW else min(max(text_width(row.onset.label) for row in rows), width * 0.3)
        scale, step = _scale(rows, gutter + 12, width - 24 - column)
        high = _NARROW_ROW if width < NARROW else _ROW
        y = _HEAD + high * len(rows) + 4
        _axis(surface, scale, step, y)
        for index, row in enumerate(rows):
            with surface.known(earliest([row.onset.periods])):
                _draw(surface, scale, row, (_HEAD + index * high, gutter))
    return surface.svg(onsets.title, onsets.description, height=y)


def _row(onset: Onset, offset: int | None) -> _Row | None:
    first, last = (extent(text, offset=offset) for text in onset.span)
    at = extent(onset.at, offset=offset) if onset.at else None
    end = last.last if last is not None else None
    if end is None:
        return None
    start = first.first if first is not None else None
    if start is None:
        return _Row(onset, None, end, None)
    named = at.first if at is not None else None
    # The moment that is named is always one that is allowed.
    allowed = [start, end] if named is None else [start, end, named]
    return _Row(onset, min(allowed), max(allowed), named)


def _title(row: _Row) -> float:
    return _MARK + text_width(row.onset.who)


def _scale(rows: Sequence[_Row], left: float, right: float) -> tuple[Scale, int]:
    """The axis from a round minute before the first to one after the last, and the minutes from tick to tick."""
    ends = [end for row in rows for end in row.ends]
    low, high = min(ends) * 1440, max(ends) * 1440
    most = max(3, int((right - left) / _TICK))
    step = next((step for step in _STEPS if (high - low) / step <= most - 2), _STEPS[-1])
    step *= max(1, math.ceil((high - low) / step / _MOST_DAYS))
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    first -= step if any(row.first is None for row in rows) and first > low - step / 2 else 0
    return Scale(first, last if last > first else first + step, left, right), step


def _axis(surface: Surface, scale: Scale, step: int, bottom: float) -> None:
    count = round((scale.high - scale.low) / step)
    every = max(1, math.ceil(count * _TICK / (scale.end - scale.start)))
    for index in range(count + 1):
        at = scale.low + index * step
        x = scale(at)
        surface.rule("p-hair", (x, _HEAD - 4), (x, bottom))
        if index % every == 0:
            hours, minutes = divmod(round(at) % 1440, 60)
            label = f"{hours:02d}:{minutes:02d}"
            half = text_width(label) / 2
            surface.text(max(0.0, min(x - half, surface.width - 2 * half)), 16, Words(label, "p-q"))
    surface.rule("p-axis", (0, _HEAD - 4), (surface.width, _HEAD - 4))


def _draw(surface: Surface, scale: Scale, row: _Row, where: tuple[float, float]) -> None:
    top, gutter = where
    onset, narrow = row.onset, surface.width < NARROW
    y = top + (_NARROW_ROW - 15 if narrow else _ROW / 2)
    surface.add(glyph(onset.mark, (11, top + (11 if narrow else _ROW / 2)), scale=0.85, whisker=False))
    left, right = _shape(surface, scale, row, y)
    if narrow:
        room = surface.width - _MARK
        surface.text(_MARK, top + 15.5, Words(fit(onset.who, room)))
        surface.text(_MARK, top + 31.5, Words(fit(onset.label, room), "p-q"))
    else:
        surface.text(_MARK, y + 4.5, Words(fit(onset.who, gutter - _MARK - 6)))
        lines = wrap(onset.label, surface.width - scale.end - 20, lines=2)
        for number, line in enumerate(lines):
            surface.text(scale.end + 20, y + 4.5 + 16 * number - 8 * (len(lines) - 1), Words(line))
    surface.link(Box(left, y - 12, right, y + 12), onset.href, onset.detail or f"{onset.who}: {onset.label}")
    bottom = top + (_NARROW_ROW if narrow else _ROW)
    surface.line("p-hair", (0, bottom), (surface.width, bottom))


def _shape(surface: Surface, scale: Scale, row: _Row, y: float) -> tuple[float, float]:
    """The diamond or the arrow of a row; from where to where it reaches."""
    last = scale(row.last * 1440)
    side = f"p-{row.onset.mark.side_class}"
    if row.first is None:
        tip = max(_ARROW / 4, last - _ARROW)
        lines = path((last, y - _HALF), (last, y + _HALF)) + path((last, y), (tip, y))
        lines += path((tip + 6, y - 5), (tip, y), (tip + 6, y + 5))
        surface.add(el("g", el("path", class_="p-bound", d=lines), class_=side))
        return tip, last
    first = scale(row.first * 1440)
    at = scale(row.at * 1440) if row.at is not None else (first + last) / 2
    body = el("path", class_="p-pointed", d=path((first, y), (at, y - _HALF), (last, y), (at, y + _HALF), close=True))
    stroke = el("path", class_="p-whisk", d=path((at, y - _HALF - 2), (at, y + _HALF + 2)))
    surface.add(el("g", body, *((stroke,) if row.at is not None else ()), class_=side))
    return first, last
