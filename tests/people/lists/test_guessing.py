"""A first mapping of a list by its headers; a number that stands twice is no key."""

from __future__ import annotations

import io

import pytest

from aigaq.intake.tables import read_table
from aigaq.people.lists.guessing import guess_list
from aigaq.reading.tables import SheetMapping


def guessed(text: str, taken: tuple[str, ...] = ()) -> list[SheetMapping]:
    table = read_table(
        lambda: io.BytesIO(text.encode()), item="x", media="text/csv", name="people.csv", separator="comma"
    )
    return guess_list(table, taken=taken)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (
            "№,ФИО,Пол,Дата рождения,Дата смерти,Причина смерти,Статус",
            ["key", "name", "sex", "birth", "death", "cause", "status"],
        ),
        ("ID,Last name,First name,DOB,Age,City", ["key", "surname", "given", "birth", "age", "place"]),
        ("Аты-жөні,Жынысы,Туған жылы,Өлім себебі", ["name", "sex", "birth", "cause"]),
        ("Аты-жөні / имя,возраст,person", ["name", "age"]),
        ("тегі,аты,жынысы,person", ["surname", "given", "sex"]),
        ("Person,age", ["name", "age"]),
    ],
)
def test_headers(header: str, wanted: list[str]) -> None:
    (sheet,) = guessed(f"{header}\n{','.join(map(str, range(7)))}\n")
    assert list(sheet.columns.values()) == wanted
    assert (sheet.id, sheet.kind, sheet.single) == ("people", "list", False)


def test_a_number_that_stands_twice_is_no_key() -> None:
    (sheet,) = guessed("ID,Full name\n1,Brander\n1,Celbost\n")
    assert "key" not in sheet.columns.values()
    (sheet,) = guessed("ID,Full name\n1,Brander\n,Celbost\n")
    assert "key" not in sheet.columns.values()


def test_numbers_beside_names_are_no_names() -> None:
    (sheet,) = guessed("Аты-жөні / имя,person\nБрандеров Абрин,P1\nЦелбостов Абрин,P2\n")
    assert sheet.columns == {"Аты-жөні / имя": "name"}
    (sheet,) = guessed("surname,given,person\nBrander,Abrin,P1\n")
    assert "person" not in sheet.columns
    (sheet,) = guessed("surname,given,person\nBrander,Abrin,Abrin Brander\n")
    assert sheet.columns["person"] == "name"


def test_no_names_no_list() -> None:
    assert guessed("ID,City\n1,Northgate\n") == []


def test_a_name_that_is_taken_is_counted_on() -> None:
    (sheet,) = guessed("Full name\nBrander\n", ("people", "people-2"))
    assert sheet.id == "people-3"
