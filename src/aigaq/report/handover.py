"""The page an heir needs: what the case is, whose logs, what is held, open, promised and the last copy, what to do first.

One file, internal, to print. `survey` reads a case into plain facts; `handover` makes a page of them. What cannot be known
from the folder (backups of keys, people) is left as lines to fill in by hand. Proved by tests/report/test_handover.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aigaq.accounts.addresses import address
from aigaq.accounts.presence import Presence, presences
from aigaq.case.disk.blobs import Blobs
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.observations import observations
from aigaq.errors import NotFound
from aigaq.report.dates import written
from aigaq.report.key_sheet import LONE
from aigaq.report.material import KINDS, Said
from aigaq.report.templating import environment
from aigaq.report.words import Words, words
from aigaq.statements.blackouts import looks_in_the_dark

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.statements import Store

SHOWN = 40
"""How many things of one kind are named; beyond, how many more there are."""
NEEDED = ("published", "publisher")


@dataclass(frozen=True, slots=True)
class Log:
    """A log: its name and id, role, its greatest head here, and the size at which it was revoked."""

    name: str
    id: str
    role: str
    entries: int
    root: str
    revoked: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """So many items of one role and handling: how many, their bytes, how many of them are not in this copy."""

    role: str
    handling: str
    items: int
    size: int
    missing: int


@dataclass(frozen=True, slots=True)
class Named:
    """An item by its id and what people call it, with what there is to say of it."""

    id: str
    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class LastCopy:
    """An item whose publication was found missing: who saw it last, who missed it first, each with the time."""

    item: Named
    locator: str
    state: str
    seen: tuple[str, str] | None
    missed: tuple[str, str] | None
    here: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What the folder tells of a case. `undecided`: statements that only a machine has read, by kind; None: not built."""

    title: str
    case_id: str
    logs: tuple[Log, ...]
    held: tuple[Held, ...]
    missing: tuple[Named, ...]
    shredded: int
    set_aside: int
    not_described: tuple[Named, ...]
    not_read: tuple[Named, ...]
    undecided: dict[str, int] | None
    disputed: int
    unbound: int
    promised: int
    last_copies: tuple[LastCopy, ...]
    observed: int
    not_understood: int
    lines: range = field(default=range(3))


@dataclass(frozen=True, slots=True)
class _Read:
    """What the derived store tells; as it stands here, where there is none."""

    undecided: dict[str, int] | None = None
    not_read: tuple[Named, ...] = ()
    disputed: int = 0
    unbound: int = 0


def survey(case: Case) -> Survey:
    """Look through a case; writes nothing."""
    items = case.items()
    live = [item for item in items if not (item.shredded or item.set_aside)]
    blobs = Blobs(case.path)
    here = {item.sha256 for item in live if blobs.size(item.sha256) is not None}
    looks, _ = observations(case)
    store = _open(case)
    try:
        found = presences(looks, in_the_dark=looks_in_the_dark(store))
        read = _read(store, {item.sha256: item for item in items})
    finally:
        if store is not None:
            store.close()
    index = case.index()
    return Survey(
        title=case.title,
        case_id=case.id,
        logs=tuple(_logs(case)),
        held=tuple(_held(live, here)),
        missing=tuple(_named(item) for item in live if item.sha256 not in here),
        shredded=sum(item.shredded for item in items),
        set_aside=sum(item.set_aside and not item.shredded for item in items),
        not_described=tuple(_not_described(live)),
        promised=index.kinds.get("consent", 0),
        last_copies=tuple(_last_copies(live, here, found)),
        observed=len(found),
        not_understood=sum(index.not_understood.values()),
        not_read=read.not_read,
        undecided=read.undecided,
        disputed=read.disputed,
        unbound=read.unbound,
    )


def _open(case: Case) -> Store | None:
    from aigaq.statements import Store

    try:
        return Store.open(case)
    except NotFound:
        return None


def _read(store: Store | None, items: dict[str, Item]) -> _Read:
    if store is None:
        return _Read()
    rows = (Said(row.id, row.statement, decision=row.decision) for row in store.statements())
    undecided = Counter(said.kind for said in rows if said.reading == "machine")
    not_read = [
        _named(items[row.item], row.reason.value) for row in store.not_read() if row.item in items and row.start is None
    ]
    return _Read(
        {kind: undecided[kind] for kind in KINDS if undecided[kind]},
        tuple(not_read),
        len(store.disputed()),
        len(store.unbound()),
    )


def _logs(case: Case) -> Iterable[Log]:
    from aigaq.case.disk import layout
    from aigaq.case.log.vouching import Trust

    trust = case.look().trust
    for head in case.heads():
        log = layout.log_id(head.origin)
        one = trust.get(log, Trust(DeviceRole.NONE))
        pin = None if one.pin is None else one.pin[0]
        yield Log(head.origin, log, one.role.value, head.size, head.root.hex(), pin)


def _held(items: Sequence[Item], here: set[str]) -> Iterable[Held]:
    kinds: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        kinds.setdefault((item.role.value, item.handling.value), []).append(item)
    for (role, handling), some in sorted(kinds.items()):
        missing = sum(item.sha256 not in here for item in some)
        yield Held(role, handling, len(some), sum(item.size for item in some), missing)


def _named(item: Item, why: str = "") -> Named:
    names = (one.title or one.path or one.file_name for one in item.descriptions)
    return Named(item.sha256[:12], next((name for name in names if name), ""), why)


def _not_described(items: Iterable[Item]) -> Iterable[Named]:
    """Documents of which nobody has said who published them, or when."""
    for item in items:
        if item.role == "document":
            said = item.descriptions
            lacks = [name for name in NEEDED if all(getattr(one, name) is None for one in said)]
            if lacks:
                yield _named(item, " ".join(lacks))


def _last_copies(items: Iterable[Item], here: set[str], found: Iterable[Presence]) -> Iterable[LastCopy]:
    gone = {address(one.locator): one for one in found if one.gone}
    for item in items if gone else ():
        places = {address(one.locator) for one in item.descriptions if one.locator}
        for place in sorted(places & gone.keys()):
            one = gone[place]
            seen, missed = (
                None if look is None else (look.observation.observer, look.observation.interval)
                for look in (one.last_seen, one.first_missing)
            )
            yield LastCopy(_named(item), one.locator, one.state.value, seen, missed, item.sha256 in here)


def handover(case: Case, *, language: str = "en") -> str:
    """The page in one language. UsageError where there are no words for it."""
    return page(survey(case), words(language))


def page(seen: Survey, t: Words) -> str:
    """The page of these facts."""
    return (
        environment()
        .get_template("handover.html")
        .render(
            t=t, policy=LONE, case=seen, most=SHOWN, date=lambda text: written(text, t), amount=lambda n: _amount(n, t)
        )
    )


def _amount(size: int, t: Words) -> str:
    """Bytes in decimal units of this language."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < 4:
        amount, unit = amount / 1000, unit + 1
    number = t.number(int(amount)) if unit == 0 or amount >= 100 else t.number(round(amount, 1))
    return f"{number}\N{NO-BREAK SPACE}{t.item('handover.units', unit)}"
