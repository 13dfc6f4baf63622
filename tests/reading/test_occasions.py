"""On which day a number is said to have been given: beside it, in a bracket, or by the same speaker just before."""

from __future__ import annotations

import pytest

from tests.reading.fresh import figures_of


def days(text: str) -> list[str | None]:
    return [(figure.as_of or "")[:10] or None for figure, _ in figures_of(text, "2023-05-10", "ru")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Мэр Нарвы Пётр Ольхин сообщил во вторник, что погибли 12 человек. Ранены ещё 30, добавил он.", 2),
        ("Мэр Нарвы Пётр Ольхин сообщил во вторник, что погибли 12 человек.\n\nРанены 30, добавил Ольхин.", 2),
        ("Во вторник мэр Пётр Ольхин рассказал прессе о пожаре. По его словам, погибли 12 человек.", 1),
        ("Комендант во вторник заявил о 12 погибших.", 1),
        ("В порту погибли 12 человек, ранены 30 (состояние на 9 мая).", 2),
        ("Выступая в совете 9 мая, мэр назвал 12 погибших.", 1),
        ("По уточнённым 9 мая данным, погибли 12 человек.", 1),
        ("Сообщение о 12 погибших появилось 9 мая.", 1),
        ("Обновлено 9 мая: погибли 12, ранены 30.", 2),
        ("9 мая, 07:00. Ночью сошёл сель. Погибли 12 человек.", 1),
        ("В ночь на 9 мая полиция уточнила: погибли 12 человек.", 1),
        ("Во вторник в больницах оставались 12 раненых.", 1),
    ],
)
def test_the_day_is_stated(text: str, wanted: int) -> None:
    assert days(text) == ["2023-05-09"] * wanted


def test_each_number_has_its_day() -> None:
    assert days("8 мая полиция говорила о 12 погибших, 9 мая – о 15.") == ["2023-05-08", "2023-05-09"]


def test_what_was_said_before_is_not_of_that_day() -> None:
    text = "Мэр Пётр Ольхин сообщил во вторник, что погибли 12 человек. Ранее он говорил о десяти."
    assert days(text) == ["2023-05-09", None]


def test_another_speaker_has_no_day() -> None:
    text = "Мэр Пётр Ольхин сообщил во вторник, что погибли 12 человек. Ранены 30, уточнила врач Анна Лидина."
    assert days(text) == ["2023-05-09", None]
