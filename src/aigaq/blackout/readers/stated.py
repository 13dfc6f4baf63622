"""Stated intervals: what a source says of service without a measured series: a row of a tracker, an alert, an annotation.

Each bound is an interval of its own, (earliest, latest), both included, seconds since 1970 in UTC: a day of a tracker is a
day, never its midnight. None is what the source leaves open or does not know: a bound, or one side of it. docs/formats/series.md is normative;
proved by tests/blackout/readers/test_stated.py.
"""

from __future__ import annotations

import msgspec

from aigaq.blackout.outage import State
from aigaq.blackout.series import NetworkKind
from aigaq.errors import FormatError
from aigaq.statements.vocabulary import TimePrecision

Span = tuple[int, int]
Bound = tuple[int | None, int | None]  # (None, t): at t at the latest

# how a bin's length is told; a bound known to a bin of another length is an `interval`
_BINS = {
    60: TimePrecision.MINUTE,
    300: TimePrecision.FIVE_MINUTES,
    600: TimePrecision.TEN_MINUTES,
    900: TimePrecision.QUARTER,
    1800: TimePrecision.HALF_HOUR,
    3600: TimePrecision.HOUR,
    86400: TimePrecision.DAY,
}


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """One interval as one source states it; docs/formats/series.md says each field."""

    source: str
    file: str
    row: int
    entity: str
    state: State | None
    start: Bound | None
    end: Bound | None
    precision: TimePrecision
    parent: str = ""
    places: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    kinds: tuple[NetworkKind, ...] = ()
    scope: str = ""
    cause: str = ""
    ordered_by: str = ""
    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for earliest, latest in filter(None, (self.start, self.end)):
            if earliest is not None and latest is not None and earliest > latest:
                raise FormatError("a bound that ends before it begins", where=f"{self.file}, {self.row}")


def bin_precision(seconds: int) -> TimePrecision:
    """How a bound is known that lies somewhere in a bin of this length."""
    return _BINS.get(seconds, TimePrecision.INTERVAL)
