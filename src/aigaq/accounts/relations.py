"""Parts and wholes among subjects: which count lies within which, and on what basis.

A relation says that what one subject counts lies within what the other counts. It never says that numbers add up, and
never that a part is complete. Rules: docs/methods/accounts.md, "Parts and wholes". Proved by
tests/accounts/test_relations.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from aigaq.accounts.dates import Stretch, stretch_of
from aigaq.accounts.subjects import Subject, lies_aside
from aigaq.statements import measures
from aigaq.statements.codes import is_a
from aigaq.values.places import Gazetteer

Codes = frozenset[str]


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
    subjects: Iterable[Subject],
    stated: Iterable[tuple[str, str, str]] = (),
    *,
    of: Subject | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Relation, ...]:
    """The nearest wholes of each subject among these, sorted; what follows from two relations is left out.

    Args:
        stated: (part's key, whole's key, row id of the figure that says so).
        of: only the relations of this subject, to its parts and to its wholes.
    """
    there = {subject: subject.key for subject in subjects}
    found: dict[tuple[str, str], set[Basis]] = defaultdict(set)
    for part, wholes in _by_codes(there, of, gazetteer or Gazetteer.shipped()):
        for whole in wholes:
            if of is None or of in (part, whole):
                found[there[part], there[whole]] |= _differs(part, whole)
    keys, wanted = set(there.values()), None if of is None else of.key
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part_key, whole_key, row in stated:
        known = part_key != whole_key and part_key in keys and whole_key in keys
        if known and (wanted is None or wanted in (part_key, whole_key)):
            found[part_key, whole_key].add(Basis.STATED)
            rows[part_key, whole_key].add(row)
    order = tuple(Basis)
    return tuple(
        Relation(*pair, tuple(sorted(bases, key=order.index)), tuple(sorted(rows.get(pair, ()))))
        for pair, bases in sorted(found.items())
    )


def _by_codes(
    subjects: Iterable[Subject], of: Subject | None, gazetteer: Gazetteer
) -> Iterator[tuple[Subject, list[Subject]]]:
    """Subjects with the nearest that are wider: all, or one and those that lie within it."""
    groups: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        groups[subject.unit].append(subject)
    for unit, group in groups.items():
        if of is None or of.unit == unit:
            wider = _Wider(group, gazetteer)
            for one in group:
                if of is None or wider.within(one, of):
                    yield one, wider.nearest(one)


class _Wider:
    """What is wider than what in a group of subjects of one unit.

    Each of the four parts of a subject has few wider values; the combinations that exist are its wholes.
    """

    def __init__(self, group: list[Subject], gazetteer: Gazetteer) -> None:
        self._there = set(group)
        self._measures = {one: set(_wider_measures(one)) for one in {subject.measure for subject in group}}
        self._scopes = _wider_scopes({subject.scope for subject in group})
        self._places = _wider_places({subject.places for subject in group}, gazetteer)
        self._periods = _wider_periods({subject.period for subject in group})

    def within(self, part: Subject, whole: Subject) -> bool:
        """Whether what one counts lies within what the other counts."""
        return (
            (part.measure == whole.measure or whole.measure in self._measures[part.measure])
            and (part.scope == whole.scope or whole.scope in self._scopes[part.scope])
            and (part.places == whole.places or whole.places in self._places[part.places])
            and (part.period == whole.period or whole.period in self._periods[part.period])
        )

    def nearest(self, part: Subject) -> list[Subject]:
        """Those wholes of a subject that are not wholes of another of its wholes."""
        wholes = list(self._of(part))
        return [
            whole
            for whole in wholes
            if not any(
                other is not whole and self.within(other, whole) and not self.within(whole, other) for other in wholes
            )
        ]

    def _of(self, part: Subject) -> Iterator[Subject]:
        choices = product(
            (part.measure, *self._measures[part.measure]),
            (part.scope, *self._scopes[part.scope]),
            (part.places, *self._places[part.places]),
            (part.period, *self._periods[part.period]),
        )
        for measure, scope, places, period in choices:
            whole = Subject(measure, scope, places, part.unit, period)
            if whole != part and whole in self._there:
                yield whole


def _differs(part: Subject, whole: Subject) -> set[Basis]:
    pairs = (
        (Basis.PLACE, part.places, whole.places),
        (Basis.SCOPE, part.scope, whole.scope),
        (Basis.MEASURE, part.measure, whole.measure),
        (Basis.PERIOD, part.period, whole.period),
    )
    return {basis for basis, one, other in pairs if one != other}


@cache
def _wider_measures(measure: str) -> tuple[str, ...]:
    return tuple(code for code in measures() if code != measure and is_a("measures", measure, code))


def _wider_scopes(there: set[Codes]) -> dict[Codes, set[Codes]]:
    return {one: {other for other in there if other != one and _scope_within(one, other)} for one in there}


def _scope_within(part: Codes, whole: Codes) -> bool:
    """Every code of the part lies within every code of the whole.

    Whether several codes mean all of them at once or each of them is not recorded; this holds either way.
    """
    if not whole:
        return not lies_aside(part)
    return part == whole or (bool(part) and all(is_a("scopes", one, far) for one in part for far in whole))


def _wider_places(there: set[Codes], gazetteer: Gazetteer) -> dict[Codes, set[Codes]]:
    by_code: dict[str, list[Codes]] = defaultdict(list)
    for places in there:
        for code in places:
            by_code[code].append(places)
    found = {}
    for places in there:
        first = min(places, default=None)
        around = () if first is None else (first, *gazetteer.ancestors(first))
        candidates = {other for code in around for other in by_code.get(code, ())} - {places}
        found[places] = {other for other in candidates if _places_within(places, other, gazetteer)}
    return found


def _places_within(part: Codes, whole: Codes, gazetteer: Gazetteer) -> bool:
    """Each place of the part lies in a place of the whole; a place that is not stated lies nowhere."""
    if part == whole:
        return True
    return bool(part) and all(any(gazetteer.within(one, other) for other in whole) for one in part)


def _wider_periods(there: set[str | None]) -> dict[str | None, set[str | None]]:
    """The whole event, where somebody counts over it, and every period that is longer and around."""
    known = {one: stretch for one in there if one is not None and (stretch := stretch_of(one)) is not None}
    longest = sorted(known, key=lambda one: known[one].length, reverse=True)
    found: dict[str | None, set[str | None]] = {}
    for one in there:
        whole: set[str | None] = {None} if one is not None and None in there else set()
        found[one] = whole | (_around(known[one], longest, known) if one in known else set())
    return found


def _around(period: Stretch, longest: list[str], known: Mapping[str, Stretch]) -> set[str | None]:
    found: set[str | None] = set()
    for other in longest:
        if known[other].length < period.length:
            break
        if known[other] != period and period.within(known[other]):
            found.add(other)
    return found
