"""From statements to the rows of a review sheet, and from its answers back to statements.

An answer is taken only where its statement is still there, reads as it did, and was not decided since; otherwise it is
named with the address of its cell. Proved by tests/cli/test_reviewing.py and tests/scripts/review.txt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from aigaq.cli.phrases import gist, who
from aigaq.cli.review_sheet import Answer, Line, Trouble, changes_of, verdict_of
from aigaq.errors import NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.statements import AnyStatement, Row, Span, Store
    from aigaq.statements.decide import Decider, Prepared, Wish

AROUND = 160
"""Characters of context on either side of a quote."""


def lines(store: Store, *, short: Callable[[str], str], name: Callable[[str], str], kind: str | None) -> Iterator[Line]:
    """The statements nobody has decided on, and those in dispute, in their order.

    Args:
        short: gives the short id of a row id.
        name: gives what people call an item.
    """
    for row in store.statements(kind=kind):
        if row.decision is None or row.decision == "disputed":
            yield _line(store, row, short(row.id), name(row.statement.item))


def _line(store: Store, row: Row, short: str, document: str) -> Line:
    statement = row.statement
    before, quote, after = _context(store, statement)
    texts = {
        "id": short,
        "says": gist(statement),
        "said by": who(statement),
        "quote": quote,
        "before": before,
        "after": after,
        "kind": kind_of(statement),
        "standing": row.standing.value,
        "decided so far": "" if row.decision is None else row.decision.value,
        "document": document,
        "fingerprint": fingerprint(statement),
        "item": statement.item,
        "place": place_of(statement),
    }
    return Line(texts)


def kind_of(statement: AnyStatement) -> str:
    """The word for the kind of a statement."""
    return str(statement.__struct_config__.tag)


def _context(store: Store, statement: AnyStatement) -> tuple[str, str, str]:
    from aigaq.statements import CellSpan, TextSpan

    span = statement.span
    if isinstance(span, TextSpan):
        seen = store.context(statement.item, span, AROUND, AROUND)
        return (seen.before, span.quote, seen.after) if seen.quote == span.quote else ("", span.quote, "")
    if isinstance(span, CellSpan):
        return f"{span.sheet}, row {span.row}, {span.column}", span.quote, ""
    return "", place_of(statement), ""


def fingerprint(statement: AnyStatement) -> str:
    """A hash of what a statement says and where, whatever rules have read it."""
    from aigaq.statements import row_id

    return row_id(msgspec.structs.replace(statement, made_by=()))


def place_of(statement: AnyStatement) -> str:
    """Where a statement lies in its item, in one line for programs."""
    from aigaq.statements.anchors import spot

    span: Span = spot(statement)
    return msgspec.json.encode(msgspec.structs.replace(span, quote="") if hasattr(span, "quote") else span).decode()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sheet comes to: decisions ready to be logged, and rows that cannot be taken."""

    prepared: tuple[Prepared, ...]
    troubles: tuple[Trouble, ...]


def take(answers: Iterable[Answer], decider: Decider, *, reason: str | None) -> Taken:
    """Prepare what was decided in a sheet; `reason` is that of rows that give none."""
    finder = _Finder(decider.store)
    prepared: dict[str, tuple[int, Prepared]] = {}
    troubles = []
    for answer in answers:
        found = _prepared(answer, decider, finder, reason)
        if isinstance(found, Trouble):
            troubles.append(found)
        elif found.row.id in prepared:
            earlier = prepared[found.row.id][0]
            troubles.append(Trouble(answer.at("decision"), f"decided twice in this sheet, also in row {earlier}"))
        else:
            prepared[found.row.id] = answer.row, found
    return Taken(tuple(one for _, one in prepared.values()), tuple(troubles))


def _prepared(answer: Answer, decider: Decider, finder: _Finder, reason: str | None) -> Prepared | Trouble:
    wish = _wish(answer, finder, reason)
    if isinstance(wish, Trouble):
        return wish
    try:
        made = decider.prepare(wish)
    except (UsageError, NotFound) as error:
        hint = f"; {error.hint}" if error.hint else ""
        return Trouble(answer.at("changes" if wish.changes else "decision"), f"{error}{hint}")
    if made.replaces and not made.already and made.row.decision != "disputed":
        return Trouble(answer.at("decision"), "decided otherwise since this sheet was written")
    return made


def _wish(answer: Answer, finder: _Finder, reason: str | None) -> Wish | Trouble:
    from aigaq.statements import Verdict
    from aigaq.statements.decide import Wish

    verdict, changes, row = verdict_of(answer), changes_of(answer), finder.find(answer)
    why = answer.texts.get("reason") or reason
    for one in (verdict, changes, row):
        if isinstance(one, Trouble):
            return one
    if not why:
        return Trouble(answer.at("reason"), "no reason given; write one, or give one for all with --reason")
    assert isinstance(verdict, str) and isinstance(changes, dict) and isinstance(row, str)
    return Wish(row, Verdict(verdict), why, changes)


class _Finder:
    """Finds the statements of a sheet in the store, one item at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, dict[str, Row]] = {}

    def find(self, answer: Answer) -> str | Trouble:
        """The row id of an answer's statement."""
        item, wanted = answer.texts.get("item", ""), answer.texts.get("fingerprint", "")
        if not item or not wanted:
            return self._by_id(answer)
        row = self._rows(item).get(wanted)
        return row.id if row is not None else self._stale(answer, item)

    def _rows(self, item: str) -> dict[str, Row]:
        if item not in self._known:
            rows = self._store.statements(item=item, rejected=True)
            self._known[item] = {fingerprint(row.statement): row for row in rows}
        return self._known[item]

    def _by_id(self, answer: Answer) -> str | Trouble:
        """By the short id: somebody has deleted the hidden columns."""
        from aigaq.cli.ids import statements_from

        short = answer.texts.get("id", "")
        found = statements_from(self._store, short)
        if len(found) == 1:
            return found[0]
        what = "more than one statement has an id that begins so" if found else "no statement has this id"
        return Trouble(answer.at("id"), f"{what}: {short}; write the sheet again")

    def _stale(self, answer: Answer, item: str) -> Trouble:
        here = (row for row in self._rows(item).values() if place_of(row.statement) == answer.texts.get("place"))
        now = next((row for row in here if kind_of(row.statement) == answer.texts.get("kind")), None)
        if now is None:
            return Trouble(answer.at("id"), "the statement is no longer there; write the sheet again")
        return Trouble(
            answer.at("id"), f"the statement reads otherwise now: {gist(now.statement)}; write the sheet again"
        )
