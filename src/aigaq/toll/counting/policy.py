"""Whom a case counts, in which parts, and how each of its lists was made: what `aigaq set CASE policy FILE` takes.

Normative text: docs/formats/policy.md. A count means nothing without its rule of inclusion (whom, where, from when until
when): Every Casualty Counts, *Standards for Casualty Recording* (2016), ask for one that is published. How lists were made
decides whether their overlaps tell anything (International Working Group for Disease Monitoring and Forecasting,
*American Journal of Epidemiology* 142, 1995, pp. 1047-1058). Proved by tests/toll/counting/test_policy.py.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from aigaq.accounts.dates import bounds_of
from aigaq.accounts.explanations import Text, text_in
from aigaq.errors import FormatError
from aigaq.statements.persons import Fate

if TYPE_CHECKING:
    from aigaq.values.places import Gazetteer

FORMAT = "policy 1"
NAME = "policy"
MOST_STRATA = 60
"""Strata are held as one integer for each record."""
OLDEST = 150
SEXES = ("female", "male")
_Read = TypeVar("_Read", bound=msgspec.Struct)
_HINT = "docs/formats/policy.md says what the file holds"
_DATE = "write a day, a month or a year, as in 2022-01-05"


class Missing(StrEnum):
    """What becomes of a person whose place or date is asked for and not told, or not exactly enough."""

    INCLUDE = "include"
    LEAVE_OUT = "leave_out"


class Inclusion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The rule of inclusion. `words`: the rule as people read it; `where`: codes of places, empty for any; `since`,
    `until`: days of death (EDTF), both included."""

    words: Text
    whom: tuple[Fate, ...] = (Fate.DEAD,)
    where: tuple[str, ...] = ()
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = None
    missing: Missing = Missing.INCLUDE


