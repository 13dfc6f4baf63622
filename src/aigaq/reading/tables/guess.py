"""Guesses a mapping from the headers of a sheet: by our own field names, and by headers people use in en, ru and kk.

The headers are data (data/synonyms.toml). The kind of row is the one whose fields fit most columns and whose needs are
met; a list of persons is told by its names. Nothing is guessed from the contents but the order of dates. The person sees
the guess, with samples, before it counts. Proved by tests/reading/tables/test_guess.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from aigaq.intake.tables import Sheet, Table
from aigaq.reading.tables.fields import KINDS, NEEDED, fields_of
from aigaq.reading.tables.mapping import Dates, SheetMapping, TableMapping
from aigaq.values.scripts import fold, scripts

_SLASHED = re.compile(r"\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-](?:[0-9]{4}|[0-9]{2})\b.*", re.DOTALL)
_UNSIGNED = re.compile(r"[^0-9a-z_-]+")
_STATEMENTS = ("figure", "event", "claim", "position", "connectivity")
_KAZAKH = "әғқңөұүһі"


@cache
def _synonyms() -> Mapping[str, Any]:
    return tomllib.loads((files("aigaq.reading.tables") / "data" / "synonyms.toml").read_text(encoding="utf-8"))


def plain(header: str) -> str:
    """A header for comparison: folded, without signs around it, `_` and line breaks as spaces."""
    return fold(" ".join(header.replace("_", " ").split())).strip(" :*.")


@cache
def names_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Header → the fields it may mean in a kind of row, likeliest first: its own name, the kind's own headers, others."""
    tables = [kind, *(["statement"] if kind in _STATEMENTS else []), "common"]
    known = fields_of(kind)
    names = {plain(field): [field] for field in known}
    for table in tables:
        for field, headers in _synonyms()[table].items():
            if field in known:
                for header in headers:
                    names.setdefault(plain(header), []).append(field)
    return {header: tuple(dict.fromkeys(fields)) for header, fields in names.items()}


@cache
def measures_of() -> Mapping[str, str]:
    """Header → measure, for columns of numbers."""
    return {plain(header): code for code, headers in _synonyms()["measures"].items() for header in headers}


@cache
def every_name() -> frozenset[str]:
    """Every header that means something in some kind of row: by these a header is told from what stands above it."""
    return frozenset(name for kind in KINDS for name in names_of(kind)) | frozenset(measures_of())


@dataclass(frozen=True, slots=True)
class Fit:
    """How a kind of row fits the headers of a sheet."""

    kind: str
    columns: dict[str, str]
    measures: dict[str, str]

    @property
    def weight(self) -> tuple[int, int, int]:
        """By which kinds are compared: needs that are met, then columns that found a field, then fields of its own."""
        have = {*self.columns.values(), *(("value", "measure") if self.measures else ())}
        met = sum(not have.isdisjoint(group) for group in NEEDED[self.kind])
        whole = met == len(NEEDED[self.kind])
        own = {field for field in have if field in _synonyms()[self.kind]}
        return int(whole), len(self.columns) + len(self.measures), len(own)


def guess(table: Table) -> TableMapping:
    """A mapping for every sheet of a table that has a header; where some give whole rows, for those only."""
    made: list[SheetMapping] = []
    for sheet in table.sheets(wanted=every_name()):
        if sheet.columns:
            made.append(guess_sheet(sheet, taken={one.id for one in made}))
    return TableMapping(sheet=tuple(one for one in made if not one.lacking()) or tuple(made))


def guess_sheet(sheet: Sheet, *, taken: Iterable[str] = (), kind: str | None = None) -> SheetMapping:
    """A mapping for one sheet; of this kind of rows where somebody says so."""
    names = [column.name for column in sheet.columns]
    fits = [_fit(one, names) for one in (KINDS if kind is None else (kind,))]
    best = max(fits, key=lambda fit: (fit.weight, -KINDS.index(fit.kind)))
    return SheetMapping(
        id=_id(sheet.name, best.kind, set(taken)),
        kind=best.kind,
        name=sheet.name,
        language=_language(sheet),
        columns=best.columns,
        measures=best.measures,
        dates=Dates(order=_order(sheet)),
    )


def _fit(kind: str, names: list[str]) -> Fit:
    fields, measures = names_of(kind), measures_of() if kind == "figure" else {}
    columns: dict[str, str] = {}
    counted: dict[str, str] = {}
    for name in names:
        key = plain(name)
        field = next((one for one in fields.get(key, ()) if one not in columns.values()), None)
        if key in measures:
            counted[name] = measures[key]
        elif field is not None:
            columns[name] = field
    return Fit(kind, columns, counted)


def _id(name: str, kind: str, taken: set[str]) -> str:
    """An id made of the sheet's name, its kind where that has no Latin letters; a number where it is taken."""
    stem = _UNSIGNED.sub("-", name.lower()).strip("-_") or kind
    number = 1
    made = stem
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def _language(sheet: Sheet) -> str:
    """The language of number and date words: by the letters of headers and first rows."""
    text = " ".join([*(column.name for column in sheet.columns), *(cell for row in sheet.sample for cell in row.cells)])
    if scripts(text).get("Cyrillic", 0) < 0.3:
        return "en"
    return "kk" if any(letter in _KAZAKH for letter in text.lower()) else "ru"


def _order(sheet: Sheet) -> str | None:
    """Day or month first in 05/01/22, where some cell of the first rows tells; else it is left open, and asked."""
    told = {order for row in sheet.sample for cell in row.cells if (order := _told(cell)) is not None}
    return told.pop() if len(told) == 1 else None


def _told(cell: str) -> str | None:
    match = _SLASHED.fullmatch(cell)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None
