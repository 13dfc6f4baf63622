"""The stage that reads the texts of a case into statements. Proved by tests/build/test_stages.py.

Partition: one item that became text. What the reader is told of a document comes from its current descriptions; where
they differ nothing is chosen: a statement then gets no date from them, and a note that names the dates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from aigaq.errors import Error, FormatError, Reason
from aigaq.intake import Chunk
from aigaq.reading.sides import read_sides, side_of
from aigaq.statements.records import AnyStatement, Dated, Link
from aigaq.statements.rows import AnyRow, NotReadRow, StatementRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of
from aigaq.statements.store import Store
from aigaq.statements.vocabulary import DateBasis
from aigaq.values.dates import parse_when

if TYPE_CHECKING:
    from aigaq.case import Description, Item
    from aigaq.engines import Engine
    from aigaq.statements.vocabulary import Side

__all__ = ["Stage", "stage"]

_AFTER = "intake"
_SIDES = "sides"


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to read one item: where its text lies, and what is known of it."""

    store: Path
    item: str
    language: str | None
    published: Dated | None
    publisher: Link | None
    note: str | None


def _inputs(sources: Sources) -> Iterator[Partition]:
    sides = sources.case.settings(_SIDES)
    told = {item.sha256: item.described for item in sources.case.items()}
    texts = {rendition.item for rendition in sources.store.renditions()}
    for done in sources.store.partitions(_AFTER):
        if done.key in texts:
            # Descriptions are blobs named by their hash: they need not be opened to see that they are the same.
            yield Partition(done.key, digest_of(done.output, told[done.key], (sides or b"").hex()))


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    waiting: deque[Partition] = deque()

    def tasks() -> Iterator[Task]:
        items = {item.sha256: item for item in sources.case.items()}
        sides = read_sides(sources.case.settings(_SIDES))
        for partition in partitions:
            waiting.append(partition)
            yield _task(items[partition.key], sides, sources.store.path.parent)

    for rows in engine.map(read_item, tasks()):
        yield Made(waiting.popleft(), rows)


def _task(item: Item, sides: dict[str, Side], folder: Path) -> Task:
    told = item.description
    published, note = _published(told, item)
    publisher = None
    if told.publisher:
        publisher = Link(name=told.publisher, side=side_of(told.publisher, told.kind, sides))
    return Task(folder, item.sha256, told.language, published, publisher, note)


def _published(told: Description, item: Item) -> tuple[Dated | None, str | None]:
    """When a document was published, or why that is left open."""
    if "published" in item.disputed:
        dates = sorted({one.published.date for one in item.descriptions if one.published is not None})
        return None, f"published: descriptions differ: {', '.join(dates)}"
    if told.published is None:
        return None, None
    try:
        parse_when(told.published.date)
    except FormatError:
        return None, f"published: no date: {told.published.date}"
    basis = told.published.basis
    known = basis in DateBasis._value2member_map_
    return Dated(told.published.date, DateBasis(basis) if known else DateBasis.UNKNOWN), None


def read_item(task: Task) -> list[AnyRow]:
    """The rows of one item. A text the reader fails on is listed as not read: it must not stop the others."""
    from aigaq.reading import Document, read

    with Store.open(task.store) as store:
        document = Document(
            item=task.item,
            chunks=(Chunk(*chunk) for chunk in store.chunks(task.item)),
            language=task.language,
            published=task.published,
            publisher=task.publisher,
        )
        try:
            reading = read(document)
        except Exception as error:
            if isinstance(error, Error) and error.where == str(store.path):
                raise  # the store failed, not the reader
            return [NotReadRow(task.item, Reason.UNKNOWN, f"the reader failed: {type(error).__name__}: {error}")]
    rows: list[AnyRow] = [StatementRow(_noted(statement, task.note)) for statement in reading.statements]
    for missed in reading.not_read:
        rows.append(NotReadRow(task.item, Reason.LANGUAGE, missed.language, missed.start, missed.end))
    return rows


def _noted(statement: AnyStatement, note: str | None) -> AnyStatement:
    if note is None or statement.said is not None:
        return statement
    return msgspec.structs.replace(statement, note=f"{statement.note}; {note}" if statement.note else note)


def _version() -> str:
    from aigaq.reading import version

    return f"1 {version()}"


stage = Stage("reading", _version, _inputs, _run)
