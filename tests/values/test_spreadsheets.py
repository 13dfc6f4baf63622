"""CSV out: it reads back, it begins with a mark, and no cell of it can be a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.values.spreadsheets import plain_cell, write_csv

CELLS = st.text(max_size=20)


def written(header: list[str], rows: list[list[object]]) -> str:
    stream = io.StringIO(newline="")
    write_csv(stream, header, rows)
    return stream.getvalue()


def test_what_is_written() -> None:
    text = written(["имя", "b"], [["=1+1", 5], [None, 'a "b", c'], ["-5", "-5+1"]])
    assert text == '\ufeffимя,b\r\n\'=1+1,5\r\n,"a ""b"", c"\r\n-5,\'-5+1\r\n'


@pytest.mark.parametrize(
    "cell", ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|calc", "\u200b=1", "\n-x"]
)
def test_no_formula(cell: str) -> None:
    assert plain_cell(cell).startswith("'")


@pytest.mark.parametrize("cell", ["5", "-5", "+5,5", "a=b", "x-1", "", "2022-01-05"])
def test_what_needs_no_apostrophe(cell: str) -> None:
    assert plain_cell(cell) == cell


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_it_reads_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(written(["a", "b"], [list(row) for row in rows])[1:], newline="")))
    assert read[0] == ["a", "b"]
    assert read[1:] == [[plain_cell(cell) for cell in row] for row in rows]
    for row in read:
        for cell in row:
            assert cell[:1] not in ("=", "@", "\t", "\r")
            assert not any(ord(sign) < 32 and sign not in "\t\r\n" for sign in cell)
