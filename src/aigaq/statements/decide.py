"""Makes decisions of what people wish, and logs them: each on the whole statement as it is shown, with the text seen.

A decision replaces those that are current on its target, also those logged since the last build. Nothing is logged
before all of a batch is prepared. Proved by tests/build/test_decisions.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound, UsageError
from aigaq.statements.amending import amend
from aigaq.statements.anchors import Anchor, make_anchor, spot
from aigaq.statements.applying import aspect
from aigaq.statements.canonical import row_id
from aigaq.statements.decisions import (
    OF_STATEMENTS,
    Decision,
    Logged,
    Outcome,
    SeenIn,
    Verdict,
    decode_decision,
    encode_decision,
)
from aigaq.statements.records import AnyStatement
from aigaq.statements.rows import DecisionRow
from aigaq.statements.shown import Row
from aigaq.statements.spans import TextSpan

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.statements.store import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants decided of the statement with this row id; `changes` are the fields an amendment changes."""

    row: str
    verdict: Verdict
    reason: str
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A decision ready to be logged, the statement it is on, and the entries it replaces.

    `already`: the same is decided already, and nothing need be logged.
    """

    row: Row
    decision: Decision
    replaces: tuple[str, ...]
    already: bool


@dataclass(frozen=True)
class Decider:
    """Prepares the decisions of one person (None: not named) on a case as it was last built."""

    case: Case
    store: Store
    person: str | None = None

    def prepare(self, wish: Wish) -> Prepared:
        """The decision a wish comes to.

        Raises:
            NotFound: there is no such statement.
            UsageError: no reason, fields that cannot be changed so, or a statement that no decision can name.
        """
        row = self.store.statement(wish.row)
        _check(wish, row)
        current = {one.entry: one for one in self._current(row)}
        last = next(iter(current.values()), None)
        target = self._anchor(row, last)
        for one in self._since:
            if one.decision.target == target and aspect(one.decision.was_read) == aspect(self._reading(row, last)):
                current[one.entry] = one
        decision = self._decision(wish, row, target, last)
        same = [one for one in current.values() if _same(one.decision, decision)]
        return Prepared(row, decision, tuple(sorted(current)), already=len(same) == len(current) == 1)

    def _decision(self, wish: Wish, row: Row, target: Anchor, last: Logged | None) -> Decision:
        statement = amend(row.statement, wish.changes) if wish.changes else row.statement
        reading = self._reading(row, last)
        return Decision(
            verdict=wish.verdict,
            target=target,
            statement=statement,
            reading=None if row_id(reading) == row_id(statement) else reading,
            rendition=self._seen_in(row.statement),
            reason=wish.reason.strip(),
            person=self.person,
        )

    def _current(self, row: Row) -> Iterator[Logged]:
        """The current decisions on the statement, as the last build has them; of a dispute, those on its target."""
        shown = [self._opened(one) for one in self.store.decisions(shown_with=row.id) if one.entry in self._blobs]
        yield from shown
        if row.decision is Outcome.DISPUTED:
            targets = {(one.decision.target, aspect(one.decision.was_read)) for one in shown}
            for one in map(self._opened, self.store.disputed()):
                if (one.decision.target, aspect(one.decision.was_read)) in targets:
                    yield one

    def _opened(self, row: DecisionRow) -> Logged:
        return Logged(row.entry, decode_decision(self.case.payload(self._blobs[row.entry])))

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """The blobs of all current decisions by entry."""
        return dict(self.case.index().decisions())

    @cached_property
    def _since(self) -> list[Logged]:
        """Current decisions that were logged since the last build."""
        known = {one.entry for one in self.store.decisions()}
        found = []
        for entry in sorted(self._blobs.keys() - known):
            try:
                found.append(Logged(entry, decode_decision(self.case.payload(self._blobs[entry]))))
            except (FormatError, NotFound):
                continue  # one that is not understood here is never replaced from here
        return found

    def _reading(self, row: Row, last: Logged | None) -> AnyStatement:
        """What is read where the statement stands: today, or when it was last decided."""
        for one in self.store.decisions(shown_with=row.id):
            if one.reading is not None:
                return self.store.reading(one.reading)
        return row.statement if last is None else last.decision.was_read

    def _anchor(self, row: Row, last: Logged | None) -> Anchor:
        """Where the statement stands today; where its place is not in today's text, what it was named by before."""
        span, item = spot(row.statement), row.statement.item
        here = not isinstance(span, TextSpan) or self.store.text(item, span.part, span.start, span.end) == span.quote
        if last is not None and not here:
            return last.decision.target
        return make_anchor(row.statement, lambda part, start, end: self.store.text(item, part, start, end))

    def _seen_in(self, statement: AnyStatement) -> SeenIn | None:
        found = next(self.store.renditions(statement.item), None)
        return None if found is None else SeenIn(extractor=found.extractor, version=found.version)


def log(case: Case, prepared: Iterable[Prepared]) -> tuple[str, ...]:
    """Log decisions in one batch, those that are decided already left out; returns the ids of the entries.

    Raises:
        Busy, StorageError and what else `Case.writing` raises; then none of them is logged.
    """
    new = [(encode_decision(one.decision), one.replaces) for one in prepared if not one.already]
    if not new:
        return ()
    with case.writing() as batch:
        return tuple(batch.decide(payload, replaces=replaces) for payload, replaces in new)


def _check(wish: Wish, row: Row) -> None:
    if wish.verdict not in OF_STATEMENTS:
        raise UsageError(f"a statement cannot be decided so: {wish.verdict}", hint="accept, amend or reject")
    if not wish.reason.strip():
        raise UsageError("a decision needs a reason", hint="why it is right, or what is wrong with it")
    if wish.changes and wish.verdict is not Verdict.AMEND:
        raise UsageError("only an amendment changes fields", hint=f"amend, or {wish.verdict} without changes")
    if wish.verdict is Verdict.AMEND and not wish.changes:
        raise UsageError("an amendment changes at least one field", hint="such as measure=injured or low=12")
    if row.instead is not None:
        raise UsageError(
            "this reading gave way to a statement as decided", where=row.id[:12], hint=f"decide on {row.instead[:12]}"
        )


def _same(one: Decision, other: Decision) -> bool:
    return one.verdict is other.verdict and row_id(one.statement) == row_id(other.statement)
