"""Bundles: a case, or what is new in it since some heads, as one file to carry; in parts where a file system needs it.

    a tar archive (pax, of which all but long names is ustar): `aigaq-bundle.json` {case, format, heads, since}, then files of the case under their own names, then
    the empty `aigaq-bundle.end`; split, as `split -b` would, into NAME.001, NAME.002, … where it is longer than a part

`tar xf` of a whole bundle (of its parts put together) gives a case folder. What a bundle holds is trusted no more than any
other copy: it is laid out beside the case and merged. Normative: docs/formats/bundles.md. Proved by tests/case/test_bundle.py.
"""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from aigaq.case.case import Case
from aigaq.case.disk import files, layout
from aigaq.case.disk.blobs import BUFFER, Blobs
from aigaq.case.disk.parts import Joined, Parts, part_name, parts_beside, parts_of
from aigaq.case.log.entries import blobs_of, typed_all
from aigaq.case.log.logs import LogFolder, logs_of
from aigaq.case.merging.merge_marks import marks
from aigaq.case.standards import tiles
from aigaq.errors import FormatError, UsageError

FORMAT = "aigaq bundle 1"
HEAD, END = "aigaq-bundle.json", "aigaq-bundle.end"
PART = 2 << 30
"""Bytes of a part: half of what FAT32 can hold in one file."""
HEAD_LIMIT = 1 << 20
_NAME = re.compile(
    r"case\.toml|logs/[0-9a-f]{64}/(vkey|checkpoint|checkpoints/[0-9]{1,19}-[0-9a-f]{64}|tile/[0-9a-z/.]{1,60})"
    r"|forks/[0-9a-f]{64}/[0-9a-f]{64}/(vkey|checkpoint|checkpoints/[0-9]{1,19}-[0-9a-f]{64}|tile/[0-9a-z/.]{1,60})"
    r"|blobs/sha256/[0-9a-f]{2}/[0-9a-f]{64}|packs/[0-9a-f]{64}\.tar|keys/[0-9a-f]{64}/[0-9a-f-]{64,129}\.age"
    r"|cosig/[0-9a-f]{64}/[0-9]{1,19}-[0-9a-f]{64}/[0-9a-f]{64}|anchors/[0-9a-f]{64}/[0-9a-f]{64}\.tsr",
    re.ASCII,
)
Progress = Callable[[int, int], None]


