from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.measure import SIZE, fit, text_width, wrap
from tests.pictures.strategies import words


def test_widths_are_those_of_the_font() -> None:
    # Noto Sans Regular, hmtx in thousandths: zero 572, period 268; times slack 1.04.
    assert text_width("0") == pytest.approx(0.572 * 1.04 * SIZE, rel=0.002)
    assert text_width("0" * 10) == pytest.approx(10 * text_width("0"))


def test_kazakh_letters_are_in_the_table() -> None:
    for letter in "әғқңөұүһіӘҒҚҢӨҰҮҺІ":
        assert text_width(letter) != text_width("\ue000"), letter


def test_bold_is_wider_and_marks_take_no_room() -> None:
    assert text_width("Алматы", bold=True) > text_width("Алматы")
    assert text_width("e\u0301") == text_width("e")
    assert text_width("漢") > text_width("W")


@given(text=words, width=st.floats(0, 400), bold=st.booleans())
def test_fit_fits(text: str, width: float, bold: bool) -> None:
    short = fit(text, width, bold=bold)
    assert text_width(short, bold=bold) <= width or short == ""
    assert short == text or short == "" or text.startswith(short[:-1])


@given(text=words, width=st.floats(30, 400), lines=st.integers(1, 4))
def test_wrap_fits_and_keeps_the_words_in_order(text: str, width: float, lines: int) -> None:
    out = wrap(text, width, lines=lines)
    assert len(out) <= lines
    assert all(text_width(line) <= width for line in out)
    if not any(line.endswith("…") for line in out):
        assert " ".join(out) == " ".join(text.split())
