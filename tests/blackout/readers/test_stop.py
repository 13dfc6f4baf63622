"""Access Now's tracker: 1,118 rows of three schemas, each read or named."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from aigaq.blackout.outage import State
from aigaq.blackout.readers import Stated
from aigaq.blackout.readers.clock import day_bound
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import TimePrecision
from tests.blackout.readers.files import csv_file, read_series, reasons, said
from tests.shared import shared

BOOK = "bench/blackout/accessnow_stop_raw_2016-2022.xlsx"
HEADER = [
    "start_date_type",
    "start_date",
    "end_date",
    "country",
    "geo_scope",
    "area_name",
    "affected_network",
    "shutdown_extent",
    "ordered_by",
    "telcos_involved",
]
ROW = [
    "Actual",
    "2022-01-04",
    "2022-01-11",
    "Kazakhstan",
    "Level 3",
    "Nationwide",
    "Broadband, Mobile",
    "Full network",
    "Executive government",
    "Kazakhstan: Kcell (Fintur, TeliaSonera), Beeline",
]


@pytest.mark.shared
def test_every_row_of_the_workbook_is_read_or_named() -> None:
    read = read_series([shared(BOOK)])
    by_sheet = Counter(dict(one.fields)["sheet"].strip() for one in read.stated)
    assert by_sheet == {"2022 Data": 187, "2021 Data": 182, "2020 Data": 156, "2019": 213, "2016+2017+2018": 377}
    assert reasons(read) == {"ends_before_start": 3, "sheet_not_read": 3}
    assert len(read.stated) + reasons(read)["ends_before_start"] == 1118
    assert sorted(one.row for one in read.rejected if one.why == "ends_before_start") == [25, 60, 79]
    assert all("Need more details" in one.words for one in read.rejected if one.why == "sheet_not_read")
    open_ends = [words for words in read.noticed if "is no day and is left open" in words]
    assert len(open_ends) == 2 and any("April/2017 following" in words for words in open_ends)


@pytest.mark.shared
def test_cells_of_the_workbook_are_what_another_reader_sees() -> None:
    from python_calamine import CalamineWorkbook

    path = shared(BOOK)
    book = CalamineWorkbook.from_path(str(path))
    stated = {(dict(one.fields)["sheet"], one.row): one for one in read_series([path], time_zone="UTC").stated}
    seen = 0
    for name in book.sheet_names[:5]:
        header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        names = [str(cell).strip() for cell in header]
        for number, cells in enumerate(rows, 2):
            one = stated.get((name, number))
            if one is not None:
                seen += 1
                start, end, country = (cells[names.index(column)] for column in ("start_date", "end_date", "country"))
                assert isinstance(start, date) and one.start == day_bound(start, "UTC")
                assert one.end == (day_bound(end, "UTC") if isinstance(end, date) else None)
                assert one.places[0] == " ".join(str(country).split())
    assert seen == 1115


@pytest.mark.shared
def test_kazakhstan_in_january_2022() -> None:
    read = read_series([shared("bench/blackout/accessnow_stop_kazakhstan_2016-2022.csv")], time_zone="Asia/Almaty")
    assert len(read.stated) == 8 and not read.rejected
    first = read.stated[0]
    assert first.start == (1641232800, 1641319199) and first.end == (1641837600, 1641923999)
    assert (first.entity, first.scope, first.state, first.precision) == (
        "Kazakhstan",
        "national",
        State.OFF,
        TimePrecision.DAY,
    )
    assert first.networks == ("Beeline (VEON)", "Kcell (Fintur)", "Tele2 / ALTEL", "Kazakhtelecom JSC")
    assert first.ordered_by.startswith("Executive government: ") and first.cause.startswith("Protests: ")
    assert dict(first.fields)["gov_ack"] == "No"


def made(tmp_path: Path, **changed: str) -> list[Stated]:
    row = dict(zip(HEADER, ROW, strict=True)) | changed
    return list(read_series([csv_file(tmp_path, list(row), [list(row.values())])]).stated)


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("Level 1", "local"),
        ("It only affected one city, county, or village", "local"),
        ("Regional", "region"),
        ("Level 3", "regions"),
        ("National", "national"),
        ("Not sure", "unknown"),
        ("galactic", ""),
    ],
)
def test_the_scopes_of_three_schemas(tmp_path: Path, words: str, scope: str) -> None:
    (one,) = made(tmp_path, geo_scope=words, area_name="Almaty ")
    assert (one.scope, one.entity, one.parent, one.places) == (scope, "Almaty", "Kazakhstan", ("Kazakhstan", "Almaty"))


def test_a_day_of_no_zone_is_any_day_of_that_name(tmp_path: Path) -> None:
    (one,) = made(tmp_path)
    assert one.start == (
        int(datetime(2022, 1, 3, 10, tzinfo=UTC).timestamp()),
        int(datetime(2022, 1, 5, 12, tzinfo=UTC).timestamp()) - 1,
    )
    assert one.kinds == (NetworkKind.MOBILE, NetworkKind.FIXED) and one.networks == (
        "Kcell (Fintur, TeliaSonera)",
        "Beeline",
    )


def test_one_zone_for_many_countries_is_said(tmp_path: Path) -> None:
    rows = [ROW, [*ROW[:3], "India", *ROW[4:]]]
    assert said(read_series([csv_file(tmp_path, HEADER, rows)], time_zone="Asia/Almaty"), "days of 2 countries")


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("start_date", "January", "not_a_time"),
        ("start_date", "2022-02-30", "not_a_time"),
        ("end_date", "2022-01-03", "ends_before_start"),
        ("country", "", "no_place"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, column: str, cell: str, why: str) -> None:
    row = dict(zip(HEADER, ROW, strict=True)) | {column: cell}
    read = read_series([csv_file(tmp_path, HEADER, [ROW, list(row.values())])])
    assert [(one.row, str(one.why)) for one in read.rejected] == [(3, why)] and len(read.stated) == 1
