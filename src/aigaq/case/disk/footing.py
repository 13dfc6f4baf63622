"""What a folder's file system does not guarantee, in words: found by trying, and by the name of the file system.

A case needs two things of a disk: a rename replaces a name in one step, and what fsync has returned for stays. Where
one is lacking nothing is refused, but it is said before evidence is put there. POSIX rename(2), fsync(2); the names of
file systems are data (data/file-systems.toml). Proved by tests/case/test_footing.py.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from aigaq.case.disk import files

MOUNTS = Path("/proc/self/mountinfo")


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("aigaq.case") / "data" / "file-systems.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def weaknesses(folder: Path, *, mounts: Path = MOUNTS) -> tuple[str, ...]:
    """What is not guaranteed for files in an existing folder that may be written to; empty where nothing is known.

    Raises:
        OSError: the folder cannot be written to.
    """
    found = list(_tried(folder))
    name = file_system(folder, mounts=mounts)
    words = _data()["words"]
    for kind in _data()["kind"]:
        if name in kind["names"]:
            found += [f"{kind['called']} ({name}): {words[lack]}" for lack in kind["lacks"]]
    return tuple(found)


def _tried(folder: Path) -> Iterator[str]:
    """Write a file, replace it by a rename, wait for the folder."""
    first, second = (folder / f".footing-{os.getpid()}-{number}" for number in (1, 2))
    try:
        files.write_new(first, b"1")
        files.write_new(second, b"2")
        try:
            files.rename(second, first)
        except OSError:
            yield "a file cannot be replaced by a rename here"
        if not files.fsync_folder(folder):
            yield f"the names of files cannot be waited for here: {_data()['words']['durable']}"
    finally:
        files.unlink(first)
        files.unlink(second)


def file_system(folder: Path, *, mounts: Path = MOUNTS) -> str:
    """The name of the file system a folder lies on; empty where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place, best, name = folder.resolve(), -1, ""
    for line in lines:
        # man 5 proc: id, parent, device, root, mount point, options, optional fields, "-", type, …
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4]))
        if (point == place or point in place.parents) and len(point.parts) >= best:
            best, name = len(point.parts), after.split(" ")[0]
    return name
