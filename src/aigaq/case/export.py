"""Exports that programs of others check: the items as a bag (BagIt 1.0), one log as a plain tlog-tiles folder.

Both are copies to hand on, never stores to work in. A folder appears whole, under a name that was free, or not at all.
Normative text: docs/formats/exports.md. Proved by bagit.py and tlog-scales (tests/case/test_export.py).
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from aigaq.case.disk import files
from aigaq.case.disk.bagit import BagWriter, safe_name
from aigaq.case.disk.blobs import Blobs
from aigaq.case.disk.layout import checkpoint_name
from aigaq.case.log.logs import LogFolder, logs_of
from aigaq.case.log.vocabulary import Handling
from aigaq.case.standards import tiles
from aigaq.case.standards.merkle import leaf_hashes
from aigaq.case.standards.note import Head
from aigaq.errors import CaseError, NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.case.case import Case
    from aigaq.case.log.index import Item

ROOM = "aigaq"
DIGITS = 16
"""Of an item's hash before its readable name; all of it where two items share so many."""
PRIVATE_FIELDS = ("author", "file_name", "path", "notes", "obtained")
"""What a description may say of the people who wrote, kept or found an item: left out where a bag is public only."""
_ABOUT = """\
This bag was made from a case that aigaq keeps. Below data/ lie its items, byte for byte as they were brought in. The
letters and digits before each name are the beginning of the SHA-256 of its bytes.

aigaq/items.json      what is said of each item, and which items are left out and why
aigaq/heads/          for each log of the case, its verifier key and its last signed head

Any tool for BagIt 1.0 can check that the bag is whole. It does not prove who made it, nor that an item is true. The
case itself proves more: ask for it, or for a proof of an item (aigaq prove).
"""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bagged:
    """What went into a bag: how many items and bytes, and how many were left out, by reason."""

    items: int
    octets: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which items a bag would hold, by the name of each, and why the others are left out."""

    held: tuple[tuple[str, Item], ...]
    left_out: tuple[tuple[Item, str], ...]
    public_only: bool

    @property
    def octets(self) -> int:
        """The size of all items held."""
        return sum(item.size for _, item in self.held)

    def summary(self) -> Bagged:
        """The counts."""
        return Bagged(len(self.held), self.octets, dict(sorted(Counter(why for _, why in self.left_out).items())))


def plan_bag(case: Case, *, public_only: bool = False) -> Plan:
    """Look what a bag of this case would hold; writes nothing."""
    held: list[Item] = []
    left_out: list[tuple[Item, str]] = []
    blobs = Blobs(case.path)
    for item in case.items():
        why = _why_not(blobs, item, public_only=public_only)
        if why:
            left_out.append((item, why))
        else:
            held.append(item)
    return Plan(tuple(_named(held, public_only=public_only)), tuple(left_out), public_only)


def _why_not(blobs: Blobs, item: Item, *, public_only: bool) -> str:
    if item.shredded:
        return "shredded"
    if item.set_aside:
        return "set aside"
    if item.handling not in (Handling.PUBLIC, Handling.INTERNAL):
        return "sealed"
    if public_only and item.handling is not Handling.PUBLIC:
        return "not public"
    with files.in_words():
        return "not in this copy" if blobs.size(item.sha256) is None else ""


def _named(items: Sequence[Item], *, public_only: bool) -> Iterator[tuple[str, Item]]:
    """Each item and its name in the bag. `items` are sorted by hash, so those that share digits are neighbours."""
    hashes = [item.sha256 for item in items]
    for at, item in enumerate(items):
        near = [*hashes[max(0, at - 1) : at], *hashes[at + 1 : at + 2]]
        short = item.sha256[:DIGITS]
        digits = item.sha256 if any(one.startswith(short) for one in near) else short
        yield f"{digits}{_readable(item, public_only=public_only)}", item


def _readable(item: Item, *, public_only: bool) -> str:
    names = (one.file_name or one.title for one in item.descriptions)
    name = safe_name(next((name for name in names if name), ""))
    if public_only:  # the name somebody gave a file may be somebody's name
        ending = name.rpartition(".")[2] if "." in name else ""
        return f".{ending}" if ending.isascii() and ending.isalnum() else ""
    return f"-{name}" if name else ""


def export_bag(
    case: Case,
    out: Path,
    *,
    public_only: bool = False,
    software: str = "aigaq",
    progress: Progress | None = None,
) -> Bagged:
    """Write a bag of the items that are here, public and internal, to the folder `out`, which must not exist.

    Raises:
        UsageError: something is at `out` already, or it lies inside the case.
        FormatError: bytes of an item are not those it is named by.
        StorageError: the disk refuses.
    """
    plan = plan_bag(case, public_only=public_only)
    done, total = 0, plan.octets
    with _made_whole(case.path, out) as half:
        bag = BagWriter(half)
        for name, item in plan.held:
            if progress is not None:
                progress(done, total)
            with case.open_item(item.sha256) as stream:
                done += bag.add(name, stream, item.sha256)
        bag.tag(f"{ROOM}/about.txt", _ABOUT.encode())
        bag.tag(f"{ROOM}/items.json", _described(plan))
        for log in logs_of(case.path):
            head = log.head()
            note = files.read(log.path / "checkpoints" / checkpoint_name(head.size, head.root))
            bag.tag(f"{ROOM}/heads/{log.id}/checkpoint", note)
            bag.tag(f"{ROOM}/heads/{log.id}/vkey", files.read(log.path / "vkey"))
        bag.finish(_info(case, software))
    if progress is not None:
        progress(total, total)
    return plan.summary()


def _info(case: Case, software: str) -> list[tuple[str, str]]:
    return [
        ("Bag-Software-Agent", software),
        ("External-Description", case.title),
        ("External-Identifier", f"aigaq case {case.id}"),
    ]


def _described(plan: Plan) -> bytes:
    """items.json. Of what is not public, a public bag gives only the number: a hash may confirm a guess."""
    said = {
        "items": [_item(name, item, plan.public_only) for name, item in plan.held],
        "left_out": {
            item.sha256: why for item, why in plan.left_out if not plan.public_only or item.handling is Handling.PUBLIC
        },
        "left_out_counts": plan.summary().left_out,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")


def _item(name: str, item: Item, public_only: bool) -> dict[str, Any]:
    descriptions = [msgspec.to_builtins(one) for one in item.descriptions]
    hidden = PRIVATE_FIELDS if public_only else ()
    return {
        "acquired": [{"at": one.at, "entry": one.entry, "log": one.log} for one in item.acquired],
        "descriptions": [{key: value for key, value in one.items() if key not in hidden} for one in descriptions],
        "file": f"data/{name}",
        "handling": item.handling.value,
        "media": item.media,
        "role": item.role.value,
        "sha256": item.sha256,
        "size": item.size,
    }


def choose_log(case: Path, wanted: str | None) -> LogFolder:
    """The log whose name or id begins so; without one, the only log there is. UsageError, NotFound."""
    logs = logs_of(case)
    if wanted is None:
        if len(logs) != 1:
            hint = "name one of " + ", ".join(log.id[:16] for log in logs)
            raise UsageError(f"the case has {len(logs)} logs", where=case, hint=hint)
        return logs[0]
    found = [log for log in logs if log.id.startswith(wanted) or wanted in (log.vkey().name, str(log.vkey()))]
    if len(found) != 1 or len(wanted) < 4:
        raise NotFound("no log, or more than one, has a name that begins so", where=wanted, hint="aigaq status")
    return found[0]


def export_log(case: Path, out: Path, *, log: LogFolder, progress: Progress | None = None) -> Head:
    """Copy one log under its greatest signed head into the folder `out`, which must not exist.

    Every tile is made anew from the entries and must be the one that lies in the case.

    Raises:
        UsageError: something is at `out` already, or it lies inside the case.
        CaseError: entries or tiles do not give the signed head.
        StorageError: the disk refuses.
    """
    with _made_whole(case, out) as half:
        head = log.head()
        written = [_put(half, tile, data) for tile, data in _tiles(log, head, progress)]
        signed = files.read(log.path / "checkpoints" / checkpoint_name(head.size, head.root))
        files.write_new(half / "checkpoint", signed, 0o644)
        files.flush([str(path) for path in written])
        files.fsync_folders({parent for path in written for parent in (path.parent, path.parent.parent)} | {half})
    return head


def _put(half: Path, tile: tiles.Tile, data: bytes) -> Path:
    path = half / tile.path
    files.make_folders(path.parent)
    files.write_loose(path, [data])
    return path


def _tiles(log: LogFolder, head: Head, progress: Progress | None) -> Iterator[tuple[tiles.Tile, bytes]]:
    edge = tiles.Edge()
    for start in range(0, head.size, tiles.WIDTH):
        entries = log.bundles(start, min(start + tiles.WIDTH, head.size))
        bundle = tiles.Tile(tiles.ENTRIES, start // tiles.WIDTH, len(entries))
        made = edge.extend(leaf_hashes(entries))
        whole = ((tile, data) for tile, data in made.items() if tile.width == tiles.WIDTH)
        yield bundle, tiles.format_bundle(entries)
        yield from _as_kept(log, whole)
        if progress is not None:
            progress(edge.size, head.size)
    rest = (tile for tile in tiles.tiles_of(head.size) if tile.level != tiles.ENTRIES)
    yield from _as_kept(log, ((tile, b"".join(edge.levels[int(tile.level)])) for tile in rest))
    if edge.root() != head.root:
        raise CaseError("the entries do not give the signed head", where=log.path, hint="aigaq verify")


def _as_kept(log: LogFolder, made: Iterable[tuple[tiles.Tile, bytes]]) -> Iterator[tuple[tiles.Tile, bytes]]:
    """These tiles, where they are those of the log's folder."""
    for tile, data in made:
        kept = log.read_tile(tile)
        if kept is None or kept[: len(data)] != data:
            raise CaseError("a tile is not the one its entries give", where=log.path / tile.path, hint="aigaq verify")
        yield tile, data


@contextmanager
def _made_whole(case: Path, out: Path) -> Iterator[Path]:
    """A folder beside `out` that gets its name at the end of the block, or goes."""
    place, inside = out.absolute().resolve(), case.absolute().resolve()
    if place.is_relative_to(inside) or inside.is_relative_to(place):
        raise UsageError("an export lies outside its case", where=out, hint="name another folder")
    if os.path.lexists(out):
        raise UsageError("there is something here already", where=out, hint="name a folder that does not exist")
    half = place.parent / f".{place.name}.{os.urandom(4).hex()}"
    with files.in_words():
        try:
            new = files.make_folders(half)
            yield half
            files.rename(half, place)
            files.fsync_folders(new)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
