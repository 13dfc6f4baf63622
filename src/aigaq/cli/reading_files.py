"""Reads one file of `aigaq read` in a process of its own and hands back its rows, in memory or, where there are many, in
a file beside. Proved by tests/cli/test_reading_files.py.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners
from aigaq.errors import Error, os_error

if TYPE_CHECKING:
    from aigaq.reading.counts.tracing import Trace
    from aigaq.reading.files import Heard, Means
    from aigaq.statements import AnyStatement, Standing

HELD = 1 << 20
"""How many bytes of rows are handed from process to process; more go through a file."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and how its rows are written: `jsonl`, `text` or `explain`."""

    path: Path
    name: str
    means: Means
    form: str
    spool: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file. The rows lie in `rows`, or in the file `spooled`, which whoever takes them deletes."""

    name: str
    rows: bytes = b""
    spooled: Path | None = None
    statements: int = 0
    notes: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    error: Error | None = None

    def take(self) -> Iterator[bytes]:
        """The rows; of a file beside in pieces, and then it is deleted."""
        if self.spooled is None:
            yield self.rows
            return
        try:
            with self.spooled.open("rb") as stream:
                while piece := stream.read(HELD):
                    yield piece
        finally:
            self.spooled.unlink(missing_ok=True)


class Failed(Exception):
    """Carries an error out of a process whole."""


def work(task: Task) -> tuple[Outcome, tuple[type[Error], dict[str, Any]] | None]:
    """Read one file; whatever is wrong with it is part of the outcome, so that it stops no other."""
    try:
        return _read(task), None
    except Error as error:
        return Outcome(task.name), (type(error), vars(error))
    except Exception as error:
        ours = Error(f"the reader failed: {type(error).__name__}: {error}".replace("\n", " "), where=task.name)
        return Outcome(task.name), (Error, vars(ours))


def _read(task: Task) -> Outcome:
    from aigaq.reading.counts.tracing import Trace
    from aigaq.reading.files import read_file

    trace = Trace() if task.form == "explain" else None
    heard = read_file(task.path, task.means, trace=trace)
    spool = Spool(task.spool)
    try:
        count = 0
        for statement, fate in heard.statements:
            count += 1
            spool.write(_row(task, statement, fate))
        if trace is not None:
            spool.write(_reasons(trace))
        if task.form != "jsonl":
            spool.write(f"{manners.clean(task.name)}: {manners.count(count, 'statement')}\n")
        rows, path = spool.close()
        return Outcome(task.name, rows, path, count, tuple(_notes(heard)), tuple(_languages(heard)))
    except BaseException:
        spool.drop()
        raise


def _row(task: Task, statement: AnyStatement, fate: Standing) -> str:
    from aigaq.reading.flat import flat

    row = flat(statement, fate, statement.language)
    if task.form == "jsonl":
        return json.dumps({"doc": task.path.stem, "file": task.name, **row}, ensure_ascii=False) + "\n"
    said = _said(statement, fate, row)
    if task.form == "explain":
        from aigaq.cli.explain import rules_of

        said += rules_of(statement, task.means)
    return said


def _said(statement: AnyStatement, fate: Standing, row: dict[str, Any]) -> str:
    from aigaq.cli.phrases import gist, who

    marked = "" if fate == "standing" else f"  [{fate}]"
    return (
        f"  {row['kind']:13} {manners.clean(gist(statement))}{marked}\n"
        f"  {'':13} “{manners.clean(row['quote'])}”\n"
        f"  {'':13} said by {manners.clean(who(statement))}\n"
    )


def _reasons(trace: Trace) -> str:
    from aigaq.cli.explain import reasons

    return reasons(trace)


def _notes(heard: Heard) -> Iterator[str]:
    if heard.assumed:
        yield f"taken to be {heard.assumed}"
    yield from heard.missed
    for gap in heard.not_read:
        part = "" if gap.part == "text" else f" of {gap.part}"
        yield f"not read ({gap.language}): characters {gap.start} to {gap.end}{part}"


def _languages(heard: Heard) -> list[str]:
    return sorted({gap.language for gap in heard.not_read})


class Spool:
    """Rows in memory while they are few, in a file where they are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[bytes] = []
        self._size = 0
        self._path: Path | None = None

    def write(self, text: str) -> None:
        """Add a row.

        Raises:
            StorageError: the disk refuses.
        """
        data = text.encode("utf-8", "backslashreplace")
        self._held.append(data)
        self._size += len(data)
        if self._size > HELD:
            self._out()

    def close(self) -> tuple[bytes, Path | None]:
        """The rows, or the file they lie in."""
        if self._path is None:
            return b"".join(self._held), None
        self._out()
        return b"", self._path

    def drop(self) -> None:
        """Leave nothing behind."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _out(self) -> None:
        try:
            if self._path is None:
                number, name = tempfile.mkstemp(prefix="aigaq-read-", dir=self._folder)
                os.close(number)
                self._path = Path(name)
            with self._path.open("ab") as stream:
                stream.writelines(self._held)
        except OSError as error:
            raise os_error(error, where=self._folder) from error
        self._held.clear()
        self._size = 0
