"""OONI's aggregation as JSON and CSV; what a missing bin is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aigaq.blackout.series import Kind
from aigaq.errors import FormatError
from tests.blackout.readers.files import csv_file, json_file, only, pairs, read_series, reasons, said

HOUR = 3600
TEN = 1641376800  # 2022-01-05T10:00Z


def row(hour: int, count: Any, **axes: Any) -> dict[str, Any]:
    return {
        "measurement_start_day": f"2022-01-05T{hour:02d}:00:00Z",
        "measurement_count": count,
        "ok_count": 0,
        "anomaly_count": 1,
    } | axes


def answer(rows: Any) -> dict[str, Any]:
    return {"v": 0, "dimension_count": 2, "result": rows, "db_stats": {"bytes": 1}}


def test_counts_by_hour_and_network(tmp_path: Path) -> None:
    rows = [row(hour, hour, probe_cc="KZ", probe_asn=9198) for hour in (10, 11, 12)]
    series = only(read_series([json_file(tmp_path, answer(rows))]))
    assert pairs(series) == [(TEN, 10), (TEN + HOUR, 11), (TEN + 2 * HOUR, 12)]
    assert (series.entity, series.parent, series.signal, series.kind, series.step) == (
        "AS9198",
        "KZ",
        "measurement_count",
        Kind.COUNT,
        HOUR,
    )


def test_a_csv_of_the_same_rows_is_the_same(tmp_path: Path) -> None:
    rows = [row(hour, hour, probe_cc=place) for place in ("KZ", "UZ") for hour in (10, 11, 13)]
    plain = read_series([json_file(tmp_path, answer(rows))])
    table = read_series([csv_file(tmp_path, list(rows[0]), [list(one.values()) for one in rows])])
    assert [(one.entity, pairs(one)) for one in plain.series] == [(one.entity, pairs(one)) for one in table.series]


def test_a_missing_bin_is_nought_only_where_the_file_shows_that_ooni_counted(tmp_path: Path) -> None:
    rows = [row(10, 5, probe_cc="KZ"), row(14, 6, probe_cc="KZ"), row(11, 3, probe_cc="UZ"), row(13, 4, probe_cc="UZ")]
    read = read_series([json_file(tmp_path, answer(rows))])
    kz, uz = read.series
    assert [value for _, value in pairs(kz)] == [5, 0, None, 0, 6]
    assert [value for _, value in pairs(uz)] == [0, 3, None, 4, 0]
    assert said(read, "bins that other series of the file have are nought (4)")
    said_so = read_series([json_file(tmp_path, answer(rows))], absent_is_zero=True)
    assert [value for _, value in pairs(said_so.series[0])] == [5, 0, 0, 0, 6]


def test_days_and_tests(tmp_path: Path) -> None:
    rows = [
        {
            "measurement_start_day": f"2022-01-0{day}",
            "measurement_count": day,
            "probe_cc": "KZ",
            "test_name": "web_connectivity",
        }
        for day in (4, 5, 7)
    ]
    read = read_series([json_file(tmp_path, answer(rows))])
    series = only(read)
    assert (series.step, series.signal) == (86400, "measurement_count web_connectivity")
    assert [value for _, value in pairs(series)] == [4, 5, None, 7]
    assert said(read, "a step of 86400 s is coarser")


def test_bad_rows_are_named(tmp_path: Path) -> None:
    rows: list[Any] = [
        row(10, 5, probe_cc="KZ"),
        row(11, -2, probe_cc="KZ"),
        row(12, "x", probe_cc="KZ"),
        row(13, 1),
        row(14, 2, probe_cc="KZ"),
        9,
    ]
    rows[4]["measurement_start_day"] = "soon"
    read = read_series([json_file(tmp_path, answer(rows))])
    assert reasons(read) == {"negative_count": 1, "not_a_number": 1, "no_place": 1, "not_a_time": 1, "wrong_type": 1}
    assert sorted(one.row for one in read.rejected) == [2, 3, 4, 5, 6]


def test_an_answer_without_times_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="without a time axis"):
        read_series([json_file(tmp_path, answer({"measurement_count": 7, "ok_count": 7}))])
