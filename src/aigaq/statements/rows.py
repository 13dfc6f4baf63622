"""The rows of the derived store, typed: what stages hand to it and what it keeps.

One frozen record a table. `sort` is the key by which rows are ordered before they are hashed, `values` the columns.
Proved by tests/statements/test_store.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import Reason
from aigaq.statements.records import AnyStatement
from aigaq.statements.standing import Became


@dataclass(frozen=True, slots=True)
class RenditionRow:
    """How an item became text. `chars` is not known before the last chunk, so it is not here."""

    item: str
    extractor: str
    version: str
    encoding: str
    assumed: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A stretch of the text of an item: `offset` code points from the start of the part."""

    item: str
    part: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement; its row id is made from it."""

    statement: AnyStatement


@dataclass(frozen=True, slots=True)
class StandingRow:
    """What became of a statement of an item within the set it was judged in."""

    item: str
    id: str
    became: Became


@dataclass(frozen=True, slots=True)
class NotReadRow:
    """An item, or a stretch of its text (code points; None for all of it), that was not read, and why."""

    item: str
    reason: Reason
    detail: str
    start: int | None = None
    end: int | None = None


AnyRow = RenditionRow | ChunkRow | StatementRow | StandingRow | NotReadRow
