"""Phrases: numbers with their exactness, and what statements say, in each language."""

from __future__ import annotations

import msgspec
import pytest

from aigaq.report.phrases import number_of, quantity, summary
from aigaq.report.words import words
from aigaq.statements import Figure, Qualifier, Stance
from tests.report.conftest import viewer_of
from tests.report.made_up import material

FIGURE = next(
    said.statement for said in material().said if isinstance(said.statement, Figure) and said.statement.low == 12
)


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "en", "ru", "kk"),
    [
        (225, 225, "exact", "225", "225", "225"),
        (20000, 20000, "about", "about 20,000", "около 20\u00a0000", "шамамен 20\u00a0000"),
        (15, None, "at_least", "at least 15", "не менее 15", "кемінде 15"),
        (150, None, "more_than", "more than 150", "более 150", "150 санынан көп"),
        (None, 50, "up_to", "up to 50", "до 50", "ең көбі 50"),
        (10, 20, "range", "10 to 20", "от 10 до 20", "10 мен 20 аралығында"),
        (24, 99, "vague", "24 to 99", "от 24 до 99", "24 мен 99 аралығында"),
        (None, None, "vague", "not known", "неизвестно", "белгісіз"),
        (0, 0, "exact", "0", "0", "0"),
    ],
)
def test_numbers_with_their_exactness(low: int, high: int, qualifier: str, en: str, ru: str, kk: str) -> None:
    shown = [quantity(low, high, Qualifier(qualifier), words(language)) for language in ("en", "ru", "kk")]
    assert shown == [en, ru, kk]


def test_a_denied_number_says_so() -> None:
    assert isinstance(FIGURE, Figure)
    denied = msgspec.structs.replace(FIGURE, stance=Stance.DENIES)
    assert number_of(denied, words("en")) == "12 (the speaker denies it)"


def test_a_number_without_bounds_is_the_words_of_the_source() -> None:
    assert isinstance(FIGURE, Figure)
    vague = msgspec.structs.replace(FIGURE, low=None, high=None, qualifier=Qualifier.VAGUE, value_text="dozens")
    assert number_of(vague, words("en")) == "in words: “dozens”"
    assert number_of(vague, words("ru")) == "словами: «dozens»"


def test_money_and_hours_carry_their_unit() -> None:
    assert isinstance(FIGURE, Figure)
    hours = msgspec.structs.replace(
        FIGURE, measure="outage_hours", unit="hours", low=21, high=21, places=(), place=None
    )
    assert summary(hours, words("ru"), lambda codes: "") == "Часы отключения: 21 час"
    money = msgspec.structs.replace(FIGURE, measure="damage_cost", unit="KZT", low=5, high=5, places=(), place=None)
    assert "tenge" in summary(money, words("en"), lambda codes: "")


def test_what_each_kind_says() -> None:
    viewer = viewer_of(material())
    said = {viewer.summary(one) for one in material().said}
    assert {
        "12 killed, Example Region",
        "500 attackers, Lower Example",
        "Protest, Lower Example",
        "Down, Lower Example",
        "“hooligans and wreckers”: those said to have attacked",
        "Ben Example: lost, head of the water board",
        "The role of the water company",
        "Withdrawn by its speaker: “later deleted the post”",
    } <= said
