"""The Monash IP Observatory's file of Iran, November 2019, and the trap in its times."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aigaq.blackout.series import Kind
from aigaq.errors import FormatError
from tests.blackout.readers.files import csv_file, only, pairs, read_series, reasons, said
from tests.shared import shared

HEADER = ["iso", "name_1", "name_2", "time_e", "time_e_str", "connectivity"]
NIGHT = 1573862400  # 2019-11-16 00:00 on the clock of the place


@pytest.mark.shared
def test_every_row_of_the_real_file_at_its_printed_time() -> None:
    path = shared("bench/blackout/monash_irn-2019-11-11_gif.csv")
    read = read_series([path], time_zone="Asia/Tehran")
    expected: dict[str, dict[int, float]] = defaultdict(dict)
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            printed = datetime.strptime(row["time_e_str"], "%d-%b-%Y %H:%M:%S").replace(tzinfo=ZoneInfo("Asia/Tehran"))
            expected[row["name_2"]][int(printed.timestamp())] = float(row["connectivity"])
    assert sum(map(len, expected.values())) == 16_279 and len(expected) == 73
    assert {one.entity: dict(pairs(one)) for one in read.series} == expected
    assert not read.rejected
    assert all((one.kind, one.step, one.signal) == (Kind.LEVEL, 3600, "connectivity") for one in read.series)


def test_the_zone_is_compulsory(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, [("IRN", "Qom", "Qom", NIGHT, "", 100)])
    with pytest.raises(FormatError, match="only look like an epoch") as caught:
        read_series([path])
    assert "--time-zone" in str(caught.value.hint)


def test_local_hours_that_are_none_are_refused(tmp_path: Path) -> None:
    hours = [1648342800 + 3600 * at for at in range(4)]  # 27 March 2022, 01:00 to 04:00 on a clock in Berlin
    read = read_series(
        [csv_file(tmp_path, HEADER, [("DEU", "X", "Y", at, "", 90) for at in hours])], time_zone="Europe/Berlin"
    )
    assert [at for at, _ in pairs(only(read))] == [1648339200, 1648342800, 1648346400]
    assert reasons(read) == {"skipped_by_clock": 1}


def test_rows_that_do_not_fit_are_named(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("IRN", "A", "X", NIGHT, "16-Nov-2019 00:00:00", 9),
        ("IRN", "A", "X", NIGHT + 3600, "16-Nov-2019 02:00:00", 8),
    ]
    rows += [
        ("IRN", "A", "X", "soon", "", 7),
        ("IRN", "A", "X", 10**18, "", 7),
        ("IRN", "A", "X", NIGHT + 7200, "", "dark"),
    ]
    read = read_series([csv_file(tmp_path, HEADER, rows)], time_zone="Asia/Tehran")
    assert reasons(read) == {"not_a_time": 2, "not_a_number": 1}
    assert said(read, "time_e and time_e_str differ; time_e is read (1)")


def test_areas_of_one_name_are_told_apart(tmp_path: Path) -> None:
    rows = [("IRN", area, "Centre", NIGHT + 3600 * at, "", 50) for area in ("A", "B") for at in range(3)]
    read = read_series([csv_file(tmp_path, HEADER, rows)], time_zone="Asia/Tehran")
    assert [(one.entity, one.parent) for one in read.series] == [("Centre (A, IRN)", "A"), ("Centre (B, IRN)", "B")]
