"""Changes the derived store, one partition at a time: the only module that writes to it.

Proved by tests/statements/test_store.py and tests/build/test_build.py (a build that dies leaves whole partitions).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields

import msgspec

from aigaq.statements.anchors import spot
from aigaq.statements.blackouts import BlackoutRow, MarkRow
from aigaq.statements.canonical import encode, row_id
from aigaq.statements.digests import digest_of_rows
from aigaq.statements.persons import (
    BondRow,
    EditionRow,
    LinkageRow,
    LinkingRow,
    MemberRow,
    PairRow,
    PersonRow,
    RecordRow,
    encode_record,
)
from aigaq.statements.records import AnyStatement, Figure
from aigaq.statements.rows import (
    AnyRow,
    CellsRow,
    ChunkRow,
    DecidedRow,
    DecisionRow,
    FactRow,
    HoldingRow,
    KnownRow,
    NotReadRow,
    ProblemRow,
    QuoteRow,
    RenditionRow,
    SheetRow,
    SourceRow,
    StandingRow,
    StatementRow,
)
from aigaq.statements.schema import TABLES
from aigaq.statements.search import joined
from aigaq.statements.sources import encode_source
from aigaq.statements.spans import CellSpan, TextSpan
from aigaq.statements.stage import Partition
from aigaq.statements.standing import Became
from aigaq.statements.store import Store
from aigaq.statements.tolls import TollRow

GROUP = 64  # partitions in one transaction


class Writer:
    """Replaces and removes partitions; commits every `GROUP` of them."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection
        self._pending = 0

    def replace(self, stage: str, version: str, partition: Partition, rows: Iterable[AnyRow]) -> None:
        """Put these rows where the partition's old ones were."""
        self.remove(stage, partition.key)
        entry = (stage, partition.key, partition.digest, version, "")
        number = self._connection.execute(_INSERT_PARTITION, entry).lastrowid or 0
        for row in rows:
            _insert(self._connection, row, number)
        self._connection.execute(_INDEX_CELLS, (number,))
        output = digest_of_rows(self._connection, number)
        self._connection.execute("UPDATE partitions SET output = ? WHERE id = ?", (output, number))

    def remove(self, stage: str, key: str) -> None:
        """Forget a partition and its rows; nothing happens where there is none."""
        number = self._connection.execute(_FIND_PARTITION, (stage, key)).fetchone()
        if number:
            self._connection.execute(_FORGET_CELLS, number)
        for table in TABLES if number else ():
            self._connection.execute(f"DELETE FROM {table} WHERE of = ?", number)  # noqa: S608
        if number:
            self._connection.execute("DELETE FROM partitions WHERE id = ?", number)

    def step(self) -> None:
        """One partition is whole: commit where enough are."""
        self._pending += 1
        if self._pending >= GROUP:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN IMMEDIATE")
            self._pending = 0


_KNOWN = tuple(field.name for field in fields(KnownRow))
_MARK = tuple(field.name for field in fields(MarkRow))
_FIND_PARTITION = "SELECT id FROM partitions WHERE stage = ? AND key = ?"
# A trigger would index row by row, which takes ten times as long as a partition at once.
_INDEX_CELLS = "INSERT INTO cell_words (rowid, text) SELECT n, text FROM cells WHERE of = ? AND row > 0"
_FORGET_CELLS = (
    "INSERT INTO cell_words (cell_words, rowid, text) SELECT 'delete', n, text FROM cells WHERE of = ? AND row > 0"
)
_INSERT_PARTITION = "INSERT INTO partitions (stage, key, digest, version, output) VALUES (?, ?, ?, ?, ?)"


@contextmanager
def writing(store: Store) -> Iterator[Writer]:
    """One or more transactions on the store: all is kept at the end, whole groups where something breaks.

    Raises:
        StorageError: the disk or the file failed us.
    """
    with store.words_for_errors():
        for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            store.connection.execute(f"PRAGMA {setting}")
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            yield Writer(store)
        except BaseException:
            store.connection.execute("ROLLBACK")
            raise
        store.connection.execute("COMMIT")


def scrub(store: Store) -> None:
    """Leave no trace of removed rows in the file: not in free pages, not in the full-text index.

    What was shredded must not live on here. It costs as much as copying the store, and is done only where an item went.
    """
    with store.words_for_errors():
        store.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        store.connection.execute("INSERT INTO cell_words (cell_words) VALUES ('optimize')")
        store.connection.execute("VACUUM")


def finish(store: Store) -> None:
    """Leave one plain file behind, readable from a read-only disk; others still reading it are no reason to fail."""
    try:
        store.connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return


def _insert(connection: sqlite3.Connection, row: AnyRow, number: int) -> None:
    table, columns = _columns(row)
    marks = ", ".join("?" * (len(columns) + 1))
    # A reader may find one statement twice; it is one row.
    connection.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}, of) VALUES ({marks})",  # noqa: S608
        (*columns.values(), number),
    )


