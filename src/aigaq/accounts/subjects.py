"""Subjects: what a figure counts. Numbers are compared only when their subjects match.

Design §2: measure + set of scope codes + places + unit + period; the date a figure was said and the date it counts up
to are no part of it, and a number never is. Rules: docs/methods/accounts.md, "Subjects". Proved by
tests/accounts/test_subjects.py.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from aigaq.accounts.dates import bounds_of, hours_before, settled
from aigaq.errors import FormatError
from aigaq.statements import Figure

NOT_KNOWN = "?"
"""In a key: no place is stated, or it is not known which part of the event is counted over."""
_ALL = "all"
_PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure counts.

    `scope` is empty for everyone the measure counts, `places` for a place that is not stated, `period` None for the
    whole event, `NOT_KNOWN` for a part of it that has no date, else an EDTF text.
    """

    measure: str
    scope: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    unit: str = _PEOPLE
    period: str | None = None

    @property
    def key(self) -> str:
        """One readable text for one subject: `killed/all/kz`, `damage_cost/business/kz/KZT`, `detained/all/kz@2022-01-05`.

        Characters that are no code's are written as in an address (%2F), so that different subjects never share a key.
        """
        parts = [_text(self.measure), _join(self.scope, _ALL), _join(self.places, NOT_KNOWN)]
        if self.unit != _PEOPLE:
            parts.append(_text(self.unit))
        return "/".join(parts) + ("" if self.period is None else f"@{self.period}")

    @property
    def id(self) -> str:
        """A short name for addresses: 12 hex digits of the SHA-256 of the key."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:12]

    @property
    def compared(self) -> bool:
        """Whether numbers of this subject may be compared: not where its place or its period is not known."""
        return bool(self.places) and self.period != NOT_KNOWN


def subject_of(figure: Figure) -> Subject:
    """The subject of a figure; a pure function of measure, scope, places, unit and what it says of its period."""
    told = _told()
    hours = sorted(told.hours[code] for code in figure.scope if code in told.hours)
    nothing_more = {"", _ALL, *told.hours, *told.implied.get(figure.measure, ())}
    return Subject(
        figure.measure,
        frozenset(figure.scope) - nothing_more,
        frozenset(figure.places) - {""},
        figure.unit,
        _period(figure, hours[0] if hours else None),
    )


def subject_from(key: str) -> Subject:
    """The subject a key names.

    Raises:
        FormatError: the text is no key.
    """
    head, at, period = key.partition("@")
    parts = head.split("/")
    if not 3 <= len(parts) <= 4 or not all(parts[1:3]) or (at and not period):
        raise FormatError("not the key of a subject", where=key, hint="write measure/scope/place, as killed/all/kz")
    measure, scope, places, *unit = parts
    return Subject(
        unquote(measure),
        _split(scope, _ALL),
        _split(places, NOT_KNOWN),
        unquote(unit[0]) if unit else _PEOPLE,
        period if at else None,
    )


def _period(figure: Figure, hours: int | None) -> str | None:
    if figure.period:
        return settled(figure.period)
    if hours is None:
        return settled(figure.about) if figure.about else None
    ends = figure.as_of
    if ends is None and figure.said is not None:
        # The minute a page appeared is not the minute to which somebody counted: its day is.
        last = bounds_of(figure.said.date)[1]
        ends = None if last is None else str(last)
    return (hours_before(ends, hours) if ends is not None else None) or NOT_KNOWN


def _text(code: str) -> str:
    return quote(code, safe="")


def _join(codes: Iterable[str], none: str) -> str:
    return "+".join(_text(code) for code in sorted(codes)) or none


def _split(text: str, none: str) -> frozenset[str]:
    return frozenset() if text == none else frozenset(unquote(code) for code in text.split("+"))


@dataclass(frozen=True, slots=True)
class _Told:
    implied: Mapping[str, tuple[str, ...]]
    hours: Mapping[str, int]
    aside: frozenset[str]


def lies_aside(scope: frozenset[str]) -> bool:
    """Whether a scope counts something beside what its measure counts without a scope, and not a part of it."""
    return not _told().aside.isdisjoint(scope)


@cache
def _told() -> _Told:
    data: dict[str, Any] = tomllib.loads(data_text())
    implied = {measure: tuple(codes) for measure, codes in data["implied"].items()}
    return _Told(implied, dict(data["hours"]), frozenset(data["aside"]["scopes"]))


def data_text() -> str:
    """The data file of this module as text; what subjects are depends on it."""
    return (files("aigaq.accounts") / "data" / "implied.toml").read_text(encoding="utf-8")
