"""One outage with all that is known around it, as plain values: what the features are judged on.

Whoever calls brings what no series holds: the country's zone, what happened near by, what officials and operators said.
Whatever is left out is unknown, not absent. `building.py` makes an episode from detected outages. Proved by
tests/blackout/character/test_episode.py.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from aigaq.blackout.character.told import Span, Told
from aigaq.blackout.series import NetworkKind
from aigaq.errors import FormatError

OPEN: Span = (None, None)


class Happening(StrEnum):
    """What happened near an outage, as whoever brings it knows it."""

    PROTEST = "protest"
    ELECTION = "election"
    EXAM = "exam"
    COUP = "coup"
    POWER_FAILURE = "power_failure"
    STORM = "storm"
    EARTHQUAKE = "earthquake"
    CABLE_CUT = "cable_cut"


class Says(StrEnum):
    """What somebody said of the cause."""

    ORDERED = "ordered"
    FAILURE = "failure"


class Speaker(StrEnum):
    """Who said it."""

    OFFICIAL = "official"
    OPERATOR = "operator"


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """A signal of the entity during the outage, and whether it fell with the others."""

    name: str
    fell: Told
    network: NetworkKind = NetworkKind.UNKNOWN


class Onset(msgspec.Struct, frozen=True, kw_only=True):
    """One network: whether it fell, and from when, as an interval."""

    network: str
    fell: Told
    kind: NetworkKind = NetworkKind.UNKNOWN
    start: Span = OPEN


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened: `when` spans it, in full days if only days are known; `what` is for reading."""

    kind: Happening
    when: Span
    what: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What an official or an operator said of the cause; `source` is for reading."""

    speaker: Speaker
    says: Says
    source: str = ""


class Ramp(msgspec.Struct, frozen=True, kw_only=True):
    """How long a fall or a rise took, in seconds, as an interval: samples cannot show less than their step."""

    shortest: float
    longest: float


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """An outage of one entity and what is known around it.

    `start`, `end`: [earliest, latest], seconds since 1970 in UTC, None where nothing bounds them; a start known to the day
    spans the day. `zone`: IANA name of the entity's clock, None where unknown. `others`: starts of its other outages;
    `watched`: since when and until when it was watched, so that "no other" can be told from "nobody looked". `fall`,
    `rise`: how long the edges took.

    Raises:
        FormatError: an interval that ends before it begins.
    """

    entity: str
    start: Span
    end: Span = OPEN
    zone: str | None = None
    signals: tuple[Signal, ...] = ()
    onsets: tuple[Onset, ...] = ()
    others: tuple[Span, ...] = ()
    watched: Span = OPEN
    fall: Ramp | None = None
    rise: Ramp | None = None
    context: tuple[Context, ...] = ()
    words: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        spans = (self.start, self.end, self.watched, *self.others)
        for first, last in (*spans, *(one.start for one in self.onsets), *(one.when for one in self.context)):
            if first is not None and last is not None and last < first:
                raise FormatError("an interval that ends before it begins", where=f"{self.entity}: {first}/{last}")
        first, last = self.start[0], self.end[1]
        if first is not None and last is not None and last < first:
            raise FormatError("an outage that ends before it begins", where=f"{self.entity}: {first}/{last}")
