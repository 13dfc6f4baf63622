"""Files and folders named on the command line → the list of files to take in, in a fixed order.

A folder is walked to its bottom; every regular file in it is taken, hidden ones too, because leaving something out is a
decision for a person. Links and special files inside a folder are not followed; they are named. Nothing is opened here.
Proved by tests/cli/test_gather.py.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aigaq.errors import StorageError, UsageError, os_error


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in: where it is, its size in bytes, and its path below the folder that was named, if one was."""

    path: Path
    size: int
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found below the named paths, and what was passed over (links, sockets, devices)."""

    files: tuple[Found, ...]
    passed_over: tuple[Path, ...]


def gather(paths: Iterable[Path], *, case: Path) -> Gathered:
    """List the files to take in.

    Raises:
        StorageError: a named path is not there or cannot be read.
        UsageError: the case lies inside a named folder.
    """
    files: list[Found] = []
    passed: list[Path] = []
    for path in paths:
        for found in _below(path, case.resolve()):
            if isinstance(found, Found):
                files.append(found)
            else:
                passed.append(found)
    return Gathered(tuple(files), tuple(passed))


def _below(path: Path, case: Path) -> Iterator[Found | Path]:
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            yield _regular(path, status)
        elif case.is_relative_to(path.resolve()):
            raise UsageError(
                "the case itself lies inside this folder", where=path, hint="move the case elsewhere, or name the files"
            )
        else:
            yield from _walk(path)
    except OSError as error:
        raise os_error(error, where=path) from error


def _regular(path: Path, status: os.stat_result) -> Found:
    if not stat.S_ISREG(status.st_mode):
        raise StorageError("not a file or folder", where=path, hint="copy its contents into a file first")
    return Found(path, status.st_size)


def _walk(top: Path) -> Iterator[Found | Path]:
    def fail(error: OSError) -> None:
        raise error

    # Plain strings: a folder may hold a million files.
    name, above = top.resolve().name, len(str(top))
    for folder, folders, names in os.walk(top, onerror=fail):
        folders.sort()
        yield from (Path(folder, below) for below in folders if Path(folder, below).is_symlink())
        for file in sorted(names):
            path = f"{folder}/{file}"
            status = os.lstat(path)
            if stat.S_ISREG(status.st_mode):
                yield Found(Path(path), status.st_size, _printable(f"{name}{path[above:]}"))
            else:
                yield Path(path)


def _printable(path: str) -> str:
    """A relative path as text; bytes that are no UTF-8 are written \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
