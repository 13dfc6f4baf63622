"""Events in their order, and the picture of them.

Lanes are types of events. An event without a date is listed, never placed (design §6). Events that name no speaker
bear the marks of the sides whose accounts hold them. Where there are too many to be drawn one by one, a mark stands
for those of a type on one day, month or year. Proved by tests/report/test_days.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from markupsafe import Markup

from aigaq.errors import FormatError
from aigaq.pictures import Bar, Days, DayWords, Lane, Mark, Period, Track
from aigaq.report.characters import plain
from aigaq.report.clocks import local
from aigaq.report.dates import machine_form, written
from aigaq.report.figures import locale
from aigaq.report.icons import icon_of, mark_of
from aigaq.report.known import periods, since
from aigaq.report.material import Said
from aigaq.report.phrases import capital
from aigaq.report.places import names
from aigaq.report.views import Card, Viewer
from aigaq.report.words import Words, known_languages
from aigaq.statements import Event, Side, Standing, TimePrecision
from aigaq.values.dates import When, format_when, parse_when
from aigaq.values.periods import part_of_day, parts_of_day

ONE_BY_ONE = 240
"""So many events of a picture are drawn one by one, and so many marks it has at most, unless their years are more."""

Numbered = Sequence[tuple[int, Said]]
Address = Callable[[int], str]

_LATEST = 9999 * 366
# "Night" may be the one before the day or the one after it; the words do not tell which.
_PARTS = {"night": "night_either"}


@dataclass(frozen=True, slots=True)
class SideMark:
    """A side whose account holds an event: its shape and its word."""

    icon: Markup
    word: str


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place of an event and the page of all that is said there; empty where there is none."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event of the list. `clock`: what the clocks of its places showed; `place_words`: as the source has the place."""

    number: int
    card: Card
    when: str
    when_machine: str | None
    precision: str
    clock: str
    words: str
    places: tuple[PlaceLink, ...]
    place_words: str
    type: str
    what: str
    sides: tuple[SideMark, ...]


def event_of(said: Said) -> Event:
    """The statement of an event."""
    assert isinstance(said.statement, Event)
    return said.statement


def events_in_order(events: Sequence[Said]) -> list[Said]:
    """Events by their day and, within it, the time of day as printed; those without a date last.

    Events of one time keep the order in which the material has them: that of the text.
    """
    return sorted(events, key=_when)


def dated(said: Said) -> When | None:
    """When an event was; None where it has no date that can be read."""
    try:
        return parse_when(event_of(said).time or "")
    except FormatError:
        return None


def _when(said: Said) -> tuple[int, int, int]:
    when = dated(said)
    if when is None:
        return _LATEST, 0, 0
    day = when.first_day or when.last_day
    last = when.last_day or day
    # A part of a day begins with the hours its words may mean, where these begin on that day.
    drawn = parse_when(drawn_time(event_of(said)))
    inside = drawn if drawn.first_day == when.first_day else when
    minute = next((moment.minute for moment in inside.moments if moment.minute is not None), -1)
    # What is known to the month only stands after the days on which the month begins.
    return (day.toordinal() if day else _LATEST - 1, minute, last.toordinal() if last else _LATEST)


def sides_of(said: Said) -> tuple[Side, ...]:
    """Who says so: the speaker's side, else the sides whose accounts hold it."""
    event = event_of(said)
    return event.seen_from if event.said_by is Side.UNKNOWN and event.seen_from else (event.said_by,)


def marks_of(said: Said) -> tuple[Mark, ...]:
    """The marks of an event, one for each side."""
    return tuple(replace(mark_of(said), side=side.value) for side in sides_of(said))


def side_marks(said: Said, words: Words) -> tuple[SideMark, ...]:
    """The sides of an event for a list. What became of it is told apart, as it was known on each day."""
    made = (replace(mark, standing=Standing.STANDING.value) for mark in marks_of(said))
    return tuple(SideMark(icon_of(mark), words.word("side", mark.side)) for mark in made)


def key_of(events: Sequence[Said], words: Words) -> tuple[SideMark, ...]:
    """The shapes of the sides whose accounts hold these events."""
    here = {side for said in events for side in sides_of(said)}
    return tuple(SideMark(icon_of(side), words.word("side", side)) for side in Side if side in here)


def view_of(number: int, said: Said, viewer: Viewer, page_of: Callable[[str], str]) -> EventView:
    """An event of the list. `page_of`: the page of a place by its code."""
    event, words = event_of(said), viewer.words
    name = viewer.place_name
    places = tuple(PlaceLink(name(code, words.code), page_of(code)) for code in event.places)
    itself = {part.strip().casefold() for part in re.split(r"[;,]", event.place or "")} - {""}
    told = [{name(code, language).casefold() for language in known_languages()} for code in event.places]
    same = len(itself) == len(told) and all(not itself.isdisjoint(names) for names in told)
    precise = event.time_precision is not TimePrecision.UNKNOWN
    return EventView(
        number=number,
        card=viewer.card(said),
        when=written(event.time, words),
        when_machine=machine_form(event.time),
        precision=words.word("precision", event.time_precision) if event.time and precise else "",
        clock=local(event, words, name),
        words=words("days.words", words=event.time_words) if event.time_words else "",
        places=places,
        place_words=words.quoted(event.place) if event.place and not same else "",
        type=words.word("event_type", event.type),
        what=event.what,
        sides=side_marks(said, words),
    )


