"""IODA's list of investigated outages: all 1,704 rows."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.blackout.readers.files import csv_file, read_series, reasons, said
from tests.shared import shared

LIST = "bench/blackout/ioda_investigated_outages_cleaned_phase1+2.csv"
HEADER = [
    "ID",
    "Begin time",
    "End time",
    "Country",
    "IODA BGP visible by human",
    "Scope",
    "Region",
    "AS",
    "Cause",
    "Notes",
]
BEGIN, END = "Wednesday, January 5, 2022, 10:30:00 AM", "Wednesday, January 5, 2022, 5:30 PM"


@pytest.mark.shared
def test_every_row_is_read_or_named() -> None:
    """13 begins are no time; 76 rows end before they begin, 34 of them of whole countries."""
    read = read_series([shared(LIST)])
    assert reasons(read) == {"not_a_time": 13, "ends_before_start": 76}
    assert len(read.stated) == 1704 - 13 - 76
    with shared(LIST).open(encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream))
    reversed_rows = [rows[one.row - 1] for one in read.rejected if one.why == "ends_before_start"]
    assert sum(row[7].strip() == "Country" for row in reversed_rows) == 34


@pytest.mark.shared
def test_the_33_reversed_rows_of_the_labelled_events_are_among_them() -> None:
    with shared("bench/blackout/derived_national_events_labelled.csv").open(encoding="utf-8-sig") as stream:
        labelled = list(csv.DictReader(stream))
    with shared(LIST).open(encoding="utf-8-sig") as stream:
        ids = {number: row["ID"] for number, row in enumerate(csv.DictReader(stream), 2)}
    read = read_series([shared(LIST)])
    refused = {ids[one.row] for one in read.rejected if one.why == "ends_before_start"}
    named = [row["ID"] for row in labelled if row["t1"] and row["t1"] < row["t0"]]
    assert len(named) == 33 and set(named) <= refused
    begun = {dict(one.fields)["ID"]: one for one in read.stated}
    for row in labelled:
        if row["ID"] in begun:
            start = begun[row["ID"]].start
            assert start is not None
            assert datetime.fromtimestamp(start[0] or 0, UTC) == datetime.fromisoformat(row["t0"]).replace(tzinfo=UTC)


@pytest.mark.shared
def test_ends_that_are_missing_or_no_time_stay_open() -> None:
    read = read_series([shared(LIST)])
    assert sum(one.end is None for one in read.stated) == 34 + 7
    assert sum("the end is no time and is left open" in words for words in read.noticed) == 7
    assert sum("the weekday is not that of the date" in words for words in read.noticed) == 4


@pytest.mark.parametrize(
    ("scope", "entity", "parent", "networks"),
    [
        ("Country", "Iraq", "", ()),
        ("Region (Al-Basrah)", "Al-Basrah", "Iraq", ()),
        ("AS (58224)", "AS58224", "Iraq", ("AS58224",)),
        ("", "Iraq", "", ()),
    ],
)
def test_the_granularity_says_the_entity(
    tmp_path: Path, scope: str, entity: str, parent: str, networks: tuple[str, ...]
) -> None:
    (one,) = read_series(
        [csv_file(tmp_path, HEADER, [("a", BEGIN, END, "Iraq", "TRUE", scope, "", "", "Exams", "")])]
    ).stated
    assert (one.entity, one.parent, one.networks, one.cause) == (entity, parent, networks, "Exams")
    assert one.start == (1641378600, 1641378659) and one.end == (1641403800, 1641403859)


@pytest.mark.parametrize(
    "begin",
    [
        "",
        "4/3/2020  15:15:00 PM",
        "Monday, October 25, 2021, 2:30: AM",
        "Janvier 5, 2022, 1:00 AM",
        "February 30, 2022, 1:00 AM",
        "May 5, 2022, 13:00 PM",
    ],
)
def test_a_begin_that_is_no_time_refuses_the_row(tmp_path: Path, begin: str) -> None:
    read = read_series([csv_file(tmp_path, HEADER, [("a", begin, END, "Iraq", "TRUE", "Country", "", "", "", "")])])
    assert reasons(read) == {"not_a_time": 1} and not said(read, "weekday")
