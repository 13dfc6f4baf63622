"""A case: one folder about one event. Opening, reading, and writing in batches. Design §4; docs/formats/entries.md.

Read-only use writes nothing and needs no key. Proved by tests/case/.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from aigaq.case.adding.batch import Batch, Clock, utc_now
from aigaq.case.adding.founding import found
from aigaq.case.cosigning import cosign_heads, others, seen_before, seen_entries
from aigaq.case.disk import files, layout
from aigaq.case.disk.blobs import Blobs, BlobWriter
from aigaq.case.disk.lock import locked
from aigaq.case.log.append import Appender
from aigaq.case.log.descriptions import NOTHING, Description, Descriptions, decode_payload
from aigaq.case.log.entries import EntryView
from aigaq.case.log.index import Index, Item
from aigaq.case.log.keys import Keystore
from aigaq.case.log.logs import LogFolder, branches_of, logs_of
from aigaq.case.log.vocabulary import What
from aigaq.case.looked import Looked, look, state_of
from aigaq.case.shredding import carry_out, said_of, waiting
from aigaq.case.standards.note import Head
from aigaq.errors import Error, FormatError, NotFound, UsageError


class Case:
    """A case folder. Made by `Case.create` or `Case.open`.

    Attributes:
        path: the folder.
        id: the case id, hex.
    """

    def __init__(self, path: Path, case_id: str, *, keys: Keystore, clock: Clock) -> None:
        self.path = path
        self.id = case_id
        self._keys = keys
        self._clock = clock
        self._blobs = Blobs(path)
        self._descriptions = Descriptions(self._blobs.read)
        self._looked: Looked | None = None

    @classmethod
    def create(cls, path: Path | str, *, title: str, keys: Keystore | None = None, clock: Clock = utc_now) -> Case:
        """Make a case with fresh keys. The folder must not exist, or be empty; it appears whole or not at all.

        Raises:
            UsageError: there is something at the path already.
            StorageError: the disk refuses.
        """
        path, keys = Path(path), keys or Keystore()
        with files.in_words():
            if os.path.lexists(path) and not (path.is_dir() and not any(path.iterdir())):
                raise UsageError(
                    "there is something here already", where=path, hint="name a folder that does not exist"
                )
            case_id = found(path, title=title, keys=keys, clock=clock)
        return cls(path, case_id, keys=keys, clock=clock)

    @classmethod
    def open(cls, path: Path | str, *, keys: Keystore | None = None, clock: Clock = utc_now) -> Case:
        """Open a case. NotACase, NewerFormat, StorageError."""
        path = Path(path)
        return cls(path, layout.read_case_id(path), keys=keys or Keystore(), clock=clock)

    @property
    def title(self) -> str:
        """What the case is called; empty where its profile is not here."""
        with suppress(Error, ValueError, AttributeError):
            return str(json.loads(self.settings(What.PROFILE) or b"{}").get("title", ""))
        return ""

    @property
    def derived(self) -> Path:
        """The folder of what can be made again. It may not exist yet."""
        return self.path / layout.DERIVED

    def look(self) -> Looked:
        """Every entry of every log and what follows; read again when a log has grown. CaseError where one does not fit."""
        with files.in_words():
            state = state_of(self.path)
            if self._looked is None or self._looked.state != state:
                self._looked = look(self.path, self.id, Index(self._describe), state=state)
                self._blobs.forget_packs()
        return self._looked

    def index(self) -> Index:
        """What the entries in effect say. CaseError where a log does not fit its head."""
        return self.look().index

    def _describe(self, blob: str, item: str) -> Description:
        """What a blob says of an item; an empty description where the blob is not here, not one, or says nothing of it."""
        with suppress(NotFound, FormatError), files.in_words():
            return self._descriptions.of(blob, item)
        return NOTHING

    def entries(self) -> Iterator[EntryView]:
        """All entries, also those without effect: by log, then in the order of the log."""
        return iter(self.look().views)

    def heads(self) -> tuple[Head, ...]:
        """The greatest signed head of each log, by log."""
        with files.in_words():
            return tuple(log.head() for log in logs_of(self.path))

    def items(self) -> tuple[Item, ...]:
        """All items, sorted by hash."""
        return self.index().items()

    def resolve(self, short_id: str) -> tuple[str, str]:
        """What a short id names: ("item" or "entry", full id). NotFound where it names none or several."""
        short = short_id.lower()
        if len(short) < 4 or any(c not in "0123456789abcdef" for c in short):
            raise NotFound("an id is at least four hex digits", where=short_id)
        index = self.index()
        ids = index.ids()
        at = bisect_left(ids, short)
        found = [one for one in ids[at : at + 2] if one.startswith(short)]
        found += [view.id for view in self.look().beyond if view.id.startswith(short)]
        if not found:
            raise NotFound("nothing in the case has this id", where=short_id, hint="`aigaq status` lists the items")
        if len(found) > 1:
            raise NotFound("more than one thing has an id that begins so", where=short_id, hint="give more digits")
        return ("item" if found[0] in index.acquired else "entry"), found[0]

    def item(self, short_id: str) -> Item:
        """The item of a short id; the id of an acquisition names its item. NotFound where none or several."""
        what, full = self.resolve(short_id)
        index = self.index()
        if what == "entry":
            full = next((item for item, got in index.acquired.items() if any(a.entry == full for a in got)), "")
        if full not in index.acquired:
            raise NotFound("this is the id of an entry, not of an item", where=short_id, hint="`aigaq show` shows it")
        return index.item(full)

    def open_item(self, sha256: str) -> BinaryIO:
        """The bytes of an item as a stream. NotFound where it is no item of the case, or its bytes are not here."""
        if sha256 not in self.index().acquired:
            raise NotFound("no such item in the case", where=sha256)
        with files.in_words():
            return self._blobs.open(sha256)

    def settings(self, what: str, item: str | None = None) -> bytes | None:
        """The current setting's payload; of several the one with the greatest entry id. None where nothing is set."""
        current = self.index().settings(what, item)
        if not current:
            return None
        return self.payload(current[-1][1])

    def payload(self, blob: str) -> bytes:
        """What a salted blob that `Batch.keep` stored holds. NotFound, FormatError."""
        return decode_payload(self.salted(blob))

    def salted(self, blob: str) -> bytes:
        """A blob that something a person wrote is in, as it lies. NotFound."""
        with files.in_words():
            return self._blobs.read(blob)

    @contextmanager
    def writing(self, *, witness: bool = False) -> Iterator[Batch]:
        """One batch: everything in the block is recorded under one signed head at its end, or nothing is.

        The heads of other devices' logs, which are read whole on the way, are said to be seen, and cosigned.

        Args:
            witness: do that also where nothing else is recorded.

        Raises:
            Busy: another process is writing.
            Behind, Forked, KeyMissing: this folder must not, or cannot, be written to from here.
            StorageError: the disk refuses; what was acknowledged before is safe.
        """
        with ExitStack() as stack:
            with files.in_words():
                appender = self._appender(stack)
            writer = BlobWriter(self._blobs, appender.unfinished)
            looked = self.look()
            self._finish_shredding(looked)
            batch = Batch(appender.log.id, appender.edge.size, index=looked.index, writer=writer, clock=self._clock)
            yield batch
            batch.settle()
            with files.in_words():
                seen = others(looked, batch.log) if batch.views or witness else []
                before = seen_before(looked.views, batch.log) if seen else set()
                for entry in seen_entries(seen, before, at=batch.at()):
                    batch.append(entry)
                if writer.pending:
                    writer.finish()
                if batch.views:
                    appender.append(batch.raws, leaves=batch.leaves)
            with suppress(OSError):  # the batch is recorded, so nothing has failed; the next one signs what is left
                cosign_heads(
                    looked,
                    seen,
                    before,
                    case=self.path,
                    keys=self._keys,
                    identity=appender.identity,
                    now=self._clock(),
                    unfinished=appender.unfinished,
                )
            self._grow(batch)

    def _finish_shredding(self, looked: Looked) -> None:
        """Destroy what a crash has left of what entries say is destroyed."""
        if waiting(self.path, looked.gone):
            said = said_of(looked.views, looked.gone)
            carry_out(self.path, {item: blobs | said[item] for item, blobs in looked.gone.items()})

    def now(self) -> str:
        """Now, as entries say it."""
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _appender(self, stack: ExitStack) -> Appender:
        """The writer of this device's log, under both locks, with the log brought back to order."""
        stack.enter_context(locked(self.path / layout.CASE_FILE))
        own = self._keys.own_log(self.id, [log.id for log in logs_of(self.path)])
        stack.enter_context(locked(self._keys.folder(own) / "log.key"))
        unfinished = self.path / layout.UNFINISHED
        files.clear_tree(unfinished)
        stack.callback(_give_up, unfinished)
        files.make_folders(unfinished)
        log = LogFolder(self.path / layout.LOGS / own, own)
        branches = [branch for branch in branches_of(self.path) if branch.id == own]
        identity = self._keys.identity(own)
        appender = Appender(log, keys=self._keys, identity=identity, unfinished=unfinished, others=branches)
        appender.recover()
        return appender

    def _grow(self, batch: Batch) -> None:
        """Take the batch's entries into the index, which saves reading the logs again."""
        looked = self._looked
        telling = any(word in raw for raw in batch.rare for word in (b'"enrol"', b'"revoke"', b'"shred"'))
        if looked is None or telling or looked.beyond:
            self._looked = None
            return
        looked.index.add(batch.views)
        self._blobs.forget_packs()
        looked.state = state_of(self.path)


def _give_up(unfinished: Path) -> None:
    """Remove what never got its name; what cannot be removed now goes with the next batch."""
    with suppress(OSError):
        files.clear_tree(unfinished)
