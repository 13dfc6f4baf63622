"""Merging logs: which heads and entries of another copy are taken, into which history, and what is refused.

A log is a set of histories, mostly one. A head that another copy holds is taken where its entries give it and it
continues a history that is here, or is a part of one; where it contradicts them all it is a fork, and that history is
kept beside the others in `forks/`. What does not give the head it claims is damaged and is not taken. A log or a history
that is not here yet is made under another name, so it is there whole or not at all. Nothing depends on the order of
merging. Proved by tests/case/test_merge.py and test_merge_faults.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.branches import Kept, Take, found_log, grow, heads_in, proved_root, roots_along
from aigaq.case.log.entries import typed
from aigaq.case.log.kinds import Open
from aigaq.case.log.logs import LogFolder, branches_of, logs_of
from aigaq.case.standards import note, tiles
from aigaq.case.standards.merkle import leaf_hash
from aigaq.errors import CaseError, Error

_DAMAGED = "the log is damaged here, so it cannot be told what the other copy's means: verify this copy first"


class Way(StrEnum):
    """How a history that came in stands to what is here."""

    NEW = "new"
    GROWN = "grown"
    HERE = "here"
    FORK = "fork"
    BARE = "bare"
    DAMAGED = "damaged"


@dataclass(slots=True)
class Plan:
    """What becomes of one history of another copy. `into`: the history here that it belongs to; `start`: the entries of
    it that are here already; `beside`: signed heads of the same folder whose entries are another history (two devices
    with one key and a sync tool leave that); `bare`: signed heads that contradict what is here and whose entries are not
    given; `roots`: of the tree its entries give, by size."""

    way: Way
    source: LogFolder
    vkey: note.VerifierKey | None = None
    case_id: str = ""
    into: LogFolder | None = None
    start: int = 0
    heads: list[Kept] = field(default_factory=list)
    beside: list[Kept] = field(default_factory=list)
    bare: list[Kept] = field(default_factory=list)
    roots: dict[int, bytes] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Entries of the history, with those that are here."""
        return max((kept.head.size for kept in self.heads), default=0)

    @property
    def forks(self) -> bool:
        """True where it contradicts what is here, or itself."""
        return self.way is Way.FORK or bool(self.beside or self.bare)

    def refuse(self, name: str, why: str) -> None:
        """A file of the other copy is not taken."""
        self.refused.append((name, why))


def histories(case: Path) -> list[LogFolder]:
    """Every history of every log in a folder."""
    return [*logs_of(case), *branches_of(case)]


def plan_log(case: Path, case_id: str, source: LogFolder, take: Take) -> Plan:
    """Look at one history of another copy, and write nothing; `take` is shown entries that would be new here."""
    every = [log for log in histories(case) if log.id == source.id and log.kept()]
    ours = [log for log in every if is_whole(log)]
    if any(log not in ours for log in every if log.path.parent.name == layout.LOGS):
        return Plan(Way.DAMAGED, source, refused=[("checkpoint", _DAMAGED)])
    try:
        vkey = source.vkey() if (source.path / "vkey").is_file() or not ours else ours[0].vkey()
    except (CaseError, OSError) as error:
        return Plan(Way.DAMAGED, source, refused=[("vkey", str(error))])
    found, odd = heads_in(source, vkey)
    refused = [(name, "no head that the log's key has signed") for name in odd]
    plan = Plan(Way.DAMAGED, source, vkey, case_id=case_id, refused=refused)
    kept = sorted(found.values(), key=lambda kept: (kept.head.size, kept.head.root), reverse=True)
    sizes = [one.head.size for one in kept]
    here: set[str] = set()
    for one in kept:
        if plan.into is None and plan.way in (Way.DAMAGED, Way.BARE):
            _place(one, plan, ours, take, sizes)
            here = set() if plan.into is None else set(plan.into.kept())
        elif one.name not in here:
            _beside(one, plan, ours, take)
    return plan


def _is_foreign(plan: Plan, size: int) -> bool:
    """True where the first entry says that the log is another key's, or of another case."""
    first = plan.source.bundles(0, 1, of=size)[0] if size else b""
    opening = typed(first)
    return isinstance(opening, Open) and (
        opening.log != str(plan.vkey) or (opening.case or leaf_hash(first).hex()) != plan.case_id
    )


def is_whole(log: LogFolder) -> bool:
    """True where the right edge of the tree gives the greatest head."""
    try:
        head = log.head()
    except Error:
        return False
    return log.root_at(head.size) == head.root


def _place(kept: Kept, plan: Plan, ours: Sequence[LogFolder], take: Take, sizes: Sequence[int]) -> None:
    """Find the history that the greatest head of the other copy belongs to."""
    size, root = kept.head.size, kept.head.root
    for log in ours:
        here = log.head().size
        if size <= here and log.root_at(size, of=here) == root:
            plan.way, plan.into, plan.start = Way.HERE, log, here
        elif size > here and (roots := roots_along(log.edge(here), plan.source, kept.head, stops=sizes)) is not None:
            plan.way, plan.into, plan.start, plan.roots = Way.GROWN, log, here, roots
        else:
            continue
        break
    else:
        _contradicts(kept, plan, ours, sizes)
        if plan.way is Way.DAMAGED:
            return
    if plan.way is Way.BARE:
        plan.bare.append(kept)
        return
    plan.heads.append(kept)
    if plan.way is not Way.HERE:
        edge = plan.into.edge(plan.start) if plan.into is not None else tiles.Edge()
        roots_along(edge, plan.source, kept.head, take=take)


