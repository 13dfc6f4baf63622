"""Features of the clock: round times, night, the same clock time on other days.

Orders carry a time, failures do not: of the national outages of Bischof et al., "Destination Unreachable" (SIGCOMM 2023),
orders begin on the hour three times as often, and recur after exactly 1 to 4 days hundreds of times as often. All times
are those of the entity's own clock, so without a zone nothing but recurrence is told. A start known to the day, or
sampled by the hour, tells nothing of the minute. Proved by tests/blackout/character/test_clocks.py.

Rayleigh's test, for windows that recur without being exact: with angles θ = 2π · time of day / 24 h of n starts,

    R = |Σ exp(iθ)| / n,    P = exp(√(1 + 4n + 4(n² − (nR)²)) − (1 + 2n))         (Zar, *Biostatistical Analysis*, 27.4).

An angle known to ±δ moves R by at most the mean of 2 sin(δ/2), the chord: the test holds if it does at the smallest R.
"""

from __future__ import annotations

from cmath import exp as turn
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from math import exp, isfinite, pi, sin, sqrt
from zoneinfo import ZoneInfo

from aigaq.blackout.character.episode import Episode
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.told import Span, Told, any_of, high, in_range, low, multiples, recurs, told
from aigaq.errors import FormatError
from aigaq.values.zones import zone as of_name

_HOUR, _DAY = 3600, 86_400
Local = tuple[float, float]


def starts_on_hour(episode: Episode) -> Told:
    """Begins on the hour, local."""
    return _round(_local(episode.start, episode.zone), every=_HOUR)


def ends_on_half_hour(episode: Episode) -> Told:
    """Ends on the hour or the half hour, local."""
    return _round(_local(episode.end, episode.zone), every=_HOUR // 2)


def starts_at_night(episode: Episode) -> Told:
    """Begins in the small hours, local."""
    known, at = _local(episode.start, episode.zone), limits()
    length = (at.night_to_hour - at.night_from_hour) * _HOUR
    if known is None:
        return Told.UNKNOWN
    first, last = known[0] - at.night_from_hour * _HOUR, known[1] - at.night_from_hour * _HOUR
    return recurs(first, last, every=_DAY, before=0, after=length - 1)


def same_clock_earlier(episode: Episode) -> Told:
    """Another outage began at the same clock time 1 to 7 days earlier."""
    return _same_clock(episode, earlier=True)


def same_clock_later(episode: Episode) -> Told:
    """Another outage began at the same clock time 1 to 7 days later."""
    return _same_clock(episode, earlier=False)


def recurring_windows(episode: Episode) -> Told:
    """The starts of a month gather on the clock more than chance would have it (Rayleigh)."""
    at = limits()
    starts = list(_month(episode))
    if len({int(first // _DAY) for first, _ in starts}) < at.windows_fewest:
        return Told.UNKNOWN
    moved = sum(2 * sin(min((last - first) / _DAY * pi, pi) / 2) for first, last in starts) / len(starts)
    seen = resultant([(first + last) / 2 for first, last in starts])
    surely = rayleigh(max(seen - moved, 0.0), len(starts)) <= at.windows_chance
    return told(surely=surely, possibly=rayleigh(min(seen + moved, 1.0), len(starts)) <= at.windows_chance)


def resultant(seconds: list[float]) -> float:
    """R of times of day: 0 where they are spread evenly, 1 where they are one."""
    return abs(sum(turn(2j * pi * one / _DAY) for one in seconds)) / len(seconds)


def rayleigh(length: float, count: int) -> float:
    """The chance that `count` times spread at random have a resultant of `length` or more."""
    together = (count * length) ** 2
    return min(1.0, exp(sqrt(1 + 4 * count + 4 * (count**2 - together)) - (1 + 2 * count)))


def _round(known: Local | None, *, every: int) -> Told:
    if known is None:
        return Told.UNKNOWN
    return recurs(*known, every=every, before=limits().hour_before, after=limits().hour_after)


def _same_clock(episode: Episode, *, earlier: bool) -> Told:
    at = limits()
    found = [_apart(episode, other, earlier=earlier) for other in episode.others]
    if any_of(found) != Told.NO:
        return any_of(found)
    # "None" holds only where somebody was looking for as long.
    reach = at.recurs_days * _DAY + at.recurs_within
    if earlier:
        looked = low(episode.watched) <= low(episode.start) - reach
    else:
        looked = high(episode.watched) >= high(episode.start) + reach
    return Told.NO if looked and isfinite(low(episode.watched) if earlier else high(episode.watched)) else Told.UNKNOWN


def _apart(episode: Episode, other: Span, *, earlier: bool) -> Told:
    """Whether two starts are a whole number of days apart, within the limits."""
    at = limits()
    here, there = _clock(episode.start, episode.zone), _clock(other, episode.zone)
    lowest, highest = (here[0] - there[1], here[1] - there[0]) if earlier else (there[0] - here[1], there[1] - here[0])
    reach = at.recurs_days * _DAY + at.recurs_within
    if in_range(lowest, highest, at_least=_DAY - at.recurs_within, at_most=reach) == Told.NO:
        return Told.NO
    if not (isfinite(lowest) and isfinite(highest)):
        return Told.UNKNOWN
    days = (one for one in multiples(lowest, highest, every=_DAY, near=at.recurs_within) if 1 <= one <= at.recurs_days)
    within = at.recurs_within
    return any_of(in_range(lowest, highest, at_least=day * _DAY - within, at_most=day * _DAY + within) for day in days)


def _month(episode: Episode) -> Iterator[Local]:
    """The starts, this one's among them, within the days looked at; those with an open side are left out."""
    here, reach = _clock(episode.start, episode.zone), limits().windows_days * _DAY
    for span in (episode.start, *episode.others):
        first, last = _clock(span, episode.zone)
        if isfinite(first) and isfinite(last) and here[0] - reach <= first and last <= here[1] + reach:
            yield first, last


def _clock(span: Span, zone: str | None) -> Local:
    """A span on the local clock, open sides included; on that of UTC where the zone is unknown.

    Where the clock changes within it, all that the clock may have shown.
    """
    shifts = [0] if zone is None else [offset(zone, one) for one in span if one is not None] or [0]
    return low(span) + min(shifts), high(span) + max(shifts)


def _local(span: Span, zone: str | None) -> Local | None:
    """A span in seconds of the local clock; None where a side is open, the zone unknown or the clock changes within."""
    if zone is None or span[0] is None or span[1] is None:
        return None
    first, last = (offset(zone, one) for one in (span[0], span[1]))
    return None if first != last else (span[0] + first, span[1] + last)


def offset(zone: str, instant: int) -> int:
    """Seconds by which the clock of `zone` is before UTC.

    Raises:
        FormatError: no such zone, or an instant outside the years 1 to 9999.
    """
    return _offset(of_name(zone), instant // 900)  # clocks have changed on quarters of an hour since 1972


@lru_cache(maxsize=65_536)
def _offset(clock: ZoneInfo, quarter: int) -> int:
    try:
        shift = datetime.fromtimestamp(quarter * 900, UTC).astimezone(clock).utcoffset()
    except (OverflowError, ValueError, OSError) as error:
        raise FormatError("a time outside the years 1 to 9999", where=str(quarter * 900)) from error
    return 0 if shift is None else round(shift.total_seconds())
