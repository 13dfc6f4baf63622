"""Roles in any order, with or without comma; the father and the sex. All names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names import Role, parse

S, G, P, N, U = Role.SURNAME, Role.GIVEN, Role.PATRONYMIC, Role.INITIAL, Role.UNKNOWN


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("ҚАЙЫПБАЙ Бақыт Кабенұлы", [S, G, P]),
        ("Бақыт Кабенұлы ҚАЙЫПБАЙ", [G, P, S]),
        ("Бақыт Кабенұлы Қайыпбай", [G, P, S]),
        ("Қайыпбай Бақыт Кабенұлы", [S, G, P]),
        ("Qaiypbai, Baqyt", [S, G]),
        ("QAIYPBAI BAQYT", [U, U]),
        ("Qaiypbai Baqyt", [U, U]),
        ("Bakyt Kaiypbaev", [G, S]),
        ("Kaiypbaev Bakyt", [S, G]),
        ("Кайыпбаев Б.К.", [S, N, N]),
        ("Б. К. Қайыпбай", [N, N, S]),
        ("Yu. Kaiypbai", [N, S]),
        ("KAIYPBAI ZagipaYahyanovna", [S, G, P]),
        ("Қайыпбай Айгүл Ержан қызы", [S, G, P]),
        ("Ержан қызы Айгүл", [P, U]),
        ("Yusuf bin Salman", [U, Role.PARTICLE, P]),
        ("Dr. Ann Botma", [Role.PARTICLE, U, U]),
        ("Mohamed El-Sayed", [U, Role.PARTICLE, U]),
        ("محمد السيد", [U, U]),
        ("Le Van Duc", [U, Role.PARTICLE, U]),
        ("Ann van Botma", [U, Role.PARTICLE, U]),
        ("Кабенұлы", [U]),
        ("Бақыт", [U]),
        ("Б", [U]),
        ("", []),
    ],
)
def test_roles(text: str, roles: list[Role]) -> None:
    assert [token.role for token in parse(text).tokens] == roles


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Қайыпбай Бақыт Кабенұлы", "male"),
        ("Kaiypbaeva Aigul", "female"),
        ("Kaiypbaev Bakyt", "male"),
        ("Kaiypbaeva Bakyt Kabenovich", None),
        ("Bakyt Qaiypbai", None),
    ],
)
def test_sex(text: str, sex: str | None) -> None:
    assert parse(text).sex == sex


def test_every_spelling_gives_one_father() -> None:
    spellings = [
        "Қайыпбай Бақыт Кабенұлы",
        "Кайыпбаев Бахыт Кабенович",
        "Kaiypbaev Bakyt Kabenuly",
        "Айгүл Кабен қызы Қайыпбай",
    ]
    assert {parse(text).father for text in spellings} == {frozenset({"kaben"})}


def test_several_persons_are_counted() -> None:
    assert parse("Кайыпбаев Бақыт; Ерланов Серік").persons == 2


@pytest.mark.parametrize(
    "text", ["a" * 500, "А " * 500, "\u200f\u200f", "🙂", "٣٤", "ö̈̈̈̈", "'-.,;", "И", "ИВАН", "\x00\x1b[31m", "İI ıi"]
)
def test_hostile_text_is_answered(text: str) -> None:
    assert parse(text).persons >= 1


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    found = parse(text)
    assert all(token.skeletons and token.keys for token in found.tokens)
    assert set(found.words) <= set(found.tokens)
