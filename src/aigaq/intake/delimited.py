"""Reads CSV: RFC 4180 quoting, any encoding that `encodings` finds, comma, semicolon or tab, one row held at a time.

The separator is the one under which rows have as many cells each as their header; it is refused only where two fit. A
first line `sep=;`, as spreadsheet programs write it, is obeyed. Rows are numbered by records, as those programs do: a
line break inside quotes makes no row. Proved by tests/intake/test_delimited.py.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason, StorageError, UsageError
from aigaq.intake.encodings import Encoded
from aigaq.intake.grids import Row

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
LINE = 1 << 20  # characters of one line at most
SAMPLE = 1 << 16  # characters by which the separator is found
FITS = 0.8  # the share of rows with one width by which a separator fits

_SEP = re.compile(r"sep=(.)\r?\n?$", re.IGNORECASE)
_NAMES = {sign: name for name, sign in SEPARATORS.items()}

Open = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated, whether the file says so itself, and what was assumed."""

    separator: str
    stated: bool = False
    assumed: str | None = None


def separator_named(name: str) -> str:
    """The sign of a separator by its name or itself; UsageError where there is none such."""
    sign = SEPARATORS.get(name, name)
    if sign not in _NAMES:
        raise UsageError("no separator has this name", where=name, hint=f"one of {', '.join(SEPARATORS)}")
    return sign


def dialect_of(opened: Open, encoded: Encoded, *, separator: str | None = None) -> Dialect:
    """How the cells of this file are separated.

    Raises:
        NotReadable: two separators fit.
    """
    with opened() as stream, _text(stream, encoded) as whole:
        text = whole.read(SAMPLE)
    first = text.splitlines(keepends=True)[0] if text else ""
    told = _SEP.match(first)
    if separator is not None:
        return Dialect(separator, stated=told is not None)
    if told is not None and told[1] in _NAMES:
        return Dialect(told[1], stated=True)
    return _weighed(text, whole=len(text) < SAMPLE)


def _weighed(text: str, *, whole: bool) -> Dialect:
    shares = {sign: share for sign in _NAMES if (share := _share(text, sign, whole=whole)) >= FITS}
    if not shares:
        return Dialect(",", assumed=None if not _any_separator(text) else "one column, because no separator fits")
    best = max(shares.values())
    leading = [sign for sign, share in shares.items() if share == best]
    if len(leading) > 1:
        first, second = (_NAMES[sign] for sign in leading[:2])
        raise NotReadable(
            f"cells may be separated by {first} or by {second}: both fit every row",
            reason=Reason.ENCODING,
            hint=f"look which is right and say so: --separator {first} or --separator {second}",
        )
    sign = leading[0]
    return Dialect(sign, assumed=None if sign == "," else f"{_NAMES[sign]} between cells")


def _share(text: str, separator: str, *, whole: bool) -> float:
    """The share of rows that have the most common width, where that is two cells or more; else 0."""
    lines = text.splitlines(keepends=True)
    if not whole and len(lines) > 1:
        lines = lines[:-1]
    widths = Counter(len(row.cells) for row in _records(iter(lines), separator) if not row.blank and not row.problem)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return count / widths.total() if width > 1 else 0.0


def _any_separator(text: str) -> bool:
    return any(sign in text for sign in _NAMES)


def rows_of(opened: Open, encoded: Encoded, dialect: Dialect) -> Iterator[Row]:
    """The rows of a CSV, one held at a time. A row that breaks the quoting is given with its problem.

    Raises:
        NotReadable: a line longer than `LINE` characters.
        StorageError: the bytes changed since they were looked at.
    """
    try:
        with opened() as stream, _text(stream, encoded) as text:
            lines = _lines(text)
            if dialect.stated:
                next(lines, None)
            yield from _records(lines, dialect.separator)
    except UnicodeDecodeError as error:
        raise StorageError("the file changed while it was read", hint="read it again") from error


def _text(stream: BinaryIO, encoded: Encoded) -> io.TextIOWrapper:
    stream.seek(encoded.skip)
    return io.TextIOWrapper(stream, encoding=encoded.name, newline="")


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LINE):
        if len(line) == LINE and line[-1] not in "\r\n":
            raise NotReadable("a line has more than a million characters", reason=Reason.TOO_LARGE)
        yield line


def _records(lines: Iterator[str], separator: str) -> Iterator[Row]:
    """Rows from lines. The reader of the standard library goes on after a record it refuses."""
    held = _Held(lines)
    reader = csv.reader(held, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        held.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, (held.shown,), f"the quotes of the row do not close as they should: {error}")
            continue
        yield Row(number, tuple(cells))


class _Held:
    """Lines as they are read, and those of the record that is being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line

    @property
    def shown(self) -> str:
        """The lines of the record, cut where they are long."""
        text = "".join(self.taken).rstrip("\r\n")
        return text if len(text) <= 1000 else f"{text[:1000]}…"
