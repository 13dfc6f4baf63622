"""Merging blobs: every blob an entry names that is not here and that the other copy has, if its bytes give its name.

What a `shred` entry has destroyed is never copied. In which pack a blob lies means nothing; a pack that is whole and has
something new is taken as it is, of a damaged one the members that are good. Proved by tests/case/test_merge.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files, layout, packs
from aigaq.case.disk.blobs import BUFFER, Blobs
from aigaq.errors import FormatError

Step = Callable[[int], None]


@dataclass(slots=True)
class Copied:
    """What was copied. `names`: temporary file → where it belongs."""

    unfinished: Path
    move: bool = False
    names: dict[str, str] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)
    size: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def temporary(self) -> str:
        """A name that is free."""
        return f"{self.unfinished}/blob-{len(self.names) + 1}"


def here(case: Path) -> set[str]:
    """The hashes of all blobs in a folder, by their names; nothing is hashed."""
    root = case / layout.BLOBS / "sha256"
    loose = {name for prefix in files.names(root) for name in files.names(root / prefix)}
    return loose | Blobs(case).packed().keys()


def copy_blobs(
    case: Path,
    source: Path,
    wanted: Iterable[str],
    *,
    unfinished: Path,
    step: Step,
    destroyed: Collection[str] = (),
    move: bool = False,
) -> Copied:
    """Copy the blobs of these hashes that the other copy has; durable, and under their names, when it returns.

    Args:
        destroyed: blobs that must not come back, also not in a pack.
        move: the other copy is ours to take apart, as it was laid out from a bundle.
    """
    copied, missing = Copied(unfinished, move), set(wanted)
    _copy_packs(source, missing, copied, step, destroyed)
    root = source / layout.BLOBS / "sha256"
    for prefix in sorted({digest[:2] for digest in missing}):
        for digest in sorted(missing & set(files.names(root / prefix))):
            if (root / prefix / digest).is_file():
                _copy_loose(root / prefix / digest, digest, copied, step)
    _name(case, copied)
    return copied


def _copy_loose(path: Path, digest: str, copied: Copied, step: Step) -> None:
    temporary, found, size = str(path) if copied.move else copied.temporary(), sha256(), 0
    descriptor = -1 if copied.move else files.create(temporary)
    try:
        with files.open_raw(path) as stream:
            while piece := stream.read(BUFFER):
                found.update(piece)
                if not copied.move:
                    files.write(descriptor, piece)
                size += len(piece)
                step(len(piece))
    finally:
        if not copied.move:
            os.close(descriptor)
    if found.hexdigest() != digest:
        files.unlink(temporary)
        copied.refused.append((f"{layout.blob_path(digest)}", "the bytes are not those the name says"))
        return
    copied.names[temporary] = layout.blob_path(digest)
    copied.blobs.add(digest)
    copied.size += size


def _copy_packs(source: Path, missing: set[str], copied: Copied, step: Step, destroyed: Collection[str]) -> None:
    """Whole packs where they are sound, else their good members one by one; takes what it copies out of `missing`."""
    for file in files.names(source / layout.PACKS):
        path = source / layout.PACKS / file
        if not file.endswith(".tar") or not path.is_file() or files.size(path) > packs.PACK_LIMIT:
            continue
        members = _members(path)
        new = missing & members.keys()
        if not new:
            continue
        with files.open_read(path) as stream:
            checked = packs.check(stream, file.removesuffix(".tar"))
        step(files.size(path))
        whole = checked.damage is None and not checked.bad
        if whole and members.keys().isdisjoint(destroyed):
            _take_pack(path, layout.pack_path(file.removesuffix(".tar")), copied)
            copied.blobs |= new
            copied.size += sum(checked.good[digest] for digest in new)
            missing -= members.keys()
        else:
            if not whole:
                name = layout.pack_path(file.removesuffix(".tar"))
                copied.refused.append((name, checked.damage or "members are damaged"))
            for digest in sorted(new & checked.good.keys()):
                _take_member(path, digest, members[digest], copied)
                missing.discard(digest)


def _members(path: Path) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    with files.open_raw(path) as pack:
        try:
            for digest, at, size in packs.scan(pack):
                found[digest] = at, size
        except FormatError:
            pass  # a damaged pack is read up to the damage
    return found


def _take_pack(path: Path, name: str, copied: Copied) -> None:
    if copied.move:
        copied.names[str(path)] = name
        return
    temporary = copied.temporary()
    with files.open_raw(path) as stream:
        files.write_loose(temporary, iter(lambda: stream.read(BUFFER), b""))
    copied.names[temporary] = name


def _take_member(path: Path, digest: str, place: tuple[int, int], copied: Copied) -> None:
    with files.open_read(path) as stream:
        stream.seek(place[0])
        data = stream.read(place[1])
    temporary = copied.temporary()
    files.write_loose(temporary, [data])
    copied.names[temporary] = layout.blob_path(digest)
    copied.blobs.add(digest)
    copied.size += len(data)


def _name(case: Path, copied: Copied) -> None:
    """Make everything durable, then give it its name."""
    files.flush(list(copied.names))
    folders: set[str] = set()
    for folder in {name.rpartition("/")[0] for name in copied.names.values()}:
        folders.update(files.make_folders(case / folder))
        folders.add(str(case / folder))
    for temporary, name in copied.names.items():
        files.rename(temporary, case / name)
    files.fsync_folders(folders)
