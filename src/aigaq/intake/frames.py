"""How a worker and its child speak: frames of a length and that many bytes over two pipes.

A question is one frame (MessagePack), then the file in frames of any size, then an empty one. An answer is one frame.
What the child sends is decoded into known types, never unpickled: it may have read a hostile file. Proved by
tests/intake/test_worker.py.
"""

from __future__ import annotations

import struct
from typing import IO

_LENGTH = struct.Struct(">I")
LONGEST = 1 << 30


class Broken(Exception):
    """The other side is gone, or says what it should not."""


def send(stream: IO[bytes], data: bytes) -> None:
    """One frame; an empty one ends a file."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)


def receive(stream: IO[bytes], most: int = LONGEST) -> bytes:
    """The next frame; Broken where there is none."""
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if size > most:
        raise Broken
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise Broken
    return data
