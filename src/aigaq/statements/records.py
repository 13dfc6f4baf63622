"""Statements: what a source says, tied to a span. Seven kinds, one frozen record each.

Normative text: docs/formats/statements.md. Stored without defaults and with sorted keys (`canonical`). Dates are
EDTF text (`values.dates`), places are gazetteer codes (`values.places`), measures and scopes are codes of the code
lists (`codes`). Nothing here computes: what became of a statement is `standing`, who it meets is `accounts`.
"""

from __future__ import annotations

import msgspec

from aigaq.statements.spans import Span
from aigaq.statements.vocabulary import (
    Answer,
    Change,
    Confidence,
    DateBasis,
    Layer,
    LegalStatus,
    NetworkState,
    Qualifier,
    Seen,
    Side,
    Stance,
    Standing,
    TimePrecision,
)

Number = int | float


class Dated(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An EDTF date and how it is known."""

    date: str
    basis: DateBasis = DateBasis.UNKNOWN


class Link(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One link of a speaker chain: who, for whom, and where the text names them (no span: from a description)."""

    name: str
    org: str | None = None
    side: Side = Side.UNKNOWN
    span: Span | None = None


class Hedge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Words by which a speaker or narrator holds back from a statement; `hedged` is the span they qualify.

    `type` is a code of the list `hedges`: attribution, doubt, unconfirmed, alleged, possibility, rumour, hypothetical.
    """

    type: str
    span: Span
    hedged: Span


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A description of another statement: by whom, of what, how many, where; or its span; or its row key."""

    speaker: str | None = None
    measure: str | None = None
    low: Number | None = None
    high: Number | None = None
    places: tuple[str, ...] = ()
    span: Span | None = None
    key: str | None = None


class Point(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A point on the ground in degrees (WGS 84), with the code of its precision."""

    lat: float
    lon: float
    precision: str = "unknown"


class Statement(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="kind"
):
    """What all kinds have in common.

    `span` is the whole supporting phrase. `speakers` runs from nearest the event outwards. `place` is what the text
    calls it, in its base form where that is known, `places` the sorted gazetteer codes by which statements are compared. `made_by` names what made the
    statement: `rule:<id>`, `mapping:<id>` or `person:<id>`; only rules make a machine reading.
    """

    item: str
    span: Span
    speakers: tuple[Link, ...] = ()
    cited: tuple[str, ...] = ()
    said: Dated | None = None
    about: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    made_by: tuple[str, ...] = ()
    language: str | None = None
    key: str | None = None
    medium: str | None = None
    side: Side | None = None
    confidence: Confidence = Confidence.UNKNOWN
    seen: Seen = Seen.NOT_STATED
    checked: bool = False
    note: str | None = None

    @property
    def said_by(self) -> Side:
        """The side that says it: stated for a row, else that of the first link."""
        if self.side is not None:
            return self.side
        return self.speakers[0].side if self.speakers else Side.UNKNOWN

    @property
    def by_machine(self) -> bool:
        """True where only rules have read it."""
        return bool(self.made_by) and all(maker.startswith("rule:") for maker in self.made_by)


class Figure(Statement, frozen=True, kw_only=True, tag="figure"):
    """A number of something: `low` and `high` as printed, the qualifier says whether they are reached."""

    num: Span
    measure: str
    scope: tuple[str, ...] = ()
    scope_text: str | None = None
    unit: str = "people"
    low: Number | None = None
    high: Number | None = None
    value_text: str | None = None
    qualifier: Qualifier = Qualifier.EXACT
    as_of: str | None = None
    period: str | None = None
    part_of: Target | None = None
    stance: Stance = Stance.ASSERTS


class Event(Statement, frozen=True, kw_only=True, tag="event"):
    """Something that happened: `time` is an EDTF interval, `time_words` the words it was read from."""

    type: str
    what: str
    time: str | None = None
    time_precision: TimePrecision = TimePrecision.UNKNOWN
    time_words: str | None = None
    offset: str | None = None
    point: Point | None = None
    seen_from: tuple[Side, ...] = ()


class Claim(Statement, frozen=True, kw_only=True, tag="claim"):
    """A statement without a number; `question` is the code of the question it answers, where one is known, `answer` the
    answer to a question that takes yes or no."""

    what: str
    question: str | None = None
    answer: Answer | None = None


class Designation(Statement, frozen=True, kw_only=True, tag="designation"):
    """What someone or something is called, in the speaker's words."""

    words: str
    who: str | None = None


class Position(Statement, frozen=True, kw_only=True, tag="position"):
    """A post gained or lost; its date is `about`."""

    person: str
    change: Change = Change.UNKNOWN
    relation: str | None = None
    post: str | None = None
    org: str | None = None
    how: str | None = None
    how_code: str | None = None
    legal_status: LegalStatus = LegalStatus.NONE


class Connectivity(Statement, frozen=True, kw_only=True, tag="connectivity"):
    """The state of a network over a time; `start` and `end` are each (earliest, latest), EDTF, `..` where open."""

    state: NetworkState = NetworkState.UNKNOWN
    layer: Layer = Layer.NOT_STATED
    networks: tuple[str, ...] = ()
    observer_kind: str | None = None
    what: str | None = None
    start: tuple[str, str] | None = None
    end: tuple[str, str] | None = None
    time_precision: TimePrecision = TimePrecision.UNKNOWN
    same_as: str | None = None


class Withdrawal(Statement, frozen=True, kw_only=True, tag="withdrawal"):
    """A speaker takes a statement back, corrects, replaces or denies it; `target` describes which."""

    becomes: Standing
    target: Target
    replaced_by: Target | None = None
    time: str | None = None
    why: str | None = None


AnyStatement = Figure | Event | Claim | Designation | Position | Connectivity | Withdrawal
