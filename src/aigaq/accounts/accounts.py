"""Puts the figures of a case together by what they count, as known on a day. The verb of this room.

Rules: docs/methods/accounts.md. Everything is derived from rows of the store; order plays no part, and no clock is
read. Proved by tests/accounts/test_accounts.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aigaq.accounts.knowing import Reading, reading_of
from aigaq.accounts.ledger import Ledger, Seen
from aigaq.accounts.reach import UNTOUCHED, Fate
from aigaq.accounts.relations import Relation
from aigaq.accounts.subjects import Subject
from aigaq.accounts.told import Point, SubjectAccount, SubjectLine, Tally, Told
from aigaq.case.disk.bulk import all_stay
from aigaq.errors import NotFound
from aigaq.statements import Figure, Row, Store
from aigaq.values.dates import When


@dataclass(frozen=True, slots=True)
class Listing:
    """The known subjects, how sure their days are, and the days on which the account changed."""

    as_known_on: str | None
    reading: Reading
    lines: tuple[SubjectLine, ...]
    tally: Tally
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The account of a case: its subjects with all their points. `days` and `tally` are of the whole case."""

    as_known_on: str | None
    reading: Reading
    subjects: tuple[SubjectAccount, ...]
    tally: Tally
    days: tuple[str, ...]

    def of(self, subject: Subject) -> SubjectAccount | None:
        """The account of one subject; None where nothing was known of it."""
        return next((one for one in self.subjects if one.subject == subject), None)


def accounts(
    store: Store, *, as_known_on: When | None = None, reading: str = Reading.SAID, subject: Subject | None = None
) -> Accounts:
    """What was said of each subject, or of one.

    Args:
        as_known_on: only what was certainly known by its last day counts; None, or an open end: all there is.
        reading: `said` (said to be published by) or `held` (held by us by).

    Raises:
        UsageError: there is no such reading, or it cannot be given yet.
        NotFound: nothing was known of the subject by then.
    """
    ledger = Ledger(store, as_known_on=as_known_on, reading=reading_of(reading))
    with all_stay():
        made = _all(ledger) if subject is None else (_one(ledger, subject),)
    return Accounts(_text(as_known_on), ledger.reading, made, ledger.tally(), ledger.days())


def listing(store: Store, *, as_known_on: When | None = None, reading: str = Reading.SAID) -> Listing:
    """The known subjects without their points: for a list of pages. Arguments and errors as of `accounts`."""
    ledger = Ledger(store, as_known_on=as_known_on, reading=reading_of(reading))
    return Listing(_text(as_known_on), ledger.reading, ledger.lines, ledger.tally(), ledger.days())


def all_told(store: Store, *, as_known_on: When | None = None, reading: str = Reading.SAID) -> dict[str, Told]:
    """Every statement by row id, of whatever kind: when it was known, what became of it, its sources.

    Arguments and errors as of `accounts`.
    """
    ledger = Ledger(store, as_known_on=as_known_on, reading=reading_of(reading))
    kinds = [kind for (kind,) in store.rows("SELECT DISTINCT kind FROM known ORDER BY kind")]
    with all_stay():
        return {
            row.id: Told(**ledger.told(row, seen[row.id], ledger.fates.get(row.id, UNTOUCHED)))
            for kind in kinds
            for seen in (ledger.seen(kind),)
            for row in ledger.statements(seen)
        }


def relations_of(store: Store) -> tuple[Relation, ...]:
    """Parts and wholes among all subjects of a store."""
    return Ledger(store, as_known_on=None, reading=Reading.SAID).relations()


def _text(when: When | None) -> str | None:
    return None if when is None else str(when)


def _all(ledger: Ledger) -> tuple[SubjectAccount, ...]:
    seen = ledger.seen("figure")
    subjects = dict(ledger.store.rows("SELECT id, subject FROM known WHERE kind = 'figure'"))
    found: dict[str, list[Point]] = defaultdict(list)
    for row in ledger.statements(seen):
        found[subjects[row.id]].append(_point(ledger, row, seen[row.id], ledger.fates))
    possible = ledger.possible()
    wholes, parts = _related(ledger.relations())
    return tuple(
        SubjectAccount(
            line.subject,
            _in_order(found[key]),
            possible.get(key, ()),
            tuple(parts.get(key, ())),
            tuple(wholes.get(key, ())),
        )
        for line in ledger.lines
        for key in (line.subject.key,)
    )


def _one(ledger: Ledger, subject: Subject) -> SubjectAccount:
    key = subject.key
    seen = ledger.seen("figure", key)
    if not seen:
        raise NotFound("nothing was known of this subject", where=key, hint="`aigaq accounts CASE` lists the subjects")
    fates = ledger.fates_of(seen)
    points = [_point(ledger, row, seen[row.id], fates) for row in ledger.statements(seen)]
    wholes, parts = _related(ledger.relations(subject))
    return SubjectAccount(
        subject,
        _in_order(points),
        ledger.possible().get(key, ()),
        tuple(parts.get(key, ())),
        tuple(wholes.get(key, ())),
    )


def _point(ledger: Ledger, row: Row, seen: Seen, fates: Mapping[str, Fate]) -> Point:
    assert isinstance(row.statement, Figure)
    told = ledger.told(row, seen, fates.get(row.id, UNTOUCHED))
    return Point(statement=row.statement, part_of=seen.part_of, **told)


def _in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """By the day they became known, then by the day they may first have been said, then by row id."""
    return tuple(sorted(points, key=lambda point: (point.known, point.first or "", point.row)))


Related = Mapping[str, list[Relation]]


def _related(found: Iterable[Relation]) -> tuple[Related, Related]:
    """Relations by their part (its wholes) and by their whole (its parts)."""
    wholes: dict[str, list[Relation]] = defaultdict(list)
    parts: dict[str, list[Relation]] = defaultdict(list)
    for one in found:
        wholes[one.part].append(one)
        parts[one.whole].append(one)
    return wholes, parts
