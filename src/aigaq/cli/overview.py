"""What `status` tells of a case, as plain data: the same for people and for programs.

Proved by tests/cli/test_overview.py and tests/scripts/status.txt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.errors import KeyMissing, NotFound

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.statements import Store

NEEDED = ("published", "publisher")
"""What a document must be described with before it is worth much as a source."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An item, or a stretch of its text (code points), kept and not read, and why."""

    item: str
    name: str
    reason: str
    detail: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """An item whose description leaves open what a source needs."""

    item: str
    name: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A log, by its name, and its signed head."""

    name: str
    entries: int
    root: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What has been built: its digest, statements by kind, and how many items it does not know yet."""

    digest: str
    statements: dict[str, int]
    not_built: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a case. `key` is the folder of this computer's key; None where it has none."""

    id: str
    title: str
    folder: str
    key: str | None
    logs: tuple[Log, ...]
    items: int
    roles: dict[str, int]
    handling: dict[str, int]
    not_understood: dict[str, int]
    not_described: tuple[Lacking, ...]
    not_read: tuple[Unread, ...]
    derived: Derived | None
    next: str


def overview(case: Case) -> Overview:
    """Look at a case; writes nothing."""
    items = [item for item in case.items() if not item.set_aside]
    store = open_store(case)
    derived = None if store is None else _derived(store, items)
    return Overview(
        id=case.id,
        title=case.title,
        folder=str(case.path.absolute()),
        key=key_folder(case),
        logs=_logs(case),
        items=len(items),
        roles=_counted(item.role.value for item in items),
        handling=_counted(item.handling.value for item in items),
        not_understood=dict(sorted(case.index().not_understood.items())),
        not_described=tuple(_lacking(items)),
        not_read=() if store is None else tuple(unread(case, store)),
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
    names = {item.sha256: name_of(item) for item in case.items()}
    return [
        Unread(row.item, names.get(row.item, ""), row.reason.value, row.detail, row.start, row.end)
        for row in store.not_read()
    ]


def name_of(item: Item) -> str:
    """What people call an item: the path it came with, its file name, its title."""
    described = item.description
    return described.path or described.file_name or described.title or ""


def key_folder(case: Case) -> str | None:
    """Where this computer's key for the case lies; None where it has none."""
    from aigaq.case import Keystore

    keys = Keystore()
    try:
        return str(keys.folder(keys.own_log(case.id, {view.log for view in case.index().views})))
    except KeyMissing:
        return None


def _logs(case: Case) -> tuple[Log, ...]:
    return tuple(Log(head.origin, head.size, head.root.hex()) for head in case.heads())


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _lacking(items: Sequence[Item]) -> Iterable[Lacking]:
    for item in items:
        described = item.description
        lacks = tuple(name for name in NEEDED if getattr(described, name) is None)
        if lacks and item.role.value == "document":
            yield Lacking(item.sha256, name_of(item), lacks)


def _derived(store: Store, items: Sequence[Item]) -> Derived:
    seen = {row.item for row in store.renditions()} | {row.item for row in store.not_read()}
    waiting = sum(item.sha256 not in seen and item.role.value == "document" for item in items)
    return Derived(store.digest(), store.counts(), waiting)


def _next(path: Path, items: Sequence[Item], derived: Derived | None) -> str:
    if not items:
        return f"aigaq add {path} FILE"
    if derived is None or derived.not_built:
        return f"aigaq build {path}"
    return f"aigaq report {path} -o DIR"
