"""Local time: what the clocks of a place showed, by the rule of the place (design §6).

A time is moved only where a zone is printed and the place's own is known. A place with several zones, or none that is
known, keeps the range, and the page says so; the computer's zone is never asked. Proved by tests/report/test_clocks.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from aigaq.errors import FormatError
from aigaq.report.dates import written
from aigaq.report.places import PlaceName
from aigaq.report.words import Words
from aigaq.statements import Event
from aigaq.values.dates import When, format_when, parse_when
from aigaq.values.moments import Moment
from aigaq.values.places import Gazetteer
from aigaq.values.zones import local_interval, offset_at


@dataclass(frozen=True, slots=True)
class Rule:
    """A clock and the places of events that go by it, each with the day from which one of them was known."""

    clock: str
    places: tuple[tuple[str, str], ...]


def timed(event: Event) -> When | None:
    """The time of an event where it names a minute; None for days and less, and for what is no date."""
    try:
        when = parse_when(event.time) if event.time else None
    except FormatError:
        return None
    return when if when is not None and any(moment.minute is not None for moment in when.moments) else None


@cache
def zones_of(code: str) -> tuple[str, ...]:
    """The zones of a place: its own, else those of the places in it; none where nobody knows."""
    gazetteer = Gazetteer.shipped()
    own = gazetteer.zone(code)
    if own is not None:
        return (own,)
    inside = {gazetteer.zone(place.code) for place in gazetteer if gazetteer.within(place.code, code)}
    return tuple(sorted(zone for zone in inside if zone is not None))


def local(event: Event, words: Words, name: PlaceName) -> str:
    """What the clocks of its places showed, as a sentence without its full stop; empty where it names no minute."""
    when = timed(event)
    if when is None:
        return ""
    every = {code: _shown(when, code) for code in event.places}
    if when.zone_known:
        return _moved(when, every, words, name)
    whens = list(dict.fromkeys(value for values in every.values() for value in values))
    if not whens or not all(every.values()):
        return words("clock.unruled")
    clocks = sorted({offset for value in whens for offset in _offsets(value)})
    key = "clock.ruled" if len(clocks) == 1 else "clock.ruled_range"
    return words(key, first=offset_words(clocks[0]), last=offset_words(clocks[-1]))


def rules(events: Iterable[tuple[Event, str]], words: Words, name: PlaceName) -> tuple[Rule, ...]:
    """The clocks of the places of these events at their times; each event comes with the day it was known."""
    found: dict[tuple[int, ...], dict[str, str]] = {}
    for event, since in events:
        when = timed(event)
        for code in event.places if when is not None else ():
            assert when is not None
            clock = tuple(sorted({offset for value in _shown(when, code) for offset in _offsets(value)}))
            places = found.setdefault(clock, {})
            places[code] = min(since, places.get(code, since))
    return tuple(
        Rule(
            words("clock.or").join(map(offset_words, clock)) if clock else words("clock.not_known"),
            tuple((name(code, words.code), since) for code, since in places.items()),
        )
        for clock, places in sorted(found.items(), key=lambda pair: (not pair[0], len(pair[0]), pair[0]))
    )


def offset_words(minutes: int) -> str:
    """UTC+06:00; the sign before a negative one is a minus sign."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def _moved(when: When, every: dict[str, tuple[When, ...]], words: Words, name: PlaceName) -> str:
    if all(values == (when,) for values in every.values()) and every:
        return words("clock.local")
    if not any(every.values()):
        return words("clock.printed")
    between = words("clock.or")
    said = [
        f"{name(code, words.code)}: {between.join(written(format_when(value), words) for value in values)}"
        for code, values in every.items()
        if values
    ]
    return words("clock.places", times="; ".join(said))


def _shown(when: When, code: str) -> tuple[When, ...]:
    """The time on the clocks of a place, once for each of them, the earliest first."""
    if not when.zone_known:
        found = {local_interval(when, zone) for zone in zones_of(code)}
    else:
        found = {_on_clock(when, zone) for zone in zones_of(code)}
    return tuple(sorted(found, key=lambda value: (_offsets(value), format_when(value))))


def _on_clock(when: When, zone: str) -> When:
    start, end = when.start, when.end
    return When(
        _turned(start, zone) if isinstance(start, Moment) else start,
        _turned(end, zone) if isinstance(end, Moment) else end,
    )


def _turned(moment: Moment, zone: str) -> Moment:
    instant = moment.earliest
    if moment.minute is None or instant is None:
        return moment
    try:
        offset = offset_at(instant, zone)
        there = instant + timedelta(minutes=offset)
    except OverflowError:  # at the ends of the computer's calendar
        return moment
    minute = there.hour * 60 + there.minute
    return replace(moment, year=there.year, month=there.month, day=there.day, minute=minute, offset=offset)


def _offsets(when: When) -> Sequence[int]:
    return [moment.offset for moment in when.moments if moment.offset is not None]
