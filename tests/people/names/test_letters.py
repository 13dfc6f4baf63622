"""Case, composition, marks and look-alike letters make no difference."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names.letters import ARABIC, CYRILLIC, LATIN, LONGEST, fold, known, repaired, script_of


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        ("ӘЛИЯ", "әлия"),
        ("Zhan\u200far", "zhanar"),
        ("Ал\u0301ия", "алия"),
        ("O'zbek", "ozbek"),
        ("Ｓａｋｅｎ", "saken"),
        ("Са1кен", "сакен"),
        ("😀", ""),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_fold(token: str, folded: str) -> None:
    assert fold(token) == folded


@given(st.text(max_size=30))
def test_composition_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_a_long_token_is_cut() -> None:
    assert len(fold("а" * 500)) == LONGEST == len(fold("a" * 500))


@pytest.mark.parametrize(
    ("word", "name"), [("saken", LATIN), ("сәкен", CYRILLIC), ("سلمان", ARABIC), ("cерік", CYRILLIC)]
)
def test_the_script_of_most_letters(word: str, name: str) -> None:
    assert script_of(word) == name


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("cерік", "серік"),
        ("аскар", "аскар"),
        ("sаken", "saken"),
        ("сaкен", "сакен"),
        ("asangazyқyzy", "asangazyқyzy"),
        ("нoсoв", "носов"),
    ],
)
def test_letters_that_look_alike_are_put_right_and_others_stay(word: str, right: str) -> None:
    assert repaired(word) == right


def test_a_letter_of_no_table_is_read_by_its_base() -> None:
    assert known("ḳadir") == "kadir"
    assert known("ÿ") == "y"
