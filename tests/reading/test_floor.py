"""Whose words a sentence is that names nobody itself, by what the paragraph around it says."""

from __future__ import annotations

import pytest

from aigaq.reading.lexis.packs import Packs
from aigaq.reading.text.paragraph import Paragraph, parse
from aigaq.reading.voices.floor import told_at_end, told_back, told_on, told_over
from aigaq.values.places import Gazetteer


def paragraph(text: str) -> Paragraph:
    lexicon = Packs().get("en")
    assert lexicon is not None
    return parse(text, ("text", 0), lexicon, Gazetteer.shipped())


def test_a_sentence_that_looks_back() -> None:
    both = paragraph("Nine people died in Harrow. This was announced by the ministry.")
    found = told_back(both, both.sentences[0])
    assert found is not None and found[0] is both.sentences[1]


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died in Harrow. The ministry closed the road.",
        "Nine people died in Harrow, the mayor said. This was announced by the ministry.",
    ],
)
def test_nothing_looks_back(text: str) -> None:
    both = paragraph(text)
    assert told_back(both, both.sentences[0]) is None


def test_a_quotation_is_of_whom_its_end_names() -> None:
    text = '"We ran to the gate. Nine of us did not get up again," said the guard.'
    both = paragraph(text)
    found = told_at_end(both, both.sentences[0], 3)
    assert found is not None and found[0] is both.sentences[-1]


@pytest.mark.parametrize(("second", "on"), [("it added", True), ("the mayor said", False)])
def test_who_goes_on(second: str, on: bool) -> None:
    both = paragraph(f"Nine people were hurt. In all 40 were held, {second}.")
    found = told_on(both, both.sentences[0])
    assert found is not None and found[2] is on


def test_who_goes_on_in_the_next_paragraph() -> None:
    first = paragraph("Nine people were hurt.")
    assert told_over(first, first.sentences[0], paragraph("He added that 40 were held.")) is not None
    assert told_over(first, first.sentences[0], paragraph("He said that 40 were held.")) is None
