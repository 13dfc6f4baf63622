"""Conflict copies: what a sync tool leaves when two devices changed one file is another input of a merge.

Every file of a case but the cache `checkpoint` is written once, so honest devices make few. A folder as it would be with
one tool's copies in their places is laid out beside the case and merged like any other copy: what fits comes in, what
contradicts is a fork, what is damaged is named. A copy whose bytes are then in the case is removed. The names tools give are
data (data/conflict-names.toml). Proved by tests/case/test_conflicts.py.
"""

from __future__ import annotations

import filecmp
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib import resources
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.disk.blobs import BUFFER
from aigaq.case.log.logs import TILE_LIMIT, branches_of
from aigaq.case.merging.merge_logs import histories
from aigaq.case.verifying.findings import Finding


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    text = (resources.files("aigaq.case") / "data" / "conflict-names.toml").read_text(encoding="utf-8")
    return tuple(re.compile(one["pattern"]) for one in tomllib.loads(text)["tool"])


def true_name(name: str) -> str | None:
    """The path a conflict copy stands for, None where no part of the path is named as one."""
    parts = [_own(part) for part in name.split("/")]
    return None if all(part is None for part in parts) else "/".join(
        old if new is None else new for old, new in zip(name.split("/"), parts, strict=True)
    )  # fmt: skip


def _own(part: str) -> str | None:
    for pattern in _patterns():
        if found := pattern.fullmatch(part):
            return found["stem"] + (found["end"] or "")
    return None


def copies(folder: Path) -> dict[str, str]:
    """Conflict copies below a folder and the paths they stand for, relative to it."""
    found = {}
    for room in layout.ROOMS:
        for where, _, names in os.walk(folder / room):
            for name in names:
                path = (Path(where) / name).relative_to(folder).as_posix()
                if (own := true_name(path)) is not None:
                    found[path] = own
    return found


def overlays(folder: Path, unfinished: Path) -> Iterator[Path]:
    """Folders as they would be with conflict copies in their places: one for the first copy of each file, and so on."""
    rounds: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for path, own in sorted(copies(folder).items()):
        number = seen[own] = seen.get(own, -1) + 1
        while len(rounds) <= number:
            rounds.append({})
        rounds[number][own] = path
    for number, some in enumerate(rounds):
        made = unfinished / f"overlay-{number}"
        _lay_out(folder, made, some)
        yield made
        files.clear_tree(made)


def _lay_out(folder: Path, made: Path, instead: dict[str, str]) -> None:
    """The logs of a folder with these files instead of their own, and whatever else the copies are."""
    logs = {"/".join(own.split("/")[:2]) for own in instead if own.startswith(f"{layout.LOGS}/")}
    names = dict(instead)
    for log in logs:
        for where, _, found in os.walk(folder / log):
            for name in found:
                path = (Path(where) / name).relative_to(folder).as_posix()
                if true_name(path) is None:
                    names.setdefault(path, path)
        for branch in branches_of(folder):
            if branch.id == log.split("/")[1]:  # heads whose entries may be in a copy that was put aside
                heads = branch.path.relative_to(folder).as_posix() + "/checkpoints"
                names |= {f"{log}/checkpoints/{name}": f"{heads}/{name}" for name in branch.kept()}
    names[layout.CASE_FILE] = layout.CASE_FILE
    for own, path in names.items():
        if (folder / path).is_file() and ".." not in own.split("/"):
            files.make_folders((made / own).parent)
            with files.open_raw(folder / path) as stream:
                files.write_loose(made / own, iter(partial(stream.read, BUFFER), b""))


def remove_absorbed(case: Path, refused: Sequence[Finding]) -> None:
    """Remove conflict copies in the case's own folder of which nothing is missing in it now."""
    found = copies(case)
    if not found:
        return
    odd = {finding.where for finding in refused}
    heads = {files.read(log.path / "checkpoints" / name) for log in histories(case) for name in log.kept()}
    for path, own in found.items():
        if own in odd:
            continue
        if _same(case / path, case / own):
            files.unlink(case / path)
            continue
        data = files.read_at_most(case / path, TILE_LIMIT) or b""
        if data in heads or _in_another(case, own, data):
            files.unlink(case / path)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _in_another(case: Path, own: str, data: bytes) -> bool:
    """True where a history in forks/, or a wider tile, holds these bytes."""
    parts = own.split("/")
    if parts[0] != layout.LOGS or len(parts) < 3:
        return False
    rest = "/".join(parts[2:])
    for log in histories(case):
        if log.id == parts[1] and files.read_at_most(log.path / rest, TILE_LIMIT) == data:
            return True
        whole = files.read_at_most(log.path / rest.partition(".p/")[0], TILE_LIMIT) if ".p/" in rest else None
        if log.id == parts[1] and whole is not None and whole.startswith(data):
            return True
    return False
