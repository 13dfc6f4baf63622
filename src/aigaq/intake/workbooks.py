"""Reads XLSX: every sheet with its cells' values as stored, formulas by the value last computed, merged and hidden cells.

Values are read by python-calamine, what it does not tell by `worksheets`. Nothing is computed, nothing outside the file
is followed. Before a sheet is read, its size is looked at: what would not fit the memory is refused with words.
ECMA-376. Proved by tests/intake/test_workbooks.py.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat

from aigaq.errors import NotReadable, Reason
from aigaq.intake.grids import Box, Grid, Row
from aigaq.intake.worksheets import Scan, scan

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

PACKED = 1 << 30  # bytes of XML at most, once unpacked
CELLS = 1 << 26  # cells of one sheet at most: what its rectangle holds, empty ones too
_EPOCH = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_HINT = "save it again as .xlsx, or export the sheet as CSV in UTF-8"

Open = Callable[[], BinaryIO]
Value = object


def is_workbook(opened: Open) -> bool:
    """Whether these bytes are an XLSX: a ZIP that holds a workbook."""
    with opened() as stream:
        try:
            with zipfile.ZipFile(stream) as packed:
                return "xl/workbook.xml" in packed.namelist()
        except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError):
            return False


def grids_of(opened: Open) -> tuple[Grid, ...]:
    """The sheets of a workbook that hold rows, in order, hidden ones too.

    Raises:
        NotReadable: damaged, protected by a password, or too large.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with _words():
        scans, serials = _look(opened)
        book = _open(opened)
        sheets = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        hidden = {meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible}
    facts = _Facts(opened, serials, frozenset(hidden))
    return tuple(
        grid
        for name, found in zip(sheets, scans, strict=False)
        if (grid := _grid(book.get_sheet_by_name(name), found, facts)) is not None
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    opened: Open
    serials: int
    hidden: frozenset[str]


def _grid(sheet: CalamineSheet, found: Scan, facts: _Facts) -> Grid | None:
    if sheet.start is None:
        return None
    merged = tuple(
        Box(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if bottom < found.bottom + CELLS and (bottom, right) != (top, left)
    )
    return Grid(
        name=sheet.name,
        rows=lambda: _rows(sheet, merged, found.right),
        assumed=tuple(_assumed(found, merged, sheet.name in facts.hidden)),
        notices=tuple(found.notices),
        merged=merged,
        serials=facts.serials,
    )


def _assumed(found: Scan, merged: tuple[Box, ...], hidden: bool) -> Iterator[str]:
    if hidden:
        yield "the sheet is hidden, and read all the same"
    if found.hidden:
        yield f"hidden rows are read all the same: {_listed(found.hidden)}"
    if merged:
        yield f"the value of merged cells stands in each of them ({len(merged)} of them)"
    if found.formulas:
        yield f"formulas are read by the value last saved with them ({found.formulas} of them)"


def _listed(rows: list[int], shown: int = 5) -> str:
    words = ", ".join(map(str, rows[:shown]))
    return words if len(rows) <= shown else f"{words} and {len(rows) - shown} more"


def _rows(sheet: CalamineSheet, merged: tuple[Box, ...], width: int) -> Iterator[Row]:
    """The rows as text; the value of a merged cell, which stands in its first, is put into all of it."""
    starting: dict[int, list[Box]] = {}
    for box in merged:
        starting.setdefault(box.top, []).append(box)
    reaching: list[tuple[Box, str]] = []
    # Rows are given from the first on, cells from the leftmost column that holds something.
    indent = [""] * (sheet.start or (0, 0))[1]
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [*indent, *map(text_of, values)]
        if reaching or number in starting:
            reaching = [pair for pair in reaching if pair[0].bottom >= number]
            reaching += [(box, _at(cells, box.left)) for box in starting.get(number, ())]
            _fill(cells, reaching, width)
        yield Row(number, tuple(cells))


def _at(cells: list[str], column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""


def _fill(cells: list[str], reaching: list[tuple[Box, str]], width: int) -> None:
    for box, text in reaching:
        for column in range(box.left, min(box.right, width) + 1):
            cells += [""] * (column - len(cells))
            cells[column - 1] = cells[column - 1] or text


def text_of(value: Value) -> str:
    """A value as text: whole numbers without a fraction, dates and times ISO 8601, seconds only where there are some."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime() | time():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _look(opened: Open) -> tuple[list[Scan], int]:
    """What the XML says: one scan a worksheet in the order of the workbook, and the year days are counted from."""
    with opened() as stream, zipfile.ZipFile(stream) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > PACKED:
            raise NotReadable("the workbook is too large once unpacked", reason=Reason.TOO_LARGE, hint=_HINT)
        epoch = 1904 if _EPOCH.search(packed.read("xl/workbook.xml")) else 1900
        scans = []
        for path in _worksheets(packed):
            found = scan(partial(packed.open, path))
            if found.bottom * found.right > CELLS:
                raise NotReadable(
                    f"a sheet of the workbook reaches over {found.bottom:,} rows and {found.right:,} columns",
                    reason=Reason.TOO_LARGE,
                    hint="delete the cells far below or to the right of the table and save it again",
                )
            scans.append(found)
        return scans, epoch


def _worksheets(packed: zipfile.ZipFile) -> list[str]:
    """The paths of the worksheets in the order of the workbook, by its relations."""
    relations = _attributes(packed.read("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {one.get("Id", ""): one for one in relations}
    paths = []
    for sheet in _attributes(packed.read("xl/workbook.xml"), "sheet"):
        relation = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), {})
        if relation.get("Type", "").endswith("/worksheet"):
            target = relation.get("Target", "")
            paths.append(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return paths


def _attributes(data: bytes, element: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


def _open(opened: Open) -> CalamineWorkbook:
    from python_calamine import load_workbook

    with opened() as stream:
        return load_workbook(stream)


@contextmanager
def _words() -> Iterator[None]:
    """What the readers of ZIP, XML and sheets raise, in our words."""
    from python_calamine import CalamineError

    try:
        yield
    except NotReadable:
        raise
    except (CalamineError, zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError) as error:
        raise NotReadable(f"the workbook is damaged: {error}", reason=Reason.UNKNOWN, hint=_HINT) from error
    except (KeyError, ValueError, NotImplementedError, OverflowError, RuntimeError, EOFError, OSError) as error:
        raise NotReadable(f"the workbook cannot be read: {error}", reason=Reason.UNKNOWN, hint=_HINT) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault in the compiled reader, no Exception for Python
            raise
        raise NotReadable("the workbook is damaged", reason=Reason.UNKNOWN, hint=_HINT) from error
