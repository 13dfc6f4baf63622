"""Number words against num2words, in three languages; digits with every separator."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from aigaq.errors import FormatError
from aigaq.values.numerals import numerals
from aigaq.values.quantities import find_quantities

# num2words knows Kazakh as `kz`.
LANGUAGES = {"en": "en", "ru": "ru", "kk": "kz"}
NUMBERS = [*range(2, 1200), *range(1200, 1_000_000, 7919), *range(1_000_000, 999_999_999, 54_321_987)]


def _read(words: str, language: str) -> list[tuple[object, object]]:
    return [(found.low, found.high) for found in find_quantities(words, language, dates=[])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_num2words_read_back(language: str) -> None:
    wrong = []
    for number in NUMBERS:
        words = num2words(number, lang=LANGUAGES[language])
        if _read(words, language) != [(number, number)]:
            wrong.append((number, words))
    assert not wrong


@pytest.mark.parametrize("case", ["n", "g", "d", "a", "i", "p"])
def test_russian_cases_of_num2words_read_back(case: str) -> None:
    wrong = []
    for number in (*range(2, 1000, 3), *range(2000, 900_000, 35_477)):
        words = num2words(number, lang="ru", case=case)
        if _read(words, "ru") != [(number, number)]:
            wrong.append((number, words))
    assert not wrong


@pytest.mark.parametrize(
    ("value", "lemma"),
    list(
        enumerate(
            ["двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "восьмеро", "девятеро", "десятеро"], start=2
        )
    ),
)
def test_russian_collectives_of_the_dictionary_read_back(value: int, lemma: str) -> None:
    from pymorphy3 import MorphAnalyzer

    forms = {form.word for form in MorphAnalyzer(lang="ru").parse(lemma)[0].lexeme}
    assert {form: _read(f"{form} человек", "ru") for form in forms} == {form: [(value, value)] for form in forms}


@given(st.integers(2, 999_999_999_999))
@example(1_000_000)
def test_any_number_in_english_words(number: int) -> None:
    assert _read(num2words(number), "en") == [(number, number)]


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "'", "’"]))
def test_every_separator_of_thousands(number: int, sign: str) -> None:
    text = f"{number:,}".replace(",", sign)
    assert _read(f"at {text} tonnes", "en") == [(number, number)]


@given(st.integers(1000, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", ",", "."]))
def test_separators_of_thousands_in_russian(number: int, sign: str) -> None:
    text = f"{number:,}".replace(",", sign)
    assert _read(f"всё {text} тонн", "ru") == [(number, number)]


@given(st.integers(0, 9999), st.integers(1, 99))
def test_decimals(whole: int, part: int) -> None:
    assert _read(f"at {whole}.{part:02d} tonnes", "en") == [(float(f"{whole}.{part:02d}"),) * 2]
    assert _read(f"всё {whole},{part:02d} тонн", "ru") == [(float(f"{whole}.{part:02d}"),) * 2]


@pytest.mark.parametrize(
    "run, joins, taken, value",
    [
        (["twenty", "three"], ["-"], 2, 23),
        (["twenty", "thirty"], [""], 1, 20),
        (["one", "two"], [""], 1, 1),
        (["a", "hundred", "and"], ["", ""], 2, 100),
        (["a", "hundred", "fifty"], ["", "and"], 3, 150),
        (["five", "six"], ["and"], 1, 5),
        (["zero", "five"], [""], 1, 0),
        (["two", "million", "three", "thousand"], ["", "", ""], 4, 2_003_000),
        (["two", "thousand", "three", "million"], ["", "", ""], 3, 2003),
        (["nineteen", "hundred"], [""], 2, 1900),
    ],
)
def test_the_longest_number_is_taken(run: list[str], joins: list[str], taken: int, value: int) -> None:
    found = numerals("en").value(run, joins)
    assert found is not None
    assert (found.taken, found.value) == (taken, value)


@pytest.mark.parametrize("run", [["a"], ["hundred"], ["an", "a"], ["people"], []])
def test_what_begins_no_number(run: list[str]) -> None:
    assert numerals("en").value(run, [""] * max(0, len(run) - 1)) is None


def test_a_language_without_words_is_a_format_error() -> None:
    with pytest.raises(FormatError):
        numerals("tlh")
