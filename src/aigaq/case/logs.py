"""Reading a log from its folder: key, kept heads, entries. What is read here is checked against the signed head.

Files: docs/formats/entries.md. Growing a log is `append`; trusting nothing is `verify`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aigaq.case import files, layout, note, tiles
from aigaq.case.entries import EntryView
from aigaq.case.merkle import leaf_hashes
from aigaq.errors import CaseError, Error, FormatError

_HINT = "`aigaq verify` says what is wrong"


@dataclass(frozen=True, slots=True)
class LogFolder:
    """One log of a case: the folder `logs/<id>`, id = hash of the log's name."""

    path: Path
    id: str

    def vkey(self) -> note.VerifierKey:
        """The log's key, whose name must be the one its folder is named by."""
        try:
            vkey = note.parse_vkey(files.read(self.path / "vkey").decode("utf-8", "replace").removesuffix("\n"))
        except FormatError as error:
            raise CaseError(error.what, where=self.path / "vkey", hint=_HINT) from None
        if layout.log_id(vkey.name) != self.id:
            raise CaseError("the log's key is not the one its folder is named by", where=self.path / "vkey", hint=_HINT)
        return vkey

    def kept(self) -> list[str]:
        """The names of all kept heads, by size."""
        names = files.names(self.path / "checkpoints")
        sizes = [(int(name.partition("-")[0]), name) for name in names if name.partition("-")[0].isdecimal()]
        return [name for _, name in sorted(sizes)]

    def head(self) -> note.Head:
        """The greatest kept head, its signature verified. CaseError where there is none."""
        kept = self.kept()
        if not kept:
            raise CaseError("the log has no signed head", where=self.path, hint=_HINT)
        path = self.path / "checkpoints" / kept[-1]
        try:
            signed = note.parse_note(files.read(path))
            head = note.parse_head(signed.text)
        except FormatError as error:
            raise CaseError(error.what, where=path, hint=_HINT) from None
        vkey = self.vkey()
        if head.origin != vkey.name or not note.check_note(signed, vkey):
            raise CaseError("the head is not signed by the log's key", where=path, hint=_HINT)
        return head

    def read_tile(self, tile: tiles.Tile) -> bytes | None:
        """The bytes of a tile; of a partial one that is gone, the whole tile's; None where neither is there."""
        data = files.read_if_there(self.path / tile.path)
        if data is None and tile.width < tiles.WIDTH:
            data = files.read_if_there(self.path / tiles.Tile(tile.level, tile.index).path)
        return data

    def bundles(self, start: int, end: int) -> list[bytes]:
        """Entries start..end (end excluded), not checked. FormatError where some are missing or damaged."""
        entries: list[bytes] = []
        for index in range(start // tiles.WIDTH, -(-end // tiles.WIDTH)):
            tile = tiles.Tile(tiles.ENTRIES, index, min(tiles.WIDTH, end - index * tiles.WIDTH))
            data = self.read_tile(tile)
            bundle = [] if data is None else tiles.parse_bundle(data)
            if len(bundle) < tile.width:
                raise FormatError("entries are missing", where=self.path / tile.path)
            entries += bundle[: tile.width]
        return entries[start % tiles.WIDTH :]

    def edge(self, size: int) -> tiles.Edge:
        """The right edge of the tree of this size. FormatError where a tile is missing or damaged."""
        edge = tiles.Edge(size)
        for level, full, width in tiles.level_widths(size):
            tile = tiles.Tile(str(level), full, width)
            data = self.read_tile(tile) if width else b""
            hashes = tiles.parse_hashes(data or b"")
            if len(hashes) < width:
                raise FormatError("hashes are missing", where=self.path / tile.path)
            edge.levels.append(hashes[:width])
        return edge

    def entries(self) -> list[EntryView]:
        """All entries under the greatest head. CaseError where they do not give its root."""
        head = self.head()
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


def logs_of(case: Path) -> list[LogFolder]:
    """All logs of a case, sorted by id."""
    with files.in_words():
        names = files.names(case / layout.LOGS)
    return [LogFolder(case / layout.LOGS / name, name) for name in names]
