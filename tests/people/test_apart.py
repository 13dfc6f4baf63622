"""Whole names in parts: what the form tells, and the order of the list where it tells nothing. All names are invented."""

from __future__ import annotations

import pytest

from aigaq.people.apart import name_parts, parts_of
from aigaq.people.linking.fields import Kind
from aigaq.people.names import parse

PATRONYMIC, GIVEN, SURNAME = Kind.PATRONYMIC, Kind.GIVEN, Kind.SURNAME


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ПРОБИН Марат Асанович", {SURNAME: "пробин", GIVEN: "марат", PATRONYMIC: "асанович"}),
        ("Марат Асанович Пробин", {SURNAME: "пробин", GIVEN: "марат", PATRONYMIC: "асанович"}),
        ("Probin, Marat", {SURNAME: "probin", GIVEN: "marat"}),
        ("Пробин М. А.", {SURNAME: "пробин", GIVEN: "м", PATRONYMIC: "а"}),
        ("Пробин М.", {SURNAME: "пробин", GIVEN: "м"}),
        ("", {}),
        ("—", {}),
    ],
)
def test_parts(text: str, parts: dict[Kind, str]) -> None:
    assert parts_of(parse(text)) == parts


def test_words_that_nothing_tells_apart_follow_the_order_of_the_list() -> None:
    first = name_parts(["ПРОБИН Марат", "ТЕСТОВ Асан", "Қали Ерлан"])
    last = name_parts(["Марат ПРОБИН", "Асан ТЕСТОВ", "Ерлан Қали"])
    assert first["surname", SURNAME][2] == last["surname", SURNAME][2] == "қали"
    assert first["given", GIVEN] == last["given", GIVEN]


def test_a_part_that_no_name_has_is_left_out() -> None:
    assert set(name_parts(["Марат ПРОБИН", None])) == {("surname", SURNAME), ("given", GIVEN)}
    assert name_parts([None, ""]) == {}
