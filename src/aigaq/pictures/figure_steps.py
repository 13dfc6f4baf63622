"""Figures over time: a mark per statement on its date, a line only for the number of one side while it stood.

Base zero. A withdrawn number has a mark and no line. A date known to the month or year has a dashed tail. A part is a
thinner line, labelled at its end, never added. Proved by tests/pictures/test_figure_drawing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from aigaq.pictures.figure_strip import bounds, value_of
from aigaq.pictures.figures import FigureChart, FigurePoint, Series
from aigaq.pictures.marks import Mark, glyph, range_bar
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.places import Place, Places
from aigaq.pictures.scales import Scale, round_ticks
from aigaq.pictures.surface import Box, Surface, Words
from aigaq.pictures.svg import el, path
from aigaq.pictures.times import Extent, extent, ticks

_SHORT = 75.0  # up to so many days a day has a width of its own, and its marks stand in its middle
_LABELLED = 60  # as many statements are tried for a label; all are in the table beside the picture
_MANY = 120  # from so many on, marks are smaller
_HEADROOM = 30.0
_HEIGHTS = {328: 250.0, 680: 300.0, 1088: 360.0}
_GONE = ("withdrawn", "disowned", "denied")


@dataclass(frozen=True, slots=True)
class Dated:
    """A point with its date as a position."""

    point: FigurePoint
    when: Extent

    @property
    def first(self) -> float:
        """The earliest instant the date allows; where that is open, the latest."""
        return self.when.first if self.when.first is not None else self.when.last or 1.0

    @property
    def last(self) -> float:
        """The latest instant the date allows; where that is open, the earliest."""
        return self.when.last if self.when.last is not None else self.first


@dataclass(frozen=True, slots=True)
class Run:
    """A number while it stood."""

    start: float
    end: float | None
    value: float


@dataclass(slots=True)
class Panel:
    """A stretch of time on a scale of its own."""

    surface: Surface
    chart: FigureChart
    time: Scale
    value: Scale
    places: Places = field(init=False)
    """What is taken for labels."""
    stands: Places = field(init=False)
    """What is taken for marks: other marks only, since a mark belongs on its line."""

    def __post_init__(self) -> None:
        left, right = self.time.start, self.time.end
        self.places = Places(Box(left - 4, self.value.end - _HEADROOM, right + 8, self.value.start - 3))
        self.stands = Places(Box(left - 8, self.value.end - 8, right + 8, self.value.start + 8))

    def x(self, at: float) -> float:
        """The position of an instant, kept inside the panel."""
        return max(self.time.start, min(self.time(at), self.time.end))

    @property
    def day(self) -> float:
        """The width of a day, or 0 where days are too narrow to have one."""
        short = self.time.high - self.time.low <= _SHORT
        return (self.time.end - self.time.start) / (self.time.high - self.time.low) if short else 0.0


def height(width: int) -> float:
    """The height of a panel at a width, without heads and axis words."""
    return _HEIGHTS.get(width, 300.0)


def value_ticks(dated: list[Dated], most: int = 6) -> list[float]:
    """The ticks of the value axis all panels share."""
    return round_ticks([value for item in dated for value in bounds(item.point) or ()], most=most)


def draw_panel(panel: Panel, dated: list[Dated], runs: dict[str, list[Run]], values: list[float]) -> None:
    """Draw axis, lines, marks and labels of one panel. `runs` by series; `values` are the ticks of the value axis."""
    _axes(panel, values)
    for series in _series(panel.chart, runs):
        _line(panel, series, runs[series.key])
    inside = [item for item in dated if panel.time.low <= item.first < panel.time.high]
    placed = [(item, *_spot(panel, item, len(inside))) for item in inside]
    scale = 0.7 if len(inside) > _MANY else 1.0
    for item, x, y in placed:
        _mark(panel, item, x, y, scale)
    if len(runs) > 1:
        for series in _series(panel.chart, runs):
            _end_label(panel, series, runs[series.key])
    for item, x, y in sorted(placed, key=lambda entry: _rank(entry[0]))[:_LABELLED]:
        _label(panel, item.point, x, y, far=len(inside) <= _LABELLED)


def standing_runs(chart: FigureChart, dated: list[Dated]) -> dict[str, list[Run]]:
    """For each series the numbers of the line's side while they stood, in time."""
    keys = sorted({item.point.series for item in dated})
    found = {key: _runs([item for item in dated if item.point.series == key and _holds(chart, item)]) for key in keys}
    return {key: runs for key, runs in found.items() if runs}


