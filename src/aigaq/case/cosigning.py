"""Cosigning the heads of other devices' logs that were read whole, and saying so in the own log (`seen`).

A cosignature is a promise never to sign two histories of one log: the head is remembered in the keystore, durable, before
it is signed, and a head that does not continue the remembered one, and all that the own log says were seen, is not. This is
told by the entries that were read, not by tiles or files as they lie at that moment. C2SP tlog-cosignature, cosignature/v1; one
line a file, `cosig/<log>/<size>-<root>/<sha256 of the cosigner's vkey>`. Its time is this device's claim.
Proved by tests/case/test_cosigning.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.case.disk import files, layout
from aigaq.case.log.entries import EntryView
from aigaq.case.log.keys import Identity, Keystore
from aigaq.case.log.kinds import VERSION, Pin, SeenHeads
from aigaq.case.merging.merge_marks import cosigner_id
from aigaq.case.standards import note, tiles

if TYPE_CHECKING:
    from aigaq.case.looked import Looked

PINS = 40
"""Heads in one entry: an entry has at most 8 KiB."""


def others(looked: Looked, own: str) -> list[tuple[str, note.Head]]:
    """The logs of other devices that have one history, and the heads under which they were read whole."""
    return [(log, head) for log, head in sorted(looked.heads.items()) if log != own and log not in looked.forked]


def seen_before(views: Iterable[EntryView], own: str) -> set[tuple[str, int, str]]:
    """The heads that the own log says were seen."""
    found: set[tuple[str, int, str]] = set()
    for view in views:
        if view.log == own and b'"seen"' in view.raw:
            entry = view.typed
            if isinstance(entry, SeenHeads):
                found.update((pin.log, pin.size, pin.root) for pin in entry.heads)
    return found


def seen_entries(
    heads: Iterable[tuple[str, note.Head]], before: set[tuple[str, int, str]], *, at: str
) -> Iterator[SeenHeads]:
    """Entries that say which heads were read whole and not said before."""
    pins = [Pin(log, head.root.hex(), head.size) for log, head in heads]
    new = sorted((pin for pin in pins if (pin.log, pin.size, pin.root) not in before), key=lambda pin: pin.log)
    for start in range(0, len(new), PINS):
        yield SeenHeads(v=VERSION, at=at, heads=tuple(new[start : start + PINS]))


def cosign_heads(
    looked: Looked,
    heads: Iterable[tuple[str, note.Head]],
    before: set[tuple[str, int, str]],
    *,
    case: Path,
    keys: Keystore,
    identity: Identity,
    now: datetime,
    unfinished: Path,
) -> int:
    """Cosign these heads, where each continues what was cosigned before; returns how many were.

    Args:
        before: the heads that the own log says were seen.
    """
    own, secret = identity.log_id, identity.cosigner
    count = 0
    for log, head in heads:
        name = layout.checkpoint_name(head.size, head.root)
        path = case / layout.COSIG / log / name / cosigner_id(secret.vkey)
        remembered = keys.cosigned(own, log)
        earlier = {(size, bytes.fromhex(root)) for one, size, root in before if one == log}
        earlier |= set() if remembered is None else {remembered}
        if path.exists() or not _continues(looked, log, head, earlier):
            continue
        keys.remember_cosigned(own, log, head.size, head.root)
        text = note.format_head(head)
        seconds = max(0, int(now.timestamp()))
        line = note.format_signature(note.cosign(text, secret.vkey.name, secret.seed, time=seconds))
        grown = files.make_folders(path.parent)
        files.put(path, line.encode(), via=unfinished / "cosignature")
        files.fsync_folders(grown)
        count += 1
    return count


def _continues(looked: Looked, log: str, head: note.Head, earlier: set[tuple[int, bytes]]) -> bool:
    """True where the log, as it was read whole under this head, has all of these heads."""
    if earlier <= {(head.size, head.root)}:
        return True
    if max(size for size, _ in earlier) > head.size:
        return False
    levels = tiles.tree_levels([bytes.fromhex(view.id) for view in looked.views if view.log == log][: head.size])
    return all(tiles.edge_of(levels, size).root() == root for size, root in earlier)
