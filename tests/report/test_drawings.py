"""Drawings and keys: three widths, every standing and exactness explained in words."""

from __future__ import annotations

from aigaq.report.drawings import drawing_of, key_marks, key_sides
from aigaq.report.words import words
from tests.report.made_up import material


def test_no_picture_is_no_drawing() -> None:
    assert drawing_of(None) is None


def test_the_keys_have_words_in_each_language() -> None:
    for language in ("en", "ru", "kk"):
        shown = [mark.word for mark in key_marks(words(language))]
        assert len(set(shown)) == len(shown)
    assert [mark.word for mark in key_sides(material(), words("en"))] == [
        "official",
        "media",
        "witness",
        "side not known",
    ]
