"""The index of entries: which items there are, what is said of them, what is set. A pure function of the entries.

Order of logs, merges and files plays no part: everything is sorted by hash. Only entries in effect count (`effect`), also
in what they replace. Entries replaced by none are current; several current descriptions are all kept, and of several current
settings the greatest entry id is used (docs/formats/entries.md). Proved by tests/case/test_index.py with hypothesis over
shuffled logs and random undos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from aigaq.case.disk.bulk import all_stay
from aigaq.case.log.descriptions import NOTHING, Description, agreed
from aigaq.case.log.effect import undone
from aigaq.case.log.entries import EntryView, typed_all
from aigaq.case.log.kinds import (
    KINDS,
    UNDOABLE,
    AnyEntry,
    Decide,
    Derive,
    Describe,
    ItemEntry,
    Observe,
    Set,
    SetAside,
    Shred,
    Undo,
)
from aigaq.case.log.vocabulary import OPENNESS, Handling, Role, handling_of, role_of

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
    those of the last, `handling` the most closed of all. `described`: (entry id, blob) of every current description, by entry id.
    Undone acquisitions are left out; where all are undone the item is `set_aside`, and they are shown all the same."""

    sha256: str
    size: int
    media: str
    role: Role
    handling: Handling
    acquired: tuple[Acquisition, ...]
    described: tuple[tuple[str, str], ...]
    shredded: bool
    set_aside: bool
    _describe: Callable[[str, str], Description] = field(compare=False, repr=False)

    @property
    def acquisitions(self) -> tuple[str, ...]:
        """The ids of the `item` entries."""
        return tuple(acquisition.entry for acquisition in self.acquired)

    @property
    def descriptions(self) -> tuple[Description, ...]:
        """Every current description."""
        return tuple(self._describe(blob, self.sha256) for _, blob in self.described)

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

    def __init__(self, describe: Callable[[str, str], Description]) -> None:
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
        self._observed: list[tuple[str, Observe]] = []
        self._derived: list[tuple[str, Derive]] = []
        self._replacing: list[tuple[str, str, str]] = []
        self._replaced: set[tuple[str, str]] = set()
        self._shredded: set[str] = set()
        self.gone: Collection[str] | None = None  # what is destroyed, where not every log may say so (`looked`)
        self._aside: dict[str, list[str]] = {}
        self._undos: dict[str, tuple[str, ...]] = {}
        self._fixed: set[str] = set()
        self._undone: frozenset[str] = frozenset()
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
            self._settle()
        return self

    def _settle(self) -> None:
        """What has no effect any more, and what the others replace."""
        if self._undos:
            self._undone = undone(self._undos) - self._fixed
        self._replaced = {(scope, old) for scope, old, by in self._replacing if by not in self._undone}

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

    @property
    def undone(self) -> frozenset[str]:
        """The ids of entries that are not in effect: an undo that is in effect names them."""
        return self._read()._undone

    def _take(self, view: EntryView, entry: AnyEntry | None) -> None:
        if type(entry) is ItemEntry:
            self._take_item(view, entry)
        elif entry is None:
            self._not_understood[view.kind or "unknown"] += 1
        else:
            self._take_other(view.id, entry)

    def _take_other(self, entry_id: str, entry: AnyEntry) -> None:
        match entry:
            case Describe(item=item, description=blob):
                self._descriptions.setdefault(item, []).append((entry_id, blob))
            case Set(what=what, item=about, blob=blob):
                self._sets.setdefault((what, about), []).append((entry_id, blob))
            case Decide(blob=blob):
                self._decided.append((entry_id, blob))
            case SetAside(item=item):
                self._aside.setdefault(item, []).append(entry_id)
            case Observe():
                self._observed.append((entry_id, entry))
            case Derive():
                self._derived.append((entry_id, entry))
            case Undo(replaces=old):
                self._undos[entry_id] = old
            case Shred(item=item):
                self._shredded.add(item)
        if isinstance(entry, Describe | Set | Decide):
            scope = scope_of(entry)
            self._replacing += [(scope, one, entry_id) for one in entry.replaces]
        if KINDS[type(entry)] not in UNDOABLE:
            self._fixed.add(entry_id)

    def destroyed(self, item: str) -> bool:
        """True where an entry that is carried out says that these bytes were destroyed."""
        return item in (self._read()._shredded if self.gone is None else self.gone)

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

    def _current(self, scope: str, said: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Those of (entry id, blob) that are in effect and replaced by none, sorted."""
        if self._replaced or self._undone:
            said = [one for one in said if one[0] not in self._undone and (scope, one[0]) not in self._replaced]
        return tuple(sorted(said))

    def _in_effect(self, item: str) -> list[Acquisition]:
        """The acquisitions of an item that count: those in effect, or all where none is."""
        acquired = self._read()._acquired.get(item, [])
        if not self._undone:
            return acquired
        return [one for one in acquired if one.entry not in self._undone] or acquired

    def replacers(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(scope, entry id) of all that is replaced, and the ids of the entries in effect that do so."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for scope, old, by in sorted(self._read()._replacing):
            if by not in self._undone:
                found[scope, old] = (*found.get((scope, old), ()), by)
        return found

    def described(self, item: str) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current descriptions of an item."""
        acquired = self._in_effect(item)
        said = [(one.entry, one.description) for one in acquired if one.description is not None]
        if self._replaced:
            said = [one for one in said if (item, one[0]) not in self._replaced]
        if item in self._descriptions:
            said += self._current(item, self._descriptions[item])
        return tuple(sorted(said))

    def settings(self, what: str, item: str | None = None) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current settings; the last is the one that is used."""
        return self._read()._current(f"{what} {item}", self._sets.get((what, item), ()))

    def decisions(self) -> tuple[tuple[str, str], ...]:
        """(entry id, blob) of the current decisions, by entry id."""
        return self._read()._current(_DECISIONS, self._decided)

    def observations(self) -> tuple[tuple[str, Observe], ...]:
        """(entry id, entry) of the observations in effect, by entry id."""
        kept = {entry: one for entry, one in self._read()._observed if entry not in self._undone}
        return tuple(sorted(kept.items(), key=lambda one: one[0]))

    def derived(self) -> tuple[tuple[str, Derive], ...]:
        """(entry id, entry) of the `derive` entries in effect, by entry id."""
        kept = {entry: one for entry, one in self._read()._derived if entry not in self._undone}
        return tuple(sorted(kept.items(), key=lambda one: one[0]))

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
        acquired = self._in_effect(digest)
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
            shredded=self.destroyed(digest),
            set_aside=self._is_aside(digest, acquired[0]),
            _describe=self.describe,
        )

    def _is_aside(self, item: str, first: Acquisition) -> bool:
        """`first` is one of the acquisitions that count: it is undone only where all are."""
        return first.entry in self._undone or any(one not in self._undone for one in self._aside.get(item, ()))

    def ids(self) -> list[str]:
        """All entry ids and item hashes, sorted."""
        if self._read()._ids is None:
            self._ids = sorted({view.id for view in self._views} | self._acquired.keys())
        return self._ids or []


def _most_closed(acquired: list[Acquisition]) -> Handling:
    return max((one.handling for one in acquired), key=OPENNESS.index)


def scope_of(entry: AnyEntry) -> str:
    """Within what an entry replaces and is replaced: its item, its setting, or the decisions; empty for other kinds."""
    match entry:
        case ItemEntry(item=item) | Describe(item=item):
            return item
        case Set(what=what, item=about):
            return f"{what} {about}"
        case Decide():
            return _DECISIONS
    return ""
