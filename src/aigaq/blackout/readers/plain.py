"""A large CSV as bytes cut into cells, where it is written plainly; the long way where it is not.

The bytes are taken in chunks of whole lines. A chunk in which a row is odd is read by the `csv` module; if it holds
quotes, so is all that follows, since a line end inside quotes cuts no row. So the rows and their numbers are those of the
`csv` module whatever the manner. Proved by tests/blackout/readers/test_plain.py.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Block = tuple[list[int] | range, list[list[str]]]
Places = NDArray[np.int32]

CHUNK = 1 << 21  # bytes in hand at once
LINE = 1 << 20  # bytes of a line, above which its signs are counted the long way


@dataclass(frozen=True)
class Plain:
    """A CSV whose signs are bytes: where its rows begin, and `blocks` of its rows from a byte on, the first numbered so."""

    path: Path
    encoding: str
    separator: str
    begins: int
    blocks: Callable[[int, int], Iterator[Block]]


@dataclass(frozen=True, eq=False)
class Cut:
    """Rows of a chunk: its bytes, where the wanted cells begin and end [wanted, rows], the number of the first row."""

    raw: bytes
    begins: Places
    ends: Places
    number: int
    encoding: str

    @property
    def data(self) -> NDArray[np.uint8]:
        """The bytes."""
        return np.frombuffer(self.raw, np.uint8)

    @property
    def numbers(self) -> range:
        """The numbers of the rows."""
        return range(self.number, self.number + self.begins.shape[1])

    def texts(self, column: int, rows: Sequence[int] | None = None) -> list[str]:
        """The cells of a wanted column, of these rows or of all."""
        begins, ends = self.begins[column], self.ends[column]
        if rows is not None:
            begins, ends = begins[list(rows)], ends[list(rows)]
        return [str(self.raw[a:b], self.encoding) for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]


def parts(plain: Plain, wanted: Sequence[int]) -> Iterator[Cut | Block]:
    """All rows: chunks cut into the wanted columns, and blocks where a chunk is not plain."""
    from aigaq.blackout.readers.cutting import cells

    place = np.full(max(wanted) + 1, -1, np.int32)
    place[list(wanted)] = np.arange(len(wanted))
    number = 2
    for at, chunk in _chunks(plain):
        endless = len(chunk) > LINE and not chunk.endswith(b"\n")
        begins, ends, rows = cells(np.frombuffer(chunk, np.uint8), ord(plain.separator), place, len(wanted))
        if rows >= 0 and not endless:
            yield Cut(chunk, begins, ends, number, plain.encoding)
            number += rows
        elif endless or b'"' in chunk or not (read := _read(chunk, plain)):
            yield from plain.blocks(at, number)
            return
        else:
            yield range(number, number + len(read)), read
            number += len(read)


def _chunks(plain: Plain) -> Iterator[tuple[int, bytes]]:
    """Chunks of whole lines with the place of each; the last may lack its line end."""
    with plain.path.open("rb") as stream:
        at = plain.begins
        stream.seek(at)
        rest = b""
        while read := stream.read(CHUNK):
            whole = rest + read
            cut = whole.rfind(b"\n") + 1
            if cut:
                yield at, whole[:cut]
            at, rest = at + cut, whole[cut:]
            if len(rest) > LINE:
                break
        if rest:
            yield at, rest


def _read(chunk: bytes, plain: Plain) -> list[list[str]]:
    """The rows of a chunk without quotes; none where `csv` refuses one, and then says so when it comes to it."""
    try:
        return list(csv.reader(io.StringIO(chunk.decode(plain.encoding), newline=""), delimiter=plain.separator))
    except csv.Error:
        return []


def alike_of(cut: Cut, begin: int) -> tuple[Places, list[int]]:
    """Of each row a code for its cells in the wanted columns from `begin` on, and the first row of each code."""
    from aigaq.blackout.readers.cutting import alike

    codes, firsts = alike(cut.data, cut.begins[begin:], cut.ends[begin:])
    return codes, firsts.tolist()


def decimals_of(cut: Cut, columns: slice, told: Any) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The values [columns × rows] of wanted columns, and which were read; odd cells are read one by one."""
    from aigaq.blackout.readers.cutting import decimals
    from aigaq.blackout.readers.numbers import cells_to_values

    begins, ends = cut.begins[columns].ravel(), cut.ends[columns].ravel()
    values, odd = decimals(cut.data, begins, ends)
    good = np.ones(len(values), bool)
    at = np.flatnonzero(odd)
    if len(at):
        texts = [str(cut.raw[a:b], cut.encoding) for a, b in zip(begins[at].tolist(), ends[at].tolist(), strict=True)]
        numbers = (cut.number + at % cut.begins.shape[1]).tolist()
        values[at], good[at] = cells_to_values(texts, numbers, told)
    return values, good
