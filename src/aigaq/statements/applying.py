"""Applies the current decisions on an item to what is read in it: pure, and blind to any order.

Normative text: docs/formats/decisions.md, "Binding". Decisions of one place and one aspect (what a figure counts, what
kind of event) are one target. A target binds to a reading if exactly one fits; if none or several do, the statement as
decided stands all the same and is listed as unbound. Several current decisions on one target are a dispute: none is
applied. Proved by tests/statements/test_applying.py with hypothesis over random edits of a reader's output.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from aigaq.statements.anchors import spot
from aigaq.statements.canonical import encode, row_id
from aigaq.statements.decisions import OF_STATEMENTS, Logged, Outcome, Verdict
from aigaq.statements.places import Place, Texts, locate, moved
from aigaq.statements.records import (
    AnyStatement,
    Claim,
    Connectivity,
    Designation,
    Event,
    Figure,
    Position,
    Withdrawal,
)
from aigaq.statements.spans import CellSpan, TextSpan

_OUTCOMES = {Verdict.ACCEPT: Outcome.ACCEPTED, Verdict.AMEND: Outcome.AMENDED, Verdict.REJECT: Outcome.REJECTED}
_NOWHERE = TextSpan(start=0, end=0, quote="")


@dataclass(frozen=True, slots=True)
class Decided:
    """A statement as it is shown because of decisions; `unbound` where nothing that is read today fits them."""

    statement: AnyStatement
    outcome: Outcome
    unbound: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one decision: the reading it binds to, and the row id of the statement it is shown with."""

    logged: Logged
    reading: AnyStatement | None
    shown: str


