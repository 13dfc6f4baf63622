"""Reads one row by a plan: field by field, keeping what could not be read, so that nothing in a row is dropped.

What a field cannot hold goes to the note as `column: text`, and is listed with the cell's address and the reason.
Proved by tests/reading/tables/test_rows.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from aigaq.intake.grids import Row, address
from aigaq.intake.headers import Column
from aigaq.reading.tables import cells
from aigaq.reading.tables.cells import Unreadable
from aigaq.reading.tables.codes import code_of, place_of, word_of
from aigaq.reading.tables.plan import Plan
from aigaq.statements.spans import CellSpan

Word = TypeVar("Word", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd about a row: the cell's address, the words, the cell's text."""

    cell: str
    what: str
    text: str


@dataclass(slots=True)
class RowReader:
    """One row under a plan. While it is read, `odd` fills with what is odd, `kept` with what goes to the note, `serials`
    with the cells whose day number was read as a date."""

    plan: Plan
    row: Row
    odd: list[Oddity] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    serials: set[str] = field(default_factory=set)

    def raw(self, column: Column) -> str:
        """The text of the cell in a column."""
        return self.row.cells[column.number - 1] if column.number <= len(self.row.cells) else ""

    def filled(self, name: str) -> list[tuple[Column | None, str]]:
        """The texts that fill a field: of its columns, else the constant. Blank cells are left out."""
        if name not in self.plan.given:
            return []
        found: list[tuple[Column | None, str]] = [
            (column, text) for column in self.plan.columns.get(name, ()) if (text := self.raw(column).strip())
        ]
        constant = self.plan.mapping.constant.get(name)
        return found if found or constant is None else [(None, constant)]

    def text(self, name: str) -> str | None:
        """The words of a field; those of several columns are joined."""
        found = [text for _, text in self.filled(name)]
        return "; ".join(found) if found else None

    def span(self, name: str) -> CellSpan | None:
        """The cell of a field: the first that holds something, else the first of its columns; None for a constant."""
        columns = self.plan.columns.get(name, ())
        column = next((one for one in columns if self.raw(one).strip()), None)
        return None if column is None else self.cell(column)

    def cell(self, column: Column) -> CellSpan:
        """The cell of a column, with its text as it stands."""
        return CellSpan(sheet=self.plan.name, row=self.row.number, column=column.name, quote=self.raw(column))

    def several(self, name: str) -> tuple[str, ...]:
        """The values of a field that may hold several."""
        signs = self.plan.signs(name)
        return tuple(part for _, text in self.filled(name) for part in cells.split(text, signs))

    def date(self, name: str) -> str | None:
        """The date of a field as EDTF."""
        dates, language, serials = self.plan.mapping.dates, self.plan.mapping.language, self.plan.serials

        def read(text: str, column: Column | None) -> str:
            found = cells.when(text, language, order=dates.order, serials=serials)
            if cells.day_number(text, serials):
                self.serials.add(name if column is None else address(column.number, self.row.number))
            return found

        return self._one(name, read)

    def clock(self, name: str) -> str | None:
        """The time of day of a field."""
        return self._one(name, lambda text, _: cells.clock(text))

    def offset(self) -> str | None:
        """The offset from UTC."""
        return self._one("offset", lambda text, _: cells.utc_offset(text))

    def degrees(self, name: str, most: int) -> float | None:
        """Degrees of a point."""
        return self._one(name, lambda text, _: cells.degrees(text, most))

    def yes(self, name: str) -> bool:
        """Whether a field says yes."""
        return bool(self._one(name, lambda text, _: cells.yes(text), every=True))

    def _one(self, name: str, read: Callable[[str, Column | None], T], *, every: bool = False) -> T | None:
        """The first cell of a field that can be read; what the others say goes to the note.

        Args:
            every: also cells that say nothing elsewhere (`no`, `-`) are read.
        """
        found: T | None = None
        for column, text in self.filled(name):
            if found is not None:
                self.put_aside(column, name, text)
            elif every or self.says(column, name, text):
                try:
                    found = read(text, column)
                except Unreadable as why:
                    self.keep(column, name, text, str(why))
        return found

    def says(self, column: Column | None, name: str, text: str) -> bool:
        """Whether a cell says something; `n/a` and the like go to the note as they stand."""
        if not cells.empty(text):
            return True
        self.put_aside(column, name, text)
        return False

    def put_aside(self, column: Column | None, name: str, text: str) -> None:
        """Put a cell into the note, once, however often it is asked for."""
        kept = f"{name if column is None else column.name}: {text}"
        if text and kept not in self.kept:
            self.kept.append(kept)

    def code(self, name: str) -> str | None:
        """A code of the field's list; a word the list does not know stays as it is, and is listed."""
        known = self.codes(name)
        return known[0] if known else None

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of a field that may hold several."""
        rules, told = self.plan.known[name], self.plan.mapping.codes.get(name, {})
        found: list[str] = []
        for column, text in self.filled(name):
            if found and not rules.several:
                self.put_aside(column, name, text)
                continue
            parts = cells.split(text, self.plan.signs(name)) if rules.several and text not in told else iter((text,))
            for part in parts:
                if part not in told and not self.says(column, name, part):
                    continue
                code, known = code_of(part, rules.of, told)
                if not known:
                    self.remark(column, f"no code of the list {rules.of}: {part}", text)
                found.append(code)
        return tuple(dict.fromkeys(found))

    def places(self) -> tuple[str, ...]:
        """The gazetteer's codes of the field `places`; without that, of the place as printed where it is a known name."""
        told = self.plan.mapping.codes.get("places", {})
        found = []
        for column, text in self.filled("places"):
            for part in cells.split(text, self.plan.signs("places")):
                code, known = place_of(part, told)
                if not known:
                    self.remark(column, f"the gazetteer has no such place: {part}", text)
                found.append(code)
        printed = self.text("place")
        if not found and printed is not None:
            named = [place_of(part, told) for part in (printed, *cells.split(printed, self.plan.signs("places")))]
            found = [code for code, known in named if known]
        return tuple(sorted(set(found)))

    def word(self, name: str, vocabulary: type[Word]) -> Word | None:
        """A word of a closed vocabulary; one it does not have goes to the note, and is listed."""
        found = self.words(name, vocabulary)
        return found[0] if found else None

    def words(self, name: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        """The words of a field that may hold several."""
        rules, told = self.plan.known[name], self.plan.mapping.codes.get(name, {})
        found: list[Word] = []
        for column, text in self.filled(name):
            if found and not rules.several:
                self.put_aside(column, name, text)
                continue
            parts = cells.split(text, self.plan.signs(name)) if rules.several and text not in told else iter((text,))
            for part in parts:
                known = word_of(part, name, vocabulary, told)
                if isinstance(known, vocabulary):
                    found.append(known)
                elif self.says(column, name, part):
                    self.keep(column, name, text, f"no word for {name}: {part}")
        return tuple(dict.fromkeys(found))

    def keep(self, column: Column | None, name: str, text: str, why: str) -> None:
        """What a field cannot hold goes to the note, and is listed."""
        self.put_aside(column, name, text)
        self.remark(column, why, text)

    def remark(self, column: Column | None, what: str, text: str) -> None:
        """List something odd about a cell."""
        oddity = Oddity("" if column is None else address(column.number, self.row.number), what, text)
        if oddity not in self.odd:
            self.odd.append(oddity)

    def where(self, name: str) -> str:
        """The address of the first column of a field in this row; empty for a constant."""
        columns = self.plan.columns.get(name, ())
        return address(columns[0].number, self.row.number) if columns else ""

    def spare(self, name: str, text: str | None) -> None:
        """A field this row has no other place for goes to the note under its column's name."""
        if text:
            columns = self.plan.columns.get(name, ())
            if columns:
                self.put_aside(columns[0], name, text)

    def note(self) -> str | None:
        """The note: its own column, then everything without a field as `name: value`."""
        own = self.text("note")
        loose = [f"{column.name}: {text}" for column in self.plan.loose if (text := self.raw(column).strip())]
        parts = [*([own] if own else []), *self.kept, *loose]
        return "; ".join(parts) if parts else None
