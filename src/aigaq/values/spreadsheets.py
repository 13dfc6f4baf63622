"""Writes CSV that spreadsheet programs open as it is meant, and that cannot carry a formula.

RFC 4180 with a byte order mark (without it Excel takes UTF-8 for something else). A cell that a program would compute
(it begins with = + - @, a tab or a line end) gets an apostrophe before it, unless it is a plain number; control
characters are left out. Proved by tests/values/test_spreadsheets.py.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import IO

BOM = "\ufeff"

_COMPUTED = re.compile(r"[\s\u200b\u200e\u200f\ufeff]*[=+\-@＝＋－＠|]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain_cell(value: object) -> str:
    """A value as the text of a cell that no program computes; None is empty."""
    text = "" if value is None else _CONTROLS.sub("", str(value))
    if _COMPUTED.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write_csv(stream: IO[str], header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table to a text stream that was opened as UTF-8 with newline=""."""
    stream.write(BOM)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([plain_cell(name) for name in header])
    for row in rows:
        writer.writerow([plain_cell(value) for value in row])
