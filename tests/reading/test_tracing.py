"""Every number of a text has one reason for being, or not being, in a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigaq.reading import Chunk, Document, read, read_chunks
from aigaq.reading.counts.tracing import SAID, Reason, Trace
from aigaq.statements.records import Dated, Figure
from tests.reading.helpers import ITEM

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


def traced(text: str, language: str | None = "en") -> list[Reason]:
    trace = Trace()
    document = Document(ITEM, [Chunk(text)], language=language, published=Dated("2031-03-20"))
    for _ in read_chunks(document, trace=trace):
        pass
    return trace.sorted()


@pytest.mark.parametrize(
    ("text", "number", "code", "says"),
    [
        ("Police said 31 people were killed.", "31", "statement", "en.kill.after"),
        ("The town has 12 horses.", "12", "thing", "horses"),
        ("On 5 January nobody came.", "5 January", "date", ""),
        ("It cost 40 dollars.", "40", "money", ""),
        ("Some 40 percent agreed.", "40", "percent", ""),
        ("Under Article 15 it is so.", "15", "label", ""),
        ("A man of 42 was there.", "42", "not_people", "en.age.of"),
        ("He spoke of 300.", "300", "no_noun", ""),
        ("There were 300 villagers.", "300", "no_trigger", "villagers"),
        ("If 20 people were killed, it would be the worst.", "20", "unreal", "en.unreal.if"),
        ("Were 20 people killed?", "20", "asked", ""),
        ("The R2D2 came.", "2", "word", "R2D2"),
    ],
)
def test_reasons(text: str, number: str, code: str, says: str) -> None:
    found = {reason.quote: (reason.code, reason.says) for reason in traced(text)}
    assert found[number] == (code, says)
    assert code in SAID


def test_a_language_without_a_pack() -> None:
    (reason,) = traced("در این رویداد 12 نفر کشته شدند و بسیاری زخمی شدند.", None)
    assert (reason.quote, reason.code, reason.says) == ("12", "language", "fa")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_one_reason_for_every_number(path: Path) -> None:
    text = path.read_text(encoding="utf8")
    language = path.stem[:2]
    reasons = traced(text, language)
    assert all(text[one.start : one.end] == one.quote for one in reasons)
    assert all(first.end <= second.start for first, second in zip(reasons, reasons[1:], strict=False))
    for digits in re.finditer(r"\d+", text):
        inside = [one for one in reasons if one.start <= digits.start() and digits.end() <= one.end]
        assert len(inside) == 1, text[digits.start() - 20 : digits.end() + 20]
    document = Document(ITEM, [Chunk(text)], language=language, published=Dated("2031-03-20"))
    figures = [one for one in read(document).statements if isinstance(one, Figure)]
    told = [(one.start, one.end) for one in reasons if one.code == "statement"]
    assert told == sorted((f.num.start, f.num.end) for f in figures)  # type: ignore[union-attr]


def test_tracing_changes_nothing() -> None:
    text = TEXTS[0].read_text(encoding="utf8")
    plain = read(Document(ITEM, [Chunk(text)]))
    seen = [one for reading in read_chunks(Document(ITEM, [Chunk(text)]), trace=Trace()) for one in reading.statements]
    assert tuple(seen) == plain.statements
