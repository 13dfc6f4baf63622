"""Large files read from their bytes: nothing else comes out than the long way gives. Files of ten gigabytes."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers import Read, generic, opening, plain
from aigaq.blackout.readers.opening import opened
from aigaq.blackout.readers.telling import Told
from aigaq.errors import Error, NotReadable
from tests.blackout.readers.files import NOON, csv_file, read_series

GIGABYTES = 10 << 30


def answer(path: Path, **asked: Any) -> Any:
    """Everything that reading says, comparable."""
    try:
        read: Read = read_series([path], **asked)
    except Error as error:
        return type(error), error.what, str(error.where)
    series = [
        (one.entity, one.signal, one.parent, one.network, one.kind, one.step, one.times.tolist(), one.values.tobytes())
        for one in read.series
    ]
    return series, sorted(read.rejected, key=lambda one: (one.row, one.words)), sorted(read.noticed)


def both(path: Path, chunk: int, **asked: Any) -> tuple[Any, Any]:
    """What the long way says, and what the bytes do, in chunks of this size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "LARGE", 1 << 40)
        long = answer(path, **asked)
        patch.setattr(opening, "LARGE", 0)
        patch.setattr(plain, "CHUNK", chunk)
        return long, answer(path, **asked)


TIME = st.integers(0, 40).map(lambda at: f"2022-01-05T{11 + at // 6:02d}:{at % 6}0")
OFFSET = st.sampled_from(["Z", "Z", "Z", "+06:00", ""])
VALUE = st.integers(0, 99).map(str) | st.sampled_from(["", "nan", "1.25", "-3", "1e3", " 7", "many", "inf", "1_0"])
NAME = st.sampled_from(["A", "AS9", "Шымкент", '"B"', '"C, d"', '"E ""f"""', "", " A", '"two\nlines"', "o\rd"])
ODD = st.sampled_from(["\n", "soon,1,A,x\n", "2022-01-05T11:00Z\n", ",,,\n", "2022-01-05T11:00Z,3,A,x,more\r\n"])
LINE = st.builds(lambda a, b, c, d: f"{a}{b},{c},{d},x\n", TIME, OFFSET, VALUE, NAME)


@given(st.lists(LINE | LINE | LINE | ODD, max_size=40), st.integers(20, 400), st.sampled_from(["Asia/Almaty", None]))
def test_the_bytes_say_what_the_long_way_says(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], chunk: int, zone: str | None
) -> None:
    path = tmp_path_factory.mktemp("plain") / "made.csv"
    path.write_bytes(("time,value,place,note\n2022-01-05T10:50Z,1,A,x\n" + "".join(lines)).encode())
    long, cut = both(path, chunk, time_zone=zone)
    assert cut == long or (long[0] is cut[0] and zone is None)  # the first time without a zone is another by blocks


@given(st.lists(st.lists(VALUE, min_size=3, max_size=3), min_size=2, max_size=12), st.integers(40, 300))
def test_wide_tables_too(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], chunk: int) -> None:
    lines = [[NOON + 600 * at, *row] for at, row in enumerate([["1", "2", "3"], *rows])]
    path = csv_file(tmp_path_factory.mktemp("wide"), ["time", "AS1", "AS2", "Oral"], lines)
    long, cut = both(path, chunk)
    assert cut == long and {one[0] for one in cut[0]} <= {"AS1", "AS2", "Oral"}


def test_a_wide_table_is_series_side_by_side(tmp_path: Path) -> None:
    rows = [(NOON + 600 * at, at, "" if at == 2 else 10 * at) for at in range(4)]
    read = read_series([csv_file(tmp_path, ["time", "AS1", "AS2"], rows)])
    assert [(one.entity, one.values.tolist()) for one in read.series][0] == ("AS1", [0, 1, 2, 3])
    assert np.isnan(read.series[1].values[2]) and any("each column beside the time" in one for one in read.noticed)


@pytest.mark.parametrize("header", [["time", "a", "a"], ["time", "a", ""], ["time", "a"], ["time", "a", "place"]])
def test_what_is_not_surely_wide_is_refused(tmp_path: Path, header: list[str]) -> None:
    rows = [[NOON + 600 * at, *range(1, len(header))] for at in range(4)]
    with pytest.raises(Error, match="no column of values"):
        read_series([csv_file(tmp_path, header, rows)])


def test_words_beside_the_time_make_no_wide_table(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["time", "a", "b"], [(NOON, 1, "up"), (NOON + 600, 2, "down")])
    with pytest.raises(Error, match="no column of values"):
        read_series([path])


def test_a_large_file_is_cut_and_a_small_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv_file(tmp_path, ["time", "value"], [(NOON + 600 * at, at) for at in range(50)])
    (sheet,) = opened(path, Told(), wanted=[])
    assert isinstance(sheet, opening.Sheet) and sheet.plain is None
    monkeypatch.setattr(opening, "LARGE", 100)
    monkeypatch.setattr(generic._Taking, "block", None)  # would fail if a block were read the long way
    assert len(read_series([path]).series[0].times) == 50


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_encodings_make_no_difference(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"2022-01-05T11:{at:02d}Z;{at};Шымкент қаласы\r\n" for at in range(30))
    path = tmp_path / "x.csv"
    path.write_bytes(("время;значение;место\r\n" + rows.replace("қ", "к")).encode(encoding))
    long, cut = both(path, 256)
    assert cut == long and cut[0][0][0] == "Шымкент каласы"


def _sparse(path: Path, pieces: dict[int, bytes]) -> Path:
    with path.open("wb") as file:
        file.truncate(GIGABYTES)
        for at, piece in pieces.items():
            file.seek(at)
            file.write(piece)
        file.truncate(GIGABYTES)
    return path


_ROWS = b"2021-10-04T00:00:00Z,AS9000,bgp,9000\n" * 2000
_EVERYWHERE = {0: b"time,entity,signal,value\n" + _ROWS, GIGABYTES // 2: _ROWS, GIGABYTES - (1 << 16): _ROWS}


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (_EVERYWHERE, r"10240 MB, some 2\d\d million rows; at most 100 million"),
        ({0: b"time,value\n" + _ROWS}, "NUL"),
        ({}, "NUL"),
        ({0: b'{"data": [['}, "10240 MB; at most 256"),
        ({0: b"PK\x03\x04"}, "no table"),
    ],
)
def test_ten_gigabytes_are_answered_without_being_read(tmp_path: Path, pieces: dict[int, bytes], words: str) -> None:
    path = _sparse(tmp_path / "huge", pieces)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotReadable, match=words) as caught:
        read_series([path])
    assert str(path) in str(caught.value)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


def test_a_block_has_no_more_cells_than_can_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv_file(tmp_path, ["time", *"abcdefghi"], [[NOON, *range(9)] for _ in range(500)])
    monkeypatch.setattr(opening, "CELLS", 1000)
    (sheet,) = opened(path, Told(), wanted=[])
    assert isinstance(sheet, opening.Sheet)
    sizes = [len(rows) for _, rows in sheet.blocks()]
    assert sum(sizes) == 500 and max(sizes) <= 164
