"""Which entries have no effect any more: those that an undo names which is itself in effect.

A pure function of the undos. Ids are hashes over the ids they name, so a ring of undos cannot be made, and the answer
is the same in any order (docs/formats/entries.md, "What is in effect"). Proved by tests/case/test_effect.py against the
sentence as it stands there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Mapping


def undone(undos: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The ids without effect.

    Args:
        undos: the id of each undo, and the ids it names.
    """
    # From the undos nobody names inwards: each is settled when all that name it are. No recursion: a person may change
    # their mind more often than Python nests.
    waits = Counter(one for named in undos.values() for one in set(named) if one in undos)
    ready = deque(undo for undo in undos if not waits[undo])
    gone: set[str] = set()
    while ready:
        undo = ready.popleft()
        if undo not in gone:
            gone.update(undos[undo])
        for one in set(undos[undo]):
            if one in undos:
                waits[one] -= 1
                if not waits[one]:
                    ready.append(one)
    return frozenset(gone)
