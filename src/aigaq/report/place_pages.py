"""Places: a map of the events with the list beside it, and a page for each place with all that is said there.

An event is drawn at its own point where it has one, at its town's where it names a town and no point, and as a hatch
where only a region is known; what the map cannot show is in the list alone. Proved by tests/report/test_place_pages.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from aigaq.pictures import Map, MapPlace, MapWords, Region, draw_map, shipped_borders, unplaced
from aigaq.report.book import Book, Page, paging
from aigaq.report.characters import plain
from aigaq.report.clocks import zones_of
from aigaq.report.dates import written
from aigaq.report.day_pages import address
from aigaq.report.days import SideMark, event_of, key_of, marks_of, side_marks
from aigaq.report.figures import locale
from aigaq.report.icons import icon_of, mark_of
from aigaq.report.known import Reign, known_of, periods, reigns, since, turns
from aigaq.report.material import KINDS, Said
from aigaq.report.phrases import capital
from aigaq.report.place_index import country_of, place_of_code, town_of
from aigaq.report.site import page_name, paged
from aigaq.statements import Standing

STATEMENTS = 100
"""Statements on a page of a place."""
MAP_WIDTHS = (328, 680)
"""The map stands beside its list, so it is never drawn wider."""
CREDIT = "Natural Earth"
"""Who made the borders that ship (their file says the rest)."""
GROUPS = ("drawn", "area", "beyond", "unlisted", "only")
"""The list's parts: on the map, known as an area, outside the map, in no gazetteer, named in other statements only."""


@dataclass(frozen=True, slots=True)
class Count:
    """Events and statements of a place."""

    events: int
    statements: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the list. `counts`: how many there were, on whatever day is chosen."""

    name: str
    href: str
    since: str
    counts: tuple[Reign[Count], ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement of a place: where it leads, what it says, who says so, and what became of it as known on each day."""

    href: str
    when: str
    text: str
    language: str
    sides: tuple[SideMark, ...]
    speaker: str
    since: str
    stands: tuple[Reign[str], ...]
    number: int | None = None


def place_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The map with its list, and the page of each place. None where no event has been read."""
    if not book.events:
        return
    yield _overview(book)
    for code in book.place_index.at:
        yield from _place(book, code)


def _overview(book: Book) -> tuple[str, str]:
    index, picture, number = book.place_index, map_of(book), book.event_numbers
    hidden = set(unplaced(picture))
    shown = {place.listed for place in picture.places if place not in hidden and place.listed}
    rows: dict[str, list[PlaceRow]] = {group: [] for group in GROUPS}
    for code, every in sorted(index.at.items(), key=lambda pair: _rank(pair[1])):
        rows[group_of(code, every, shown, index.address(code))].append(_row(book, code, every))
    placed = list({said.id: said for every in index.at.values() for said in every}.values())
    worded = index.worded[:STATEMENTS]
    return book.page(
        "places.html",
        Page("places.html", book.words("places.title"), "places"),
        known=known_of(book, placed, beside=(*worded, *index.unplaced[:STATEMENTS])),
        drawing=drawn(picture),
        credit=CREDIT if picture.regions else "",
        groups=[(group, book.words(_HEADS[group]), rows[group]) for group in GROUPS if rows[group]],
        worded=[_line(book, said, number.get(said.id)) for said in worded],
        worded_left=len(index.worded) - len(worded),
        unplaced=[_line(book, said, number[said.id]) for said in index.unplaced[:STATEMENTS]],
        unplaced_left=max(0, len(index.unplaced) - STATEMENTS),
        sides=key_of(book.events, book.words),
    )


_HEADS = {
    "drawn": "places.drawn",
    "area": "places.area",
    "beyond": "places.beyond",
    "unlisted": "places.unlisted",
    "only": "places.only",
}


def _rank(every: Sequence[Said]) -> tuple[int, int]:
    return -sum(said.kind == "event" for said in every), -len(every)


def drawn(picture: Map) -> Markup:
    """The map at its widths."""
    return Markup("".join(draw_map(picture, width=width) for width in MAP_WIDTHS))  # noqa: S704  escaped by the picture


def map_of(book: Book) -> Map:
    """The events on the map: each at every place it names."""
    words, number = book.words, book.event_numbers
    places = [
        made
        for said in book.events
        for code in said.statement.places
        if (made := _map_place(book, said, code, number[said.id])) is not None
    ]
    return Map(
        title=words("places.map"),
        description=words("places.note"),
        regions=_regions(book),
        places=tuple(places),
        words=MapWords(locale(words), words("places.enlarged"), words("places.km"), words("places.m")),
    )


def _regions(book: Book) -> tuple[Region, ...]:
    """The borders of the country in which most events lie, where they ship; else the map has none."""
    countries = Counter(country_of(code) for said in book.events for code in said.statement.places)
    for country, _ in countries.most_common():
        regions = shipped_borders(country, book.language) if country else ()
        if regions:
            return regions
    return ()


def _map_place(book: Book, said: Said, code: str, number: int) -> MapPlace | None:
    """An event at one of its places. Its own point counts only where it names no other place."""
    event, place = event_of(said), place_of_code(code)
    name = plain(book.viewer.place_name(code, book.language))
    point = event.point if len(event.places) == 1 else None
    marks = marks_of(said)
    told = plain(", ".join(part for part in (str(number), name, written(event.time, book.words), event.what) if part))

    def spoken(standing: Standing) -> str:
        return told if standing is Standing.STANDING else f"{told} ({book.words.word('standing', standing)})"

    lat, lon, precision = None, None, "region"
    if point is not None:
        lat, lon, precision = point.lat, point.lon, point.precision
    elif place is not None and place.kind in ("settlement", "site"):
        lat, lon, precision = place.lat, place.lon, "settlement"
    exact = point is not None and precision not in ("settlement", "region", "country", "unknown")
    town = town_of(code)
    return MapPlace(
        lat=lat,
        lon=lon,
        precision=precision,
        label=_within(plain(event.place), town) if exact and event.place else name,
        mark=marks[0] if len(marks) == 1 else None,
        href=address(number),
        detail=spoken(said.standing),
        number=str(number),
        region=code if lat is None else "",
        town=plain(book.viewer.place_name(town, book.language)) if town else "",
        listed=book.place_index.address(code),
        periods=periods(said, book.material, spoken),
    )


def _within(words: str, town: str | None) -> str:
    """The words for a place inside a town, without the town's own name before them: its enlarged part bears it."""
    place = place_of_code(town) if town else None
    names = [name for forms in place.names.values() for name in forms] if place is not None else []
    for name in sorted(names, key=len, reverse=True):
        rest = words[len(name) :].lstrip(" ,:–—-")
        if rest and words.casefold().startswith(name.casefold()) and not words[len(name)].isalnum():
            return capital(rest)
    return words


