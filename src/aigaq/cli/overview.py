"""What `status` tells of a case, as plain data: the same for people and for programs.

Proved by tests/cli/test_overview.py and tests/scripts/status.txt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli.persons import PeopleSeen, people_seen
from aigaq.cli.presences import states
from aigaq.errors import Error, KeyMissing, NotFound, NotReadable

if TYPE_CHECKING:
    from aigaq.case import Case, Description, Item
    from aigaq.statements import Store

NEEDED = {"published": "date", "publisher": "publisher"}
"""The fields a document must be described with before it is worth much as a source, and their words."""


LOOK = 2000
"""How many files `add` and `status` look into at most to say what cannot be read: about a second. Beyond, `build` tells."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An item, or a stretch of its text (code points), kept and not read, and why."""

    item: str
    name: str
    reason: str
    detail: str
    start: int | None = None
    end: int | None = None

    @property
    def why(self) -> str:
        """The reason in words, and where in the text if it is only a stretch of it."""
        place = "" if self.start is None else f" (characters {self.start} to {self.end})"
        detail = "" if not self.detail or self.detail == self.reason else f": {self.detail}"
        return f"{self.reason}{detail}{place}"


@dataclass(frozen=True, slots=True)
class Lacking:
    """An item whose description leaves open what a source needs, or whose descriptions differ on it."""

    item: str
    name: str
    lacks: tuple[str, ...]
    differ: tuple[str, ...]

    @property
    def why(self) -> str:
        """What is lacking, in words."""
        lacks = " and ".join(f"no {NEEDED[name]}" for name in self.lacks)
        differ = " and ".join(f"descriptions differ on the {NEEDED[name]}" for name in self.differ)
        return ", ".join(part for part in (lacks, differ) if part)


@dataclass(frozen=True, slots=True)
class Log:
    """A log, by its name and id, its signed head, and how far it is trusted: its role, and from which of its entries on
    nothing has effect or nobody is vouched for any more."""

    name: str
    id: str
    entries: int
    root: str
    role: str
    revoked_at: int | None
    forked_at: int | None

    @property
    def words(self) -> str:
        """How far it is trusted, in words; empty for an admin's log that nothing is the matter with."""
        told = [] if self.role == "admin" else ["not vouched for" if self.role == "none" else self.role]
        told += [] if self.revoked_at is None else [f"revoked at {self.revoked_at}"]
        told += [] if self.forked_at is None else [f"two histories from entry {self.forked_at} on"]
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Derived:
    """What has been built: its digest, statements by kind, how many items it does not know yet, and what lists come to."""

    digest: str
    statements: dict[str, int]
    not_built: int
    people: PeopleSeen | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a case. `key` is the folder of this computer's key; None where it has none. `observed`: how many of the
    locators that were observed are in each state."""

    id: str
    title: str
    folder: str
    key: str | None
    logs: tuple[Log, ...]
    items: int
    set_aside: int
    roles: dict[str, int]
    handling: dict[str, int]
    observed: dict[str, int]
    not_understood: dict[str, int]
    not_described: tuple[Lacking, ...]
    not_read: tuple[Unread, ...]
    derived: Derived | None
    next: str


def overview(case: Case) -> Overview:
    """Look at a case; writes nothing."""
    every = case.items()
    items = [item for item in every if not item.set_aside]
    store = open_store(case)
    waiting = _waiting(store, items)
    derived = None
    if store is not None:
        new = len(waiting) + _new_tables(store, items) + _new_lists(store, items)
        derived = Derived(store.digest(), store.counts(), new, people_seen(store))
    return Overview(
        id=case.id,
        title=case.title,
        folder=str(case.path.absolute()),
        key=key_folder(case),
        logs=_logs(case),
        items=len(items),
        set_aside=len(every) - len(items),
        roles=_counted(item.role.value for item in items),
        handling=_counted(item.handling.value for item in items),
        observed=states(case),
        not_understood=dict(sorted(case.index().not_understood.items())),
        not_described=tuple(_lacking(items, _dated(store))),
        not_read=(*([] if store is None else unread(case, store)), *look(case, waiting)),
        derived=derived,
        next=_next(case.path, items, derived),
    )


def open_store(case: Case) -> Store | None:
    """The derived store, or None where nothing has been built."""
    from aigaq.statements import Store

    try:
        return Store.open(case)
    except NotFound:
        return None


def unread(case: Case, store: Store) -> list[Unread]:
    """What was kept and not read, by item and place."""
    items = {item.sha256: item for item in case.items()}
    return [
        Unread(row.item, name_of(items[row.item]), row.reason.value, row.detail, row.start, row.end)
        for row in store.not_read()
        if row.item in items
    ]


def name_of(item: Item) -> str:
    """What people call an item: the path it came with, its file name, its title."""
    return _name(item.descriptions)


def _name(descriptions: Iterable[Description]) -> str:
    names = (one.path or one.file_name or one.title for one in descriptions)
    return next((name for name in names if name), "")


def key_folder(case: Case) -> str | None:
    """Where this computer's key for the case lies; None where it has none."""
    from aigaq.case import Keystore

    keys = Keystore()
    try:
        return str(keys.folder(keys.own_log(case.id, {view.log for view in case.index().views})))
    except KeyMissing:
        return None


