"""Empty sheets to fill in: one column a field, drop-downs from the code lists, and a page that says what each means.

What is written into them reads back without a mapping, because the headers are the names of the fields. Cells are
written as text, so that none can carry a formula. Proved by tests/reading/tables/test_templates.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aigaq.errors import UsageError, os_error
from aigaq.reading.tables.fields import Field, Reads, fields_of
from aigaq.statements.codes import code_list

TEMPLATES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "list": (
            "list",
            ("key", "name", "surname", "given", "patronymic", "sex", "birth", "age", "death", "place", "places")
            + ("cause", "circumstances", "status", "status_date", "keeper", "edition", "cited", "note"),
        ),
        "figures": (
            "figure",
            ("key", "measure", "scope", "value", "unit", "place", "places", "as_of", "said", "speaker", "org", "side")
            + ("via", "medium", "stance", "scope_text", "part_of", "status", "status_date", "superseded_by")
            + ("status_note", "cited", "confidence", "quote_item", "quote", "by", "note"),
        ),
        "events": (
            "event",
            ("key", "date", "clock", "clock_end", "offset", "time_words", "place", "places", "lat", "lon")
            + (
                "point_precision",
                "type",
                "what",
                "seen_from",
                "cited",
                "confidence",
                "quote_item",
                "quote",
                "by",
                "note",
            ),
        ),
        "sources": (
            "source",
            ("key", "file", "title", "publisher", "author", "published", "published_basis", "locator", "locator_read")
            + ("kind", "relation", "origin", "language", "seen", "obtained", "note"),
        ),
    }
)
"""Template → kind of its rows, and its columns."""

Part = Any
"""A workbook or worksheet of XlsxWriter, which has no types."""

ROWS = 5000  # rows with drop-downs
_RELATIONS = ("original", "syndicated", "translation", "copy", "none")
_CREATED = datetime(2022, 1, 1)  # noqa: DTZ001  (a fixed day: no clock in what we make)
_ABOUT = "about"
_CODES = "codes"


def write_template(name: str, path: Path) -> None:
    """Write the template of this name as XLSX.

    Raises:
        UsageError: there is no such template.
        StorageError: the file cannot be written.
    """
    if name not in TEMPLATES:
        raise UsageError("there is no such template", where=name, hint=f"one of {', '.join(TEMPLATES)}")
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(str(path), options)
    book.set_properties({"created": _CREATED})
    kind, columns = TEMPLATES[name]
    fields = [fields_of(kind)[column] for column in columns]
    _write(book, name, fields)
    try:
        book.close()
    except FileCreateError as error:
        raise os_error(_inner(error), where=path) from error


def _inner(error: Exception) -> OSError:
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else OSError(str(error))


def _write(book: Part, name: str, fields: list[Field]) -> None:
    sheet, about, codes = (book.add_worksheet(one) for one in (name, _ABOUT, _CODES))
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    about.write_row(0, 0, ("column", "meaning", "how it is read"), bold)
    about.set_column(0, 2, 24)
    for number, field in enumerate(fields):
        sheet.write_string(0, number, field.name, bold)
        sheet.set_column(number, number, 16, text)
        about.write_row(number + 1, 0, (field.name, field.meaning, _how(field)))
        _drop_down(sheet, codes, number, field)


def _how(field: Field) -> str:
    several = "; several are separated by ;" if field.several else ""
    return f"{field.reads.value}{several}"


def _drop_down(sheet: Part, codes: Part, number: int, field: Field) -> None:
    words = choices(field)
    if not words:
        return
    codes.write_string(0, number, field.name)
    codes.write_column(1, number, words)
    column = codes_column(number)
    source = f"={_CODES}!${column}$2:${column}${len(words) + 1}"
    told = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
    sheet.data_validation(1, number, ROWS, number, told)


def codes_column(number: int) -> str:
    """The letters of a column of the page of codes, from 0."""
    from aigaq.intake.grids import letters

    return letters(number + 1)


def choices(field: Field) -> tuple[str, ...]:
    """What a cell of a field may hold, where that is a list; no unknown among it, an empty cell says that."""
    if field.reads is Reads.WORD and field.words is not None:
        return tuple(word.value for word in field.words if word.value not in ("unknown", ""))
    if field.reads is Reads.CODE:
        return tuple(code for code in code_list(field.of) if code != "unknown")
    if field.reads is Reads.YES:
        return ("yes", "no")
    return _RELATIONS if field.name == "relation" and field.meaning.startswith("to the first") else ()
