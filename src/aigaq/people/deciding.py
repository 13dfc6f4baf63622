"""Applies decisions on rows of lists: what binds two rows together or apart, and what stands against each other.

Pure, and blind to any order. A row is found by the name of its list and its key; if it reads otherwise than when it was
decided, the decision stands and is listed. Nothing that contradicts itself is applied: not several verdicts on one pair,
not a chain of `same` between two rows that are `different`. Normative text: docs/formats/lists.md, "Decisions on rows".
Proved by tests/people/test_deciding.py.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aigaq.people.lists.chains import plain_name
from aigaq.statements.decisions import Verdict
from aigaq.statements.pairing import BondState, FateDecision, OnRows, PairDecision, RowSeen
from aigaq.statements.persons import BondRow, Record

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OnRecords:
    """Decisions bound to records, by their ids.

    `pairs`: the verdict on each pair that is applied. `fates`: the verdict on what a record says became of its person.
    `bonds`: what became of every decision, by entry.
    """

    pairs: dict[Pair, Verdict] = field(default_factory=dict)
    fates: dict[str, Verdict] = field(default_factory=dict)
    bonds: dict[str, BondRow] = field(default_factory=dict)

    def of(self, verdict: Verdict) -> list[Pair]:
        """The pairs decided so, closed under what follows: who is one with one is one with all of them."""
        same = _groups(pair for pair, one in self.pairs.items() if one is Verdict.SAME)
        if verdict is Verdict.SAME:
            return sorted((a, b) for group in set(same.values()) for a in group for b in group if a < b)
        found = set[Pair]()
        for (one, other), held in self.pairs.items():
            if held is verdict:
                alone = same.get(one, (one,)), same.get(other, (other,))
                found |= {(min(a, b), max(a, b)) for a in alone[0] for b in alone[1]}
        return sorted(found)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A decision with the records it binds to; `other` is empty for one row, both where a row is in no list."""

    entry: str
    decision: OnRows
    one: str
    other: str
    changed: bool

    @property
    def rows(self) -> tuple[RowSeen, ...]:
        decision = self.decision
        return (decision.one, decision.other) if isinstance(decision, PairDecision) else (decision.row,)

    @property
    def target(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((row.list, row.key) for row in self.rows))

    def bond(self, state: BondState, against: Iterable[str] = ()) -> BondRow:
        named = tuple(f"{row.list}:{row.key}" for row in self.rows)
        told = (named, state.value, self.changed, tuple(sorted(against)), self.decision.reason)
        return BondRow(self.entry, self.decision.verdict.value, self.one, self.other, *told)


def bind_all(decisions: Iterable[tuple[str, OnRows]], records: Sequence[Record]) -> OnRecords:
    """Bind the current decisions, given as (entry, decision), to the records of the case."""
    finder = _Finder(records)
    made = OnRecords()
    targets: dict[tuple[tuple[str, str], ...], list[_Bound]] = defaultdict(list)
    for entry, decision in sorted(dict(decisions).items()):
        bound = finder.bind(entry, decision)
        targets[bound.target].append(bound)
    agreed = list[_Bound]()
    for group in targets.values():
        verdicts = {one.decision.verdict for one in group}
        for one in group:
            whole = (
                bool(one.one) and (bool(one.other) or isinstance(one.decision, FateDecision)) and one.one != one.other
            )
            if not whole:
                made.bonds[one.entry] = one.bond(BondState.UNBOUND)
            elif len(verdicts) > 1:
                made.bonds[one.entry] = one.bond(BondState.DISPUTED, {other.entry for other in group} - {one.entry})
            else:
                agreed.append(one)
    _apply(agreed, made)
    return made


