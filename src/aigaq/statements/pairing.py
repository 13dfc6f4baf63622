"""Decisions on rows of lists: two rows are one person or not; what a row says became of a person is right or wrong.

Normative text: docs/formats/lists.md, "Decisions on rows". As every decision they are payloads of salted blobs that
`decide` entries name. A row is named by its list and its key, never by an item or a place in it, and is kept as it was
when it was decided. The item it stood in is named too, so that destroying the item reaches the decision. Proved by
tests/statements/test_pairing.py.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from aigaq.errors import FormatError
from aigaq.statements.decisions import Verdict
from aigaq.statements.persons import Fate, Record

OF_PAIRS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL)
"""The verdicts on two rows."""
OF_FATES = (Verdict.ACCEPT, Verdict.REJECT)
"""The verdicts on what one row says became of a person."""


class RowSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A row as it was when it was decided: the names of its list and its key, the item it stood in, its cells."""

    list: str
    key: str
    item: str
    cells: tuple[tuple[str, str], ...] = ()


class PairDecision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="on",
    tag="pair",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A decision on two rows; `one` is the row whose list and key come first."""

    verdict: Verdict
    one: RowSeen
    other: RowSeen
    reason: str = ""
    person: str | None = None


class FateDecision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="on",
    tag="fate",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A decision on what a row says became of its person: `status` is what it said."""

    verdict: Verdict
    row: RowSeen
    status: Fate
    reason: str = ""
    person: str | None = None


OnRows = PairDecision | FateDecision


class BondState(StrEnum):
    """What became of a current decision on rows: it holds, stands against another, closes a contradiction, or its row is
    in no list that is here."""

    APPLIED = "applied"
    DISPUTED = "disputed"
    CROSSED = "crossed"
    UNBOUND = "unbound"


def seen(record: Record, name: str | None = None) -> RowSeen:
    """A record as a decision keeps it; `name` of its list where it goes by another there."""
    return RowSeen(list=name or record.list, key=record.key, item=record.item, cells=record.cells)


def pair_of(one: RowSeen, other: RowSeen) -> tuple[RowSeen, RowSeen]:
    """Two rows in the order in which a decision names them."""
    return (one, other) if (one.list, one.key) <= (other.list, other.key) else (other, one)


_ENCODER = msgspec.json.Encoder(order="sorted")


@cache
def _decoder() -> msgspec.json.Decoder[OnRows]:
    return msgspec.json.Decoder(OnRows)


def encode_on_rows(decision: OnRows) -> bytes:
    """The payload of a decision's blob.

    Raises:
        FormatError: text that is not Unicode.
    """
    try:
        return _ENCODER.encode(decision)
    except UnicodeEncodeError as error:
        raise FormatError(f"decision cannot be written: {error}", where="decision") from error


def decode_on_rows(payload: bytes) -> OnRows:
    """The decision on rows in a blob's payload.

    Raises:
        FormatError: another decision, or none, or a verdict that rows cannot have.
    """
    try:
        found = _decoder().decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"no decision on rows: {error}".rstrip("."), where="decision") from error
    if found.verdict not in (OF_PAIRS if isinstance(found, PairDecision) else OF_FATES):
        raise FormatError(f"rows cannot be decided so: {found.verdict}", where="decision")
    return found
