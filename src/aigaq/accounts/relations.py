"""Parts and wholes among subjects: which count lies within which, and on what basis.

A relation says that what one subject counts lies within what the other counts. It never says that numbers add up, and
never that a part is complete. Rules: docs/methods/accounts.md, "Parts and wholes". Proved by
tests/accounts/test_relations.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from aigaq.accounts.dates import Stretch, stretch_of
from aigaq.accounts.subjects import Subject
from aigaq.statements import measures
from aigaq.statements.codes import is_a
from aigaq.values.places import Gazetteer


class Basis(StrEnum):
    """Why one subject is held to be part of another: a speaker says so, or what its codes mean."""

    STATED = "stated"
    PLACE = "place"
    SCOPE = "scope"
    MEASURE = "measure"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """`part` and `whole` are keys of subjects; `by` are the bases, and `rows` the figures that state it."""

    part: str
    whole: str
    by: tuple[Basis, ...]
    rows: tuple[str, ...] = ()


def relations(
    subjects: Iterable[Subject], stated: Iterable[tuple[str, str, str]] = (), *, gazetteer: Gazetteer | None = None
) -> tuple[Relation, ...]:
    """The nearest wholes of each subject among these, sorted; what follows from two relations is left out.

    Args:
        stated: (part's key, whole's key, row id of the figure that says so).
    """
    there = {subject.key: subject for subject in subjects}
    found: dict[tuple[str, str], set[Basis]] = defaultdict(set)
    for part, wholes in _by_codes(there.values(), gazetteer or Gazetteer.shipped()).items():
        for whole, bases in wholes.items():
            found[part.key, whole.key] |= bases
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part_key, whole_key, row in stated:
        if part_key != whole_key and part_key in there and whole_key in there:
            found[part_key, whole_key].add(Basis.STATED)
            rows[part_key, whole_key].add(row)
    order = tuple(Basis)
    return tuple(
        Relation(*pair, tuple(sorted(bases, key=order.index)), tuple(sorted(rows.get(pair, ()))))
        for pair, bases in sorted(found.items())
    )


Wider = Mapping[Subject, set[Basis]]


def _by_codes(subjects: Iterable[Subject], gazetteer: Gazetteer) -> dict[Subject, Wider]:
    """For each subject the nearest that are wider than it, with the bases that make them so."""
    groups: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        groups[subject.unit].append(subject)
    return {
        subject: _nearest(wider, gazetteer)
        for group in groups.values()
        for subject, wider in _in_group(group, gazetteer).items()
    }


def _in_group(group: list[Subject], gazetteer: Gazetteer) -> dict[Subject, Wider]:
    """Every part of a subject has few wider values; their combinations that exist are its wholes."""
    there = set(group)
    measure = {one: _wider_measures(one) for one in {subject.measure for subject in group}}
    places = _wider_places({subject.places for subject in group}, gazetteer)
    scope = _wider_scopes({subject.scope for subject in group})
    period = _wider_periods({subject.period for subject in group})
    found: dict[Subject, Wider] = {}
    for one in group:
        choices = product(
            (one.measure, *measure[one.measure]),
            (one.scope, *scope[one.scope]),
            (one.places, *places[one.places]),
            (one.period, *period[one.period]),
        )
        wider = (Subject(a, b, c, one.unit, d) for a, b, c, d in choices)
        found[one] = {other: _differs(one, other) for other in wider if other != one and other in there}
    return found


def _differs(part: Subject, whole: Subject) -> set[Basis]:
    pairs = (
        (Basis.PLACE, part.places, whole.places),
        (Basis.SCOPE, part.scope, whole.scope),
        (Basis.MEASURE, part.measure, whole.measure),
        (Basis.PERIOD, part.period, whole.period),
    )
    return {basis for basis, one, other in pairs if one != other}


def _nearest(wholes: Wider, gazetteer: Gazetteer) -> Wider:
    """Those wholes that are not wholes of another whole."""
    return {
        whole: bases
        for whole, bases in wholes.items()
        if not any(
            _lies_in(other, whole, gazetteer) and not _lies_in(whole, other, gazetteer)
            for other in wholes
            if other != whole
        )
    }


def _lies_in(part: Subject, whole: Subject, gazetteer: Gazetteer) -> bool:
    return (
        is_a("measures", part.measure, whole.measure)
        and _scope_within(part.scope, whole.scope)
        and _period_within(part.period, whole.period)
        and _places_within(part.places, whole.places, gazetteer)
    )


@cache
def _wider_measures(measure: str) -> tuple[str, ...]:
    return tuple(code for code in measures() if code != measure and is_a("measures", measure, code))


def _wider_scopes(there: set[frozenset[str]]) -> dict[frozenset[str], list[frozenset[str]]]:
    return {one: [other for other in there if other != one and _scope_within(one, other)] for one in there}


def _scope_within(part: frozenset[str], whole: frozenset[str]) -> bool:
    """Every code of the part lies within every code of the whole.

    Whether several codes mean all of them at once or each of them is not recorded; this holds either way.
    """
    return part == whole or not whole or (bool(part) and all(is_a("scopes", one, far) for one in part for far in whole))


def _wider_places(there: set[frozenset[str]], gazetteer: Gazetteer) -> dict[frozenset[str], list[frozenset[str]]]:
    by_code: dict[str, list[frozenset[str]]] = defaultdict(list)
    for places in there:
        for code in places:
            by_code[code].append(places)
    found = {}
    for places in there:
        first = min(places, default=None)
        around = () if first is None else (first, *gazetteer.ancestors(first))
        candidates = {other for code in around for other in by_code.get(code, ())} - {places}
        found[places] = [other for other in candidates if _places_within(places, other, gazetteer)]
    return found


def _places_within(part: frozenset[str], whole: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Each place of the part lies in a place of the whole; a place that is not stated lies nowhere."""
    if part == whole:
        return True
    return bool(part) and all(any(gazetteer.within(one, other) for other in whole) for one in part)


def _wider_periods(there: set[str | None]) -> dict[str | None, list[str | None]]:
    """The whole event, where somebody counts over it, and every period that is longer and around."""
    known = {one: stretch for one in there if one is not None and (stretch := stretch_of(one)) is not None}
    longest = sorted(known, key=lambda one: known[one].length, reverse=True)
    found: dict[str | None, list[str | None]] = {}
    for one in there:
        whole: list[str | None] = [None] if one is not None and None in there else []
        found[one] = whole + (_around(known[one], longest, known) if one in known else [])
    return found


def _around(period: Stretch, longest: list[str], known: Mapping[str, Stretch]) -> list[str | None]:
    found: list[str | None] = []
    for other in longest:
        if known[other].length < period.length:
            break
        if known[other] != period and period.within(known[other]):
            found.append(other)
    return found


def _period_within(part: str | None, whole: str | None) -> bool:
    """A period lies within the whole event, or within a longer period."""
    if part == whole or whole is None:
        return True
    one, other = stretch_of(part or ""), stretch_of(whole)
    return one is not None and other is not None and one.within(other)
