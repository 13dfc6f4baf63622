"""Styles by example: order and capitals, initials, days, words, and the words of a row without a name."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from aigaq.people.town import shipped_rates
from aigaq.people.town.persons import Person
from aigaq.people.town.telling import Told
from aigaq.people.town.writing import Style
from tests.people.town.made import one_list, people

PERSON: Person = replace(people()[0], sex="male")
WOMAN: Person = replace(PERSON, sex="female")
TOLD = Told(
    surname="Оразов",
    given="Ерлан",
    patronymic="Серикович",
    letters="own",
    sex="male",
    birth=(1989, 7, 2),
    age=29,
    death=date(2019, 3, 15),
    place=0,
    status="dead",
    cause="gunshot",
)
NAMELESS = replace(TOLD, surname=None, given=None, patronymic=None)


def cell(what: str, how: str = "", told: Told = TOLD, *, language: str = "ru", person: Person = PERSON) -> str:
    columns = (("name", "name", "given"), ("x", what, how) if how else ("x", what))
    style = Style(msgspec.structs.replace(one_list(), language=language, columns=columns))
    return style.row(told, 17, person)[1]


@pytest.mark.parametrize(
    ("how", "told", "text"),
    [
        ("SURNAME given patronymic", TOLD, "ОРАЗОВ Ерлан Серикович"),
        ("given patronymic surname", TOLD, "Ерлан Серикович Оразов"),
        ("surname given patronymic", replace(TOLD, initials=True), "Оразов Е.С."),
        ("given patronymic surname", replace(TOLD, initials=True), "Е. С. Оразов"),
        ("given SURNAME", replace(TOLD, patronymic=None), "Ерлан ОРАЗОВ"),
        ("given SURNAME", NAMELESS, "не установлен"),
    ],
)
def test_names(how: str, told: Told, text: str) -> None:
    assert cell("name", how, told) == text


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("dd.mm.yyyy", "02.07.1989"),
        ("mm/dd/yyyy", "07/02/1989"),
        ("yyyy-mm-dd", "1989-07-02"),
        ("dd.mm", "02.07"),
        ("yyyy", "1989"),
    ],
)
def test_days(how: str, text: str) -> None:
    assert cell("birth", how) == text
    assert cell("birth", how, replace(TOLD, birth=(1989,))) == "1989"
    assert cell("birth", how, replace(TOLD, birth=None)) == ""


def test_parts_and_words() -> None:
    assert [cell(what) for what in ("surname", "given", "patronymic")] == ["Оразов", "Ерлан", "Серикович"]
    assert cell("given", told=replace(TOLD, initials=True)) == "Е."
    assert [cell(what, told=NAMELESS) for what in ("surname", "given", "patronymic")] == ["", "", ""]
    assert (cell("status"), cell("status", person=WOMAN)) == ("погиб", "погибла")
    assert (cell("status", language="kk"), cell("cause", language="en")) == ("қаза тапты", "gunshot wound")
    assert (cell("sex", language="kk"), cell("age"), cell("number")) == ("Е", "29", "17")
    assert (cell("place"), cell("place", language="en")) == ("Ойданкент", "Oydankent")
    assert cell("death", "dd.mm") == "15.03"
    assert cell("person") == PERSON.id


@pytest.mark.parametrize("what", ["sex", "age", "place", "status", "cause"])
def test_what_is_not_known_is_empty(what: str) -> None:
    assert cell(what, told=replace(TOLD, sex=None, age=None, place=None, status=None, cause=None)) == ""


def test_every_row_says_that_it_is_invented() -> None:
    assert [cell("note", language=language) for language in ("en", "ru", "kk")] == [
        "invented",
        "вымышлено",
        "ойдан шығарылған",
    ]
    for about in shipped_rates().list:
        assert "note" in [column[1] for column in about.columns]
        assert "person" in [column[1] for column in about.columns]
