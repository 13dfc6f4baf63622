"""As known on a day: what was not yet said is left out, and what was said has the standing it had.

A drawing is made once, of everything held. Each mark then says from which day it was known (`data-from`) and carries
the standings it had before as drawings of their own, which are not shown (`display="none"`) and say until which day
they held (`data-until`). A page's script shows what holds on a day: from ≤ day < until. Without a script, and on
paper, the drawing is that of today (visual rules, section 6). Proved by tests/pictures/test_known.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from aigaq.errors import FormatError
from aigaq.pictures.marks import Mark
from aigaq.values.dates import parse_when

EPOCH = date(1970, 1, 1).toordinal()
"""The day from which scripts count."""


class Period(NamedTuple):
    """From a day on, a statement had a standing.

    Args:
        start: EDTF; counted from the last day it allows, so that nothing is shown too early.
        standing: code of the standing from then on.
        detail: the whole statement in one sentence as it could be said then; empty: label and who. The sentence of the
            last period is the `detail` of the point or bar itself.
    """

    start: str
    standing: str = "standing"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A mark as it was drawn from one day to before another; empty days: always, or to this day."""

    mark: Mark | None
    spoken: str
    since: str = ""
    until: str = ""


def known_day(text: str) -> str:
    """The day from which a statement dated so was known, as YYYY-MM-DD; empty where the date tells none."""
    try:
        day = parse_when(text).last_day if text else None
    except FormatError:
        return ""
    return day.isoformat() if day is not None else ""


def starts(periods: Iterable[Period]) -> list[tuple[str, Period]]:
    """Periods by the day they begin, each day once (the last one said of it), those without a day left out."""
    dated = {day: period for period in periods if (day := known_day(period.start))}
    return sorted(dated.items())


def since(periods: Iterable[Period]) -> str:
    """The day from which something was known; empty where nobody says, and it is always shown."""
    return min((day for period in periods if (day := known_day(period.start))), default="")


def earliest(every: Iterable[Sequence[Period]]) -> str:
    """The day from which the first of several was known; empty where one of them is always shown."""
    return min((since(periods) for periods in every), default="")


def versions(mark: Mark | None, periods: Sequence[Period], *, detail: str, plain: str) -> Iterator[Version]:
    """The mark in each period, the present one last. `detail` tells of today; `plain` is true on any day."""
    dated = starts(periods)
    if not dated:
        yield Version(mark, detail)
        return
    for (day, period), follower in zip_longest(dated, dated[1:]):
        if follower is None:
            yield Version(mark, detail, day)
        else:
            then = None if mark is None else replace(mark, standing=period.standing)
            yield Version(then, period.detail or plain, day, follower[0])
