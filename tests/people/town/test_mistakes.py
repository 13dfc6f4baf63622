"""Mistakes against their definitions: edit distance by RapidFuzz, look-alikes by script, years by digits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from aigaq.people.town import mistakes, tables
from aigaq.people.town.dice import Dice

WORDS = st.sampled_from([row[column] for row in tables.rows("given.kk") for column in ("kk", "ru")])
SEEDS = st.integers(0, 10_000)


@given(WORDS, SEEDS)
def test_a_slip_is_one_edit_and_keeps_the_first_letter_a_capital(word: str, seed: int) -> None:
    made = mistakes.typing(Dice(seed), word)
    assert OSA.distance(word, made) <= 1
    assert made[0].isupper()
    assert made[1:] == made[1:].lower()


def test_all_four_slips_happen() -> None:
    made = [mistakes.typing(Dice(seed), "Нурлан") for seed in range(300)]
    assert {len(word) for word in made} == {5, 6, 7}
    assert any(sorted(word) == sorted("Нурлан") and word != "Нурлан" for word in made)
    assert any(len(word) == 6 and sorted(word) != sorted("Нурлан") for word in made)


def test_a_struck_letter_is_a_near_one() -> None:
    rows = tables.toml("keyboards")["rows"][0]
    where = {letter: (x, y) for y, row in enumerate(rows) for x, letter in enumerate(row)}
    for seed in range(300):
        made = mistakes.typing(Dice(seed), "капкан")
        wrong = [(a, b) for a, b in zip("капкан", made, strict=False) if a != b]
        if len(made) == 6 and len(wrong) == 1:
            (a, b) = wrong[0]
            assert abs(where[a][0] - where[b][0]) <= 1
            assert abs(where[a][1] - where[b][1]) <= 1


def test_short_words_are_not_mistyped() -> None:
    assert mistakes.typing(Dice(1), "Ли") == "Ли"


@given(WORDS, SEEDS)
def test_a_lookalike_is_one_letter_of_the_other_script(word: str, seed: int) -> None:
    made = mistakes.lookalike(Dice(seed), word)
    changed = [(a, b) for a, b in zip(word, made, strict=True) if a != b]
    assert len(changed) <= 1
    for a, b in changed:
        assert (unicodedata.name(a).split()[0], unicodedata.name(b).split()[0]) == ("CYRILLIC", "LATIN")


def test_a_word_without_lookalikes_stays() -> None:
    assert mistakes.lookalike(Dice(1), "Дд") == "Дд"


@given(WORDS, SEEDS)
def test_a_misheard_word_differs_in_one_tabled_place(word: str, seed: int) -> None:
    made = mistakes.sound(Dice(seed), word)
    assert made[0].isupper()
    assert abs(len(made) - len(word)) <= 2
    pairs = {(row["one"], tables.nothing(row["other"])) for row in tables.rows("sounds")}
    pairs |= {(other, one) for one, other in pairs}
    lower, heard = word.lower(), made.lower()
    assert made == word or any(
        heard == lower[:at] + new + lower[at + len(old) :]
        for old, new in pairs
        if old
        for at in range(len(lower))
        if lower.startswith(old, at)
    )


def test_a_word_with_nothing_to_mishear_stays() -> None:
    assert mistakes.sound(Dice(1), "Щ") == "Щ"


@given(st.integers(1900, 2020), SEEDS)
def test_a_wrong_year_differs_in_one_of_its_digits_or_ten_years(year: int, seed: int) -> None:
    made = mistakes.wrong_digit(Dice(seed), year)
    assert made != year
    assert abs(made - year) == 10 or made // 10 == year // 10


@pytest.mark.parametrize("slip", [mistakes.typing, mistakes.sound, mistakes.lookalike])
@given(text=st.text(max_size=12), seed=SEEDS)
def test_no_text_is_too_odd(slip: mistakes.Slip, text: str, seed: int) -> None:
    assert isinstance(slip(Dice(seed), text), str)
