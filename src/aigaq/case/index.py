"""The index of entries: which items there are, what is said of them, what is set. A pure function of the entries.

Order of logs, merges and files plays no part: everything is sorted by hash. Entries replaced by none are current; several
current descriptions are all kept, and of several current settings the greatest entry id is used (docs/formats/entries.md).
Proved by tests/case/test_index.py with hypothesis over shuffled logs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from aigaq.case.bulk import all_stay
from aigaq.case.descriptions import NOTHING, Description, agreed
from aigaq.case.entries import KINDS, AnyEntry, Decide, Describe, EntryView, ItemEntry, Set, SetAside, Shred, typed_all
from aigaq.case.vocabulary import OPENNESS, Handling, Role, handling_of, role_of

_DECISIONS = "decisions"  # a decision replaces decisions only


class Acquisition(msgspec.Struct, frozen=True, gc=False):
    """One bringing in of an item: what its `item` entry says; `description` is the hash of a blob."""

    entry: str
    at: str
    log: str
    index: int
    role: Role
    handling: Handling
    media: str
    batch: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """Stored bytes and what is said of them. `acquired` is sorted by (at, log, place in the log); `role` and `media` are
    those of the last, `handling` the most closed of all. `described`: (entry id, blob) of every current description, by entry id."""

    sha256: str
    size: int
    media: str
    role: Role
    handling: Handling
    acquired: tuple[Acquisition, ...]
    described: tuple[tuple[str, str], ...]
    shredded: bool
    set_aside: bool
    _describe: Callable[[str], Description] = field(compare=False, repr=False)

    @property
    def acquisitions(self) -> tuple[str, ...]:
        """The ids of the `item` entries."""
        return tuple(acquisition.entry for acquisition in self.acquired)

    @property
    def descriptions(self) -> tuple[Description, ...]:
        """Every current description."""
        return tuple(self._describe(blob) for _, blob in self.described)

    @property
    def description(self) -> Description:
        """What all current descriptions agree on; fields on which they differ are open and named by `disputed`."""
        return agreed(self.descriptions)[0] if self.described else NOTHING

    @property
    def disputed(self) -> tuple[str, ...]:
        """The fields on which the current descriptions differ."""
        return agreed(self.descriptions)[1] if self.described else ()


class Index:
    """What the entries of a case say. `add` only keeps them: they are read when something is first asked."""

    def __init__(self, describe: Callable[[str], Description]) -> None:
        self.describe = describe
        self._views: list[EntryView] = []
        self._new: list[EntryView] = []
        self._kinds: Counter[str] = Counter()
        self._not_understood: Counter[str] = Counter()
        self._acquired: dict[str, list[Acquisition]] = {}
        self._sizes: dict[str, int] = {}
        self._descriptions: dict[str, list[tuple[str, str]]] = {}
        self._sets: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        self._decided: list[tuple[str, str]] = []
        self._replaced: set[tuple[str, str]] = set()
        self._shredded: set[str] = set()
        self._aside: set[str] = set()
        self._items: tuple[Item, ...] | None = None
        self._ids: list[str] | None = None

    def add(self, views: Iterable[EntryView]) -> None:
        """Take more entries in."""
        self._new.extend(views)

    def _read(self) -> Index:
        """This index, with all entries read."""
        if self._new:
            with all_stay():
                entries = typed_all([view.raw for view in self._new])
                for view, entry in zip(self._new, entries, strict=True):
                    self._take(view, entry)
                for kind, count in Counter(map(type, entries)).items():
                    if kind in KINDS:
                        self._kinds[KINDS[kind]] += count
            self._views += self._new
            self._views.sort(key=lambda view: (view.log, view.index))
            self._new, self._items, self._ids = [], None, None
        return self

    @property
    def views(self) -> list[EntryView]:
        """All entries: by log, then in the order of the log."""
        return self._read()._views

    @property
    def kinds(self) -> Counter[str]:
        """How many entries of each kind there are."""
        return self._read()._kinds

    @property
    def not_understood(self) -> Counter[str]:
        """How many entries of kinds, or with fields, not known here; by what they call their kind."""
        return self._read()._not_understood

    @property
    def acquired(self) -> dict[str, list[Acquisition]]:
        """The acquisitions of each item."""
        return self._read()._acquired

    def _take(self, view: EntryView, entry: AnyEntry | None) -> None:
        if type(entry) is ItemEntry:
            self._take_item(view, entry)
        elif entry is None:
            self._not_understood[view.kind or "unknown"] += 1
        else:
            self._take_other(view.id, entry)

    def _take_other(self, entry_id: str, entry: AnyEntry) -> None:
        match entry:
            case Describe(item=item, description=blob, replaces=old):
                self._descriptions.setdefault(item, []).append((entry_id, blob))
                self._replaced.update((item, one) for one in old)
            case Set(what=what, item=about, blob=blob, replaces=old):
                self._sets.setdefault((what, about), []).append((entry_id, blob))
                self._replaced.update((f"{what} {about}", one) for one in old)
            case Decide(blob=blob, replaces=old):
                self._decided.append((entry_id, blob))
                self._replaced.update((_DECISIONS, one) for one in old)
            case Shred(item=item):
                self._shredded.add(item)
            case SetAside(item=item):
                self._aside.add(item)

    def _take_item(self, view: EntryView, entry: ItemEntry) -> None:
        item, role, handling = entry.item, role_of(entry.role), handling_of(entry.handling)
        acquisition = Acquisition(
            view.id, entry.at, view.log, view.index, role, handling, entry.media, entry.batch, entry.description
        )
        if item in self._acquired:
            self._acquired[item].append(acquisition)
            self._sizes[item] = max(entry.size, self._sizes[item])
        else:
            self._acquired[item] = [acquisition]
            self._sizes[item] = entry.size

    def described(self, item: str) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current descriptions of an item."""
        acquired = self._read()._acquired.get(item, ())
        said = [(one.entry, one.description) for one in acquired if one.description is not None]
        said += self._descriptions.get(item, ())
        if self._replaced:
            said = [one for one in said if (item, one[0]) not in self._replaced]
        return tuple(sorted(said))

    def settings(self, what: str, item: str | None = None) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current settings; the last is the one that is used."""
        self._read()
        scope = f"{what} {item}"
        return tuple(sorted(one for one in self._sets.get((what, item), ()) if (scope, one[0]) not in self._replaced))

    def decisions(self) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current decisions, by entry id."""
        self._read()
        return tuple(sorted(one for one in self._decided if (_DECISIONS, one[0]) not in self._replaced))

    def conflicts(self) -> tuple[tuple[str, str | None], ...]:
        """(what, item) of settings that have more than one current value."""
        several = [key for key in self._read()._sets if len(self.settings(*key)) > 1]
        return tuple(sorted(several, key=lambda key: (key[0], key[1] or "")))

    def items(self) -> tuple[Item, ...]:
        """All items, sorted by hash."""
        if self._read()._items is None:
            with all_stay():
                self._items = tuple([self.item(digest) for digest in sorted(self._acquired)])
        return self._items or ()

    def item(self, digest: str) -> Item:
        """The item with this hash, which must be one of `acquired`."""
        acquired = self.acquired[digest]
        if len(acquired) > 1:
            acquired = sorted(acquired, key=lambda one: (one.at, one.log, one.index))
        return Item(
            sha256=digest,
            size=self._sizes[digest],
            media=acquired[-1].media,
            role=acquired[-1].role,
            handling=acquired[0].handling if len(acquired) == 1 else _most_closed(acquired),
            acquired=tuple(acquired),
            described=self.described(digest),
            shredded=digest in self._shredded,
            set_aside=digest in self._aside,
            _describe=self.describe,
        )

    def ids(self) -> list[str]:
        """All entry ids and item hashes, sorted."""
        if self._read()._ids is None:
            self._ids = sorted({view.id for view in self._views} | self._acquired.keys())
        return self._ids or []


def _most_closed(acquired: list[Acquisition]) -> Handling:
    return max((one.handling for one in acquired), key=OPENNESS.index)
