"""Units and sentences: exact offsets on any text, and the joints of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.reading.lexis.loading import shipped
from aigaq.reading.text.cutting import find_units
from aigaq.reading.text.sentences import LONGEST_PARAGRAPH, paragraphs, sentences
from tests.reading.helpers import first, parsed

MIXED = st.text(st.one_of(st.characters(), st.sampled_from(" .,\"'“”‘’«»–-\n()[]0123456789abcXYZ")), max_size=300)


@given(MIXED)
def test_units_are_in_order_and_cover_what_they_say(text: str) -> None:
    units = find_units(text, 0, len(text), shipped("en"))
    assert all(left.end <= right.start for left, right in zip(units, units[1:], strict=False))
    assert all(0 <= unit.start < unit.end <= len(text) for unit in units)
    covered = sum(unit.end - unit.start for unit in units)
    assert covered <= len(text)


@given(MIXED)
@settings(max_examples=50)
def test_sentences_cover_every_unit_once(text: str) -> None:
    lexicon = shipped("en")
    units = find_units(text, 0, len(text), lexicon)
    found = sentences(units, text, lexicon)
    assert [number for start, end in found for number in range(start, end)] == list(range(len(units)))


@given(MIXED)
def test_paragraphs_keep_everything_but_white_space(text: str) -> None:
    found = list(paragraphs(text))
    kept = "".join("".join(text[start:end].split()) for start, end in found)
    assert kept == "".join(text.split())


def test_a_long_line_is_cut_and_nothing_lost() -> None:
    text = "word and more. " * 20_000
    found = list(paragraphs(text))
    assert max(end - start for start, end in found) <= LONGEST_PARAGRAPH
    assert sum(len(text[start:end].split()) for start, end in found) == len(text.split())
    unbroken = "x" * 100_000
    assert "".join(unbroken[start:end] for start, end in paragraphs(unbroken)) == unbroken


def test_a_line_ends_a_paragraph_where_lines_are_not_broken_at_a_width() -> None:
    headline = "Seventeen miners were brought up alive from the deepest gallery of all"
    story = "The ministry said so on Monday after a night in which the whole town had waited at the gate for any news of its men."
    long = f"{headline}\n{story} {story}"
    assert [long[start:end] for start, end in paragraphs(long)] == long.split("\n")
    broken = f"{headline}\nWho they were nobody knew yet, and the town went on waiting for them"
    assert [broken[start:end] for start, end in paragraphs(broken)] == [broken]


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in parsed(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. A. B. Orsk said on Jan. 15 that 4.5 million people left. | He left at 4 p.m. | Nobody knows why.",
        "“We ran.” | She paused.",
        "Was it so? | Yes! | “No...” he said.",
        "The U.N. said so. | It did.",
        "(It was late.) | We slept.",
    ],
)
def test_sentences(text: str) -> None:
    assert split(text.replace(" | ", " ")) == text.split(" | ")


def forms(text: str) -> list[str]:
    return [unit.form for unit in first(text).line.units]


def test_possessives_hyphens_and_entries_of_several_words() -> None:
    assert forms("The miners' union didn't go") == ["the", "miners ' union", "didn't", "go"]
    assert "'s" in forms("Vallia's death toll")
    assert "death toll" in forms("Vallia's death toll")
    assert "20" in forms("a 20-year-old")
