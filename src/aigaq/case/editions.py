"""Editions: which item of a case is the next issue of which, as `derive` entries with `how` = `edition` say.

An edition replaces nothing in the log; both items stay. Proved by tests/case/test_editions.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigaq.case.log.entries import VERSION, Derive
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.case.adding.batch import Batch
    from aigaq.case.case import Case

HOW = "edition"


def record_edition(batch: Batch, old: str, new: str) -> str:
    """Log that an item is the next edition of another; returns the entry's id.

    Raises:
        UsageError: both are the same bytes.
    """
    if old == new:
        raise UsageError("a new edition has other bytes than the old one", where=old[:12])
    return batch.append(Derive(v=VERSION, at=batch.at(), source=old, item=new, how=HOW))


def editions(case: Case) -> dict[str, str]:
    """Old item → next edition. Of several next editions of one item the last by id counts; a ring of them has no first."""
    found: dict[str, str] = {}
    for _, entry in case.index().derived():
        if entry.how == HOW:
            found[entry.source] = max(entry.item, found.get(entry.source, ""))
    return found


def later(item: str, known: dict[str, str]) -> tuple[str, ...]:
    """The editions after an item, next one first."""
    seen = [item]
    while known.get(seen[-1]) is not None and known[seen[-1]] not in seen:
        seen.append(known[seen[-1]])
    return tuple(seen[1:])
