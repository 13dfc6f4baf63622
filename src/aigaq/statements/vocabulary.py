"""The closed vocabularies of statements, as enums with an explicit `unknown`.

Open code lists (measures, scopes, units, event types) are data: see `codes`. Design §2 and §5; the codes are those
of the facts' VOCABULARIES.md. Proved by tests/statements/test_vocabulary.py.
"""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Who a speaker speaks for. A statement's side is that of the first link of its chain."""

    OFFICIAL = "official"
    MEDIA = "media"
    NGO = "ngo"
    WITNESS = "witness"
    INTERGOVERNMENTAL = "intergovernmental"
    ARMED_GROUP = "armed_group"
    MEASUREMENT = "measurement"
    OTHER = "other"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How exact a number is, by the words around it."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    RANGE = "range"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What the speaker does with a number."""

    ASSERTS = "asserts"
    REPEATS = "repeats"
    RECALLS = "recalls"
    ATTRIBUTES = "attributes"
    DENIES = "denies"
    SUMS = "sums"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """What a claim answers to a question that can be answered so."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """What became of a statement by its speaker. Derived, as of a date."""

    STANDING = "standing"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DISOWNED = "disowned"
    DENIED = "denied"


class DateBasis(StrEnum):
    """How a date is known."""

    SHOWN = "shown"
    ADDRESS = "address"
    STATED = "stated"
    INFERRED = "inferred"
    NONE = "none"
    UNKNOWN = "unknown"


class TimePrecision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    FIVE_MINUTES = "5min"
    TEN_MINUTES = "10min"
    QUARTER = "15min"
    HALF_HOUR = "30min"
    HOUR = "1h"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    BOUND = "bound"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """A: text read, issuer or wire. B: secondary or partly inferred. C: headline only or one weak page."""

    A = "A"
    B = "B"
    C = "C"
    UNKNOWN = "unknown"


class Seen(StrEnum):
    """How much of a source was seen by whoever made the row."""

    EXCERPT = "excerpt"
    HEADLINE = "headline"
    FULL = "full"
    NOT_STATED = "not_stated"


class NetworkState(StrEnum):
    """The state of a network."""

    DOWN = "down"
    DEGRADED = "degraded"
    UP = "up"
    BLOCKED = "blocked"
    INDICATOR = "indicator"
    STATEMENT = "statement"
    UNKNOWN = "unknown"


class Layer(StrEnum):
    """Which part of the network is meant."""

    ALL = "all"
    MOBILE = "mobile"
    FIXED = "fixed"
    MOBILE_FIXED = "mobile+fixed"
    APPS = "apps"
    APPS_MOBILE = "apps+mobile"
    ROUTING = "routing"
    PROBES_ALL = "probes_all"
    PROBES_INFRASTRUCTURE = "probes_infrastructure"
    NOT_STATED = "not_stated"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """What happened to a holder of a post."""

    GAINED = "gained"
    LOST = "lost"
    STATUS_ENDED = "status_ended"
    DETAINED = "detained"
    CONVICTED = "convicted"
    UNKNOWN = "unknown"


class LegalStatus(StrEnum):
    """How far the law has gone with a person. Empty in tables is `none`."""

    NONE = "none"
    SUSPECT = "suspect"
    CONVICTED = "convicted"
    CONVICTED_CLOSED_TRIAL = "convicted_closed_trial"
    UNKNOWN = "unknown"
