"""Guesses by headers people use, in three languages."""

import io
from typing import Any

import pytest

from aigaq.intake.tables import read_table
from aigaq.reading.tables import guess
from aigaq.reading.tables.fields import KINDS, fields_of
from aigaq.reading.tables.guess import _synonyms, measures_of, names_of, plain
from aigaq.statements.codes import measures
from tests.reading.tables.helpers import table


def guessed(*lines: tuple[str, ...]) -> Any:
    (sheet,) = guess(table(*lines)).sheet
    return sheet


def test_a_wide_table_in_russian() -> None:
    sheet = guessed(("№", "Дата", "Город", "Погибло", "Ранено"), ("1", "05.01.22", "Алматы", "около 30", "5"))
    assert (sheet.kind, sheet.language) == ("figure", "ru")
    assert sheet.columns == {"№": "key", "Дата": "as_of", "Город": "place"}
    assert sheet.measures == {"Погибло": "killed", "Ранено": "injured"}
    assert sheet.lacking() == ()


def test_figures_in_kazakh() -> None:
    sheet = guessed(("Нөмірі", "Күні", "Қала", "Қаза тапты", "Дереккөз"), ("1", "2022-01-05", "Өскемен", "3", "a"))
    assert (sheet.kind, sheet.language, sheet.measures) == ("figure", "kk", {"Қаза тапты": "killed"})
    assert sheet.columns == {"Нөмірі": "key", "Күні": "as_of", "Қала": "place", "Дереккөз": "cited"}


@pytest.mark.parametrize(
    "header",
    [
        ("ФИО", "Дата рождения", "Дата смерти", "Город"),
        ("Аты-жөні", "Туған жылы", "Қайтыс болған күні", "Қала"),
        ("Full name", "Age", "Date of death", "City"),
    ],
)
def test_lists_of_persons(header: tuple[str, ...]) -> None:
    sheet = guessed(header, ("x", "1990", "05.01.2022", "y"))
    assert sheet.kind == "list"
    assert {"name", "death", "place"} <= set(sheet.columns.values())


def test_events_sources_positions() -> None:
    assert guessed(("Date", "Time", "Location", "What happened"), ("a", "b", "c", "d")).kind == "event"
    sources = guessed(("Source ID", "Title", "Publisher", "URL", "Date"), ("a", "b", "c", "d", "e"))
    assert (sources.kind, sources.columns["URL"], sources.columns["Date"]) == ("source", "locator", "published")
    assert guessed(("Name", "Position", "Change", "Date"), ("a", "b", "c", "d")).kind == "position"
    assert guessed(("Speaker", "Date", "Claim"), ("a", "b", "c")).kind == "claim"


def test_a_column_nobody_knows_is_left_open() -> None:
    sheet = guessed(("killed", "city", "weather"), ("1", "a", "b"))
    assert "weather" not in sheet.columns


def test_the_order_of_dates_is_taken_from_what_only_fits_one_way() -> None:
    assert guessed(("city", "date", "killed"), ("a", "25/01/22", "1"), ("b", "05/01/22", "1")).dates.order == "dmy"
    assert guessed(("city", "date", "killed"), ("a", "01/25/22", "1")).dates.order == "mdy"
    assert guessed(("city", "date", "killed"), ("a", "05/01/22", "1")).dates.order is None
    assert guessed(("city", "date", "killed"), ("a", "25/01/22", "1"), ("b", "01/25/22", "1")).dates.order is None


def test_sheets_of_a_workbook() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, header in (
        ("Сводка", ("Город", "Погибло")),
        ("Сводка 2", ("Город", "Ранено")),
        ("notes", ("remember", "this")),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ("a", 5))
    book.close()
    found = guess(read_table(lambda: io.BytesIO(stream.getvalue()), item="x"))
    assert [(one.id, one.name) for one in found.sheet] == [("figure", "Сводка"), ("2", "Сводка 2")]


def test_the_synonyms_fit_the_fields() -> None:
    known = {"common", "statement", "measures", *KINDS}
    assert set(_synonyms()) == known
    everywhere = [fields_of(kind) for kind in KINDS]
    for table_, rows in _synonyms().items():
        for field, headers in rows.items():
            assert headers
            assert len({plain(one) for one in headers}) == len(headers), (table_, field)
            if table_ == "measures":
                assert field in measures()
            elif table_ in KINDS:
                assert field in fields_of(table_)
            else:
                assert any(field in fields for fields in everywhere)
    assert not set(measures_of()) & {plain(name) for name in fields_of("figure")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_of_fields_mean_themselves(kind: str) -> None:
    for name in fields_of(kind):
        assert names_of(kind)[plain(name)][0] == name
