"""A stage of the build: what it reads, in which partitions, and how it makes its rows.

Each room exports one `Stage`; `build` lists them in order and runs a partition again only where its input digest or
the stage's version has changed. A stage never reads a clock, another partition's rows, or the order of anything.
Proved by tests/build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.engines import Engine
    from aigaq.statements.rows import AnyRow
    from aigaq.statements.store import Store


@dataclass(frozen=True, slots=True)
class Partition:
    """The smallest piece of work that can be done again alone: today one item.

    `digest` is a hash of everything the rows of the partition depend on, the stage's version apart. `task` is what
    the work needs beyond the sources; it can be pickled, so that another process may do the work.
    """

    key: str
    digest: str
    task: object = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where stages read from: the case (entries and bytes) and the derived store (rows of earlier stages)."""

    case: Case
    store: Store


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of one partition. They may be an iterator, taken once, so that a long text is never held whole."""

    partition: Partition
    rows: Iterable[AnyRow]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Args:
        name: unique among stages; the owner of its rows in the store.
        version: changes whenever the same input would give other rows; called once a build.
        inputs: the partitions there are now, each key once; read cheaply, without looking into texts.
        run: makes the rows of some partitions, in any order of partitions but each complete.
    """

    name: str
    version: Callable[[], str]
    inputs: Callable[[Sources], Iterable[Partition]]
    run: Callable[[Sources, Engine, Iterator[Partition]], Iterator[Made]]


def version_of(*code: tuple[str, str]) -> str:
    """The version of a stage by its code and data: packages, each with a pattern for its files.

    Any change of them may make other rows.
    """
    digest = hashlib.sha256()
    for package, pattern in code:
        for path in sorted(Path(str(files(package))).glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"1 {digest.hexdigest()[:16]}"


def digest_of(*values: object) -> str:
    """SHA-256 in hex of plain values as canonical JSON: for the input digests of partitions."""
    return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()
