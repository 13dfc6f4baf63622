"""Figures over time: a mark per statement on its date, a line only for the number of one side while it stood.

Base zero. A withdrawn number has a mark and no line, a number that is not exact a broken line. A date known to the
month or year has a dashed tail. A part is a thinner line, labelled at its end, never added. Lines and marks say from
which day they were known, and a veil can be drawn over the line. Proved by tests/pictures/test_figure_drawing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from aigaq.pictures.figure_runs import Dated, Reign, Run, Runs, known_days
from aigaq.pictures.figure_strip import bounds, value_of
from aigaq.pictures.figures import FigureChart, FigurePoint, Series
from aigaq.pictures.known import EPOCH
from aigaq.pictures.marks import Mark, glyph, range_bar
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.places import Place, Places
from aigaq.pictures.scales import Scale, round_ticks
from aigaq.pictures.surface import Box, Surface, Words
from aigaq.pictures.svg import el, path
from aigaq.pictures.times import ticks

_SHORT = 75.0  # up to so many days a day has a width of its own, and its marks stand in its middle
_LABELLED = 60  # as many statements are tried for a label; all are in the table beside the picture
_MANY = 120  # from so many on, marks are smaller
_HEADROOM = 30.0
_HEIGHTS = {328: 250.0, 680: 300.0, 1088: 360.0}


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


def draw_panel(panel: Panel, dated: list[Dated], lines: list[Reign], values: list[float]) -> None:
    """Draw axis, lines, marks and labels of one panel. `values` are the ticks of the value axis."""
    _axes(panel, values)
    for reign in lines:
        with panel.surface.known(reign.since, reign.until):
            for series in _series(panel.chart, reign.runs):
                _line(panel, series, reign.runs[series.key], taken=not reign.until)
    _veil(panel)
    inside = [item for item in dated if panel.time.low <= item.first < panel.time.high]
    placed = [(item, *_spot(panel, item, len(inside))) for item in inside]
    scale = 0.7 if len(inside) > _MANY else 1.0
    for item, x, y in placed:
        _mark(panel, item, x, y, scale)
    now = lines[-1].runs
    for series in _series(panel.chart, now) if len(now) > 1 else ():
        _end_label(panel, series, now[series.key])
    for item, x, y in sorted(placed, key=lambda entry: _rank(entry[0]))[:_LABELLED]:
        _label(panel, item.point, x, y, far=len(inside) <= _LABELLED)


def _veil(panel: Panel) -> None:
    """What a script draws over the line after the day chosen; it has no width until then."""
    if not known_days(panel.chart.points):
        return
    top = panel.value.end - _HEADROOM
    veil = el(
        "rect",
        class_="p-veil",
        x=panel.time.end + 8,
        y=top,
        width=0,
        height=panel.value.start - top - 1,
        data_t0=panel.time.low - EPOCH,
        data_t1=panel.time.high - EPOCH,
        data_x0=panel.time.start,
        data_x1=panel.time.end,
    )
    panel.surface.add(veil)


def _series(chart: FigureChart, runs: Runs) -> list[Series]:
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


def _line(panel: Panel, series: Series, runs: list[Run], *, taken: bool) -> None:
    """Draw the numbers of a series; exact ones and others are lines of their own. `taken`: no label may lie on them."""
    size = "p-thin" if series.part_of else "p-run"
    lines: list[tuple[str, str]] = []
    at: tuple[float, float] | None = None
    for run in runs:
        if run.start >= panel.time.high or (run.end is not None and run.end <= panel.time.low):
            continue
        start = panel.x(_middle(panel, run.start)) if run.start >= panel.time.low else panel.time.start
        end = panel.time.end if run.end is None or run.end >= panel.time.high else panel.x(_middle(panel, run.end))
        y = panel.value(run.value)
        joined = [at] if at is not None and abs(at[0] - start) < 0.05 else []
        points = path(*joined, (start, y), (end, y))
        cls = f"{size} p-loose" if run.loose else size
        if joined and lines[-1][0] == cls:
            lines[-1] = (cls, lines[-1][1] + "L" + path((start, y), (end, y))[1:])
        else:
            lines.append((cls, points))
        at = (end, y)
        if taken:
            panel.places.take(Box(start, y - 2, end, y + 2))
    if lines:
        drawn = [el("path", class_=cls, d=data) for cls, data in lines]
        panel.surface.add(el("g", *drawn, class_=f"p-{panel.chart.line_side}"))


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
    mark, surface, point = item.point.mark, panel.surface, item.point
    pair, end = bounds(point), panel.x(item.last)
    for version in point.versions():
        shown = version.mark or mark
        with surface.known(version.since, version.until):
            if item.last - item.first > 1.5 and end - x > 8:
                tail = el("path", class_="p-tail", d=path((x + 8, y), (end, y)))
                surface.add(el("g", tail, class_=f"p-{mark.side_class}"))
            if mark.qualifier == "range" and pair is not None:
                surface.add(range_bar(shown, ((x, panel.value(pair[0])), (x, panel.value(pair[1]))), cap=(5, 0)))
            surface.add(glyph(shown, (x, y), scale=scale, whisker=mark.qualifier != "range"))
            surface.link(Box(x - 9, y - 9, x + 9, y + 9), point.href, version.spoken)
    up, down = _reaches(mark.qualifier)
    side = 18.0 if mark.qualifier in ("about", "unknown") else _radius(mark)
    panel.places.take(Box(x - side, y - max(up, _radius(mark)), x + side, y + max(down, _radius(mark))))


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
    for version in point.versions():
        shown = replace(number, cls=(version.mark or point.mark).label_class)
        with panel.surface.known(version.since, version.until):
            if place.leader is not None:
                panel.surface.line("p-lead", *place.leader)
            panel.surface.text(place.x, place.y, shown, *words[1:], anchor=place.anchor, halo=True)


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
            # In a panel of later days the name waits for them, or it would stand there without its line.
            opened = date.fromordinal(max(1, int(panel.time.low) + 1)).isoformat()
            with panel.surface.known(max(last.since, opened) if last.since else ""):
                panel.surface.text(panel.time.end, y, words, anchor="end", halo=True)
            return
