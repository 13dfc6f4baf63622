"""One batch: what is brought in or said together, under one lock and one signed head at its end.

Blobs are written as they come, entries at the end, in the order `append` sets out; an error before that leaves the case
as it was. Proved by tests/case/test_batch.py and test_faults.py.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import msgspec

from aigaq.case.adding.acquiring import (
    TOGETHER,
    Added,
    Group,
    Logged,
    Said,
    Taken,
    check_said,
    encode_all,
    may_share,
    refuse_special,
    shared,
)
from aigaq.case.disk import files
from aigaq.case.disk.blobs import BlobWriter
from aigaq.case.disk.media import media_of
from aigaq.case.log import entries as kinds
from aigaq.case.log.descriptions import NOTHING, Description, encode_description, encode_payload, new_salt
from aigaq.case.log.entries import AnyEntry, EntryView, encode, is_hash
from aigaq.case.log.index import Index
from aigaq.case.log.vocabulary import Handling, Role, What
from aigaq.case.standards.merkle import leaf_hashes
from aigaq.errors import NotFound, UsageError, os_error

Clock = Callable[[], datetime]
_PUBLIC = Handling.PUBLIC  # asking an enum for a member takes longer than comparing it


def utc_now() -> datetime:
    """The device's clock."""
    return datetime.now(UTC)


