"""A series with what was expected of it, and the states that follow: measured line, expected dashes, a strip of states.

However many points there are, each column of one unit keeps its first, least, greatest and last value (M4: Jugel,
Jerzak, Hackenbroich & Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10), 2014), so that
the line is the one that all points would give, and no dip of one sample is lost. What is missing is a gap in the line,
never joined. In the strip a column has the gravest of its states, no column is without one. Ink only: a measurement is
nobody's side. Proved by tests/pictures/test_courses.py.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aigaq.pictures.clips import hatch
from aigaq.pictures.known import EPOCH
from aigaq.pictures.locales import Locale
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.scales import Scale, finite, round_ticks
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.svg import el, path
from aigaq.pictures.times import day_at, ticks

STATES = ("on", "degraded", "off", "no_data")
"""What the integers in `SeriesPicture.states` mean, by place."""

Point = tuple[float, float]
Numbers: TypeAlias = Collection[Any]
"""A list, a tuple or a NumPy array of numbers."""

_GRAVEST = ("off", "degraded", "no_data", "on")
_DAY, _HOUR = 86_400, 3_600
_HIGH, _LOW_HIGH, _NARROW = 190.0, 130.0, 480
_STRIP, _EDGE, _TICKS, _LINE = 13.0, 8.0, 24.0, 19.0
_HOURS = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """The words of the picture: how numbers and days are written, and what the key says; empty words are left out."""

    locale: Locale = Locale(())
    measured: str = ""
    expected: str = ""
    states: dict[str, str] = field(default_factory=dict)
    clock: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SeriesPicture:
    """A series as plain arrays (lists, tuples or NumPy arrays), one number a sample.

    Args:
        title: what was measured, of what; spoken, and drawn as its head where `headed`.
        times: seconds since 1970 in UTC, rising.
        values: what was measured; NaN or None where nothing was.
        step: seconds of a sample's bin: a longer pause is a gap.
        baseline: what was expected; empty: not drawn. NaN or None where nothing could be.
        states: integers into `STATES`; empty: no strip.
        offset: minutes east of UTC of the clock that is drawn.
        headed: whether the title is drawn, as in a file that stands alone.
    """

    title: str
    description: str
    times: Numbers
    values: Numbers
    step: float
    baseline: Numbers = ()
    states: Numbers = ()
    words: SeriesWords = SeriesWords()
    offset: int = 0
    headed: bool = False


def draw_series(picture: SeriesPicture, *, width: int) -> str:
    """The series as one SVG of `width` units."""
    surface = Surface(width)
    times = [float(at) for at in _plain(picture.times)]
    values, expected = _numbers(picture.values), _numbers(picture.baseline)
    held = [value for value in (*values, *expected) if value is not None]
    top = _head(surface, picture)
    if not times or not held:
        return surface.svg(picture.title, picture.description, height=max(top, 24.0))
    high = _LOW_HIGH if width < _NARROW else _HIGH
    levels = round_ticks([*held], most=4)
    gutter = max(text_width(picture.words.locale.number(level)) for level in levels) + 10
    across = Scale(times[0], max(times[-1] + picture.step, times[0] + 1), gutter, width - _EDGE)
    up = Scale(levels[0], levels[-1], top + high, top + 8)
    _levels(surface, picture, levels, up, across)
    bottom = top + high
    for name, line in (("p-gap", expected), ("p-thin", values)):
        for piece in _pieces(times, line, picture.step, across):
            _stroke(surface, name, [(across(at), up(value)) for at, value in piece])
    states = [int(one) for one in _plain(picture.states)]
    if states:
        bottom = _strip(surface, times, states, picture.step, across, bottom + 8)
    bottom = _days(surface, picture, across, (top + 8, bottom))
    bottom = _key(surface, picture, bool(states), bottom + 8)
    return surface.svg(picture.title, picture.description, height=bottom)


def _plain(values: Iterable[Any]) -> list[Any]:
    """A list of Python's own numbers."""
    told = getattr(values, "tolist", None)
    return list(told()) if told is not None else list(values)


