"""Statements as they are shown: what was read, and in its place what a person decided. Queries of the derived store.

A reading to which a decision binds gives way to the statement as decided and stays reachable under its own row id.
Normative text: docs/formats/decisions.md, "What is shown". Proved by tests/statements/test_shown.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

import msgspec

from aigaq.statements.canonical import decode
from aigaq.statements.decisions import Outcome
from aigaq.statements.records import AnyStatement
from aigaq.statements.rows import DecisionRow
from aigaq.statements.vocabulary import Standing

Query = Callable[..., Iterator[tuple[Any, ...]]]
"""Gives the rows of a query: its words, then a tuple of values."""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its row id, what became of it within its item, and what was decided of it.

    `target_ids`: for a withdrawal, the statements it reaches. `by_ids`: the withdrawals that reach this statement.
    `replaced_ids`: the statements named in its place. `decision`: None where nobody has decided. `unbound`: nothing that
    is read today fits the decision. `instead`: for a reading that gave way, the row id of the statement as decided.
    """

    id: str
    statement: AnyStatement
    standing: Standing
    target_ids: tuple[str, ...] = ()
    by_ids: tuple[str, ...] = ()
    replaced_ids: tuple[str, ...] = ()
    decision: Outcome | None = None
    unbound: bool = False
    instead: str | None = None

    @property
    def decided(self) -> bool:
        """True where a person has accepted or amended it."""
        return self.decision in (Outcome.ACCEPTED, Outcome.AMENDED)


_BECAME = "b.standing, b.targets, b.by, b.replaced_by"
_ORDER = "ORDER BY s.item, s.part, s.start, s.id"
_PLACE = "s.item, s.part, s.start"
_GAVE_WAY = (
    "(EXISTS (SELECT 1 FROM decisions d WHERE d.reading = s.id) OR EXISTS (SELECT 1 FROM decided d WHERE d.id = s.id))"
)
_READ = f"SELECT s.id, s.body, {_BECAME}, NULL, 0, {_PLACE} FROM statements s LEFT JOIN standing b USING (id)"  # noqa: S608
_DECIDED = (
    f"SELECT s.id, s.body, {_BECAME}, s.decision, s.unbound, {_PLACE} FROM decided s LEFT JOIN standing b USING (id)"  # noqa: S608
)
_NOT_REJECTED = "s.decision <> 'rejected'"
_AT_ONCE = 500  # row ids in one query
_LOG = "SELECT d.entry, d.item, d.verdict, d.reading, d.shown, d.reason, d.body FROM decisions d"


def shown(query: Query, wanted: dict[str, str | None], *, rejected: bool) -> Iterator[Row]:
    """Statements by item, place and row id; rejected ones, which count nowhere, only where they are asked for."""
    where, values = _where(wanted)
    decided = where if rejected else [*where, _NOT_REJECTED]
    read = query(f"{_READ} {_words([*where, f'NOT {_GAVE_WAY}'])} {_ORDER}", values)
    as_decided = query(f"{_DECIDED} {_words(decided)} {_ORDER}", values)
    yield from map(_row, merge(read, as_decided, key=_place))


def some(query: Query, rows: Sequence[str]) -> Iterator[Row]:
    """The statements of these row ids that are shown, in no order."""
    for first in range(0, len(rows), _AT_ONCE):
        ids = tuple(rows[first : first + _AT_ONCE])
        among = f"s.id IN ({', '.join('?' * len(ids))})"
        yield from map(_row, query(f"{_READ} {_words([among, f'NOT {_GAVE_WAY}'])}", ids))
        yield from map(_row, query(f"{_DECIDED} {_words([among, _NOT_REJECTED])}", ids))


def of_row(query: Query, item: str, sheet: str, row: int) -> Iterator[str]:
    """The ids of the statements shown of a row of a sheet, withdrawals last."""
    where = "s.item = ?1 AND s.part = ?2 AND s.start = ?3"
    read = f"SELECT s.id, s.kind = 'withdrawal' last FROM statements s {_words([where, f'NOT {_GAVE_WAY}'])}"  # noqa: S608
    decided = f"SELECT s.id, s.kind = 'withdrawal' last FROM decided s {_words([where, _NOT_REJECTED])}"  # noqa: S608
    return (found for found, _ in query(f"{read} UNION {decided} ORDER BY last, 1", (item, sheet, row)))


