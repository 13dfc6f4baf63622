"""Verifying one log: every file of its folder, byte for byte, against the greatest head its key has signed.

The tree is computed from the entries themselves. Every tile, every earlier head and every partial copy must then be
exactly what that tree gives: the root of 70,000 entries needs only three tiles, and a reader that stops there misses the
rest. An entry bundle and its tile that differ are told apart by the signed root. RFC 6962, C2SP tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.entries import fields
from aigaq.case.log.keys import key_name
from aigaq.case.log.logs import KEPT
from aigaq.case.standards import note, tiles
from aigaq.case.standards.merkle import leaf_hashes, root
from aigaq.case.verifying.findings import Findings, Verdict
from aigaq.errors import FormatError

WIDTH = tiles.WIDTH


@dataclass(slots=True)
class LogCheck:
    """What is known of one log while, and after, it is read. `names`: its files, relative to its folder, which is `at`,
    or the one in logs/ where that is empty."""

    case: Path
    id: str
    names: set[str]
    findings: Findings
    take: Callable[[int, list[bytes]], None]
    step: Callable[[int], None]
    at: str = ""
    vkey: note.VerifierKey | None = None
    heads: list[note.Head] = field(default_factory=list)
    levels: list[Sequence[bytes]] = field(default_factory=list)
    size: int = 0
    _bundled: dict[int, bytes] = field(default_factory=dict)
    _roots: dict[int, bytes] = field(default_factory=dict)
    _hashed: dict[int, bytes] = field(default_factory=dict)
    _suspect: list[int] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder, relative to the case."""
        return self.at or f"{layout.LOGS}/{self.id}"

    def say(self, verdict: Verdict, name: str, what: str) -> None:
        """Note a finding about one of the log's files."""
        self.findings.add(verdict, f"{self.folder}/{name}", what)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file of the log, None where there is none."""
        if name not in self.names:
            return None
        data = files.read(f"{self.case}/{self.folder}/{name}")
        self.step(len(data))
        return data

    def tile(self, level: str, index: int) -> tuple[str, bytes | None]:
        """Name and bytes of the tile that a tree of `size` has at this place."""
        below = 0 if level == tiles.ENTRIES else int(level)
        width = min(WIDTH, (self.size >> 8 * below) - index * WIDTH)
        name = tiles.Tile(level, index, width).path
        return name, self.read(name)

    def run(self) -> None:
        """Check everything."""
        self._check_vkey()
        self._check_heads()
        if self.at and not any(name.startswith("tile/") for name in self.names):
            return  # of this other history only signed heads are here
        self.size = self.heads[-1].size if self.heads else 0
        self._read_entries()
        self._build()
        self._check_tiles()
        self._check_contradictions()
        self.findings.counts.update(logs=1, heads=len(self.heads), entries=self.size if self.levels else 0)

    def _check_vkey(self) -> None:
        """The file `vkey`; where it is damaged or gone, entry 0 says the same: the folder's name binds either."""
        data = self.read("vkey")
        self.vkey = self._own_vkey(data or b"")
        if self.vkey is None:
            verdict = Verdict.MISSING if data is None else Verdict.TAMPERED
            self.say(verdict, "vkey", "the key that the log's folder is named by is not in it")
            first = min((name for name in self.names if name.startswith("tile/entries/000")), default="")
            bundle = self.read(first) or b""
            opening = fields(bundle[2 : 2 + int.from_bytes(bundle[:2], "big")])
            self.vkey = self._own_vkey(f"{opening.get('log')}\n".encode())

    def _own_vkey(self, data: bytes) -> note.VerifierKey | None:
        """The key, where this is the one text of a key whose name is derived from it and names this log's folder."""
        try:
            vkey = note.parse_vkey(data.decode("utf-8", "replace").removesuffix("\n"))
        except FormatError:
            return None
        fits = f"{vkey}\n".encode() == data and vkey.type == note.ED25519 and vkey.name == key_name(vkey.key)
        return vkey if fits and layout.log_id(vkey.name) == self.id else None

    def _check_heads(self) -> None:
        """Every kept head must be the one text of a signed note by the log's key; the cache must equal one of them."""
        kept: dict[bytes, str] = {}
        for name in sorted(name for name in self.names if name.startswith("checkpoints/")):
            data = self.read(name) or b""
            if KEPT.fullmatch(name.removeprefix("checkpoints/")) is None:
                self.say(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
                continue
            head = self._head(name, data)
            if head is not None and name == f"checkpoints/{layout.checkpoint_name(head.size, head.root)}":
                kept[data] = name
                self.heads.append(head)
            elif head is not None:
                self.say(Verdict.TAMPERED, name, "the head is kept under the name of another")
        self._check_cache(kept)
        self.heads.sort(key=lambda head: (head.size, head.root))
        if not self.heads:
            self.say(
                Verdict.MISSING, "checkpoints", "no signed head can be read, so nothing in this log is vouched for"
            )

    def _check_cache(self, kept: dict[bytes, str]) -> None:
        data = self.read("checkpoint")
        if data is None:
            return self.say(Verdict.MISSING, "checkpoint", "the newest head's copy is not here")
        if data in kept:
            return None
        head = self._head("checkpoint", data)
        if head is not None:
            name = f"checkpoints/{layout.checkpoint_name(head.size, head.root)}"
            if name in self.names:
                return self.say(Verdict.TAMPERED, "checkpoint", "the copy of the newest head equals no kept head")
            self.say(Verdict.MISSING, name, "the kept copy of a signed head is not here")
            self.heads.append(head)
        return None

    def _head(self, name: str, data: bytes) -> note.Head | None:
        if self.vkey is None:
            return None
        self.findings.counts["signatures"] += 1
        try:
            signed = note.parse_note(data)
            head = note.parse_head(signed.text)
        except FormatError as error:
            self.say(Verdict.TAMPERED, name, error.what)
            return None
        same = note.format_note(note.format_head(head), signed.signatures) == data
        if not same or len(signed.signatures) != 1 or head.origin != self.vkey.name:
            self.say(Verdict.TAMPERED, name, "not the canonical text of a head of this log")
        elif not note.check_note(signed, self.vkey):
            self.say(Verdict.TAMPERED, name, "the signature of the head is not the log key's")
        else:
            return head
        return None

    def _read_entries(self) -> None:
        """Bundle by bundle beside its tile. Where both agree its entries are taken at once."""
        for index in range(-(-self.size // WIDTH)):
            entries = self._bundle(index)
            hashed = self._tile_hashes(index)
            if entries is None:
                if hashed is not None:
                    self._hashed[index] = hashed
                continue
            leaves = leaf_hashes(entries)
            self._bundled[index] = bundled = b"".join(leaves)
            if len(leaves) == WIDTH:
                self._roots[index] = root(leaves)
            if hashed is None or hashed == bundled:
                self.take(index * WIDTH, entries)
            else:
                self._hashed[index] = hashed
                self._suspect.append(index)

    def _bundle(self, index: int) -> list[bytes] | None:
        name, data = self.tile(tiles.ENTRIES, index)
        if data is None:
            self.say(Verdict.MISSING, name, "entries are not here")
            return None
        try:
            entries = tiles.parse_bundle(data)
        except FormatError as error:
            self.say(Verdict.TAMPERED, name, error.what)
            return None
        if len(entries) != min(WIDTH, self.size - index * WIDTH):
            self.say(Verdict.TAMPERED, name, "the bundle holds another number of entries")
            return None
        return entries

    def _tile_hashes(self, index: int) -> bytes | None:
        name, data = self.tile("0", index)
        if data is None:
            self.say(Verdict.MISSING, name, "hashes are not here")
            return None
        if len(data) != tiles.HASH * min(WIDTH, self.size - index * WIDTH):
            self.say(Verdict.TAMPERED, name, "the tile holds another number of hashes")
            return None
        return data

    def _build(self) -> None:
        """Find the leaves that give the signed root, and say which files are not of them."""
        places = range(-(-self.size // WIDTH))
        if any(index not in self._bundled and index not in self._hashed for index in places):
            return None
        for blamed in ("0", tiles.ENTRIES):
            levels = self._levels([self._leaves(index, blamed) for index in places])
            signed = {head.root for head in self.heads if head.size == self.size}
            if not signed or tiles.edge_of(levels, self.size).root() in signed:
                return self._built(levels, blamed)
        self._undecided()
        return None

    def _levels(self, leaves: list[bytes]) -> list[Sequence[bytes]]:
        """As `tiles.tree_levels`, over the leaf hashes of each bundle's place; what was computed is not computed again."""
        roots = [
            self._roots[index] if some is self._bundled.get(index) else root(tiles.parse_hashes(some))
            for index, some in enumerate(leaves)
            if len(some) == WIDTH * tiles.HASH
        ]
        return [tiles.Hashes(b"".join(leaves)), *(tiles.tree_levels(roots) if roots else ())]

    def _leaves(self, index: int, blamed: str) -> bytes:
        """The leaf hashes of a bundle's place; where bundle and tile differ, not those of the one that is blamed."""
        bundled, hashed = self._bundled.get(index), self._hashed.get(index)
        if bundled is None or (hashed is not None and blamed == tiles.ENTRIES):
            return hashed or b""
        return bundled

    def _built(self, levels: list[Sequence[bytes]], blamed: str) -> None:
        self.levels = levels
        for index in self._suspect:
            if blamed == tiles.ENTRIES:
                self.say(Verdict.TAMPERED, self.tile(tiles.ENTRIES, index)[0], "entries do not give the signed head")
            else:
                self._take_again(index)
        self._bundled, self._roots, self._hashed = {}, {}, {}

    def _take_again(self, index: int) -> None:
        entries = self._bundle(index)
        if entries is not None:
            self.take(index * WIDTH, entries)

    def _undecided(self) -> None:
        """Nothing gives the signed root: name the log, and every place where entries and hashes differ."""
        self.say(Verdict.TAMPERED, "tile", "entries and hashes do not give the signed head")
        for index in self._suspect:
            for level in (tiles.ENTRIES, "0"):
                self.say(Verdict.TAMPERED, self.tile(level, index)[0], "entries and hashes differ here")

    def _check_tiles(self) -> None:
        """Every tile file there is, and every one that a head needs."""
        if self.levels:
            for name in sorted(self.names):
                if name.startswith("tile/"):
                    self._check_tile(name)
        for name in sorted(self._needed() - self.names):
            self.say(Verdict.MISSING, name, "a tile is not here")
        for name in sorted(self.names):
            if name not in ("vkey", "checkpoint") and not name.startswith(("tile/", "checkpoints/")):
                self.say(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")

    def _check_tile(self, name: str) -> None:
        try:
            tile = tiles.parse_path(name)
        except FormatError:
            return self.say(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
        below = 0 if tile.level == tiles.ENTRIES else int(tile.level)
        start = tile.index * WIDTH
        if start + tile.width > self.size >> 8 * below:
            return self.say(Verdict.NOT_VOUCHED, name, "beyond the signed head: a batch was not finished")
        current = min(WIDTH, (self.size >> 8 * below) - start)
        if below == 0 and tile.width == current and (tile.level == tiles.ENTRIES or tile.index not in self._suspect):
            return None  # read already, and weighed against the other of the two
        expected = self.levels[below][start : start + tile.width]
        if not self._is_tile(tile, self.read(name) or b"", expected):
            self.say(Verdict.TAMPERED, name, "the tile is not what the entries under the signed head give")
        return None

    @staticmethod
    def _is_tile(tile: tiles.Tile, data: bytes, expected: Sequence[bytes]) -> bool:
        if tile.level != tiles.ENTRIES:
            return data == b"".join(expected)
        try:
            return leaf_hashes(tiles.parse_bundle(data)) == list(expected)
        except FormatError:
            return False

    def _needed(self) -> set[str]:
        """Hash tiles above the leaves that the greatest head needs, and what earlier heads need of unfinished tiles."""
        needed: set[str] = set()
        for level, full, width in tiles.level_widths(self.size):
            if level:
                needed.update(tiles.Tile(str(level), index).path for index in range(full))
                if width:
                    needed.add(tiles.Tile(str(level), full, width).path)
        for head in self.heads[:-1]:
            for tile in tiles.tiles_of(head.size):
                below = 0 if tile.level == tiles.ENTRIES else int(tile.level)
                if (tile.index + 1) * WIDTH > self.size >> 8 * below:
                    needed.add(tile.path)
        return needed

    def root_at(self, size: int) -> bytes | None:
        """The root the tree had at an earlier size, None where the tree could not be computed."""
        return tiles.edge_of(self.levels, size).root() if self.levels and 0 <= size <= self.size else None

    def _check_contradictions(self) -> None:
        """A head the key has signed that the tree under the greatest head never had: two histories under one key."""
        for head in self.heads:
            root = self.root_at(head.size)
            if root is not None and root != head.root:
                name = f"checkpoints/{layout.checkpoint_name(head.size, head.root)}"
                self.say(Verdict.FORKED, name, "the log's key has signed this head and another that contradicts it")