def _numbers(values: Iterable[Any]) -> list[float | None]:
    return [finite(value) for value in _plain(values)]


def _head(surface: Surface, picture: SeriesPicture) -> float:
    if not picture.headed:
        return 4.0
    lines = wrap(picture.title, surface.width, lines=2, bold=True)
    for number, line in enumerate(lines):
        surface.text(0, 16 + 17 * number, Words(line, "p-b"))
    return 12.0 + 17 * len(lines)


def _levels(surface: Surface, picture: SeriesPicture, levels: list[float], up: Scale, across: Scale) -> None:
    for level in levels:
        y = up(level)
        label = picture.words.locale.number(level)
        surface.rule("p-hair" if level else "p-axis", (across.start, y), (across.end, y))
        surface.text(across.start - 8 - text_width(label), y + 4.5, Words(label, "p-q"))


def _pieces(
    times: Sequence[float], values: Sequence[float | None], step: float, across: Scale
) -> Iterator[list[tuple[float, float]]]:
    """The stretches without a gap, each reduced to four points a column."""
    run: list[tuple[float, float]] = []
    for at, value in zip(times, values, strict=False):
        if run and (value is None or at - run[-1][0] > 1.5 * step):
            yield reduced(run, across)
            run = []
        if value is not None:
            run.append((at, value))
    if run:
        yield reduced(run, across)


def reduced(points: Sequence[tuple[float, float]], across: Scale) -> list[tuple[float, float]]:
    """First, least, greatest and last point of each column of one unit, in time; all of them where they are few."""
    out: list[tuple[float, float]] = []
    column: list[tuple[float, float]] = []
    number = -1
    for point in points:
        here = int(across(point[0]))
        if column and here != number:
            out += _four(column)
            column = []
        number = here
        column.append(point)
    return out + _four(column)


