"""Shredding: the bytes of an item and of what was written about it are destroyed here, and in every copy that merges.

The `shred` entries name every blob that goes with the item, and are durable before the first byte goes; the item's own
bytes go last, so what a crash leaves is seen and removed by the next batch or merge. Carried out is what a log says that
was ever enrolled as admin or member (`vouching.shredders`): a stranger's log destroys nothing, and cannot add to what is
destroyed with an item. What lies in a pack cannot be destroyed, and is refused. A deleted file may survive on the medium:
the program says so. Design §4; docs/methods/threats.md. Proved by tests/case/test_shredding.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.case.disk import files, layout
from aigaq.case.disk.blobs import Blobs
from aigaq.case.log.entries import EntryView, blobs_of, is_hash, typed_all
from aigaq.case.log.kinds import VERSION, Decide, Describe, ItemEntry, Set, SetAside, Shred, Undo
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.errors import NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.case.case import Case

BLOBS = 100
"""Blobs in one entry: an entry has at most 8 KiB."""


def shredded(views: Iterable[EntryView], shredders: Collection[str]) -> dict[str, set[str]]:
    """The items that entries of these logs destroy, and the blobs that go with each."""
    found: dict[str, set[str]] = {}
    for view in views:
        if b"shred" in view.raw and view.log in shredders:
            entry = view.typed
            if isinstance(entry, Shred):
                found.setdefault(entry.item, set()).update(entry.blobs)
    return found


def said_of(
    views: Sequence[EntryView],
    items: Collection[str],
    *,
    telling: Mapping[str, str] | None = None,
    trusted: Collection[str] = (),
) -> dict[str, set[str]]:
    """Item → the blobs in which people wrote about it: descriptions, settings, why it was set aside.

    A blob that is named for anything else too is left out: it may be a stranger's word that it is about this item.

    Args:
        telling: entry → item, of decisions and undos that are about an item.
        trusted: logs whose word on what a blob is about goes before that of all others.
    """
    told = telling or {}
    about: dict[str, dict[str, set[str]]] = {}
    for log, item, blob in _named(views, told) if items else ():
        if item is not None and item in items:
            about.setdefault(blob, {}).setdefault(item, set()).add(log)
    others: dict[str, dict[str | None, set[str]]] = {}
    for log, item, blob in _named(views, told) if about else ():
        if blob in about:
            others.setdefault(blob, {}).setdefault(item, set()).add(log)
    found: dict[str, set[str]] = {item: set() for item in items}
    for blob, several in about.items():
        for item, logs in several.items():
            elsewhere = set[str]().union(*(some for one, some in others[blob].items() if one != item))
            if not elsewhere or (not elsewhere & set(trusted) and logs & set(trusted)):
                found[item].add(blob)
    return found


def _named(views: Sequence[EntryView], telling: Mapping[str, str]) -> Iterator[tuple[str, str | None, str]]:
    """(log, the item it is about or None, blob) for every blob that an entry names."""
    for view, entry in zip(views, typed_all(view.raw for view in views), strict=True):
        match entry:
            case None:
                continue
            case ItemEntry(item=item, description=blob):
                yield view.log, None, item
                if blob is not None:
                    yield view.log, item, blob
            case Describe(item=item, description=blob) | SetAside(item=item, reason=blob):
                yield view.log, item, blob
            case Set(item=about, blob=blob):
                yield view.log, about, blob
            case _:
                yield from ((view.log, telling.get(view.id), blob) for blob in blobs_of(entry))


def going(case: Case, item: str) -> set[str]:
    """The blobs that are destroyed with an item: what is said of it, decisions that name it, why entries about it were
    undone; those that an earlier destruction named too."""
    looked = case.look()
    views = looked.views
    trusted = {log for log, trust in looked.trust.items() if trust.role is not DeviceRole.NONE}
    telling = dict.fromkeys((*_decisions(case, views, item), *_undos(views, item)), item)
    return said_of(views, {item}, telling=telling, trusted=trusted)[item] | looked.gone.get(item, set())


def shred(case: Case, item: str) -> str:
    """Log that an item is destroyed, then destroy it here; returns the entry's id. Cannot be undone.

    Where it was done before, only what was written about the item since is destroyed.

    Raises:
        NotFound: no such item.
        UsageError: its bytes or its description lie in a pack, which cannot be changed; or this device is neither an
            admin nor a member of the case.
    """
    looked = case.look()
    if item not in case.index().acquired:
        raise NotFound("no such item in the case", where=item)
    blobs = going(case, item)
    if {item, *blobs} & Blobs(case.path).packed().keys():
        raise UsageError(
            "a public item in a pack cannot be shredded: a pack is one file for many items, and others have it already",
            where=item[:12],
            hint="`aigaq set-aside` leaves it out of everything that is made from the case",
        )
    new = sorted(blobs - looked.gone.get(item, set()))
    entry = "" if new else _before(looked.views, item) if item in looked.gone else ""
    if not entry:
        with case.writing() as batch:
            if batch.log not in looked.shredders:
                raise UsageError(
                    "only a device that an admin enrolled as admin or member can shred, and this one is not",
                    where=f"log {batch.log[:16]}",
                    hint="ask an admin to run `aigaq enrol`, or to shred the item",
                )
            some = [tuple(new[at : at + BLOBS]) for at in range(0, len(new), BLOBS)] or [()]
            made = [batch.append(Shred(v=VERSION, at=batch.at(), item=item, blobs=one)) for one in some]
            entry = made[0]
    carry_out(case.path, {item: blobs})
    return entry


def _before(views: Iterable[EntryView], item: str) -> str:
    """The id of the first entry that destroys the item."""
    about = item.encode()
    found = (view for view in views if about in view.raw and isinstance(view.typed, Shred))
    return next((view.id for view in found if view.fields.get("item") == item), "")


def _decisions(case: Case, views: Iterable[EntryView], item: str) -> Iterator[str]:
    """The ids of decisions whose blob names the item: they hold its words."""
    blobs = Blobs(case.path)
    for view in views:
        entry = view.typed if b"decide" in view.raw else None
        if isinstance(entry, Decide):
            with suppress(NotFound), files.in_words():
                if item.encode() in blobs.read(entry.blob):
                    yield view.id


def _undos(views: Iterable[EntryView], item: str) -> Iterator[str]:
    """The ids of undos of entries about the item: their reasons speak of it."""
    about = {view.id for view in views if item.encode() in view.raw}
    for view in views:
        entry = view.typed if b"undo" in view.raw else None
        if isinstance(entry, Undo) and about & set(entry.replaces):
            yield view.id


def waiting(case: Path, items: Mapping[str, Collection[str]]) -> bool:
    """True where something is still here that was destroyed: a crash, or another device's word that just came."""
    return any((case / layout.blob_path(one)).is_file() for item, blobs in items.items() for one in (item, *blobs))


def carry_out(case: Path, items: Mapping[str, Collection[str]]) -> list[str]:
    """Destroy what is loose of these items, the blobs that go with them, and their wrapped keys.

    First what was made from them goes, last the items themselves: what a crash leaves is done again (`waiting`).

    Args:
        items: item → the blobs that go with it.

    Returns:
        The items of which something was here.
    """
    gone: list[str] = []
    paths: list[Path] = []
    with files.in_words():
        for item, blobs in sorted(items.items()):
            if not is_hash(item):
                continue  # what becomes a path to be removed is a hash, whoever wrote it
            keys = case / layout.KEYS / item
            some = [case / layout.blob_path(one) for one in sorted({*blobs} - {item}) if is_hash(one)]
            some += [keys / name for name in files.names(keys)]
            there = [path for path in (*some, case / layout.blob_path(item)) if path.is_file()]
            if there:
                gone.append(item)
                paths += there
        if gone:
            files.clear_tree(case / layout.DERIVED)  # what was made from it holds its words
        for path in paths:
            files.unlink(path)
        files.fsync_folders({path.parent for path in paths})
    return gone
