"""From which day a statement was known: the rule behind every "as known on".

Rules and reasons: docs/methods/accounts.md, "As known on". A day counts only where it is certain: a date known to the
month counts from the last day of the month. Proved by tests/accounts/test_knowing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aigaq.accounts.dates import Bounds, bounds_of
from aigaq.errors import UsageError
from aigaq.statements import AnyStatement, Connectivity, DateBasis, Event, Figure, Source, Withdrawal
from aigaq.statements.standing import certain_day


class Reading(StrEnum):
    """What "known on a day" means. The third reading of the design is refused: time stamps
    are no entries, and what is derived depends on entries alone."""

    SAID = "said"
    HELD = "held"


PROVED = "provable"


class DatedBy(StrEnum):
    """What dates a statement: its own `said`, the earliest source it cites, or only the day its item was taken in."""

    SAID = "said"
    CITED = "cited"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Dating:
    """`first`: the first day on which it may have been said; `known`: the day from which it certainly had been."""

    known: date
    by: DatedBy
    basis: DateBasis | None = None
    first: date | None = None


Dates = Mapping[str, tuple[Source, ...]]
"""The sources of a case by key."""


def reading_of(name: str) -> Reading:
    """The reading of this name.

    Raises:
        UsageError: there is none, or it cannot be given yet.
    """
    if name == PROVED:
        what = "what provably existed by a day cannot be asked of the whole account"
        hint = "`aigaq show CASE ITEM` prints by when an item provably existed; here use said or held"
        raise UsageError(what, where=name, hint=hint)
    try:
        return Reading(name)
    except ValueError:
        raise UsageError(
            "no such reading", where=name, hint="said (said to be published by) or held (held by us by)"
        ) from None


def dating(statement: AnyStatement, taken: date, sources: Dates) -> Dating:
    """When a statement was known.

    Args:
        taken: the day its item was taken in.
        sources: those it may cite, by key.
    """
    if isinstance(statement, Withdrawal):
        return _withdrawal(statement, taken)
    said = statement.said
    if said is not None:
        first, last = bounds_of(said.date)
        if first is not None or last is not None:
            return Dating(_certain((first, last), taken), DatedBy.SAID, said.basis, first)
    return _cited(statement, taken, sources) or Dating(taken, DatedBy.TAKEN)


def _withdrawal(statement: Withdrawal, taken: date) -> Dating:
    """As the rule of standing counts it, so that it is known on the day its target is taken back."""
    day = certain_day(statement)
    if day is None:
        return Dating(taken, DatedBy.TAKEN)
    basis = None if statement.said is None else statement.said.basis
    return Dating(day, DatedBy.SAID, basis, bounds_of(statement.time)[0])


def _certain(bounds: Bounds, taken: date) -> date:
    """The last day the date allows; the day of taking in where that shows sooner that it had been published."""
    first, last = bounds
    if last is None:
        return taken
    return taken if first is not None and first <= taken < last else last


def _cited(statement: AnyStatement, taken: date, sources: Dates) -> Dating | None:
    """By the earliest of its sources that has a date; never before what it speaks of happened."""
    dated = [found for key in statement.cited if (found := _source(sources.get(key, ()), statement.item))]
    if not dated:
        return None
    (first, last), basis = min(dated, key=lambda one: (one[0][1] or date.max, one[0][0] or date.min, one[1]))
    known = _certain((first, last), taken)
    since = happened(statement)
    return Dating(max(known, since or known), DatedBy.CITED, basis, first)


def _source(named: Iterable[Source], item: str) -> tuple[Bounds, DateBasis] | None:
    """When a source was published; of several tables that define its key the statement's own goes first, else the latest."""
    found = [(bounds_of(one.published.date), one.published.basis, one.item) for one in named if one.published]
    found = [one for one in found if one[0] != (None, None)]
    own = [one for one in found if one[2] == item] or found
    if not own:
        return None
    bounds, basis, _ = max(own, key=lambda one: (one[0][1] or date.max, one[0][0] or date.min, one[1]))
    return bounds, basis


def happened(statement: AnyStatement) -> date | None:
    """The first day on which what it speaks of can have happened; None where it does not say."""
    texts: tuple[str | None, ...] = (statement.about,)
    match statement:
        case Event():
            texts = (statement.time, *texts)
        case Figure():
            texts = (statement.as_of, statement.period, *texts)
        case Connectivity(start=(earliest, _)):
            texts = (earliest, *texts)
    return next((day for text in texts if (day := bounds_of(text)[0]) is not None), None)
