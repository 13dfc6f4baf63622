"""Makes a source of a row of a table of sources. Proved by tests/reading/tables/test_kinds.py."""

from __future__ import annotations

from aigaq.reading.tables.common import Dropped, dated
from aigaq.reading.tables.rowreader import RowReader
from aigaq.statements.sources import Source
from aigaq.statements.vocabulary import Seen


def source_of(reader: RowReader) -> Source:
    """The source a row tells of.

    Raises:
        Dropped: it has no id by which statements could name it.
    """
    key = reader.text("key")
    if key is None:
        raise Dropped("a source without an id")
    published = dated(reader, "published", "published_basis")
    kind = reader.code("kind")
    seen = reader.word("seen", Seen) or Seen.NOT_STATED
    for name in ("file", "obtained"):
        reader.spare(name, reader.text(name))
    plain = {
        name: reader.text(name)
        for name in ("title", "title_kind", "publisher", "author", "locator", "locator_read")
        + ("relation", "origin", "language")
    }
    return Source(
        key=key,
        item=reader.plan.item,
        sheet=reader.plan.name,
        row=reader.row.number,
        published=published,
        kind=kind,
        seen=seen,
        note=reader.note(),
        **plain,
    )
