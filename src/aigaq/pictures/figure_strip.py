"""Figures of one date: a strip by value, one row a statement, instead of an empty axis of time.

Up to `ROWS` statements get a row each; more are stacked where they lie, a series a lane. Base zero.
Proved by tests/pictures/test_figure_drawing.py.
"""

from __future__ import annotations

from dataclasses import replace

from aigaq.pictures.figures import FigureChart, FigurePoint, FigureWords
from aigaq.pictures.marks import RIGHT, glyph, range_bar
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.notes import labelled
from aigaq.pictures.places import Places
from aigaq.pictures.scales import Scale, finite, round_ticks
from aigaq.pictures.surface import Box, Surface, Words

ROWS = 14
_ROW, _HEAD, _STEP = 36.0, 26.0, 15.0
_LABELLED = 40  # of a stack, as many statements are tried for a label
_LEFT = 14.0  # a mark at zero stays inside the drawing


def bounds(point: FigurePoint) -> tuple[float, float] | None:
    """The lower and upper number that can be drawn, or None."""
    known = [value for value in (finite(point.low), finite(point.high)) if value is not None]
    return None if not known or point.mark.qualifier == "vague" else (min(known), max(known))


def value_of(point: FigurePoint) -> float:
    """Where the mark of a point with bounds stands: the one number that was said, or the middle of its bar."""
    low, high = bounds(point) or (0.0, 0.0)
    return low / 2 + high / 2


def draw_strip(surface: Surface, top: float, chart: FigureChart, points: list[FigurePoint]) -> float:
    """Draw the points, all with a number, by value; the y below the axis."""
    scale, ticks = _scale(surface, chart.words, points)
    y = top + 4
    for head, members in _groups(chart, points):
        if head:
            surface.text(0, y + 17, Words(fit(head, surface.width, bold=True), "p-b"))
            y += _HEAD
        y = _rows(surface, y, scale, members) if len(points) <= ROWS else _stack(surface, y, scale, members)
    _grid(surface, scale, ticks, (top, y), chart.words)
    return y + 28


def _scale(surface: Surface, words: FigureWords, points: list[FigurePoint]) -> tuple[Scale, list[float]]:
    values = [value for point in points for value in bounds(point) or ()]
    widest = max(text_width(words.locale.number(value)) for value in values)
    most = max(2, min(6, int(surface.width / (widest + 28))))
    ticks = round_ticks(values, most=most)
    right = surface.width - max(14.0, text_width(words.locale.number(ticks[-1])) / 2)
    left = max(_LEFT, text_width(words.locale.number(ticks[0])) / 2)
    return Scale(ticks[0], ticks[-1], left, right), ticks


def _grid(surface: Surface, scale: Scale, ticks: list[float], ends: tuple[float, float], words: FigureWords) -> None:
    top, bottom = ends
    for value in ticks:
        x = scale(value)
        surface.rule("p-hair" if value else "p-rule", (x, top), (x, bottom))
        surface.rule("p-axis", (x, bottom), (x, bottom + 5))
        surface.text(x, bottom + 20, Words(words.locale.number(value), "p-q"), anchor="middle")
    surface.rule("p-axis", (scale.start, bottom), (scale.end, bottom))


def _groups(chart: FigureChart, points: list[FigurePoint]) -> list[tuple[str, list[FigurePoint]]]:
    """The points by series in the chart's order, greatest number first; heads only where there are several."""
    order = [series.key for series in chart.series]
    labels = {series.key: series.label for series in chart.series}
    keys = sorted({point.series for point in points}, key=lambda key: (key not in labels, _index(order, key), key))
    ranked = sorted(points, key=lambda point: (-value_of(point), point.label, point.who))
    return [(labels.get(key, key) if len(keys) > 1 else "", [p for p in ranked if p.series == key]) for key in keys]


