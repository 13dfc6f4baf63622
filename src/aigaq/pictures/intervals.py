"""Numbers with their doubt, side by side on one axis: what each family of models says, or what is left without a list.

A row has a median, a thick bar for the central 80 % and a thin line for 95 %, which run to the right edge where they have no
upper end, the line into an arrow; what is known to be at least so many is an
open ring with an arrow to the right (its own 95 % as the thin line); a row without a number says why in words. Colour means a side and nobody's side
speaks here, so all is ink and the shape tells the family. What was counted stands before all, with a mark of its own;
figures that somebody gave are dotted lines. Proved by tests/pictures/test_intervals.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aigaq.pictures.locales import Locale
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.palette import palette
from aigaq.pictures.scales import LogScale, Scale, finite, log_ticks, round_ticks
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.svg import el, num

Span = tuple[float, float]
Ends = tuple[float, float | None]
"""An interval; None: it has no upper end."""
Axis: TypeAlias = Scale | LogScale

NARROW = 480
FAR = 12.0
"""From this ratio of the greatest number to the least on, the axis goes by powers of ten."""
_ROW, _HIGH_ROW, _LEVEL, _FOOT = 36.0, 58.0, 20.0, 30.0
_THICK, _ARROW, _EDGE, _BESIDE = 7.0, 30.0, 12.0, 10.0
_LINES = {"documented": "p-axis", "claimed": "p-dotted", "truth": "p-dashed"}


@dataclass(frozen=True, slots=True)
class Interval:
    """A row.

    Args:
        label: whose number it is.
        family: the shape: `loglinear`, `decomposable`, `latent_class`, `whole`; others are drawn as `whole`.
        median, thick, thin: the middle and the central intervals; None: not known; an upper end of None: there is none.
        bound: at least so many, where that is all that is known.
        words: the same in words, at the right; alone where there is no number.
    """

    label: str
    family: str = "whole"
    median: float | None = None
    thick: Ends | None = None
    thin: Ends | None = None
    bound: float | None = None
    words: str = ""

    @property
    def values(self) -> list[float]:
        """The numbers that can be drawn."""
        told = [self.median, self.bound, *(self.thick or ()), *(self.thin or ())]
        return [value for one in told if (value := finite(one)) is not None]


@dataclass(frozen=True, slots=True)
class Level:
    """A number that goes through all rows: `documented`, `claimed` (somebody gave it) or `truth` (of invented data)."""

    label: str
    value: float
    kind: str = "claimed"


@dataclass(frozen=True, slots=True)
class Intervals:
    """The picture. `far`: what is said of an axis that goes by powers of ten."""

    title: str
    description: str
    rows: tuple[Interval, ...]
    levels: tuple[Level, ...] = ()
    far: str = ""
    locale: Locale = Locale(())


def draw_intervals(picture: Intervals, *, width: int) -> str:
    """The rows as one SVG of `width` units."""
    surface = Surface(width)
    narrow = width < NARROW
    gutter, column = (0.0, 0.0) if narrow else _columns(picture.rows, width)
    values = _values(picture)
    scale, ticks = _scale(values, (gutter + _EDGE, width - column - _EDGE), picture.locale)
    # From the least on, so that no label lies on the line of a greater number.
    levels = sorted(picture.levels, key=lambda level: level.value) if values else []
    labels = [_told(level, scale, picture.locale, width) for level in levels]
    head = _LEVEL * sum(len(label.lines) for label in labels) + (8 if labels else 2)
    high = _HIGH_ROW if narrow else _ROW
    bottom = head + high * len(picture.rows)
    if values:
        _grid(surface, scale, ticks, (head, bottom), picture.locale)
        _levels(surface, labels, bottom)
    for number, row in enumerate(picture.rows):
        _row(surface, scale, row, (head + number * high, gutter))
    far = picture.far if isinstance(scale, LogScale) else ""
    notes = wrap(far, width, lines=3)
    for number, line in enumerate(notes):
        surface.text(0, bottom + _FOOT + 14 + 17 * number, Words(line, "p-q"))
    return surface.svg(picture.title, picture.description, height=bottom + _FOOT + 17 * len(notes) + 4)


def _columns(rows: Sequence[Interval], width: int) -> tuple[float, float]:
    """How wide the labels at the left are, and the words at the right."""
    labels = max((text_width(row.label) for row in rows), default=0.0) + 16
    words = max((text_width(row.words) for row in rows if row.values), default=0.0) + 20
    return min(labels, width * 0.28), min(words, width * 0.3)


def _values(picture: Intervals) -> list[float]:
    drawn = [value for row in picture.rows for value in row.values]
    if not drawn:
        return []
    return drawn + [value for one in picture.levels if (value := finite(one.value)) is not None]


def _scale(values: list[float], ends: Span, locale: Locale) -> tuple[Axis, list[float]]:
    start, end = ends
    whole = values or [0.0, 1.0]
    widest = max(text_width(locale.number(round(value))) for value in whole)
    most = max(2, min(6, int((end - start) / (widest + 30))))
    if max(whole) > FAR * max(min(whole), 1.0):
        ticks = log_ticks(whole, most=most)
        return LogScale(ticks[0], ticks[-1], start, end), ticks
    ticks = round_ticks([float(round(value)) for value in whole], most=most)
    return Scale(ticks[0], max(ticks[-1], *whole), start, end), ticks


def _grid(surface: Surface, scale: Axis, ticks: list[float], ends: Span, locale: Locale) -> None:
    top, bottom = ends
    for value in ticks:
        x, label = scale(value), locale.number(value)
        surface.rule("p-hair", (x, top), (x, bottom))
        surface.rule("p-axis", (x, bottom), (x, bottom + 5))
        half = text_width(label) / 2
        surface.text(max(0.0, min(x - half, surface.width - 2 * half)), bottom + 21, Words(label, "p-q"))
    surface.rule("p-axis", (scale.start, bottom), (scale.end, bottom))


@dataclass(frozen=True, slots=True)
class _Label:
    """A level as it is drawn: where its line stands, and its words beside it, at the right or at the left."""

    kind: str
    x: float
    lines: tuple[Words, ...]
    right: bool


def _told(level: Level, scale: Axis, locale: Locale, width: int) -> _Label:
    x = scale(finite(level.value) or 0.0)
    cls = "p-b" if level.kind == "documented" else ""
    beside, before = width - x - _BESIDE, x - _BESIDE
    # The number first: where there is no room, the words are cut and not the number.
    text = f"{locale.number(round(level.value))} {level.label}"
    right = text_width(text, bold=bool(cls)) <= beside or beside >= before
    lines = wrap(text, max(beside if right else before, 1.0), lines=2, bold=bool(cls))
    return _Label(level.kind, x, tuple(Words(line, cls) for line in lines), right)


def _levels(surface: Surface, labels: Sequence[_Label], bottom: float) -> None:
    """The lines that go through all rows, each with its words on lines of its own above them."""
    y = 14.0
    for label in labels:
        surface.line(_LINES.get(label.kind, "p-dotted"), (label.x, y - 6), (label.x, bottom))
        if label.kind == "documented":
            _shape(surface, "documented", (label.x, y - 4))
        for words in label.lines:
            start = label.x + _BESIDE if label.right else label.x - _BESIDE - words.width
            surface.text(start, y, words, halo=True)
            y += _LEVEL


def _row(surface: Surface, scale: Axis, row: Interval, where: Span) -> None:
    top, gutter = where
    narrow = not gutter
    y = top + (_HIGH_ROW - 16 if narrow else _ROW / 2)
    _words(surface, scale, row, (top, y, gutter))
    if row.thin is not None and (row.median is not None or row.bound is not None):
        _thin(surface, scale, row.thin, y)
    if row.thick is not None and row.median is not None:
        left, right = scale(row.thick[0]), scale.end if row.thick[1] is None else scale(row.thick[1])
        box = {"x": left, "y": y - _THICK / 2, "width": max(right - left, 1.0), "height": _THICK}
        surface.add(el("rect", class_="p-down", **box))
    if row.bound is not None and finite(row.bound) is not None:
        _bound(surface, scale, scale(row.bound), y)
    if row.median is not None and finite(row.median) is not None:
        _shape(surface, row.family, (scale(row.median), y))
    bottom = top + (_HIGH_ROW if narrow else _ROW)
    surface.rule("p-hair", (0, bottom), (surface.width, bottom))


def _thin(surface: Surface, scale: Axis, ends: Ends, y: float) -> None:
    """The line of 95 %; without an upper end it leaves the axis at the right, as an arrow."""
    left = scale(ends[0])
    if ends[1] is not None:
        surface.line("p-box", (left, y), (scale(ends[1]), y))
        return
    tip = scale.end + _EDGE - 1
    surface.line("p-box", (left, y), (tip, y))
    _head(surface, tip, y)


def _head(surface: Surface, tip: float, y: float) -> None:
    """The head of an arrow to the right."""
    surface.line("p-box", (tip - 5, y - 4.5), (tip, y), (tip - 5, y + 4.5))


def _bound(surface: Surface, scale: Axis, x: float, y: float) -> None:
    """An open ring and an arrow to the right: at least."""
    tip = min(x + _ARROW, scale.end + _EDGE - 1)
    tip = max(tip, x + 12)
    surface.line("p-box", (x, y), (tip, y))
    _head(surface, tip, y)
    _shape(surface, "bound", (x, y), cls="p-outline")


def _shape(surface: Surface, name: str, at: Span, *, cls: str = "p-point") -> None:
    shapes = palette().estimate
    body = shapes.get(name, shapes["whole"])
    surface.add(el("path", class_=cls, d=body, transform=f"translate({num(at[0])} {num(at[1])})"))


def _words(surface: Surface, scale: Axis, row: Interval, where: tuple[float, float, float]) -> None:
    top, y, gutter = where
    if not gutter:
        label = fit(row.label, surface.width * (1 if not row.words else 0.6))
        surface.text(0, top + 17, Words(label), halo=True)
        left = surface.width - text_width(label) - 14
        surface.text(surface.width, top + 17, Words(_brief(row.words, left), "p-q"), anchor="end", halo=True)
        return
    lines = wrap(row.label, gutter - 8, lines=2)
    for number, line in enumerate(lines):
        surface.text(0, y + 4.5 + 15 * number - 7.5 * (len(lines) - 1), Words(line))
    if not row.values:
        surface.text(scale.start, y + 4.5, Words(fit(row.words, surface.width - scale.start), "p-q"), halo=True)
        return
    room = surface.width - scale.end - _EDGE - 8
    words = Words(_brief(row.words, room), "p-q")
    surface.text(surface.width - words.width, y + 4.5, words)


def _brief(words: str, room: float) -> str:
    """The words; where there is no room for all, those before the bracket."""
    return fit(words if text_width(words) <= room else words.partition(" (")[0], room)
