"""Growing a log, or another history of it, by entries and heads that another copy holds. Nothing is signed here.

What comes in is believed only where it gives a head that the log's own key has signed: entries are hashed onto the right
edge of what is here, and the root must be the signed one; tiles are computed, not copied. RFC 6962; C2SP tlog-tiles.
Proved by tests/case/test_merge.py and, with a fault at every step, tests/case/test_merge_faults.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.logs import LogFolder, write_tiles
from aigaq.case.standards import note, tiles
from aigaq.case.standards.merkle import leaf_hashes
from aigaq.errors import Error, FormatError

CHUNK = 64 * tiles.WIDTH  # entries at a time: some 4 MB
Take = Callable[[int, list[bytes]], None]
"""Shown entries of a log, and the place of the first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A signed head and the bytes in which it is kept."""

    head: note.Head
    data: bytes

    @property
    def name(self) -> str:
        """Its file name."""
        return layout.checkpoint_name(self.head.size, self.head.root)


def parse_kept(data: bytes, vkey: note.VerifierKey) -> Kept:
    """Read a kept head: the one canonical text of a note with the log's one signature. FormatError."""
    signed = note.parse_note(data)
    head = note.parse_head(signed.text)
    if note.format_note(note.format_head(head), signed.signatures) != data or len(signed.signatures) != 1:
        raise FormatError("not the canonical text of a head")
    if head.origin != vkey.name or not note.check_note(signed, vkey):
        raise FormatError("the head is not signed by the log's key")
    return Kept(head, data)


def heads_in(log: LogFolder, vkey: note.VerifierKey) -> tuple[dict[str, Kept], list[str]]:
    """Every head in the folder that the key has signed, by name; and the names of files that hold none."""
    found: dict[str, Kept] = {}
    odd: list[str] = []
    for name in [*(f"checkpoints/{one}" for one in log.kept()), "checkpoint"]:
        data = files.read_at_most(log.path / name, note.MAX_NOTE)
        try:
            kept = None if data is None else parse_kept(data, vkey)
        except FormatError:
            odd.append(name)
            continue
        if kept is not None:
            found[kept.name] = kept
    return found, odd


