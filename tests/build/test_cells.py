"""The words of tables: every sheet once, under the name its statements have; nothing of what is gone or sealed."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
import xlsxwriter

from aigaq.build import build
from aigaq.case import Case, Handling, Role
from aigaq.statements import Store
from aigaq.statements.search import FoundCell
from tests.build.conftest import add
from tests.build.test_tables import FIGURES, HEADER, add_table, done

pytestmark = pytest.mark.usefixtures("reader")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found(case: Case, words: str) -> list[FoundCell]:
    with Store.open(case) as store:
        return store.search_cells(words)


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def test_a_cell_leads_to_its_statements_and_its_column(case: Case) -> None:
    item = add_table(case, HEADER + "F1,killed,5,,,,withdrawn,Ada Example,\nF2,killed,6,,,,,Ben Example,\n")
    build(case)
    (cell,) = found(case, "ada")
    assert (cell.item, cell.sheet, cell.row, cell.number, cell.column) == (item, "f", 2, 8, "who")
    assert cell.text[cell.start : cell.end] == "Ada"
    with Store.open(case) as store:
        kinds = {row.id: row.statement.__struct_config__.tag for row in store.statements()}
        here = store.statements_of_row(item, "f", 2)
        assert [kinds[one] for one in here] == ["figure", "withdrawal"]
        assert len(store.statements_of_row(item, "f", 3)) == 1
    assert found(case, "who") == [], "the names of columns are no row"
    assert done(build(case)) == {}


def test_a_sheet_of_persons_is_in_no_index(case: Case) -> None:
    mapping = (
        'aigaq = "mapping 1"\n[[sheet]]\nid = "p"\nkind = "list"\nname = "Persons"\n[sheet.columns]\n"Name" = "name"\n'
    )
    data = workbook(("Town", [["Title", "Street"], ["Ada", "Elm"]]), ("Persons", [["Name", "Born"], ["Zed", "1990"]]))
    item = add(case, data, media=XLSX, role=Role.TABLE)
    with case.writing() as batch:
        batch.set("mapping", mapping.encode(), item=item)
    build(case)
    assert found(case, "zed") == [] and [cell.sheet for cell in found(case, "elm")] == ["Town"]


def test_a_table_without_a_mapping_is_found_too_and_each_of_its_sheets(case: Case) -> None:
    data = workbook(
        ("Town", [["Name", "Street"], ["Ada", "Elm"]]),
        ("Village", [["Title only", ""], ["Имя", "Улица"], ["Ёлкина", "Лесная"]]),
    )
    add(case, data, media=XLSX, role=Role.TABLE)
    build(case)
    assert [(cell.sheet, cell.row, cell.column) for cell in found(case, "elm")] == [("Town", 2, "Street")]
    assert [(cell.sheet, cell.row, cell.column) for cell in found(case, "лесн")] == [("Village", 3, "Улица")]


def test_all_words_must_stand_in_one_row(case: Case) -> None:
    add_table(case, HEADER + "F1,killed,5,,,,,Ada Example,radio\nF2,killed,6,,,,,Ada Example,paper\n")
    build(case)
    assert [cell.row for cell in found(case, "ada")] == [2, 3]
    assert [cell.row for cell in found(case, "ada paper")] == [3]
    assert found(case, '"example paper"') == [], "a phrase does not run from cell to cell"


def test_another_mapping_names_the_sheet_anew(case: Case) -> None:
    item = add_table(case, HEADER + "F1,killed,5,,,,,Ada Example,\n")
    build(case)
    with case.writing() as batch:
        batch.set("mapping", FIGURES.replace('name = "f"', 'name = "g"').encode(), item=item)
    build(case)
    assert [cell.sheet for cell in found(case, "ada")] == ["g"]
    with Store.open(case) as store:
        assert len(store.statements_of_row(item, "g", 2)) == 1


@pytest.mark.parametrize("change", [{"handling": Handling.SEALED}, {"shredded": True}, {"set_aside": True}])
def test_what_is_sealed_or_gone_leaves_no_word(
    case: Case, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    add_table(case, HEADER + "F1,killed,5,,,,,Unforgettable,\n")
    build(case)
    assert found(case, "unforgettable")
    items = tuple(dataclasses.replace(item, **change) for item in case.items())
    monkeypatch.setattr(case, "items", lambda: items)
    build(case)
    assert found(case, "unforgettable") == []
    assert b"nforgettable" not in (case.derived / "aigaq.sqlite").read_bytes()


def test_what_cannot_be_read_has_no_words_and_breaks_nothing(case: Case) -> None:
    add(case, b"PK\x03\x04 no workbook", media=XLSX, role=Role.TABLE)
    add_table(case, HEADER + "F1,killed,5,,,,,Ada Example,\n")
    build(case)
    assert len(found(case, "ada")) == 1