def _contradicts(kept: Kept, plan: Plan, ours: Sequence[LogFolder], sizes: Sequence[int]) -> None:
    """A head that continues nothing here: of a log that is new, of another history, or of a damaged copy."""
    size, root, where = kept.head.size, kept.head.root, f"checkpoints/{kept.name}"
    others = [proved_root(log, min(size, log.head().size)) for log in ours]
    if None in others:
        plan.refuse(where, _DAMAGED)
        return
    roots = roots_along(tiles.Edge(), plan.source, kept.head, stops=[*sizes, *(log.head().size for log in ours)])
    if roots is None:
        if root not in others and any(size <= log.head().size for log in ours):
            plan.way = Way.BARE
        else:
            plan.refuse(where, "entries do not give this head, or are missing")
        return
    if not ours and _is_foreign(plan, size):
        plan.refuse("tile/entries", "the first entry opens a log of another key or of another case")
    else:
        plan.way, plan.roots = Way.FORK if ours else Way.NEW, roots


def _beside(kept: Kept, plan: Plan, ours: Sequence[LogFolder], take: Take) -> None:
    """A smaller head of the same copy: a part of the history that was found, or of another one that is here."""
    size, root = kept.head.size, kept.head.root
    here = plan.into is not None and size <= plan.start
    if plan.into is not None and here:
        at = plan.into.root_at(size, of=plan.start)
        at = at if at == root else proved_root(plan.into, size)
    else:
        at = plan.roots.get(size)
    if at == root:
        plan.heads.append(kept)
    elif any(size <= log.head().size and log.root_at(size, of=log.head().size) == root for log in ours):
        return  # a head of another history that is here too, and comes with it
    elif at is None:
        plan.refuse(f"checkpoints/{kept.name}", _DAMAGED)
    elif roots_along(tiles.Edge(), plan.source, kept.head) is not None:
        roots_along(tiles.Edge(), plan.source, kept.head, take=take)
        plan.beside.append(kept)
    else:
        plan.bare.append(kept)


def carry_out(case: Path, plan: Plan, *, unfinished: Path) -> None:
    """Write what was planned."""
    if plan.vkey is None:
        return
    forks = case / layout.FORKS / plan.source.id
    if plan.heads and plan.into is not None:
        grow(plan.into, plan.source, plan.heads, start=plan.start, unfinished=unfinished)
    elif plan.heads:
        root = max(plan.heads, key=lambda kept: kept.head.size).head.root
        home = case / layout.LOGS / plan.source.id if plan.way is Way.NEW else forks / root.hex()
        make_history(home, plan.source, plan.vkey, plan.heads, unfinished=unfinished)
    for kept in plan.beside:
        make_history(forks / kept.head.root.hex(), plan.source, plan.vkey, [kept], unfinished=unfinished)
    for kept in plan.bare:
        if not (forks / kept.head.root.hex()).exists():
            make_history(forks / kept.head.root.hex(), plan.source, plan.vkey, [kept], unfinished=unfinished, bare=True)


def make_history(
    home: Path, source: LogFolder, vkey: note.VerifierKey, heads: list[Kept], *, unfinished: Path, bare: bool = False
) -> None:
    """A history that is not here yet, or of which only heads are: made under another name, then moved home."""
    made = unfinished / "history"
    files.clear_tree(made)
    log = found_log(made, source.id, vkey)
    if bare:
        for name in (f"checkpoints/{heads[0].name}", "checkpoint"):
            files.put(log.path / name, heads[0].data, via=unfinished / "checkpoint")
    else:
        grow(log, source, heads, start=0, unfinished=unfinished)
        size = log.head().size
        old = [kept for kept in heads_in(LogFolder(home, log.id), vkey)[0].values() if kept.head.size <= size]
        own = [kept for kept in old if log.root_at(kept.head.size) == kept.head.root]
        grow(log, log, own, start=size, unfinished=unfinished)
    grown = files.make_folders(home.parent)
    files.clear_tree(home)  # heads of this history alone, or damaged entries of it
    files.rename(made, home)
    files.fsync_folders([*grown, home.parent])


def settle_forks(case: Path) -> None:
    """Bring `forks/` to order: what is a part of another history goes; each has the name of its greatest head.

    What a crash has left half done is completed here, and a head whose entries came in the meantime goes into them.
    """
    for log in branches_of(case):
        own = set(log.kept())
        others = [one for one in histories(case) if one.id == log.id and one.path != log.path and is_whole(one)]
        if any(own <= set(one.kept()) for one in others):
            files.clear_tree(log.path)
        elif is_whole(log) and log.path.name != log.head().root.hex():
            named = LogFolder(log.path.parent / log.head().root.hex(), log.id)
            if set(named.kept()) <= own:
                files.clear_tree(named.path)
                files.rename(log.path, named.path)
                files.fsync_folder(named.path.parent)
