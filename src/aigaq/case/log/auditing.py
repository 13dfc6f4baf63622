"""Audit paths from the tiles of a log, without reading its leaves: some twenty tiles for a million entries.

The path is that of `merkle.prove_inclusion` (RFC 6962 section 2.1.1). A whole subtree of 2^h leaves that begins at a
multiple of its size lies in one tile of level h // 8; a ragged rest is put together from such subtrees. Nothing is
trusted: whoever uses a path checks it with `merkle.check_inclusion` against a signed head. Proved by comparing all
small trees, and some places of a large one, with `merkle` and tlog-scales (tests/case/test_auditing.py).
"""

from __future__ import annotations

from aigaq.case.log.logs import LogFolder
from aigaq.case.standards import merkle, tiles
from aigaq.errors import FormatError


class Auditor:
    """Gives audit paths in the tree of `size` leaves of one log; each tile is read once."""

    def __init__(self, log: LogFolder, size: int) -> None:
        self.log = log
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def path(self, index: int) -> list[bytes]:
        """From the leaf's sibling upwards. FormatError where a tile is missing or damaged, IndexError outside the tree."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        steps: list[bytes] = []
        start, end = 0, self.size
        while end - start > 1:
            middle = start + (1 << (end - start - 1).bit_length() - 1)
            if index < middle:
                steps.append(self._root(middle, end))
                end = middle
            else:
                steps.append(self._root(start, middle))
                start = middle
        return steps[::-1]

    def _root(self, start: int, end: int) -> bytes:
        """The hash over leaves start..end, a subtree of the tree: `start` is a multiple of the next power of two."""
        count = end - start
        if count & (count - 1) == 0:
            return self._whole(start, count.bit_length() - 1)
        middle = start + (1 << count.bit_length() - 1)
        return merkle.node_hash(self._root(start, middle), self._root(middle, end))

    def _whole(self, start: int, height: int) -> bytes:
        """The root over 2^height leaves, from the one tile that holds them or the roots over them."""
        level, within = divmod(height, 8)
        first = start >> 8 * level
        index, at = divmod(first, tiles.WIDTH)
        return merkle.root(self._tile(level, index)[at : at + (1 << within)])

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._tiles:
            width = min(tiles.WIDTH, (self.size >> 8 * level) - index * tiles.WIDTH)
            tile = tiles.Tile(str(level), index, width)
            hashes = tiles.parse_hashes(self.log.read_tile(tile) or b"")
            if len(hashes) < width:
                raise FormatError("hashes are missing", where=self.log.path / tile.path)
            self._tiles[level, index] = hashes
        return self._tiles[level, index]
