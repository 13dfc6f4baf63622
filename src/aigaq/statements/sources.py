"""Sources: declared publications and speakers' acts with a locator, as a table of sources names them.

Normative text: docs/formats/statements.md, "Sources". `Statement.cited` holds their keys. Whether a source is held is not
said here: it is where an item's description names its locator. Proved by tests/statements/test_sources.py.
"""

from __future__ import annotations

import msgspec

from aigaq.errors import FormatError
from aigaq.statements.records import Dated
from aigaq.statements.vocabulary import Seen


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One source, as one row of a table tells it.

    `key` is the table's id of it; `item`, `sheet` and `row` say where that stands. `title_kind`: printed, described,
    from_address, none. `locator`: its address, `locator_read`: the address that was read where it differs. `kind`: code of
    `source_kinds`. `relation` to the first publisher: original, syndicated, translation, copy, none; `origin`: who that was.
    """

    key: str
    item: str
    row: int
    sheet: str = ""
    title: str | None = None
    title_kind: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Dated | None = None
    locator: str | None = None
    locator_read: str | None = None
    kind: str | None = None
    relation: str | None = None
    origin: str | None = None
    language: str | None = None
    seen: Seen = Seen.NOT_STATED
    note: str | None = None


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Source)


def encode_source(source: Source) -> str:
    """The canonical JSON of a source.

    Raises:
        FormatError: text that is not Unicode (a lone surrogate).
    """
    try:
        return _ENCODER.encode(source).decode()
    except UnicodeEncodeError as error:
        raise FormatError(f"source cannot be written: {error}", where=source.item) from error


def decode_source(data: str) -> Source:
    """The source this JSON holds.

    Raises:
        FormatError: no JSON, or not a source.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise FormatError(f"no source: {error}".rstrip("."), where="source") from error
