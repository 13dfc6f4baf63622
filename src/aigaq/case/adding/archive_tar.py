"""Tar archives by tarfile, plain or packed, read once from front to back. POSIX.1-2001 pax and GNU tar.

Proved by tests/case/test_archives.py.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from aigaq.case.adding.archive_reading import (
    BUFFER,
    Budget,
    Limits,
    Member,
    MemberStream,
    Passed,
    Raw,
    damaged,
    in_words,
)
from aigaq.case.adding.folder import Skipped
from aigaq.errors import FormatError


class _Forward:
    """The unpacked tar, read once from front to back: counts every byte, and keeps the last block for `ended`."""

    def __init__(self, stream: BinaryIO, budget: Budget, limits: Limits) -> None:
        self._stream = stream
        self._budget = budget
        self._most = limits.list_bytes
        self._at = 0
        self._last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._most:
            raise FormatError("a name in the archive is too long")
        pieces = []
        while size:
            piece = self._stream.read(min(size, BUFFER))
            if not piece:
                break
            self._budget.spend(len(piece))
            pieces.append(piece)
            size -= len(piece)
        self._last = b"".join(pieces)
        self._at += len(self._last)
        return self._last

    def seek(self, to: int) -> int:
        if to < self._at:
            raise tarfile.StreamError("an archive that leads backwards")
        while self._at < to and self.read(min(to - self._at, BUFFER)):
            pass
        return self._at

    def tell(self) -> int:
        return self._at

    def rest(self) -> bool:
        """Read to the end, which checks what packed it; True where anything but padding is there."""
        found = False
        while piece := self.read(BUFFER):
            found = found or any(piece)
        return found

    @property
    def ended(self) -> bool:
        """True where the last block read was the empty one that ends every tar."""
        return len(self._last) == tarfile.BLOCKSIZE and not any(self._last)


def _unpacked(raw: Raw, kind: str) -> BinaryIO:
    file = cast(BinaryIO, raw)
    if kind == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))
    if kind == "bzip2":
        return cast(BinaryIO, bz2.BZ2File(file))
    return cast(BinaryIO, lzma.LZMAFile(file)) if kind == "xz" else file


def tar_members(raw: Raw, kind: str, budget: Budget, limits: Limits) -> Iterator[Member | Passed | None]:
    with in_words():
        stream = _Forward(_unpacked(raw, kind), budget, limits)
        archive = tarfile.TarFile(fileobj=cast(BinaryIO, stream), mode="r", encoding="utf-8")
        info = archive.next()
    path = ""
    while info is not None:
        path = info.name
        if info.isdir():
            yield None
        elif why := _why_not_tar(info):
            yield info.name, Skipped(why)
        else:
            with in_words(path):
                opened = archive.extractfile(info)
            # Its bytes are counted by `_Forward`, as are those between members.
            member = MemberStream(cast(BinaryIO, opened), path, None)
            yield Member(path, _tar_time(info), cast(BinaryIO, member))
        archive.members = []  # type: ignore[attr-defined]  # else it keeps all it has ever seen
        with in_words(path):
            info = archive.next()
    if not stream.ended:
        raise damaged(f"the end, after {path}" if path else "")
    with in_words("its end"):
        if stream.rest():
            yield "after the end", Skipped("bytes that belong to no member")


def _why_not_tar(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "a link, not followed"
    if not info.isreg():
        return "neither a file nor a folder"
    return "a file with holes" if info.sparse is not None else ""


def _tar_time(info: tarfile.TarInfo) -> int | None:
    return int(info.mtime) if 0 < info.mtime < 1 << 34 else None
