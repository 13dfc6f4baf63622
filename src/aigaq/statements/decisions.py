"""Decisions: what a person decided of a statement, whole, so that it stands whatever is read tomorrow.

Normative text: docs/formats/decisions.md. A decision is the payload of the salted blob that a `decide` entry names; the
entry says what it replaces. Who decided stands in that blob and nowhere else. Proved by
tests/statements/test_decision_page.py: the vectors of the normative text, and round trips over generated statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import msgspec

from aigaq.errors import FormatError
from aigaq.statements.anchors import Anchor
from aigaq.statements.canonical import settled
from aigaq.statements.records import AnyStatement

_ENCODER = msgspec.json.Encoder(order="sorted")


class Verdict(StrEnum):
    """What was decided. Only `accept`, `amend` and `reject` change how a statement is shown."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"
    DISMISS = "dismiss"


OF_STATEMENTS = (Verdict.ACCEPT, Verdict.AMEND, Verdict.REJECT)
"""The verdicts on one statement."""


class Outcome(StrEnum):
    """What the current decisions on a statement come to; several on one target are a dispute, and none is applied."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"
    DISPUTED = "disputed"


OUTCOMES = {Verdict.ACCEPT: Outcome.ACCEPTED, Verdict.AMEND: Outcome.AMENDED, Verdict.REJECT: Outcome.REJECTED}
"""What one decision alone comes to."""


class SeenIn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The rendition the person saw: which extractor, in which version."""

    extractor: str
    version: str


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One decision on one statement.

    `target`: where the statement lies. `statement`: all of it, as decided. `reading`: what was read there, where the
    decision amends it. `rendition`: the text the person saw; None for tables.
    """

    verdict: Verdict
    target: Anchor
    statement: AnyStatement
    reading: AnyStatement | None = None
    rendition: SeenIn | None = None
    reason: str = ""
    person: str | None = None

    @property
    def was_read(self) -> AnyStatement:
        """What had been read when the person decided."""
        return self.statement if self.reading is None else self.reading


@dataclass(frozen=True, slots=True)
class Logged:
    """A current decision and the id of the entry that logs it."""

    entry: str
    decision: Decision


@cache
def _decoder() -> msgspec.json.Decoder[Decision]:
    return msgspec.json.Decoder(Decision)


def encode_decision(decision: Decision) -> bytes:
    """The payload of a decision's blob; the salt is added where it is stored (`Batch.keep`).

    Raises:
        FormatError: a number that is not finite, or text that is not Unicode.
    """
    reading = None if decision.reading is None else settled(decision.reading)
    whole = msgspec.structs.replace(decision, statement=settled(decision.statement), reading=reading)
    try:
        return _ENCODER.encode(whole)
    except (UnicodeEncodeError, OverflowError) as error:
        raise FormatError(f"decision cannot be written: {error}", where=decision.target.item) from error


def decode_decision(payload: bytes) -> Decision:
    """The decision in a blob's payload.

    Raises:
        FormatError: no decision, or one with words or fields of a newer aigaq.
    """
    try:
        return _decoder().decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"no decision: {error}".rstrip("."), where="decision") from error
