"""Files that commands write for the user. Nothing is overwritten unasked; a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from aigaq.errors import UsageError, os_error


def require_outside(path: Path, case: Path) -> None:
    """UsageError for a path inside a case, where every file the format does not know is a finding."""
    if path.resolve().is_relative_to(case.resolve()):
        raise UsageError("this lies inside the case", where=path, hint="name a place outside the case")


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file, and its folder where there is none.

    Raises:
        UsageError: there is something here already, and `force` was not given.
        StorageError: the disk refuses.
    """
    if os.path.lexists(path) and not force:
        raise UsageError("there is a file here already", where=path, hint="name another, or give --force")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            half.write_bytes(data)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise os_error(error, where=path) from error


@contextmanager
def writing_file(path: Path) -> Iterator[TextIO]:
    """A file of text that is written row by row, in the place of what is there.

    Raises:
        StorageError: the disk refuses. Then, and whatever else ends the writing, what was there before is untouched.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with half.open("w", encoding="utf-8", newline="") as file:
                yield file
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise os_error(error, where=path) from error
