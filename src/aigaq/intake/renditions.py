"""Renditions: the text of an item by a named, versioned extractor, in chunks small enough to hold.

Design §2 (rendition, part) and §5 (offsets are code points); normative text: docs/formats/renditions.md. Proved by
tests/intake/test_render.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import Reason

EXTRACTOR = "text"
VERSION = "1"
PART = "text"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a part: `text` begins `offset` code points after the start of the part.

    The chunks of a part follow on each other without gap or overlap: joined they are the part. A part has one chunk
    unless it is longer than `chunks.LIMIT` code points.
    """

    part: str
    offset: int
    text: str

    @property
    def end(self) -> int:
        """Where the chunk ends: code points from the start of the part, excluded."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a file says of itself: `field` (title, author, published …), its value, and where it stands in the file.

    `basis` is how the value is known: `shown` to whoever reads it, `stated` in what readers do not see, or from its
    `address`. `used` marks the one value of a field that stands where no person said anything; a field whose values
    contradict each other has none.
    """

    field: str
    value: str
    basis: str
    origin: str
    used: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Something in a file that was not read although the file was: an attachment, a page without text."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """How an item became text.

    `encoding` is the name of the encoding it was decoded from (empty where a format has none); `assumed` says in words
    what was taken for granted (None where the bytes themselves leave no choice: ASCII, UTF-8, a byte order mark, or a
    person named it). Names of parts sort in the order in which they are read.
    """

    item: str
    extractor: str
    version: str
    encoding: str
    assumed: str | None
    parts: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    missed: tuple[Missed, ...] = ()
