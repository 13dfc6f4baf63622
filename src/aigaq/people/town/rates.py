"""The rates by which a town is made, as data: shipped in data/rates.toml, or a user's own laid over it.

A file of rates says what differs. A table takes the place of the shipped one key by key; `[[list]]` takes the place of
all lists, and a list with `like = "official"` starts from the shipped list of that name.
Proved by tests/people/town/test_rates.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct, field

from aigaq.errors import FormatError, UsageError
from aigaq.people.town import naming, spelling, tables

STATUSES = ("dead", "injured", "detained", "missing")
ALIVE = "alive"
AGES = (("minor", 18), ("adult", 65), ("old", 200))
"""Groups of age, each with the age before which it ends."""


class People(Struct, frozen=True, forbid_unknown_fields=True):
    """Who lives in the town; the shipped file says what each rate is."""

    traditions: dict[str, float]
    women: float
    families: tuple[float, ...]
    parents: float
    twins: float
    namesakes: float
    ages: tuple[tuple[int, int, float], ...]
    status: dict[str, float]
    causes: dict[str, float]
    hidden: tuple[tuple[float, float], ...]


class Event(Struct, frozen=True, forbid_unknown_fields=True):
    """When it happened."""

    first: str
    days: int
    later: float

    @property
    def start(self) -> date:
        """The first day."""
        return date.fromisoformat(self.first)


class Errors(Struct, frozen=True, forbid_unknown_fields=True):
    """How often a keeper errs, by kind of mistake."""

    typing: float = 0.0
    sound: float = 0.0
    lookalike: float = 0.0
    swapped: float = 0.0
    no_patronymic: float = 0.0
    initials: float = 0.0
    day_month: float = 0.0
    wrong_digit: float = 0.0
    year_only: float = 0.0
    age_off: float = 0.0
    age_round: float = 0.0
    death_off: float = 0.0
    wrong_place: float = 0.0
    wrong_status: float = 0.0
    late_status: float = 0.0
    duplicate: float = 0.0
    nameless: float = 0.0
    missing: dict[str, float] = field(default_factory=dict)


class Editions(Struct, frozen=True, forbid_unknown_fields=True):
    """What a second edition does to the rows of a list."""

    added: float
    changed: float
    dropped: float


class List(Struct, frozen=True, forbid_unknown_fields=True):
    """One keeper and his list."""

    name: str
    keeper: str
    language: str
    share: float
    spellings: tuple[tuple[str, str, float], ...]
    columns: tuple[tuple[str, ...], ...]
    odds: dict[str, float] = field(default_factory=dict)
    copies: dict[str, float] = field(default_factory=dict)
    editions: Editions | None = None
    errors: Errors = field(default_factory=Errors)


class Rates(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a town is made by."""

    persons: People
    event: Event
    list: tuple[List, ...]

    def first_lists(self, count: int) -> Rates:
        """The same with the first so many lists.

        Raises:
            UsageError: there are not so many.
        """
        if not 1 <= count <= len(self.list):
            hint = "write [[list]] tables of your own and give them with --like; --rates prints the shipped ones"
            raise UsageError(f"the rates have {len(self.list)} lists, not {count}", where="--lists", hint=hint)
        return msgspec.structs.replace(self, list=self.list[:count])

    def with_dead(self, share: float) -> Rates:
        """The same with this share of dead, the other fates in proportion."""
        others = sum(part for name, part in self.persons.status.items() if name != "dead")
        scale = (1 - share) / others if others else 0.0
        status = {name: part * scale for name, part in self.persons.status.items() if name != "dead"}
        return msgspec.structs.replace(
            self, persons=msgspec.structs.replace(self.persons, status={"dead": share, **status})
        )


def rates_text() -> str:
    """The shipped rates as they are written, comments and all."""
    return tables.text("rates.toml")


@cache
def shipped_rates() -> Rates:
    """The shipped rates."""
    return _checked(tables.toml("rates"), "rates.toml")


def read_rates(data: bytes, *, where: str) -> Rates:
    """A user's rates laid over the shipped ones.

    Raises:
        FormatError: no TOML, a name that is not known, or a rate that cannot be.
    """
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FormatError(
            f"this is no TOML: {error}", where=where, hint="aigaq town --rates prints a file of this kind"
        ) from error
    return _checked(_laid_over(tables.toml("rates"), given, where), where)


def _laid_over(shipped: Mapping[str, Any], given: Mapping[str, Any], where: str) -> dict[str, Any]:
    made = {**shipped, **given}
    for name in ("persons", "event"):
        if isinstance(given.get(name), dict):
            made[name] = {**shipped[name], **given[name]}
    if isinstance(given.get("list"), list):
        made["list"] = [_list_over(shipped["list"], one, where) for one in given["list"]]
    return made


def _list_over(shipped: list[dict[str, Any]], given: object, where: str) -> object:
    if not isinstance(given, dict) or "like" not in given:
        return given
    known = {one["name"]: one for one in shipped}
    if given["like"] not in known:
        raise FormatError(
            f"no shipped list is called {given['like']!r}", where=where, hint=f"there are {', '.join(known)}"
        )
    base = known[given["like"]]
    rest = {name: value for name, value in given.items() if name != "like"}
    joined = {
        name: {**base[name], **value}
        for name, value in rest.items()
        if name in ("errors", "odds") and isinstance(value, dict)
    }
    return {"copies": {}, **{name: value for name, value in base.items() if name != "copies"}, **rest, **joined}


