"""One stream in several files of bounded length: NAME.001, NAME.002, …, or NAME alone where one is enough.

The parts put together (`cat`) are the stream. They have their names only when all of them are durable. Proved by
tests/case/test_bundle.py.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from aigaq.case.disk import files


def part_name(out: Path, number: int) -> Path:
    """The name of a part, counted from 1."""
    return out.with_name(f"{out.name}.{number:03d}")


def parts_beside(out: Path) -> list[Path]:
    """What has the name of a part of this file already."""
    names = (f"{out.parent}/{name}" for name in files.names(out.parent))
    return [Path(name) for name in names if re.fullmatch(re.escape(str(out)) + r"\.[0-9]{3}", name)]


class Parts(io.RawIOBase):
    """A stream into files of bounded length, under other names until `finish`."""

    def __init__(self, out: Path, limit: int) -> None:
        self.out = out
        self.limit = limit
        self.made: list[Path] = []
        self._left = 0
        self._descriptor = -1

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(data).cast("B")  # type: ignore[arg-type]
        count = len(view)
        while view:
            if not self._left:
                self._next()
            some = view[: self._left]
            files.write(self._descriptor, some)
            self._left -= len(some)
            view = view[len(some) :]
        return count

    def _next(self) -> None:
        self._end()
        path = self.out.with_name(f".{self.out.name}.half-{len(self.made) + 1:03d}")
        files.unlink(path)
        self._descriptor = files.create(path, 0o644)
        self.made.append(path)
        self._left = self.limit

    def _end(self) -> None:
        if self._descriptor >= 0:
            files.fsync(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1

    def finish(self) -> tuple[Path, ...]:
        """Give the parts their names; one part has the name that was asked for."""
        self._end()
        single = len(self.made) == 1
        names = [self.out if single else part_name(self.out, number) for number in range(1, len(self.made) + 1)]
        for path, name in zip(self.made, names, strict=True):
            files.rename(path, name)
        files.fsync_path(self.out.parent)
        return tuple(names)

    def give_up(self) -> None:
        """Remove what was written."""
        with suppress(OSError):
            self._end()
        for path in self.made:
            files.unlink(path)


class Joined(io.RawIOBase):
    """The parts of a bundle as one stream."""

    def __init__(self, parts: list[Path]) -> None:
        self.parts = parts
        self._at = 0
        self._stream: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        pieces = []
        while size > 0:
            if self._stream is None:
                if self._at == len(self.parts):
                    break
                self._stream = files.open_read(self.parts[self._at])
                self._at += 1
            piece = self._stream.read(size)
            if not piece:
                self._stream.close()
                self._stream = None
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        super().close()


def parts_of(path: Path) -> list[Path]:
    """The files of a bundle: itself, or all its parts in order where it is one of them or has them."""
    found = re.fullmatch(r"(.+)\.([0-9]{3})", path.name)
    base = path.with_name(found[1]) if found else path
    if path.is_file() and (not found or not part_name(base, 1).exists()):
        return [path]
    parts: list[Path] = []
    while part_name(base, len(parts) + 1).is_file():
        parts.append(part_name(base, len(parts) + 1))
    return parts
