"""Instants on a clock, and when something was in words: days as days, times with the clock they are on.

Proved by tests/report/test_blackout_times.py.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aigaq.report.dates import written
from aigaq.report.words import Words

Span = tuple[float | None, float | None]


def local(seconds: float, offset: int | None) -> datetime:
    """An instant on a clock so many minutes east of UTC; the computer's own is never asked."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, minutes=offset or 0)


def when_words(span: Span, offset: int | None, words: Words) -> str:
    """When something was: whole days as days, else times with the clock they are on."""
    first, last = span
    if first is None or last is None:
        return words("date.unknown")
    opens, closes = local(first, offset), local(last, offset)
    if f"{opens:%H:%M}" == "00:00" and f"{closes:%H:%M}" == "23:59":
        return written("/".join(dict.fromkeys((f"{opens:%Y-%m-%d}", f"{closes:%Y-%m-%d}"))), words)
    zone = _zone(offset)
    return written("/".join(dict.fromkeys(f"{one:%Y-%m-%dT%H:%M}{zone}" for one in (opens, closes))), words)


def _zone(offset: int | None) -> str:
    hours, minutes = divmod(abs(offset or 0), 60)
    return f"{'-' if (offset or 0) < 0 else '+'}{hours:02d}:{minutes:02d}" if offset else "Z"
