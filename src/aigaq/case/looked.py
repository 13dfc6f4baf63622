"""One look at all logs of a case: every entry of every history, what is in effect, whose logs these are.

Entries beyond the head at which a log was revoked are kept and shown, and have no effect. Of a log with two histories the
entries of both have effect, as both were signed; from the point where they part nobody is vouched for any more. A pure
function of the set of entries. Design §4; docs/formats/entries.md, "Whose logs these are". Proved by
tests/case/test_looked.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from aigaq.case.disk import files
from aigaq.case.disk.bulk import all_stay
from aigaq.case.log.branches import fork_point
from aigaq.case.log.entries import EntryView
from aigaq.case.log.index import Index
from aigaq.case.log.logs import LogFolder, branches_of, logs_of
from aigaq.case.log.vouching import Trust, Vouching, in_effect, under_pin
from aigaq.case.shredding import shredded
from aigaq.case.standards.note import MAX_NOTE, Head
from aigaq.errors import CaseError, Error

State = dict[str, bytes | None]


@dataclass(slots=True)
class Looked:
    """What was found. `state`: the newest head of every history, to see whether to look again; `heads`: log → the head
    under which it was read whole; `beyond`: entries without effect, as their log was revoked before; `forked`: log → the
    first place at which its histories may differ; `gone`: item → blobs that go with it, as its destruction says;
    `shredders`: the logs whose word destroys."""

    case_id: str
    state: State
    index: Index
    heads: Mapping[str, Head]
    trust: Mapping[str, Trust]
    forked: Mapping[str, int]
    beyond: list[EntryView]
    gone: Mapping[str, set[str]]
    shredders: Collection[str]

    @property
    def views(self) -> list[EntryView]:
        """All entries: by log, then in the order of the log."""
        if not self.beyond:
            return self.index.views
        return sorted([*self.index.views, *self.beyond], key=_place)


def _place(view: EntryView) -> tuple[str, int, str]:
    return view.log, view.index, view.id


def state_of(case: Path) -> State:
    """The newest head of every history of every log, as it lies."""
    every = [*logs_of(case), *branches_of(case)]
    return {log.path.as_posix(): files.read_at_most(log.path / "checkpoint", MAX_NOTE) for log in every}


def look(case: Path, case_id: str, index: Index, *, state: State | None = None) -> Looked:
    """Read every log into an empty index. CaseError where one does not fit its head; of other histories, what fits counts."""
    state = state_of(case) if state is None else state
    heads: dict[str, Head] = {}
    histories: dict[str, list[list[EntryView]]] = {}
    with all_stay():
        for log in logs_of(case):
            heads[log.id] = log.head()
            histories[log.id] = [log.entries(heads[log.id])]
        forked = _others(case, histories)
        views = [view for log in histories for view in histories[log][0]]
        if forked:
            every = {_place(view): view for several in histories.values() for views in several for view in views}
            views = [every[place] for place in sorted(every)]
        vouching = Vouching.of(case_id, views, forked=forked)
        under = {log: under_pin(histories.get(log, ()), pin) for log, pin in vouching.pins().items()}
        trust = vouching.trust(shown=lambda log, pin: under[log] is not None)
        good, beyond = in_effect(views, under)
        shredders = vouching.shredders()
        gone = shredded(views, shredders)
        index.gone = gone.keys()
        index.add(good)
    return Looked(case_id, state, index, heads, trust, forked, beyond, gone, shredders)


def _others(case: Path, histories: dict[str, list[list[EntryView]]]) -> dict[str, int]:
    """Add the histories in `forks/` to those of their logs; returns from where the histories of each log may differ: the
    first place of all where only a signed head of one is here."""
    found: dict[str, list[LogFolder]] = {}
    for log in branches_of(case):
        found.setdefault(log.id, []).append(log)
    forked = {}
    for log_id, some in found.items():
        whole = [log for log in logs_of(case) if log.id == log_id]
        every = len(whole) + len(some)
        for log in some:
            with suppress(CaseError):
                histories.setdefault(log_id, []).append(log.entries())
                whole.append(log)
        points = [_point(one, other) for one, other in combinations(whole, 2)]
        forked[log_id] = min(points) if points and len(whole) == every else 0
    return forked


def _point(one: LogFolder, other: LogFolder) -> int:
    try:
        return fork_point(one, other)
    except Error:
        return 0
