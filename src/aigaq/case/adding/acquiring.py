"""Acquisitions that wait to be logged together, so that descriptions of small public items share blobs.

Two blobs for each of 100,000 small files cost twice the time of one, in adding and at every verification. Only items that
are sure to lie in a pack share: they cannot be shredded one by one, so neither need their descriptions be. Form:
docs/formats/entries.md. Proved by tests/case/test_acquiring.py.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from aigaq.case.disk.packs import MEMBER_LIMIT
from aigaq.case.log.descriptions import NOTHING, Description, encode_shared, new_salt
from aigaq.case.log.entries import encode_acquired, is_media
from aigaq.case.log.kinds import VERSION, ItemEntry
from aigaq.case.log.vocabulary import Handling, Role
from aigaq.errors import FormatError, UsageError

TOGETHER = 256  # acquisitions that wait at most; with names and paths alone, some 40 KB of descriptions
# Asking an enum for a member takes longer than comparing it.
_TESTIMONY, _NO_ROLE = Role.TESTIMONY, Role.UNKNOWN
_PUBLIC, _SEALED, _NO_HANDLING = Handling.PUBLIC, Handling.SEALED, Handling.UNKNOWN
SHARED_FROM = 16  # fewer than this share nothing; so many small blobs are sure to go into a pack


class Said(msgspec.Struct, frozen=True, gc=False):
    """What an acquisition says of its bytes."""

    role: Role
    handling: Handling
    media: str
    description: Description


class Taken(msgspec.Struct, frozen=True, gc=False):
    """Bytes that are in a batch, and what is said of them."""

    item: str
    size: int
    said: Said


class Logged(msgspec.Struct, frozen=True, gc=False):
    """An acquisition of this batch that has its entry, and the one of the same bytes before it."""

    entry: str
    said: Said
    before: Logged | None


@dataclass(slots=True)
class Group:
    """Acquisitions of items that are new: what waits, by item; then the ids of their entries, in the same order."""

    settle: Callable[[], None]
    waiting: dict[str, Taken] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)


class Added(msgspec.Struct, frozen=True, gc=False):
    """What `add` did: the item, and whether these bytes were in the case already."""

    item: str
    known: bool
    _logged: str | Group
    _place: int = 0

    @property
    def entry(self) -> str:
        """The id of the entry that records it. Whatever waits to be logged with it is logged now; StorageError."""
        if isinstance(self._logged, str):
            return self._logged
        if not self._logged.entries:
            self._logged.settle()
        return self._logged.entries[self._place]


def encode_all(taken: Iterable[Taken], blobs: Mapping[str, str], *, at: str, batch: str) -> list[bytes]:
    """The `item` entries of acquisitions, as `encode_acquired` writes them one by one.

    `blobs` gives the hash of each item's description. Neighbours mostly differ in item, size and description alone, so
    the rest is written once: by the hundred thousand, the encoder takes twice as long.
    """
    entries: list[bytes] = []
    role = handling = media = None
    parts: tuple[str, str, str] = ("", "", "")
    for one in taken:
        said = one.said
        if said.media is not media or said.handling is not handling or said.role is not role:
            media, handling, role = said.media, said.handling, said.role
            parts = _around(at, batch, media=media, handling=handling, role=role)
        blob = blobs.get(one.item)
        head, middle, rest = parts
        description = "" if blob is None else f'"description":"{blob}",'
        entries.append(f'{head}{description}{middle}{one.item}{rest}{one.size},"v":{VERSION}}}'.encode())
    return entries


def _around(at: str, batch: str, *, media: str, handling: Handling, role: Role) -> tuple[str, str, str]:
    """What stands before description, item and size."""
    item, size = "0" * 64, 0
    entry = encode_acquired(
        ItemEntry(
            v=VERSION, at=at, item=item, size=size, media=media, role=role.value, handling=handling.value, batch=batch
        )
    ).decode()
    start, rest = entry.split(item)
    head, comma, middle = start.partition('"handling"')
    return head, comma + middle, rest.partition(f'{size},"v"')[0]


def may_share(size: int, handling: Handling) -> bool:
    """True for a new item that goes into a pack where there are enough of them."""
    return handling is _PUBLIC and size < MEMBER_LIMIT


def shared(waiting: Sequence[Taken]) -> Iterator[tuple[bytes, Sequence[str]]]:
    """Blobs of descriptions with the items they describe. What is in none needs a blob of its own."""
    sharing = [
        (one.item, one.said.description)
        for one in waiting
        if may_share(one.size, one.said.handling) and one.said.description != NOTHING
    ]
    if len(sharing) >= SHARED_FROM:
        yield from _blobs(sharing)


def _blobs(sharing: list[tuple[str, Description]]) -> Iterator[tuple[bytes, Sequence[str]]]:
    """In one blob, or, where that would not fit into a pack, each half apart."""
    blob = encode_shared(dict(sharing), new_salt())
    if len(blob) < MEMBER_LIMIT:
        yield blob, [item for item, _ in sharing]
    elif len(sharing) > 1:
        half = len(sharing) // 2
        yield from _blobs(sharing[:half])
        yield from _blobs(sharing[half:])


def check_said(role: Role, handling: Handling, media: str | None) -> None:
    """UsageError or FormatError where nothing may be taken in as this."""
    if role is _TESTIMONY or handling is _SEALED:
        raise UsageError(
            "testimony and sealed items are not taken in yet: sealing is not built, and the case is not encrypted",
            hint="keep it on an encrypted disk until then; nothing was stored",
        )
    if role is _NO_ROLE or handling is _NO_HANDLING:
        raise UsageError("role and handling of an item must be known words")
    if media is not None and not is_media(media):
        raise FormatError("not a media type", where=media, hint="such as text/plain or text/plain;charset=cp1251")


def refuse_special(mode: int, name: str) -> None:
    """Refuse what is no regular file: a pipe or device may never end. UsageError, OSError."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if not stat.S_ISREG(mode):
        raise UsageError("neither a file nor a folder", where=name)
