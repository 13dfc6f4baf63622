"""The kinds of entries of a log, as records: one for each row of the table in docs/formats/entries.md.

What may stand in their fields, and how they become bytes, is in `entries`. Proved by tests/case/test_entries.py, which
compares them with that table.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

VERSION = 1
# What is read is what a stranger may have written: a hash names files, so it must be one. Of items, which come by the
# million, only the length is looked at here, and the rest by `entries.typed_all`, many at once.
Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Long = Annotated[str, msgspec.Meta(min_length=64, max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]


class Entry(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    gc=False,
):
    """What all kinds have: format version, and the device's claim of the time in UTC (a day for sealed items)."""

    v: int
    at: str


class Open(Entry, frozen=True, kw_only=True, tag="open"):
    """Entry 0 of each log: its keys; the case it belongs to (absent in the founder's, whose entry id is the case id)."""

    log: str
    cosigner: str
    case: Hash | None = None
    recipient: str | None = None
    succeeds: Hash | None = None


class Enrol(Entry, frozen=True, kw_only=True, tag="enrol"):
    """Another log is vouched for; `role` is admin, member or field."""

    log: Hash
    role: str


class Pin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The head of a log, by its name's hash."""

    log: Hash
    root: Hash
    size: Count


class Revoke(Entry, frozen=True, kw_only=True, tag="revoke"):
    """Nothing of this log is trusted beyond this head."""

    log: Hash
    size: Count
    root: Hash


class ItemEntry(Entry, frozen=True, kw_only=True, tag="item", gc=False):
    """An acquisition. `commitment` stands for the plain bytes of a sealed item."""

    item: Long
    size: int
    media: str
    role: str
    handling: str
    batch: str
    description: Long | None = None
    commitment: str | None = None


class Describe(Entry, frozen=True, kw_only=True, tag="describe", gc=False):
    """A description of an item, instead of the entries it replaces."""

    item: Hash
    description: Hash
    replaces: tuple[str, ...] = ()


class SetAside(Entry, frozen=True, kw_only=True, tag="set_aside"):
    """An item is not to be used; why is in a blob."""

    item: Hash
    reason: Hash


class Set(Entry, frozen=True, kw_only=True, tag="set"):
    """A setting of the case, or of one item."""

    what: str
    blob: Hash
    item: Hash | None = None
    replaces: tuple[str, ...] = ()


class Observe(Entry, frozen=True, kw_only=True, tag="observe"):
    """One look at a locator: facts only."""

    seen: Hash
    method: str
    outcome: str
    code: int | None = None
    evidence: Hash | None = None


class Decide(Entry, frozen=True, kw_only=True, tag="decide"):
    """What a person decided."""

    blob: Hash
    replaces: tuple[str, ...] = ()


class Consent(Entry, frozen=True, kw_only=True, tag="consent"):
    """What a person allowed or no longer allows."""

    blob: Hash
    replaces: tuple[str, ...] = ()


class Derive(Entry, frozen=True, kw_only=True, tag="derive", rename={"source": "from"}):
    """An item that was made from another."""

    source: Hash
    item: Hash
    how: str


class Shred(Entry, frozen=True, kw_only=True, tag="shred"):
    """An item was destroyed, and with it what describes it, what is set for it, and these blobs."""

    item: Hash
    blobs: tuple[Hash, ...] = ()


class SeenHeads(Entry, frozen=True, kw_only=True, tag="seen"):
    """The heads of other logs this device has read whole."""

    heads: tuple[Pin, ...]


class Undo(Entry, frozen=True, kw_only=True, tag="undo"):
    """The entries named have no effect any more, for as long as this one has effect."""

    replaces: tuple[str, ...]
    reason: Hash | None = None


class Publish(Entry, frozen=True, kw_only=True, tag="publish"):
    """What was published."""

    blob: Hash


AnyEntry = (
    Open | Enrol | Revoke | ItemEntry | Describe | SetAside | Set | Observe | Decide | Consent | Derive | Shred
    | SeenHeads | Undo | Publish
)  # fmt: skip
KINDS: dict[type[AnyEntry], str] = {
    Open: "open", Enrol: "enrol", Revoke: "revoke", ItemEntry: "item", Describe: "describe", SetAside: "set_aside",
    Set: "set", Observe: "observe", Decide: "decide", Consent: "consent", Derive: "derive", Shred: "shred",
    SeenHeads: "seen", Undo: "undo", Publish: "publish",
}  # fmt: skip
UNDOABLE = frozenset(("item", "describe", "set_aside", "set", "observe", "decide", "derive", "undo"))
"""The kinds an `undo` can take the effect of. What others rely on (keys, heads, consent, what was destroyed) it cannot."""
