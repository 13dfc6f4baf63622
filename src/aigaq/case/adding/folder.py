"""Bringing in a folder: every regular file, in a fixed order; what is left out is said and why.

Paths are kept relative to the folder, and only in descriptions. Symbolic links are not followed: what they point at may
lie outside what a person meant to bring in. Proved by tests/case/test_folder.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import msgspec

from aigaq.case.adding.acquiring import Added
from aigaq.case.adding.batch import Batch, printable
from aigaq.case.disk import files
from aigaq.case.log.descriptions import NOTHING, Description
from aigaq.case.log.vocabulary import Handling, Role
from aigaq.errors import os_error


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not brought in, and why, in words."""

    reason: str


class FoundFile(msgspec.Struct, frozen=True, gc=False):
    """A file below a folder: where it is, and its path relative to the folder with `/`; `skipped` where it is no file."""

    path: str
    relative: str
    skipped: Skipped | None = None


def find_files(folder: Path, *, leave_out: Path | None = None) -> Iterator[FoundFile]:
    """Every file below a folder in the order of its relative path; `leave_out` is a folder not to look into."""
    left_out = None if leave_out is None else leave_out.resolve()
    found: list[FoundFile] = []
    _walk(str(folder), "", left_out, found)
    found.sort(key=attrgetter("relative"))
    return iter(found)


def _walk(folder: str, prefix: str, left_out: Path | None, found: list[FoundFile]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        found.append(FoundFile(folder, prefix or ".", Skipped(os_error(error).what)))
        return
    for entry in entries:
        name, path = prefix + printable(entry.name), entry.path
        if entry.is_file(follow_symlinks=False):
            found.append(FoundFile(path, name))
        elif not entry.is_dir(follow_symlinks=False):
            why = "a symbolic link, not followed" if entry.is_symlink() else "neither a file nor a folder"
            found.append(FoundFile(path, name, Skipped(why)))
        elif left_out is not None and Path(path).resolve() == left_out:
            found.append(FoundFile(path, name, Skipped("the case itself")))
        else:
            _walk(path, f"{name}/", left_out, found)


def add_folder(
    batch: Batch,
    folder: Path,
    *,
    role: Role = Role.DOCUMENT,
    handling: Handling = Handling.INTERNAL,
    description: Description = NOTHING,
) -> Iterator[tuple[str, Added | Skipped]]:
    """Bring in every file below a folder but the case itself; yields its relative path and what became of it, one by one.

    A file that cannot be opened is skipped; a disk that cannot be written ends it with StorageError.

    Args:
        batch: the batch they belong to.
        folder: the folder.
        role: of all of them.
        handling: of all of them.
        description: what is to be said of each; file name, path and time of change are filled in.
    """
    for found in find_files(folder, leave_out=batch.case):
        if found.skipped is not None:
            yield found.relative, found.skipped
            continue
        try:
            descriptor = files.open_file(found.path)
        except OSError as error:
            yield found.relative, Skipped(os_error(error).what)
            continue
        name, relative = found.path.rpartition("/")[2], found.relative
        yield (
            relative,
            batch.add_opened(descriptor, name, role=role, handling=handling, description=description, path=relative),
        )
