"""What the tests of this room share: a text read with a date, and short views of what came out."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from aigaq.reading import Chunk, Document, Reading, read
from aigaq.reading.lexis.loading import shipped
from aigaq.reading.text.paragraph import Paragraph, Parsed, parse
from aigaq.statements.records import AnyStatement, Dated, Figure, Link
from aigaq.statements.spans import TextSpan
from aigaq.values.places import Gazetteer

S = TypeVar("S")
ITEM = "0" * 64


def read_text(
    text: str, published: str | None = "2026-03-20", publisher: Link | None = None, language: str = "en"
) -> Reading:
    """Read a text as one chunk."""
    dated = Dated(published) if published else None
    return read(Document(item=ITEM, chunks=[Chunk(text)], language=language, published=dated, publisher=publisher))


def of_kind(text: str, kind: type[S], published: str | None = "2026-03-20") -> list[S]:
    """The statements of one kind."""
    return [statement for statement in read_text(text, published).statements if isinstance(statement, kind)]


def seen(text: str) -> list[tuple[str, str, str | None]]:
    """Every figure as (number as printed, measure, words of the nearest source)."""
    return [(words(f.num), f.measure, source(f)) for f in of_kind(text, Figure)]


def words(span: object) -> str:
    """The quote of a text span."""
    assert isinstance(span, TextSpan)
    return span.quote


def source(statement: AnyStatement) -> str | None:
    """The words that name the nearest source."""
    first = statement.speakers[0] if statement.speakers else None
    return words(first.span) if first is not None and first.span is not None else None


@cache
def parsed(text: str, language: str = "en") -> Paragraph:
    """A paragraph taken apart with the shipped pack."""
    return parse(text, ("text", 0), shipped(language), Gazetteer.shipped())


def first(text: str) -> Parsed:
    """Its first sentence."""
    return parsed(text).sentences[0]
