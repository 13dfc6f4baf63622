"""What every archive is read with: its limits, the file under it, what has come out so far, and errors in words.

The limits and their reasons are data/archives.toml. Proved by tests/case/test_archives.py.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO, cast

from aigaq.case.adding.folder import Skipped
from aigaq.errors import FormatError, UsageError

BUFFER = 128 << 10
Passed = tuple[str, Skipped]
"""The path of what is passed over, and why."""
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile, struct.error,
    ValueError, OverflowError, IndexError, KeyError, NotImplementedError, RuntimeError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an archive is followed; data/archives.toml gives the reasons."""

    bytes: int
    ratio: int
    ratio_from: int
    members: int
    list_bytes: int
    name: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path as text, its time of change (POSIX seconds) where the archive says one that means
    an instant, and its bytes, to be read before the next member is asked for."""

    path: str
    modified: int | None
    stream: BinaryIO


@cache
def shipped() -> dict[str, dict[str, object]]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("aigaq.case") / "data" / "archives.toml").read_text("utf-8"))


@cache
def shipped_limits() -> Limits:
    """The limits that ship with the program."""
    return Limits(**cast(dict[str, int], shipped()["limits"]))


class Raw:
    """The archive itself, as zipfile and tarfile read it: counts what is read, and gives nothing out in huge pieces."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self.size = file.seek(0, 2)
        self.read_bytes = 0
        file.seek(0)

    def read(self, size: int = -1) -> bytes:
        """Some bytes; FormatError for more at once than any list of members needs."""
        left = self.size - self._file.tell()
        if (left if size < 0 else min(size, left)) > self._limits.list_bytes:
            raise FormatError("the archive's list of its members is too long")
        data = self._file.read(size)
        self.read_bytes += len(data)
        return data

    def seek(self, to: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(to, whence)

    def tell(self) -> int:
        """The place."""
        return self._file.tell()

    def seekable(self) -> bool:
        """It is a file."""
        return True

    def close(self) -> None:
        """Whoever opened the file closes it."""


class Budget:
    """What has come out of an archive so far, against its limits."""

    def __init__(self, raw: Raw, limits: Limits) -> None:
        self._raw = raw
        self._limits = limits
        self._bytes = 0
        self._members = 0

    def spend(self, size: int) -> None:
        """So many bytes more came out."""
        self._bytes += size
        if self._bytes > self._limits.bytes:
            raise _too_much(f"more than {self._limits.bytes:,} bytes come out of it")
        if self._bytes > self._limits.ratio_from and self._bytes > self._raw.size * self._limits.ratio:
            raise _too_much(f"more than {self._limits.ratio} times its size comes out of it")

    def member(self) -> None:
        """One member more."""
        self._members += 1
        if self._members > self._limits.members:
            raise _too_much(f"it has more than {self._limits.members:,} members")


def _too_much(what: str) -> UsageError:
    return UsageError(
        f"the archive is not unpacked: {what}",
        hint="add it without --unpack, or unpack what you need of it and add that",
    )


@contextmanager
def in_words(path: str = "") -> Iterator[None]:
    """Turn what the readers of archives raise over bad bytes into a FormatError; a disk that fails stays an OSError."""
    try:
        yield
    except (FormatError, UsageError):
        raise
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged(path) from error
    except _DAMAGED as error:
        behind = error.__context__  # zipfile takes a disk that fails for an end of the list that is not there
        if isinstance(behind, OSError) and behind.errno is not None:
            raise behind from None
        raise damaged(path) from error


def damaged(path: str) -> FormatError:
    at = f" at {path}" if path else ""
    return FormatError(
        f"the archive is cut or damaged{at}", hint="get it again; add it without --unpack to keep it as it is"
    )


class MemberStream:
    """The bytes of a member: counted, checked, and with errors in words."""

    def __init__(self, stream: BinaryIO, path: str, budget: Budget | None) -> None:
        self._stream = stream
        self._path = path
        self._budget = budget

    def read(self, size: int = BUFFER) -> bytes:
        """Some bytes, never many at once; none at the end."""
        with in_words(self._path):
            data = self._stream.read(min(size, BUFFER) if size > 0 else BUFFER)
        if self._budget is not None:
            self._budget.spend(len(data))
        return data