def _holds(chart: FigureChart, item: Dated) -> bool:
    point = item.point
    single = point.mark.qualifier != "range"
    return point.holds and single and point.mark.side == chart.line_side and point.mark.standing not in _GONE


def _runs(items: list[Dated]) -> list[Run]:
    items = sorted(items, key=lambda item: (item.first, item.last, item.point.label))
    out: list[Run] = []
    for item, follower in zip_longest(items, items[1:]):
        end = _until(item) if item.point.until else (follower.first if follower else None)
        if end is None and item.point.mark.standing != "standing":
            continue  # it stands no more and nobody says since when: a mark, no line
        if follower is not None and (end is None or end > follower.first):
            end = follower.first
        if end is None or end > item.first:
            out.append(Run(item.first, end, value_of(item.point)))
    return out


def _until(item: Dated) -> float | None:
    until = extent(item.point.until)
    return None if until is None else until.first


def _series(chart: FigureChart, runs: dict[str, list[Run]]) -> list[Series]:
    """The series that have a line: wholes first, so that thin lines lie on top."""
    known = {series.key: series for series in chart.series}
    named = [known.get(key, Series(key, key)) for key in runs]
    return sorted(named, key=lambda series: (bool(series.part_of), series.key))


def _axes(panel: Panel, values: list[float]) -> None:
    surface, left, right = panel.surface, panel.time.start, panel.time.end
    for value in values:
        y = panel.value(value)
        surface.rule("p-axis" if value == 0 else "p-hair", (left, y), (right, y))
    base = panel.value(values[0])
    for x, label, anchor in _tick_labels(panel):
        surface.rule("p-axis", (x, base), (x, base + 5))
        surface.text(x, base + 20, Words(label, "p-q"), anchor=anchor)


def _tick_labels(panel: Panel) -> Iterator[tuple[float, str, str]]:
    """Ticks whose words do not touch each other or the edge of the drawing."""
    locale = panel.chart.words.locale
    room = panel.time.end - panel.time.start
    end = -1.0
    for tick in ticks(panel.time.low, panel.time.high, most=int(room / 46), locale=locale):
        x = panel.x(tick.at + 0.5) if panel.day else panel.x(tick.at)
        half = text_width(tick.label) / 2
        left = min(max(x - half, 0.0), panel.surface.width - 2 * half)
        if left > end and left >= panel.time.start - 24:
            end = left + 2 * half + 8
            yield (x, tick.label, "middle") if left == x - half else (left, tick.label, "start")


def _line(panel: Panel, series: Series, runs: list[Run]) -> None:
    cls = "p-thin" if series.part_of else "p-run"
    data, at = "", None
    for run in runs:
        if run.start >= panel.time.high or (run.end is not None and run.end <= panel.time.low):
            continue
        start = panel.x(_middle(panel, run.start)) if run.start >= panel.time.low else panel.time.start
        end = panel.time.end if run.end is None or run.end >= panel.time.high else panel.x(_middle(panel, run.end))
        y = panel.value(run.value)
        points = path((start, y), (end, y))
        data += "L" + points[1:] if at is not None and abs(at - start) < 0.05 else points
        at = end
        panel.places.take(Box(start, y - 2, end, y + 2))
    if data:
        side = panel.chart.line_side
        panel.surface.add(el("g", el("path", class_=cls, d=data), class_=f"p-{side}"))


def _middle(panel: Panel, at: float) -> float:
    return at + 0.5 if panel.day and at == int(at) else at