@dataclass(frozen=True, slots=True)
class Application:
    """All decided statements by row id, and what became of each decision by its entry."""

    decided: tuple[Decided, ...]
    applied: tuple[Applied, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """The decisions on one place and aspect; a place that is not found today is the anchor itself."""

    where: object
    kind: str
    aspect: tuple[object, ...]
    place: Place | None
    logged: tuple[Logged, ...]


def apply(decisions: Iterable[Logged], readings: Iterable[AnyStatement], texts: Texts) -> Application:
    """Apply the current decisions on one item.

    Args:
        decisions: current ones, of this item; those that are not on one statement leave everything as it is.
        readings: what is read in the item today.
        texts: the item's text today.
    """
    targets = _targets(decisions, texts)
    known = {row_id(reading): reading for reading in readings}
    bound = _bind(targets, [known[row] for row in sorted(known)])
    decided: dict[str, Decided] = {}
    applied = []
    for number, target in enumerate(targets):
        reading = bound.get(number)
        for one, shown in _shown(target, reading, texts):
            row = row_id(shown.statement)
            decided[row] = _merged(decided.get(row), shown)
            applied.append(Applied(one, reading, row))
    ordered = tuple(decided[row] for row in sorted(decided))
    return Application(ordered, tuple(sorted(applied, key=lambda one: one.logged.entry)))


def aspect(statement: AnyStatement) -> tuple[object, ...]:
    """What tells statements of one kind at one place apart, whatever else is read of them."""
    match statement:
        case Figure():
            return statement.measure, statement.unit
        case Event():
            return (statement.type,)
        case Claim():
            return (statement.question,)
        case Designation():
            return (statement.who,)
        case Position():
            return statement.person, statement.change
        case Connectivity():
            return statement.state, statement.layer
        case Withdrawal():
            return (statement.becomes,)


def content(statement: AnyStatement) -> bytes:
    """What a statement says, apart from where exactly it stands and which rules read it."""
    speakers = tuple(msgspec.structs.replace(link, span=None) for link in statement.speakers)
    changes: dict[str, object] = {"span": _NOWHERE, "made_by": (), "hedges": (), "speakers": speakers}
    if isinstance(statement, Figure):
        changes["num"] = _NOWHERE
    return encode(msgspec.structs.replace(statement, **changes))


def _targets(decisions: Iterable[Logged], texts: Texts) -> list[_Target]:
    groups: dict[tuple[object, ...], list[Logged]] = defaultdict(list)
    places: dict[tuple[object, ...], Place | None] = {}
    ordered = sorted({one.entry: one for one in decisions}.values(), key=lambda one: one.entry)
    for one in ordered:
        if one.decision.verdict in OF_STATEMENTS:
            anchor = one.decision.target
            place = locate(anchor, texts)
            key = (place or anchor, anchor.kind, aspect(one.decision.was_read))
            groups[key].append(one)
            places[key] = place
    return [_Target(key[0], str(key[1]), key[2], places[key], tuple(found)) for key, found in groups.items()]  # type: ignore[arg-type]


def _bind(targets: Sequence[_Target], readings: Sequence[AnyStatement]) -> dict[int, AnyStatement]:
    """The reading of each target that has one, by the target's number."""
    at = defaultdict(list)
    for reading in readings:
        at[_kind(reading), _place_of(reading)].append(reading)
    alone = Counter((target.kind, target.where) for target in targets)
    bound: dict[int, AnyStatement] = {}
    for number, target in enumerate(targets):
        here = at.get((target.kind, target.place), [])
        only = here if alone[target.kind, target.where] == 1 and len(here) == 1 else []
        found = _one_of(target, here) or next(iter(only), None)
        if found is not None:
            bound[number] = found
    return bound | _bind_near(targets, readings, bound)


def _one_of(target: _Target, here: Iterable[AnyStatement]) -> AnyStatement | None:
    """The one reading of the target's aspect, or of several the one that reads as it did when it was decided."""
    alike = [reading for reading in here if aspect(reading) == target.aspect]
    if len(alike) > 1:
        were = {content(one.decision.was_read) for one in target.logged}
        alike = [reading for reading in alike if content(reading) in were]
    return alike[0] if len(alike) == 1 else None


def _bind_near(
    targets: Sequence[_Target], readings: Sequence[AnyStatement], bound: dict[int, AnyStatement]
) -> dict[int, AnyStatement]:
    """Targets still open and readings still free that share most of their place, where each is the other's only one."""
    taken = {row_id(reading) for reading in bound.values()}
    free = [reading for reading in readings if row_id(reading) not in taken]
    found: dict[int, list[AnyStatement]] = {}
    for number, target in enumerate(targets):
        if number not in bound and target.place is not None:
            found[number] = [reading for reading in free if _near(target, reading)]
    claims = Counter(row_id(reading) for near in found.values() for reading in near)
    return {number: near[0] for number, near in found.items() if len(near) == 1 and claims[row_id(near[0])] == 1}


def _near(target: _Target, reading: AnyStatement) -> bool:
    place, other = target.place, _place_of(reading)
    if place is None or other is None or _kind(reading) != target.kind or aspect(reading) != target.aspect:
        return False
    if place.part != other.part:
        return False
    if place.cell is not None or other.cell is not None:
        return place.cell is not None and other.cell is not None and place.cell[0] == other.cell[0]
    shared = min(place.end, other.end) - max(place.start, other.start)
    return 2 * shared > max(place.end, other.end) - min(place.start, other.start)


def _shown(target: _Target, reading: AnyStatement | None, texts: Texts) -> Iterable[tuple[Logged, Decided]]:
    """Every decision of a target with the statement it is shown with."""
    for one in target.logged:
        if len(target.logged) == 1:
            statement, outcome = moved(one.decision.statement, target.place, texts), _OUTCOMES[one.decision.verdict]
        else:
            outcome = Outcome.DISPUTED
            statement = moved(one.decision.statement, target.place, texts) if reading is None else reading
        yield one, Decided(statement, outcome, reading is None)


def _merged(one: Decided | None, other: Decided) -> Decided:
    """Two targets whose statements have become the same one: it is shown once."""
    if one is None or one == other:
        return other
    both = {one.outcome, other.outcome}
    outcome = Outcome.DISPUTED
    if len(both) == 1:
        outcome = one.outcome
    elif both == {Outcome.ACCEPTED, Outcome.AMENDED}:
        outcome = Outcome.AMENDED
    return Decided(other.statement, outcome, one.unbound and other.unbound)


def _kind(statement: AnyStatement) -> str:
    return str(statement.__struct_config__.tag)


def _place_of(statement: AnyStatement) -> Place | None:
    span = spot(statement)
    if isinstance(span, TextSpan):
        return Place(span.part, span.start, span.end)
    if isinstance(span, CellSpan) and statement.key is not None:
        return Place(span.sheet, cell=(statement.key, span.column))
    return None