def _index(order: list[str], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _rows(surface: Surface, top: float, scale: Scale, points: list[FigurePoint]) -> float:
    y = top
    for point in points:
        _row(surface, y + _ROW / 2, scale, point)
        y += _ROW
        surface.rule("p-hair", (0, y), (surface.width, y))
    return y


def _row(surface: Surface, y: float, scale: Scale, point: FigurePoint) -> None:
    x = scale(value_of(point))
    left, right = _reach(point, scale)
    beside, before = surface.width - (x + right + 4), x - left - 4
    words = labelled(point.label, point.who, max(beside, before), struck=point.mark.struck)
    width = sum(word.width for word in words)
    start = x + right + 4 if width <= beside else x - left - 4 - width
    base = scale(0)
    ends = sorted((x, start, start + width))
    for version in point.versions():
        mark = version.mark or point.mark
        with surface.known(version.since, version.until):
            # The guide from zero ends at the label where that stands between zero and the mark.
            surface.line("p-gap", (base, y), (max(base, min(x - left, start - 6)), y))
            _mark(surface, x, y, scale, replace(point, mark=mark))
            surface.text(start, y + 4.5, replace(words[0], cls=mark.label_class), *words[1:], halo=True)
            surface.link(Box(ends[0] - 12, y - 14, ends[-1] + 4, y + 14), point.href, version.spoken)


def _reach(point: FigurePoint, scale: Scale) -> tuple[float, float]:
    """How far a mark with its whisker and ring reaches to the left and right."""
    body = 13.0 if point.mark.machine or point.mark.struck else 10.0
    body += 13.0 if point.mark.disputed else 0.0
    qualifier = point.mark.qualifier
    if qualifier == "range":
        low, high = bounds(point) or (0.0, 0.0)
        half = (scale(high) - scale(low)) / 2 + 2
        return max(body, half), max(body, half)
    if qualifier in ("at_least", "more_than"):
        return body, 26.0
    if qualifier == "up_to":
        return 26.0, body
    return (18.0, 18.0) if qualifier in ("about", "unknown") else (body, body)


def _mark(surface: Surface, x: float, y: float, scale: Scale, point: FigurePoint) -> None:
    pair = bounds(point)
    if point.mark.qualifier == "range" and pair is not None:
        surface.add(range_bar(point.mark, ((scale(pair[0]), y), (scale(pair[1]), y)), cap=(0, 5)))
    surface.add(glyph(point.mark, (x, y), axis=RIGHT, whisker=point.mark.qualifier != "range"))


def _stack(surface: Surface, top: float, scale: Scale, points: list[FigurePoint]) -> float:
    """The marks of one series, stacked upwards where they would lie on each other."""
    levels: list[list[float]] = []
    placed: list[tuple[FigurePoint, float, int]] = []
    for point in points:
        x = scale(value_of(point))
        level = next((i for i, xs in enumerate(levels) if all(abs(x - other) >= _STEP for other in xs)), len(levels))
        if level == len(levels):
            levels.append([])
        levels[level].append(x)
        placed.append((point, x, level))
    bottom = top + 34 + _STEP * len(levels)
    _stacked(surface, Box(0, top, surface.width, bottom), placed)
    surface.rule("p-hair", (0, bottom), (surface.width, bottom))
    return bottom


def _stacked(surface: Surface, box: Box, placed: list[tuple[FigurePoint, float, int]]) -> None:
    places = Places(box)
    marks = [(point, x, box.bottom - 12 - _STEP * level) for point, x, level in placed]
    for _, x, y in marks:
        places.take(Box(x - 8, y - 8, x + 8, y + 8))
    for index, (point, x, y) in enumerate(marks):
        word = Words(fit(point.label, 160, bold=True), "p-b")
        place = places.label((x, y), word.width, reach=11, far=False) if index < _LABELLED else None
        for version in point.versions():
            mark = version.mark or point.mark
            with surface.known(version.since, version.until):
                surface.add(glyph(mark, (x, y), axis=RIGHT, whisker=False, scale=0.85))
                surface.link(Box(x - 7, y - 7, x + 7, y + 7), point.href, version.spoken)
                if place is not None:
                    surface.text(place.x, place.y, replace(word, cls=mark.label_class), anchor=place.anchor, halo=True)
