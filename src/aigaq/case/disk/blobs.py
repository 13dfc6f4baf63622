"""Blobs: bytes named by their SHA-256, loose or in packs, read-only once they have their name.

Reading: `Blobs`. Writing: `BlobWriter` keeps everything under other names until `finish` has made it durable, so a blob
that has its name is whole. Streams go through one small buffer. Proved by tests/case/test_blobs.py and test_faults.py.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO, FileIO
from mmap import mmap
from pathlib import Path
from typing import BinaryIO

from aigaq.case.disk import files, layout, packs
from aigaq.errors import FormatError, NotFound

BUFFER = 128 << 10  # fits the second cache of a processor: with 1 MiB, reading 1 GB takes 0.35 s cpu more
PIECES = 720  # of a pack, written at once: some 1 MiB. All 34 MB joined cost 0.4 s cpu more per 100,000 small files
PACK_BYTES = 32 << 20
_PACK = re.compile(r"[0-9a-f]{64}\.tar", re.ASCII)
PACK_FROM = 16  # fewer small public blobs than this stay loose: a pack of one helps nobody


class Blobs:
    """The blobs of a case, for reading."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self._packed: dict[str, tuple[str, int, int]] | None = None

    def forget_packs(self) -> None:
        """Look at the packs again next time."""
        self._packed = None

    def packed(self) -> dict[str, tuple[str, int, int]]:
        """Where each packed blob lies: pack name, offset, size. A damaged pack is read up to the damage."""
        if self._packed is None:
            found: dict[str, tuple[str, int, int]] = {}
            folder = self.case / layout.PACKS
            for name in files.names(folder):
                if _PACK.fullmatch(name) is None:
                    continue  # a sync tool's copy, which a merge takes in; it is no pack yet
                with files.open_raw(folder / name) as pack:
                    try:
                        found.update((digest, (name, at, size)) for digest, at, size in packs.scan(pack))
                    except FormatError:
                        continue
            self._packed = found
        return self._packed

    def size(self, digest: str) -> int | None:
        """The size of a blob, None where it is not here."""
        try:
            return files.size(self.case / layout.blob_path(digest))
        except FileNotFoundError:
            packed = self.packed().get(digest)
        return None if packed is None else packed[2]

    def open(self, digest: str) -> BinaryIO:
        """The bytes of a blob as a stream. NotFound where it is not here."""
        try:
            return files.open_read(self.case / layout.blob_path(digest))
        except FileNotFoundError:
            packed = self.packed().get(digest)
        if packed is None:
            raise NotFound(
                "these bytes are not in this copy of the case", where=digest, hint="merge a copy that has them"
            )
        name, at, size = packed
        with files.open_read(self.case / layout.PACKS / name) as pack:
            pack.seek(at)
            return BytesIO(pack.read(size))

    def read(self, digest: str) -> bytes:
        """The bytes of a small blob."""
        with self.open(digest) as stream:
            return stream.read()


@dataclass(slots=True)
class _Slab:
    """Where small files are read into and stay until their pack is written: one piece of memory, taken once.

    A piece for each file, given back after each pack, costs 0.4 s cpu per 100,000 files: the system clears it anew.
    """

    view: memoryview = field(default_factory=lambda: memoryview(mmap(-1, PACK_BYTES + packs.MEMBER_LIMIT)))
    end: int = 0

    def read(self, descriptor: int, size: int) -> memoryview | None:
        """Read an open file that has this size; None, and nothing read, where it has another or there is no room."""
        room = self.view[self.end : self.end + size + 1]
        count = os.readv(descriptor, (room,)) if len(room) > size else -1
        if count == size:
            return room[:size]
        if count > 0:
            os.lseek(descriptor, -count, os.SEEK_CUR)
        return None


