"""Growing a log so that a crash at any instant loses nothing acknowledged and never signs two histories.

    1  blobs, then tiles and entries: written under other names, fsynced, renamed, folders fsynced
    2  (size, root) into the keystore, fsynced
    3  signed, and the head published: checkpoints/<size>-<root>, then the cache `checkpoint`

A log opened for writing is first brought back to order. The keystore equals the published head: what lies beyond it
was never promised and goes. The keystore is ahead and the folder's entries give its root: step 3 is done again, with
the same bytes, as Ed25519 is deterministic. Anything else (a restored backup, a stale stick, a copy that went its own
way) is refused. Proved by a fault at every step and by random kills (tests/case/test_faults.py, test_kills.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from aigaq.case.disk import files
from aigaq.case.disk.layout import checkpoint_name
from aigaq.case.log.keys import Identity, Keystore
from aigaq.case.log.logs import LogFolder, write_tiles
from aigaq.case.standards import note, tiles
from aigaq.case.standards.merkle import EMPTY_ROOT, leaf_hashes
from aigaq.errors import Behind, Error, Forked, FormatError

_HINT = (
    "this folder is older than what this device has signed, or went its own way: merge a newer copy into it "
    "(`aigaq merge CASE OTHER`); if there is none any more, `aigaq join CASE --succeeds LOG` opens a new log. "
    "It can still be read, verified and copied from"
)
_FORKED = "`aigaq join CASE --succeeds LOG` opens a new log; both histories stay, and `aigaq verify` names them"


class Appender:
    """The one writer of a log. The caller holds the locks of case and keystore. `others`: other histories of it."""

    def __init__(
        self, log: LogFolder, *, keys: Keystore, identity: Identity, unfinished: Path, others: Sequence[LogFolder] = ()
    ) -> None:
        self.log = log
        self.others = others
        self.keys = keys
        self.identity = identity
        self.unfinished = unfinished
        self.edge = tiles.Edge()

    def recover(self) -> None:
        """Roll forward, or discard what no head covers.

        Raises:
            Behind: keystore and folder disagree.
            Forked: the log has two histories.
        """
        if self.others:
            raise Forked(
                "this device's log has two histories, so nothing may be added to it", where=self.log.path, hint=_FORKED
            )
        remembered = self.keys.head(self.log.id)
        published = self._published()
        if remembered is None or remembered[0] < published[0]:
            raise Behind("the keystore does not know the newest head of the log", where=self.log.path, hint=_HINT)
        if remembered == published:
            self.edge = self._edge(remembered)
            self._discard(published[0])
            self._repair_cache(published)
            return
        self.edge = self._rolled(published, remembered)
        self._discard(remembered[0])
        self._publish(*remembered)

    def _published(self) -> tuple[int, bytes]:
        """The greatest published head, (0, empty root) for a log that has none yet."""
        if not self.log.kept():
            return 0, EMPTY_ROOT
        head = self.log.head()
        return head.size, head.root

    def _edge(self, head: tuple[int, bytes]) -> tiles.Edge:
        try:
            edge = self.log.edge(head[0])
        except Error as error:
            raise Behind(error.what, where=error.where, hint=_HINT) from None
        if edge.root() != head[1]:
            raise Behind("the folder's tiles do not give the head of the log", where=self.log.path, hint=_HINT)
        return edge

    def _rolled(self, published: tuple[int, bytes], remembered: tuple[int, bytes]) -> tiles.Edge:
        """The edge after the entries that were written but not published, where they give the remembered head."""
        edge = self._edge(published)
        try:
            new = self.log.bundles(published[0], remembered[0])
        except Error as error:
            raise Behind(error.what, where=error.where, hint=_HINT) from None
        tiles_written = edge.extend(leaf_hashes(new))
        if edge.root() != remembered[1]:
            raise Behind("the folder's entries do not give the remembered head", where=self.log.path, hint=_HINT)
        for tile, data in tiles_written.items():
            if files.read_if_there(self.log.path / tile.path) != data:
                raise Behind("a tile does not fit the remembered head", where=self.log.path / tile.path, hint=_HINT)
        return edge

    def _discard(self, size: int) -> None:
        """Remove tiles beyond `size`, and partial tiles whose whole tile is there."""
        widths = {str(level): (full, width) for level, full, width in tiles.level_widths(size)}
        widths[tiles.ENTRIES] = widths.get("0", (0, 0))
        for path, tile in list(_walk(self.log.path)):
            full, width = widths.get(tile.level, (0, 0))
            whole = tile.width == tiles.WIDTH
            if not (tile.index < full if whole else tile.index == full and tile.width <= width):
                files.unlink(path)

    def _repair_cache(self, head: tuple[int, bytes]) -> None:
        if head[0]:
            data = files.read(self.log.path / "checkpoints" / checkpoint_name(*head))
            if files.read_if_there(self.log.path / "checkpoint") != data:
                files.put(self.log.path / "checkpoint", data, via=self.unfinished / "checkpoint")

    def append(self, entries: Sequence[bytes], *, leaves: list[bytes] | None = None) -> None:
        """Append entries under one new signed head. Their blobs must be durable already. `leaves`: their leaf hashes."""
        start, log = self.edge.size, self.log
        index = start // tiles.WIDTH
        old = log.bundles(index * tiles.WIDTH, start) if start % tiles.WIDTH else []
        was_partial = list(tiles.tiles_of(start))
        new = self.edge.extend(leaf_hashes(entries) if leaves is None else leaves)
        bundled = [*old, *entries]
        for at in range(0, len(bundled), tiles.WIDTH):
            some = bundled[at : at + tiles.WIDTH]
            new[tiles.Tile(tiles.ENTRIES, index + at // tiles.WIDTH, len(some))] = tiles.format_bundle(some)
        write_tiles(log.path, new, unfinished=self.unfinished)
        root = self.edge.root()
        self.keys.remember(log.id, self.edge.size, root)
        self._publish(self.edge.size, root)
        with suppress(OSError):
            self._prune(was_partial)

    def _publish(self, size: int, root: bytes) -> None:
        """Sign the head and put it in its two places; what lies there already is the same bytes."""
        secret = self.identity.log
        name = secret.vkey.name
        data = note.sign_note(note.format_head(note.Head(name, size, root)), name, secret.seed)
        via = self.unfinished / "checkpoint"
        files.put(self.log.path / "checkpoints" / checkpoint_name(size, root), data, via=via)
        files.put(self.log.path / "checkpoint", data, via=via)

    def _prune(self, partial: Iterable[tiles.Tile]) -> None:
        """Remove partial tiles whose whole tile is there now (tlog-tiles allows it); a crash leaves them to `_discard`."""
        full = {str(level): full for level, full, _ in tiles.level_widths(self.edge.size)}
        full[tiles.ENTRIES] = full.get("0", 0)
        for tile in partial:
            if tile.index < full[tile.level]:
                folder = (self.log.path / tile.path).parent
                files.clear_folder(folder)


def _walk(log: Path) -> Iterator[tuple[str, tiles.Tile]]:
    """The tiles of a log as they lie; what is no tile is left to `verify` to name."""
    for where, _, names in os.walk(log / "tile"):
        for name in names:
            path = f"{where}/{name}"
            with suppress(FormatError):
                yield path, tiles.parse_path(os.path.relpath(path, log))
