"""Tiles of a log (C2SP tlog-tiles): where they lie, what is in them, and the right edge a log grows at.

    tile/<L>/<N>[.p/<W>]         256 (or W) hashes of 32 bytes; level L+1 holds the roots of full tiles of level L
    tile/entries/<N>[.p/<W>]     the entries themselves, each after its length as two bytes, big-endian

Bytes only; nothing here knows a case. Proved by tessera's log and by tlog-scales reading ours (tests/case/test_tiles.py).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import overload

from aigaq.case.standards import merkle
from aigaq.errors import FormatError

WIDTH = 256
HASH = 32
ENTRIES = "entries"
_LENGTH = struct.Struct(">H")
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The place of a tile: level ("0" … or "entries"), index, width (256: full)."""

    level: str
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path below the log's folder."""
        parts = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            parts.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        tail = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{'/'.join(parts)}{tail}"


def parse_path(path: str) -> Tile:
    """The tile at a path below the log's folder; FormatError where the path is not the one way to write it."""
    found = _PATH.fullmatch(path)
    if found is not None:
        level, index, width = found.groups()
        tile = Tile(level, int(re.sub("[x/]", "", index)), int(width or WIDTH))
        if tile.path == path and 0 < tile.width <= WIDTH and (level == ENTRIES or int(level) < 64):
            return tile
    raise FormatError("not the path of a tile", where=path)


def level_widths(size: int) -> Iterator[tuple[int, int, int]]:
    """For a tree of `size` leaves, each level that has hashes: (level, number of full tiles, width of the last)."""
    level = 0
    while size:
        yield level, size // WIDTH, size % WIDTH
        size //= WIDTH
        level += 1


def tiles_of(size: int) -> Iterator[Tile]:
    """The rightmost, partial tiles a head of this size needs, entries included."""
    for level, full, width in level_widths(size):
        if width:
            yield Tile(str(level), full, width)
            if level == 0:
                yield Tile(ENTRIES, full, width)


def format_bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of an entry bundle; FormatError for an entry longer than two bytes can say."""
    try:
        return b"".join(chain.from_iterable(zip(map(_LENGTH.pack, map(len, entries)), entries, strict=True)))
    except struct.error:
        raise FormatError("an entry of a log has at most 65,535 bytes") from None


def parse_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; FormatError where the lengths do not add up or there are more than 256."""
    entries = []
    place, end = 0, len(data)
    while place + 1 < end:
        start = place + 2
        place = start + (data[place] << 8 | data[place + 1])
        entries.append(data[start:place])
    if place != end or len(entries) > WIDTH:
        raise FormatError("the lengths in the bundle do not add up")
    return entries


def parse_hashes(data: bytes) -> list[bytes]:
    """The hashes of a tile."""
    if len(data) % HASH or len(data) > WIDTH * HASH:
        raise FormatError("a tile is 1 to 256 hashes of 32 bytes")
    return [data[place : place + HASH] for place in range(0, len(data), HASH)]


@dataclass(slots=True)
class Edge:
    """The right edge of a tree: per level the hashes of its unfinished tile. Enough to append and to give the root."""

    size: int = 0
    levels: list[list[bytes]] = field(default_factory=list)

    def root(self) -> bytes:
        """The root of the tree."""
        ragged: list[bytes] = []
        for hashes in self.levels:
            if hashes or ragged:
                ragged = [merkle.root([*hashes, *ragged])]
        return ragged[0] if ragged else merkle.EMPTY_ROOT

    def extend(self, leaves: Sequence[bytes]) -> dict[Tile, bytes]:
        """Append leaf hashes; returns the hash tiles that are new: full ones, and the unfinished one of each level."""
        new: dict[Tile, bytes] = {}
        level, carried, size = 0, list(leaves), self.size
        self.size += len(leaves)
        while carried:
            if level == len(self.levels):
                self.levels.append([])
            index, hashes, carried = size // WIDTH, self.levels[level] + carried, []
            whole = len(hashes) // WIDTH * WIDTH
            for at in range(0, whole, WIDTH):
                full = hashes[at : at + WIDTH]
                new[Tile(str(level), index)] = b"".join(full)
                carried.append(merkle.root(full))
                index += 1
            hashes = hashes[whole:]
            if hashes:
                new[Tile(str(level), index, len(hashes))] = b"".join(hashes)
            self.levels[level] = hashes
            level, size = level + 1, size // WIDTH
        return new


class Hashes(Sequence[bytes]):
    """Hashes one after another in one piece of bytes: 32 bytes each, where a list of them takes 73."""

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __len__(self) -> int:
        return len(self.packed) // HASH

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        places = range(len(self))[at]
        if isinstance(places, int):
            return self.packed[places * HASH : places * HASH + HASH]
        return [self.packed[place * HASH : place * HASH + HASH] for place in places]


def tree_levels(leaves: list[bytes]) -> list[list[bytes]]:
    """Per tile level all hashes of the tree over these leaf hashes: the leaves, the roots of full tiles of them, and so on."""
    levels = [leaves]
    while len(levels[-1]) >= WIDTH:
        below = levels[-1]
        levels.append([merkle.root(below[at : at + WIDTH]) for at in range(0, len(below) // WIDTH * WIDTH, WIDTH)])
    return levels


def edge_of(levels: Sequence[Sequence[bytes]], size: int) -> Edge:
    """The right edge the tree had when it held `size` leaves; `levels` as `tree_levels` gives them."""
    edge = Edge(size)
    for level, full, width in level_widths(size):
        edge.levels.append(list(levels[level][full * WIDTH : full * WIDTH + width]))
    return edge
