"""Times of the network: on one clock so that they can be compared, and as exact as the observer gives them.

The clock is that of most of the places with one clock; a time is moved only where a zone is printed. An end is as
exact as its row says: minutes to either side, a day where only a part of it is meant. Proved by
tests/report/test_network_times.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aigaq.errors import FormatError
from aigaq.report.clocks import Rule, offset_words, zones_of
from aigaq.report.dates import machine_form, written
from aigaq.report.phrases import capital
from aigaq.report.places import PlaceName
from aigaq.report.words import Words
from aigaq.statements import Connectivity, TimePrecision
from aigaq.values.dates import When, format_when, parse_when
from aigaq.values.moments import Moment
from aigaq.values.zones import offset_at

SLACK = {"5min": 5, "10min": 10, "15min": 15, "30min": 30, "1h": 60}
"""Minutes to either side of a time that is known so exactly."""
OPEN = ("", "..")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A beginning or an end. `machine`: for HTML; `exact`: how exactly it is known, and how the source prints it;
    `there`: what the clock of the place showed, where it is another."""

    text: str
    machine: str | None = None
    exact: str = ""
    printed: str = ""
    there: str = ""


def onset_of(spell: Connectivity) -> Pair | None:
    """The bounds of the onset; where only a time is stated that the words are about, that time."""
    about = spell.about
    start = spell.start or ((about.partition("/")[0], about.partition("/")[0]) if about else None)
    return None if start is None or set(start) <= set(OPEN) else start


def end_of(spell: Connectivity) -> Pair | None:
    """The bounds of the end; None where none is stated."""
    return None if spell.end is None or set(spell.end) <= set(OPEN) else spell.end


def minute_of(text: str) -> Moment | None:
    """The moment a text names, where it names a minute."""
    try:
        when = parse_when(text)
    except FormatError:
        return None
    start = when.start
    return start if isinstance(start, Moment) and start.minute is not None and not when.is_interval else None


def instant_of(text: str) -> datetime | None:
    """The instant a text names, where it names a minute; one without a zone is taken as printed."""
    moment = minute_of(text)
    day = moment.first_day if moment is not None else None
    if moment is None or day is None:
        return None
    if moment.offset is not None:
        return moment.earliest
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=moment.minute or 0)


def moved(text: str, offset: int | None) -> str:
    """A time with a zone on a clock; all else as it is."""
    moment, instant = minute_of(text), instant_of(text)
    if moment is None or instant is None or moment.offset is None or offset is None:
        return text
    return _text(instant, offset) or text


def allowed(pair: Pair, precision: TimePrecision, offset: int | None) -> Pair:
    """The earliest and the latest moment: as given, or a single time widened by how exactly it is known."""
    first, last = pair
    if first != last or minute_of(first) is None:
        return pair
    if precision is TimePrecision.PART_OF_DAY:
        day = moved(first, offset)[:10]
        return day, day
    slack = SLACK.get(precision.value, 0)
    return _shifted(first, -slack), _shifted(first, slack)


def _shifted(text: str, minutes: int) -> str:
    moment, instant = minute_of(text), instant_of(text)
    if moment is None or instant is None or not minutes:
        return text
    try:
        return _text(instant + timedelta(minutes=minutes), moment.offset) or text
    except OverflowError:  # at the ends of the computer's calendar
        return text


def _text(instant: datetime, offset: int | None) -> str:
    """An instant on a clock; without one as it is, and no zone."""
    try:
        there = instant + timedelta(minutes=offset or 0)
    except OverflowError:
        return ""
    moment = Moment(there.year, there.month, there.day, there.hour * 60 + there.minute, offset)
    return format_when(When(moment))


