"""The stage that applies what people decided to what was read. Proved by tests/build/test_decisions.py.

Partition: one item with current decisions. An item that is shredded, set aside or sealed has none, nor has one that is
not in the case. Decisions that are not understood here are kept and listed in a partition of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound
from aigaq.statements.applying import Application, apply
from aigaq.statements.canonical import row_id
from aigaq.statements.decisions import Decision, Logged, decode_decision
from aigaq.statements.places import Texts
from aigaq.statements.rows import AnyRow, DecidedRow, DecisionRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of
from aigaq.statements.store import Store

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.engines import Engine

AFTER = ("intake", "reading", "tables")
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
    for item, found in sorted(_by_item(sources).items()):
        if item in here or item == _NOWHERE:
            yield Partition(item, digest_of(found, before.get(item, ())), tuple(found))


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
            item = _NOWHERE if decision is None else decision.target.item
        found[item].append((entry, blob))
    return found


def _opened(case: Case, blob: str) -> tuple[Decision | None, str]:
    """A decision, or None and why it cannot be read."""
    try:
        return decode_decision(case.payload(blob)), ""
    except (FormatError, NotFound) as error:
        return None, error.what


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # Looking for places is bound by the text that is read, not by the processor: it needs no engine.
    for partition in partitions:
        assert isinstance(partition.task, tuple)
        opened = [(entry, *_opened(sources.case, blob)) for entry, blob in partition.task]
        logged = [Logged(entry, decision) for entry, decision, _ in opened if decision is not None]
        rows: list[AnyRow] = [
            DecisionRow(entry, partition.key, reason=why) for entry, decision, why in opened if decision is None
        ]
        if logged:
            rows += _rows(partition.key, _applied(sources.store, partition.key, logged), logged)
        yield Made(partition, rows)


def _applied(store: Store, item: str, logged: list[Logged]) -> Application:
    parts = next((rendition.parts for rendition in store.renditions(item)), ())
    texts = Texts(parts, lambda part: store.text(item, part, 0, store.length(item, part)))
    return apply(logged, (statement for _, statement in store.readings(item)), texts)


def _rows(item: str, application: Application, logged: list[Logged]) -> Iterator[AnyRow]:
    for one in application.decided:
        yield DecidedRow(one.statement, str(one.outcome), one.unbound)
    applied = {one.logged.entry: one for one in application.applied}
    for entry, decision in ((one.entry, one.decision) for one in logged):
        found = applied.get(entry)
        reading = None if found is None or found.reading is None else row_id(found.reading)
        shown = None if found is None else found.shown
        yield DecisionRow(entry, item, str(decision.verdict), reading, shown, decision.reason, decision.statement)


def _version() -> str:
    return _VERSION


stage = Stage(NAME, _version, _inputs, _run)