def _logs(case: Case) -> tuple[Log, ...]:
    from aigaq.case.disk import layout
    from aigaq.case.log.vouching import NOBODY

    looked, found = case.look(), []
    for head in case.heads():
        log = layout.log_id(head.origin)
        trust = looked.trust.get(log, NOBODY)
        revoked = None if trust.pin is None else trust.pin[0]
        forked = looked.forked.get(log)
        found.append(Log(head.origin, log, head.size, head.root.hex(), trust.role.value, revoked, forked))
    return tuple(found)


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _dated(store: Store | None) -> set[str]:
    """The items that say themselves when they were published."""
    facts = () if store is None else store.facts()
    return {fact.item for fact in facts if fact.used and fact.field == "published"}


def _lacking(items: Sequence[Item], dated: Collection[str]) -> Iterable[Lacking]:
    for item in items:
        if not documents(item):
            continue
        descriptions = item.descriptions
        said = {name: {getattr(one, name) for one in descriptions} - {None} for name in NEEDED}
        lacks = tuple(name for name in NEEDED if not said[name] and not (name == "published" and item.sha256 in dated))
        differ = tuple(name for name in NEEDED if len(said[name]) > 1)
        if lacks or differ:
            yield Lacking(item.sha256, _name(descriptions), lacks, differ)


def _waiting(store: Store | None, items: Sequence[Item]) -> list[Item]:
    """The documents that have not been built yet."""
    seen = (
        set() if store is None else ({row.item for row in store.renditions()} | {row.item for row in store.not_read()})
    )
    return [item for item in items if item.sha256 not in seen and documents(item)]


def _new_tables(store: Store, items: Sequence[Item]) -> int:
    """How many tables have not been built yet."""
    built = {done.key for done in store.partitions("tables")}
    return sum(any(one.role == "table" for one in item.acquired) for item in items if item.sha256 not in built)


def _new_lists(store: Store, items: Sequence[Item]) -> int:
    """How many lists have not been built yet."""
    built = {item for (item,) in store.rows("SELECT item FROM editions UNION SELECT item FROM not_read")}
    return sum(any(one.role == "list" for one in item.acquired) for item in items if item.sha256 not in built)


def documents(item: Item) -> list[str]:
    """The media types under which an item was taken in as a document."""
    return sorted({one.media for one in item.acquired if one.role == "document"})


def look(case: Case, items: Sequence[Item]) -> list[Unread]:
    """Which of some documents cannot be read as text, before anything is built; nothing where they are too many."""
    if len(items) > LOOK:
        return []
    found = []
    for item in items:
        why = why_not_read(case, item)
        if why is not None:
            found.append(why)
    return found


def why_not_read(case: Case, item: Item) -> Unread | None:
    """The reason why a document cannot be read as text, or None where it can."""
    from aigaq.intake import check

    media = documents(item)
    stated = next((one for one in media if "charset=" in one), media[0])
    try:
        check(lambda: case.open_item(item.sha256), item=item.sha256, media=stated)
    except NotReadable as error:
        return Unread(item.sha256, name_of(item), error.reason.value, error.what)
    except Error as error:
        return Unread(item.sha256, name_of(item), "missing here", error.what)
    return None


def _next(path: Path, items: Sequence[Item], derived: Derived | None) -> str:
    if not items:
        return f"aigaq add {path} FILE"
    if derived is None or derived.not_built:
        return f"aigaq build {path}"
    return f"aigaq report {path} -o DIR"