def picture(events: Numbered, viewer: Viewer, address: Address, bands: Sequence[Track] = ()) -> Days | None:
    """The picture of the events that have a date; None where none has.

    Args:
        address: where an event's number leads.
        bands: how the network was meanwhile, place by place.
    """
    drawable = [(number, said) for number, said in events if dated(said)]
    if not drawable:
        return None
    words = viewer.words
    lanes: dict[str, list[tuple[int, Said]]] = defaultdict(list)
    for number, said in drawable:
        lanes[plain(capital(words.word("event_type", event_of(said).type)))].append((number, said))
    ends = dict.fromkeys(written(event_of(said).time, words) for _, said in (drawable[0], drawable[-1]))
    drawn = [Lane(title, bars) for title, bars in _bars(lanes, len(drawable), viewer, address)]
    return Days(
        title=words("days.title"),
        description=words("happened.picture", range=" – ".join(ends)),
        lanes=tuple(drawn),
        network=(),
        words=day_words(words, tracks=words("blackout.bands") if bands else ""),
        tracks=tuple(bands),
    )


def day_words(words: Words, *, tracks: str = "") -> DayWords:
    """The words inside the picture; `tracks`: the head over what is told of the network."""
    return DayWords(
        locale=locale(words),
        lanes="",
        network="",
        no_end="",
        undated=words("days.undated_head"),
        outside=words("days.outside_head"),
        wide=words("happened.wide"),
        close=words("happened.close"),
        tracks=tracks,
    )


def _bars(
    lanes: Mapping[str, Numbered], count: int, viewer: Viewer, address: Address
) -> Iterator[tuple[str, tuple[Bar, ...]]]:
    """The bars of each lane: an event each, or one for those of the same day, month or year."""
    if count <= ONE_BY_ONE:
        for title, events in lanes.items():
            yield title, tuple(_bar(number, said, viewer, address) for number, said in events)
        return
    for cut in (10, 7, 4):  # characters of a date that name the day, the month, the year
        groups = {title: _together(events, cut) for title, events in lanes.items()}
        if cut == 4 or sum(map(len, groups.values())) <= ONE_BY_ONE:
            break
    for title, found in groups.items():
        yield title, tuple(_crowd(start, events, title, viewer, address) for start, events in found.items())


def _bar(number: int, said: Said, viewer: Viewer, address: Address) -> Bar:
    event, words = event_of(said), viewer.words
    place = names(event.places, words.code, viewer.place_name)
    told = plain(", ".join(part for part in (written(event.time, words), place, event.what) if part))
    first, *also = marks_of(said)

    def spoken(standing: Standing) -> str:
        return told if standing is Standing.STANDING else f"{told} ({words.word('standing', standing)})"

    return Bar(
        start=drawn_time(event),
        precision=event.time_precision.value,
        label=str(number),
        href=address(number),
        mark=first,
        detail=spoken(said.standing),
        periods=periods(said, viewer.material, spoken),
        also=tuple(also),
    )


def drawn_time(event: Event) -> str:
    """Where an event is drawn: a part of a day at the hours its words may mean, all else as it is dated."""
    time, part = event.time or "", (event.time_words or "").casefold().replace(" ", "_")
    if event.time_precision is not TimePrecision.PART_OF_DAY:
        return time
    part = _PARTS.get(part, part)
    if part in parts_of_day():
        with suppress(FormatError):
            when = parse_when(time)
            if not when.is_interval and len(time) == len("2022-01-05") and when.first_day is not None:
                return format_when(part_of_day(when.first_day, part))
    return time


def _together(events: Numbered, cut: int) -> dict[str, list[tuple[int, Said]]]:
    found: dict[str, list[tuple[int, Said]]] = defaultdict(list)
    for number, said in events:
        found[(event_of(said).time or "").removeprefix("../")[:cut]].append((number, said))
    return found


def _crowd(start: str, events: Numbered, title: str, viewer: Viewer, address: Address) -> Bar:
    """One mark for several events; it tells how many were known, never more than had been said by then."""
    words = viewer.words
    marks = dict.fromkeys(mark for _, said in events for mark in marks_of(said) if not mark.struck)
    first, *also = list(marks)[:4] or [Mark("unknown")]
    when = written(start, words)

    def spoken(count: int) -> str:
        return plain(f"{when}, {title}: {words.n('happened.events', count)}")

    days = sorted(since(said, viewer.material) for _, said in events)
    turns = tuple(Period(day, "standing", spoken(days.count(day) + days.index(day))) for day in dict.fromkeys(days))
    return Bar(
        start=start,
        precision={10: "day", 7: "month"}.get(len(start), "year"),
        href=address(events[0][0]),
        mark=first,
        detail=spoken(len(events)) if days[0] else plain(f"{when}, {title}"),
        periods=turns if days[0] else (),
        also=tuple(also),
    )
