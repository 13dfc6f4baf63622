"""Files told by their content; the blocks of a CSV against the standard library's reader."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers import opening
from aigaq.blackout.readers.opening import Sheet, filled_rows, opened
from aigaq.blackout.readers.telling import Told
from aigaq.errors import FormatError, NotReadable, StorageError
from tests.blackout.readers.files import csv_file, ioda, json_file, read_series, signal

CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(["\n", "\r", '"', ",", "қ"]), max_size=8
)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=30), st.integers(1, 60), st.sampled_from(["\n", "\r\n"])
)
def test_a_csv_in_chunks_is_the_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], more: int, end: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows([["time", "value", "note"], ["1", "2", "3"], *rows])
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(text.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "LINE", max(map(len, text.getvalue().splitlines())) + 2 + more)
        patch.setattr(opening, "BLOCK", 4)
        found = opened(path, Told(), wanted=[])
        assert isinstance(found, tuple)
        got = [row for _, block in found[0].blocks() for row in block]
    assert got == list(csv.reader(io.StringIO(text.getvalue(), newline="")))[1:]


def test_lines_cut_by_chunks_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[str(at), "x" * (at % 7)] for at in range(200)]
    path = csv_file(tmp_path, ["a", "b"], rows)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for size in range(20, 40):
        monkeypatch.setattr(opening, "LINE", size)
        found = opened(path, Told(), wanted=[])
        assert isinstance(found, tuple)
        assert [row for _, block in found[0].blocks() for row in block] == rows


def test_a_name_says_nothing(tmp_path: Path) -> None:
    path = json_file(tmp_path, ioda([[signal([1, 2])]]), "signals.csv")
    assert len(read_series([path]).series) == 1
    path = csv_file(tmp_path, ["time", "value"], [(1641380400, 1), (1641380460, 2)], "x.json")
    assert len(read_series([path]).series) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "no table|damaged|not|ZIP"),
        (b"%PDF-1.4", "PDF is no table we read"),
        (gzip.compress(b"time,value"), "gzip is no table we read"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "PNG image is no table we read"),
        (b"<!DOCTYPE html><html></html>", "HTML is no table we read"),
        (b"\x00\x01\x02" * 50, "binary|NUL|not"),
        (b"time,value\n" + b"x" * 3_000_000, "more than a million characters"),
        (b'time,value\n"' + b"x\n" * 200_000, "cannot be read|quotes"),
    ],
)
def test_what_is_no_table_is_one_error(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=words) as caught:
        read_series([path])
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        read_series([tmp_path / "none.csv"])
    with pytest.raises(StorageError):
        read_series([tmp_path])


def test_a_list_too_long_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ROWS", 3)
    sheet = Sheet("x", ("a",), lambda: iter([(range(2, 8), [["1"]] * 6)]))
    with pytest.raises(NotReadable, match="more than 3 rows"):
        list(filled_rows(sheet, where="x.csv"))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_door(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any"
    path.write_bytes(content)
    with contextlib.suppress(FormatError):
        assert not read_series([path]).series  # `[]` is an answer without any element
