"""Reads the rows of a sheet of persons by its mapping. The row is kept whole; what cannot be read is named with its cell.

Problems never quote a cell: a name may stand in any column. A row's key is its cell in the mapped column; a row without
one is named by what it holds, and equal rows are counted. Proved by tests/people/lists/test_reading.py.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec

from aigaq.errors import FormatError
from aigaq.intake.grids import Row, address
from aigaq.people.columns import age_of, sex_of
from aigaq.people.lists.comparing import LONGEST, comparable, turns
from aigaq.reading.tables import Plan
from aigaq.reading.tables.cells import Unreadable, empty, when
from aigaq.reading.tables.rowreader import RowReader
from aigaq.statements.persons import Fate, FateSaid

NAMES = ("name", "surname", "given", "patronymic")
_TEXTS = (*NAMES, "place", "cause", "circumstances", "language", "note")
_YEARS = re.compile(r"[0-9]{1,3}(?:[.,]0+)?")
_ASK = 'two dates fit, day or month first; say order = "dmy" or "mdy" under [sheet.dates]'


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an edition beside its rows: who keeps it and of which day it is, as its description says."""

    keeper: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as it was read. `fields` are those of a `Record`; `problems` are (address of the cell, words)."""

    key: str
    row: int
    cells: tuple[tuple[str, str], ...]
    named: bool
    fields: dict[str, Any]
    fates: tuple[FateSaid, ...]
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def content(self) -> dict[str, str]:
        """Its cells by column, without blanks around them: by these editions are compared."""
        return {column: text.strip() for column, text in self.cells}


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet of persons in one item: its rows by key, in their order, and the rows nothing could be made of."""

    item: str
    name: str
    plan: Plan
    rows: dict[str, ListRow]
    lost: tuple[tuple[int, str], ...] = ()
    notices: tuple[tuple[int, str, str], ...] = ()

    @property
    def unnamed(self) -> int:
        """How many rows have no name."""
        return sum(not row.named for row in self.rows.values())

    def first(self, name: str) -> str:
        """What the first row that has a field says in it; empty where none has."""
        return next((str(row.fields[name]) for row in self.rows.values() if row.fields.get(name)), "")


def read_sheet(plan: Plan, told: Told = Told()) -> ListSheet:
    """The rows of a sheet.

    Raises:
        FormatError: the mapping does not fit, no column holds names, or two rows have one key.
    """
    if not plan.fitting:
        # What the sheet's columns are called goes into the hint alone: without a header they are the first row.
        why = next(plan.complaints(), "nothing in it fits")
        raise FormatError(
            f"the mapping is for another sheet than {plan.name}",
            where=plan.item[:12],
            hint=f"{why}; `aigaq map` writes a mapping",
        )
    rows: dict[str, ListRow] = {}
    lost = list[tuple[int, str]]()
    equal: Counter[str] = Counter()
    for row in plan.sheet.rows():
        if row.problem:
            lost.append((row.number, row.problem))
            continue
        read = _RowOf(plan, row, told).read(equal)
        if read.key in rows:
            raise FormatError(
                f"two rows have one key: {_key_cell(plan, rows[read.key].row)} and {_key_cell(plan, row.number)} of {plan.name}",
                where=plan.item[:12],
                hint="give each row its own key, or map no column to `key`",
            )
        rows[read.key] = read
    notices = tuple((one.row, one.cell, one.what) for one in plan.sheet.notices)
    return ListSheet(plan.item, plan.name, plan, rows, tuple(lost), notices)


def _key_cell(plan: Plan, row: int) -> str:
    columns = plan.columns.get("key", ())
    return address(columns[0].number, row) if columns else f"row {row}"