def _checked(made: Mapping[str, Any], where: str) -> Rates:
    try:
        rates = msgspec.convert(made, Rates)
    except msgspec.ValidationError as error:
        what = str(error)
        raise FormatError(
            what[:1].lower() + what[1:], where=where, hint="aigaq town --rates prints a file of this kind"
        ) from error
    for what in _wrong(rates):
        raise FormatError(what, where=where, hint="aigaq town --rates prints a file of this kind")
    return rates


def _wrong(rates: Rates) -> Iterator[str]:
    people, event = rates.persons, rates.event
    for name in people.traditions:
        if name not in naming.traditions():
            yield f"persons.traditions: no tradition is called {name!r}"
    yield from _not_among("persons.status", people.status, STATUSES)
    for group in ("traditions", "status", "causes"):
        yield from _bad_shares(f"persons.{group}", getattr(people, group).values(), whole=True)
    yield from _bad_shares("persons.families", people.families, whole=True)
    if len(people.families) > 20:
        yield "persons.families: families have up to 20 members"
    yield from _bad_shares("persons", (people.women, people.parents, people.twins, people.namesakes))
    yield from _bad_shares("persons.ages", (share for *_, share in people.ages), whole=True)
    if any(not 0 <= first <= last <= 120 for first, last, _ in people.ages):
        yield "persons.ages: ages are from 0 to 120, the smaller first"
    yield from _bad_shares("persons.hidden", (share for share, _ in people.hidden), whole=True)
    yield from _bad_event(event)
    if not rates.list:
        yield "there is no [[list]]"
    for number, one in enumerate(rates.list):
        yield from _bad_list(one, [before.name for before in rates.list[:number]])


def _bad_event(event: Event) -> Iterator[str]:
    try:
        start = event.start
    except ValueError:
        yield f"event.first: {event.first!r} is no day; write 2019-03-14"
    else:
        if not 1900 <= start.year <= 9000 or not 1 <= event.days <= 3650:
            yield "event: a day from the year 1900 on, and 1 to 3650 days"
    yield from _bad_shares("event.later", (event.later,))


def _bad_list(one: List, before: list[str]) -> Iterator[str]:
    name = f"list {one.name!r}"
    if not one.name.isidentifier() or not one.name.isascii() or one.name in before:
        yield f"{name}: a name is letters, digits and _, and belongs to one list"
    yield from _not_among(f"{name}: language", (one.language,), tables.toml("words"))
    yield from _not_among(f"{name}: copies (of lists before it)", one.copies, before)
    yield from _not_among(f"{name}: odds", one.odds, labels())
    if not 0 < one.share < 1 or any(odds < 0 for odds in one.odds.values()):
        yield f"{name}: share lies between 0 and 1, odds are not negative"
    yield from _not_among(f"{name}: spellings, language", (one for one, *_ in one.spellings), naming.languages())
    yield from _not_among(
        f"{name}: spellings, letters", (letters for _, letters, _ in one.spellings), spelling.systems()
    )
    yield from _bad_shares(f"{name}: spellings", (share for *_, share in one.spellings), whole=True)
    yield from _bad_columns(name, one.columns)
    errors = msgspec.structs.asdict(one.errors)
    yield from _bad_shares(f"{name}: errors", (rate for key, rate in errors.items() if key != "missing"))
    yield from _bad_shares(f"{name}: errors.missing", one.errors.missing.values())
    yield from _bad_shares(f"{name}: copies", one.copies.values())
    if one.editions is not None:
        yield from _bad_shares(f"{name}: editions", msgspec.structs.asdict(one.editions).values())


def _bad_columns(name: str, columns: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    style = tables.toml("columns")
    if any(len(column) not in (2, 3) for column in columns):
        yield f"{name}: a column is [header, what] or [header, what, how]"
        return
    yield from _not_among(f"{name}: columns", (column[1] for column in columns), style["what"])
    for column in columns:
        yield from _bad_how(name, column, style)
    if not any(column[1] in ("name", "surname") for column in columns):
        yield f"{name}: no column holds a name"
    if len({column[0] for column in columns}) < len(columns):
        yield f"{name}: two columns have the same header"


def _bad_how(name: str, column: tuple[str, ...], style: Mapping[str, Any]) -> Iterator[str]:
    _, what, *how = column
    if what == "name":
        yield from _not_among(f"{name}: parts of a name", (" ".join(how) or "?").lower().split(), style["name_parts"])
    elif what in ("birth", "death"):
        yield from _not_among(f"{name}: how a date is written", how or ("?",), style["dates"])


def labels() -> tuple[str, ...]:
    """What odds may be of: sex, group of age, fate, place."""
    return (*naming.SEXES, *(name for name, _ in AGES), *STATUSES, *(row["code"] for row in tables.rows("places")))


def _not_among(where: str, given: Any, known: Any) -> Iterator[str]:
    for one in given:
        if one not in known:
            yield f"{where}: {one!r} is not known; there are {', '.join(known)}"


def _bad_shares(where: str, shares: Any, *, whole: bool = False) -> Iterator[str]:
    held = list(shares)
    if any(not 0 <= share <= 1 for share in held) or (whole and not 0 < sum(held) < 1e6):
        yield f"{where}: shares lie between 0 and 1" + (", and not all are 0" if whole else "")
