"""Rows of lists: kept whole, every bad cell named by its address and never quoted, keys, statuses with their source."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.intake.tables import read_table
from aigaq.people.lists.reading import ListSheet, Told, read_sheet
from aigaq.reading.tables import fit, read_mapping
from aigaq.statements.persons import Fate
from tests.people.lists.making import ALL, mapping

TOLD = Told(keeper="An Invented Keeper", published="2022-01-10")


def sheet(text: str, *, more: str = "", columns: dict[str, str] | None = None, told: Told = TOLD) -> ListSheet:
    header = [one for one in text.partition("\n")[0].split(",") if one in ALL]
    made = read_mapping(mapping("made", columns or {one: ALL[one] for one in header}, more=more).encode())
    table = read_table(lambda: io.BytesIO(text.encode()), item="ab" * 32, media="text/csv", separator="comma")
    return read_sheet(fit(table, made.sheet[0]), told)


def problems(found: ListSheet) -> list[tuple[str, str]]:
    return [one for row in found.rows.values() for one in row.problems]


def test_a_row_is_kept_whole_and_read() -> None:
    found = sheet(
        "id,surname,given,sex,age,born,died,place,cause,hair\n7, Brander ,Abrin,M,31,1990-02-03,2022-01-05,Mill Hill,a fall,red\n"
    )
    (row,) = found.rows.values()
    assert row.cells[1] == ("surname", " Brander ") and row.cells[-1] == ("hair", "red")
    assert row.fields == {
        "surname": "Brander", "given": "Abrin", "sex": "male", "age": 31, "birth": "1990-02-03", "death": "2022-01-05",
        "place": "Mill Hill", "cause": "a fall", "keeper": "An Invented Keeper",
    }  # fmt: skip
    assert (row.key, row.row, row.named, row.problems) == ("7", 2, True, ())


@pytest.mark.parametrize(
    ("header", "cell", "address", "what", "field", "value"),
    [
        ("age", "Less than a day", "B2", "an age with words, compared as 0", "age", 0),
        ("age", "about 30", "B2", "an age with words, compared as 30", "age", 30),
        ("age", "-4", "B2", "no age in years", "age", None),
        ("age", "999", "B2", "no age in years", "age", None),
        ("age", "a child", "B2", "no age in years", "age", None),
        ("age", "34.0", None, "", "age", 34),
        ("age", "unknown", None, "", "age", None),
        ("born", "31.02.1990", "B2", "no such day", "birth", None),
        ("born", "yesterday", "B2", "no date", "birth", None),
        (
            "born",
            "03/04/1990",
            "B2",
            'two dates fit, day or month first; say order = "dmy" or "mdy" under [sheet.dates]',
            "birth",
            None,
        ),
        ("sex", "Марс", "B2", "no word for a sex", "sex", None),
        ("status", "gone fishing", "B2", "no word for status", "note", None),
    ],
)
def test_a_bad_cell_is_named_and_keeps_its_row(
    header: str, cell: str, address: str | None, what: str, field: str, value: Any
) -> None:
    found = sheet(f"surname,{header}\nBrander,{cell}\n")
    (row,) = found.rows.values()
    assert row.problems == (() if address is None else ((address, what),))
    assert row.fields.get(field) == value
    assert (header, cell) in row.cells


def test_names_that_are_none_or_turn_the_line() -> None:
    long = "Q" * 500
    found = sheet(
        f"id,name\n1,{long}\n2,\u202eBrander Abrin\u202c\n3,Unidentified man\n4,\n5,???\n6,Неизвестный\n7,Unknownsson Abrin\n"
    )
    assert problems(found) == [
        ("B2", "a name of 500 characters: kept, and not compared"),
        ("B3", "marks that turn the direction of the text: kept, and left out where names are compared"),
    ]
    assert [row.named for row in found.rows.values()] == [False, True, False, False, False, False, True]
    assert found.unnamed == 5
    assert dict(found.rows["1"].cells)["name"] == long and "\u202e" in dict(found.rows["2"].cells)["name"]


def test_rows_without_a_key_are_named_by_what_they_hold() -> None:
    text = "surname,born\nBrander,1990\nCelbost,1991\nBrander,1990\n"
    one, other = sheet(text), sheet("surname,born\n\nCelbost,1991\nBrander,1990\nBrander,1990\n")
    assert set(one.rows) == set(other.rows)
    keys = sorted(one.rows)
    assert len(keys) == 3 and all(key.startswith("row-") for key in keys)
    assert sum(key.endswith("-2") for key in keys) == 1


def test_a_row_that_lacks_its_key_says_so() -> None:
    found = sheet("id,surname\n,Brander\n2,Celbost\n")
    assert [key.startswith("row-") for key in found.rows] == [True, False]
    assert problems(found) == [("A2", "no key: the row is named by what it holds")]


def test_two_rows_with_one_key_are_refused_once_and_clearly() -> None:
    with pytest.raises(FormatError, match="two rows have one key: A2 and A4 of table"):
        sheet("id,surname\n1,Brander\n2,Celbost\n1,Drocrin\n")


def test_no_column_of_names_is_refused_and_no_header_is_quoted() -> None:
    text = "Brander,Abrin\nCelbost,Beltor\n"  # a list without a header: its first row stands for it
    with pytest.raises(FormatError) as caught:
        sheet(text, columns={"id": "key", "name": "name"})
    assert "Brander" not in caught.value.what and "another sheet" in caught.value.what


def test_too_many_cells_are_kept_with_their_letters() -> None:
    (row,) = sheet("surname,born\nBrander,1990,more,and more\n").rows.values()
    assert row.cells[-2:] == (("column C", "more"), ("column D", "and more"))
    assert row.problems == (("C2", "4 cells under 2 columns: a separator too many?"),)


def test_what_a_row_says_of_its_person_is_dated_and_sourced() -> None:
    found = sheet(
        "id,surname,status,when,died,issue\n1,Brander,пропал без вести,2022-01-08,,\n2,Celbost,,,2022-01-05,second\n3,Drocrin,alive,,2022-01-05,2022-01-12\n4,Fendell,,,,\n"
    )
    told = [
        [(one.status, one.column, one.said, one.basis, one.keeper) for one in row.fates] for row in found.rows.values()
    ]
    keeper = "An Invented Keeper"
    assert told == [
        [(Fate.MISSING, "status", "2022-01-08", "row", keeper)],
        [(Fate.DEAD, "died", "2022-01-10", "published", keeper)],
        [(Fate.ALIVE, "status", "2022-01-12", "edition", keeper), (Fate.DEAD, "died", "2022-01-12", "edition", keeper)],
        [],
    ]
    assert all(one.row == row.row for row in found.rows.values() for one in row.fates)


def test_a_list_of_one_status_says_so_in_its_mapping() -> None:
    (row,) = sheet(
        "surname\nBrander\n", more='[sheet.constant]\nstatus = "dead"\nkeeper = "The Registry"\n'
    ).rows.values()
    (fate,) = row.fates
    assert (fate.status, fate.column, fate.keeper) == (Fate.DEAD, "", "The Registry")


WORDS = ["", "5", "about 30", "31.02.22", "2022-01-05", "05/01/22", "dead", "жив", "Brander Abrin", "m", "\u202eZ", "x" * 600, "n/a", "=1+1", "½", "٥", "-1", "1e9", "unknown"]  # fmt: skip
CELLS = st.sampled_from(WORDS) | st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=',"\n\r'), max_size=12
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=6))
def test_whatever_stands_in_cells_no_row_is_lost_and_no_cell_is_quoted(rows: list[list[str]]) -> None:
    names = ("name", "sex", "age", "born", "died", "status")
    text = "\n".join([",".join(names), *(",".join(row) for row in rows)]) + "\n"
    found = sheet(text)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(found.rows) + len(found.lost) == len(filled)
    for row, cells in zip(found.rows.values(), filled, strict=False):
        assert sorted(text.strip() for _, text in row.cells) == sorted(cell.strip() for cell in cells if cell.strip())
    words = " ".join(what for _, what in problems(found))
    assert not any(cell in words for row in filled for cell in row if len(cell) > 12)
