"""One batch: what is brought in or said together, under one lock and one signed head at its end.

Blobs are written as they come, entries at the end, in the order `append` sets out; an error before that leaves the case
as it was. Proved by tests/case/test_batch.py and test_faults.py.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import msgspec

from aigaq.case import entries as kinds
from aigaq.case import files
from aigaq.case.blobs import BlobWriter
from aigaq.case.descriptions import NOTHING, Description, encode_description, encode_payload, new_salt
from aigaq.case.entries import AnyEntry, EntryView, encode, encode_acquired, is_hash, is_media
from aigaq.case.index import Index
from aigaq.case.media import media_of
from aigaq.case.merkle import leaf_hash
from aigaq.case.vocabulary import Handling, Role, What
from aigaq.errors import FormatError, NotFound, UsageError

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The device's clock."""
    return datetime.now(UTC)


class Added(msgspec.Struct, frozen=True, gc=False):
    """What `add` did: the item, the entry that records it, and whether these bytes were in the case already."""

    item: str
    entry: str
    known: bool


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What an acquisition says of its bytes."""

    role: Role
    handling: Handling
    media: str
    description: Description


class Batch:
    """Made by `Case.writing`; used inside its block only."""

    def __init__(self, log: str, start: int, *, index: Index, writer: BlobWriter, clock: Clock) -> None:
        self.id = new_salt()
        self.log = log
        self.start = start
        self.views: list[EntryView] = []
        self._index = index
        self._acquired = index.acquired
        self._writer = writer
        self._clock = clock
        self._now = datetime.min.replace(tzinfo=UTC), ""
        self._here: dict[str, tuple[tuple[str, _Said], ...]] = {}

    @property
    def case(self) -> Path:
        """The folder of the case."""
        return self._writer.blobs.case

    def at(self) -> str:
        """Now, as entries say it."""
        now = self._clock().replace(microsecond=0)
        if now != self._now[0]:
            self._now = now, now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._now[1]

    def append(self, entry: AnyEntry) -> str:
        """Add an entry of any kind; returns its id. Its blobs must be stored."""
        return self._append(encode(entry))

    def _append(self, raw: bytes) -> str:
        entry_id = leaf_hash(raw).hex()
        self.views.append(EntryView(entry_id, self.log, self.start + len(self.views), raw))
        return entry_id

    def add(
        self,
        source: BinaryIO | Path,
        *,
        role: Role = Role.DOCUMENT,
        handling: Handling = Handling.INTERNAL,
        media: str | None = None,
        description: Description = NOTHING,
    ) -> Added:
        """Bring in bytes of any kind, from a stream or a file.

        The same bytes with another description, role or handling are another acquisition of the same item; with the same
        they are not logged again. A file's name and time of change go into the description where that leaves them open.

        Raises:
            UsageError: testimony and sealed items, which cannot be kept safely yet.
            FormatError: `media` is no media type in lower case.
            StorageError: the file cannot be read, or the disk refuses.
        """
        if isinstance(source, Path):
            with files.in_words():
                descriptor = files.open_file(source)
            return self.add_opened(
                descriptor, source.name, role=role, handling=handling, media=media, description=description
            )
        _check_said(role, handling, media)
        with files.in_words():
            digest, size = self._writer.take(source, public=handling is Handling.PUBLIC)
        return self._record(digest, size, _Said(role, handling, media or _media(description), description))

    def add_opened(
        self,
        descriptor: int,
        name: str,
        *,
        role: Role = Role.DOCUMENT,
        handling: Handling = Handling.INTERNAL,
        media: str | None = None,
        description: Description = NOTHING,
    ) -> Added:
        """`add` for an open file of this name, which it closes."""
        try:
            _check_said(role, handling, media)
            with files.in_words():
                status = os.fstat(descriptor)
                _refuse_special(status.st_mode, name)
                digest, size = self._writer.take_file(descriptor, status.st_size, public=handling is Handling.PUBLIC)
        finally:
            os.close(descriptor)
        said = describe_file(name, int(status.st_mtime), description)
        return self._record(digest, size, _Said(role, handling, media or _media(said), said))

    def _record(self, digest: str, size: int, said: _Said) -> Added:
        """Log what was taken, where it says anything new."""
        known = digest in self._here or digest in self._acquired
        if known:
            with files.in_words():
                self._writer.drop(digest, size)
            entry = self._seen(digest, said) or self._acquire(digest, size, said)
        else:
            entry = self._acquire(digest, size, said)
        return Added(digest, entry, known)

    def _acquire(self, digest: str, size: int, said: _Said) -> str:
        """Log an acquisition; returns its entry id."""
        blob = None
        if said.description != NOTHING:
            blob = self._write(encode_description(said.description, new_salt()), said.handling)
        entry = self._append(
            encode_acquired(
                kinds.ItemEntry(
                    v=kinds.VERSION, at=self.at(), item=digest, size=size, media=said.media, role=said.role.value,
                    handling=said.handling.value, batch=self.id, description=blob,
                )
            )
        )  # fmt: skip
        self._here[digest] = (*self._here.get(digest, ()), (entry, said))
        return entry

    def _write(self, blob: bytes, handling: Handling = Handling.INTERNAL) -> str:
        with files.in_words():
            return self._writer.put(blob, public=handling is Handling.PUBLIC)

    def _seen(self, digest: str, said: _Said) -> str | None:
        """The acquisition that says the same of the same bytes, in this batch or before."""
        for entry, before in self._here.get(digest, ()):
            if before == said:
                return entry
        for one in self._acquired.get(digest, ()):
            if (one.role, one.handling, one.media) == (said.role, said.handling, said.media):
                description = NOTHING if one.description is None else self._index.describe(one.description)
                if description == said.description:
                    return one.entry
        return None

    def describe(self, item: str, description: Description, *, replaces: tuple[str, ...] | None = None) -> str:
        """Describe an item anew; returns the entry's id.

        Args:
            item: the full hash of an item of the case.
            description: all fields; nothing is carried over from earlier ones.
            replaces: entry ids that it takes the place of; left out, all current descriptions.
        """
        self._require(item)
        current = [entry for entry, _ in self._index.described(item)] + [one[0] for one in self._here.get(item, ())]
        blob = self._write(encode_description(description, new_salt()))
        old = tuple(sorted(set(current if replaces is None else replaces)))
        return self.append(kinds.Describe(v=kinds.VERSION, at=self.at(), item=item, description=blob, replaces=old))

    def set(self, what: str, payload: bytes, *, item: str | None = None) -> str:
        """Set a setting of the case or of one item instead of its current value; returns the entry's id."""
        if what not in set(What):
            raise UsageError(f"nothing called {what} can be set", hint=f"one of {', '.join(sorted(What))}")
        if item is not None:
            self._require(item)
        blob = self.keep(payload)
        old = tuple(entry for entry, _ in self._index.settings(what, item))
        return self.append(kinds.Set(v=kinds.VERSION, at=self.at(), what=what, blob=blob, item=item, replaces=old))

    def decide(self, payload: bytes, *, replaces: tuple[str, ...] = ()) -> str:
        """Log what a person decided, instead of the decisions it replaces; returns the entry's id."""
        blob = self.keep(payload)
        return self.append(kinds.Decide(v=kinds.VERSION, at=self.at(), blob=blob, replaces=tuple(sorted(replaces))))

    def keep(self, payload: bytes) -> str:
        """Store something a person wrote in a salted blob, for an entry to name; returns the blob's hash."""
        return self._write(encode_payload(payload, new_salt()))

    def _require(self, item: str) -> None:
        if not is_hash(item) or (item not in self._acquired and item not in self._here):
            raise NotFound("no such item in the case", where=item)


