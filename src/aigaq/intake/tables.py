"""Tables: CSV, XLSX and Parquet as typed sheets of rows of cells. `read_table` for anything that opens, `table_of` for a path.

Bytes stay untouched and nothing is interpreted: what a column means is said by a mapping (docs/formats/mappings.md).
What was assumed (encoding, separator, header, merged and hidden cells) is said in words with the first rows. A CSV is
never held whole. Proved by tests/intake/test_tables.py, among others with a million rows under a limit of memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason, os_error
from aigaq.intake import delimited, parquets, workbooks
from aigaq.intake.encodings import find_encoding
from aigaq.intake.grids import Grid, Notice, Row, address
from aigaq.intake.headers import LOOK, Column, find_header, header_at
from aigaq.intake.media import HEAD, Media, guess_media
from aigaq.intake.render import charset

SHOWN = 3  # rows shown with what was assumed
_ZIP = "application/zip"

Open = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the name of its column, its address as the user's program shows it."""

    text: str
    column: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its header found. `header` is its row (0: none), `first` the row below it."""

    grid: Grid
    columns: tuple[Column, ...]
    header: int
    first: int
    assumed: tuple[str, ...]
    sample: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The sheet's name; of a CSV, the file's name without its ending."""
        return self.grid.name

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is odd about its cells below the header."""
        return tuple(notice for notice in self.grid.notices if notice.row >= self.first)

    def rows(self) -> Iterator[Row]:
        """The rows below the header with something in them, from the first again at every call."""
        return (row for row in self.grid.rows() if row.number >= self.first and not row.blank)

    def cells(self, row: Row) -> Iterator[Cell]:
        """The cells of a row under the columns of the header."""
        for column, text in zip(self.columns, row.cells, strict=False):
            yield Cell(text, column.name, address(column.number, row.number))

    def beyond(self, row: Row) -> tuple[Cell, ...]:
        """Cells with something in them that stand under no column."""
        rest = enumerate(row.cells[len(self.columns) :], len(self.columns) + 1)
        return tuple(Cell(text, "", address(at, row.number)) for at, text in rest if text.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table: its sheets as they are, the encoding, what was assumed of the whole file."""

    item: str
    media: str
    encoding: str
    assumed: tuple[str, ...]
    grids: tuple[Grid, ...]

    def sheets(self, *, wanted: Collection[str] = ()) -> tuple[Sheet, ...]:
        """Every sheet with its header found; `wanted` are names of columns somebody expects."""
        return tuple(headed(grid, wanted=wanted) for grid in self.grids)


def headed(grid: Grid, *, row: int | None = None, wanted: Collection[str] = ()) -> Sheet:
    """A sheet with its header: in the row a person named, else where it is found."""
    first = list(islice(grid.rows(), max(LOOK, row or 0) + 1))
    header = (
        find_header(first, wanted=wanted, merged=grid.merged)
        if row is None
        else header_at(first, row, merged=grid.merged)
    )
    below = header.row + header.height if header.row else 1
    sheet = Sheet(grid, header.columns, header.row, below, grid.assumed, ())
    told = () if row is not None or header.row <= 1 else (f"the header in row {header.row}",)
    double = ("a header two rows high",) if header.height > 1 else ()
    return replace(sheet, assumed=(*grid.assumed, *told, *double), sample=tuple(islice(sheet.rows(), SHOWN)))


def read_table(
    opened: Open, *, item: str, media: str | None = None, name: str | None = None, separator: str | None = None
) -> Table:
    """The sheets of a table.

    Args:
        opened: gives the bytes from their start; called several times.
        media: what was declared of it; `text/csv; charset=kz1048` also names the encoding.
        name: the file's name, where known: it is the name of a CSV's only sheet.
        separator: what stands between cells (`comma`, `semicolon`, `tab` or the sign), where a person said so.

    Raises:
        NotReadable: empty, no table, damaged, too large, or two readings fit.
        UsageError: no such encoding or separator.
        StorageError: the bytes cannot be read.
    """
    where = name or item
    try:
        with opened() as stream:
            head = stream.read(HEAD)
        if head.startswith(parquets.MAGIC):
            return Table(item, "parquet", "", (), (parquets.grid_of(opened, _stem(name)),))
        kind = guess_media(head, name=name, declared=media)
        if kind.type == _ZIP and workbooks.is_workbook(opened):
            return Table(item, "xlsx", "", (), workbooks.grids_of(opened))
        _refuse_unread(kind)
        return _delimited(opened, item, media, name, separator)
    except NotReadable as error:
        raise NotReadable(error.what, reason=error.reason, where=error.where or where, hint=error.hint) from error
    except OSError as error:
        raise os_error(error, where=where) from error


def table_of(path: Path | str, *, encoding: str | None = None, separator: str | None = None) -> Table:
    """The sheets of a plain file; its item id is the SHA-256 of its bytes.

    Raises:
        NotReadable, UsageError, StorageError: as `read_table`.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            item = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise os_error(error, where=path) from error
    media = None if encoding is None else f"text/csv;charset={encoding}"
    return read_table(lambda: path.open("rb"), item=item, media=media, name=str(path), separator=separator)


def _refuse_unread(kind: Media) -> None:
    if kind.read:
        return
    hint = "save it as .xlsx, or export the sheet as CSV in UTF-8"
    reason = Reason.BINARY if kind.binary else Reason.UNKNOWN
    raise NotReadable(f"{kind.label} is no table we read", reason=reason, hint=hint)


def _delimited(opened: Open, item: str, media: str | None, name: str | None, separator: str | None) -> Table:
    with opened() as stream:
        encoded = find_encoding(stream, stated=charset(media))
    sign = None if separator is None else delimited.separator_named(separator)
    dialect = delimited.dialect_of(opened, encoded, separator=sign)
    grid = Grid(name=_stem(name), rows=lambda: delimited.rows_of(opened, encoded, dialect))
    assumed = tuple(words for words in (encoded.assumed, dialect.assumed) if words)
    return Table(item, "csv", encoded.name, assumed, (grid,))


def _stem(name: str | None) -> str:
    """What the one sheet of a file is called: the file's name without its ending."""
    return PurePath(name).stem if name else "table"