_Columns = tuple[str, dict[str, object]]


def _columns(row: AnyRow) -> _Columns:
    match row:
        case ChunkRow():
            return "chunks", {"item": row.item, "part": row.part, "offset": row.offset, "text": row.text}
        case CellsRow():
            return "cells", {"item": row.item, "sheet": row.sheet, "row": row.row, "text": joined(row.cells)}
        case RenditionRow():
            return "renditions", {
                "item": row.item,
                "extractor": row.extractor,
                "version": row.version,
                "encoding": row.encoding,
                "assumed": row.assumed,
                "parts": _json(row.parts),
            }
        case FactRow():
            return "facts", {**asdict(row), "used": int(row.used)}
        case StatementRow():
            return "statements", _statement(row.statement)
        case DecidedRow():
            values = {"decision": row.decision, "unbound": int(row.unbound)}
            return "decided", {**_statement(row.statement), **values}
        case DecisionRow():
            return "decisions", {**_names(row), "body": _body(row.statement)}
        case StandingRow():
            return "standing", {"id": row.id, "item": row.item, **_became(row.became)}
        case NotReadRow():
            values = {"item": row.item, "reason": str(row.reason), "detail": row.detail}
            return "not_read", {**values, "start": row.start, "end": row.end}
        case SourceRow(source=source):
            place = {"key": source.key, "item": source.item, "sheet": source.sheet, "row": source.row}
            return "sources", {**place, "body": encode_source(source)}
        case SheetRow():
            return "sheets", asdict(row)
        case ProblemRow():
            return "problems", asdict(row)
        case QuoteRow(statement=statement):
            return "quotes", {"item": statement.item, "body": encode(statement).decode()}
        case HoldingRow():
            return "holdings", {"item": row.item, "taken": row.taken, "addresses": _json(row.addresses)}
        case KnownRow():
            # One for each statement: `asdict` would copy every value of every row.
            return "known", {**{name: getattr(row, name) for name in _KNOWN}, "part_of": _json(row.part_of)}
        case TollRow():
            return "tolls", asdict(row)
        case BlackoutRow():
            return "blackouts", asdict(row)
        case MarkRow():
            # One for each statement: `asdict` would copy every value of every row.
            return "marks", {name: getattr(row, name) for name in _MARK}
        case _:
            return _people(row)


def _people(
    row: RecordRow | EditionRow | PairRow | PersonRow | MemberRow | BondRow | LinkingRow | LinkageRow,
) -> _Columns:
    match row:
        case RecordRow(record=record):
            return "records", {"id": record.id, "list": record.list, "key": record.key, "body": encode_record(record)}
        case EditionRow():
            return "editions", {**asdict(row), "single": int(row.single), "public": int(row.public)}
        case PairRow():
            weights = msgspec.json.encode(row.weights).decode()
            return "pairs", {**_slots(row), "together": int(row.together), "weights": weights}
        case PersonRow():
            lists, fates = _json(row.lists), _json(row.fates)
            flags = {"undecided": int(row.undecided), "named": int(row.named)}
            return "persons", {**_slots(row), "lists": lists, "fates": fates, **flags}
        case MemberRow():
            return "members", {"record": row.record, "person": row.person}
        case BondRow():
            named, against = _json(row.named), _json(row.against)
            return "bonds", {**_slots(row), "named": named, "against": against, "changed": int(row.changed)}
        case LinkingRow():
            return "linkings", asdict(row)
        case LinkageRow():
            return "linkages", {"record": row.record, "labels": msgspec.json.encode(row.labels).decode()}


def _slots(row: PairRow | PersonRow | BondRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in type(row).__slots__}


def _names(row: DecisionRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("entry", "item", "verdict", "reading", "shown", "reason")}


def _body(statement: AnyStatement | None) -> str | None:
    return None if statement is None else encode(statement).decode()


def _statement(statement: AnyStatement) -> dict[str, object]:
    span = spot(statement)
    part, start = "", 0
    if isinstance(span, TextSpan):
        part, start = span.part, span.start
    elif isinstance(span, CellSpan):
        part, start = span.sheet, span.row
    return {
        "id": row_id(statement),
        "item": statement.item,
        "kind": str(statement.__struct_config__.tag),
        "part": part,
        "start": start,
        "measure": statement.measure if isinstance(statement, Figure) else None,
        "places": _json(statement.places),
        "said": None if statement.said is None else statement.said.date,
        "body": encode(statement).decode(),
    }


def _became(became: Became) -> dict[str, object]:
    return {
        "standing": str(became.standing),
        "by": _json(became.by),
        "replaced_by": _json(became.replaced_by),
        "targets": _json(became.targets),
    }


def _json(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()
