"""The stage that reads the texts of a case into statements. Proved by tests/build/test_stages.py.

Partition: one item that became text. What the reader is told of a document comes from its current descriptions; where
they differ nothing is chosen: a statement then gets no date from them, and a note that names the dates. What they leave
open is taken from the document's own facts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from aigaq.errors import Error, FormatError, Reason
from aigaq.intake import Chunk
from aigaq.reading.customs import Customs, prepared
from aigaq.reading.voices.sides import side_of
from aigaq.statements.records import AnyStatement, Dated, Link
from aigaq.statements.rows import AnyRow, FactRow, NotReadRow, StatementRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of
from aigaq.statements.store import Store
from aigaq.statements.vocabulary import DateBasis
from aigaq.values.dates import parse_when

if TYPE_CHECKING:
    from aigaq.case import Description, Item
    from aigaq.engines import Engine

__all__ = ["Stage", "stage"]

_AFTER = "intake"


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to read one item: where its text lies, and what is known of it."""

    store: Path
    item: str
    language: str | None
    published: Dated | None
    publisher: Link | None
    note: str | None
    customs: Customs


def _inputs(sources: Sources) -> Iterator[Partition]:
    customs = digest_of(Customs.of(sources.case))
    told = {item.sha256: item.described for item in sources.case.items()}
    texts = {rendition.item for rendition in sources.store.renditions()}
    for done in sources.store.partitions(_AFTER):
        if done.key in texts:
            # Descriptions are blobs named by their hash: they need not be opened to see that they are the same.
            yield Partition(done.key, digest_of(done.output, told[done.key], customs))


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    waiting: deque[Partition] = deque()

    def tasks() -> Iterator[Task]:
        items = {item.sha256: item for item in sources.case.items()}
        customs = Customs.of(sources.case)
        for partition in partitions:
            waiting.append(partition)
            yield _task(items[partition.key], customs, sources.store)

    for rows in engine.map(read_item, tasks()):
        yield Made(waiting.popleft(), rows)


def _task(item: Item, customs: Customs, store: Store) -> Task:
    told = item.description
    own = list(store.facts(item.sha256))
    published, note = _published(told, item, own)
    language = told.language
    if language is None and "language" not in item.disputed:
        language = next((fact.value for fact in own if fact.used and fact.field == "language"), None)
    publisher = None
    if told.publisher:
        publisher = Link(name=told.publisher, side=side_of(told.publisher, told.kind, prepared(customs).named))
    return Task(store.path.parent, item.sha256, language, published, publisher, note, customs)


def _published(told: Description, item: Item, own: Sequence[FactRow]) -> tuple[Dated | None, str | None]:
    """When a document was published, or why that is left open; where nobody says it, what the document itself says."""
    if "published" in item.disputed:
        dates = sorted({one.published.date for one in item.descriptions if one.published is not None})
        return None, f"published: descriptions differ: {', '.join(dates)}"
    if told.published is None:
        return _own_date([fact for fact in own if fact.field == "published"])
    try:
        parse_when(told.published.date)
    except FormatError:
        return None, f"published: no date: {told.published.date}"
    basis = told.published.basis
    known = basis in DateBasis._value2member_map_
    return Dated(told.published.date, DateBasis(basis) if known else DateBasis.UNKNOWN), None


def _own_date(said: Sequence[FactRow]) -> tuple[Dated | None, str | None]:
    used = next((fact for fact in said if fact.used), None)
    if used is not None:
        return Dated(used.value, DateBasis(used.basis)), None
    if said:
        return None, f"published: the document itself differs: {', '.join(sorted({fact.value for fact in said}))}"
    return None, None


def read_item(task: Task) -> list[AnyRow]:
    """The rows of one item. A text the reader fails on is listed as not read: it must not stop the others."""
    from aigaq.reading import Document, read

    using = prepared(task.customs)
    with Store.open(task.store) as store:
        document = Document(
            item=task.item,
            chunks=(Chunk(*chunk) for chunk in store.chunks(task.item)),
            language=task.language,
            published=task.published,
            publisher=task.publisher,
        )
        try:
            reading = read(document, gazetteer=using.gazetteer, packs=using.packs, sides=using.sides)
        except Exception as error:
            if isinstance(error, Error) and error.where == str(store.path):
                raise  # the store failed, not the reader
            return [NotReadRow(task.item, Reason.FAILED, f"the reader failed: {type(error).__name__}: {error}")]
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
