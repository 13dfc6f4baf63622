"""The stage that applies what people decided to what was read. Proved by tests/build/test_decisions.py.

Partition: one item with current decisions, or an edition of a table with decisions on any of its editions. An item that is shredded, set aside or sealed has none, nor has one that is
not in the case. Decisions that are not understood here are kept and listed in a partition of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aigaq.case.editions import editions
from aigaq.errors import FormatError, NotFound
from aigaq.statements.applying import Application, apply
from aigaq.statements.canonical import row_id
from aigaq.statements.decisions import Decision, Logged, decode_decision
from aigaq.statements.pairing import decode_on_rows
from aigaq.statements.places import Texts
from aigaq.statements.rows import AnyRow, DecidedRow, DecisionRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of
from aigaq.statements.store import Store

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.engines import Engine

AFTER = ("intake", "reading", "tables", "quotes")
"""The stages whose rows decisions are applied to."""
NAME = "decisions"
_VERSION = "1"  # of the rule in docs/formats/decisions.md, "Binding"
_OPEN = ("public", "internal")
_NOWHERE = ""  # the item of a decision that is not understood

Blobs = list[tuple[str, str]]


def _inputs(sources: Sources) -> Iterator[Partition]:
    here = {
        item.sha256
        for item in sources.case.items()
        if item.handling in _OPEN and not item.shredded and not item.set_aside
    }
    before = _outputs(sources.store)
    chains = _chains(sources.case)
    for found in _by_chain(sources, chains).values():
        blobs = sorted(blob for one in found.values() for blob in one)
        for item in sorted({edition for one in found for edition in chains.get(one, (one,))}):
            if item in here or item == _NOWHERE:
                items = tuple(one for one in chains.get(item, (item,)) if one in here)
                made = [before.get(one, ()) for one in items]
                yield Partition(item, digest_of(blobs, items, made), (items, tuple(blobs)))


def _chains(case: Case) -> dict[str, tuple[str, ...]]:
    """The editions of each table that has more than one, all of them under each."""
    known, chains = editions(case), dict[str, set[str]]()
    for old, new in sorted(known.items()):
        chain = chains.get(old, {old}) | chains.get(new, {new})
        chains.update(dict.fromkeys(chain, chain))
    return {item: tuple(sorted(chain)) for item, chain in chains.items()}


def _by_chain(sources: Sources, chains: dict[str, tuple[str, ...]]) -> dict[tuple[str, ...], dict[str, Blobs]]:
    """The current decisions by item; items that are editions of one table together."""
    found: dict[tuple[str, ...], dict[str, Blobs]] = defaultdict(dict)
    for item, blobs in sorted(_by_item(sources).items()):
        found[chains.get(item, (item,))][item] = blobs
    return found


def _outputs(store: Store) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in AFTER:
        for done in store.partitions(name):
            found[done.key].append((name, done.output))
    return found


def _by_item(sources: Sources) -> dict[str, Blobs]:
    """(entry, blob) of the current decisions by item."""
    # An entry never changes, so that what an earlier build has opened need not be opened again.
    known = dict(sources.store.rows("SELECT entry, item FROM decisions WHERE verdict <> ''"))
    found: dict[str, Blobs] = defaultdict(list)
    for entry, blob in sources.case.index().decisions():
        item = known.get(entry)
        if item is None:
            decision, _ = _opened(sources.case, blob)
            if decision is None and _on_rows(sources.case, blob):
                continue  # the rows of lists are another stage's
            item = _NOWHERE if decision is None else decision.target.item
        found[item].append((entry, blob))
    return found


def _opened(case: Case, blob: str) -> tuple[Decision | None, str]:
    """A decision, or None and why it cannot be read."""
    try:
        return decode_decision(case.payload(blob)), ""
    except (FormatError, NotFound) as error:
        return None, error.what


def _on_rows(case: Case, blob: str) -> bool:
    """Whether a blob holds a decision on rows of lists."""
    try:
        decode_on_rows(case.payload(blob))
    except (FormatError, NotFound):
        return False
    return True


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # Looking for places is bound by the text that is read, not by the processor: it needs no engine.
    for partition in partitions:
        assert isinstance(partition.task, tuple)
        items, blobs = partition.task
        opened = [(entry, *_opened(sources.case, blob)) for entry, blob in blobs]
        logged = [Logged(entry, decision) for entry, decision, _ in opened if decision is not None]
        rows: list[AnyRow] = [
            DecisionRow(entry, partition.key, reason=why) for entry, decision, why in opened if decision is None
        ]
        if logged:
            rows += _rows(partition.key, _applied(sources.store, partition.key, items, logged), logged)
        yield Made(partition, rows)


def _applied(store: Store, item: str, items: tuple[str, ...], logged: list[Logged]) -> Application:
    parts = next((rendition.parts for rendition in store.renditions(item)), ())
    texts = Texts(parts, lambda part: store.text(item, part, 0, store.length(item, part)))
    return apply(logged, (statement for one in items for _, statement in store.readings(one)), texts)


def _rows(item: str, application: Application, logged: list[Logged]) -> Iterator[AnyRow]:
    """The rows of one item; those of the other editions of a table are made with them."""
    where = {row_id(one.statement): one.statement.item for one in application.decided}
    for one in application.decided:
        if one.statement.item == item:
            yield DecidedRow(one.statement, str(one.outcome), one.unbound)
    applied = {one.logged.entry: one for one in application.applied}
    for entry, decision in ((one.entry, one.decision) for one in logged):
        found = applied.get(entry)
        if (decision.target.item if found is None else where[found.shown]) == item:
            reading = None if found is None or found.reading is None else row_id(found.reading)
            shown = None if found is None else found.shown
            yield DecisionRow(entry, item, str(decision.verdict), reading, shown, decision.reason, decision.statement)


def _version() -> str:
    return _VERSION


stage = Stage(NAME, _version, _inputs, _run)
