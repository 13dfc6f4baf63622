"""The derived store: rows of the build in one SQLite file with a full-text index, disposable at any time.

Design §1 (derived) and §7 (digest). Every row belongs to one partition of one stage; a partition is replaced as a
whole, in one transaction with its entry in `partitions`, so that a build that dies leaves whole partitions only. The
digest hashes rows, never SQLite's bytes. Proved by tests/statements/test_store.py and tests/build.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from aigaq.errors import FormatError, NotFound, Reason
from aigaq.statements import shown
from aigaq.statements.digests import digest_of_partitions, digest_of_rows
from aigaq.statements.records import AnyStatement
from aigaq.statements.rows import DecisionRow, FactRow, NotReadRow, ProblemRow, RenditionRow, SheetRow
from aigaq.statements.schema import FILE, connect, create, fits, storage_error
from aigaq.statements.search import Found, FoundCell, search, search_cells
from aigaq.statements.shown import Row
from aigaq.statements.sources import Source, decode_source
from aigaq.statements.spans import TextSpan

if TYPE_CHECKING:
    from aigaq.case import Case

_AGAIN = "run `aigaq build`"


@dataclass(frozen=True, slots=True)
class Context:
    """A span with the text around it: `before` + `quote` + `after` is one slice of the part."""

    before: str
    quote: str
    after: str


class Done(NamedTuple):
    """The entry of a partition that has been made: from which input, by which version, and the digest of its rows."""

    stage: str
    key: str
    digest: str
    version: str
    output: str


class Store:
    """Reads the derived store. `statements.writing` changes it; only `build` does."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, where: Case | Path | str) -> Store:
        """The store of a case, or of a folder `derived/`, for reading.

        Raises:
            NotFound: nothing has been built yet.
            FormatError: damaged, or written by another version; build it again.
        """
        path = _folder(where) / FILE
        if not path.is_file():
            raise NotFound("nothing has been built yet", where=path.parent, hint=_AGAIN)
        connection = connect(path, read_only=True)
        try:
            if fits(connection):
                return cls(connection, path)
        except sqlite3.DatabaseError:
            pass
        connection.close()
        raise FormatError("the derived store is damaged or of another version", where=path, hint=_AGAIN)

    @classmethod
    def create(cls, folder: Path) -> Store:
        """A new or existing store, for writing.

        Raises:
            FormatError: the file that is there is damaged or of another version.
            StorageError: the folder cannot be written.
        """
        path = folder / FILE
        connection = connect(path)
        try:
            if not fits(connection):
                create(connection)
        except (sqlite3.DatabaseError, FormatError) as error:
            connection.close()
            if isinstance(error, sqlite3.OperationalError):
                raise storage_error(error, path) from error
            raise FormatError("the derived store is damaged or of another version", where=path, hint=_AGAIN) from error
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def statements(self, kind: str | None = None, item: str | None = None, *, rejected: bool = False) -> Iterator[Row]:
        """Statements as they are shown, with their standing, by item, place in its text, and row id.

        A rejected statement counts nowhere; it is among them only where it is asked for.
        """
        yield from shown.shown(self.rows, {"kind": kind, "item": item}, rejected=rejected)

    def statement(self, row: str) -> Row:
        """One statement by its row id; also a rejected one, and a reading that gave way to a decided statement.

        Raises:
            NotFound: there is no such row.
        """
        found = shown.one(self.rows, row)
        if found is None:
            raise NotFound("no such statement", where=row)
        return found

    def statements_of(self, rows: Sequence[str]) -> Iterator[Row]:
        """The statements of these row ids, as far as they are shown, in no order: rejected ones and readings that gave
        way are left out."""
        return shown.some(self.rows, rows)

    def readings(self, item: str) -> Iterator[tuple[str, AnyStatement]]:
        """Row id and statement of everything that was read in an item, whatever was decided of it."""
        return shown.readings(self.rows, item)

    def reading(self, row: str) -> AnyStatement:
        """What was read under a row id, whatever was decided of it.

        Raises:
            NotFound: there is no such reading.
        """
        found = next(shown.reading(self.rows, row), None)
        if found is None:
            raise NotFound("no such reading", where=row)
        return found

    def rejected(self) -> Iterator[Row]:
        """The rejected statements, by item, place and row id."""
        return shown.rejected(self.rows)

    def decisions(self, *, item: str | None = None, shown_with: str | None = None) -> Iterator[DecisionRow]:
        """Current decisions by entry: all, those of an item, or those shown with a statement."""
        return shown.decisions(self.rows, item=item, shown=shown_with)

    def unbound(self) -> list[DecisionRow]:
        """Decisions that fit nothing read today, by entry; the statements as decided stand all the same."""
        return list(shown.unbound(self.rows))

    def disputed(self) -> list[DecisionRow]:
        """Decisions of which none is applied, because several are current on one target; by entry."""
        return list(shown.disputed(self.rows))

    def not_understood(self) -> list[DecisionRow]:
        """Decisions that cannot be read here, by entry; `reason` says why."""
        return list(shown.not_understood(self.rows))

    def counts(self) -> dict[str, int]:
        """How many statements there are of each kind, by kind; rejected ones do not count."""
        return shown.counts(self.rows)

    def renditions(self, item: str | None = None) -> Iterator[RenditionRow]:
        """How items became text, by item."""
        where, values = _where({"item": item})
        query = f"SELECT item, extractor, version, encoding, assumed, parts FROM renditions {where} ORDER BY item"  # noqa: S608
        for item, extractor, version, encoding, assumed, parts in self.rows(query, values):
            yield RenditionRow(item, extractor, version, encoding, assumed, tuple(msgspec.json.decode(parts)))

    def facts(self, item: str | None = None) -> Iterator[FactRow]:
        """What items say of themselves, by item, in the order of belief."""
        where, values = _where({"item": item})
        query = f"SELECT item, place, field, value, basis, origin, used FROM facts {where} ORDER BY item, place"  # noqa: S608
        for item, place, field, value, basis, origin, used in self.rows(query, values):
            yield FactRow(item, place, field, value, basis, origin, bool(used))

    def not_read(self, item: str | None = None) -> list[NotReadRow]:
        """What was not read and why, by item and place: whole items and stretches of their text."""
        where, values = _where({"item": item})
        query = (
            f"SELECT item, reason, detail, start, end FROM not_read {where} ORDER BY item, start, end, reason, detail"  # noqa: S608
        )
        return [NotReadRow(item, Reason(reason), *rest) for item, reason, *rest in self.rows(query, values)]

    def sources(self, key: str | None = None, item: str | None = None) -> Iterator[Source]:
        """Sources as tables name them, by key, item, sheet and row; one key may stand in several tables."""
        where, values = _where({"key": key, "item": item})
        for (body,) in self.rows(f"SELECT body FROM sources {where} ORDER BY key, item, sheet, row", values):  # noqa: S608
            yield decode_source(body)

    def sheets(self, item: str | None = None) -> Iterator[SheetRow]:
        """How the sheets of tables were read, by item and sheet."""
        where, values = _where({"item": item})
        query = "SELECT item, sheet, kind, mapping, header, rows, made, assumed FROM sheets"
        yield from (SheetRow(*row) for row in self.rows(f"{query} {where} ORDER BY item, sheet, mapping", values))

    def problems(self, item: str | None = None) -> Iterator[ProblemRow]:
        """What is odd about the rows of tables, by item, sheet and row."""
        where, values = _where({"item": item})
        query = f"SELECT item, sheet, row, cell, what, text, dropped FROM problems {where} ORDER BY item, sheet, row, n"  # noqa: S608
        for item, sheet, row, cell, what, text, dropped in self.rows(query, values):
            yield ProblemRow(item, sheet, row, cell, what, text, bool(dropped))

    def length(self, item: str, part: str = "text") -> int:
        """How many code points a part has; 0 where there is none."""
        query = "SELECT offset + length(text) FROM chunks WHERE item = ? AND part = ? ORDER BY offset DESC LIMIT 1"
        found: tuple[int] | None = next(self.rows(query, (item, part)), None)
        return 0 if found is None else found[0]

    def chunks(self, item: str) -> Iterator[tuple[str, int, str]]:
        """The text of an item: part, offset (code points) and text, in order, one held at a time."""
        return self.rows("SELECT part, offset, text FROM chunks WHERE item = ? ORDER BY part, offset", (item,))

    def text(self, item: str, part: str, start: int, end: int) -> str:
        """The text between two offsets (code points), cut to where the part begins and ends."""
        start = max(0, start)
        query = (
            "SELECT offset, text FROM chunks WHERE item = ?1 AND part = ?2 AND offset < ?4 AND offset >= coalesce("
            "(SELECT max(offset) FROM chunks WHERE item = ?1 AND part = ?2 AND offset <= ?3), 0) ORDER BY offset"
        )
        found = self.rows(query, (item, part, start, end))
        return "".join(text[max(0, start - offset) : max(0, end - offset)] for offset, text in found)

    def context(self, item: str, span: TextSpan, before: int, after: int) -> Context:
        """A span with up to `before` and `after` code points around it."""
        return Context(
            before=self.text(item, span.part, span.start - before, span.start),
            quote=self.text(item, span.part, span.start, span.end),
            after=self.text(item, span.part, span.end, span.end + after),
        )

    def search(self, words: str, limit: int = 100) -> list[Found]:
        """Where all these words stand in the texts; see `statements.search`."""
        with self.words_for_errors():
            return search(self.connection, words, limit)

    def search_cells(self, words: str, limit: int = 100) -> list[FoundCell]:
        """Where all these words stand in one row of a table; see `statements.search`."""
        with self.words_for_errors():
            return search_cells(self.connection, words, limit)

    def statements_of_row(self, item: str, sheet: str, row: int) -> list[str]:
        """The ids of the statements that are shown of a row of a sheet, those that only take back others last."""
        return list(shown.of_row(self.rows, item, sheet, row))

    def sources_of_row(self, item: str, sheet: str, row: int) -> list[str]:
        """The keys of the sources that a row of a sheet defines."""
        query = "SELECT key FROM sources WHERE item = ? AND sheet = ? AND row = ? ORDER BY key"
        return [key for (key,) in self.rows(query, (item, sheet, row))]

    def partitions(self, stage: str) -> Iterator[Done]:
        """The partitions a stage has made, by key."""
        query = "SELECT stage, key, digest, version, output FROM partitions WHERE stage = ? ORDER BY key"
        return map(Done._make, self.rows(query, (stage,)))

    def digest(self) -> str:
        """SHA-256 over all rows in hex: equal wherever the same rows were made, in whatever order (`digests`).

        Each partition's rows were hashed when they were written; this hashes those hashes, so that long texts cost
        no more than short ones. `damaged` reads all rows again.
        """
        return digest_of_partitions(self.rows("SELECT stage, key, output FROM partitions ORDER BY stage, key"))

    def damaged(self) -> list[Done]:
        """The partitions whose rows are not those that were written: every row is read and hashed again."""
        found = self.rows("SELECT id, stage, key, digest, version, output FROM partitions ORDER BY stage, key")
        with self.words_for_errors():
            return [Done(*row) for number, *row in found if digest_of_rows(self.connection, number) != row[-1]]

    def rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one at a time; what SQLite says is put into our words."""
        with self.words_for_errors(), closing(self.connection.execute(query, values)) as cursor:
            yield from cursor

    @contextmanager
    def words_for_errors(self) -> Iterator[None]:
        """Put what SQLite says into words: what, where, next step."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise storage_error(error, self.path) from error
        except sqlite3.Error as error:
            raise FormatError(f"the derived store is damaged: {error}", where=self.path, hint=_AGAIN) from error


def _where(wanted: dict[str, str | None]) -> tuple[str, tuple[object, ...]]:
    given = {column: value for column, value in wanted.items() if value is not None}
    words = " AND ".join(f"{column} = ?" for column in given)
    return (f"WHERE {words}" if words else ""), tuple(given.values())


def _folder(where: Case | Path | str) -> Path:
    return Path(where) if isinstance(where, str | Path) else where.derived
