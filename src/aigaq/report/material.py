"""What a report is made of: plain values, read once from a case and its derived store, in one fixed order.

`Material` depends on no clock and no order of files: items are sorted by date of publication, title and hash,
statements by item, place in it, kind and id. Proved by tests/report/test_material.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aigaq.accounts import Relation, Told
from aigaq.accounts.explanations import Explanations
from aigaq.accounts.presence import Presence
from aigaq.report.blackout_facts import BlackoutFacts
from aigaq.report.toll_facts import TollFacts
from aigaq.statements import AnyStatement, CellSpan, DateBasis, Dated, Outcome, Source, Standing, TextSpan

KINDS = ("figure", "event", "connectivity", "designation", "position", "claim", "withdrawal")


@dataclass(frozen=True, slots=True)
class Reason:
    """A current decision in a word, and why it was made."""

    decision: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its id, what became of it, and what was decided of it.

    `target_ids`: the statements a withdrawal reaches; `by_ids`: the withdrawals that reach this one. `read_as`: what is
    read in its place today. `unbound`: nothing read today fits the decision.
    """

    id: str
    statement: AnyStatement
    standing: Standing = Standing.STANDING
    target_ids: tuple[str, ...] = ()
    by_ids: tuple[str, ...] = ()
    decision: Outcome | None = None
    reasons: tuple[Reason, ...] = ()
    read_as: tuple[AnyStatement, ...] = ()
    unbound: bool = False

    @property
    def kind(self) -> str:
        """The tag of the statement's kind."""
        return str(self.statement.__struct_config__.tag)

    @property
    def decided(self) -> bool:
        """True where a person has accepted, amended or made it."""
        if self.decision is not None:
            return self.decision in (Outcome.ACCEPTED, Outcome.AMENDED)
        return any(maker.startswith("person:") for maker in self.statement.made_by)

    @property
    def reading(self) -> str:
        """Who has read it: person, mapping or machine. What names no maker counts as read by a machine."""
        if self.decided:
            return "person"
        return "mapping" if any(maker.startswith("mapping:") for maker in self.statement.made_by) else "machine"


@dataclass(frozen=True, slots=True)
class Held:
    """An item and what its current descriptions say. Names of files and folders are left out on purpose.

    A field on which current descriptions differ is open, and stands in `disputed` with all its values. `own` names the
    fields that no description fills and the item says itself, as it does its site and its address on the web.
    """

    sha256: str
    media: str = ""
    size: int | None = None
    role: str = "document"
    handling: str = "internal"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Dated | None = None
    language: str | None = None
    kind: str | None = None
    relation: str | None = None
    origin: str | None = None
    locator: str | None = None
    obtained: str | None = None
    seen: str | None = None
    notes: str | None = None
    taken_in: tuple[str, ...] = ()
    disputed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    set_aside: bool = False
    shredded: bool = False
    extractor: str | None = None
    encoding: str | None = None
    assumed: str | None = None
    parts: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    own_site: str | None = None
    own_address: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not read: an item, a reason, and the stretch of its text (code points) where only a part is meant."""

    item: str
    reason: str
    detail: str = ""
    start: int | None = None
    end: int | None = None


Reader = Callable[[str, str, int, int], str]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the pages need. `text` gives the code points start..end of a part of an item's rendition.

    `rejected` statements are not among those `said`: they count nowhere. `told`: when each statement was known and the
    sources it rests on, by id; one that is not in it is known on any day. `relations`: parts and wholes among subjects.
    `sources`: those that tables define. `explanations`: the file that is set, where one is. `presences`: what became of
    each locator that was observed, by its address. `toll`: what is documented and estimated of the dead. `blackout`: what is
    told of the network, place by place, and marks on what was made while it was down.
    """

    case_id: str
    title: str
    digest: str
    held: tuple[Held, ...]
    said: tuple[Said, ...]
    text: Reader
    unread: tuple[Unread, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    read_languages: tuple[str, ...] = ()
    entries: int | None = None
    rejected: tuple[Said, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    explanations: Explanations | None = None
    presences: Mapping[str, Presence] = field(default_factory=dict)
    toll: TollFacts | None = None
    blackout: BlackoutFacts | None = None

    def by_kind(self, kind: str) -> tuple[Said, ...]:
        """The statements of one kind, in order."""
        return tuple(said for said in self.said if said.kind == kind)

    def item(self, sha256: str) -> Held:
        """The item of this hash; an item that is not among those held is only its hash."""
        return next((held for held in self.held if held.sha256 == sha256), Held(sha256))


def in_order(held: Sequence[Held]) -> tuple[Held, ...]:
    """Items by date of publication (undated last), title, hash."""
    return tuple(sorted(held, key=lambda item: (_day(item.published), item.title or "", item.sha256)))


def said_in_order(said: Sequence[Said], held: Sequence[Held]) -> tuple[Said, ...]:
    """Statements by item in the order of the items, place in the item, kind, id."""
    rank = {item.sha256: index for index, item in enumerate(held)}

    def key(one: Said) -> tuple[Any, ...]:
        item = one.statement.item
        return (rank.get(item, len(rank)), item, _place(one), KINDS.index(one.kind), one.id)

    return tuple(sorted(said, key=key))


def dated(date: str | None, basis: str | None = None) -> Dated | None:
    """A date with its basis from the words of a description; an unknown basis is said to be unknown."""
    if not date:
        return None
    known = {member.value for member in DateBasis}
    return Dated(date, DateBasis(basis) if basis in known else DateBasis.UNKNOWN)


def _day(published: Dated | None) -> str:
    return published.date if published else "~"


def _place(one: Said) -> tuple[str, int, int, str]:
    span = one.statement.span
    if isinstance(span, TextSpan):
        return (span.part, span.start, span.end, "")
    if isinstance(span, CellSpan):
        return (span.sheet, span.row, 0, span.column)
    return (type(span).__name__, 0, 0, repr(span))
