"""Second thoughts: an item is set aside, an entry is undone. Nothing is removed; what is logged is the opposite.

Rule: docs/formats/entries.md, "What is in effect". `foreseen` says what an undo would reach and refuses what cannot be
undone; `undo` logs it. Proved by tests/case/test_thoughts.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from aigaq.case.log.entries import EntryView, is_hash
from aigaq.case.log.kinds import UNDOABLE, VERSION, Derive, Set, SetAside, Undo
from aigaq.errors import NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.case.adding.batch import Batch
    from aigaq.case.log.index import Index

AT_ONCE = 100
"""How many entries one `undo` names at most; it stays below the 8 KiB of an entry."""

_INSTEAD = {
    "open": "`aigaq revoke` ends the trust in a log",
    "enrol": "`aigaq revoke` ends the trust in a log",
    "revoke": "a device goes on with a new log: `aigaq join`, and an admin enrols it",
    "shred": "what was destroyed is gone; whoever has the bytes can bring them in again with `aigaq add`",
    "seen": "nothing rests on it but the order of heads",
    "consent": "a later consent takes the place of an earlier one",
    "publish": "what is published cannot be called back; publish again",
}


def set_aside(batch: Batch, item: str, reason: str) -> str:
    """Log that an item is not to be used, and why; returns the entry's id.

    Raises:
        NotFound: no such item in the case.
        UsageError: there is no reason, or the item is set aside or shredded already.
    """
    if not is_hash(item) or item not in batch.index.acquired:
        raise NotFound("no such item in the case", where=item)
    if not reason.strip():
        raise UsageError("an item is set aside for a reason", hint="say why: whoever comes later will ask")
    known = batch.index.item(item)
    if known.shredded:
        raise UsageError("the item was destroyed", where=item[:12])
    if known.set_aside:
        hint = "`aigaq history` shows why, and `aigaq undo` with the id of that entry brings it back"
        raise UsageError("the item is set aside already", where=item[:12], hint=hint)
    kept = batch.keep(reason.strip().encode())
    return batch.append(SetAside(v=VERSION, at=batch.at(), item=item, reason=kept))


def undo(batch: Batch, entries: Sequence[str], reason: str = "") -> tuple[str, ...]:
    """Log that entries have no effect any more, a hundred of them in each entry; returns the ids of what was logged.

    Args:
        entries: full ids, as `foreseen` gives them.
        reason: why. It is kept in one blob, by which the entries of one undo are known to belong together; its salt keeps
            an undo apart from one that named the same.

    Raises:
        NotFound, UsageError: as `foreseen`.
    """
    refuse(batch.index, _views(batch.index, entries))
    kept = batch.keep(reason.strip().encode())
    every = sorted(set(entries))
    return tuple(
        batch.append(Undo(v=VERSION, at=batch.at(), replaces=tuple(every[start : start + AT_ONCE]), reason=kept))
        for start in range(0, len(every), AT_ONCE)
    )


def foreseen(index: Index, what: str, full: str) -> tuple[EntryView, ...]:
    """The entries that undoing one thing reaches, in the order of the logs.

    Args:
        what: "entry" or "batch".
        full: an entry's id: that entry, and of an undo all that was logged with it. A batch's id: its item entries, and
            what was logged among them and right after them for items that no other batch brought in: their settings, and
            that they were made from one another.

    Raises:
        NotFound: no such entry or batch in the case.
        UsageError: it cannot be undone, or is undone already.
    """
    if what == "batch":
        every = tuple(of_batch(index, full))
        views = tuple(view for view in every if view.id not in index.undone)
        if not views:
            raise UsageError("the batch is undone already", where=full[:12], hint=_back(index, every[0].id))
    else:
        views = _with_its_kind(index, _views(index, [full])[0])
    refuse(index, views)
    return views


def refuse(index: Index, views: Iterable[EntryView]) -> None:
    """UsageError where one of some entries cannot be undone, or is already."""
    for view in views:
        if view.typed is None:
            hint = "a newer aigaq wrote it, and may know how"
            raise UsageError("an entry that is not understood cannot be undone", where=view.id[:12], hint=hint)
        if view.kind not in UNDOABLE:
            raise UsageError(
                f"an entry of kind {view.kind} cannot be undone", where=view.id[:12], hint=_INSTEAD[view.kind]
            )
        if view.id in index.undone:
            raise UsageError("the entry is undone already", where=view.id[:12], hint=_back(index, view.id))


def batches(index: Index) -> dict[str, int]:
    """The batches of a case by their ids, and how many acquisitions each has."""
    found: dict[str, int] = {}
    for acquired in index.acquired.values():
        for one in acquired:
            found[one.batch] = found.get(one.batch, 0) + 1
    return found


def batches_from(index: Index, short: str) -> tuple[str, ...]:
    """The batches whose ids begin so; none for fewer than four digits."""
    return tuple(sorted(one for one in batches(index) if one.startswith(short.lower()))) if len(short) >= 4 else ()


def undoing(index: Index) -> dict[str, tuple[str, ...]]:
    """Each entry that an undo in effect names, and the ids of those undos."""
    found: dict[str, tuple[str, ...]] = {}
    for view in index.views if index.kinds.get("undo") else ():
        entry = view.typed if view.kind == "undo" and view.id not in index.undone else None
        for one in entry.replaces if isinstance(entry, Undo) else ():
            if one in index.undone:
                found[one] = tuple(sorted({*found.get(one, ()), view.id}))
    return found


def _back(index: Index, entry: str) -> str:
    return f"`aigaq undo` of {undoing(index)[entry][0][:12]} brings it back"


def _views(index: Index, entries: Sequence[str]) -> list[EntryView]:
    wanted = set(entries)
    found = {view.id: view for view in index.views if view.id in wanted}
    for entry in entries:
        if entry not in found:
            raise NotFound("no such entry in the case", where=entry)
    return [found[entry] for entry in entries]


def _with_its_kind(index: Index, view: EntryView) -> tuple[EntryView, ...]:
    """An entry; of an undo that one entry could not hold, all of them."""
    entry = view.typed
    if not isinstance(entry, Undo) or entry.reason is None:
        return (view,)
    same = [one for one in index.views if one.log == view.log and one.kind == "undo" and one.id not in index.undone]
    every = [one for one in same if isinstance(one.typed, Undo) and one.fields.get("reason") == entry.reason]
    return tuple(every) if view in every else (view,)


def of_batch(index: Index, batch: str) -> Iterator[EntryView]:
    """The item entries of a batch, and what was logged among and right after them for items only it brought in."""
    own = {one.entry: one for acquired in index.acquired.values() for one in acquired if one.batch == batch}
    if not own:
        raise NotFound("no such batch in the case", where=batch)
    alone = {item for item, acquired in index.acquired.items() if all(one.entry in own for one in acquired)}
    first = min((one.log, one.index) for one in own.values())
    start, left = bisect_left(index.views, first, key=lambda view: (view.log, view.index)), len(own)
    for view in islice(index.views, start, None):
        entry = view.typed
        if view.id in own:
            left -= 1
            yield view
        elif isinstance(entry, Set | Derive):
            if _about(entry) & alone:
                yield view
        elif not left:
            return


def _about(entry: Set | Derive) -> set[str]:
    named = (entry.source, entry.item) if isinstance(entry, Derive) else (entry.item,)
    return {one for one in named if one is not None}