def _check_said(role: Role, handling: Handling, media: str | None) -> None:
    if role is Role.TESTIMONY or handling is Handling.SEALED:
        raise UsageError(
            "testimony and sealed items are not taken in yet: sealing is not built, and the case is not encrypted",
            hint="keep it on an encrypted disk until then; nothing was stored",
        )
    if role is Role.UNKNOWN or handling is Handling.UNKNOWN:
        raise UsageError("role and handling of an item must be known words")
    if media is not None and not is_media(media):
        raise FormatError("not a media type", where=media, hint="such as text/plain or text/plain;charset=cp1251")


def _refuse_special(mode: int, name: str) -> None:
    """A pipe or device may never end."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if not stat.S_ISREG(mode):
        raise UsageError("neither a file nor a folder", where=name)


def _media(description: Description) -> str:
    return media_of(description.file_name or "")


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are written \\xNN."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def describe_file(name: str, modified: int, description: Description) -> Description:
    """The description with the file's name and time of change (POSIX seconds) where it leaves them open."""
    return msgspec.structs.replace(
        description,
        file_name=printable(name) if description.file_name is None else description.file_name,
        modified=_utc(modified) if description.modified is None else description.modified,
    )


@lru_cache(maxsize=1 << 10)
def _utc(seconds: int) -> str:
    """A time as entries write it. Files that came together often share one."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