def roots_along(
    edge: tiles.Edge, source: LogFolder, head: note.Head, *, stops: Iterable[int] = (), take: Take | None = None
) -> dict[int, bytes] | None:
    """The roots on the way from the edge to a head, where the entries of `source` give it; None where they do not.

    Args:
        edge: the right edge of what is there already; it is moved.
        stops: the sizes whose roots are wanted beside the head's own.
        take: shown the entries.
    """
    wanted, found = (
        sorted({*(stop for stop in stops if edge.size < stop < head.size), head.size}),
        {edge.size: edge.root()},
    )
    try:
        for stop in wanted if head.size > edge.size else ():
            while edge.size < stop:
                place = edge.size
                some = source.bundles(place, min(stop, (place // CHUNK + 1) * CHUNK), of=head.size)
                edge.extend(leaf_hashes(some))
                if take is not None:
                    take(place, some)
            found[stop] = edge.root()
    except Error:
        return None
    return found if found.get(head.size) == head.root else None


def proved_root(log: LogFolder, size: int) -> bytes | None:
    """The root the log had at a size, from its entries, where these give its greatest head; None where they do not.

    Slow and sure: a damaged tile must not look like another history.
    """
    try:
        roots = roots_along(tiles.Edge(), log, log.head(), stops=(size,))
    except Error:
        return None
    return None if roots is None else roots.get(size)


def grow(log: LogFolder, source: LogFolder, heads: Iterable[Kept], *, start: int, unfinished: Path) -> None:
    """Take in entries and heads of a history that is known to continue this log, or to be a part of it.

    Tiles are durable before the first head that needs them has its name. A crash leaves tiles beyond the greatest head,
    which the next merge writes again.

    Args:
        start: how many entries of the history are here already.
    """
    new = sorted(heads, key=lambda kept: kept.head.size)
    final = max([start, *(kept.head.size for kept in new)])
    edge = log.edge(start)
    for kept in new:
        if kept.head.size <= start:
            _write(log, _partial(log, kept.head.size, start), unfinished=unfinished)
        else:
            _follow(log, source, edge, kept.head.size, final, known=start, unfinished=unfinished)
    for kept in reversed(new):  # the greatest first: the unfinished tiles that smaller ones had may be whole by now
        if files.read_if_there(log.path / "checkpoints" / kept.name) is None:
            files.put(log.path / "checkpoints" / kept.name, kept.data, via=unfinished / "checkpoint")
    greatest = files.read(log.path / "checkpoints" / log.kept()[-1])
    if files.read_if_there(log.path / "checkpoint") != greatest:
        files.put(log.path / "checkpoint", greatest, via=unfinished / "checkpoint")
    with suppress(OSError):
        _prune(log, start, final)


def found_log(path: Path, log: str, vkey: note.VerifierKey) -> LogFolder:
    """The folder of a log that is not here yet, with its key and nothing else."""
    grown = [f for folder in (path / "checkpoints", path / "tile") for f in files.make_folders(folder)]
    text = f"{vkey}\n".encode()
    if files.read_if_there(path / "vkey") != text:
        files.unlink(path / "vkey")
        files.write_new(path / "vkey", text)
    files.fsync_folders([*grown, path])
    return LogFolder(path, log)


def _follow(
    log: LogFolder, source: LogFolder, edge: tiles.Edge, size: int, final: int, *, known: int, unfinished: Path
) -> None:
    """Write the tiles from the edge to this size; moves the edge. The first `known` entries are taken from the log itself:
    what the other copy says they are, nobody has checked."""
    while edge.size < size:
        start = edge.size
        end = min(size, (start // CHUNK + 1) * CHUNK)
        first = start // tiles.WIDTH * tiles.WIDTH
        own = log.bundles(first, known, of=known) if first < known else []
        some = own + source.bundles(max(first, known), end, of=final)
        new = edge.extend(leaf_hashes(some[start - first :]))
        for at in range(0, len(some), tiles.WIDTH):
            bundle = some[at : at + tiles.WIDTH]
            new[tiles.Tile(tiles.ENTRIES, (first + at) // tiles.WIDTH, len(bundle))] = tiles.format_bundle(bundle)
        lasting = {tile: data for tile, data in new.items() if _lasts(tile, final)}
        _write(log, lasting, unfinished=unfinished)


def _lasts(tile: tiles.Tile, final: int) -> bool:
    """False for an unfinished tile that is whole in a tree of the final size."""
    below = 0 if tile.level == tiles.ENTRIES else int(tile.level)
    return tile.width == tiles.WIDTH or (tile.index + 1) * tiles.WIDTH > final >> 8 * below


def _partial(log: LogFolder, size: int, final: int) -> dict[tiles.Tile, bytes]:
    """The unfinished tiles that a head of this size needs, where they are still unfinished at the final size."""
    edge, found = log.edge(size, of=final), dict[tiles.Tile, bytes]()
    for tile in tiles.tiles_of(size):
        if not _lasts(tile, final):
            continue
        if tile.level == tiles.ENTRIES:
            found[tile] = tiles.format_bundle(log.bundles(tile.index * tiles.WIDTH, size, of=final))
        else:
            found[tile] = b"".join(edge.levels[int(tile.level)])
    return found


def _write(log: LogFolder, new: Mapping[tiles.Tile, bytes], *, unfinished: Path) -> None:
    missing = {tile: data for tile, data in new.items() if files.read_if_there(log.path / tile.path) != data}
    write_tiles(log.path, missing, unfinished=unfinished)


def _prune(log: LogFolder, size: int, final: int) -> None:
    """Remove the partial tiles a tree of the old size had and whose whole tile is there now (tlog-tiles allows it)."""
    for tile in tiles.tiles_of(size):
        if not _lasts(tile, final):
            files.clear_folder((log.path / tile.path).parent)


def fork_point(one: LogFolder, other: LogFolder) -> int:
    """How many entries two histories of a log have in common, by their leaf hashes."""
    end = min(one.head().size, other.head().size)
    for at in range(0, end, CHUNK):
        some = [leaf_hashes(log.bundles(at, min(at + CHUNK, end))) for log in (one, other)]
        for number, (left, right) in enumerate(zip(*some, strict=True)):
            if left != right:
                return at + number
    return end
