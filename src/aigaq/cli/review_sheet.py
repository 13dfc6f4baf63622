"""The review sheet: statements in a workbook for a person to decide on, and what was decided read back from it.

A row knows its statement by a fingerprint in a hidden column, so that rows may be sorted, filtered and deleted. Every
cell is text: what begins with = + - @ cannot become a formula. Proved by tests/cli/test_review_sheet.py.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aigaq.errors import FormatError, UsageError, os_error

Part = Any
"""A worksheet or a format of XlsxWriter, which has no types."""

SHEET = "review"
VERDICTS = ("accept", "amend", "reject")
COLUMNS = {
    "id": 10,
    "decision": 11,
    "reason": 28,
    "changes": 22,
    "says": 34,
    "said by": 28,
    "quote": 44,
    "before": 30,
    "after": 30,
    "kind": 12,
    "standing": 12,
    "decided so far": 14,
    "document": 24,
}
"""The columns a person sees, and their widths in letters."""
HIDDEN = ("fingerprint", "item", "place")
LONGEST = 32_000  # characters; a cell holds 32,767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(
    tzinfo=None
)  # the file's own date: the same statements give the same bytes
_HOW = (
    "One row is one statement that nobody has decided on yet. Choose a word in the column decision:",
    "accept: the words say this. reject: they do not. amend: they say it otherwise; name the fields in the column changes.",
    "changes: field=value, several by semicolons, such as measure=injured; low=12. An empty value empties the field.",
    "Every decision needs a reason, in its row or with --reason. Rows without a decision are left as they are.",
    "Rows may be sorted, filtered and deleted. Then: aigaq decide CASE --from THIS-FILE --dry-run",
)


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of review sheet: its columns with their widths, those hidden, the decisions, and how it is filled in."""

    columns: Mapping[str, int]
    hidden: tuple[str, ...]
    verdicts: tuple[str, ...]
    how: tuple[str, ...]


STATEMENTS = Form(COLUMNS, HIDDEN, VERDICTS, _HOW)
"""The sheet of statements."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a row of the sheet: texts by column."""

    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A row in which something was decided: its texts by column, and the addresses of its cells."""

    row: int
    texts: dict[str, str]
    addresses: dict[str, str]

    def at(self, column: str) -> str:
        """The address of a cell, or the row where the column is gone."""
        return self.addresses.get(column, f"row {self.row}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that cannot be taken, where, and why."""

    address: str
    what: str


def write_review(path: Path, lines: Iterable[Line], *, form: Form = STATEMENTS, force: bool = False) -> int:
    """Write the sheet; returns how many rows it has.

    Raises:
        UsageError: there is something at the path already.
        StorageError: the disk refuses.
    """
    data, count = _workbook(lines, form)
    try:
        with path.open("wb" if force else "xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise UsageError("there is something here already", where=path, hint="another name, or --force") from error
    except OSError as error:
        raise os_error(error, where=path) from error
    return count


def _workbook(lines: Iterable[Line], form: Form) -> tuple[bytes, int]:
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(SHEET)
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        _head(sheet, form, book.add_format({"bold": True, "bottom": 1}))
        count = _body(sheet, form, lines, plain, quoted)
        _choices(sheet, form, count)
        how = book.add_worksheet("how")
        how.set_column(0, 0, 110, plain)
        for row, words in enumerate(form.how):
            how.write_string(row, 0, words, plain)
    return stream.getvalue(), count


def _head(sheet: Part, form: Form, bold: Part) -> None:
    for column, (name, width) in enumerate(form.columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for column, name in enumerate(form.hidden, len(form.columns)):
        sheet.set_column(column, column, 8, None, {"hidden": True})
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 2)


def _body(sheet: Part, form: Form, lines: Iterable[Line], plain: Part, quoted: Part) -> int:
    count = 0
    for count, line in enumerate(lines, 1):
        for column, name in enumerate((*form.columns, *form.hidden)):
            text = shortened(line.texts.get(name, ""))
            if text:
                sheet.write_string(count, column, text, quoted if text.startswith(_FORMULA) else plain)
    return count


def _choices(sheet: Part, form: Form, count: int) -> None:
    if count:
        sheet.autofilter(0, 0, count, len(form.columns) - 1)
        column = list(form.columns).index("decision")
        sheet.data_validation(1, column, count, column, {"validate": "list", "source": list(form.verdicts)})


def shortened(text: str) -> str:
    """A text that fits a cell."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def read_review(path: Path) -> tuple[Answer, ...]:
    """The rows of a sheet in which something was decided.

    Raises:
        FormatError: no review sheet: no column for ids or decisions.
        NotReadable, StorageError: the file cannot be read as a table.
    """
    from aigaq.intake.tables import Cell, table_of

    def answer(number: int, cells: Sequence[Cell]) -> Answer:
        named = [(cell, cell.column.strip().casefold()) for cell in cells]
        return Answer(
            number, {name: cell.text.strip() for cell, name in named}, {name: cell.address for cell, name in named}
        )

    for sheet in table_of(path).sheets(wanted=("id", "decision", "reason")):
        names = {column.name.strip().casefold() for column in sheet.columns}
        if {"id", "decision"} <= names:
            answers = (answer(row.number, tuple(sheet.cells(row))) for row in sheet.rows())
            return tuple(one for one in answers if one.texts.get("decision"))
    hint = "`aigaq review CASE -o FILE` writes one; keep its first row"
    raise FormatError("no review sheet: it has no columns id and decision", where=path, hint=hint)


def verdict_of(answer: Answer, verdicts: Sequence[str] = VERDICTS) -> str | Trouble:
    """The word in the column decision."""
    word = answer.texts["decision"].casefold()
    if word in verdicts:
        return word
    near = difflib.get_close_matches(word, verdicts, 1)
    meant = f"did you mean {near[0]}" if near else f"one of {', '.join(verdicts)}"
    return Trouble(answer.at("decision"), f"no such decision: {answer.texts['decision']}; {meant}")


def changes_of(answer: Answer) -> dict[str, str] | Trouble:
    """The fields in the column changes."""
    try:
        return dict(pairs(answer.texts.get("changes", "").split(";")))
    except UsageError as error:
        return Trouble(answer.at("changes"), str(error))


def pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names and values of `name=value`; UsageError where one is none."""
    for word in words:
        if word.strip():
            name, sign, value = word.partition("=")
            if not sign or not name.strip():
                raise UsageError("write a change as field=value", where=word.strip())
            yield name.strip(), value.strip()
