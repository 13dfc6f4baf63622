"""XLSX in: dates in both systems, formulas, merged and hidden cells, hostile files; the two ways to scan agree."""

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason
from aigaq.intake import worksheets
from aigaq.intake.grids import Box, Grid
from aigaq.intake.tables import Table, read_table
from aigaq.intake.workbooks import CELLS

Fill = Callable[[Any, Any], None]


def workbook(fill: Fill, **options: Any) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Лист 1"))
    book.close()
    return stream.getvalue()


def table(data: bytes) -> Table:
    return read_table(lambda: io.BytesIO(data), item="ab" * 32, name="t.xlsx")


def grid(fill: Fill, **options: Any) -> Grid:
    return table(workbook(fill, **options)).grids[0]


def cells(one: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in one.rows()]


@pytest.mark.parametrize("year", [1900, 1904])
def test_dates_in_both_systems(year: int) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day, minute = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "dd.mm.yy hh:mm"})
        sheet.write_datetime(0, 0, datetime.datetime(2022, 1, 5), day)  # noqa: DTZ001
        sheet.write_datetime(1, 0, datetime.datetime(2022, 1, 5, 16, 37), minute)  # noqa: DTZ001
        sheet.write_number(2, 0, 44566 if year == 1900 else 43104)
        sheet.write_datetime(3, 0, datetime.time(16, 37), book.add_format({"num_format": "hh:mm"}))

    found = grid(fill, date_1904=year == 1904)
    assert found.serials == year
    assert cells(found) == [("2022-01-05",), ("2022-01-05T16:37",), ("44566" if year == 1900 else "43104",), ("16:37",)]


def test_values_as_text() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, (225, 1.5, True, " 5 ", 1e21))
        sheet.write_string(1, 0, "=1+1")

    assert cells(grid(fill)) == [("225", "1.5", "TRUE", " 5 ", "1e+21"), ("=1+1", "", "", "", "")]


def test_formulas_and_errors() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "n")
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(2, 0, "=A1/0", None, "#DIV/0!")
        sheet.write_formula(3, 0, "=A9", None, "")
        sheet.write_string(4, 0, "end")

    found = grid(fill)
    assert cells(found) == [("n",), ("2",), ("",), ("",), ("end",)]
    assert [(notice.row, notice.cell) for notice in found.notices] == [(3, "A3"), (4, "A4")]
    assert "#DIV/0!" in found.notices[0].what
    assert "not saved" in found.notices[1].what
    assert any("formulas are read" in words for words in found.assumed)


def test_merged_and_hidden() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "A title")
        sheet.write_row(1, 0, ("city", "dead", "hurt"))
        sheet.merge_range(2, 0, 3, 0, "Almaty")
        sheet.write_row(2, 1, (5, 6))
        sheet.write_row(3, 1, (7, 8))
        sheet.set_row(3, None, None, {"hidden": True})
        book.add_worksheet("empty")
        other = book.add_worksheet("more")
        other.write_row(0, 0, ("a", "b"))
        other.hide()

    found = table(workbook(fill))
    assert [one.name for one in found.grids] == ["Лист 1", "more"]
    first, more = found.sheets()
    assert set(first.grid.merged) == {Box(1, 1, 1, 3), Box(3, 1, 4, 1)}
    assert first.header == 2
    assert [row.cells for row in first.rows()] == [("Almaty", "5", "6"), ("Almaty", "7", "8")]
    said = " | ".join(first.assumed)
    assert "hidden rows are read all the same: 4" in said
    assert "merged cells" in said
    assert "the header in row 2" in said
    assert more.assumed == ("the sheet is hidden, and read all the same",)


def test_rows_and_columns_keep_their_place() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("C5", "x")
        sheet.write("E6", "y")

    found = [row for row in grid(fill).rows() if not row.blank]
    assert [(row.number, row.cells) for row in found] == [(5, ("", "", "x", "", "")), (6, ("", "", "", "", "y"))]


def test_two_cells_far_apart_are_refused_before_memory_is_taken() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "a")
        sheet.write(1048575, 16383, "z")

    with pytest.raises(NotReadable, match="1,048,576 rows and 16,384 columns") as refused:
        grid(fill)
    assert refused.value.reason is Reason.TOO_LARGE
    assert CELLS < 1048576 * 16384


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            inside = old.read(entry.filename)
            new.writestr(entry.filename, change(inside) if entry.filename == name else inside)
    return stream.getvalue()


def plain(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ("id", "city"))
    sheet.write_row(1, 0, (1, "Almaty"))


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize("cut", [0, 7, 200])
def test_damaged_parts_are_said(name: str, cut: int) -> None:
    data = changed(workbook(plain), name, lambda inside: inside[:cut])
    try:
        for one in table(data).grids:
            list(one.rows())
    except NotReadable as refused:
        assert refused.what


def test_entities_are_refused() -> None:
    def attack(inside: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        return inside.replace(b"<worksheet", doctype + b"<worksheet", 1)

    with pytest.raises(NotReadable, match="entities"):
        table(changed(workbook(plain), "xl/worksheets/sheet1.xml", attack))


def test_other_zips_and_truncated_files() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as other:
        other.writestr("word/document.xml", "<x/>")
    for data in (stream.getvalue(), workbook(plain)[:-40], b"PK\x03\x04" + b"\0" * 50):
        with pytest.raises(NotReadable):
            table(data)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_flipped_bytes_never_end_in_a_traceback(flips: list[tuple[int, bytes]]) -> None:
    data = bytearray(SMALL)
    for at, new in flips:
        data[at % len(data) : at % len(data) + len(new)] = new
    try:
        for one in table(bytes(data)).grids:
            list(one.rows())
    except NotReadable as refused:
        assert refused.what


SMALL = workbook(plain)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["x", 5, 2.5, True])), min_size=1, max_size=12
    )
)
def test_both_scans_agree(places: list[tuple[int, int, Any]]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row, column, value in places:
            sheet.write(row, column, value)

    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as packed:
        data = packed.read("xl/worksheets/sheet1.xml")
    skimmed, read = worksheets._skim(io.BytesIO(data)), worksheets._read(io.BytesIO(data))
    assert skimmed == read
    assert (read.bottom, read.right) == (max(p[0] for p in places) + 1, max(p[1] for p in places) + 1)


def test_what_patterns_do_not_understand_is_read_by_expat() -> None:
    odd = b"<worksheet><sheetData><row r='1'><c s=\"1\" r='B2'><v>1</v></c></row></sheetData></worksheet>"
    assert worksheets._skim(io.BytesIO(odd)) is None
    found = worksheets.scan(lambda: io.BytesIO(odd))
    assert (found.bottom, found.right) == (2, 2)
