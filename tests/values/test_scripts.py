"""Digits and scripts: every decimal digit of Unicode, lengths kept."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from aigaq.values.scripts import digits, fold, scripts

EVERY_DIGIT = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd"]


def test_every_digit_of_unicode() -> None:
    assert len(EVERY_DIGIT) > 600
    for character in EVERY_DIGIT:
        assert digits(character) == str(unicodedata.digit(character))


@given(st.text())
def test_length_and_all_else_are_kept(text: str) -> None:
    plain = digits(text)
    assert len(plain) == len(text)
    assert all(new == old or old in EVERY_DIGIT for new, old in zip(plain, text, strict=True))
    assert not [character for character in plain if character in EVERY_DIGIT and not character.isascii()]


def test_fractions_and_superscripts_are_no_digits() -> None:
    assert digits("½ ² ④ 二") == "½ ² ④ 二"


def test_shares_of_scripts() -> None:
    found = scripts("Алма-Ата, ab 12")
    assert list(found) == ["Cyrillic", "Latin"]
    assert found["Cyrillic"] == 7 / 9
    assert scripts("العربية") == {"Arabic": 1.0}
    assert scripts("123 –") == {}


@given(st.text())
def test_shares_sum_to_one(text: str) -> None:
    total = sum(scripts(text).values())
    assert total == 0 or abs(total - 1) < 1e-9


@given(st.text())
def test_fold_is_stable_over_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_compares() -> None:
    assert fold("ЖАҢАӨЗЕН") == fold("Жаңаөзен")
    assert fold("Straße") == fold("STRASSE")
    assert fold("ﬁre") == "fire"
