"""Builds the derived rows of a case: every stage in order, every partition that has changed, and no other.

A partition is made again where its input digest or its stage's version differs from what was kept, and removed where it
is gone. Groups of partitions are committed together, so that a build that dies leaves whole partitions, and the next
one goes on from there. A store that is damaged or of another version is deleted and built anew; nothing is lost by it.
Proved by tests/build/test_build.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.build.lock import locked
from aigaq.build.stages import stages
from aigaq.engines import Engine
from aigaq.engines import engine as engine_named
from aigaq.errors import FormatError, os_error
from aigaq.statements.rows import NotReadRow
from aigaq.statements.schema import FILE
from aigaq.statements.stage import Partition, Sources, Stage
from aigaq.statements.store import Store
from aigaq.statements.writing import Writer, finish, scrub, writing

if TYPE_CHECKING:
    from aigaq.case import Case


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is: `done` of the `total` partitions it has to make again."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class StageDone:
    """What one stage did, in partitions."""

    name: str
    done: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    `digest`: of all derived rows (`Store.digest`). `done`: how many partitions were made, `kept`: how many were still
    right. `not_read`: what was not read, and why. `anew`: why an old store was thrown away, where one was.
    """

    digest: str
    done: int
    kept: int
    not_read: tuple[NotReadRow, ...]
    stages: tuple[StageDone, ...]
    anew: str | None = None


Report = Callable[[Progress], None]


def build(case: Case, *, engine: Engine | None = None, progress: Report | None = None) -> Built:
    """Bring the derived rows of a case up to date.

    Args:
        engine: does the reading; by default the processes of this machine.
        progress: is told after every partition.

    Raises:
        Busy: another build of the case is running.
        StorageError: the disk failed us; what was committed is kept and the next build goes on.
        FormatError: a setting of the case cannot be read.
    """
    engine = engine or engine_named()
    folder = case.derived
    with locked(folder):
        anew = None
        try:
            return _build(case, engine, progress, anew)
        except FormatError as error:
            if error.where != str(folder / FILE):
                raise  # an input cannot be read, not the store
            anew = error.what
        discard(folder)
        return _build(case, engine, progress, anew)


def discard(folder: Path) -> None:
    """Delete the store of a folder `derived/`, with what SQLite keeps beside it.

    Raises:
        StorageError: it cannot be deleted.
    """
    try:
        for path in sorted(folder.glob(f"{FILE}*")):
            path.unlink()
    except OSError as error:
        raise os_error(error, where=folder) from error


@dataclass(frozen=True, slots=True)
class _Run:
    """One run over a store: what all its stages share."""

    sources: Sources
    engine: Engine
    progress: Report | None

    def stage(self, stage: Stage) -> StageDone:
        """Bring the partitions of one stage up to date."""
        version, store = stage.version(), self.sources.store
        known = {done.key: (done.digest, done.version) for done in store.partitions(stage.name)}
        wanted = sorted(stage.inputs(self.sources), key=lambda partition: partition.key)
        again = [partition for partition in wanted if known.get(partition.key) != (partition.digest, version)]
        gone = tuple(sorted(known.keys() - {partition.key for partition in wanted}))
        if again or gone:
            with writing(store) as writer:
                for key in gone:
                    writer.remove(stage.name, key)
                self._make(stage, version, again, writer)
        return StageDone(stage.name, tuple(partition.key for partition in again), len(wanted) - len(again), gone)

    def _make(self, stage: Stage, version: str, again: list[Partition], writer: Writer) -> None:
        for count, made in enumerate(stage.run(self.sources, self.engine, iter(again)), start=1):
            writer.replace(stage.name, version, made.partition, made.rows)
            writer.step()
            if self.progress is not None:
                self.progress(Progress(stage.name, count, len(again)))


def _build(case: Case, run_by: Engine, progress: Report | None, anew: str | None) -> Built:
    with Store.create(case.derived) as store:
        run = _Run(Sources(case, store), run_by, progress)
        ran = tuple(run.stage(stage) for stage in stages())
        if any(stage.removed for stage in ran):
            scrub(store)
        finish(store)
        return Built(
            digest=store.digest(),
            done=sum(len(stage.done) for stage in ran),
            kept=sum(stage.kept for stage in ran),
            not_read=tuple(store.not_read()),
            stages=ran,
            anew=anew,
        )
