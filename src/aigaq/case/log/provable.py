"""By when an entry provably existed. A pure function of time stamps and of what other devices claim.

A time stamp of a signed head dates everything under that head: an entry with a smaller index than the head's size existed
at the latest then. Nothing proves a beginning, so the interval stays open there. A cosignature carries the clock of the
device that made it: a claim, shown apart, and never part of the interval. Proved by tests/case/test_provable.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A time stamp that holds for a kept head. `latest`: the head existed by then. `authority`: whose word that is."""

    latest: datetime
    log: str
    size: int
    root: str
    authority: str
    serial: int
    fingerprint: str
    where: str

    @property
    def by(self) -> str:
        """Whose word it is, for a short line."""
        return f"{self.authority}, certificate {self.fingerprint[:16]}"

    @property
    def said(self) -> str:
        """What it proves, in a line."""
        return (
            f"head {self.size} {self.root[:16]} of log {self.log[:16]} existed by {minute(self.latest)}, by the word of an "
            f"authority whose certificate you must judge: {self.authority}, serial {self.serial}, SHA-256 {self.fingerprint}"
        )


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """Another device says when it saw a head: POSIX seconds of its own clock."""

    time: int
    log: str
    size: int
    cosigner: str


@dataclass(frozen=True, slots=True)
class Provable:
    """When an entry provably existed: from nothing known to `anchor.latest`; and what is only claimed."""

    anchor: Anchor | None
    claims: tuple[Claim, ...]

    @property
    def interval(self) -> str | None:
        """EDTF, to the minute; None where nothing dates the entry."""
        return None if self.anchor is None else f"../{minute(self.anchor.latest)}"


def provable(log: str, index: int, anchors: Iterable[Anchor], claims: Iterable[Claim] = ()) -> Provable:
    """What dates entry `index` of a log. All anchors must be of heads that the log's tree has had."""
    fitting = (one for one in anchors if one.log == log and one.size > index)
    claimed = sorted(one for one in claims if one.log == log and one.size > index)
    return Provable(min(fitting, default=None), tuple(claimed))


def minute(time: datetime) -> str:
    """The first full minute that is not before `time`, EDTF in UTC: a bound is never made tighter by rounding."""
    whole = time.astimezone(UTC).replace(second=0, microsecond=0)
    return (whole if whole == time else whole + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%MZ")


def claimed(time: int) -> str:
    """The minute a device's clock showed, EDTF in UTC; empty beyond the calendar."""
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%MZ")
    except (OverflowError, ValueError, OSError):
        return ""
