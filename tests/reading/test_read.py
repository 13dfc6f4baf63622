"""The whole verb: exact quotes on any text, linear work, what is not read, determinism."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.reading import Chunk, Document, NotRead, languages, read, version
from aigaq.reading.text import units as units_module
from aigaq.statements.canonical import decode, encode
from aigaq.statements.checks import check
from aigaq.statements.records import Dated, Event, Figure, Link, Statement, Withdrawal
from aigaq.statements.vocabulary import DateBasis, Side, Standing
from tests.reading.helpers import ITEM, of_kind, read_text, seen, words

PIECES = [
    "At least 41 people were killed, the mayor said. ",
    "“We saw 12 bodies,” said Ana Orr, a nurse. ",
    "The ministry later removed the tweet. ",
    "Of the 88 injured, 12 remain in hospital. ",
    "On 4 January the internet was cut in Chile. ",
    "Protests broke out in Lima and grew into clashes with police. ",
    "He resigned as minister. ",
    "(“‘«",
    "20,000 ‘bandits and terrorists’ ",
    "\n\n",
    "\r\n",
    "\x00\x01\x02\x03\ud7ff\ue000\U0010ffff",
    "Погибли 12 человек. ",
    "12 адам қаза тапты. ",
    "é́ﬁ İ ǅ ",
    "1,2,3 — 4–5 (6) ",
]
MIXTURE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=12).map("".join)


def spans(value: object) -> list[dict[str, Any]]:
    """Every text span inside a record."""
    if isinstance(value, dict):
        own = [value] if value.get("type") == "text" and "quote" in value else []
        return own + [span for item in value.values() for span in spans(item)]
    if isinstance(value, list | tuple):
        return [span for item in value for span in spans(item)]
    return []


@given(MIXTURE, st.sampled_from([None, "2026-03-20"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_quote_equals_its_slice(text: str, published: str | None) -> None:
    for statement in read_text(text, published).statements:
        for span in spans(msgspec.to_builtins(statement)):
            assert text[span["start"] : span["end"]] == span["quote"]
        assert check(statement) == []
        assert decode(encode(statement)) == statement


@given(MIXTURE, st.integers(0, 200))
@settings(max_examples=30, deadline=None)
def test_chunks_keep_the_offsets_of_the_part(text: str, cut: int) -> None:
    chunks = [Chunk(text[:cut]), Chunk(text[cut:], offset=len(text[:cut]))]
    for statement in read(Document(item=ITEM, chunks=chunks, language="en")).statements:
        for span in spans(msgspec.to_builtins(statement)):
            assert text[span["start"] : span["end"]] == span["quote"]


def test_reading_twice_gives_the_same() -> None:
    text = "".join(PIECES) * 3
    assert read_text(text) == read_text(text)


@pytest.mark.parametrize("piece", ["".join(PIECES[:7]), "(12 dead ", "12, ", "“We saw 12 bodies «(' ", "12 dead\n"])
def test_work_grows_with_the_text_and_no_faster(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: units looked at through `Line.has`, the busiest call of the room."""
    counts = []
    has = units_module.Line.has
    for times in (20, 40):
        seen_calls = [0]

        def counting(self: units_module.Line, number: int, *names: str, seen_calls: list[int] = seen_calls) -> bool:
            seen_calls[0] += 1
            return has(self, number, *names)

        monkeypatch.setattr(units_module.Line, "has", counting)
        read_text(piece * (times * 300 // len(piece)))
        counts.append(seen_calls[0])
    assert 0 < counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“" * 5000,
        "(" * 5000,
        "1 " * 5000,
        "7" * 50_000,
        "said, " * 5000,
        "12 dead, " * 3000,
        "12 dead\n" * 10_000,
        "a" * 100_000,
        "MAYOR SAYS FORTY KILLED " * 500,
        "\u202e12 \u200fdead\u202c \u2067said\u2069 " * 500,
        "“We saw 12 bodies «(' " * 500,
    ],
)
def test_hostile_texts_are_read(text: str) -> None:
    read_text(text)


def test_what_no_pack_reads_is_named_with_its_place() -> None:
    english = "At least 41 people were killed, the mayor said."
    german = "Der Gouverneur sagte, dass bei dem Brand zwölf Menschen getötet wurden."
    reading = read_text(f"{english}\n\n{german}\n\n{german}\n\n{english}")
    assert len(reading.statements) == 2
    start = len(english) + 2
    assert reading.not_read == (NotRead(start, start + 2 * len(german) + 2, "de"),)


def test_the_publisher_is_the_last_link_and_has_no_span() -> None:
    publisher = Link(name="The Example", side=Side.MEDIA)
    (statement,) = read_text("At least 41 people were killed, the mayor said.", publisher=publisher).statements
    assert [link.name for link in statement.speakers] == ["mayor", "The Example"]
    assert statement.speakers[-1].span is None
    (narrated,) = read_text("At least 41 people were killed.", publisher=publisher).statements
    assert narrated.speakers == (publisher,)


def test_a_number_is_withdrawn_by_a_statement_of_its_own() -> None:
    text = "The governor claimed that 300 gunmen had stormed the port, but later deleted the post."
    (figure,) = of_kind(text, Figure)
    (event,) = of_kind(text, Event)
    (withdrawal,) = of_kind(text, Withdrawal)
    assert (figure.measure, figure.low, words(figure.num)) == ("attackers", 300, "300")
    assert event.type == "attack_on_building"
    assert withdrawal.becomes is Standing.WITHDRAWN
    assert withdrawal.target.span == figure.num
    assert withdrawal.speakers == figure.speakers


def test_said_and_as_of_are_two_things() -> None:
    (figure,) = (s for s in read_text("On Monday the ministry said that 30 people had died by Sunday.").statements)
    assert isinstance(figure, Figure)
    assert figure.as_of == "2026-03-15"
    assert figure.said is not None and figure.said.date == "2026-03-16"


def test_the_date_of_a_reporting_phrase_is_when_it_was_said() -> None:
    (figure,) = read_text("The ministry said on Monday that 30 people had died.").statements
    assert isinstance(figure, Figure)
    assert figure.said == Dated("2026-03-16", DateBasis.STATED)


def test_carried_speech_ends_with_the_paragraph() -> None:
    text = "The mayor said 12 people had died. Another 30 were hurt.\n\nFive people died in Hest."
    assert seen(text) == [("12", "killed", "mayor"), ("30", "injured", "mayor"), ("Five", "killed", None)]


def test_statements_say_what_made_them() -> None:
    reading = read_text("".join(PIECES))
    assert all(isinstance(s, Statement) and s.made_by and s.by_machine for s in reading.statements)


def test_languages_and_version() -> None:
    assert "en" in [tongue.code for tongue in languages()]
    assert all(tongue.words > 500 and tongue.rules > 20 for tongue in languages() if tongue.code == "en")
    assert len(version()) == 16
    assert version() == version()
