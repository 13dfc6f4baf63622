"""Places: codes, names in several languages, parents, zones and points, and where a text names them.

Codes: ISO 3166 alpha-2 in lower case for countries, a word for everything else. The tables are data/places.*.tsv with
their sources (CLDR, GeoNames, own). Proved by tests/values/test_places.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from aigaq.errors import FormatError
from aigaq.values import tables
from aigaq.values._placenames import LANGUAGES, Name, Names

KINDS = ("country", "region", "settlement", "site")
_TABLES = ("places.countries", "places.kz", "places.capitals")


@dataclass(frozen=True, slots=True)
class Place:
    """A place.

    `parents` are (first day or None, code) in order of time; `parent` is the first of them. `lat`, `lon` are degrees
    WGS 84, and `precision` says of what they are a point: 10m, 100m, 1km, settlement, region, country, unknown. `zone`
    is an IANA name, None where the place has several. `names` maps a language to its names, the one to display first.
    """

    code: str
    kind: str
    parents: tuple[tuple[date | None, str], ...] = ()
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def parent(self) -> str | None:
        """The place it lies in; where that changed, the earlier one."""
        return self.parents[0][1] if self.parents else None

    def parent_on(self, day: date) -> str | None:
        """The place it lay in on that day."""
        held = [code for since, code in self.parents if since is None or since <= day]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at start..end (code points). `code` is the likeliest, `codes` all that share the name.

    `adjective` marks adjectives and words for people ("Chilean", "казахстанский"): such a mention names no location.
    """

    start: int
    end: int
    code: str
    adjective: bool = False
    codes: tuple[str, ...] = ()


class Gazetteer:
    """A set of places. `shipped()` is the one that comes with the program, `extended` adds a case's own."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in places}
        self._found: Names | None = None

    @staticmethod
    def shipped() -> Gazetteer:
        """The world's countries and capitals and the places of the shipped tables; read once."""
        return _shipped()

    def extended(self, rows: Iterable[Place]) -> Gazetteer:
        """A gazetteer with these places too; a row with a known code replaces that place.

        FormatError for an unknown kind or a parent nobody has.
        """
        added = list(rows)
        known = set(self._places) | {place.code for place in added}
        for place in added:
            _check(place, known)
        return Gazetteer([*self._places.values(), *added])

    def __iter__(self) -> Iterator[Place]:
        """Every place, by code."""
        return iter(self._places[code] for code in sorted(self._places))

    def __len__(self) -> int:
        return len(self._places)

    def get(self, code: str) -> Place | None:
        """The place of this code."""
        return self._places.get(code)

    def name(self, code: str, language: str) -> str:
        """The name to display: in that language, else in English, else any; the code itself where it is unknown."""
        place = self._places.get(code)
        if place is None:
            return code
        named = place.names.get(language) or place.names.get("en") or next(iter(place.names.values()), ())
        return named[0] if named else code

    def ancestors(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The places it lies in, nearest first; on that day, or without one by its earlier and later parents alike."""
        found: list[str] = []
        waiting = [code]
        while waiting:
            parents = self._parents(waiting.pop(0), on)
            fresh = [parent for parent in parents if parent not in found and parent != code]
            found += fresh
            waiting += fresh
        return tuple(sorted(found, key=lambda parent: (self._rank(parent), found.index(parent))))

    def within(self, code: str, other: str, on: date | None = None) -> bool:
        """True where `code` is `other` or lies in it (see `ancestors`)."""
        return code == other or other in self.ancestors(code, on)

    def zone(self, code: str) -> str | None:
        """The IANA zone of the place, else of the nearest place around it that has only one."""
        around = (self._places[parent] for parent in (code, *self.ancestors(code)) if parent in self._places)
        return next((place.zone for place in around if place.zone is not None), None)

    def find(self, text: str, language: str | None = None) -> list[PlaceMention]:
        """The places named in a text, in order, none overlapping: whole words, longest name first, case forms by rule.

        Names of every language are read; `language` decides which comes first where languages share a word. Names
        need a capital letter (adjectives of Russian and Kazakh do not).
        """
        if self._found is None:
            self._found = Names(_names(self._places.values()))
        mentions: dict[int, list[tuple[int, Name]]] = {}
        for found in self._found.find(text):
            mentions.setdefault(found.start, []).append((found.end, found.name))
        return [_mention(start, named, language) for start, named in mentions.items()]

    def _parents(self, code: str, on: date | None) -> list[str]:
        place = self._places.get(code)
        if place is None:
            return []
        if on is None:
            return [parent for _, parent in place.parents]
        parent = place.parent_on(on)
        return [] if parent is None else [parent]

    def _rank(self, code: str) -> int:
        place = self._places.get(code)
        return 0 if place is None else -KINDS.index(place.kind)


def _mention(start: int, named: list[tuple[int, Name]], language: str | None) -> PlaceMention:
    """One mention of all names that share the span; place names before adjectives, the text's language first."""
    end = named[0][0]
    ordered = sorted((name for _, name in named), key=lambda name: (name.adjective, name.language != language))
    codes = tuple(dict.fromkeys(code for name in ordered for code in name.codes))
    return PlaceMention(start, end, codes[0], ordered[0].adjective, codes)


def _names(places: Iterable[Place]) -> Iterator[Name]:
    """Every name once a language, with the codes that share it: first those of the data, then in the order of places."""
    shared: dict[tuple[str, str, bool], list[str]] = {}
    for place in places:
        for adjective, table in ((False, place.names), (True, place.adjectives)):
            for language, forms in table.items():
                for form in forms:
                    shared.setdefault((form, language, adjective), []).append(place.code)
    for language in LANGUAGES:
        for form, codes in tables.toml(f"inflections.{language}").get("ambiguous", {}).items():
            shared[form, language, False] = codes
    for (form, language, adjective), codes in shared.items():
        yield Name(form, tuple(codes), language, adjective)


@cache
def _shipped() -> Gazetteer:
    adjectives = {row[0]: _by_language(row[1:]) for row in tables.rows("places.adjectives")}
    rows = (row for name in _TABLES for row in tables.rows(name))
    return Gazetteer(_place(row, adjectives) for row in rows)


def _place(row: list[str], adjectives: dict[str, dict[str, tuple[str, ...]]]) -> Place:
    code, kind, parents, zone, lat, lon, precision, *names = row
    return Place(
        code=code,
        kind=kind,
        parents=tuple(_parent(text) for text in parents.split("|") if text),
        zone=zone or None,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        precision=precision,
        names=_by_language(names),
        adjectives=adjectives.get(code, {}),
    )


def _parent(text: str) -> tuple[date | None, str]:
    since, _, code = text.rpartition(":")
    return (date.fromisoformat(since) if since else None), code


def _by_language(cells: list[str]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(cell.split("|")) for language, cell in zip(LANGUAGES, cells, strict=False) if cell}


def _check(place: Place, known: set[str]) -> None:
    if place.kind not in KINDS:
        raise FormatError("no such kind of place", where=place.code, hint=f"one of {', '.join(KINDS)}")
    missing = [code for _, code in place.parents if code not in known]
    if missing:
        raise FormatError(f"no such parent {missing[0]!r}", where=place.code)