def group_of(code: str, every: Sequence[Said], shown: Collection[str], href: str) -> str:
    """The part of the list a place stands in. `shown`: the addresses of the places that the map shows."""
    place = place_of_code(code)
    if place is None:
        return "unlisted"
    if not any(said.kind == "event" for said in every):
        return "only"
    if place.kind in ("region", "country"):
        return "area"
    return "drawn" if href in shown else "beyond"


def _row(book: Book, code: str, every: Sequence[Said]) -> PlaceRow:
    days = sorted(since(said, book.material) for said in every)
    of_events = sorted(since(said, book.material) for said in every if said.kind == "event")

    def count(day: str) -> Count:
        return Count(bisect_right(of_events, day), bisect_right(days, day))

    return PlaceRow(
        name=book.viewer.place_name(code, book.language),
        href=book.place_index.address(code),
        since=days[0],
        counts=reigns(list(dict.fromkeys(days)), count),
    )


def _line(book: Book, said: Said, number: int | None = None) -> SaidLine:
    """A statement as a line; an event leads to the pages of days."""
    viewer, words, event = book.viewer, book.words, said.kind == "event"
    statement = said.statement
    if event:
        sides = side_marks(said, words)
    else:
        mark = replace(mark_of(said), standing=Standing.STANDING.value, qualifier="exact")
        sides = (SideMark(icon_of(mark), words.word("side", statement.said_by)),)
    when = viewer.said_when(said)
    return SaidLine(
        href=address(number) if number is not None else book.site.statements[said.id],
        when=written(event_of(said).time, words) if event else written(when.date, words) if when else "",
        text=event_of(said).what if event else viewer.summary(said),
        language=(statement.language or "und") if event else book.language,
        sides=sides,
        speaker=statement.speakers[0].name if statement.speakers else "",
        since=since(said, book.material),
        stands=tuple(
            Reign("" if one.value is Standing.STANDING else words.word("standing", one.value), one.since, one.until)
            for one in turns(said, book.material)
        ),
        number=number,
    )


def _place(book: Book, code: str) -> Iterator[tuple[str, str]]:
    number, words, place = book.event_numbers, book.words, place_of_code(code)
    every = sorted(book.place_index.at[code], key=lambda said: (_kind(said), number.get(said.id, 0)))
    stem, pages = book.place_index.stem(code), paged(every, STATEMENTS)
    name = book.viewer.place_name(code, book.language)
    for at, some in enumerate(pages, 1):
        kinds = [(kind, [s for s in some if s.kind == kind]) for kind in _ORDER]
        yield book.page(
            "place.html",
            Page(page_name(stem, at), name, "places"),
            known=known_of(book, some),
            name=name,
            facts=_facts(book, code) if place is not None else [],
            listed=place is not None,
            kinds=[
                (kind, capital(words.word("kind", kind)), [_line(book, s, number.get(s.id)) for s in said])
                for kind, said in kinds
                if said
            ],
            pages=paging(stem, at, len(pages)),
        )


_ORDER = ("event", *(kind for kind in KINDS if kind != "event"))


def _kind(said: Said) -> int:
    return _ORDER.index(said.kind)


def _facts(book: Book, code: str) -> list[str]:
    """What the gazetteer knows of a place, as sentences."""
    place, words = place_of_code(code), book.words
    assert place is not None
    around = [book.viewer.place_name(parent, book.language) for _, parent in place.parents]
    zones = zones_of(code)
    told = [words("places.inside", places=", ".join(around))] if around else []
    if zones:
        told.append(words("places.zone" if len(zones) == 1 else "places.zones", zones=", ".join(zones)))
    return told
