"""A file as what it is, by its content and never by its name: a JSON value, or sheets with a header and blocks of rows.

JSON is decoded one level deep, so that its shape is known before its body is built; a CSV is read in blocks of `BLOCK`
rows and never held whole. What is no table, too deep or too large ends in one error. Proved by
tests/blackout/readers/test_opening.py.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from aigaq.blackout.readers.telling import Told, Why
from aigaq.errors import FormatError, NotReadable, Reason, os_error

if TYPE_CHECKING:
    from aigaq.intake.grids import Row
    from aigaq.intake.tables import Sheet as Headed

BLOCK = 1 << 16  # rows in hand at once
LARGEST = 1 << 28  # bytes of one JSON file: it is held whole, and three times as large once decoded
LINE = 1 << 20  # characters of one line of a CSV
ROWS = 500_000  # rows of a list of stated intervals: each is kept with all its cells
SNIFF = 1 << 16  # bytes by which a file is told to be JSON
_BOM = b"\xef\xbb\xbf"

Block = tuple[list[int] | range, list[list[str]]]
T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """Rows under a header: a CSV, or one sheet of a workbook. `blocks` gives (row numbers, rows) from the first again.

    `row` is where the header stands.
    """

    name: str
    header: tuple[str, ...]
    blocks: Callable[[], Iterator[Block]]
    row: int = 1


Opened = msgspec.Raw | tuple[Sheet, ...]


def opened(path: Path, told: Told, *, wanted: list[str]) -> Opened:
    """A file as JSON still packed, or as its sheets; `wanted` are names of columns by which a header is known.

    Raises:
        NotReadable: empty, neither JSON nor a table, damaged, too large.
        StorageError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(SNIFF).removeprefix(_BOM).lstrip()
        if not head:
            raise NotReadable("the file is empty", reason=Reason.EMPTY, where=path)
        if head[:1] in b"{[":
            return _json(path)
        return _workbook(path, wanted) if head.startswith(b"PK\x03\x04") else (_csv(path, told),)
    except OSError as error:
        raise os_error(error, where=path) from error


def decoded(packed: msgspec.Raw | bytes, kind: type[T], *, where: str) -> T:
    """JSON as a type; what does not fit ends in one FormatError that names the place in it."""
    try:
        return msgspec.json.decode(packed, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FormatError(f"JSON that is not as it should be: {error}", where=where) from error
    except RecursionError as error:
        raise FormatError("JSON nested too deep", where=where) from error


def shape(packed: msgspec.Raw, *, where: str) -> dict[str, msgspec.Raw] | list[msgspec.Raw]:
    """The first level of a JSON file."""
    kind: Any = dict[str, msgspec.Raw] if first_sign(packed) == b"{" else list[msgspec.Raw]
    found: dict[str, msgspec.Raw] | list[msgspec.Raw] = decoded(packed, kind, where=where)
    return found


def first_sign(packed: msgspec.Raw) -> bytes:
    """The sign by which packed JSON begins: an object, a list, something else."""
    return bytes(memoryview(packed)[:64]).lstrip()[:1]


def _json(path: Path) -> msgspec.Raw:
    size = path.stat().st_size
    if size > LARGEST:
        raise NotReadable(
            f"a JSON file of {size >> 20} MB; at most {LARGEST >> 20} are held",
            reason=Reason.TOO_LARGE,
            where=path,
            hint="ask the source for shorter spans and give all the files, or bring it as CSV",
        )
    return msgspec.Raw(path.read_bytes().removeprefix(_BOM))


def _csv(path: Path, told: Told) -> Sheet:
    from aigaq.intake.delimited import dialect_of
    from aigaq.intake.encodings import find_encoding

    try:
        with path.open("rb") as stream:
            encoded = find_encoding(stream)
        dialect = dialect_of(lambda: path.open("rb"), encoded)
    except NotReadable as error:
        raise NotReadable(error.what, reason=error.reason, where=path, hint=error.hint) from error
    for words in filter(None, (encoded.assumed, dialect.assumed)):
        told.notice(f"assumed: {words}")

    @contextmanager
    def records() -> Iterator[Iterator[list[str]]]:
        with path.open("rb") as stream:
            stream.seek(encoded.skip)
            with io.TextIOWrapper(stream, encoding=encoded.name, newline="") as text:
                lines = islice(_lines(text, path), int(dialect.stated), None)
                yield csv.reader(lines, delimiter=dialect.separator)

    def blocks() -> Iterator[Block]:
        at = 2
        try:
            with records() as rows:
                next(rows, None)
                while block := list(islice(rows, BLOCK)):
                    yield range(at, at + len(block)), block
                    at += len(block)
        except csv.Error as error:
            raise FormatError(f"a CSV that cannot be read: {error}", where=f"{path}, after row {at}") from error

    try:
        with records() as rows:
            header = next(rows, [])
    except csv.Error as error:
        raise FormatError(f"a CSV that cannot be read: {error}", where=path) from error
    return Sheet(path.stem, tuple(cell.strip() for cell in header), blocks)


def _lines(text: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """The lines of a text, cut from chunks without a step of Python for each; none of them unlimited."""

    def chunks() -> Iterator[list[str]]:
        rest = ""
        while chunk := text.read(LINE):
            lines = io.StringIO(rest + chunk, newline="").readlines()
            rest = lines.pop()  # perhaps cut in two, or between CR and LF
            if len(rest) > LINE:
                raise NotReadable("a line has more than a million characters", reason=Reason.TOO_LARGE, where=path)
            yield lines
        yield [rest] if rest else []

    return chain.from_iterable(chunks())


def _workbook(path: Path, wanted: list[str]) -> tuple[Sheet, ...]:
    from aigaq.intake.tables import read_table

    table = read_table(lambda: path.open("rb"), item="", name=str(path))
    return tuple(_sheet(sheet) for sheet in table.sheets(wanted=wanted))


def _sheet(sheet: Headed) -> Sheet:
    def blocks() -> Iterator[Block]:
        rows: Iterator[Row] = sheet.rows()
        while block := list(islice(rows, BLOCK)):
            yield [row.number for row in block], [list(row.cells) for row in block]

    return Sheet(sheet.name, tuple(column.name.strip() for column in sheet.columns), blocks, sheet.header)


def filled_rows(sheet: Sheet, *, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with something in them, with their numbers.

    Raises:
        NotReadable: more than `ROWS` of them.
    """
    count = 0
    for numbers, rows in sheet.blocks():
        for number, cells in zip(numbers, rows, strict=True):
            if any(cell.strip() for cell in cells):
                count += 1
                if count > ROWS:
                    raise NotReadable(f"a list of more than {ROWS} rows", reason=Reason.TOO_LARGE, where=where)
                yield number, cells


def full(block: Block, width: int, told: Told) -> Block:
    """The rows of a block that have so many cells; blank ones are passed over, shorter ones refused."""
    numbers, rows = block
    if rows and min(map(len, rows)) >= width:
        return block
    kept: list[int] = []
    for at, row in enumerate(rows):
        if len(row) >= width:
            kept.append(at)
        elif any(cell.strip() for cell in row):
            told.refuse(numbers[at], Why.CELLS, f"{len(row)} cells where {width} are needed")
    return [numbers[at] for at in kept], [rows[at] for at in kept]
