"""Reading files that belong to no case: which files a word names, and what stands in one of them.

A folder means all files in it and below, in the order of their names; what begins with a dot, and links to folders, are
left out. Proved by tests/reading/test_files.py.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.errors import os_error
from aigaq.reading.document import Document, NotRead, Reading
from aigaq.reading.lexis.packs import Packs
from aigaq.reading.read import read_chunks
from aigaq.reading.settled import settled
from aigaq.statements.records import AnyStatement, Dated
from aigaq.statements.vocabulary import DateBasis, Standing

if TYPE_CHECKING:
    from aigaq.intake import Rendition
    from aigaq.reading.counts.tracing import Trace


@dataclass(frozen=True, slots=True)
class Means:
    """What files are read with: what is known of all of them, and a folder of packs beside the shipped ones."""

    language: str | None = None
    published: str | None = None
    encoding: str | None = None
    packs: Path | None = None


@dataclass(slots=True)
class Heard:
    """One file while it is read: its statements, and what is known once they have been taken."""

    statements: Iterator[tuple[AnyStatement, Standing]]
    assumed: str | None = None
    not_read: list[NotRead] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that some paths name: a file itself, a folder every file in it and below, each file once.

    Raises:
        StorageError: nothing is at a path, or a folder cannot be read.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.is_dir():
            if not os.path.lexists(path):
                raise os_error(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), where=path)
            found: Iterable[Path] = (path,)
        else:
            found = _below(path)
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise os_error(error, where=folder) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name)
        elif entry.is_file():
            yield folder / entry.name


@lru_cache(maxsize=4)
def packs_beside(folder: Path | None) -> Packs:
    """The shipped packs, and those of a folder."""
    return Packs() if folder is None else Packs().beside(folder)


def read_file(path: Path, means: Means, *, trace: Trace | None = None) -> Heard:
    """Read one file in bounded memory; what cannot be read is an error at once, not while statements are taken.

    Raises:
        NotReadable: it cannot be made into text.
        StorageError: there is no such file, or it cannot be read.
    """
    from aigaq.intake import render_file

    rendition, chunks = render_file(path, encoding=means.encoding)
    said = next((fact.value for fact in rendition.facts if fact.field == "language" and fact.used), None)
    document = Document(
        item=rendition.item, chunks=chunks, language=means.language or said, published=_published(rendition, means)
    )
    heard = Heard(iter(()), rendition.assumed, missed=[one.detail for one in rendition.missed])
    readings = read_chunks(document, packs=packs_beside(means.packs), trace=trace)
    heard.statements = settled(_noting(heard, readings))
    return heard


def _published(rendition: Rendition, means: Means) -> Dated | None:
    """The date that was given, else the one the file says of itself."""
    if means.published is not None:
        return Dated(date=means.published, basis=DateBasis.STATED)
    said = next((fact for fact in rendition.facts if fact.field == "published" and fact.used), None)
    if said is None:
        return None
    known = said.basis in DateBasis._value2member_map_
    return Dated(date=said.value, basis=DateBasis(said.basis) if known else DateBasis.UNKNOWN)


def _noting(heard: Heard, readings: Iterable[Reading]) -> Iterator[Reading]:
    for reading in readings:
        heard.not_read += reading.not_read
        yield reading
