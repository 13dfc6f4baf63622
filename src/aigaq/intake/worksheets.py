"""What the XML of a worksheet says that a reader of values does not: errors, formulas without values, hidden rows, size.

The size is that of the smallest rectangle around all cells; it is looked at before anything is read, because two cells
far apart would otherwise fill the memory. ECMA-376 part 1, 18.3.1 (worksheets). The XML is read as a stream by the
standard library's expat; no entity of it is followed. Expat takes ten seconds for a million cells, so a sheet is first
skimmed by patterns: where they understand every cell and meet nothing to speak of, they are enough. Proved by
tests/intake/test_workbooks.py: both ways give the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from aigaq.errors import NotReadable, Reason
from aigaq.intake.grids import Notice, address, column_number

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BLOCK = 1 << 20
_CELL = re.compile(rb"<c[\s/>]")
_CELL_PLACE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_LOOKED_INTO = re.compile(rb't="e"|<f[\s/>]|hidden=|<!|<\w+:|=\'')


@dataclass(slots=True)
class Scan:
    """What was found in a worksheet: its last row and column, hidden rows, cells to speak of."""

    bottom: int = 0
    right: int = 0
    hidden: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    formulas: int = 0


class _Reader:
    """Follows rows and cells through the XML; everything else is passed over."""

    def __init__(self) -> None:
        self.scan = Scan()
        self._row = 0
        self._column = 0
        self._kind = ""
        self._formula: bool = False
        self._value = ""
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = _number(attributes.get("r"), self._row + 1)
                self._column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self.scan.hidden.append(self._row)
            case "c":
                self._cell(attributes)
            case "f":
                self._formula = True
            case "v" | "t":
                self._inside = True

    def _cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = self._column + 1 if place is None else column_number(place[1])
        row = self._row if place is None else int(place[2])
        self.scan.bottom = max(self.scan.bottom, row)
        self.scan.right = max(self.scan.right, self._column)
        self._kind, self._formula, self._value = attributes.get("t", "n"), False, ""

    def text(self, text: str) -> None:
        if self._inside and len(self._value) < 100:
            self._value += text

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v" | "t":
                self._inside = False
            case "c":
                self._note()

    def _note(self) -> None:
        where = address(self._column, self._row)
        self.scan.formulas += self._formula
        if self._kind == "e":
            words = f"the cell shows an error of the spreadsheet: {self._value}"
            self.scan.notices.append(Notice(self._row, where, words, self._value))
        elif self._formula and not self._value and self._kind != "str":
            words = "a formula whose value was not saved with the file"
            self.scan.notices.append(Notice(self._row, where, words))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 7 else otherwise


def scan(opened: Callable[[], IO[bytes]]) -> Scan:
    """Look through the XML of a worksheet, once or twice.

    Raises:
        NotReadable: it is no XML, or declares entities.
    """
    with opened() as stream:
        skimmed = _skim(stream)
    if skimmed is not None:
        return skimmed
    with opened() as stream:
        return _read(stream)


def _skim(stream: IO[bytes]) -> Scan | None:
    """The size of a plain sheet; None where there is something to speak of, or cells the patterns do not understand."""
    found, rest = Scan(), b""
    columns: set[bytes] = set()
    for block in _blocks(stream):
        data = rest + block
        cut = data.rfind(b"<")
        data, rest = data[:cut], data[cut:]
        if len(rest) > _BLOCK or _LOOKED_INTO.search(data):
            return None
        places = _CELL_PLACE.findall(data)
        if len(places) != len(_CELL.findall(data)):
            return None
        columns.update(column for column, _ in places)
        found.bottom = max([found.bottom, *{int(row) for row in {row for _, row in places}}])
    found.right = max((column_number(column.decode()) for column in columns), default=0)
    return found if found.right else None


def _read(stream: IO[bytes]) -> Scan:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entities
    try:
        for block in _blocks(stream):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotReadable(f"a sheet of the workbook is damaged: {error}", reason=Reason.UNKNOWN) from error
    return reader.scan


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _refuse_entities(*_: object) -> None:
    raise NotReadable("a sheet of the workbook declares entities, as no spreadsheet does", reason=Reason.UNKNOWN)
