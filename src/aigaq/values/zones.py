"""Local times by IANA zone.

Zones come from the package `tzdata`, else from the system, through zoneinfo. A time without an offset is resolved by
the zone of its place or it stays a range over all zones; the zone of the computer is never asked. Proved by
tests/values/test_zones.py with offsets of tzdata (in January 2022 western Kazakhstan was UTC+5, Almaty UTC+6).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from aigaq.errors import FormatError
from aigaq.values.dates import When, interval, parse_when
from aigaq.values.moments import EASTERNMOST, WESTERNMOST, Moment

_LAST_MINUTE = 24 * 60 - 1


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of this name; FormatError where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise FormatError("no such time zone", where=repr(name), hint="write an IANA name, as Asia/Almaty") from error


def local_interval(when: When | str, zone: str | None) -> When:
    """The value with the offsets of the zone put to every time that has none.

    Days and coarser dates stay as printed, and without a zone so does everything. A time that the clock showed twice
    (or skipped) on that day becomes the interval of its two readings.
    """
    value = parse_when(when) if isinstance(when, str) else when
    if zone is None or all(moment.minute is None or moment.zone_known for moment in value.moments):
        return value
    opens = _readings(value.start, zone)[0] if isinstance(value.start, Moment) else value.start
    last = value.last
    closes = _readings(last, zone)[1] if isinstance(last, Moment) else last
    if opens == closes and not value.is_interval:
        return When(opens)
    try:
        return interval(opens, closes)
    except FormatError:  # the printed order cannot hold in this zone: the place is another, so nothing is resolved
        return value


def local_bounds(when: When | str, zone: str | None) -> tuple[datetime | None, datetime | None]:
    """The first and last minute in UTC, days and times without an offset read on the clock of the zone.

    Without a zone these are `earliest` and `latest`; None where open, unknown or outside the years 1..9999.
    """
    value = local_interval(when, zone)
    if zone is None:
        return value.earliest, value.latest
    return (
        _bound(value.start, zone, first=True) if isinstance(value.start, Moment) else None,
        _bound(value.last, zone, first=False) if isinstance(value.last, Moment) else None,
    )


def offset_at(instant: datetime, zone_name: str) -> int:
    """Minutes east of UTC in the zone at an aware instant."""
    offset = instant.astimezone(zone(zone_name)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def _readings(moment: Moment, name: str) -> tuple[Moment, Moment]:
    """The moment with its offset, in its earlier and later reading; unchanged where it needs or allows none."""
    day = moment.first_day
    if moment.minute is None or moment.zone_known or day is None:
        return moment, moment
    found = _offsets(_local(day, moment.minute), name)
    if not found:
        return moment, moment
    return replace(moment, offset=found[-1]), replace(moment, offset=found[0])


def _local(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(minutes=minute)


def _offsets(local: datetime, name: str) -> list[int]:
    """The offsets of both folds in whole minutes, sorted; the solar times of the 19th century beyond our range left out."""
    found = {local.replace(tzinfo=zone(name), fold=fold).utcoffset() for fold in (0, 1)}
    minutes = {int(offset.total_seconds() // 60) for offset in found if offset is not None}
    return sorted(offset for offset in minutes if WESTERNMOST <= offset <= EASTERNMOST)


def _bound(moment: Moment, name: str, *, first: bool) -> datetime | None:
    whole = moment.earliest if first else moment.latest
    day = moment.first_day if first else moment.last_day
    if moment.zone_known or whole is None or day is None:
        return whole
    local = _local(day, moment.minute if moment.minute is not None else (0 if first else _LAST_MINUTE))
    offsets = _offsets(local, name)
    return local - timedelta(minutes=offsets[-1] if first else offsets[0]) if offsets else whole
