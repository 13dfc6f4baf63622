"""Clauses in a language with free word order: what a verb before or after a number takes, and what it does not."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Claim, Figure, Position, Withdrawal
from aigaq.statements.vocabulary import Change, Standing
from tests.reading.helpers import read_text, source, words


def seen(text: str) -> list[tuple[str, str]]:
    found = read_text(text, language="ru").statements
    return [(words(one.num), one.measure) for one in found if isinstance(one, Figure)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Погибли 12 человек.", [("12", "killed")]),
        ("12 человек погибли.", [("12", "killed")]),
        ("В больнице 12 человек скончались.", [("12", "killed")]),
        ("12 человек, которые стояли у моста, задержаны.", [("12", "detained")]),
        ("12 человек, которые погибли на мосту, опознаны.", [("12", "killed")]),
        ("12 человек, пострадавших на мосту, опознаны.", [("12", "injured")]),
        ("Двенадцать туристов сорвались со скалы и погибли.", [("Двенадцать", "killed")]),
        ("Полиция задержала 12 рабочих.", [("12", "detained")]),
        ("12 рабочих задержала полиция.", [("12", "detained")]),
        ("Погиб водитель, 12 пассажиров ранены.", [("12", "injured")]),
        ("На площадь приехали 12 туристов, задержаны трое.", [("трое", "detained")]),
    ],
)
def test_number_and_verb_of_one_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12 полицейских задержали мужчину.",
        "12 спасателей искали погибших.",
        "Мужчина погиб, на место прибыли 12 спасателей.",
        "Водитель погиб на глазах у 12 прохожих.",
        "Погибла женщина 52 лет.",
        "Он погиб в 12 километрах от города.",
        "Если рухнет мост, погибнут 12 человек.",
    ],
)
def test_a_verb_of_another(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("По словам мэра, погибли 12 человек.", "мэра"),
        ("Погибли 12 человек, сообщили в мэрии.", "мэрии"),
        ("Погибли 12 человек. Об этом сообщила мэрия.", "мэрия"),
        ("Погибли 12 человек, передаёт ТАСС со ссылкой на мэрию.", "мэрию"),
        ("«Погибли 12 человек», — сказал мэр Иван Орский.", "мэр Иван Орский"),
        ("По словам мэра, город горит. Погибли 12 человек.", "мэра"),
        ("Город горит, сообщил мэр. Погибли 12 человек.", "мэр"),
    ],
)
def test_who_says_it(text: str, who: str | None) -> None:
    (figure,) = [one for one in read_text(text, language="ru").statements if isinstance(one, Figure)]
    assert source(figure) == who


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Мэрия сообщила о 12 погибших. Позже мэрия удалила это сообщение.", Standing.WITHDRAWN),
        ("Мэрия сообщила о 12 погибших. Это была техническая ошибка.", Standing.WITHDRAWN),
        ("Мэрия сообщила о 12 погибших. Эта информация не подтвердилась.", Standing.WITHDRAWN),
        ("В сети писали о 12 погибших. Мэрия заявила, что эта информация недостоверна.", Standing.DENIED),
    ],
)
def test_numbers_taken_back(text: str, becomes: Standing) -> None:
    found = read_text(text, language="ru").statements
    assert {one.becomes for one in found if isinstance(one, Withdrawal)} <= {becomes}
    assert [one for one in found if isinstance(one, Withdrawal | Claim)]


def test_posts_gained_and_lost() -> None:
    found = read_text("Министр Асан Оралов ушёл в отставку. Марат Бек назначен министром обороны.", language="ru")
    posts = [(one.person, one.change) for one in found.statements if isinstance(one, Position)]
    assert posts == [("Министр Асан Оралов", Change.LOST), ("Марат Бек", Change.GAINED)]


def test_parts_that_add_up_to_a_figure_before() -> None:
    text = "Погибли 21 человек. В Орске погибли 12 человек, семеро — в Берате, двое — в Хесте."
    figures = [one for one in read_text(text, language="ru").statements if isinstance(one, Figure)]
    assert [figure.part_of.low if figure.part_of else None for figure in figures] == [None, 21, 21, 21]
