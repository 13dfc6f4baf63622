"""Reading a log from its folder: key, kept heads, entries. What is read here is checked against the signed head.

Files: docs/formats/entries.md. Growing a log is `append`; trusting nothing is `verify`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.entries import EntryView, is_hash
from aigaq.case.log.keys import key_name
from aigaq.case.standards import note, tiles
from aigaq.case.standards.merkle import leaf_hashes
from aigaq.errors import CaseError, Error, FormatError

_HINT = "`aigaq verify` says what is wrong"
KEPT = re.compile("(0|[1-9][0-9]{0,18})-[0-9a-f]{64}", re.ASCII)
_VKEY_LIMIT = 1 << 10
TILE_LIMIT = tiles.WIDTH * (2 + (1 << 16))  # no bundle can be longer


@dataclass(frozen=True, slots=True)
class LogFolder:
    """One log of a case: the folder `logs/<id>`, id = hash of the log's name."""

    path: Path
    id: str

    def vkey(self) -> note.VerifierKey:
        """The log's key, from which the name is made that its folder is named by: no other key can speak for the log."""
        path = self.path / "vkey"
        data = files.read_at_most(path, _VKEY_LIMIT)
        if data is None:
            raise CaseError("the log's key is not here", where=path, hint=_HINT)
        try:
            vkey = note.parse_vkey(data.decode("utf-8", "replace").removesuffix("\n"))
        except FormatError as error:
            raise CaseError(error.what, where=path, hint=_HINT) from None
        own = vkey.type == note.ED25519 and vkey.name == key_name(vkey.key) and layout.log_id(vkey.name) == self.id
        if not own or f"{vkey}\n".encode() != data:
            raise CaseError("the log's key is not the one its folder is named by", where=path, hint=_HINT)
        return vkey

    def kept(self) -> list[str]:
        """The names of all kept heads, by size; what has another name is no head (a sync tool's copy of one)."""
        found = [KEPT.fullmatch(name) for name in files.names(self.path / "checkpoints")]
        return [one[0] for one in sorted((one for one in found if one), key=lambda one: (int(one[1]), one[0]))]

    def head(self) -> note.Head:
        """The greatest kept head, its signature verified. CaseError where there is none."""
        kept = self.kept()
        if not kept:
            raise CaseError("the log has no signed head", where=self.path, hint=_HINT)
        path = self.path / "checkpoints" / kept[-1]
        try:
            signed = note.parse_note(files.read_at_most(path, note.MAX_NOTE) or b"")
            head = note.parse_head(signed.text)
        except FormatError as error:
            raise CaseError(error.what, where=path, hint=_HINT) from None
        vkey = self.vkey()
        if head.origin != vkey.name or not note.check_note(signed, vkey):
            raise CaseError("the head is not signed by the log's key", where=path, hint=_HINT)
        return head

    def read_tile(self, tile: tiles.Tile) -> bytes | None:
        """The bytes of a tile; of a partial one that is gone, those of a wider one; None where there is none."""
        data = files.read_at_most(self.path / tile.path, TILE_LIMIT)
        if data is None and tile.width < tiles.WIDTH:
            data = files.read_at_most(self.path / tiles.Tile(tile.level, tile.index).path, TILE_LIMIT)
            if data is None:
                partial = (self.path / tile.path).parent
                widths = [int(name) for name in files.names(partial) if re.fullmatch("[1-9][0-9]{0,2}", name, re.ASCII)]
                wider = [width for width in widths if width > tile.width]
                data = files.read_at_most(partial / str(min(wider)), TILE_LIMIT) if wider else None
        return data

    def bundles(self, start: int, end: int, *, of: int | None = None) -> list[bytes]:
        """Entries start..end (end excluded), not checked. FormatError where some are missing or damaged.

        Args:
            of: the size of the tree whose tiles are read; left out, `end`.
        """
        entries: list[bytes] = []
        for index in range(start // tiles.WIDTH, -(-end // tiles.WIDTH)):
            tile = _in_tree(tiles.ENTRIES, index, end if of is None else of)
            data = self.read_tile(tile)
            bundle = [] if data is None else tiles.parse_bundle(data)
            if len(bundle) < tile.width:
                raise FormatError("entries are missing", where=self.path / tile.path)
            entries += bundle[: min(tiles.WIDTH, end - index * tiles.WIDTH)]
        return entries[start % tiles.WIDTH :]

    def edge(self, size: int, *, of: int | None = None) -> tiles.Edge:
        """The right edge of the tree of this size. FormatError where a tile is missing or damaged.

        Args:
            of: the size of the tree whose tiles are read, for an edge it had before; left out, `size`.
        """
        edge = tiles.Edge(size)
        for level, full, width in tiles.level_widths(size):
            tile = _in_tree(str(level), full, size if of is None else of)
            data = self.read_tile(tile) if width else b""
            hashes = tiles.parse_hashes(data or b"")
            if len(hashes) < width:
                raise FormatError("hashes are missing", where=self.path / tile.path)
            edge.levels.append(hashes[:width])
        return edge

    def root_at(self, size: int, *, of: int | None = None) -> bytes | None:
        """The root of the tree when it had this size; None where tiles of it are missing or damaged. `of`: as in `edge`."""
        try:
            return self.edge(size, of=of).root()
        except Error:
            return None

    def entries(self, head: note.Head | None = None) -> list[EntryView]:
        """All entries under the greatest head. CaseError where they do not give its root."""
        head = self.head() if head is None else head
        try:
            raws = self.bundles(0, head.size)
        except Error as error:
            raise CaseError(error.what, where=error.where, hint=_HINT) from None
        leaves = leaf_hashes(raws)
        if tiles.edge_of(tiles.tree_levels(leaves), head.size).root() != head.root:
            raise CaseError("the entries do not give the signed head", where=self.path, hint=_HINT)
        log = self.id
        return [
            EntryView(leaf.hex(), log, index, raw) for index, (leaf, raw) in enumerate(zip(leaves, raws, strict=True))
        ]


def _in_tree(level: str, index: int, size: int) -> tiles.Tile:
    """The tile that a tree of this size has at this place."""
    below = 0 if level == tiles.ENTRIES else int(level)
    return tiles.Tile(level, index, min(tiles.WIDTH, (size >> 8 * below) - index * tiles.WIDTH))


def write_tiles(log: Path, new: Mapping[tiles.Tile, bytes], *, unfinished: Path) -> None:
    """Write tiles of a log under temporary names, make them durable, then give them their own."""
    paths = [f"{log}/{tile.path}" for tile in new]
    written = [f"{unfinished}/tile-{number}" for number in range(len(new))]
    files.write_many(dict(zip(written, new.values(), strict=True)))
    folders = {path.rpartition("/")[0] for path in paths}
    grown = [parent for folder in sorted(folders) for parent in files.make_folders(folder)]
    for temporary, path in zip(written, paths, strict=True):
        files.rename(temporary, path)
    files.fsync_folders([*folders, *grown])


def branches_of(case: Path) -> list[LogFolder]:
    """The other histories of logs that have more than one: `forks/<log>/<root of the branch's greatest head>`."""
    with files.in_words():
        logs = [name for name in files.names(case / layout.FORKS) if is_hash(name)]
        found = [(log, root) for log in logs for root in files.names(case / layout.FORKS / log)]
    return [LogFolder(case / layout.FORKS / log / root, log) for log, root in found if is_hash(root)]


def logs_of(case: Path) -> list[LogFolder]:
    """All logs of a case, sorted by id. What has another name (a sync tool's, a file manager's) is left to `verify`."""
    with files.in_words():
        names = files.names(case / layout.LOGS)
    return [LogFolder(case / layout.LOGS / name, name) for name in names if is_hash(name)]
