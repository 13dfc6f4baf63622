"""Pairs of rows to decide on: as a list, as a review sheet, and what was decided of them.

The list names rows by their ids and by list and key; the sheet, which somebody asked for as a file, holds the rows
themselves. Proved by tests/cli/test_pairs.py and tests/scripts/pairs.txt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.cli.review_sheet import Answer, Form, Line, Trouble, verdict_of
from aigaq.errors import NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.cli.ids import Ids
    from aigaq.people.decide import PreparedOnRows, RowDecider
    from aigaq.statements import Store
    from aigaq.statements.pairing import OnRows
    from aigaq.statements.persons import PairRow, People, Record

SHOWN = 40
"""How many pairs the list names."""

VERDICTS = ("same", "different", "cannot_tell")
DONE = {
    "same": "same",
    "different": "different",
    "cannot_tell": "cannot tell",
    "accept": "accepted",
    "reject": "rejected",
}
WHY = {
    "doubt": "in doubt",
    "undecided": "one list says alive, the other dead",
    "decided": "decided in contradiction",
}

PAIRS = Form(
    columns={
        "id": 20,
        "decision": 12,
        "reason": 28,
        "asked because": 20,
        "probability": 11,
        "first row": 44,
        "second row": 44,
        "differs in": 24,
        "weights": 44,
        "first": 18,
        "second": 18,
    },
    hidden=("fingerprint", "entries"),
    verdicts=VERDICTS,
    how=(
        "One row is two rows of lists that may be one person. Those come first where a decision changes most.",
        "same: they are one person. different: they are two. cannot_tell: nobody could tell from what is here.",
        "A decision binds, whatever later editions or versions bring, until somebody decides otherwise or undoes it.",
        "Every decision needs a reason, in its row or with --reason. Rows without a decision are left as they are.",
        "This sheet holds names: keep it as you keep the lists. Then: aigaq decide CASE --from THIS-FILE --dry-run",
    ),
)
"""The sheet of pairs."""


def say_queue(store: Store, ids: Ids) -> int:
    """Print the pairs to decide on, first those where a decision changes most; returns how many there are."""
    from aigaq.statements.persons import People

    people, count = People(store), 0
    for count, pair in enumerate(people.queue(), 1):
        if count <= SHOWN:
            named = " ~ ".join(_called(people.record(one)) for one in (pair.one, pair.other))
            short = f"{ids.short(pair.one)} {ids.short(pair.other)}"
            manners.row("pair", short, f"{pair.probability:.3f}", named, WHY[pair.why])
    if count > SHOWN:
        manners.row("pair", f"and {count - SHOWN:,} more; -o FILE.xlsx writes all")
    return count


def pair_lines(case: Case, store: Store, ids: Ids) -> Iterator[Line]:
    """The pairs to decide on, as rows of a sheet."""
    from aigaq.people.decide import RowDecider
    from aigaq.statements.persons import People

    people, decider = People(store), RowDecider(case, store)
    for pair in people.queue():
        one, other = people.record(pair.one), people.record(pair.other)
        texts = {
            "id": f"{ids.short(pair.one)} {ids.short(pair.other)}",
            "asked because": WHY[pair.why],
            "probability": f"{pair.probability:.3f}",
            "first row": _row(one),
            "second row": _row(other),
            "differs in": ", ".join(_differs(one, other)),
            "weights": _weights(pair),
            "first": _called(one),
            "second": _called(other),
            "fingerprint": _fingerprint(people, pair.one, pair.other),
            "entries": " ".join(decider.current_on(pair.one, pair.other)),
        }
        yield Line(texts)


def _called(record: Record) -> str:
    return f"{record.list}:{record.key}"


def _row(record: Record) -> str:
    return "\n".join(f"{column}: {text}" for column, text in record.cells)


_COMPARED = ("name", "surname", "given", "patronymic", "sex", "birth", "age", "death", "place")


def _differs(one: Record, other: Record) -> Iterator[str]:
    for name in _COMPARED:
        values = getattr(one, name), getattr(other, name)
        if None not in values and values[0] != values[1]:
            yield name


def _weights(pair: PairRow) -> str:
    return "\n".join(f"{one.field or 'before'} {one.bits:+.1f}: {one.level}" for one in pair.weights)


def _fingerprint(people: People, one: str, other: str) -> str:
    """A hash of two rows as they stand, whatever their order."""
    from aigaq.people.deciding import content

    rows = sorted([record, *map(repr, sorted(content(people.record(record).cells).items()))] for record in (one, other))
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()


def is_pairs(answers: Sequence[Answer]) -> bool:
    """Whether a filled-in sheet is one of pairs."""
    return bool(answers) and all("second row" in answer.texts for answer in answers)


@dataclass(frozen=True, slots=True)
class TakenPairs:
    """What a sheet comes to: decisions ready to be logged, and rows that cannot be taken."""

    prepared: tuple[PreparedOnRows, ...]
    troubles: tuple[Trouble, ...]


def take_pairs(answers: Iterable[Answer], decider: RowDecider, *, reason: str | None) -> TakenPairs:
    """Prepare what was decided in a sheet of pairs; `reason` is that of rows that give none."""
    prepared: dict[tuple[str, ...], tuple[int, PreparedOnRows]] = {}
    troubles = list[Trouble]()
    for answer in answers:
        found = _prepared(answer, decider, reason)
        if isinstance(found, Trouble):
            troubles.append(found)
            continue
        named = tuple(_named(found.decision))
        if named in prepared:
            troubles.append(
                Trouble(answer.at("decision"), f"decided twice in this sheet, also in row {prepared[named][0]}")
            )
        else:
            prepared[named] = answer.row, found
    return TakenPairs(tuple(one for _, one in prepared.values()), tuple(troubles))


def _prepared(answer: Answer, decider: RowDecider, reason: str | None) -> PreparedOnRows | Trouble:
    from aigaq.statements import Verdict
    from aigaq.statements.persons import People

    verdict, why = verdict_of(answer, VERDICTS), answer.texts.get("reason") or reason
    if isinstance(verdict, Trouble):
        return verdict
    if not why:
        return Trouble(answer.at("reason"), "no reason given; write one, or give one for all with --reason")
    try:
        one, other = _records(decider.store, answer.texts.get("id", "").split())
        made = decider.pair(one, other, Verdict(verdict), why)
    except (UsageError, NotFound) as error:
        return Trouble(answer.at("id"), f"{error.what}; write the sheet again")
    seen = answer.texts.get("fingerprint")
    if seen and seen != _fingerprint(People(decider.store), one, other):
        return Trouble(answer.at("id"), "one of the rows reads otherwise now; write the sheet again")
    if not made.already and set(made.replaces) != set(answer.texts.get("entries", "").split()):
        return Trouble(answer.at("decision"), "decided otherwise since this sheet was written")
    return made


def _records(store: Store, words: Sequence[str]) -> tuple[str, str]:
    if len(words) != 2:
        raise UsageError("the ids of two rows are needed")
    one, other = (record_of(store, word) for word in words)
    return one, other


def record_of(store: Store, word: str) -> str:
    """The id of the record that a short id or `list:key` names. NotFound where it names none or several."""
    from aigaq.cli.ids import record_named, records_from

    named = record_named(store, word)
    found = [named] if named else [one for what, one in records_from(store, word) if what == "record"]
    if len(found) != 1:
        what = "more than one row of a list has an id that begins so" if found else "no row of a list has this id"
        raise NotFound(what, where=word, hint="`aigaq review CASE --pairs` lists ids; a row may be named list:key")
    return found[0]


def conclude(
    case: Case,
    prepared: Sequence[PreparedOnRows],
    *,
    dry_run: bool,
    ask: bool,
    confirmed: Callable[[int], bool],
) -> None:
    """Preview, or log and say what was logged; a question in between only where somebody sits at a terminal."""
    from aigaq.people.decide import log_on_rows

    new = sum(not one.already for one in prepared)
    known = f", {len(prepared) - new:,} decided already" if len(prepared) > new else ""
    if dry_run or ask:
        _say(prepared, would=True)
    if dry_run or (ask and new and not confirmed(new)):
        manners.say(f"{manners.count(new, 'decision')}{known}; nothing was decided")
        return
    log_on_rows(case, prepared)
    if not ask:
        _say(prepared, would=False)
    manners.say(f"{manners.count(new, 'decision')} logged{known}")
    manners.talk(f"next: aigaq build {manners.clean(case.path)}")


def _say(prepared: Iterable[PreparedOnRows], *, would: bool) -> None:
    from aigaq.statements.pairing import FateDecision

    for one in prepared:
        word = DONE[one.decision.verdict.value]
        word = f"{word} already" if one.already else f"would be {word}" if would else word
        status = one.decision.status.value if isinstance(one.decision, FateDecision) else ""
        manners.row(word, " ~ ".join(_named(one.decision)), status)


def _named(decision: OnRows) -> Iterator[str]:
    from aigaq.people.decide import rows_of

    return (f"{row.list}:{row.key}" for row in rows_of(decision))
