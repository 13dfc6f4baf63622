"""A file of results that can be gone on with: rows of JSON, and beside it a list of what has been written.

`OUT.done` is a line of JSON for the run (what it reads with) and one for each file that is done: its name, where its
rows end in OUT, what was not read, its error. Rows are written before the line that counts them, so that what has no
line is cut off when the work is gone on with: a file's rows stand in OUT once or not at all, whatever the program died
of. Proved by tests/cli/test_ledger.py.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from aigaq.errors import FormatError, UsageError, os_error

_FORMAT = "read 1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is done: how many statements, which languages were not read, and why the whole was not, if so."""

    file: str
    statements: int = 0
    not_read: tuple[str, ...] = ()
    error: str | None = None
    code: int = 0


class Ledger:
    """The two files, open for writing. Use as a context."""

    def __init__(self, out: Path, run: dict[str, Any], *, resume: bool) -> None:
        self.out = out
        self.list = out.with_name(f"{out.name}.done")
        self.done: dict[str, Entry] = {}
        self._run = {"aigaq": _FORMAT, **run}
        self._rows: BinaryIO
        self._lines: BinaryIO
        try:
            self._open(resume=resume)
        except OSError as error:
            raise os_error(error, where=out) from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()
        self._lines.close()

    def add(self, rows: Iterable[bytes], entry: Entry) -> None:
        """Write the rows of one file, then that it is done.

        Raises:
            StorageError: the disk refuses.
        """
        try:
            for row in rows:
                self._rows.write(row)
            self._rows.flush()
            self._line({**asdict(entry), "end": self._rows.tell()})
            self._lines.flush()
        except OSError as error:
            raise os_error(error, where=self.out) from error
        self.done[entry.file] = entry

    def _open(self, *, resume: bool) -> None:
        there = [path for path in (self.out, self.list) if os.path.lexists(path)]
        if there and not resume:
            raise UsageError("there is a file here already", where=there[0], hint="name another, or give --resume")
        self.out.parent.mkdir(parents=True, exist_ok=True)
        end, kept = self._kept() if self.list.exists() else (0, 0)
        if self.out.exists() and self.out.stat().st_size and not end and not kept:
            hint = "name another file; --resume goes on only with what `aigaq read` began"
            raise UsageError("this was not written by `aigaq read -o`", where=self.out, hint=hint)
        self._rows = self.out.open("r+b" if self.out.exists() else "w+b")
        self._lines = self.list.open("r+b" if self.list.exists() else "w+b")
        self._rows.truncate(end)
        self._rows.seek(end)
        self._lines.truncate(kept)
        self._lines.seek(kept)
        if not kept:
            self._line(self._run)
            self._lines.flush()

    def _line(self, row: dict[str, Any]) -> None:
        self._lines.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")

    def _kept(self) -> tuple[int, int]:
        """How much of the rows and of the list is whole; learns what is done from it."""
        size = self.out.stat().st_size if self.out.exists() else 0
        end = kept = 0
        with self.list.open("rb") as lines:
            for number, line in enumerate(lines):
                if not line.endswith(b"\n"):
                    break  # the program died while it wrote this line
                row = self._read(line)
                if number == 0:
                    self._same_run(row)
                elif row["end"] > size:
                    break  # the rows did not reach the disk; they are written again
                else:
                    end = row.pop("end")
                    row["not_read"] = tuple(row["not_read"])
                    self.done[row["file"]] = Entry(**row)
                kept += len(line)
        return end, kept

    def _read(self, line: bytes) -> dict[str, Any]:
        try:
            row = json.loads(line)
            if isinstance(row, dict):
                return row
        except ValueError:
            pass
        raise FormatError("this list cannot be read", where=self.list, hint="delete it and its results, and read again")

    def _same_run(self, row: dict[str, Any]) -> None:
        if row != self._run:
            differs = sorted(key for key in row.keys() | self._run.keys() if row.get(key) != self._run.get(key))
            hint = "give the same options and version as before, or another -o"
            raise UsageError(f"begun with other {', '.join(differs)}", where=self.out, hint=hint)
