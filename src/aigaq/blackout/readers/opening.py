"""A file as what it is, by its content and never by its name: a JSON value, or sheets with a header and blocks of rows.

JSON is decoded one level deep, so that its shape is known before its body is built; a CSV is read in blocks of `BLOCK`
rows and never held whole. What is no table, too deep or too large ends in one error, and a CSV of far more rows than can
be held is known by the length of its lines before it is read. Proved by tests/blackout/readers/test_opening.py.
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

from aigaq.blackout.readers.gathered import SAMPLES
from aigaq.blackout.readers.plain import Block, Plain
from aigaq.blackout.readers.telling import Told, Why
from aigaq.errors import FormatError, NotReadable, Reason, os_error

if TYPE_CHECKING:
    from aigaq.intake.delimited import Dialect
    from aigaq.intake.encodings import Encoded
    from aigaq.intake.grids import Row
    from aigaq.intake.tables import Sheet as Headed

BLOCK = 1 << 16  # rows in hand at once
CELLS = 1 << 20  # cells in hand at once
LARGE = 1 << 20  # bytes from which a CSV is cut by compiled code
LARGEST = 1 << 28  # bytes of one JSON file: it is held whole, and three times as large once decoded
LINE = 1 << 20  # characters of one line of a CSV
ROWS = 500_000  # rows of a list of stated intervals: each is kept with all its cells
SNIFF = 1 << 16  # bytes by which a file is told to be JSON
_BOM = b"\xef\xbb\xbf"

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """Rows under a header: a CSV, or one sheet of a workbook. `blocks` gives (row numbers, rows) from the first again.

    `row` is where the header stands; `plain` is there where the bytes of a large CSV may be cut as they are.
    """

    name: str
    header: tuple[str, ...]
    blocks: Callable[[], Iterator[Block]]
    row: int = 1
    plain: Plain | None = None


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
        if head.startswith(b"PK\x03\x04"):
            return _workbook(path, wanted)
        _refuse_media(head, path)
        return (_csv(path, told),)
    except OSError as error:
        raise os_error(error, where=path) from error


def _refuse_media(head: bytes, path: Path) -> None:
    """A picture, a packed file or another of a kind that its first bytes tell is named, and not tried as text."""
    from aigaq.intake.media import guess_media

    kind = guess_media(head)
    if not kind.read and (kind.binary or head[:1] in b"%<"):
        hint = "a packed file must be unpacked first; of others, export the table as CSV in UTF-8"
        raise NotReadable(f"{kind.label} is no table we read", reason=Reason.BINARY, where=path, hint=hint)


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

    _refuse_endless(path)
    try:
        with path.open("rb") as stream:
            encoded = find_encoding(stream)
        dialect = dialect_of(lambda: path.open("rb"), encoded)
    except NotReadable as error:
        raise NotReadable(error.what, reason=error.reason, where=path, hint=error.hint) from error
    for words in filter(None, (encoded.assumed, dialect.assumed)):
        told.notice(f"assumed: {words}")

    @contextmanager
    def records(byte: int, skipped: int) -> Iterator[Iterator[list[str]]]:
        with path.open("rb") as stream:
            stream.seek(byte)
            with io.TextIOWrapper(stream, encoding=encoded.name, newline="") as text:
                lines = islice(_lines(text, path), skipped, None)
                yield csv.reader(lines, delimiter=dialect.separator)

    def blocks(byte: int = encoded.skip, at: int = 1) -> Iterator[Block]:
        try:
            with records(byte, int(dialect.stated and at == 1)) as rows:
                if at == 1:
                    next(rows, None)
                    at = 2
                while block := _next_rows(rows):
                    yield range(at, at + len(block)), block
                    at += len(block)
        except csv.Error as error:
            raise FormatError(f"a CSV that cannot be read: {error}", where=f"{path}, after row {at}") from error

    try:
        with records(encoded.skip, int(dialect.stated)) as rows:
            header = next(rows, [])
    except csv.Error as error:
        raise FormatError(f"a CSV that cannot be read: {error}", where=path) from error
    begins = _first_row(path, encoded, dialect, header)
    plain = None if begins is None else Plain(path, encoded.name, dialect.separator, begins, blocks)
    return Sheet(path.stem, tuple(cell.strip() for cell in header), blocks, plain=plain)


def _next_rows(rows: Iterator[list[str]]) -> list[list[str]]:
    """`BLOCK` rows, or fewer that have `CELLS` cells together."""
    block: list[list[str]] = []
    cells = 0
    while len(block) < BLOCK and cells < CELLS and (some := list(islice(rows, min(BLOCK - len(block), 64)))):
        block += some
        cells += sum(map(len, some))
    return block


def _first_row(path: Path, encoded: Encoded, dialect: Dialect, header: list[str]) -> int | None:
    """The byte at which the rows of a large CSV begin, if its signs are bytes and its header is one line; else None."""
    from aigaq.intake.letters import names

    if path.stat().st_size < LARGE or encoded.name not in ("utf-8", *names()):
        return None
    with path.open("rb") as stream:
        stream.seek(encoded.skip)
        if dialect.stated:
            stream.readline(LINE)
        line = stream.readline(LINE)
        begins = stream.tell()
    if not line.endswith(b"\n") or b"\r" in line[:-2] or line.count(b'"') % 2:
        return None
    same = next(csv.reader([line.decode(encoded.name)], delimiter=dialect.separator), []) == header
    return begins if same else None


def _refuse_endless(path: Path) -> None:
    """A CSV that has more rows than can be held, by far: by the longest lines at its beginning, middle and end."""
    size = path.stat().st_size
    if size < SAMPLES:
        return
    shares = []
    with path.open("rb") as stream:
        for at in (0, size // 2, size - SNIFF):
            stream.seek(at)
            read = stream.read(SNIFF)
            shares.append(max(read.count(b"\n"), read.count(b"\r")) / len(read))
    if (rows := int(min(shares) * size)) > 1.5 * SAMPLES:
        raise NotReadable(
            f"a file of {size >> 20} MB, some {rows // 1_000_000} million rows; at most {SAMPLES // 1_000_000} million are held",
            reason=Reason.TOO_LARGE,
            where=path,
            hint="split the file by place or by month, and ask of one part after the other",
        )


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