@dataclass
class _RowOf:
    """One row while it is read."""

    plan: Plan
    row: Row
    told: Told
    problems: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reader = RowReader(self.plan, self.row)

    def read(self, equal: Counter[str]) -> ListRow:
        """The row; `equal` counts the rows without a key that hold the same."""
        cells = tuple(self._cells())
        fields: dict[str, Any] = {name: self.reader.text(name) for name in _TEXTS}
        names = [self._name(name) for name in NAMES]
        fields |= {"birth": self.reader.date("birth"), "death": self.reader.date("death"), "age": self._age()}
        fields |= {"sex": self._sex(), "places": self.reader.places(), "cited": self.reader.several("cited")}
        fields |= {"keeper": self.reader.text("keeper") or self.told.keeper, "edition": self.reader.text("edition")}
        fates = tuple(self._fates(fields))
        key = self._key(cells, equal)
        for odd in self.reader.odd:
            self._odd(odd.cell, _unquoted(odd.what))
        told = {name: value for name, value in fields.items() if value not in (None, ())}  # a million rows are held
        return ListRow(key, self.row.number, cells, any(names), told, fates, tuple(dict.fromkeys(self.problems)))

    def _cells(self) -> Iterator[tuple[str, str]]:
        for cell in self.plan.sheet.cells(self.row):
            if cell.text.strip():
                yield cell.column, cell.text
        beyond = self.plan.sheet.beyond(self.row)
        for cell in beyond:
            yield f"column {cell.address.rstrip('0123456789')}", cell.text
        if beyond:
            count = f"{len(self.row.cells)} cells under {len(self.plan.sheet.columns)} columns"
            self._odd(beyond[0].address, f"{count}: a separator too many?")

    def _key(self, cells: tuple[tuple[str, str], ...], equal: Counter[str]) -> str:
        mapped = self.reader.text("key") if "key" in self.plan.columns else None
        if mapped is not None:
            return mapped
        if "key" in self.plan.columns:
            self._odd(self.reader.where("key"), "no key: the row is named by what it holds")
        content = sorted((column, text.strip()) for column, text in cells)
        digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]
        equal[digest] += 1
        return f"row-{digest}" if equal[digest] == 1 else f"row-{digest}-{equal[digest]}"

    def _name(self, name: str) -> bool:
        """Whether a column of names holds one that can be compared."""
        found = False
        for column, text in self.reader.filled(name):
            where = "" if column is None else address(column.number, self.row.number)
            if len(text) > LONGEST:
                self._odd(where, f"a name of {len(text):,} characters: kept, and not compared")
            if turns(text):
                self._odd(
                    where, "marks that turn the direction of the text: kept, and left out where names are compared"
                )
            found |= comparable(text) is not None
        return found

    def _age(self) -> int | None:
        for column, text in self.reader.filled("age"):
            if empty(text):
                continue
            years, where = age_of(text), "" if column is None else address(column.number, self.row.number)
            if years is None or text.lstrip().startswith(("-", "−")):
                self._odd(where, "no age in years")
                return None
            if not _YEARS.fullmatch(text.strip()):
                self._odd(where, f"an age with words, compared as {years}")
            return int(years)
        return None

    def _sex(self) -> str | None:
        for column, text in self.reader.filled("sex"):
            if not empty(text):
                found = sex_of(self.plan.mapping.codes.get("sex", {}).get(text, text))
                if found is None:
                    self._odd("" if column is None else address(column.number, self.row.number), "no word for a sex")
                return found
        return None

    def _fates(self, fields: dict[str, Any]) -> Iterator[FateSaid]:
        said, basis = self._said(fields["edition"])
        status = self.reader.word("status", Fate)
        if status is not None and status is not Fate.UNKNOWN:
            yield self._fate(status, "status", fields, said, basis)
        if fields["death"] is not None and status is not Fate.DEAD:
            yield self._fate(Fate.DEAD, "death", fields, said, basis)

    def _fate(self, status: Fate, name: str, fields: dict[str, Any], said: str | None, basis: str) -> FateSaid:
        cell = self.reader.span(name)
        return FateSaid(
            status=status,
            item=self.plan.item,
            sheet=self.plan.name,
            row=self.row.number,
            column="" if cell is None else cell.column,
            said=said,
            basis=basis,
            keeper=fields["keeper"],
            edition=fields["edition"],
        )

    def _said(self, edition: str | None) -> tuple[str | None, str]:
        """Of which day the row's word is, and how that is known."""
        date = self.reader.date("status_date")
        if date is not None:
            return date, "row"
        day = _day(edition, self.plan.mapping.language) if edition else None
        if day is not None:
            return day, "edition"
        return self.told.published, "published" if self.told.published else ""

    def _odd(self, cell: str, what: str) -> None:
        self.problems.append((cell, what))


@lru_cache(maxsize=256)
def _day(text: str, language: str) -> str | None:
    try:
        return when(text, language)
    except Unreadable:
        return None


def _unquoted(what: str) -> str:
    """What is odd without the words of the cell: whatever a column is called, a name may stand in it."""
    return _ASK if what.startswith("two dates fit") else what.partition(":")[0]
