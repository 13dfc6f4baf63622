"""Bringing in an archive: the archive itself is an item, and so is each member, as `derive` entries say.

A member's path stands in its description only, after the archive's name. Proved by tests/case/test_unpacking.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from aigaq.case.adding.acquiring import Added
from aigaq.case.adding.archives import Limits, Member, Raw, kind_of, members, shipped_limits
from aigaq.case.adding.batch import Batch, describe_file
from aigaq.case.adding.folder import Skipped
from aigaq.case.disk import files
from aigaq.case.log.descriptions import NOTHING, Description
from aigaq.case.log.entries import VERSION, Derive
from aigaq.case.log.vocabulary import Handling, Role
from aigaq.errors import Error, FormatError, StorageError, UsageError

HOW = "member"
Report = Callable[[int, int], None]


def add_archive(
    batch: Batch,
    path: Path,
    *,
    relative: str | None = None,
    role: Role = Role.DOCUMENT,
    handling: Handling = Handling.INTERNAL,
    media: str | None = None,
    describe: Callable[[str], Description] = lambda path: NOTHING,
    progress: Report | None = None,
    limits: Limits | None = None,
) -> Iterator[tuple[str, Added | Skipped]]:
    """Bring in an archive and every member of it; yields the path of each and what became of it, the archive first.

    Args:
        batch: the batch they belong to. An error leaves nothing of it behind.
        path: the archive.
        relative: its path, where it lies in a folder that is brought in; else its name.
        role: of the archive and of all members.
        handling: of the archive and of all members.
        media: the media type of the members; left out, by the end of each name.
        describe: what is to be said of each, by its path; file name, path and time are filled in.
        progress: told the bytes of the archive that are read, and its size.

    Raises:
        FormatError: it is no archive, or it is cut or damaged.
        UsageError: more comes out of it than data/archives.toml allows.
    """
    kind, name = kind_of(path.name), relative or path.name
    if kind is None:
        raise UsageError(
            "not the name of an archive", where=path, hint="such as .zip, .tar, .tar.gz, .tar.bz2, .tar.xz"
        )
    with files.in_words(), files.open_read(path) as file:
        before = _state(file)
        archive = batch.add(path, role=role, handling=handling, description=describe(name))
        yield name, archive
        raw, found = Raw(file, limits or shipped_limits()), dict[str, None]()
        try:
            for member in members(raw, kind, limits=limits):
                if progress is not None:
                    progress(min(raw.read_bytes, raw.size), raw.size)
                if not isinstance(member, Member):
                    yield f"{name}/{member[0]}", member[1]
                    continue
                added = _add(batch, member, f"{name}/{member.path}", role, handling, media, describe)
                found[added.item] = None
                yield f"{name}/{member.path}", added
        except (FormatError, UsageError) as error:
            raise _at(error, path) from error
        if _state(file) != before or _state(file)[0] != raw.size:
            raise StorageError("the archive was changed while it was read", where=path, hint="add it again")
        _record(batch, archive.item, found)
        if progress is not None:
            progress(raw.size, raw.size)


def look_into(path: Path, *, relative: str | None = None) -> Iterator[tuple[str, int | Skipped]]:
    """What `add_archive` would bring in beside the archive: each path and its size in bytes, or why not."""
    kind, name = kind_of(path.name), relative or path.name
    with files.in_words(), files.open_read(path) as file:
        try:
            for member in members(Raw(file, shipped_limits()), kind or ""):
                if isinstance(member, Member):
                    yield f"{name}/{member.path}", sum(map(len, iter(member.stream.read, b"")))
                else:
                    yield f"{name}/{member[0]}", member[1]
        except (FormatError, UsageError) as error:
            raise _at(error, path) from error


def _state(file: BinaryIO) -> tuple[int, int, int]:
    """Size, time of change and number of the file: what differs when somebody writes to it or replaces it."""
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns, status.st_ino


def _add(
    batch: Batch,
    member: Member,
    path: str,
    role: Role,
    handling: Handling,
    media: str | None,
    describe: Callable[[str], Description],
) -> Added:
    said = msgspec.structs.replace(describe(path), path=path)
    name = member.path.replace("\\", "/").rstrip("/").rpartition("/")[2] or member.path
    if member.modified is not None:
        said = describe_file(name, member.modified, said)
    elif said.file_name is None:
        said = msgspec.structs.replace(said, file_name=name)
    return batch.add(member.stream, role=role, handling=handling, media=media, description=said)


def _record(batch: Batch, archive: str, found: dict[str, None]) -> None:
    """Log of each member that it came out of the archive; not again what is logged already.

    At the end, not after each member: acquisitions that wait to be logged together share their descriptions.
    """
    known = {one.item for _, one in batch.index.derived() if one.source == archive and one.how == HOW}
    for item in found:
        if item not in known and item != archive:
            batch.append(Derive(v=VERSION, at=batch.at(), source=archive, item=item, how=HOW))


def _at(error: Error, path: Path) -> Error:
    return type(error)(error.what, where=error.where or path, hint=error.hint)
