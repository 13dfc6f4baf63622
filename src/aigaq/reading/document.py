"""What the reader is given and what it returns. Proved by tests/reading/test_read.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from aigaq.statements.records import AnyStatement, Dated, Link


class TextChunk(Protocol):
    """A stretch of a part of a rendition, as `intake.Chunk` is: `offset` counts code points from the part's start."""

    @property
    def part(self) -> str: ...

    @property
    def offset(self) -> int: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read and what is known of it from its description.

    `item` names the item the statements will carry; `language` is a hint; `published` resolves dates without a year;
    `publisher` becomes the last link of every speaker chain; `places` are gazetteer codes for figures without a place.
    """

    item: str
    chunks: Iterable[TextChunk]
    language: str | None = None
    published: Dated | None = None
    publisher: Link | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk for texts that do not come from intake."""

    text: str
    offset: int = 0
    part: str = "text"


@dataclass(frozen=True, slots=True, order=True)
class NotRead:
    """A stretch in a language without a pack (`und`: not recognised); code points of the part."""

    start: int
    end: int
    language: str
    part: str = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """Statements in the order of the text, and what was not read."""

    statements: tuple[AnyStatement, ...] = ()
    not_read: tuple[NotRead, ...] = field(default=())
