"""Draws a chart of the figures of one subject: over time, or by value where all are of one date.

Two panels where ten days, or a twentieth of the time, hold half of the dated statements; the change of scale is then written out. Statements
without a number or a date are listed under the axis. Proved by tests/pictures/test_figure_drawing.py.
"""

from __future__ import annotations

from aigaq.pictures.figure_runs import Dated, reigns
from aigaq.pictures.figure_steps import Panel, draw_panel, height, value_ticks
from aigaq.pictures.figure_strip import bounds, draw_strip
from aigaq.pictures.figures import FigureChart, FigurePoint
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.notes import Note, draw_notes
from aigaq.pictures.scales import Scale
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.times import day_at, extent

_DENSE, _SHARE = 10, 0.05  # days, or that much of the whole time, that may hold half of the story
_LONG = 60  # only where all of it is longer than so many days
_FEW = 6  # and where there are at least so many statements
_HEAD = 40.0
_GAP = 36.0  # between two panels side by side
_SPAN = tuple[float, float]


def draw_figures(chart: FigureChart, *, width: int) -> str:
    """The chart as one SVG of `width` units."""
    surface = Surface(width)
    vague = sorted((point for point in chart.points if bounds(point) is None), key=_order)
    dated, undated = _sort(chart)
    if len({int(item.first) for item in dated}) > 1:
        y = _over_time(surface, chart, dated)
    elif dated or undated:
        y = _by_value(surface, chart, dated, undated)
        undated = [] if not dated else undated
    else:
        y = 0.0
    y = draw_notes(surface, y, chart.words.undated, [_note(point) for point in undated])
    y = draw_notes(surface, y, chart.words.vague, [_note(point) for point in vague])
    return surface.svg(chart.title, chart.description, height=max(y, 24.0))


def _sort(chart: FigureChart) -> tuple[list[Dated], list[FigurePoint]]:
    """The points with a number: those with a date, in time, and those without."""
    dated: list[Dated] = []
    undated: list[FigurePoint] = []
    for point in chart.points:
        if bounds(point) is None:
            continue
        when = extent(point.when)
        if when is None:
            undated.append(point)
        else:
            dated.append(Dated(point, when))
    dated.sort(key=lambda item: (item.first, _order(item.point)))
    return dated, sorted(undated, key=_order)


def _order(point: FigurePoint) -> tuple[str, str, str, str, str]:
    return point.when, point.series, point.label, point.who, point.mark.side


def _note(point: FigurePoint) -> Note:
    return Note(point.label, point.mark, point.who, point.href, point.detail, point.periods)


def _by_value(surface: Surface, chart: FigureChart, dated: list[Dated], undated: list[FigurePoint]) -> float:
    points = [item.point for item in dated] or undated
    locale = chart.words.locale
    if dated:
        first, last = day_at(min(item.first for item in dated)), day_at(max(item.last for item in dated) - 0.001)
        head = locale.span_words(first, max(first, last))
    else:
        head = chart.words.undated
    surface.text(0, 14, Words(fit(head, surface.width, bold=True), "p-b"))
    return draw_strip(surface, 26.0, chart, points)


def _over_time(surface: Surface, chart: FigureChart, dated: list[Dated]) -> float:
    spans = _spans(dated)
    last = day_at(max(item.last for item in dated) - 0.001)
    values = value_ticks(dated)
    gutter = 10 + max(text_width(chart.words.locale.number(value)) for value in values)
    lines = reigns(chart, dated)
    beside = surface.width >= 600
    top, bottom = 0.0, 0.0
    for index, span in enumerate(spans):
        left, right = _sides(surface.width, gutter, index, len(spans) if beside else 1)
        panel_top = top + (_HEAD if len(spans) > 1 else 0.0) + 34
        base = panel_top + height(surface.width)
        if len(spans) > 1:
            dense = span == min(spans, key=_length)
            dates = chart.words.locale.span_words(day_at(span[0]), min(last, day_at(span[1] - 0.001)))
            _panel_head(surface, dates, chart.words.wide if dense else chart.words.gap, (left, top + 14, right))
        panel = Panel(surface, chart, Scale(*span, left, right), Scale(values[0], values[-1], base, panel_top))
        if not beside or index == 0:
            _value_words(panel, values)
        draw_panel(panel, dated, lines, values)
        bottom = base + 32
        top = top if beside else bottom + 16
    return bottom


def _sides(width: int, gutter: float, index: int, panels: int) -> tuple[float, float]:
    right = width - 10.0
    if panels == 1:
        return gutter, right
    half = (right - gutter - _GAP) / 2
    return (gutter, gutter + half) if index == 0 else (right - half, right)


def _spans(dated: list[Dated]) -> list[_SPAN]:
    """One stretch of time, or two where its first or last days hold half of the statements."""
    firsts = [item.first for item in dated]
    first, last = firsts[0], max(firsts[-1], min(max(item.last for item in dated), firsts[-1] + 366))
    whole = last - first
    pad = max(1.0, whole * 0.03)
    if whole <= _LONG or len(firsts) < _FEW:
        return [(float(int(first - min(pad, 3))), last + pad)]
    for days in (_DENSE, max(_DENSE, whole * _SHARE)):
        early = [at for at in firsts if at < first + days]
        late = [at for at in firsts if at > firsts[-1] - days]
        if len(early) * 2 >= len(firsts) and len(early) < len(firsts):
            cut = float(int(early[-1]) + 2)
            return [(float(int(first)) - 1, cut), (cut, last + pad)]
        if len(late) * 2 >= len(firsts) and len(late) < len(firsts):
            cut = float(int(late[0]) - 1)
            return [(first - pad, cut), (cut, float(int(firsts[-1])) + 2)]
    return [(first - pad, last + pad)]


def _length(span: _SPAN) -> float:
    return span[1] - span[0]


def _panel_head(surface: Surface, dates: str, note: str, place: tuple[float, float, float]) -> None:
    left, y, right = place
    surface.text(left, y, Words(fit(dates, right - left, bold=True), "p-b"))
    surface.text(left, y + 18, Words(fit(note, right - left), "p-q"))


def _value_words(panel: Panel, values: list[float]) -> None:
    for value in values:
        label = panel.chart.words.locale.number(value)
        panel.surface.text(panel.time.start - 8, panel.value(value) + 4.5, Words(label, "p-q"), anchor="end")
