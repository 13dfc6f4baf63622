"""Times of rows: a day, a time of day and an offset put together; the bounds of a network spell.

Proved by tests/reading/tables/test_kinds.py.
"""

from __future__ import annotations

from datetime import timedelta

from aigaq.errors import FormatError
from aigaq.reading.tables.rowreader import RowReader
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values.dates import parse_when
from aigaq.values.moments import Precision

_OPEN = ".."


def event_time(reader: RowReader) -> tuple[str | None, TimePrecision]:
    """When an event was, as EDTF, and how exactly that is known: stated, else by how it is written."""
    date, clock = reader.date("date"), reader.clock("clock")
    last, clock_end = reader.date("date_end"), reader.clock("clock_end")
    time = None if date is None else _joined(reader, (date, clock), (last, clock_end))
    if date is None:
        for name in ("clock", "date_end", "clock_end"):
            reader.spare(name, reader.text(name))
    stated = reader.word("time_precision", TimePrecision)
    return time, stated or _precision(time)


def _joined(reader: RowReader, opening: tuple[str, str | None], closing: tuple[str | None, str | None]) -> str | None:
    offset = reader.offset() or ""
    date, clock = opening
    last, clock_end = closing
    start = _at(date, clock, offset)
    if last is None and clock_end is None:
        end = None
    elif last is None:
        end = _at(_next_day(date) if clock is not None and (clock_end or "") < clock else date, clock_end, offset)
    else:
        end = _at(last, clock_end, offset)
    for whole in (start if end is None or "/" in start else f"{start}/{end}", start, date):
        try:
            time = str(parse_when(whole))
        except FormatError:
            continue
        if whole == date and clock is not None and "T" not in date:
            _put_aside(reader, "clock")
        if end is not None and "/" not in whole:
            _put_aside(reader, "date_end", "clock_end")
        return time
    return None


def _at(date: str, clock: str | None, offset: str) -> str:
    return date if clock is None or "T" in date else f"{date}T{clock}{offset}"


def _next_day(date: str) -> str:
    day = parse_when(date).last_day
    return date if day is None or len(date) != len("2022-01-05") else (day + timedelta(days=1)).isoformat()


def _put_aside(reader: RowReader, *names: str) -> None:
    """Times that cannot be put together with the day stay in the note, and are listed."""
    for name in names:
        for column, text in reader.filled(name):
            reader.keep(column, name, text, f"does not fit the date: {text}")


def _precision(time: str | None) -> TimePrecision:
    if time is None:
        return TimePrecision.UNKNOWN
    when = parse_when(time)
    if when.is_interval:
        return TimePrecision.INTERVAL
    return {
        Precision.MINUTE: TimePrecision.MINUTE,
        Precision.DAY: TimePrecision.DAY,
        Precision.MONTH: TimePrecision.MONTH,
        Precision.YEAR: TimePrecision.YEAR,
    }.get(when.precision, TimePrecision.UNKNOWN)


Bounds = tuple[str, str] | None


def spell(reader: RowReader, precision: TimePrecision) -> tuple[Bounds, Bounds]:
    """When a network spell began and ended: each the earliest and the latest; a `bound` is the latest it began."""
    start = _bounds(reader.date("start"), reader.date("start_latest"))
    end = _bounds(reader.date("end"), reader.date("end_latest"))
    if start is not None and precision is TimePrecision.BOUND and start[0] == start[1]:
        start = (_OPEN, start[1])
    return start, end


def _bounds(first: str | None, last: str | None) -> Bounds:
    if first is None and last is None:
        return None
    if first is not None and "/" in first and last is None:
        opening, _, closing = first.partition("/")
        return opening or _OPEN, closing or _OPEN
    return first or _OPEN, last or first or _OPEN
