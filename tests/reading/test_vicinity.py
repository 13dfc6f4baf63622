"""Places a text means without naming them, where whoever speaks for a town counts, and of which country a report is."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Figure
from tests.reading.helpers import read_text, words


def places(text: str, language: str = "en") -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """The place of each number of a text: words and codes."""
    found = [one for one in read_text(text, language=language).statements if isinstance(one, Figure)]
    return {words(one.num): (one.place, one.places) for one in found}


@pytest.mark.parametrize(
    ("text", "language", "number", "code"),
    [
        (
            "Kenya is in mourning. Shops in Nairobi were shut.\n\nIn the city 12 people were killed.",
            "en",
            "12",
            "nairobi",
        ),
        (
            "Kenya is in mourning. Shops in Nairobi were shut.\n\nCity police said 12 people were killed.",
            "en",
            "12",
            "nairobi",
        ),
        (
            "Kenya mourns.\n\nThe head of the Nairobi police, Ann Moss, said 12 people were killed.",
            "en",
            "12",
            "nairobi",
        ),
        (
            "Kenya mourns.\n\nAnn Moss, who speaks for the Nairobi police, said 12 people were killed.",
            "en",
            "12",
            "nairobi",
        ),
        ("Магазины в Найроби закрыты.\n\nПо данным городской полиции, погибли 12 человек.", "ru", "12", "nairobi"),
        ("Магазины в Найроби закрыты.\n\nВсего в городе погибли 12 человек.", "ru", "12", "nairobi"),
        ("Найробиде дүкендер жабық.\n\nҚалада 12 адам қаза тапты.", "kk", "12", "nairobi"),
        ("Найробиде дүкендер жабық.\n\nҚалалық полиция 12 адам қаза тапты деді.", "kk", "12", "nairobi"),
    ],
)
def test_the_city_is_the_one_named_last(text: str, language: str, number: str, code: str) -> None:
    assert places(text, language)[number][1] == (code,)


def test_a_city_that_is_named_is_that_one() -> None:
    assert places("Shops in Nairobi were shut.\n\nIn the city of Quern 12 people were killed.")["12"][0] == "Quern"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shots were heard in Nairobi. Kenya's interior ministry said 12 people had been killed.", "en"),
        ("В Найроби стреляли. Министерство обороны Кении сообщило о 12 погибших.", "ru"),
        ("Shots were heard in Nairobi, and bells rang in Mombasa. The fund counted 12 people killed.", "en"),
    ],
)
def test_the_country_is_spoken_of_again(text: str, language: str) -> None:
    assert places(text, language)["12"][1] == ("ke",)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("GENEVA, 9 March - Twelve people were killed in Kenya, an envoy said.", "en", "ke"),
        ("The Norwegian Quern Committee spoke of Kenya.\n\nTwelve people were killed.", "en", "ke"),
        ("A group based abroad spoke. The Oslo-based fund named Kenya.\n\nTwelve people were killed.", "en", "ke"),
        ("The Bundestag met at noon.\n\nTwelve people were killed.", "en", "de"),
        ("Twelve people were killed, harrow.ke wrote.", "en", "ke"),
        ("Бундестаг собрался в полдень.\n\nПогибли двенадцать человек.", "ru", "de"),
        ("Кеше он екі адам қаза тапты.", "kk", "kz"),
        ("Кенияда бейсенбі тыныш өтті.\n\nКеше он екі адам қаза тапты.", "kk", "ke"),
    ],
)
def test_the_country_of_a_report(text: str, language: str, code: str) -> None:
    assert {codes for _, codes in places(text, language).values()} == {(code,)}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "In all 40 people were killed: 12 in Nairobi, nine in Dodoma.",
            "en",
            {"12": "Nairobi", "nine": "Dodoma"},
        ),
        ("Погибли 40 человек: Найроби — 12, Додома — 9, Кампала — 7.", "ru", {"12": "Найроби", "9": "Додома"}),
        ("Погибли 40 человек: 12 в Найроби, 9 — в Додоме и 7 в Кампале.", "ru", {"12": "Найроби", "9": "Додома"}),
        ("Оның 12-сі Найробиде, 9-ы Додомада қаза тапты.", "kk", {"9-ы": "Додома"}),
    ],
)
def test_a_number_has_the_place_right_behind_it(text: str, language: str, found: dict[str, str]) -> None:
    read = places(text, language)
    assert {number: read[number][0] for number in found if number in read} == {
        n: p for n, p in found.items() if n in read
    }
    assert any(number in read for number in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kenya is in mourning. At a briefing in Oslo the minister said 12 people had been killed.", "en"),
        ("Кения скорбит. На брифинге в Осло министр сообщил о 12 погибших.", "ru"),
        ("Kenya holds 18 foreigners. Police arrested 12 from Uganda.", "en"),
    ],
)
def test_where_it_is_only_told_is_no_place(text: str, language: str) -> None:
    assert places(text, language)["12"][1] == ("ke",)


def test_a_region_whose_word_is_said_once() -> None:
    text = "Погибли 40 человек: 21 в Нарвской области и 10 в Орвской."
    assert places(text, "ru")["10"][0] == "Орвская область"


def test_an_adjective_of_a_town_is_a_place_of_those_it_holds() -> None:
    assert places("В шымкентских изоляторах избиты 73 человека.", "ru")["73"][0] == "Шымкент"


def test_the_town_of_a_headline_that_names_no_other() -> None:
    text = "Riot in Nairobi\n\nKenya is in mourning.\n\nTwelve people were killed."
    assert places(text)["Twelve"][1] == ("nairobi",)


def test_what_a_question_sets_holds_for_its_answer() -> None:
    text = "Kenya mourns.\n\n— How many people died in Nairobi?\n\n— Twelve people were killed."
    assert places(text)["Twelve"][1] == ("nairobi",)
