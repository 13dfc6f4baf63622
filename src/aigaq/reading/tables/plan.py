"""A plan: a mapping fitted to a sheet: which columns fill which field, which have no field, what does not fit.

Proved by tests/reading/tables/test_plan.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from aigaq.errors import NotReadable, Reason
from aigaq.intake.headers import Column
from aigaq.intake.tables import Sheet, Table, headed
from aigaq.reading.tables.fields import Field, fields_of
from aigaq.reading.tables.mapping import SheetMapping, nearest
from aigaq.values.scripts import fold

SPLIT = ";"
PLACES = ";+"


@dataclass(frozen=True)
class Plan:
    """A mapping fitted to a sheet.

    `missing`: columns the mapping names and the sheet has not. `assumed`: what was taken for granted of the whole file.
    """

    item: str
    sheet: Sheet
    mapping: SheetMapping
    name: str
    missing: tuple[str, ...]
    assumed: tuple[str, ...] = ()

    @cached_property
    def known(self) -> Mapping[str, Field]:
        """The fields of this kind of row."""
        return fields_of(self.mapping.kind)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {fold(column.name): column for column in self.sheet.columns}

    def column(self, name: str) -> Column | None:
        """The column of this name; case plays no part."""
        return self._by_name.get(fold(" ".join(name.split())))

    @cached_property
    def columns(self) -> dict[str, tuple[Column, ...]]:
        """The columns that fill each field, in the order of the sheet."""
        found: dict[str, list[Column]] = {}
        for name, field in self.mapping.columns.items():
            column = self.column(name)
            if column is not None:
                found.setdefault(field, []).append(column)
        return {field: tuple(sorted(columns, key=lambda one: one.number)) for field, columns in found.items()}

    @cached_property
    def given(self) -> frozenset[str]:
        """The fields that a column or a constant fills: no other needs to be asked for, row by row."""
        return frozenset((*self.columns, *self.mapping.constant))

    @cached_property
    def measures(self) -> tuple[tuple[Column, str], ...]:
        """The columns of numbers with what each counts."""
        pairs = ((self.column(name), measure) for name, measure in self.mapping.measures.items())
        return tuple((column, measure) for column, measure in pairs if column is not None)

    @cached_property
    def loose(self) -> tuple[Column, ...]:
        """The columns with no field: they go into the note."""
        used = {column.number for columns in self.columns.values() for column in columns}
        used |= {column.number for column, _ in self.measures}
        return tuple(column for column in self.sheet.columns if column.number not in used)

    @cached_property
    def main(self) -> Column | None:
        """The column whose cell is a statement's span, where the mapping says so."""
        return None if self.mapping.main is None else self.column(self.mapping.main)

    def signs(self, field: str) -> str:
        """The signs that stand between several values of a field."""
        return self.mapping.split.get(field, PLACES if field == "places" else SPLIT)

    @property
    def serials(self) -> int:
        """The year from which day numbers are counted; 0 where there are none."""
        return self.mapping.dates.serials or self.sheet.grid.serials

    @property
    def fitting(self) -> bool:
        """Whether the mapping is for this sheet: half its columns are there, and what a row needs."""
        named = {*self.mapping.columns, *self.mapping.measures}
        have = {*self.columns, *self.mapping.constant, *(("value", "measure") if self.measures else ())}
        needed = all(not have.isdisjoint(group.split(" or ")) for group in _needed(self.mapping))
        return needed and len(self.missing) * 2 <= len(named)

    def complaints(self) -> Iterator[str]:
        """What does not fit, in words: missing columns with the nearest known name, then what a row lacks."""
        names = [column.name for column in self.sheet.columns]
        for name in self.missing:
            hint = nearest(name, names)
            yield f"no column is called {name}" + (f": {hint}" if hint.startswith(("the nearest", "one of")) else "")
        if self.missing and not self.fitting:
            yield "the mapping is for another sheet"
        for lacking in self.mapping.lacking():
            yield f"no column and no constant gives {lacking}"


def _needed(mapping: SheetMapping) -> list[str]:
    from aigaq.reading.tables.fields import NEEDED

    return [" or ".join(group) for group in NEEDED[mapping.kind]]


def fit(table: Table, mapping: SheetMapping) -> Plan:
    """Fit the mapping of a sheet to the sheet it names.

    A CSV or Parquet file has one sheet, whatever the mapping calls it; a workbook's sheet is found by its name, and where the mapping
    names none and the workbook has one sheet, that is it.

    Raises:
        NotReadable: the file has no such sheet.
    """
    grids = {grid.name: grid for grid in table.grids}
    if len(grids) == 1 and (table.media in ("csv", "parquet") or mapping.name is None):
        grid = table.grids[0]
    elif mapping.name in grids:
        grid = grids[mapping.name]
    else:
        asked = mapping.name or "not named"
        hint = nearest(asked, list(grids)) if grids else None
        raise NotReadable(f"the file has no sheet of this name: {asked}", reason=Reason.UNKNOWN, hint=hint)
    named = (*mapping.columns, *mapping.measures)
    sheet = headed(grid, row=mapping.header, wanted=named)
    if mapping.header is not None and not any(fold(column.name) in map(fold, named) for column in sheet.columns):
        # The header has moved, as it may in another edition: the names tell where it is.
        sheet = headed(grid, wanted=named)
    plan = Plan(table.item, sheet, mapping, mapping.name or grid.name, ())
    missing = tuple(name for name in named if plan.column(name) is None)
    return Plan(table.item, sheet, mapping, mapping.name or grid.name, missing, table.assumed)
