"""The stage that makes text of the documents of a case. Proved by tests/build/test_stages.py.

Partition: one item with a `document` acquisition that is neither shredded nor set aside. What cannot be read is kept
and listed with the reason. Sealed items never enter the derived store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aigaq.errors import NotFound, NotReadable, Reason, UsageError
from aigaq.intake.extracting import EXTRACTORS, version_of
from aigaq.intake.render import charset, render
from aigaq.intake.renditions import EXTRACTOR, VERSION, Chunk, Rendition
from aigaq.statements.rows import AnyRow, ChunkRow, FactRow, NotReadRow, RenditionRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.engines import Engine

_DATA = ("budgets.toml", "encodings.toml", "letters.toml", "media.toml", "pagefacts.toml", "pages.toml")
_OPEN = ("public", "internal")


def _inputs(sources: Sources) -> Iterator[Partition]:
    for item in sources.case.items():
        documents = sorted({one.media for one in item.acquired if one.role == "document"})
        if documents and not item.shredded and not item.set_aside:
            yield Partition(item.sha256, digest_of(item.sha256, documents, str(item.handling)), _task(item, documents))


def _task(item: Item, media: list[str]) -> tuple[str, ...] | None:
    """The media types that were declared, or None where the bytes are not to be looked at."""
    return tuple(media) if item.handling in _OPEN else None


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # Decoding is bound by the disk, not by the processor, and what is taken apart has a process of its own already.
    for partition in partitions:
        yield _made(sources.case, partition)


def _made(case: Case, partition: Partition) -> Made:
    item, media = partition.key, partition.task
    if not isinstance(media, tuple):
        return Made(partition, [NotReadRow(item, Reason.UNKNOWN, "sealed: not read into the derived store")])
    stated = {encoding: one for one in media if (encoding := charset(one)) is not None}
    if len(stated) > 1:
        words = f"different encodings are declared: {', '.join(sorted(stated))}"
        return Made(partition, [NotReadRow(item, Reason.ENCODING, words)])
    try:
        # A declared encoding is a person's word that this is text; it goes before a guess by the file's name.
        kind = next(iter(stated.values()), media[0])
        rendition, chunks = render(lambda: case.open_item(item), item=item, media=kind)
    except (NotReadable, UsageError) as error:
        reason = error.reason if isinstance(error, NotReadable) else Reason.UNKNOWN
        return Made(partition, [NotReadRow(item, reason, error.what)])
    except NotFound:
        # Bytes that are missing today may be here tomorrow: this partition is never up to date.
        return Made(replace(partition, digest="missing"), [NotReadRow(item, Reason.MISSING, "its bytes are not here")])
    return Made(partition, _rows(rendition, chunks))


def _rows(rendition: Rendition, chunks: Iterator[Chunk]) -> Iterator[AnyRow]:
    yield RenditionRow(
        rendition.item,
        rendition.extractor,
        rendition.version,
        rendition.encoding,
        rendition.assumed,
        rendition.parts,
    )
    for place, fact in enumerate(rendition.facts):
        yield FactRow(rendition.item, place, fact.field, fact.value, fact.basis, fact.origin, fact.used)
    for missed in rendition.missed:
        yield NotReadRow(rendition.item, missed.reason, missed.detail)
    for chunk in chunks:
        yield ChunkRow(rendition.item, chunk.part, chunk.offset, chunk.text)


@cache
def _version() -> str:
    data = b"".join((files("aigaq.intake") / "data" / name).read_bytes() for name in _DATA)
    extractors = ", ".join(f"{name} {version_of(name)}" for name in sorted(EXTRACTORS))
    return f"{EXTRACTOR} {VERSION}, {extractors} {hashlib.sha256(data).hexdigest()[:16]}"


stage = Stage("intake", _version, _inputs, _run)
