"""Local time of samples: the hour of the day and of the week by which a profile is made, and a reference of whole days.

People sleep by their own clock, so the season of a series is that of its place; at a change to or from summer time the
profile goes with the clock. Offsets are those of the IANA zone, looked up once for each local day and, where a day has
two, for each sample of it. Proved by tests/blackout/detecting/test_localtime.py with offsets of zoneinfo itself.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FormatError, UsageError
from aigaq.values.zones import zone

if TYPE_CHECKING:
    from aigaq.blackout.series import Times

DAY = 86_400
WEEK = 7 * DAY
_MONDAY = 3 * DAY  # 1 January 1970 was a Thursday, three days after a Monday
_YEARS = (-62_135_596_800 + 2 * DAY, 253_402_300_799 - 2 * DAY)  # what the calendar of zoneinfo can say, with room


def local_seconds(times: Times, time_zone: str | None) -> Times:
    """[n]: the same samples as seconds since 1970 on the clock of the zone (UTC where None).

    Raises FormatError where there is no such zone, or a time lies outside the years 1 to 9999.
    """
    if len(times) and not (_YEARS[0] <= times[0] and times[-1] <= _YEARS[1]):
        raise FormatError("a time outside the years 1 to 9999", hint="are these milliseconds?")
    if time_zone is None or len(times) == 0:
        return times
    place = zone(time_zone)
    days, where = np.unique(times // DAY, return_inverse=True)
    opens = np.array([_offset(int(day) * DAY, place) for day in days], dtype=np.int64)
    closes = np.array([_offset(int(day) * DAY + DAY - 1, place) for day in days], dtype=np.int64)
    offsets = opens[where]
    for index in np.flatnonzero((opens != closes)[where]):
        offsets[index] = _offset(int(times[index]), place)
    return times + offsets


@lru_cache(maxsize=1 << 16)
def _offset(instant: int, place: tzinfo) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)
    shift = moment.astimezone(place).utcoffset()
    return 0 if shift is None else int(shift.total_seconds())


def slots(local: Times, step: int, period: int) -> tuple[NDArray[np.int64], int]:
    """[n] the slot of each sample within the period (a day or a week, Monday first), and how many slots there are."""
    count = max(1, -(-period // step))
    return ((local + (_MONDAY if period == WEEK else 0)) % period) // step % count, count


def hours(local: Times) -> NDArray[np.int64]:
    """[n]: the local hour of each sample, 0 to 23."""
    return (local % DAY) // 3600


def reference_days(first: date, last: date, *, time_zone: str | None = None) -> tuple[int, int]:
    """A reference period of whole days, both included, as `detect` takes it: seconds since 1970 in UTC, half open.

    It begins with the first moment of the first day on the clock of the zone and ends where the day after the last
    begins. Raises UsageError where the last day lies before the first.
    """
    if last < first:
        raise UsageError(f"a reference period that ends before it begins: {first}/{last}")
    place = UTC if time_zone is None else zone(time_zone)
    return _midnight(first, place), _midnight(last + timedelta(days=1), place)


def _midnight(day: date, place: tzinfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=place).timestamp())
