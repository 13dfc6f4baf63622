"""Pages made by several processes: each job is one part of the report in one language, or in all where that saves work.

A worker opens the case and its derived rows itself, once, and writes its files; only names come back. The bytes are
those one process makes. Proved by tests/report/test_hands.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from aigaq.engines import Engine
from aigaq.errors import Busy
from aigaq.report.book import Book
from aigaq.report.material import Material
from aigaq.report.pages import PARTS
from aigaq.report.places import PlaceName, shipped_name
from aigaq.report.site import site
from aigaq.report.views import passages_of

MANY = 300
"""Statements from which on several processes are worth their start."""


@dataclass(frozen=True, slots=True)
class Job:
    """One part in these languages; `folders` gives each language's folder, `digest` the rows it must be made from."""

    case: Path
    digest: str
    out: Path
    folders: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    part: str


def jobs(
    case: Path, digest: str, out: Path, folders: Mapping[str, str], *, together: Collection[str] = ()
) -> Iterator[Job]:
    """All parts of all languages, the longest first, so that no worker is left with one at the end.

    `together`: parts that one worker makes in all languages, because what they show is reckoned once for all.
    """
    every = tuple(folders.items())
    for part in PARTS:
        for some in [tuple(folders)] if part in together else [(language,) for language in folders]:
            yield Job(case, digest, out, every, some, part)


def made_by(engine: Engine, every: Iterator[Job]) -> list[str]:
    """Have all jobs done; the names of the files written.

    Raises:
        Busy: the case was built again while its report was made.
    """
    return list(chain.from_iterable(engine.map(do, every)))


def do(job: Job) -> list[str]:
    """Do one job: the names of the files written, from the report's folder."""
    folders = dict(job.folders)
    every = (_book(job.case, job.digest, job.folders, language) for language in job.languages)
    return [name for book in every for name in parts_written(book, (job.part,), job.out, folders)]


def parts_written(book: Book, parts: Sequence[str], out: Path, folders: Mapping[str, str]) -> list[str]:
    """Write the pages of these parts; their names from the report's folder."""
    names = []
    for part in parts:
        for name, text in PARTS[part](book):
            names.append(folders[book.language] + name)
            put(out, names[-1], text)
    return names


def put(out: Path, name: str, text: str) -> None:
    """Write one file."""
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def books(material: Material, folders: Mapping[str, str], place_name: PlaceName) -> Iterator[Book]:
    """The report in each language."""
    place, passages = site(material), passages_of(material)
    return (Book(material, place, passages, language, folders, place_name) for language in folders)


@lru_cache(maxsize=4)
def _book(case: Path, digest: str, folders: tuple[tuple[str, str], ...], language: str) -> Book:
    return _books(case, digest, folders)[language]


@lru_cache(maxsize=1)
def _books(case: Path, digest: str, folders: tuple[tuple[str, str], ...]) -> Mapping[str, Book]:
    """The books of a case, opened once in each process; its rows stay open until the process ends."""
    from aigaq.case import Case
    from aigaq.report.gather import gather
    from aigaq.statements import Store

    opened = Case.open(case)
    material = gather(opened, Store.open(opened))
    if material.digest != digest:
        raise Busy("the case was built again while its report was made", where=case, hint="run the command again")
    return {book.language: book for book in books(material, dict(folders), shipped_name)}
