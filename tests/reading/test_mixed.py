"""Paragraphs in two languages, and neighbours of Kazakh that are not it."""

from __future__ import annotations

import pytest

from aigaq.reading.lexis.language import language_of
from aigaq.reading.text.mixed import stretches
from aigaq.statements.records import Figure
from aigaq.statements.spans import TextSpan
from tests.reading.helpers import read_text, words

MIXED = "Полиция 12 адамды ұстады. По данным МВД, задержаны пятнадцать человек. Қалғандары босатылды."


def test_a_paragraph_is_cut_where_its_language_changes() -> None:
    found = [(MIXED[start:end], code) for start, end, code in stretches(MIXED, "kk")]
    assert found == [
        ("Полиция 12 адамды ұстады.", "kk"),
        ("По данным МВД, задержаны пятнадцать человек.", "ru"),
        ("Қалғандары босатылды.", "kk"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said 12 people died. Nobody knows why.", "en"),
        ("Ол келді. Бірақ айтпады. Мен келдім.", "kk"),
        ("Полиция молчит. Власти тоже ничего не сообщают о погибших.", "ru"),
        ("", "kk"),
    ],
)
def test_a_paragraph_in_one_language_stays_whole(text: str, language: str) -> None:
    assert list(stretches(text, language)) == [(0, len(text), language)]


def test_both_languages_are_read_with_their_offsets() -> None:
    figures = [one for one in read_text(MIXED, language="kk").statements if isinstance(one, Figure)]
    assert [(words(f.num), f.language) for f in figures] == [("12", "kk"), ("пятнадцать", "ru")]
    for figure in figures:
        assert isinstance(figure.num, TextSpan)
        assert MIXED[figure.num.start : figure.num.end] == figure.num.quote


KYRGYZ = "Өкмөт бул окуядан 12 киши каза болгонун билдирди, дагы 5 киши жарадар болду жана ооруканага жеткирилди."


@pytest.mark.parametrize("hint", [None, "kk", "ru"])
def test_kyrgyz_is_not_taken_for_kazakh(hint: str | None) -> None:
    assert language_of(KYRGYZ, hint) == "ky"
    reading = read_text(KYRGYZ, language=hint or "en")
    assert reading.statements == ()
    assert [missed.language for missed in reading.not_read] == ["ky"]
