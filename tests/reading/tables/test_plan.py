"""A mapping fitted to a sheet: missing columns, other sheets, other headers."""

import io

import pytest

from aigaq.errors import NotReadable
from aigaq.intake.tables import Table, read_table
from aigaq.reading.tables import fit
from aigaq.statements.rows import SheetRow
from tests.reading.tables.helpers import made, mapping, problems, statements, table

FIGURE = {"id": "key", "what": "measure", "number": "value", "city": "place"}


def test_a_missing_column_is_said_with_the_nearest() -> None:
    plan = fit(table(("id", "what", "number", "cities"), ("1", "killed", "5", "x")), mapping("figure", FIGURE))
    assert (plan.missing, plan.fitting) == (("city",), True)
    assert list(plan.complaints()) == ["no column is called city: the nearest is cities"]
    rows = made(plan)
    assert len(statements(rows)) == 1
    assert problems(rows) == [(0, "", "no column is called city: the nearest is cities", False)]
    assert statements(rows)[0].note == "cities: x"


def test_a_mapping_for_another_sheet() -> None:
    plan = fit(table(("title", "url"), ("a", "b")), mapping("figure", FIGURE))
    assert not plan.fitting
    rows = made(plan)
    assert "the mapping is for another sheet" in [words for _, _, words, _ in problems(rows)]
    assert statements(rows) == []
    assert isinstance(rows[-1], SheetRow)
    assert (rows[-1].rows, rows[-1].made) == (1, 0)


def test_case_and_spacing_of_headers_play_no_part() -> None:
    plan = fit(
        table(("ID", " What ", "NUMBER", "City\nname"), ("1", "killed", "5", "x")),
        mapping("figure", {**FIGURE, "city name": "place"}),
    )
    assert plan.missing == ("city",)
    assert [column.name for column in plan.columns["place"]] == ["City name"]


def test_several_columns_of_one_field_are_joined() -> None:
    plan = fit(table(("a", "b"), ("x", "y")), mapping("claim", {"a": "what", "b": "what"}))
    assert statements(made(plan))[0].what == "x; y"


def test_a_header_that_moved() -> None:
    sheet = table(("id", "what", "number", "city"), ("1", "killed", "5", "x"))
    assert fit(sheet, mapping("figure", FIGURE, header=4)).sheet.header == 1
    titled = table(("A title", "", "", ""), ("id", "what", "number", "city"), ("1", "killed", "5", "x"))
    assert fit(titled, mapping("figure", FIGURE)).sheet.header == 2
    assert fit(titled, mapping("figure", FIGURE, header=2)).sheet.first == 3


def workbook(*names: str) -> Table:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name in names:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("id", "what", "number", "city"))
        sheet.write_row(1, 0, (name, "killed", 5, "x"))
    book.close()
    return read_table(lambda: io.BytesIO(stream.getvalue()), item="x")


def test_sheets_of_a_workbook_are_found_by_name() -> None:
    found = fit(workbook("one", "two"), mapping("figure", FIGURE, name="two"))
    assert statements(made(found))[0].key == "two"
    assert statements(made(found))[0].num.sheet == "two"
    assert fit(workbook("one"), mapping("figure", FIGURE)).name == "one"
    with pytest.raises(NotReadable, match="no sheet of this name: tow") as refused:
        fit(workbook("one", "two"), mapping("figure", FIGURE, name="tow"))
    assert refused.value.hint == "the nearest is two"
    with pytest.raises(NotReadable, match="not named"):
        fit(workbook("one", "two"), mapping("figure", FIGURE))


def test_the_sheet_of_a_csv_is_called_as_the_mapping_says() -> None:
    plan = fit(
        table(("id", "what", "number", "city"), ("1", "killed", "5", "x")),
        mapping("figure", FIGURE, name="tally of 2022"),
    )
    assert statements(made(plan))[0].num.sheet == "tally of 2022"