def write_bundle(
    case: Case, out: Path, *, since: Mapping[str, int] | None = None, part: int = PART, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the case, or what is new since the receiver's heads, to a file; returns the files that were made.

    Args:
        since: log → how many of its entries the receiver has.
        part: no file gets longer than that.

    Raises:
        UsageError: there is a file of that name, or the receiver has more than this copy.
        StorageError: the disk refuses; nothing is left behind.
    """
    out = out.absolute()
    there = [path for path in (out, *parts_beside(out)) if os.path.lexists(path)]
    if there:
        raise UsageError("there is a file here already", where=there[0], hint="name another with -o")
    if case.path.resolve() in out.resolve().parents:
        raise UsageError("a bundle does not belong into the case itself", where=out, hint="name a place outside of it")
    names = list(_names(case, since or {}))
    total, done = sum(files.size(case.path / name) for name in names), 0
    with files.in_words():
        writer = Parts(out, part)
        try:
            with tarfile.open(fileobj=writer, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                _member(tar, HEAD, _head(case, since or {}))
                for name in names:
                    done += _copy(tar, case.path, name)
                    if progress is not None:
                        progress(done, total)
                _member(tar, END, b"")
            return writer.finish()
        except BaseException:
            writer.give_up()
            raise


def _head(case: Case, since: Mapping[str, int]) -> bytes:
    heads = {log.id: log.head().size for log in logs_of(case.path)}
    told = {"case": case.id, "format": FORMAT, "heads": heads, "since": dict(since)}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o644
    return info


def _member(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_info(name, len(data)), io.BytesIO(data))


def _copy(tar: tarfile.TarFile, case: Path, name: str) -> int:
    with files.open_read(case / name) as stream:
        size = os.fstat(stream.fileno()).st_size
        tar.addfile(_info(name, size), stream)
    return size


def _names(case: Case, since: Mapping[str, int]) -> Iterator[str]:
    """The files that are new, relative to the case: logs first, so that what follows can be judged as it comes."""
    root = case.path
    yield layout.CASE_FILE
    known = {log.id: log for log in logs_of(root)}
    for log, size in since.items():
        here = known[log].head().size if log in known else 0
        if size > here:
            raise UsageError(
                f"the receiver has {size} entries of the log, here are {here}",
                where=log[:16],
                hint="merge their copy first",
            )
    for folder in known.values():
        yield from _log_names(root, folder, since.get(folder.id, 0))
    for where, _, found in sorted(os.walk(root / layout.FORKS)):
        names = (f"{Path(where).relative_to(root).as_posix()}/{name}" for name in sorted(found))
        yield from (name for name in names if _NAME.fullmatch(name))
    yield from sorted(marks(root))
    yield from _blob_names(case, since)


def _log_names(root: Path, log: LogFolder, since: int) -> Iterator[str]:
    folder = log.path.relative_to(root).as_posix()
    yield f"{folder}/vkey"
    yield f"{folder}/checkpoint"
    for name in log.kept():
        if int(name.partition("-")[0]) > since:
            yield f"{folder}/checkpoints/{name}"
    for where, _, found in sorted(os.walk(log.path / "tile")):
        for name in sorted(found):
            path = f"{Path(where).relative_to(log.path).as_posix()}/{name}"
            with suppress(FormatError):
                tile = tiles.parse_path(path)
                below = 0 if tile.level == tiles.ENTRIES else int(tile.level)
                if tile.index * tiles.WIDTH + tile.width > since >> 8 * below:
                    yield f"{folder}/{path}"


def _blob_names(case: Case, since: Mapping[str, int]) -> Iterator[str]:
    """Loose blobs and packs that hold what new entries name and is here."""
    new = [view.raw for view in case.entries() if view.index >= since.get(view.log, 0)]
    wanted = {blob for entry in typed_all(new) if entry is not None for blob in blobs_of(entry)}
    wanted -= {blob for item, blobs in case.look().gone.items() for blob in (item, *blobs)}
    packed = Blobs(case.path).packed()
    yield from sorted({f"{layout.PACKS}/{packed[digest][0]}" for digest in wanted & packed.keys()})
    for digest in sorted(wanted - packed.keys()):
        if (case.path / layout.blob_path(digest)).is_file():
            yield layout.blob_path(digest)


def unpack(path: Path, into: Path) -> Path:
    """Lay a bundle out in a folder, as far as its names are those of a case; returns the folder.

    Raises:
        FormatError: it is no bundle, it is cut, or a part is missing.
        StorageError: the disk refuses.
    """
    parts = parts_of(path)
    with files.in_words():
        stream = Joined(parts or [path])
        try:
            with stream, tarfile.open(fileobj=stream, mode="r|") as tar:
                _unpack(tar, into, path)
        except (tarfile.TarError, EOFError, UnicodeDecodeError) as error:
            raise FormatError(
                "not a bundle, or it is cut, or its next part is missing",
                where=parts[-1] if parts else path,
                hint=_missing(path, parts),
            ) from error
    return into


def _missing(path: Path, parts: list[Path]) -> str:
    if len(parts) < 2 and not path.name.endswith(".001"):
        return "copy the file again; `aigaq bundle` makes one"
    base = parts[0].with_name(parts[0].name[:-4])
    return f"all parts must lie side by side; the next one would be {part_name(base, len(parts) + 1).name}"


def _unpack(tar: tarfile.TarFile, into: Path, path: Path) -> None:
    first = tar.next()
    if first is None or first.name != HEAD or first.size > HEAD_LIMIT:
        raise FormatError("not a bundle of a case", where=path, hint="`aigaq bundle CASE -o FILE` makes one")
    taken = tar.extractfile(first)
    try:
        told = json.loads(taken.read() if taken is not None else b"")
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise FormatError("not a bundle this aigaq knows", where=path, hint="install a newer aigaq")
    ended = False
    while (member := tar.next()) is not None:
        ended = ended or member.name == END
        if member.issparse():
            raise FormatError("a bundle has no files with holes", where=path, hint="`aigaq bundle` makes one")
        if member.isreg() and _NAME.fullmatch(member.name) and ".." not in member.name:
            _write(tar, member, into / member.name)
    if not ended:  # `tarfile` takes whatever is no header for the end of the archive
        raise EOFError


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    stream = tar.extractfile(member)
    assert stream is not None, "only regular files come here"
    files.make_folders(path.parent)
    if path.exists():
        return  # a second member of one name says nothing
    left = member.size

    def pieces() -> Iterator[bytes]:
        nonlocal left
        while left:
            piece = stream.read(min(BUFFER, left))
            if not piece:
                raise EOFError
            left -= len(piece)
            yield piece

    files.write_loose(path, pieces())
