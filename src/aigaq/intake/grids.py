"""Grids: what a table file holds before anybody says what it means: sheets of rows of cells, each with its address.

A cell is its text, as it stands in the file: a date is written ISO 8601, a whole number without a fraction. Rows are
numbered as the user's program numbers them, from 1; columns have its letters. Proved by tests/intake/test_tables.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, the texts of its cells from column A on, and why it could not be read, where it could not."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.problem and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd about a cell (`C7`), a row (no cell) or a sheet (row 0) that reading its text would not show."""

    row: int
    cell: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of merged cells: first and last row and column, from 1, all inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it is. `rows` gives its rows from the first on, again at every call, one held at a time.

    `assumed` says in words what was taken for granted. `merged` are its merged cells; their value stands in each.
    `serials` is the year from which the sheet counts days (1900, 1904), or 0 where it keeps no serial numbers.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    assumed: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    merged: tuple[Box, ...] = ()
    serials: int = 0


def letters(column: int) -> str:
    """The letters of a column, from 1: A, B … Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


def address(column: int, row: int) -> str:
    """The address of a cell: column from 1, row from 1: C7."""
    return f"{letters(column)}{row}"


def column_number(name: str) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in name:
        number = number * 26 + ascii_uppercase.index(letter) + 1
    return number