class Stratum(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of those counted: all that is given must hold. `ages`: the first and the last whole year, both included."""

    name: str
    where: tuple[str, ...] = ()
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = None
    sex: str | None = None
    ages: tuple[int, int] | None = None


class ListDeclared(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is declared of a list: who keeps it, when it began, how names got onto it, from what rows were taken.

    `drew_on`: names of other lists, or words for sources outside; empty: on nothing; None: nobody said. `not_with`: lists
    on which nobody of this one can stand; `not_in`: strata of which nobody can stand on this one.
    """

    name: str
    keeper: Text | None = None
    begins: str | None = None
    gathered: Text | None = None
    drew_on: tuple[str, ...] | None = None
    not_with: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


class Claimed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure somebody gave of all whom the rule counts: the estimate says how probable it is that there are more."""

    number: int
    words: Text


class Invented(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that the case is invented and how many there are in truth, so that an estimate can be seen beside it."""

    words: Text
    truth: int


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A whole file."""

    inclusion: Inclusion
    strata: tuple[Stratum, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    invented: Invented | None = None
    list: tuple[ListDeclared, ...] = ()


class _File(Policy, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    aigaq: str


class _Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of lists alone, or a whole policy of which the lists are read."""

    list: tuple[ListDeclared, ...] = ()
    aigaq: str | None = None
    inclusion: Inclusion | None = None
    strata: tuple[Stratum, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    invented: Invented | None = None


NOTHING_SET = Policy(inclusion=Inclusion(words=""))
"""The rule where a case has none: everybody a list calls dead."""


def read_policy(payload: bytes, *, where: str | Path = "setting policy") -> Policy:
    """Read a policy and check that it fits together; lists and places: `check_declarations`, `check_places`.

    Raises:
        FormatError: no TOML, an unknown field, a date that is none, a name twice; names the table.
    """
    read = _converted(_table(payload, where), _File, where)
    if read.aigaq != FORMAT:
        raise FormatError(f"not {FORMAT}: {read.aigaq}", where=where, hint=_HINT)
    _refuse(_faults(read), where)
    return Policy(**{one: getattr(read, one) for one in Policy.__struct_fields__})


def read_declarations(payload: bytes, *, where: str | Path = "lists") -> tuple[ListDeclared, ...]:
    """The `[[list]]` tables of a file: of one that holds nothing else, or of a whole policy.

    Raises:
        FormatError: no TOML, an unknown field, a date that is none, a list twice, or no list at all.
    """
    read = _converted(_table(payload, where), _Lists, where)
    if read.aigaq not in (None, FORMAT):
        raise FormatError(f"not {FORMAT}: {read.aigaq}", where=where, hint=_HINT)
    if not read.list:
        raise FormatError("no list is declared in it", where=where, hint="write one [[list]] for each, with its name")
    _refuse(_list_faults(read.list, None if read.aigaq is None else [one.name for one in read.strata]), where)
    return read.list


def check_declarations(
    declared: Iterable[ListDeclared], lists: Iterable[str], *, where: str | Path = "lists", of: str = "the table"
) -> None:
    """Compare the names of declared lists with the lists there are.

    Raises:
        FormatError: no list is called so; the nearest is named.
    """
    known = list(lists)
    for one in declared:
        for name in (one.name, *one.not_with):
            if name not in known:
                named = f"; {of} has {', '.join(known)}" if known else ""
                raise FormatError(
                    f"no list of {of} is called {name}",
                    where=f"{where}: list {one.name}",
                    hint=f"{_near(name, known)}{named}".removeprefix("; "),
                )


def check_places(policy: Policy, places: Gazetteer, *, where: str | Path = "setting policy") -> None:
    """Compare the codes of places with those of a gazetteer.

    Raises:
        FormatError: no place has such a code; the nearest is named.
    """
    asked = [("inclusion", policy.inclusion.where), *((f"stratum {one.name}", one.where) for one in policy.strata)]
    codes = [place.code for place in places]
    for owner, wanted in asked:
        for code in wanted:
            if places.get(code) is None:
                own = "`aigaq set CASE gazetteer FILE` adds places"
                hint = "; ".join(word for word in (_near(code, codes), own) if word)
                raise FormatError(f"no place has the code {code}", where=f"{where}: {owner}", hint=hint)


def _near(name: str, known: Iterable[str]) -> str:
    found = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"the nearest is {found[0]}" if found else ""


def _table(payload: bytes, where: str | Path) -> Mapping[str, object]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(payload.decode("utf-8-sig")).items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormatError(f"no TOML: {error}".rstrip("."), where=where, hint=_HINT) from error


def _plain(value: object) -> object:
    """TOML's own dates as text: people write days with quotes or without."""
    if isinstance(value, datetime) or not isinstance(value, date | dict | list):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value]


def _converted(table: Mapping[str, object], kind: type[_Read], where: str | Path) -> _Read:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        said = str(error)
        raise FormatError(f"no policy: {said[:1].lower()}{said[1:]}", where=where, hint=_HINT) from error


Faults = Iterator[tuple[str, str, str]]
"""What does not fit together: the table, what is wrong, the next step."""


def _refuse(faults: Faults, where: str | Path) -> None:
    for owner, wrong, hint in faults:
        raise FormatError(wrong, where=f"{where}: {owner}", hint=hint)


def _faults(read: Policy) -> Faults:
    rule = read.inclusion
    if not text_in(rule.words, "en")[0].strip():
        yield "inclusion", "the rule has no words", 'say it in a sentence people can read, as in words = "Everybody …"'
    if not rule.whom or Fate.UNKNOWN in rule.whom:
        fates = ", ".join(fate for fate in Fate if fate is not Fate.UNKNOWN)
        yield "inclusion", "whom does not say who is counted", f"some of {fates}"
    yield from _span_faults("inclusion", rule.since, rule.until)
    yield from _strata_faults(read.strata)
    yield from _figure_faults(read)
    yield from _list_faults(read.list, [one.name for one in read.strata])


def _span_faults(owner: str, since: str | None, until: str | None) -> Faults:
    for name, text in (("from", since), ("until", until)):
        if text is not None and None in bounds_of(text):
            yield owner, f"{name} is no date: {text}", _DATE
    first, last = bounds_of(since)[0], bounds_of(until)[1]
    if first is not None and last is not None and first > last:
        yield owner, f"from {since} comes after until {until}", "write the earlier day first"


def _strata_faults(strata: tuple[Stratum, ...]) -> Faults:
    if len(strata) > MOST_STRATA:
        yield "strata", f"{len(strata)} strata; at most {MOST_STRATA} can be counted", "join some"
    for name, often in Counter(one.name for one in strata).items():
        if often > 1 or not name.strip():
            yield "strata", f"{often} strata are called {name!r}", "give every stratum a name of its own"
    for one in strata:
        owner = f"stratum {one.name}"
        if one == Stratum(name=one.name):
            yield owner, "nothing says who is in it", "give where, from, until, sex or ages"
        if one.sex is not None and one.sex not in SEXES:
            yield owner, f"no sex that lists are read by: {one.sex}", f"one of {', '.join(SEXES)}"
        if one.ages is not None and not 0 <= one.ages[0] <= one.ages[1] <= OLDEST:
            yield owner, f"no ages: {list(one.ages)}", "the first and the last year, as in ages = [0, 17]"
        yield from _span_faults(owner, one.since, one.until)


def _figure_faults(read: Policy) -> Faults:
    figures = [("claimed", one.number, one.words) for one in read.claimed]
    if read.invented is not None:
        figures.append(("invented", read.invented.truth, read.invented.words))
    for owner, number, words in figures:
        if not text_in(words, "en")[0].strip():
            yield owner, f"{number} has no words", "say whose figure it is, or that everything is invented"
        if number < 0:
            yield owner, f"no number of people: {number}", "a number is 0 or more"


def _list_faults(lists: tuple[ListDeclared, ...], strata: Iterable[str] | None) -> Faults:
    """`strata`: the names there are; None where a file of lists alone cannot know them."""
    for name, often in Counter(one.name for one in lists).items():
        if often > 1 or not name.strip():
            yield "list", f"{often} lists are called {name!r}", "write one [[list]] for each list, with its name"
    for one in lists:
        owner = f"list {one.name}"
        if one.begins is not None and None in bounds_of(one.begins):
            yield owner, f"begins is no date: {one.begins}", _DATE
        if one.name in (*(one.drew_on or ()), *one.not_with):
            yield owner, "it names itself", "name other lists, or sources outside"
        if not all(word.strip() for word in (*(one.drew_on or ()), *one.not_with, *one.not_in)):
            yield owner, "an empty name", "drew_on = [] says that it drew on nothing"
        for name in one.not_in:
            if strata is not None and name not in strata:
                yield owner, f"no stratum is called {name}", "not_in names [[strata]] of the same file"
