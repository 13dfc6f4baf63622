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

from aigaq.statements.anchors import Anchor, spot
from aigaq.statements.canonical import encode, row_id
from aigaq.statements.decisions import OF_STATEMENTS, OUTCOMES, Logged, Outcome
from aigaq.statements.places import Place, Texts, locate, moved, moved_to_row
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


_Key = tuple[Place | None, Anchor | None, str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Target:
    """The decisions on one place and aspect; a place that is not found today is named by the anchor itself."""

    place: Place | None
    anchor: Anchor | None
    kind: str
    aspect: tuple[object, ...]
    logged: tuple[Logged, ...]


class _Readings:
    """What is read, in order, by place and by row key."""

    def __init__(self, readings: Iterable[AnyStatement]) -> None:
        known = {row_id(reading): reading for reading in readings}
        self.rows = {row: known[row] for row in sorted(known)}
        self.at: dict[tuple[str, Place | None], list[AnyStatement]] = defaultdict(list)
        self.keyed: dict[tuple[str, str | None], list[AnyStatement]] = defaultdict(list)
        for reading in self.rows.values():
            self.at[_kind(reading), _place_of(reading)].append(reading)
            self.keyed[_kind(reading), reading.key].append(reading)

    def followed(self, place: Place | None, kind: str, was_read: AnyStatement) -> Place | None:
        """The place of a row in the edition of its table that has it unchanged now, where its own has it no more."""
        if place is None or place.cell is None or (kind, place) in self.at:
            return place
        others = [one for one in self.keyed.get((kind, place.cell[0]), ()) if one.item != place.item]
        same = [one for one in others if content(one) == content(was_read)]
        return _place_of(same[0]) if len(same) == 1 else place


def apply(decisions: Iterable[Logged], readings: Iterable[AnyStatement], texts: Texts) -> Application:
    """Apply the current decisions on one item.

    Args:
        decisions: current ones, of this item, or of a table and its other editions; those that are not on one statement
            leave everything as it is.
        readings: what is read in the item today, or in the editions of the table.
        texts: the item's text today.
    """
    known = _Readings(readings)
    targets = _targets(decisions, known, texts)
    bound = _bind(targets, known)
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
            return statement.becomes, statement.target.measure, statement.target.low, statement.target.high


def content(statement: AnyStatement) -> bytes:
    """What a statement says, apart from where exactly it stands and which rules read it."""
    speakers = tuple(msgspec.structs.replace(link, span=None) for link in statement.speakers)
    changes: dict[str, object] = {"item": "", "span": _NOWHERE, "made_by": (), "hedges": (), "speakers": speakers}
    if isinstance(statement, Figure):
        changes["num"] = _NOWHERE
    return encode(msgspec.structs.replace(statement, **changes))


def _targets(decisions: Iterable[Logged], readings: _Readings, texts: Texts) -> list[_Target]:
    groups: dict[_Key, list[Logged]] = defaultdict(list)
    for one in sorted({one.entry: one for one in decisions}.values(), key=lambda one: one.entry):
        if one.decision.verdict in OF_STATEMENTS:
            anchor, was_read = one.decision.target, one.decision.was_read
            place = readings.followed(locate(anchor, texts), anchor.kind, was_read)
            groups[place, anchor if place is None else None, anchor.kind, aspect(was_read)].append(one)
    return [_Target(*key, tuple(found)) for key, found in groups.items()]


def _bind(targets: Sequence[_Target], readings: _Readings) -> dict[int, AnyStatement]:
    """The reading of each target that has one, by the target's number."""
    alone = Counter((target.kind, target.place) for target in targets)
    bound: dict[int, AnyStatement] = {}
    for number, target in enumerate(targets):
        here = readings.at.get((target.kind, target.place), []) if target.place is not None else []
        only = here if alone[target.kind, target.place] == 1 and len(here) == 1 else []
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
    targets: Sequence[_Target], readings: _Readings, bound: dict[int, AnyStatement]
) -> dict[int, AnyStatement]:
    """Targets still open and readings still free that share most of their place, where each is the other's only one."""
    taken = {row_id(reading) for reading in bound.values()}
    free = [reading for row, reading in readings.rows.items() if row not in taken]
    free_ids = {id(reading) for reading in free}
    found: dict[int, list[AnyStatement]] = {}
    for number, target in enumerate(targets):
        if number not in bound and target.place is not None:
            cell = target.place.cell
            there = free if cell is None else readings.keyed.get((target.kind, cell[0]), ())
            found[number] = [reading for reading in there if id(reading) in free_ids and _near(target, reading)]
    claims = Counter(id(reading) for near in found.values() for reading in near)
    return {number: near[0] for number, near in found.items() if len(near) == 1 and claims[id(near[0])] == 1}


def _near(target: _Target, reading: AnyStatement) -> bool:
    place, other = target.place, _place_of(reading)
    if place is None or other is None or _kind(reading) != target.kind or aspect(reading) != target.aspect:
        return False
    if (place.part, place.item) != (other.part, other.item):
        return False
    if place.cell is not None or other.cell is not None:
        return place.cell is not None and other.cell is not None and place.cell[0] == other.cell[0]
    shared = min(place.end, other.end) - max(place.start, other.start)
    return 2 * shared > max(place.end, other.end) - min(place.start, other.start)


def _shown(target: _Target, reading: AnyStatement | None, texts: Texts) -> Iterable[tuple[Logged, Decided]]:
    """Every decision of a target with the statement it is shown with."""
    for one in target.logged:
        statement = moved(one.decision.statement, target.place, texts)
        statement = statement if reading is None else moved_to_row(statement, reading)
        outcome = OUTCOMES[one.decision.verdict]
        if len(target.logged) > 1:
            statement, outcome = statement if reading is None else reading, Outcome.DISPUTED
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
        return Place(span.sheet, cell=(statement.key, span.column), item=statement.item)
    return None
