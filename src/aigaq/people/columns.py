"""Which column of a list of persons holds what, and its cells made comparable.

Headers are looked up as `aigaq map` does (`reading.tables`), with a few more from data/columns.toml. A column whose
header says nothing is judged by its cells: dates, codes (digits), short texts; long texts, columns that restate the
names, that hold one value, or another one in every row are left out, and every column's fate is told. The rows are
never changed. Proved by tests/people/test_columns.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from aigaq.errors import UsageError
from aigaq.people.linking.dates import day_text
from aigaq.people.linking.fields import Kind
from aigaq.reading.tables.guess import names_of, plain

Cells = Sequence[str | None]

FIELDS: Mapping[str, Kind | None] = {
    "key": None,
    "name": None,
    "surname": Kind.SURNAME,
    "given": Kind.GIVEN,
    "patronymic": Kind.PATRONYMIC,
    "sex": Kind.SEX,
    "birth": Kind.BIRTH,
    "age": Kind.AGE,
    "death": Kind.DATE,
    "place": Kind.PLACE,
    "date": Kind.DATE,
    "text": Kind.TEXT,
    "code": Kind.CODE,
    "skip": None,
}
"""What a column may be called in `--map COLUMN=FIELD`."""

ONCE = ("key", "name", "surname", "given", "patronymic", "sex", "birth", "age", "death", "place")
NAME_FIELDS = ("name", "surname", "given", "patronymic")
_LOOK = 2_000  # rows whose cells are looked at
_MOST, _LONG, _EMPTY = 0.9, 5.0, 0.98  # share that decides, words of a text that is too long, share of empty cells
_PARTED = re.compile(r"[/(),;|]+")
_NO_YEAR = re.compile(r"[0-3]?\d[./-][01]?\d\.?")
_DIGITS = 0.5  # share of digits among the signs of a code
_AGE_DIGITS = 100  # digits of a number that is looked at as an age; `int` refuses thousands of them


@dataclass(frozen=True)
class Layout:
    """What each column is: header → field, and why a column is left out."""

    fields: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        """The header of the column that holds a field."""
        return next((header for header, held in self.fields.items() if held == name), None)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("aigaq.people") / "data" / "columns.toml").read_text(encoding="utf-8"))


def layout(
    columns: Mapping[str, Cells], *, told: Mapping[str, str] | None = None, shared: Mapping[str, Cells] | None = None
) -> Layout:
    """Guess what each column is.

    Args:
        columns: header → cells.
        told: header → field, as a person said; it stands.
        shared: the same columns of another list, to tell a code that both hold from a running number.

    Raises:
        UsageError: a column or field that is told does not exist.
    """
    told = dict(told or {})
    _check(told, columns)
    made = Layout(dict(told))
    for header in columns:
        known = _by_header(header)
        if header in made.fields or not known:
            continue
        if known == "skip":
            made.left_out[header] = "says what happened, not who it is"
        elif known not in ONCE or known not in made.fields.values():
            made.fields[header] = known
    if made.column("surname") or made.column("given"):
        whole = made.column("name")
        if whole and whole not in told:
            del made.fields[whole]
    for header, cells in columns.items():
        if header not in made.fields and header not in made.left_out:
            _judge(header, cells, columns, made, shared)
    _settle_key(columns, made, told)
    return Layout({header: made.fields[header] for header in columns if header in made.fields}, made.left_out)


def _check(told: Mapping[str, str], columns: Mapping[str, Cells]) -> None:
    for header, name in told.items():
        if header not in columns:
            raise UsageError(f"no column {header!r}", hint=f"the columns are {', '.join(columns)}")
        if name not in FIELDS:
            raise UsageError(f"no field {name!r}", where=header, hint=f"the fields are {', '.join(FIELDS)}")


def _by_header(header: str) -> str | None:
    """The field that a header names; `skip` where it names something that is not a person's own."""
    for name in dict.fromkeys([plain(header), *(plain(part) for part in _PARTED.split(header))]):
        found = names_of("list").get(name, ())
        for one in found:
            if one in ONCE:
                return one
        for one, headers in _data()["more_headers"].items():
            if name in {plain(each) for each in headers}:
                return str(one)
        if found:
            return "skip"
    return None


