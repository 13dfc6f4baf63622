"""Every change the case makes to a disk, in one small module.

Each function is one step that can fail: tests/case/test_faults.py replaces `create`, `write`, `fsync` and `rename` one
call at a time and reopens the case. Nothing here knows what it writes. Durability follows POSIX: data is durable
after fsync of the file, a name after fsync of its folder.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from aigaq.errors import os_error

# Paths are text here and the calls those of `os`: a batch may hold 100,000 files.
# ruff: noqa: PTH102, PTH106, PTH113, PTH114, PTH105, PTH108, PTH116, PTH120, PTH123, PTH208
READ_ONLY = 0o444
_NO_WAY = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
MANY = 32


class in_words:  # noqa: N801 - used as `with in_words():`; a class, as it is entered for every file of a batch
    """Turn an OSError of the block into a StorageError that says what, where and the next step."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise os_error(error) from error


def create(path: str | Path, mode: int = READ_ONLY) -> int:
    """Open a file that must not exist yet, for writing; returns its descriptor."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)


def write(descriptor: int, data: bytes | bytearray | memoryview) -> None:
    """Write all of `data`."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def fsync(descriptor: int) -> None:
    """Wait until the disk has what was written."""
    os.fsync(descriptor)


def rename(old: str | Path, new: str | Path) -> None:
    """Give a file its final name, replacing what has that name."""
    os.replace(old, new)


def unlink(path: str | Path) -> None:
    """Remove a file; one that is gone already is no error."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def fsync_path(path: str | Path) -> None:
    """fsync a file or folder by name."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_folder(folder: str | Path) -> bool:
    """Make the names in a folder durable; False where this file system has no way to (`footing` says so)."""
    try:
        fsync_path(folder)
    except OSError as error:
        if error.errno not in _NO_WAY:
            raise
        return False
    return True


def fsync_folders(folders: Iterable[str | Path]) -> None:
    """Make the names in these folders durable."""
    for folder in sorted({str(folder) for folder in folders}):
        fsync_folder(folder)


def make_folders(path: str | Path, mode: int = 0o777) -> list[str]:
    """Make a folder and its parents; returns the folders that got a new name and must be fsynced."""
    text = str(path)
    try:
        os.mkdir(text, mode)
    except FileExistsError:
        return []
    except FileNotFoundError:
        parent = os.path.dirname(text)
        return [*make_folders(parent, mode), *make_folders(text, mode)]
    return [os.path.dirname(text) or "."]


def write_new(path: str | Path, data: bytes | bytearray | memoryview, mode: int = READ_ONLY) -> None:
    """Make a file that must not exist yet, durable but for its name."""
    descriptor = create(path, mode)
    try:
        write(descriptor, data)
        fsync(descriptor)
    finally:
        os.close(descriptor)


def write_loose(path: str | Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Make a file that must not exist yet; it is not durable before `flush`."""
    descriptor = create(path)
    try:
        for piece in pieces:
            write(descriptor, piece)
    finally:
        os.close(descriptor)


def write_many(contents: Mapping[str, bytes]) -> None:
    """`write_new` for each; of many, all are written before the disk is waited for."""
    if len(contents) <= MANY:
        for path, data in contents.items():
            write_new(path, data)
        return
    for path, data in contents.items():
        write_loose(path, [data])
    flush(list(contents))


def put(path: str | Path, data: bytes, *, via: str | Path, mode: int = READ_ONLY) -> None:
    """Give `path` these bytes in one step: write them at `via`, rename, fsync the folder."""
    unlink(via)
    write_new(via, data, mode)
    rename(via, path)
    fsync_folder(os.path.dirname(str(path)) or ".")


def open_read(path: str | Path) -> BinaryIO:
    """Open a file for reading; the caller closes it."""
    return open(path, "rb")


def open_raw(path: str | Path) -> FileIO:
    """Open a file for reading without a buffer; the caller closes it."""
    return FileIO(path, "r")


def open_file(path: str | Path) -> int:
    """Open what should be a file for reading, without waiting where it is a pipe; returns its descriptor."""
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)


def size(path: str | Path) -> int:
    """The size of a file."""
    return os.stat(path).st_size


def names(folder: str | Path) -> list[str]:
    """The names in a folder, sorted; none where there is no folder of this name."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def read(path: str | Path) -> bytes:
    """The bytes of a file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(descriptor).st_size
        data = os.read(descriptor, size + 1)
        if len(data) == size:
            return data
        pieces = [data]  # it is being written to, or the system gives less at a time
        while more := os.read(descriptor, 1 << 20):
            pieces.append(more)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def read_if_there(path: str | Path) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    try:
        return read(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def read_at_most(path: str | Path, limit: int) -> bytes | None:
    """The bytes of a file that should have `limit` at most; of a longer one just so many that it shows. None: no file."""
    try:
        with FileIO(path, "r") as stream:
            # `read` makes room for all it is asked for, so it is asked for no more than there is.
            return stream.read(min(limit, os.fstat(stream.fileno()).st_size) + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def flush(paths: list[str]) -> None:
    """Make the data of many files durable. One sync of all first, for one by one each would wait for the disk alone."""
    if len(paths) > MANY:
        os.sync()
    for path in paths:
        fsync_path(path)


def special_files(folder: str | Path) -> Iterator[str]:
    """What is neither a file nor a folder here or below (a pipe, a device), also where a link leads to it."""
    top = Path(folder)
    if os.path.lexists(top) and not top.is_file() and not top.is_dir():
        yield str(folder)
    for where, folders, found in os.walk(folder):
        for name in (*found, *(one for one in folders if os.path.islink(f"{where}/{one}"))):
            path = f"{where}/{name}"
            if os.path.lexists(path) and not os.path.isfile(path):
                yield path


def clear_tree(folder: str | Path) -> None:
    """Remove a folder with all that is below it, where there is one. Links are removed, not followed."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            clear_tree(entry.path)
        else:
            unlink(entry.path)
    with suppress(FileNotFoundError):
        os.rmdir(folder)


def clear_folder(folder: Path) -> None:
    """Remove a folder of files, where there is one."""
    for name in names(folder):
        unlink(f"{folder}/{name}")
    with suppress(FileNotFoundError):
        folder.rmdir()
