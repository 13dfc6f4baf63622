"""What is told: a statement with when it was known, what became of it, and the sources it rests on. Plain values.

Proved by tests/accounts/test_accounts.py and tests/accounts/test_timeline.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.accounts.knowing import DatedBy
from aigaq.accounts.reach import UNTOUCHED, Fate, Turn
from aigaq.accounts.relations import Relation
from aigaq.accounts.subjects import Subject
from aigaq.statements import Connectivity, DateBasis, Event, Figure, Outcome, Source, Stance, Standing

OWN = (Stance.ASSERTS, Stance.UNKNOWN)
"""The stances of a speaker's own count."""
NO_SOURCE = (Stance.DENIES, Stance.SUMS, Stance.REPEATS)
"""The stances that never make a statement a source of its number."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source a statement cites. `source` is None where no table defines its key; `held_by` are the items that hold it."""

    key: str
    source: Source | None = None
    held_by: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether an item of the case is described by its locator; else it is cited, not held."""
        return bool(self.held_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement as known.

    `known`: the day from which it counts in this reading, `first`: the first day on which it may have been said, both
    YYYY-MM-DD. `dated`: what that rests on. `basis`: how that date is known; None where nothing dates it.
    """

    row: str
    known: str
    dated: DatedBy
    basis: DateBasis | None = None
    first: str | None = None
    fate: Fate = UNTOUCHED
    sources: tuple[Citation, ...] = ()
    decision: Outcome | None = None

    @property
    def standing(self) -> Standing:
        """What became of it as of the day that was asked for."""
        return self.fate.became.standing

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn of its standing, whatever day was asked for."""
        return self.fate.turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Told):
    """A figure in the account of its subject. `part_of`: the statements of its item it calls the whole."""

    statement: Figure
    part_of: tuple[str, ...] = ()

    @property
    def date(self) -> str | None:
        """When it was said (EDTF); None where it is undated."""
        return None if self.statement.said is None else self.statement.said.date

    @property
    def speaker(self) -> str | None:
        """The first link of its chain: who is nearest the event."""
        return self.statement.speakers[0].name if self.statement.speakers else None

    @property
    def own(self) -> bool:
        """Whether it is its speaker's own count: not one denied, repeated, recalled, attributed or summed."""
        return self.statement.stance in OWN

    @property
    def is_source(self) -> bool:
        """Whether it can be a source of its number: a sum, a repeat or a denial never is."""
        return self.statement.stance not in NO_SOURCE


@dataclass(frozen=True, slots=True)
class SubjectAccount:
    """What was said of one subject. `points` by day and row id; `possible`: rows that may have been said by the day
    asked for and are not counted, because it is not certain. `parts`, `wholes`: its nearest among the known subjects."""

    subject: Subject
    points: tuple[Point, ...]
    possible: tuple[str, ...] = ()
    parts: tuple[Relation, ...] = ()
    wholes: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject in a list: how many figures, and the first and last day on which one of them became known."""

    subject: Subject
    figures: int
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How sure the days are: statements counted, how many rest on inferred dates, on dates of their sources, or on none.

    `undated` ones count from the day they were taken in. `possible` may have been said by then, `later` were not.
    """

    known: int = 0
    inferred: int = 0
    cited: int = 0
    undated: int = 0
    possible: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Told):
    """An event of the timeline."""

    statement: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell(Told):
    """One cut or window of a network. `details`: rows that say they tell of the same; they are no spells of their own."""

    statement: Connectivity
    details: tuple[Spell, ...] = ()
