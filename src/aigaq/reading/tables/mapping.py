"""Mappings: which column of a sheet is which field of a statement, in a TOML a person can read and change.

Normative text: docs/formats/mappings.md. `read_mapping` and `write_mapping` are a pair. Proved by
tests/reading/tables/test_mapping.py: what is written reads back, for generated mappings.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from aigaq.errors import FormatError
from aigaq.intake.delimited import SEPARATORS
from aigaq.reading.tables.fields import KINDS, NEEDED, Field, fields_of
from aigaq.statements.codes import measures
from aigaq.statements.vocabulary import Side

FORMAT = "mapping 1"
ORDERS = ("dmy", "mdy", "ymd")
BOUNDS = ("exact", "bound")
SERIALS = (0, 1900, 1904)
_HINT = "docs/formats/mappings.md says what a mapping holds; `aigaq map SHEET` writes one"


class Dates(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How dates are written: `order` of 05/01/22, `serials` the year day numbers are counted from, `status` what a
    status date is: `exact`, or the `bound` by which it had happened."""

    order: str | None = None
    serials: int = 0
    status: str = "exact"


class SheetMapping(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one sheet's rows are. `columns`: column → field; `measures`: column of numbers → measure.

    `single`: nobody stands twice in this list. `constant`: field → what every row has; `split`: field → the signs between several values; `codes`: field → word of
    the table → code; `sides`: organisation or medium → side. `main`: the column whose cell is a statement's span.
    """

    id: str
    kind: str
    name: str | None = None
    header: int | None = None
    language: str = "en"
    main: str | None = None
    single: bool = False
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    measures: dict[str, str] = msgspec.field(default_factory=dict)
    constant: dict[str, str] = msgspec.field(default_factory=dict)
    split: dict[str, str] = msgspec.field(default_factory=dict)
    codes: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    sides: dict[str, str] = msgspec.field(default_factory=dict)
    dates: Dates = Dates()

    def fields(self) -> set[str]:
        """The fields that a column or a constant fills."""
        return {*self.columns.values(), *self.constant, *(("value", "measure") if self.measures else ())}

    def lacking(self) -> tuple[str, ...]:
        """What a row would need and neither a column nor a constant gives, in words."""
        have = self.fields()
        return tuple(" or ".join(group) for group in NEEDED[self.kind] if have.isdisjoint(group))


class TableMapping(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The mappings of a file's sheets; `separator` where a person said what stands between the cells of a CSV."""

    separator: str | None = None
    sheet: tuple[SheetMapping, ...] = ()


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    aigaq: str
    separator: str | None = None
    sheet: tuple[SheetMapping, ...] = ()


def read_mapping(payload: bytes, *, where: str | Path = "mapping") -> TableMapping:
    """Read a mapping and check that it fits together.

    Raises:
        FormatError: no TOML, no mapping, an unknown kind, field, measure, side or word; the nearest known is named.
    """
    try:
        data = tomllib.loads(payload.decode("utf-8-sig").replace("\r\n", "\n"))
        read = msgspec.convert(data, _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise FormatError(f"no mapping: {error}".rstrip("."), where=where, hint=_HINT) from error
    if read.aigaq != FORMAT:
        raise FormatError(f"not {FORMAT}: {read.aigaq}", where=where, hint=_HINT)
    if not read.sheet:
        raise FormatError("the mapping has no [[sheet]]", where=where, hint=_HINT)
    for sheet in read.sheet:
        _check(sheet, where)
    ids = [sheet.id for sheet in read.sheet]
    for one in ids:
        if ids.count(one) > 1:
            raise FormatError(f"two sheets have the id {one}", where=where, hint="give each its own")
    if read.separator is not None:
        _known(read.separator, SEPARATORS, "separator", where)
    return TableMapping(separator=read.separator, sheet=read.sheet)


def _check(sheet: SheetMapping, where: str | Path) -> None:
    _known(sheet.kind, KINDS, "kind of row", where)
    if not sheet.id or not all(sign.isalnum() or sign in "-_." for sign in sheet.id):
        raise FormatError(f"an id has letters, digits, - and _ only: {sheet.id!r}", where=where, hint=_HINT)
    known = fields_of(sheet.kind)
    for field in (*sheet.columns.values(), *sheet.constant, *sheet.split, *sheet.codes):
        _known(field, known, f"field of a {sheet.kind}", where)
    if sheet.measures and sheet.kind != "figure":
        raise FormatError("only figures have columns of measures", where=where, hint=_HINT)
    if sheet.single and sheet.kind != "list":
        raise FormatError("only lists of persons are single", where=where, hint=_HINT)
    for measure in sheet.measures.values():
        _known(measure, measures(), "measure", where)
    for side in sheet.sides.values():
        _known(side, [str(one) for one in Side], "side", where)
    for field, words in sheet.codes.items():
        _check_words(known[field], words, where)
    if sheet.dates.order is not None:
        _known(sheet.dates.order, ORDERS, "order of dates", where)
    _known(sheet.dates.status, BOUNDS, "kind of status date", where)
    if sheet.dates.serials not in SERIALS:
        raise FormatError(f"day numbers are counted from 1900 or 1904, not {sheet.dates.serials}", where=where)
    if sheet.header is not None and not 0 < sheet.header < 10_000:
        raise FormatError(f"no row of a header: {sheet.header}", where=where, hint=_HINT)


def _check_words(field: Field, words: Mapping[str, str], where: str | Path) -> None:
    if field.words is None:
        return
    for code in words.values():
        _known(code, [str(one) for one in field.words], f"word of {field.name}", where)


def _known(name: str, known: Collection[str], what: str, where: str | Path) -> None:
    if name not in known:
        raise FormatError(f"no {what} is called {name}", where=where, hint=nearest(name, known))


def nearest(name: str, known: Collection[str]) -> str:
    """A hint that names the nearest known name, or all where none is near and they are few."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    if close:
        return f"the nearest is {close[0]}"
    return f"one of {', '.join(known)}" if len(known) <= 20 else _HINT


def write_mapping(mapping: TableMapping, *, samples: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """A mapping as TOML. `samples`: sheet id → column → what stands in it, written behind the column as a comment."""
    lines = [f"aigaq = {_quoted(FORMAT)}"]
    if mapping.separator is not None:
        lines.append(f"separator = {_quoted(mapping.separator)}")
    for sheet in mapping.sheet:
        lines += ["", "[[sheet]]", *_sheet_lines(sheet, (samples or {}).get(sheet.id, {}))]
    return "\n".join(lines) + "\n"


def _sheet_lines(sheet: SheetMapping, samples: Mapping[str, str]) -> list[str]:
    plain: dict[str, str | int | None] = {
        "id": sheet.id,
        "kind": sheet.kind,
        "name": sheet.name,
        "header": sheet.header,
    }
    plain |= {"language": sheet.language, "main": sheet.main, "single": sheet.single or None}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items() if value is not None]
    lines += ["", "# column of the table = field", "[sheet.columns]"]
    lines += [_pair(column, field, samples.get(column)) for column, field in sheet.columns.items()]
    for name, title in (
        ("measures", "# column of numbers = what it counts"),
        ("constant", "# field = what every row has"),
        ("split", "# field = the signs between several values"),
        ("sides", "# organisation or medium = side"),
    ):
        table: dict[str, str] = getattr(sheet, name)
        if table:
            lines += ["", title, f"[sheet.{name}]", *(_pair(key, value) for key, value in table.items())]
    for field, words in sheet.codes.items():
        lines += ["", f"[sheet.codes.{_quoted(field)}]", *(_pair(key, value) for key, value in words.items())]
    if sheet.dates != Dates():
        lines += ["", "[sheet.dates]"]
        told = {"order": sheet.dates.order, "serials": sheet.dates.serials or None, "status": sheet.dates.status}
        lines += [f"{name} = {_value(value)}" for name, value in told.items() if value is not None]
    return lines


def _pair(key: str, value: str, sample: str | None = None) -> str:
    line = f"{_quoted(key)} = {_quoted(value)}"
    return line if not sample else f"{line}  # {_comment(sample)}"


def _comment(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _value(value: str | int) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's, with DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
