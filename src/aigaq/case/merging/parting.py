"""Parting two histories of a log that lie in one folder, as a sync tool leaves them where two devices have one key.

Kept heads have names of their own, so both devices' lie side by side; of tiles of one name one has it, the other was put
aside (`conflicts`). The history whose entries are given stays; each head that contradicts it goes to `forks/`, with its
entries where they are here. A head that no entries here contradict is left where it is: it may only be ahead of them.
Nothing is signed, and no head is lost. Proved by tests/case/test_conflicts.py.
"""

from __future__ import annotations

from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.branches import Kept, grow, heads_in, roots_along
from aigaq.case.log.logs import LogFolder, logs_of
from aigaq.case.merging.merge_logs import is_whole, make_history
from aigaq.case.standards import tiles
from aigaq.errors import Error


def part_histories(case: Path, *, unfinished: Path, thorough: bool) -> list[str]:
    """Part them in every log; returns the logs in which there were two.

    Args:
        thorough: look at every head, not only whether the greatest one fits.
    """
    parted = []
    for log in logs_of(case):
        if log.kept() and (thorough or not is_whole(log)) and _part(case, log, unfinished):
            parted.append(log.id)
    return parted


def _part(case: Path, log: LogFolder, unfinished: Path) -> bool:
    if is_whole(log) and all(f"{size}-{root}" == name for name, size, root in _roots(log)):
        return False
    try:
        vkey = log.vkey()
    except Error:
        return False
    heads = sorted(heads_in(log, vkey)[0].values(), key=lambda kept: (kept.head.size, kept.head.root), reverse=True)
    sizes = [kept.head.size for kept in heads]
    for stays in heads:
        roots = roots_along(tiles.Edge(), log, stays.head, stops=sizes)
        if roots is None:
            continue
        other = [kept for kept in heads if roots.get(kept.head.size, kept.head.root) != kept.head.root]
        for kept in other:
            given = roots_along(tiles.Edge(), log, kept.head) is not None
            home = case / layout.FORKS / log.id / kept.head.root.hex()
            if given or not home.exists():
                make_history(home, log, vkey, [kept], unfinished=unfinished, bare=not given)
        if other:
            _leave(log, other, [kept for kept in heads if kept not in other], unfinished)
        return bool(other)
    return False


def _roots(log: LogFolder) -> list[tuple[str, int, str]]:
    """Name and size of every kept head, and the root that the tree has at that size."""
    size, found = log.head().size, []
    for name in log.kept():
        at = int(name.partition("-")[0])
        found.append((name, at, (log.root_at(at, of=size) or b"").hex()))
    return found


def _leave(log: LogFolder, other: list[Kept], own: list[Kept], unfinished: Path) -> None:
    """Take heads, which are in `forks/` now, out of the log, and whatever tiles are not those of its own entries."""
    greatest = max(kept.head.size for kept in own)
    for kept in other:
        if kept.head.size < greatest:
            for tile in tiles.tiles_of(kept.head.size):
                files.unlink(log.path / tile.path)
    for kept in other:
        files.unlink(log.path / "checkpoints" / kept.name)
    grow(log, log, own, start=0, unfinished=unfinished)