def rejected(query: Query) -> Iterator[Row]:
    """The rejected statements, by item, place and row id."""
    return map(_row, query(f"{_DECIDED} WHERE s.decision = 'rejected' {_ORDER}"))


def one(query: Query, row: str) -> Row | None:
    """The statement of a row id, shown or given way; None where there is none."""
    found = next(query(f"{_DECIDED} WHERE s.id = ?", (row,)), None)
    if found is None:
        found = next(query(f"{_READ} WHERE s.id = ?", (row,)), None)
        instead = next(query("SELECT min(shown) FROM decisions WHERE reading = ?", (row,)), (None,))[0]
        return None if found is None else _row(found, instead)
    return _row(found)


def readings(query: Query, item: str) -> Iterator[tuple[str, AnyStatement]]:
    """Row id and statement of everything read in an item, whatever was decided."""
    for row, body in query("SELECT id, body FROM statements WHERE item = ? ORDER BY part, start, id", (item,)):
        yield row, decode(body.encode())


def reading(query: Query, row: str) -> Iterator[AnyStatement]:
    """The reading of a row id, whatever was decided; nothing where there is none."""
    return (decode(body.encode()) for (body,) in query("SELECT body FROM statements WHERE id = ?", (row,)))


def counts(query: Query) -> dict[str, int]:
    """How many statements there are of each kind; rejected ones do not count."""
    read = query(f"SELECT s.kind, count(*) FROM statements s WHERE NOT {_GAVE_WAY} GROUP BY s.kind")  # noqa: S608
    found: dict[str, int] = dict(read)
    for kind, number in query("SELECT kind, count(*) FROM decided WHERE decision <> 'rejected' GROUP BY kind"):
        found[kind] = found.get(kind, 0) + number
    return dict(sorted(found.items()))


def decisions(query: Query, **wanted: str | None) -> Iterator[DecisionRow]:
    """Current decisions by entry, of one `item`, or those `shown` with one statement."""
    where, values = _where({f"d.{name}": value for name, value in wanted.items()}, table="")
    return map(_decision, query(f"{_LOG} {_words(where)} ORDER BY d.entry", values))


def unbound(query: Query) -> Iterator[DecisionRow]:
    """Decisions that fit nothing that is read today, by entry; their statements stand all the same."""
    return map(_decision, query(f"{_LOG} WHERE d.shown IS NOT NULL AND d.reading IS NULL ORDER BY d.entry"))


def disputed(query: Query) -> Iterator[DecisionRow]:
    """Decisions of which none is applied because there are several on one target, by entry."""
    words = f"{_LOG} JOIN decided s ON s.id = d.shown WHERE s.decision = 'disputed' ORDER BY d.entry"
    return map(_decision, query(words))


def not_understood(query: Query) -> Iterator[DecisionRow]:
    """Decisions that cannot be read here, by entry; `reason` says why."""
    return map(_decision, query(f"{_LOG} WHERE d.verdict = '' ORDER BY d.entry"))


def _row(columns: tuple[Any, ...], instead: str | None = None) -> Row:
    row, body, became, *ids, decision, unbound, _, _, _ = columns
    targets, by, replaced = (() if one is None else tuple(msgspec.json.decode(one)) for one in ids)
    standing = Standing.STANDING if became is None else Standing(became)
    outcome = None if decision is None else Outcome(decision)
    return Row(row, decode(body.encode()), standing, targets, by, replaced, outcome, bool(unbound), instead)


def _place(columns: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*columns[-3:], columns[0])


def _decision(columns: tuple[Any, ...]) -> DecisionRow:
    entry, item, verdict, reading, shown, reason, body = columns
    statement = None if body is None else decode(body.encode())
    return DecisionRow(entry, item, verdict, reading, shown, reason, statement)


def _where(wanted: dict[str, str | None], table: str = "s.") -> tuple[list[str], tuple[object, ...]]:
    given = {column: value for column, value in wanted.items() if value is not None}
    return [f"{table}{column} = ?" for column in given], tuple(given.values())


def _words(where: list[str]) -> str:
    return f"WHERE {' AND '.join(where)}" if where else ""
