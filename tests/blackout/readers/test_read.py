"""The door: formats told apart, files put together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aigaq.blackout.readers import Read
from aigaq.errors import FormatError, UsageError
from tests.blackout.readers.files import NOON, csv_file, ioda, json_file, pairs, read_series, reasons, signal


def test_files_of_several_formats_in_one_call(tmp_path: Path) -> None:
    one = json_file(tmp_path, ioda([[signal([1, 2])]]), "a.json")
    two = csv_file(tmp_path, ["time", "value", "place"], [(NOON, 5, "Almaty"), (NOON + 600, 6, "Almaty")], "b.csv")
    three = csv_file(
        tmp_path,
        ["start", "end", "time_precision", "state", "place"],
        [("2022-01-05", "", "day", "down", "kz")],
        "c.csv",
    )
    read = read_series([one, str(two), three])
    assert [series.entity for series in read.series] == ["KZ", "Almaty"] and len(read.stated) == 1
    assert {series.source for series in read.series} == {f"ioda {one}", f"generic {two}"}


def test_parts_of_a_series_that_disagree_are_refused_where_they_do(tmp_path: Path) -> None:
    rows = [[(NOON + 600 * at, at) for at in range(4)], [(NOON + 600 * at, 9 if at == 3 else at) for at in range(2, 6)]]
    read = read_series(
        [
            csv_file(tmp_path, ["time", "value", "place"], [(*row, "Oral") for row in part], f"{at}.csv")
            for at, part in enumerate(rows)
        ]
    )
    (series,) = read.series
    assert [value for _, value in pairs(series)] == [0, 1, 2, None, 4, 5]
    assert reasons(read) == {"same_time_other_value": 2}


def test_the_order_of_files_does_not_change_a_series(tmp_path: Path) -> None:
    paths = [
        json_file(tmp_path, ioda([[signal([at, at + 1], **{"from": NOON + 600 * at})]]), f"{at}.json")
        for at in range(4)
    ]
    forth, back = read_series(paths), read_series(paths[::-1])
    assert pairs(forth.series[0]) == pairs(back.series[0])


def test_two_steps_of_one_signal_stay_two_series(tmp_path: Path) -> None:
    read = read_series([json_file(tmp_path, ioda([[signal([1, 2]), signal([3, 4], step=1800)]]))])
    assert [one.step for one in read.series] == [300, 1800]


def test_no_file_and_no_zone() -> None:
    with pytest.raises(UsageError, match="no file"):
        read_series([])
    with pytest.raises(FormatError, match="no such time zone"):
        read_series(["x"], time_zone="Nowhere")


@pytest.mark.parametrize("made", [{"data": []}, {"data": [[]]}, {"data": [[], []]}, {"results": []}, []])
def test_an_answer_without_elements_is_empty(tmp_path: Path, made: object) -> None:
    read = read_series([json_file(tmp_path, made)])
    assert (
        read == Read(series=(), stated=(), rejected=(), noticed=read.noticed)
        and "without any element" in read.noticed[0]
    )


def test_a_head_alone_makes_no_series_of_radar(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no format"):
        read_series([json_file(tmp_path, {"name": "x", "version": "1", "meta": {}})])
    with pytest.raises(FormatError, match="no format"):
        read_series([json_file(tmp_path, {"meta": {}, "features": {"rows": []}})])


def test_the_door_loads_no_heavy_library() -> None:
    code = "import sys, aigaq.blackout.readers; print([m for m in ('scipy', 'numba', 'python_calamine', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