def _four(column: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(column) <= 2:
        return column
    index = range(len(column))
    kept = {0, len(column) - 1, min(index, key=lambda at: column[at][1]), max(index, key=lambda at: column[at][1])}
    return [column[at] for at in sorted(kept)]


def _stroke(surface: Surface, name: str, points: list[Point]) -> None:
    if len(points) == 1:
        (x, y) = points[0]
        if name == "p-thin":  # one sample between gaps; what was expected of one alone is not drawn
            surface.add(el("circle", class_="p-dot", cx=x, cy=y, r=1.6))
        return
    surface.add(el("path", class_=name, d=path(*points)))


def _strip(
    surface: Surface, times: Sequence[float], states: Sequence[int], step: float, across: Scale, top: float
) -> float:
    """The states under the line; the y below them."""
    base = top + _STRIP
    for state, first, last in columns(times, states, step, across):
        box = {"x": first, "y": top, "width": last - first, "height": _STRIP}
        if state == "off":
            surface.add(el("rect", class_="p-down", **box))
        elif state == "degraded":
            corners = [(first, top), (last, top), (last, base), (first, base)]
            lines = "".join(path(*line) for line in hatch(corners, step=5.0, slope=-1.0))
            surface.add(el("path", class_="p-hatch", d=path(*corners, close=True) + lines))
        elif state == "no_data":
            surface.line("p-base", (first, base - _STRIP / 2), (last, base - _STRIP / 2))
        else:
            surface.add(el("rect", class_="p-outline", **box))
    return base


def columns(
    times: Sequence[float], states: Sequence[int], step: float, across: Scale
) -> list[tuple[str, float, float]]:
    """State, first and last unit of each run of columns of one state; a column has the gravest of its samples' states,
    and no data where it has no sample and none of its neighbours reaches it."""
    left, count = int(across.start), max(1, math.ceil(across.end) - int(across.start))
    grave: list[int] = [_GRAVEST.index("no_data")] * count
    seen = [False] * count
    for at, code in zip(times, states, strict=False):
        first = int(across(at)) - left
        last = max(first, math.ceil(across(at + step)) - left - 1)
        rank = _GRAVEST.index(STATES[code] if 0 <= code < len(STATES) else "no_data")
        for column in range(max(0, first), min(count - 1, last) + 1):
            grave[column] = min(rank, grave[column]) if seen[column] else rank
            seen[column] = True
    out: list[tuple[str, float, float]] = []
    begin = 0
    for column in range(1, count + 1):
        if column == count or grave[column] != grave[begin]:
            ends = (max(across.start, left + begin), min(across.end, left + column))
            out.append((_GRAVEST[grave[begin]], *ends))
            begin = column
    return out


def _days(surface: Surface, picture: SeriesPicture, across: Scale, ends: tuple[float, float]) -> float:
    """The axis of time under everything; the y below its words."""
    top, bottom = ends
    right = -8.0
    for at, label in _marks(picture, across):
        x = across(at)
        surface.rule("p-hair", (x, top), (x, bottom + 4))
        width = text_width(label)
        start = max(0.0, min(x - width / 2, surface.width - width))
        if start >= right + 10:
            surface.text(start, bottom + 17, Words(label, "p-q"))
            right = start + width
    return bottom + _TICKS


def _marks(picture: SeriesPicture, across: Scale) -> Iterator[tuple[float, str]]:
    """Ticks of days, or of hours where there are few days: seconds and words."""
    locale, shift = picture.words.locale, 60 * picture.offset
    span = across.high - across.low
    room = int((across.end - across.start) / 78)
    if span > 3 * _DAY:
        first, last = ((at + shift) / _DAY + EPOCH for at in (across.low, across.high))
        for tick in ticks(math.ceil(first), last, most=max(2, room), locale=locale):
            yield (tick.at - EPOCH) * _DAY - shift, _day_label(tick.label, tick.at, locale)
        return
    step = next((hours for hours in _HOURS if span / (hours * _HOUR) <= room), _HOURS[-1]) * _HOUR
    at = math.ceil((across.low + shift) / step) * step
    while at - shift <= across.high:
        minutes = int(at // 60) % 1440
        midnight = _day_label("", at / _DAY + EPOCH, locale) if locale.months else "00:00"
        yield at - shift, midnight if minutes == 0 else f"{minutes // 60:02d}:{minutes % 60:02d}"
        at += step


def _day_label(label: str, at: float, locale: Locale) -> str:
    return label or locale.day_words(day_at(at))


def _key(surface: Surface, picture: SeriesPicture, strip: bool, top: float) -> float:
    """What the lines and the strip mean, in as many rows as it takes; the y below."""
    words = picture.words
    entries = [("measured", words.measured), ("expected", words.expected if len(picture.baseline) else "")]
    entries += [(state, words.states.get(state, "")) for state in STATES] if strip else []
    entries += [("", words.clock)]
    x, y = 0.0, top
    for name, text in entries:
        if not text:
            continue
        sign = 26.0 if name else 0.0
        text = fit(text, surface.width - sign)
        width = sign + text_width(text)
        if x and x + width > surface.width:
            x, y = 0.0, y + _LINE
        _sign(surface, name, x, y + 8)
        surface.text(x + sign, y + 12.5, Words(text, "p-q"))
        x += width + 18
    return y + _LINE if any(text for _, text in entries) else top


def _sign(surface: Surface, name: str, x: float, y: float) -> None:
    box = [(x, y - 5), (x + 18, y - 5), (x + 18, y + 5), (x, y + 5)]
    if name == "off":
        surface.line("p-down", *box, close=True)
    elif name == "degraded":
        lines = "".join(path(*line) for line in hatch(box, step=5.0, slope=-1.0))
        surface.add(el("path", class_="p-hatch", d=path(*box, close=True) + lines))
    elif name == "on":
        surface.line("p-outline", *box, close=True)
    elif name:
        surface.line({"measured": "p-thin", "expected": "p-gap", "no_data": "p-base"}[name], (x, y), (x + 18, y))
