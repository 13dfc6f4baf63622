"""The numbers of one side while they stood: what a chart of figures draws as a line.

A number that is not exact ("more than 150") has a broken line: its level is a bound or a guess, not a count. A number
that was taken back has none, but had one until then, so lines are reckoned for each stretch of days in which they are
the same (`Reign`); a chart without periods has one such stretch. Proved by tests/pictures/test_figure_runs.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from aigaq.pictures.figure_strip import bounds, value_of
from aigaq.pictures.figures import FigureChart, FigurePoint
from aigaq.pictures.known import known_day, since, starts
from aigaq.pictures.times import Extent, day_at, extent

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
    """A number while it stood. `loose`: it is not exact. `since`: the day from which it was known, or empty."""

    start: float
    end: float | None
    value: float
    loose: bool = False
    since: str = ""


Runs = dict[str, list[Run]]
"""By series, in time."""


@dataclass(frozen=True, slots=True)
class Reign:
    """The lines as they were known from one day to before another; empty days: always, or to this day."""

    runs: Runs
    since: str = ""
    until: str = ""


def standing_runs(chart: FigureChart, dated: list[Dated]) -> Runs:
    """For each series the numbers of the line's side while they stood, as known today."""
    keys = sorted({item.point.series for item in dated})
    found = {key: _runs([item for item in dated if item.point.series == key and _holds(chart, item)]) for key in keys}
    return {key: runs for key, runs in found.items() if runs}


def reigns(chart: FigureChart, dated: list[Dated]) -> list[Reign]:
    """The lines of each stretch of days in which they are the same, the present last."""
    lined = [item for item in dated if item.point.mark.side == chart.line_side]
    days = sorted({day for item in lined for day, _ in starts(item.point.periods)})
    out: list[Reign] = []
    for day, follower in zip_longest(days or [""], days[1:]):
        items = lined if follower is None else _as_known(lined, day)
        runs = standing_runs(chart, items)
        if out and out[-1].runs == runs:
            out[-1] = replace(out[-1], until=follower or "")
        else:
            out.append(Reign(runs, day if out else "", follower or ""))
    return out


def _as_known(items: list[Dated], day: str) -> list[Dated]:
    """The points with the standing they had on a day.

    Those known later keep that of today where they lie under the veil, and are left out where they lie before it.
    """
    out: list[Dated] = []
    for item in items:
        periods = starts(item.point.periods)
        past = [period for start, period in periods if start <= day]
        if past and past[-1] is not periods[-1][1]:
            mark = replace(item.point.mark, standing=past[-1].standing)
            out.append(replace(item, point=replace(item.point, mark=mark)))
        elif past or not periods or day_at(item.first).isoformat() >= periods[0][0]:
            out.append(item)
    return out


def _holds(chart: FigureChart, item: Dated) -> bool:
    point = item.point
    single = point.mark.qualifier != "range" and bounds(point) is not None
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
            loose = item.point.mark.qualifier != "exact"
            out.append(Run(item.first, end, value_of(item.point), loose, since(item.point.periods)))
    return out


def _until(item: Dated) -> float | None:
    until = extent(item.point.until)
    return None if until is None else until.first


def known_days(points: tuple[FigurePoint, ...]) -> bool:
    """True where some statement says from which day it was known."""
    return any(known_day(period.start) for point in points for period in point.periods)