def _spot(panel: Panel, item: Dated, many: int) -> tuple[float, float]:
    """Where a mark stands: on its day and number, moved aside where another stands there already."""
    y = panel.value(value_of(item.point))
    x = panel.x(_middle(panel, item.first))
    # Where a day has no width of its own, a step aside would be weeks: marks then rather overlap.
    size = 11.0 if many > _MANY else 15.0 if panel.day else 9.0
    aside = max(1, int(panel.day / 2 / size)) if panel.day else 1
    x = panel.stands.mark(x, y, size, most=aside)
    return max(8.0, min(x, panel.surface.width - 8.0)), y


def _mark(panel: Panel, item: Dated, x: float, y: float, scale: float) -> None:
    mark, surface = item.point.mark, panel.surface
    end = panel.x(item.last)
    if item.last - item.first > 1.5 and end - x > 8:
        surface.add(el("g", el("path", class_="p-tail", d=path((x + 8, y), (end, y))), class_=f"p-{mark.side_class}"))
    pair = bounds(item.point)
    if mark.qualifier == "range" and pair is not None:
        surface.add(range_bar(mark, ((x, panel.value(pair[0])), (x, panel.value(pair[1]))), cap=(5, 0)))
    surface.add(glyph(mark, (x, y), scale=scale, whisker=mark.qualifier != "range"))
    up, down = _reaches(mark.qualifier)
    side = 18.0 if mark.qualifier in ("about", "unknown") else _radius(mark)
    panel.places.take(Box(x - side, y - max(up, _radius(mark)), x + side, y + max(down, _radius(mark))))
    surface.link(Box(x - 9, y - 9, x + 9, y + 9), item.point.href, item.point.spoken)


def _radius(mark: Mark) -> float:
    body = 12.0 if mark.machine or mark.struck else 9.0
    return body + (14.0 if mark.disputed else 0.0)


def _reaches(qualifier: str) -> tuple[float, float]:
    if qualifier in ("at_least", "more_than"):
        return 26.0, 9.0
    return (9.0, 26.0) if qualifier == "up_to" else (9.0, 9.0)


def _rank(item: Dated) -> tuple[bool, float, str]:
    """What is labelled first: what stands, then the latest."""
    return item.point.mark.standing != "standing", -item.first, item.point.label


def _label(panel: Panel, point: FigurePoint, x: float, y: float, *, far: bool) -> None:
    number = Words(fit(point.label, 200, bold=True), point.mark.label_class)
    narrow = panel.surface.width < 600
    who = Words(fit(" " + point.who, 170) if point.who and not narrow else "", "p-q")
    found = _place(panel, point.mark, (x, y), (number, who), far=far)
    if found is None:
        return
    place, words = found
    if place.leader is not None:
        panel.surface.line("p-lead", *place.leader)
    panel.surface.text(place.x, place.y, *words, anchor=place.anchor, halo=True)


def _place(
    panel: Panel, mark: Mark, at: tuple[float, float], words: tuple[Words, Words], *, far: bool
) -> tuple[Place, tuple[Words, ...]] | None:
    """Beside the mark in full, then the number alone, then farther off: a near number is read, a far name is lost."""
    reach = 22.0 if mark.qualifier in ("about", "unknown") else _radius(mark) + 4
    for away in (False, True) if far else (False,):
        for shown in (words, words[:1]) if words[1].text else (words[:1],):
            place = panel.places.label(at, sum(word.width for word in shown), reach=reach, far=away)
            if place is not None:
                return place, shown
    return None


def _end_label(panel: Panel, series: Series, runs: list[Run]) -> None:
    """The name of a line, at its end, where the last panel shows it."""
    last = runs[-1]
    if last.end is not None and last.end < panel.time.high:
        return
    if last.start >= panel.time.high:
        return
    words = Words(
        fit(series.label, panel.time.end - panel.time.start, bold=not series.part_of), "" if series.part_of else "p-b"
    )
    for dy in (18.0, -8.0, 34.0, -24.0):
        y = panel.value(last.value) + dy
        box = Box(panel.time.end - words.width, y - 11, panel.time.end, y + 3)
        if panel.places.free(box):
            panel.places.take(box)
            panel.surface.text(panel.time.end, y, words, anchor="end", halo=True)
            return
