"""Observations: one look at a locator, facts only. What they come to is derived (`accounts.presence`), never logged.

The entry holds codes; locator, observer and time are in its salted blob `seen`. Normative text: docs/formats/entries.md.
Proved by tests/case/test_observations.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from aigaq.case.log.descriptions import new_salt
from aigaq.case.log.kinds import VERSION, Observe
from aigaq.case.log.vocabulary import Notice, Outcome, notice_of, outcome_of
from aigaq.errors import FormatError, NotFound, UsageError
from aigaq.values import format_when, parse_when

if TYPE_CHECKING:
    from aigaq.case.adding.batch import Batch
    from aigaq.case.case import Case

TOLD = "told"
"""The method of what a person reports. A capture by program will have a code of its own."""

_PAGE = (Outcome.ANSWERED, Outcome.REFUSED, Outcome.CHALLENGED)
"""The outcomes in which a server gave an answer, so that there is a code, and a page that can say something."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the blob `seen` holds.

    `interval`: when, an EDTF date, time or interval; an archive's capture keeps the archive's own time. `notice`: what the
    page itself said of being gone, None where it said nothing. `observer`: who looked.
    """

    locator: str
    interval: str
    observer: str
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """An `observe` entry in effect with its blob read. `at`: when it was logged, a claim of the device."""

    entry: str
    locator: str
    interval: str
    observer: str
    outcome: Outcome
    notice: Notice | None = None
    code: int | None = None
    method: str = TOLD
    evidence: str | None = None


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Seen)


def encode_seen(seen: Seen, salt: str) -> bytes:
    """The blob of an observation; FormatError where its time is none, or locator or observer is empty."""
    if not seen.locator.strip() or not seen.observer.strip():
        raise FormatError("an observation names a locator and who looked at it")
    values = msgspec.to_builtins(seen)
    values["interval"] = format_when(parse_when(seen.interval))
    values["salt"] = salt
    try:
        return _encoder.encode(values)
    except UnicodeEncodeError:
        raise FormatError("an observation that is not Unicode text") from None


def decode_seen(blob: bytes) -> Seen:
    """Read the blob of an observation; fields of a newer aigaq are skipped. FormatError where it is none."""
    try:
        seen = _decoder.decode(blob)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"not an observation: {error}".rstrip(".")) from None
    parse_when(seen.interval)
    return seen


def observe(
    batch: Batch,
    seen: Seen,
    *,
    outcome: Outcome,
    code: int | None = None,
    evidence: str | None = None,
    method: str = TOLD,
) -> str:
    """Log one look at a locator; returns the entry's id.

    Args:
        code: the status the server gave, 100..599.
        evidence: the full hash of an item of the case that shows it: a screenshot, a saved page.

    Raises:
        UsageError: a code or a notice where no server answered; a code that is none.
        NotFound: the evidence is no item of the case.
        FormatError: the time is none, or locator or observer is empty.
    """
    if outcome not in _PAGE and (code is not None or seen.notice is not None):
        what = f"where the outcome is {outcome.value} no page answered, so it has no code and no notice"
        raise UsageError(what, hint="one look is one observation: log a second look on its own")
    if outcome is Outcome.UNKNOWN or (seen.notice is not None and seen.notice not in set(Notice)):
        raise UsageError("outcome and notice of an observation must be known words")
    if code is not None and not 100 <= code <= 599:
        raise UsageError("not a status code", where=str(code), hint="a server gives 100 to 599, such as 200 or 404")
    if evidence is not None and evidence not in batch.index.acquired:
        raise NotFound("no such item in the case", where=evidence)
    blob = batch.keep_salted(encode_seen(seen, new_salt()))
    return batch.append(
        Observe(
            v=VERSION, at=batch.at(), seen=blob, method=method, outcome=outcome.value, code=code, evidence=evidence,
        )
    )  # fmt: skip


def observations(case: Case) -> tuple[tuple[Observation, ...], tuple[str, ...]]:
    """The observations in effect by entry id, and the ids of those whose blob is not here or cannot be read."""
    read: list[Observation] = []
    lost: list[str] = []
    for entry, one in case.index().observations():
        try:
            seen = decode_seen(case.salted(one.seen))
        except (NotFound, FormatError):
            lost.append(entry)
        else:
            read.append(
                Observation(
                    entry=entry,
                    locator=seen.locator,
                    interval=seen.interval,
                    observer=seen.observer,
                    outcome=outcome_of(one.outcome),
                    notice=None if seen.notice is None else notice_of(seen.notice),
                    code=one.code,
                    method=one.method,
                    evidence=one.evidence,
                )
            )
    return tuple(read), tuple(lost)
