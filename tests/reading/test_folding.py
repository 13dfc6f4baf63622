"""Kazakh typed without its own letters: read with a folded pack, and the text is never altered."""

from __future__ import annotations

import pytest

from aigaq.reading.lexis.folding import lexicon_for
from aigaq.reading.lexis.language import language_of
from aigaq.reading.lexis.loading import shipped
from aigaq.statements.records import Figure
from aigaq.statements.spans import TextSpan
from tests.reading.helpers import read_text, words

PLAIN = "Кеше Таразда уш адам каза тапты, жети адам жараланды, деп хабарлады полиция."


def test_a_text_without_the_letters_is_read_with_the_folded_pack() -> None:
    lexicon = shipped("kk")
    assert lexicon_for("Кеше үш адам қаза тапты.", lexicon) is lexicon
    folded = lexicon_for(PLAIN, lexicon)
    assert folded is not lexicon
    assert folded is lexicon_for("Екинши созы.", lexicon)
    assert folded.known("каза").entries
    assert lexicon_for("The mayor", shipped("en")) is shipped("en")


def test_figures_and_their_offsets() -> None:
    assert language_of(PLAIN) == "kk"
    figures = [one for one in read_text(PLAIN, language="kk").statements if isinstance(one, Figure)]
    assert [(words(f.num), f.measure, f.low) for f in figures] == [("уш", "killed", 3), ("жети", "injured", 7)]
    for figure in figures:
        span = figure.num
        assert isinstance(span, TextSpan)
        assert PLAIN[span.start : span.end] == span.quote
    assert {figure.speakers[0].name for figure in figures} == {"полиция"}


@pytest.mark.parametrize(
    ("typed", "proper"),
    [("он бес", "он бес"), ("жиырма уш", "жиырма үш"), ("жуз кырык", "жүз қырық"), ("еки мын", "екі мың")],
)
def test_number_words_are_folded_too(typed: str, proper: str) -> None:
    assert values(f"Полиция {typed} адам олди деди.") == values(f"Полиция {proper} адам өлді деді.") != []


def values(text: str) -> list[float | None]:
    return [one.low for one in read_text(text, language="kk").statements if isinstance(one, Figure)]