def edge(pair: Pair | None, precision: TimePrecision, unknown: str, words: Words, offset: int | None) -> Edge:
    """A beginning or an end in words. `unknown`: what is said where it is not stated."""
    if pair is None:
        return Edge(capital(unknown))
    first, last = (moved(text, offset) for text in pair)
    day_only = precision is TimePrecision.PART_OF_DAY and minute_of(first) is not None
    if day_only:
        first, last = first[:10], last[:10]
    printed = (first, last) != pair and pair[0] == pair[1]
    # Of a bound the words of the time tell already that it is one.
    exact = "" if precision in (TimePrecision.UNKNOWN, TimePrecision.BOUND) else words.word("precision", precision)
    return Edge(
        text=capital(_between(first, last, words)),
        machine=machine_form(first) if first == last else None,
        exact=exact,
        printed=words("network.printed", when=_printed(pair[0], first, words)) if printed else "",
    )


def _printed(text: str, shown: str, words: Words) -> str:
    """A time as its source prints it; the day only where it is another."""
    moment = minute_of(text)
    if moment is None or text[:10] != shown[:10] or moment.offset is None:
        return written(text, words)
    return words("date.utc", time=text[11:16]) if not moment.offset else f"{text[11:16]} {offset_words(moment.offset)}"


def _between(first: str, last: str, words: Words) -> str:
    if first == last:
        return written(first, words)
    if first in OPEN or last in OPEN:
        return written(f"{'..' if first in OPEN else first}/{'..' if last in OPEN else last}", words)
    return words("days.between", first=written(first, words), last=written(last, words))


def placed(one: Edge, spell: Connectivity, text: str, name: PlaceName, words: Words, offset: int | None) -> Edge:
    """The edge with what the clock of its place showed, where the place has one and it is another."""
    told = []
    for code in spell.places:
        clock = offsets_at(text, code)
        if len(clock) == 1 and clock != (offset,) and offset is not None:
            told.append(f"{name(code, words.code)}: {written(moved(text, clock[0]), words)}")
    return replace(one, there=words("clock.places", times="; ".join(told))) if told else one


def offsets_at(text: str, code: str) -> tuple[int, ...]:
    """The clocks of a place at a time that has a zone; none where either is not known."""
    moment, instant = minute_of(text), instant_of(text)
    if moment is None or instant is None or moment.offset is None:
        return ()
    return tuple(sorted({offset_at(instant, zone) for zone in zones_of(code)}))


def texts_of(spell: Connectivity) -> Iterator[str]:
    """The times a statement gives."""
    for pair in (onset_of(spell), end_of(spell)):
        for text in pair or ():
            if text not in OPEN:
                yield text


def clock_of(network: Iterable[Connectivity]) -> int | None:
    """The clock on which all times are shown, minutes east of UTC: that of most statements; a place with several
    clocks counts for each, and only where no place has one. None where no time has a zone and a place with a clock."""
    alone, shared = Counter[int](), Counter[int]()
    for spell in network:
        clocks = {offsets_at(text, code) for text in texts_of(spell) for code in spell.places}
        alone.update(clock[0] for clock in clocks if len(clock) == 1)
        shared.update(offset for clock in clocks for offset in clock)
    if not shared:
        return None
    return max(shared, key=lambda offset: (alone[offset], shared[offset], offset))


def rules(network: Iterable[tuple[Connectivity, str]], words: Words, name: PlaceName) -> tuple[Rule, ...]:
    """The clocks of the places; each statement comes with the day it was known."""
    found: dict[tuple[int, ...], dict[str, str]] = {}
    for spell, since in network:
        for code in spell.places:
            for clock in {offsets_at(text, code) for text in texts_of(spell) if minute_of(text) is not None}:
                places = found.setdefault(clock, {})
                places[code] = min(since, places.get(code, since))
    return tuple(
        Rule(
            words("clock.or").join(map(offset_words, clock)) if clock else words("clock.not_known"),
            tuple((name(code, words.code), since) for code, since in places.items()),
        )
        for clock, places in sorted(found.items(), key=lambda pair: (not pair[0], len(pair[0]), pair[0]))
    )
