"""Who meets the rule of inclusion, under any linkage: records as numbers once, then whole arrays for each linkage.

What a record says is compared with the rule once: its fates, its place, its day, sex and age. A person then has whatever
one of its records says: it meets `where` if one record places it there, and is known to lie elsewhere only if some record
says so and none says there. What nobody says, or not exactly enough to tell ("in January", "in the country"), is open,
and the rule's `missing` decides. Fates are those of `aigaq.people.linked`: what is accepted stands alone, else all that is
not rejected; a person both alive and dead is undecided and never counted. docs/formats/policy.md states the rule, case by
case. One linkage of 100,000 records takes some hundredths of a second. Proved by tests/toll/counting/test_inclusion.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aigaq.accounts.dates import bounds_of
from aigaq.errors import FormatError
from aigaq.people.ages import ages
from aigaq.statements.decisions import Verdict
from aigaq.statements.persons import Fate, Record
from aigaq.toll.counting.policy import Missing, Policy
from aigaq.values.places import Gazetteer

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]

MOST_LISTS = 60
"""The lists a person is on are held as one integer."""
PLACE_IN, PLACE_OUT, DATE_IN, DATE_OUT, NAMED = (np.uint64(1 << at) for at in range(5))
_FATES = {fate: 1 << at for at, fate in enumerate(Fate)}
_NONE = np.uint64(0)


@dataclass(frozen=True)
class Rows:
    """Records as numbers, one entry each, in the order in which they were given.

    `on`: the bit of its list where the row itself says a fate that is counted and nobody rejected it. `plain`,
    `accepted`: its fates by bit, without a verdict and accepted. `told`: flags of place, day and name. `strata` [4,
    records]: the strata, by bit, of which its place, day, sex and age are; all bits where a stratum does not ask.
    """

    policy: Policy
    lists: tuple[str, ...]
    on: Bits
    plain: Bits
    accepted: Bits
    told: Bits
    strata: Bits

    def __len__(self) -> int:
        return len(self.on)


@dataclass(frozen=True)
class Persons:
    """What one linkage makes of the records, one entry a person; `on` is the set of lists that say so, by bit."""

    policy: Policy
    on: Bits
    fates: Bits
    told: Bits
    strata: Bits

    @cached_property
    def undecided(self) -> Flags:
        """Alive and dead."""
        return self._said(Fate.ALIVE) & self._said(Fate.DEAD)

    @cached_property
    def named(self) -> Flags:
        """One record at least has a name that can be compared."""
        return self._has(NAMED)

    @cached_property
    def open_place(self) -> Flags:
        """The rule asks for a place, and no record tells it exactly enough."""
        return self._open(PLACE_IN, PLACE_OUT) if self.policy.inclusion.where else np.zeros(len(self.on), bool)

    @cached_property
    def open_date(self) -> Flags:
        """The rule asks for days, and no record tells one exactly enough."""
        asked = self.policy.inclusion.since is not None or self.policy.inclusion.until is not None
        return self._open(DATE_IN, DATE_OUT) if asked else np.zeros(len(self.on), bool)

    @cached_property
    def differing(self) -> Flags:
        """One record lies within the rule and another without."""
        return (self._has(PLACE_IN) & self._has(PLACE_OUT)) | (self._has(DATE_IN) & self._has(DATE_OUT))

    @cached_property
    def elsewhere(self) -> Flags:
        """Some record says a place outside, and none one within."""
        return self._has(PLACE_OUT) & ~self._has(PLACE_IN)

    @cached_property
    def another_day(self) -> Flags:
        """Some record says a day outside, and none one within."""
        return self._has(DATE_OUT) & ~self._has(DATE_IN)

    @cached_property
    def counted(self) -> Flags:
        """Who meets the rule, named or not."""
        met = self._said(*self.policy.inclusion.whom) & ~self.undecided & ~self.elsewhere & ~self.another_day
        if self.policy.inclusion.missing is Missing.LEAVE_OUT:
            met &= ~self.open_place & ~self.open_date
        return met

    @cached_property
    def other_fates(self) -> Flags:
        """Lists also say another fate than those counted."""
        return self._said(*(fate for fate in Fate if fate not in self.policy.inclusion.whom))

    @cached_property
    def alive(self) -> Flags:
        """Reported alive, and nothing says elsewhere."""
        return self._said(Fate.ALIVE) & ~self.undecided & ~self.elsewhere

    @cached_property
    def stratum(self) -> Numbers:
        """The number of the first stratum whose every question one of the records answers with yes; -1 for none."""
        first = self.strata & (~self.strata + np.uint64(1))  # the lowest bit
        found = np.full(len(first), -1, np.int64)
        held = first != _NONE
        found[held] = np.log2(first[held].astype(np.float64)).astype(np.int64)  # powers of two are exact
        return found

    def _said(self, *fates: Fate) -> Flags:
        """Whether one of these fates is said, as decided."""
        return _held(self.fates, np.uint64(sum(_FATES[fate] for fate in fates)))

    def _has(self, flag: np.uint64) -> Flags:
        return _held(self.told, flag)

    def _open(self, inside: np.uint64, outside: np.uint64) -> Flags:
        return ~_held(self.told, inside | outside)


def _held(bits: Bits, wanted: np.uint64) -> Flags:
    """Whether any of the wanted bits is set."""
    found: Flags = bits & wanted != _NONE
    return found


def rows_of(
    records: Iterable[Record],
    policy: Policy,
    *,
    lists: Sequence[str],
    places: Gazetteer,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Rows:
    """Compare every record with the rule and the strata.

    Args:
        lists: all lists, in the order of their bits.
        verdicts: what was decided of the fate a record says, by its id.

    Raises:
        FormatError: more lists than can be counted.
    """
    if len(lists) > MOST_LISTS:
        raise FormatError(
            f"{len(lists)} lists; at most {MOST_LISTS} can be counted", hint="join lists that copy one another"
        )
    told = _Told(policy, places)
    number = {name: 1 << at for at, name in enumerate(lists)}
    whom, decided = frozenset(policy.inclusion.whom), verdicts or {}
    ordered = list(records)
    years = ages(*_births(ordered)) if told.ages else [None] * len(ordered)
    held = np.zeros((4, len(ordered)), np.uint64)
    strata = np.empty((4, len(ordered)), np.uint64)
    for at, (one, age) in enumerate(zip(ordered, years, strict=True)):
        fates = {fate.status for fate in one.fates if fate.current}
        verdict = decided.get(one.id) if decided else None
        bits = sum(_FATES[fate] for fate in fates)
        on = 0 if verdict is Verdict.REJECT or whom.isdisjoint(fates) else number[one.list]
        plain, accepted = (bits if verdict is None else 0), (bits if verdict is Verdict.ACCEPT else 0)
        place, days = told.place(one.places), told.days(one.death)
        held[:, at] = on, plain, accepted, place[0] | days[0] | (int(NAMED) if one.named else 0)
        strata[:, at] = place[1], days[1], told.sex(one.sex), told.age(age)
    return Rows(policy, tuple(lists), held[0], held[1], held[2], held[3], strata)


def persons_of(rows: Rows, labels: Numbers) -> Persons:
    """The persons of one linkage: equal labels are one person."""
    order = np.argsort(labels, kind="stable")
    held = labels[order]
    starts = np.flatnonzero(np.r_[True, held[1:] != held[:-1]][: len(held)])

    def any_of(bits: Bits) -> Bits:
        return np.bitwise_or.reduceat(bits[order], starts) if len(starts) else bits[:0]

    accepted = any_of(rows.accepted)
    fates = np.where(accepted != _NONE, accepted, any_of(rows.plain))
    strata = np.bitwise_and.reduce([any_of(one) for one in rows.strata])
    return Persons(rows.policy, any_of(rows.on), fates, any_of(rows.told), strata)


def _births(records: Sequence[Record]) -> tuple[list[str | None], list[str | None], list[str | None]]:
    given = [None if one.age is None else str(one.age) for one in records]
    return [one.birth for one in records], [one.death for one in records], given


class _Told:
    """What a record says, compared with the rule and the strata; equal cells are compared once."""

    def __init__(self, policy: Policy, places: Gazetteer) -> None:
        self._policy, self._places = policy, places
        strata = list(enumerate(policy.strata))
        self._bits = {name: _asking(strata, name) for name in ("where", "days", "sex", "ages")}
        self.ages = bool(self._bits["ages"][1])
        self._known: dict[tuple[str, object], tuple[int, int]] = {}
        self._span = _bounds(policy.inclusion.since, policy.inclusion.until)
        self._spans = {at: _bounds(one.since, one.until) for at, one in strata}

    def place(self, codes: tuple[str, ...]) -> tuple[int, int]:
        """Flags of the rule, and the strata of which these places are."""
        known = self._known.get(("place", codes))
        if known is None:
            wanted = self._policy.inclusion.where
            flag = {True: PLACE_IN, False: PLACE_OUT, None: _NONE}[self._within(codes, wanted) if wanted else None]
            strata = self._among("where", lambda at: self._within(codes, self._policy.strata[at].where))
            known = self._known["place", codes] = (int(flag), strata)
        return known

    def days(self, death: str | None) -> tuple[int, int]:
        """Flags of the rule, and the strata of which this day of death is."""
        known = self._known.get(("days", death))
        if known is None:
            said = bounds_of(death)
            flag = {True: DATE_IN, False: DATE_OUT, None: _NONE}[_inside(said, self._span)]
            strata = self._among("days", lambda at: _inside(said, self._spans[at]))
            known = self._known["days", death] = (int(flag), strata)
        return known

    def sex(self, sex: str | None) -> int:
        """The strata of which this sex is."""
        return self._among("sex", lambda at: sex == self._policy.strata[at].sex)

    def age(self, age: str | None) -> int:
        """The strata of which this age, in whole years, is."""
        known = self._known.get(("age", age))
        if known is None:
            known = self._known["age", age] = (0, self._among("ages", lambda at: self._aged(age, at)))
        return known[1]

    def _aged(self, age: str | None, at: int) -> bool:
        span = self._policy.strata[at].ages
        return age is not None and span is not None and span[0] <= int(age) <= span[1]

    def _among(self, name: str, holds: object) -> int:
        free, asked = self._bits[name]
        assert callable(holds)
        return free | sum(1 << at for at in asked if holds(at) is True)

    def _within(self, codes: Sequence[str], wanted: Sequence[str]) -> bool | None:
        """Whether one of these places lies in one that is wanted; None where it may: it is not told, or only around."""
        if any(self._places.within(code, one) for code in codes for one in wanted):
            return True
        around = any(self._places.within(one, code) for code in codes for one in wanted)
        unknown = any(self._places.get(code) is None for code in codes)
        return None if not codes or around or unknown else False


def _asking(strata: Sequence[tuple[int, object]], name: str) -> tuple[int, tuple[int, ...]]:
    """The bits of the strata that do not ask of something, and the numbers of those that do."""
    fields = ("since", "until") if name == "days" else (name,)
    asked = tuple(at for at, one in strata if any(getattr(one, field) not in (None, ()) for field in fields))
    return sum(1 << at for at, _ in strata if at not in asked), asked


def _bounds(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    return bounds_of(since)[0], bounds_of(until)[1]


def _inside(said: tuple[date | None, date | None], span: tuple[date | None, date | None]) -> bool | None:
    """Whether a date lies in a span of days, both ends included; None where it may, or nothing is asked."""
    first, last = span
    if first is None and last is None:
        return None
    low, high = said
    if (first is not None and high is not None and high < first) or (
        last is not None and low is not None and low > last
    ):
        return False
    after = first is None or (low is not None and low >= first)
    before = last is None or (high is not None and high <= last)
    return True if after and before else None
