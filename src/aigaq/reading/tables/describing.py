"""A sheet of sources that describes many files at once: one row a file, found by its path or name.

Proved by tests/reading/tables/test_describing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.reading.tables.common import dated
from aigaq.reading.tables.plan import Plan
from aigaq.reading.tables.rowreader import Oddity, RowReader
from aigaq.statements.records import Dated
from aigaq.statements.vocabulary import Seen

_PLAIN = ("title", "publisher", "author", "locator", "locator_read", "relation", "origin", "language", "obtained")


@dataclass(frozen=True, slots=True)
class Described:
    """What a row says of a file: the fields of a description, the date, and what is odd about the row."""

    file: str
    row: int
    fields: dict[str, str]
    published: Dated | None
    odd: tuple[Oddity, ...]


def describing(plan: Plan) -> Iterator[Described]:
    """The rows of a sheet that name a file."""
    for row in plan.sheet.rows():
        reader = RowReader(plan, row)
        file = reader.text("file")
        if file is not None and not row.problem:
            yield _described(reader, file)


def _described(reader: RowReader, file: str) -> Described:
    published = dated(reader, "published", "published_basis")
    fields = {name: text for name in _PLAIN if (text := reader.text(name)) is not None}
    kind, seen = reader.code("kind"), reader.word("seen", Seen)
    if kind is not None:
        fields["kind"] = kind
    if seen is not None:
        fields["seen"] = seen.value
    if "title" in fields:
        fields["title_basis"] = reader.text("title_kind") or "stated"
    else:
        reader.spare("title_kind", reader.text("title_kind"))
    reader.spare("key", reader.text("key"))
    note = reader.note()
    if note is not None:
        fields["notes"] = note
    return Described(file.replace("\\", "/"), reader.row.number, fields, published, tuple(reader.odd))