@dataclass(slots=True)
class BlobWriter:
    """Takes blobs in; none has its name before `finish`. Not used after it."""

    blobs: Blobs
    unfinished: Path
    _small: dict[str, bytes | memoryview] = field(default_factory=dict)
    _small_bytes: int = 0
    _slab: _Slab | None = None
    _loose: dict[str, str] = field(default_factory=dict)
    _packs: dict[str, str] = field(default_factory=dict)
    _packed: set[str] = field(default_factory=set)
    _count: int = 0

    def put(self, data: bytes | memoryview, *, public: bool) -> str:
        """Take bytes held in memory; small public ones go into a pack. Returns their hash."""
        digest = sha256(data).hexdigest()
        if self._taken(digest):
            return digest
        if public and len(data) < packs.MEMBER_LIMIT:
            self._keep(digest, data)
        else:
            self._loose[digest] = path = self._name()
            files.write_loose(path, [data])
        return digest

    def _keep(self, digest: str, data: bytes | memoryview) -> None:
        """Keep a small public blob until there are enough for a pack."""
        self._small[digest] = data
        self._small_bytes += len(data) + packs.BLOCK
        if self._small_bytes > PACK_BYTES:
            self._write_pack()

    def take(self, stream: BinaryIO, *, public: bool) -> tuple[str, int]:
        """Take a stream to its end, in bounded memory. Returns hash and size."""
        return self.take_rest(stream.read(packs.MEMBER_LIMIT), stream, public=public)

    def take_file(self, descriptor: int, size: int, *, public: bool) -> tuple[str, int]:
        """Take an open file from where it is to its end. A small one of the size it says needs no second read."""
        if public and size < packs.MEMBER_LIMIT:
            if self._slab is None:
                self._slab = _Slab()
            if (data := self._slab.read(descriptor, size)) is not None:
                digest = sha256(data).hexdigest()
                if not self._taken(digest):
                    self._slab.end += size
                    self._keep(digest, data)
                return digest, size
        first = os.read(descriptor, packs.MEMBER_LIMIT)
        if len(first) == size < packs.MEMBER_LIMIT:
            return self.put(first, public=public), size
        with FileIO(descriptor, closefd=False) as stream:
            return self.take_rest(first, stream, public=public)

    def take_rest(self, first: bytes, stream: BinaryIO, *, public: bool) -> tuple[str, int]:
        """Take what was read already and the rest of the stream."""
        if len(first) < packs.MEMBER_LIMIT:
            more = stream.read(BUFFER)
            if not more:
                return self.put(first, public=public), len(first)
            first += more
        path = self._name()
        descriptor = files.create(path)
        try:
            digest, size = _copy(first, stream, descriptor)
        except BaseException:
            files.unlink(path)
            raise
        finally:
            os.close(descriptor)
        if self._taken(digest):
            files.unlink(path)
        else:
            self._loose[digest] = path
        return digest, size

    def drop(self, digest: str, size: int) -> None:
        """Let a blob go that the case holds already."""
        if self.blobs.size(digest) != size:
            return
        if (path := self._loose.pop(digest, None)) is not None:
            files.unlink(path)
        elif (data := self._small.pop(digest, None)) is not None:
            self._small_bytes -= len(data) + packs.BLOCK
            if self._slab is not None and not self._small:
                self._slab.end = 0

    @property
    def pending(self) -> bool:
        """True where there is something to finish."""
        return bool(self._small or self._loose or self._packs)

    def _taken(self, digest: str) -> bool:
        return digest in self._small or digest in self._loose or digest in self._packed

    def _name(self) -> str:
        self._count += 1
        return f"{self.unfinished}/blob-{self._count}"

    def _write_pack(self) -> None:
        name, pieces = packs.build(self._small)
        self._packs[name] = path = self._name()
        files.write_loose(path, (b"".join(pieces[at : at + PIECES]) for at in range(0, len(pieces), PIECES)))
        self._packed.update(self._small)
        self._small, self._small_bytes = {}, 0
        if self._slab is not None:
            self._slab.end = 0

    def finish(self) -> None:
        """Make everything durable, then give it its name."""
        if len(self._small) >= PACK_FROM:
            self._write_pack()
        for digest, data in self._small.items():
            self._loose[digest] = path = self._name()
            files.write_loose(path, [data])
        paths = [*self._loose.values(), *self._packs.values()]
        files.flush(paths)
        names = {path: layout.blob_path(digest) for digest, path in self._loose.items()}
        names |= {path: layout.pack_path(name) for name, path in self._packs.items()}
        folders: set[str] = set()
        for folder in {name.rpartition("/")[0] for name in names.values()}:
            folders.update(files.make_folders(self.blobs.case / folder))
            folders.add(str(self.blobs.case / folder))
        for path, name in names.items():
            files.rename(path, self.blobs.case / name)
        files.fsync_folders(folders)


def _copy(first: bytes, stream: BinaryIO, descriptor: int) -> tuple[str, int]:
    """Copy `first` and the rest of the stream; returns hash and size of what was written."""
    digest, size = sha256(first), len(first)
    files.write(descriptor, first)
    buffer = bytearray(BUFFER)
    view = memoryview(buffer)
    readinto = getattr(stream, "readinto", None)
    while True:
        if readinto is not None:
            count = readinto(buffer)
            piece: bytes | memoryview = view[: count or 0]
        else:
            piece = stream.read(BUFFER)
        if not piece:
            return digest.hexdigest(), size
        digest.update(piece)
        files.write(descriptor, piece)
        size += len(piece)