def _apply(agreed: Sequence[_Bound], made: OnRecords) -> None:
    pairs: dict[Pair, list[_Bound]] = defaultdict(list)
    for one in agreed:
        if isinstance(one.decision, FateDecision):
            made.fates[one.one] = one.decision.verdict
            made.bonds[one.entry] = one.bond(BondState.APPLIED)
        else:
            pairs[min(one.one, one.other), max(one.one, one.other)].append(one)
    crossed = crossings({pair: group[0].decision.verdict for pair, group in pairs.items()})
    for pair, group in pairs.items():
        against = {other.entry for one in crossed.get(pair, ()) for other in pairs[one]}
        state = BondState.CROSSED if pair in crossed else BondState.APPLIED
        for one in group:
            made.bonds[one.entry] = one.bond(state, against - {one.entry})
        if pair not in crossed:
            made.pairs[pair] = group[0].decision.verdict


def crossings(verdicts: Mapping[Pair, Verdict]) -> dict[Pair, set[Pair]]:
    """The pairs of contradictions, each with the others of its own: chains of `same` between two that are `different`.

    The shortest chain of each contradiction is taken out, then the next, until none is left.
    """
    same = {pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME}
    found: dict[Pair, set[Pair]] = defaultdict(set)
    for apart in sorted(pair for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT):
        left = set(same)
        while (chain := _chain(left, *apart)) is not None:
            for pair in (*chain, apart):
                found[pair] |= {*chain, apart} - {pair}
            left -= set(chain)
    return dict(found)


def _chain(same: Iterable[Pair], start: str, end: str) -> list[Pair] | None:
    """The shortest chain of pairs from one record to another, the first by id of several; None where there is none."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in same:
        near[one].add(other)
        near[other].add(one)
    before = {start: start}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            chain = list[Pair]()
            while here != start:
                chain.append((min(here, before[here]), max(here, before[here])))
                here = before[here]
            return chain
        for one in sorted(near[here] - before.keys()):
            before[one] = here
            waiting.append(one)
    return None


def _groups(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """Each record of a pair with all those it is tied to, itself too."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    found: dict[str, tuple[str, ...]] = {}
    for start in sorted(near):
        if start not in found:
            group, waiting = {start}, [start]
            while waiting:
                fresh = near[waiting.pop()] - group
                group |= fresh
                waiting += fresh
            found |= dict.fromkeys(group, tuple(sorted(group)))
    return found


class _Finder:
    """Finds the records that decisions name."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in records:
            self._found[plain_name(record.list), record.key].append(record)

    def bind(self, entry: str, decision: OnRows) -> _Bound:
        """A decision with its records."""
        rows = (decision.one, decision.other) if isinstance(decision, PairDecision) else (decision.row,)
        found = [self._record(row) for row in rows]
        changed = any(
            record is not None and content(record.cells) != content(row.cells)
            for record, row in zip(found, rows, strict=True)
        )
        ids = ["" if record is None else record.id for record in found]
        if isinstance(decision, PairDecision) and "" in ids:
            ids = ["", ""]
        return _Bound(entry, decision, ids[0], ids[1] if len(ids) > 1 else "", changed)

    def _record(self, row: RowSeen) -> Record | None:
        """The record of a row; of several lists of one name that which reads as it did.

        A row that reads otherwise now is the same row while most of it stands; else another list has taken its name, and
        nobody decided about the human being who stands there.
        """
        found = self._found.get((plain_name(row.list), row.key), [])
        if len(found) > 1:
            found = [one for one in found if content(one.cells) == content(row.cells)]
        return found[0] if len(found) == 1 and _mostly(row, found[0]) else None


def _mostly(row: RowSeen, record: Record) -> bool:
    """Whether more than half of what a row said, its key apart, still stands in the record."""
    said, now = content(row.cells), content(record.cells)
    told = {column: text for column, text in said.items() if text and text != row.key}
    return said == now or 2 * sum(now.get(column) == text for column, text in told.items()) > len(told)


def content(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What cells say, apart from the order of their columns and blanks around them."""
    return {column: text.strip() for column, text in cells}
