"""Generic tables: what is read, what is refused, what is said; the worst files people bring."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers import Columns, gathered, opening
from aigaq.blackout.series import Kind, NetworkKind
from aigaq.errors import FormatError, NotReadable, UsageError
from tests.blackout.readers.files import NOON, csv_file, only, pairs, read_series, reasons, said

TEN = [(f"2022-01-05T{11 + at // 6}:{at % 6}0Z", at) for at in range(10)]


def test_times_values_and_nothing_else(tmp_path: Path) -> None:
    series = only(read_series([csv_file(tmp_path, ["time", "value"], TEN, "almaty.csv")]))
    assert pairs(series) == [(NOON + 600 * at, float(at)) for at in range(10)]
    assert (series.entity, series.signal, series.step, series.kind) == ("almaty", "value", 600, Kind.COUNT)
    assert series.source.startswith("generic ")


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["A", "B, b", 'C "c"']), st.sampled_from(["x", "y"])),
        st.lists(st.none() | st.floats(0, 1e12, allow_nan=False), min_size=2, max_size=12).filter(
            lambda v: v[0] is not None
        ),
        min_size=1,
    ),
    st.randoms(),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: dict[tuple[str, str], list[float | None]], random: object
) -> None:
    rows = [
        (NOON + 600 * at, "" if value is None else repr(value), *key)
        for key, values in made.items()
        for at, value in enumerate(values)
    ]
    random.shuffle(rows)  # type: ignore[attr-defined]
    path = csv_file(tmp_path_factory.mktemp("made"), ["time", "value", "place", "signal"], rows)
    read = read_series([path], kind=Kind.LEVEL)
    assert not read.rejected
    assert {(one.entity, one.signal): pairs(one) for one in read.series} == {
        key: [(NOON + 600 * at, value) for at, value in enumerate(values)] for key, values in made.items()
    }


def test_blocks_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(NOON + 60 * (at // 3), at, f"AS{at % 3}") for at in range(300)]
    path = csv_file(tmp_path, ["time", "value", "asn"], rows)
    whole = read_series([path])
    monkeypatch.setattr(opening, "BLOCK", 7)
    small = read_series([path])
    assert [pairs(one) for one in small.series] == [pairs(one) for one in whole.series]
    assert [one.entity for one in whole.series] == ["AS0", "AS1", "AS2"]


def test_naive_times_end_in_the_next_step(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["time", "value"], [("2022-01-05 17:00", 3), ("2022-01-05 17:10", 4)])
    with pytest.raises(FormatError) as caught:
        read_series([path])
    assert "--time-zone" in str(caught.value.hint) and str(path) in str(caught.value.where)
    read = read_series([path], time_zone="Asia/Almaty")
    assert pairs(only(read)) == [(NOON, 3.0), (NOON + 600, 4.0)]
    assert said(read, "on the clock of Asia/Almaty")


def test_two_zones_mixed_are_said(tmp_path: Path) -> None:
    rows = [("2022-01-05T17:00+06:00", 3), ("2022-01-05T16:10+05:00", 4), ("2022-01-05T17:20+06:00", 5)]
    read = read_series([csv_file(tmp_path, ["time", "value"], rows)])
    assert [value for _, value in pairs(only(read))] == [3, 4, 5]
    assert said(read, "two zones mixed")


@pytest.mark.parametrize("block", [3, 1 << 16])
def test_every_bad_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(opening, "BLOCK", block)
    rows = [*TEN, ("soon", 1), ("2022-01-05T13:00Z", "many"), ("2022-01-05T13:10Z", -4), ("2022-01-05T13:20Z", "1e999")]
    path = csv_file(tmp_path, ["time", "value"], [*rows, ("2022-01-05T13:30Z",), (), (TEN[0][0], 7)])
    read = read_series([path])
    assert [(one.row, str(one.why)) for one in sorted(read.rejected, key=lambda one: one.row)] == [
        (2, "same_time_other_value"),
        (12, "not_a_time"),
        (13, "not_a_number"),
        (14, "negative_count"),
        (15, "not_a_number"),
        (16, "cells_missing"),
        (18, "same_time_other_value"),
    ]
    assert pairs(only(read))[0] == (NOON, None)


@pytest.mark.parametrize("cell", ["", "NaN", "null", "N/A", " - "])
def test_missing_stays_missing(tmp_path: Path, cell: str) -> None:
    rows = [(at, cell if value == 4 else value) for at, value in TEN]
    read = read_series([csv_file(tmp_path, ["time", "value"], rows)])
    assert pairs(only(read))[4] == (NOON + 2400, None) and not read.rejected


def test_networks_are_kinds_or_names(tmp_path: Path) -> None:
    rows = [(at, value, "Almaty", network) for network in ("mobile", "Kcell") for at, value in TEN]
    kind, name = read_series([csv_file(tmp_path, ["time", "value", "city", "network"], rows)]).series
    assert (kind.entity, kind.network, kind.parent) == ("Almaty", NetworkKind.MOBILE, "")
    assert (name.entity, name.network, name.parent) == ("Kcell", NetworkKind.UNKNOWN, "Almaty")


def test_columns_can_be_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["wann", "wieviel", "wo"], [(at, value, "Oral") for at, value in TEN])
    with pytest.raises(FormatError, match="no column of times") as caught:
        read_series([path])
    assert "wann" in str(caught.value.hint)
    series = only(read_series([path], columns=Columns(time="wann", value="wieviel", entity="wo")))
    assert series.entity == "Oral"
    with pytest.raises(UsageError, match="no column is called"):
        read_series([path], columns=Columns(time="when"))


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("count", [1, 2.5], Kind.COUNT),
        ("Measurement_Count", [1, 2], Kind.COUNT),
        ("connectivity", [100, 90], Kind.LEVEL),
        ("value", [3, 4], Kind.COUNT),
        ("value", [3, 4.5], Kind.LEVEL),
    ],
)
def test_kinds_by_name_and_by_values(tmp_path: Path, name: str, values: list[float], kind: Kind) -> None:
    path = csv_file(tmp_path, ["time", name], [(NOON + 600 * at, value) for at, value in enumerate(values)])
    read = read_series([path])
    assert only(read).kind is kind and said(read, "--kind") == (name == "value")
    told = only(read_series([path], kind=Kind.LEVEL))
    assert told.kind is Kind.LEVEL


def test_semicolons_and_a_bom_and_other_scripts(tmp_path: Path) -> None:
    path = tmp_path / "шымкент.csv"
    path.write_bytes(
        "﻿время;значение;место\r\n2022-01-05T11:00Z;1,5;Шымкент\r\n2022-01-05T11:10Z;2;Шымкент\r\n2022-01-05T11:20Z;3;Шымкент\r\n".encode()
    )
    read = read_series([path])
    assert pairs(only(read)) == [(NOON + 600, 2.0), (NOON + 1200, 3.0)] and only(read).entity == "Шымкент"
    assert reasons(read) == {"not_a_number": 1}


def test_nothing_but_bad_rows_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="none of 2 rows could be read"):
        read_series([csv_file(tmp_path, ["time", "value"], [("a", 1), ("b", 2)])])


def test_an_empty_table_is_an_empty_answer(tmp_path: Path) -> None:
    read = read_series([csv_file(tmp_path, ["time", "value"], [])])
    assert (read.series, read.rejected) == ((), ())


def test_a_table_too_large_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv_file(tmp_path, ["time", "value", "place"], [(NOON + at, 1, at) for at in range(50)])
    monkeypatch.setattr(gathered, "SERIES", 10)
    with pytest.raises(NotReadable, match="more than 10 series"):
        read_series([path])
    monkeypatch.undo()
    monkeypatch.setattr(gathered, "SAMPLES", 10)
    with pytest.raises(NotReadable, match="more than 10 rows"):
        read_series([path])


def test_a_workbook_of_the_same_rows_is_the_same(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "made.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Almaty")
    for row, cells in enumerate([("time", "value"), *TEN]):
        sheet.write_row(row, 0, cells)
    book.close()
    series = only(read_series([path]))
    assert [value for _, value in pairs(series)] == list(map(float, range(10))) and series.entity == "Almaty"


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6))
def test_no_rows_break_the_reader(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    good = [["2022-01-05T11:00Z", "1", "A", ""], ["2022-01-05T11:10Z", "2", "A", ""]]
    path = csv_file(tmp_path_factory.mktemp("any"), ["time", "value", "place", "note"], [*good, *rows])
    try:
        read = read_series([path], time_zone="Asia/Almaty")
    except FormatError:
        return
    assert all(np.isfinite(one.values[~one.missing]).all() for one in read.series)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["time", "Value", "value"], [("2022-01-05T10:00Z", 1, 2), ("2022-01-05T11:00Z", 1, 2)])
    with pytest.raises(FormatError, match="2 columns are called 'Value'") as told:
        read_series([path])
    assert told.value.hint is not None and "name of its own" in told.value.hint


def test_of_several_places_the_finest_is_taken_and_said(tmp_path: Path) -> None:
    rows = [(f"2022-01-05T{at:02}:00Z", at, "KZ", "Almaty region", city) for city in "ab" for at in range(4)]
    read = read_series([csv_file(tmp_path, ["time", "value", "country", "region", "city"], rows)])
    assert [one.entity for one in read.series] == ["a", "b"] and not read.rejected
    assert said(read, "the entity is read from the column 'city', not from 'region', 'country'")


def test_names_without_rows_are_said(tmp_path: Path) -> None:
    assert said(read_series([csv_file(tmp_path, ["time", "value"], [])]), "no row under the row of names")
