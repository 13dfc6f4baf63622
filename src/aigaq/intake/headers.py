"""Finds the header of a sheet: the first row that names columns, wherever it stands.

With names to look for, the row that holds most of them; else the first row that is nearly as wide as the table, and
holds words only, no two the same. A header merged over several columns is joined with the row below it, which then
names the parts: `Killed / children`. Proved by tests/intake/test_headers.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aigaq.intake.grids import Box, Row, letters
from aigaq.values.scripts import fold

LOOK = 50  # rows in which a header is looked for
_VALUE = re.compile(r"[\d\s.,:/+%~<>≤≥≈()-]+|\d{4}-\d{2}\S*|TRUE|FALSE")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 1, its name (unique in the sheet), its letters."""

    number: int
    name: str

    @property
    def letters(self) -> str:
        """The letters by which spreadsheet programs know it."""
        return letters(self.number)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and how many rows it takes; row 0 where there is none."""

    row: int
    columns: tuple[Column, ...]
    height: int = 1


def find_header(rows: Sequence[Row], *, wanted: Collection[str] = (), merged: Sequence[Box] = ()) -> Header:
    """The header among the first rows of a sheet.

    Args:
        wanted: names of columns that somebody expects.
        merged: the merged cells of the sheet.
    """
    filled = [row for row in rows if not row.blank and not row.problem]
    if not filled:
        return Header(0, ())
    names = {fold(name.strip()) for name in wanted}
    best = max(filled, key=lambda row: (_known(row, names), -row.number))
    if not _known(best, names):
        best = _first_fitting(filled, merged)
    return header_at(rows, best.number, merged=merged)


def header_at(rows: Sequence[Row], number: int, *, merged: Sequence[Box] = ()) -> Header:
    """The header in the row of this number."""
    row = next((row for row in rows if row.number == number), Row(number, ()))
    below = next((one for one in rows if one.number == number + 1), None)
    across = [box for box in merged if box.top <= number <= box.bottom and box.right > box.left]
    if across and below is not None and _names_parts(row, below, across):
        names = [_joined(top, part) for top, part in _pairs(row.cells, below.cells)]
        return Header(number, _columns(names), height=2)
    return Header(number, _columns(row.cells))


def _known(row: Row, names: set[str]) -> int:
    return len({fold(cell.strip()) for cell in row.cells} & names) if names else 0


def _first_fitting(rows: Sequence[Row], merged: Sequence[Box]) -> Row:
    width = max(_filled(row) for row in rows)
    for row in rows:
        words = _words(row, merged)
        plain = sum(_VALUE.fullmatch(word) is None for word in words)
        wide = _filled(row) * 5 >= width * 3 and (len(words) > 1 or width == 1)
        if wide and plain * 5 >= len(words) * 4 and len(set(words)) * 10 >= len(words) * 9:
            return row
    return rows[0]


def _words(row: Row, merged: Sequence[Box]) -> list[str]:
    """The words of a row; those of a merged cell once."""
    inside = {
        column for box in merged if box.top <= row.number <= box.bottom for column in range(box.left + 1, box.right + 1)
    }
    return [word for at, cell in enumerate(row.cells, 1) if at not in inside and (word := cell.strip())]


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _names_parts(row: Row, below: Row, across: Sequence[Box]) -> bool:
    """Whether the row below names the parts of a merged header: different words under each merged cell."""
    for box in across:
        parts = [cell.strip() for cell in below.cells[box.left - 1 : box.right]]
        if len(set(parts)) < 2 or any(not part or _VALUE.fullmatch(part) for part in parts):
            return False
    return _filled(row) > 1


def _pairs(top: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    width = max(len(top), len(below))
    return [(_at(top, i), _at(below, i)) for i in range(width)]


def _at(cells: Sequence[str], number: int) -> str:
    return cells[number].strip() if number < len(cells) else ""


def _joined(top: str, part: str) -> str:
    return f"{top} / {part}" if top and part and top != part else top or part


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Columns with names of their own: an empty one is called by its letters, the second of two equal ones counted."""
    columns: list[Column] = []
    seen: dict[str, int] = {}
    last = max((i for i, name in enumerate(names, 1) if name.strip()), default=0)
    for number, name in enumerate(names[:last], 1):
        plain = " ".join(name.split()) or f"column {letters(number)}"
        while plain in seen:
            seen[plain] += 1
            plain = f"{plain} ({seen[plain]})"
        seen[plain] = 1
        columns.append(Column(number, plain))
    return tuple(columns)
