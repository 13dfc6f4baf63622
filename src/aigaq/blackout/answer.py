"""The answer of `aigaq blackout` as JSON: its records, and the JSON Schema made from them (docs/formats/blackout.schema.json).

Times are instants in UTC, `2031-05-03T18:00:00Z`; an edge is [earliest, latest], null on a side that nothing bounds. The
records know every field, so that an answer with another one is none. JSON Schema, draft 2020-12. Proved by
tests/blackout/test_answer.py on real answers.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from aigaq.blackout.character import Accuracy, Told, Verdict, Why
from aigaq.blackout.detecting import Thresholds
from aigaq.blackout.disagreeing import Differs
from aigaq.blackout.outage import State
from aigaq.blackout.readers import Rejected
from aigaq.blackout.series import Kind, NetworkKind
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values.schemas import schema_of

TITLE = "The answer of aigaq blackout"
Instant = str
Edge = tuple[str | None, str | None]
"""[earliest, latest]."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all records of the answer are: fixed, and strict about their fields."""


class Whose(Record, frozen=True, kw_only=True):
    """The series that something is about: what `entity` lies in is its `parent`, empty where the file does not say."""

    entity: str
    signal: str
    network: NetworkKind
    parent: str


class Feature(Record, frozen=True, kw_only=True):
    """A feature that could be told. `ratio`: above 1 it speaks for an order; `measured`: on labelled outages, not by hand."""

    name: str
    holds: Told
    ratio: float
    group: str
    measured: bool


class Reason(Record, frozen=True, kw_only=True):
    """A feature that weighs, in words."""

    feature: str
    ratio: float
    measured: bool
    words: str


class Right(Record, frozen=True, kw_only=True):
    """How often this verdict was right on labelled outages: `right` of `called`, and without the two dominant countries.

    All four are null where nothing was called. `auc`: the chance that an order scores above a failure.
    """

    right: int | None
    called: int | None
    right_without_dominant: int | None
    called_without_dominant: int | None
    auc: float
    auc_without_dominant: float


class AssessmentTold(Record, frozen=True, kw_only=True):
    """What an outage fits, never a proof. `score`: probability of an order, from `prior`; `for`: what speaks for an order,
    `against`: for a failure, the strongest first; `why`: what kept a verdict from being given; `untold`: features that
    cannot be told."""

    verdict: Verdict
    score: float
    measured_score: float
    prior: float
    for_: tuple[Reason, ...] = msgspec.field(name="for")
    against: tuple[Reason, ...]
    independent_for: int
    independent_against: int
    why: tuple[Why, ...]
    untold: tuple[str, ...]
    accuracy: Right


class OutageTold(Whose, frozen=True, kw_only=True):
    """An interval without service, or with less, in the series of that number in `baselines`, from 0. `depth`: share of the expected that was missing at the median; `area`: per
    cent × minutes; `fall_seconds`, `rise_seconds`: from 10 to 90 % of the drop, null where not seen; `alarm`: when it could
    have been called, live."""

    series: int
    start: Edge
    end: Edge
    depth: float
    area: float
    state: State
    fall_seconds: int | None
    rise_seconds: int | None
    alarm: Instant
    features: tuple[Feature, ...]
    assessment: AssessmentTold


class GapTold(Whose, frozen=True, kw_only=True):
    """Nothing was measured, in the series of that number: no outage, and no service either."""

    series: int
    start: Instant
    end: Instant


class SideTold(Record, frozen=True, kw_only=True):
    """One observer: a signal, or a source that states intervals. `says`: begins, ends, gone, stands; `when`: the edge, or from
    when to when."""

    says: str
    observer: str
    network: NetworkKind
    when: Edge


class ConflictTold(Record, frozen=True, kw_only=True):
    """Observers of one entity that differ; `apart`: by so many seconds at least, where edges do not meet."""

    kind: Differs
    entity: str
    parent: str
    words: str
    sides: tuple[SideTold, ...]
    apart: int | None


class StatedTold(Record, frozen=True, kw_only=True):
    """An interval that a file states: a row of a tracker, an alert, an annotation. A day is a day, never its midnight."""

    source: str
    file: str
    row: int
    entity: str
    parent: str
    places: tuple[str, ...]
    networks: tuple[str, ...]
    kinds: tuple[NetworkKind, ...]
    state: State | None
    start: Edge | None
    end: Edge | None
    precision: TimePrecision
    scope: str
    cause: str
    ordered_by: str
    words: str


class BaselineTold(Whose, frozen=True, kw_only=True):
    """Which baseline a series was held against, and with which thresholds.

    `how`: reference, itself, seasonal, none; `period`: week, day, none; `days`: of measured samples it rests on; `model`:
    poisson, negative binomial, scale, none; `noise`: the usual relative noise of a long window; `drop`: the least share
    missing; `samples`, `missing`: of the series, `step` seconds apart; `source`: reader and file.
    """

    how: str
    period: str
    days: float
    kind: Kind
    guessed: bool
    model: str
    drop: float
    noise: float
    passes: int
    reference: tuple[Instant, Instant] | None
    time_zone: str
    notes: tuple[str, ...]
    thresholds: Thresholds
    source: str
    since: Instant | None
    until: Instant | None
    step: int
    samples: int
    missing: int


class NotJudged(Whose, frozen=True, kw_only=True):
    """A series in which nothing could be looked for, and why."""

    why: str


class Asked(Record, frozen=True, kw_only=True):
    """What was asked: the files, the days declared good, whose clock, and the options."""

    files: tuple[str, ...]
    reference: tuple[str, str] | None
    time_zone: str | None
    seasonal: bool
    kind: Kind | None
    context: str | None


class Answer(Record, frozen=True, kw_only=True):
    """The whole answer. `accuracy`: how assessments did on labelled outages, with and without the two dominant countries."""

    asked: Asked
    outages: tuple[OutageTold, ...]
    no_data: tuple[GapTold, ...]
    conflicts: tuple[ConflictTold, ...]
    stated: tuple[StatedTold, ...]
    rejected: tuple[Rejected, ...]
    noticed: tuple[str, ...]
    not_judged: tuple[NotJudged, ...]
    baselines: tuple[BaselineTold, ...]
    accuracy: Accuracy


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of an answer."""
    return schema_of(Answer, title=TITLE)
