"""Entries of a log: one JSON object each, stored and hashed as it lies. Normative text: docs/formats/entries.md.

Keys sorted, no spaces, ASCII, integers only, no null, at most 8 KiB. An entry names things by hashes, sizes and codes;
what a person wrote is in a salted blob. The kinds are in `kinds`; a kind or field not known there is kept and counted:
`typed` is then None, `fields` still gives all of it. Proved by the vectors of the normative text (tests/case/test_entries.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec

from aigaq.case.log.kinds import (
    KINDS,
    UNDOABLE,
    VERSION,
    AnyEntry,
    Consent,
    Decide,
    Derive,
    Describe,
    Enrol,
    Entry,
    ItemEntry,
    Observe,
    Open,
    Pin,
    Publish,
    Revoke,
    SeenHeads,
    Set,
    SetAside,
    Shred,
    Undo,
)
from aigaq.errors import FormatError

__all__ = [
    "KINDS",
    "MAX_ENTRY",
    "UNDOABLE",
    "VERSION",
    "AnyEntry",
    "Consent",
    "Decide",
    "Derive",
    "Describe",
    "Enrol",
    "Entry",
    "EntryView",
    "ItemEntry",
    "Observe",
    "Open",
    "Pin",
    "Publish",
    "Revoke",
    "SeenHeads",
    "Set",
    "SetAside",
    "Shred",
    "Undo",
    "blobs_of",
    "encode",
    "encode_acquired",
    "fields",
    "is_hash",
    "is_media",
    "typed",
    "typed_all",
]

MAX_ENTRY = 8192
_HEX = re.compile("[0-9a-f]{64}", re.ASCII)
_CODE = re.compile("[a-z0-9][a-z0-9_.+/-]{0,126}", re.ASCII)
_MEDIA = re.compile("[a-z0-9][a-z0-9.+/-]{0,126}(;charset=[a-z0-9_-]{1,40})?", re.ASCII)
_AT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?", re.ASCII)
_VKEY = re.compile(r"[a-z0-9./-]{1,120}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}", re.ASCII)
_decoder = msgspec.json.Decoder(AnyEntry)
_encoder = msgspec.json.Encoder(order="sorted")
_HEX_FIELDS = frozenset(
    ("case", "succeeds", "item", "description", "commitment", "reason", "blob", "seen", "evidence", "root", "source")
)


class EntryView(msgspec.Struct, frozen=True, gc=False):
    """An entry as it lies in a log: its id, the log (hash of its name), its place there, its bytes."""

    id: str
    log: str
    index: int
    raw: bytes

    @property
    def typed(self) -> AnyEntry | None:
        """The entry as its kind's record, or None where kind or a field is not understood."""
        return typed(self.raw)

    @property
    def fields(self) -> dict[str, Any]:
        """All fields, also of kinds not understood; empty where the entry is not a JSON object."""
        return fields(self.raw)

    @property
    def kind(self) -> str:
        """The kind, or the empty text."""
        return _text(self.fields, "kind")

    @property
    def at(self) -> str:
        """The device's claim of the time, UTC."""
        return _text(self.fields, "at")


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def typed(raw: bytes) -> AnyEntry | None:
    """Read an entry; None where kind, version or a field is not understood."""
    return typed_all((raw,))[0]


def typed_all(raws: Iterable[bytes]) -> list[AnyEntry | None]:
    """`typed` of each, in one tight loop."""
    entries: list[AnyEntry | None] = []
    decode = _decoder.decode
    for raw in raws:
        try:
            entry = decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            entries.append(None)
        else:
            entries.append(entry if entry.v == VERSION and len(raw) <= MAX_ENTRY else None)
    items = [entry for entry in entries if type(entry) is ItemEntry]
    named = [entry.item for entry in items] + [entry.description for entry in items if entry.description]
    if "".join(named).encode().translate(None, b"0123456789abcdef"):
        entries = [None if type(one) is ItemEntry and not _is_sound(one) else one for one in entries]
    return entries


def _is_sound(entry: ItemEntry) -> bool:
    return is_hash(entry.item) and (entry.description is None or is_hash(entry.description))


def fields(raw: bytes) -> dict[str, Any]:
    """All fields of an entry; empty where it is not a JSON object."""
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def encode(entry: AnyEntry) -> bytes:
    """The bytes of an entry; FormatError where a field is not a code, hash or time, or the entry is too long."""
    raw = _encoder.encode(entry)
    if len(raw) > MAX_ENTRY:
        raise FormatError(f"an entry has at most {MAX_ENTRY} bytes")
    _check(entry)
    return raw


def encode_acquired(entry: ItemEntry) -> bytes:
    """`encode` for an item whose hashes, batch and time were made just now: only its words need a look.

    They come by the hundred thousand, and looking at every field takes longer than hashing 4 KiB.
    """
    _check_words(entry.role, entry.handling, entry.media)
    return _encoder.encode(entry)


@lru_cache(maxsize=256)
def _check_words(role: str, handling: str, media: str) -> None:
    if not (_CODE.fullmatch(role) and _CODE.fullmatch(handling) and is_media(media)):
        raise FormatError("not fit for role, handling or media of an entry", where="item")


def _check(entry: AnyEntry) -> None:
    """No prose, name, path or address may enter a log: each text field must be a hash, a code, a time or a key."""
    if isinstance(entry, Undo) and not entry.replaces:
        raise FormatError("an undo names what it undoes", where="undo")
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if isinstance(value, str) and not _fits(name, value, entry):
            raise FormatError(f"not fit for the field {name} of an entry", where=type(entry).__name__.lower())
        if isinstance(value, tuple) and not all(_fits_member(member) for member in value):
            raise FormatError(f"not fit for the field {name} of an entry", where=type(entry).__name__.lower())


def _fits(name: str, value: str, entry: AnyEntry) -> bool:
    if name in _HEX_FIELDS:
        return is_hash(value)
    if name == "media":
        return is_media(value)
    if name == "at":
        return _AT.fullmatch(value) is not None
    if name in ("log", "cosigner"):
        return _VKEY.fullmatch(value) is not None if isinstance(entry, Open) else is_hash(value)
    return _CODE.fullmatch(value) is not None


def _fits_member(member: object) -> bool:
    if isinstance(member, Pin):
        return is_hash(member.log) and is_hash(member.root)
    return isinstance(member, str) and is_hash(member)


def is_hash(text: str) -> bool:
    """True for 64 lower-case hex digits."""
    return _HEX.fullmatch(text) is not None


def is_media(text: str) -> bool:
    """True for a media type an entry may hold: lower case, with a charset at most."""
    return _MEDIA.fullmatch(text) is not None


def blobs_of(entry: AnyEntry) -> tuple[str, ...]:
    """The blobs an entry needs: items first, then what people wrote."""
    match entry:
        case ItemEntry(item=item, description=text):
            return (item,) if text is None else (item, text)
        case Describe(item=item, description=text):
            return (item, text)
        case SetAside(item=item, reason=text):
            return (item, text)
        case Set(item=about, blob=text):
            return (text,) if about is None else (about, text)
        case Observe(seen=text, evidence=item):
            return (text,) if item is None else (item, text)
        case Decide(blob=text) | Consent(blob=text) | Publish(blob=text):
            return (text,)
        case Derive(source=source, item=item):
            return (source, item)
        case Undo(reason=text):
            return () if text is None else (text,)
    return ()
