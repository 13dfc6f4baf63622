"""What `verify` says: findings by class, what is proved and what is not. Design §4; docs/formats/entries.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """The classes that are kept apart."""

    VALID = "valid"
    MISSING = "missing here"
    SHREDDED = "shredded"
    TAMPERED = "tampered"
    FORKED = "forked"
    UNANCHORED = "unanchored"
    NOT_VOUCHED = "not vouched for"
    NOT_UNDERSTOOD = "not understood"


EXIT_CODES = {Verdict.MISSING: 10, Verdict.TAMPERED: 11, Verdict.FORKED: 12}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not simply valid: its class, the file or entry (relative to the case), and what is the matter."""

    verdict: Verdict
    where: str
    what: str


@dataclass(slots=True)
class Findings:
    """Collects findings and counts while a case is read."""

    found: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict, where: str, what: str) -> None:
        """Note a finding."""
        self.found.append(Finding(verdict, where, what))


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of one reading of a whole case.

    `counts`: logs, heads, entries, items, blobs, bytes, signatures checked. `key_known`: the keystore given holds the key
    of a log here, and remembers a head that this folder continues or equals; None where no keystore was given. `earlier`:
    bytes that an earlier sitting of the same verification has read, and since when; None where it had one sitting.
    `anchored`: what each good time stamp proves, in words.
    """

    case_id: str
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    heads: tuple[str, ...]
    key_known: bool | None
    earlier: tuple[int, str] | None = None
    anchored: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where nothing is worse than shredded, unanchored, not vouched for, not understood; else that of the gravest."""
        return max((EXIT_CODES.get(finding.verdict, 0) for finding in self.findings), default=0)

    @property
    def verdict(self) -> Verdict:
        """The gravest of valid, missing here, tampered, forked."""
        return next((verdict for verdict, code in EXIT_CODES.items() if code == self.exit_code), Verdict.VALID)

    def by_verdict(self) -> dict[Verdict, tuple[Finding, ...]]:
        """The findings of each class that has any."""
        return {
            verdict: some
            for verdict in Verdict
            if (some := tuple(finding for finding in self.findings if finding.verdict is verdict))
        }

    @property
    def proved(self) -> tuple[str, ...]:
        """What this reading proves, in lines."""
        if self.exit_code > EXIT_CODES[Verdict.MISSING]:
            return ()
        counts = self.counts
        lines = [
            f"entries under signed heads: {counts['entries']}; whoever holds no log key has changed, removed or "
            "inserted none of them",
            f"blobs here that have the bytes their names say: {counts['blobs']} ({counts['bytes']} bytes)",
            *(f"signed head: {head}" for head in self.heads),
            *self.anchored,
        ]
        if self.earlier is not None:
            lines[1] += (
                f"; {self.earlier[0]} of the bytes were read in earlier sittings since {self.earlier[1]}, and size, times "
                "and inode of their files are unchanged"
            )
        if self.key_known:
            lines.append("the log of this device continues, or is, the head your keystore remembers")
        return tuple(lines)

    @property
    def not_proved(self) -> tuple[str, ...]:
        """What this reading does not prove, in lines."""
        lines = [
            "that what an item says is true, or that a site or person it names ever said it",
            "that nothing was left out before it was logged",
        ]
        if any(finding.verdict is Verdict.UNANCHORED for finding in self.findings):
            lines.append("when anything was logged: times are the claims of the devices that wrote them (unanchored)")
        if not self.key_known:
            lines.append(
                "whose it is: consistent, key not known to you; compare the case id with one you have from elsewhere: "
                + (self.case_id or "(not readable)")
            )
        return tuple(lines)