class Batch:
    """Made by `Case.writing`; used inside its block only.

    Attributes:
        raws, leaves: the entries that are logged, and their leaf hashes; complete after `settle`.
        rare: those of them that are no acquisitions.
    """

    def __init__(self, log: str, start: int, *, index: Index, writer: BlobWriter, clock: Clock) -> None:
        self.id = new_salt()
        self.log = log
        self.start = start
        self.raws: list[bytes] = []
        self.leaves: list[bytes] = []
        self.rare: list[bytes] = []
        self._views: list[EntryView] = []
        self._index = index
        self._acquired = index.acquired
        self._writer = writer
        self._clock = clock
        self._now = datetime.min.replace(tzinfo=UTC), ""
        self._here: dict[str, Logged] = {}
        self._group = Group(self.settle)

    @property
    def index(self) -> Index:
        """What the case said before this batch."""
        return self._index

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

    @property
    def views(self) -> list[EntryView]:
        """The entries so far."""
        self.settle()
        return self._views

    def append(self, entry: AnyEntry) -> str:
        """Add an entry of any kind; returns its id. Its blobs must be stored."""
        self.settle()
        raw = encode(entry)
        self.rare.append(raw)
        return self._append(raw)

    def _append(self, raw: bytes) -> str:
        return self._append_all([raw])[0]

    def _append_all(self, raws: list[bytes]) -> list[str]:
        """Add entries; returns their ids."""
        leaves = leaf_hashes(raws)
        ids, log, first = [leaf.hex() for leaf in leaves], self.log, self.start + len(self._views)
        self.leaves += leaves
        self.raws += raws
        self._views += [
            EntryView(entry, log, first + number, raw)
            for number, (entry, raw) in enumerate(zip(ids, raws, strict=True))
        ]
        return ids

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
        check_said(role, handling, media)
        with files.in_words():
            digest, size = self._writer.take(source, public=handling is _PUBLIC)
        return self._record(Taken(digest, size, Said(role, handling, media or _media(description), description)))

    def add_opened(
        self,
        descriptor: int,
        name: str,
        *,
        role: Role = Role.DOCUMENT,
        handling: Handling = Handling.INTERNAL,
        media: str | None = None,
        description: Description = NOTHING,
        path: str | None = None,
    ) -> Added:
        """`add` for an open file of this name, which it closes; `path` goes into the description."""
        try:
            check_said(role, handling, media)
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                refuse_special(status.st_mode, name)
            digest, size = self._writer.take_file(descriptor, status.st_size, public=handling is _PUBLIC)
        except OSError as error:
            raise os_error(error) from error
        finally:
            os.close(descriptor)
        said = describe_file(name, int(status.st_mtime), description, path)
        return self._record(Taken(digest, size, Said(role, handling, media or _media(said), said)))

    def _record(self, taken: Taken) -> Added:
        """Log what was taken, where it says anything new: at once, or together with what comes after it."""
        item, group = taken.item, self._group
        if item in group.waiting:
            self.settle()
            group = self._group
        if item in self._here or item in self._acquired:
            if self._index.destroyed(item):
                raise UsageError(
                    "these bytes were shredded, and would be again with the next merge",
                    where=taken.said.description.file_name or item[:12],
                    hint="leave them out; nothing of this batch was stored",
                )
            with files.in_words():
                self._writer.drop(item, taken.size)
            return Added(item, True, self._seen(item, taken.said) or self._log([taken])[0])
        if not group.waiting and not may_share(taken.size, taken.said.handling):
            return Added(item, False, self._log([taken])[0])
        added = Added(item, False, group, len(group.waiting))
        group.waiting[item] = taken
        if len(group.waiting) >= TOGETHER:
            self.settle()
        return added

    def settle(self) -> None:
        """Log what waits to be logged together."""
        group = self._group
        if group.waiting:
            group.entries = self._log(list(group.waiting.values()))
            group.waiting = {}
            self._group = Group(self.settle)

    def _log(self, taken: Sequence[Taken]) -> list[str]:
        """Write the descriptions, then log the acquisitions; returns their entry ids."""
        blobs: dict[str, str] = {}
        for blob, items in shared(taken) if len(taken) > 1 else ():
            blobs.update(dict.fromkeys(items, self._write(blob, _PUBLIC)))
        for one in taken:
            if one.item not in blobs and one.said.description != NOTHING:
                blobs[one.item] = self._write(encode_description(one.said.description, new_salt()), one.said.handling)
        entries = self._append_all(encode_all(taken, blobs, at=self.at(), batch=self.id))
        for one, entry in zip(taken, entries, strict=True):
            self._here[one.item] = Logged(entry, one.said, self._here.get(one.item))
        return entries

    def _write(self, blob: bytes, handling: Handling = Handling.INTERNAL) -> str:
        with files.in_words():
            return self._writer.put(blob, public=handling is _PUBLIC)

    def _logged(self, item: str) -> Iterator[Logged]:
        """The acquisitions of these bytes in this batch."""
        one = self._here.get(item)
        while one is not None:
            yield one
            one = one.before

    def _seen(self, digest: str, said: Said) -> str | None:
        """The acquisition that says the same of the same bytes, in this batch or before."""
        for here in self._logged(digest):
            if here.said == said:
                return here.entry
        for one in self._acquired.get(digest, ()):
            if one.entry in self._index.undone:
                continue  # brought in again: said anew
            if (one.role, one.handling, one.media) == (said.role, said.handling, said.media):
                description = NOTHING if one.description is None else self._index.describe(one.description, digest)
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
        current = [entry for entry, _ in self._index.described(item)] + [one.entry for one in self._logged(item)]
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

    def keep_salted(self, blob: bytes) -> str:
        """Store a blob that carries a salt of its own, for an entry to name; returns its hash."""
        return self._write(blob)

    def _require(self, item: str) -> None:
        self.settle()
        if not is_hash(item) or (item not in self._acquired and item not in self._here):
            raise NotFound("no such item in the case", where=item)


def _media(description: Description) -> str:
    return media_of(description.file_name or "")


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are written \\xNN."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def describe_file(name: str, modified: int, description: Description, path: str | None = None) -> Description:
    """The description with the file's name, path and time of change (POSIX seconds) where it leaves them open."""
    return msgspec.structs.replace(
        description,
        path=path if description.path is None else description.path,
        file_name=printable(name) if description.file_name is None else description.file_name,
        modified=_utc(modified) if description.modified is None else description.modified,
    )


@lru_cache(maxsize=1 << 10)
def _utc(seconds: int) -> str:
    """A time as entries write it. Files that came together often share one."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