def _settle_key(columns: Mapping[str, Cells], made: Layout, told: Mapping[str, str]) -> None:
    """A key that is not a different one in every row is no key."""
    header = made.column("key")
    if header is not None and header not in told and not _distinct(columns[header]):
        del made.fields[header]
        made.left_out[header] = "not a different one in every row"


def _distinct(cells: Cells) -> bool:
    known = [cell for cell in cells if cell]
    return len(known) == len(cells) == len(set(known))


def _judge(
    header: str, cells: Cells, columns: Mapping[str, Cells], made: Layout, shared: Mapping[str, Cells] | None
) -> None:
    known = [cell for cell in cells if cell and cell.strip()]
    values = set(known)
    names = [columns[one] for one, held in made.fields.items() if held in NAME_FIELDS]
    if len(values) < 2:
        made.left_out[header] = "the same in every row" if values else "empty"
    elif len(known) < (1 - _EMPTY) * len(cells):
        made.left_out[header] = "nearly empty"
    elif len(values) == len(known) and len(known) > 1 and not _met(values, header, shared):
        made.left_out[header] = "another one in every row"
    elif _restates(cells, names):
        made.left_out[header] = "restates the names"
    else:
        _by_cells(header, known[:_LOOK], made)


def _by_cells(header: str, known: Sequence[str], made: Layout) -> None:
    if sum(_NO_YEAR.fullmatch(cell.strip()) is not None for cell in known) >= _MOST * len(known):
        made.left_out[header] = "days without a year"
    elif sum(day_text(cell) is not None and len(day_text(cell) or "") > 4 for cell in known) >= _MOST * len(known):
        made.fields[header] = "date"
    elif sum(len(cell.split()) for cell in known) > _LONG * len(known):
        made.left_out[header] = "long texts"
    elif _digit_share(known) >= _DIGITS:
        made.fields[header] = "code"
    else:
        made.fields[header] = "text"


def _digit_share(known: Sequence[str]) -> float:
    signs = "".join(known).replace(" ", "")
    return sum(sign.isdecimal() for sign in signs) / max(len(signs), 1)


def _met(values: set[str], header: str, shared: Mapping[str, Cells] | None) -> bool:
    """Whether the other list holds a good part of the same values."""
    if shared is None or header not in shared:
        return False
    other = {cell for cell in shared[header] if cell}
    return len(values & other) * 10 >= min(len(values), len(other))


def _restates(cells: Cells, names: Sequence[Cells]) -> bool:
    """Whether the words of the names stand in the cells again."""
    if not names:
        return False
    looked = again = 0
    for at in range(min(len(cells), _LOOK)):
        words = {word for column in names for word in re.findall(r"\w+", (column[at] or "").lower())}
        cell = cells[at]
        if words and cell:
            looked += 1
            again += bool(words & set(re.findall(r"\w+", cell.lower())))
    return looked > 0 and again >= _MOST * looked


def sex_of(cell: str) -> str | None:
    """`male` or `female` where the word is known."""
    word = plain(cell)
    return next((code for code, words in _data()["sex"].items() if word in words), None)


def age_of(cell: str) -> str | None:
    """Whole years; a part of a year is 0; None where the cell is no age."""
    number = re.search(r"\d+", cell)
    words = re.findall(r"[^\W\d]+", cell.lower())
    if any(word.startswith(tuple(_data()["age"]["under_one"])) for word in words if len(word) > 1):
        return "0"
    if number is None or len(number[0]) > _AGE_DIGITS or int(number[0]) > _data()["age"]["most"]:
        return None
    return str(int(number[0]))
