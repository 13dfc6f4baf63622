"""A first mapping for a list of persons, by the headers of its sheets. Proved by tests/people/lists/test_guessing.py."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from aigaq.intake.tables import Sheet, Table
from aigaq.people.columns import layout
from aigaq.reading.tables import SheetMapping, guess_sheet
from aigaq.reading.tables.fields import fields_of
from aigaq.reading.tables.guess import every_name

KIND = "list"


def guess_list(table: Table, *, taken: Collection[str] = ()) -> list[SheetMapping]:
    """A mapping for every sheet with a column of names; `taken` are names that other lists have."""
    made: list[SheetMapping] = []
    for sheet in table.sheets(wanted=every_name()):
        if sheet.columns:
            found = _guess(sheet, {*taken, *(one.id for one in made)})
            if not found.lacking():
                made.append(found)
    return made


def _guess(sheet: Sheet, taken: Collection[str]) -> SheetMapping:
    found = guess_sheet(sheet, taken=taken, kind=KIND)
    columns = dict(found.columns)
    by_header = layout({column.name: () for column in sheet.columns}).fields
    if {"name", "surname", "given"} & set(by_header.values()):
        # Beside a column that is surely one of names, a header such as `person` may head numbers.
        columns = {header: name for header, name in columns.items() if name != "name" or _holds_names(sheet, header)}
    for header, name in by_header.items():
        if header not in columns and name not in columns.values() and name in fields_of(KIND):
            columns[header] = name
    keys = [header for header, name in columns.items() if name == "key"]
    if keys and not _distinct(sheet, keys[0]):
        del columns[keys[0]]  # a number that stands twice is no key, and nobody said that it is one
    ordered = {column.name: columns[column.name] for column in sheet.columns if column.name in columns}
    return msgspec.structs.replace(found, columns=ordered)


def _holds_names(sheet: Sheet, header: str) -> bool:
    """Whether some cell of a column is words without a digit."""
    at = next(column.number for column in sheet.columns if column.name == header) - 1
    texts = (row.cells[at] for row in sheet.rows() if at < len(row.cells))
    return any(text.strip() and not any(sign.isdigit() for sign in text) for text in texts)


def _distinct(sheet: Sheet, header: str) -> bool:
    at = next(column.number for column in sheet.columns if column.name == header) - 1
    seen: set[str] = set()
    for row in sheet.rows():
        text = row.cells[at].strip() if at < len(row.cells) else ""
        if not text or text in seen:
            return False
        seen.add(text)
    return True
