"""A proof that one key has signed two histories: two proofs of C2SP tlog-proof@v1, of different entries at one place.

    aigaq-fork-proof@v1
    <length of the first proof in bytes, decimal>
    <the first proof><the second proof>

Both heads are signed by one log key, and each has another entry under the same index, so no log that only grows can have
both. Whoever has the file needs nothing else; each half can also be checked alone with `verify.py`. Normative:
docs/formats/proof.md. Proved by tests/case/test_fork_proof.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aigaq.case.log import proof
from aigaq.case.log.auditing import Auditor
from aigaq.case.log.branches import fork_point, heads_in
from aigaq.case.log.logs import LogFolder
from aigaq.case.merging.merge_logs import histories
from aigaq.case.standards import note
from aigaq.errors import Error, FormatError, NotFound

MAGIC = b"aigaq-fork-proof@v1\n"


@dataclass(frozen=True, slots=True)
class ForkProof:
    """Two histories of one log, and the place at which they differ."""

    log: str
    index: int
    heads: tuple[note.Head, note.Head]
    entries: tuple[str, str]


def is_fork_proof(data: bytes) -> bool:
    """True for a file that says it is one."""
    return data.startswith(MAGIC)


def format_fork_proof(first: proof.Proof, second: proof.Proof) -> bytes:
    """The bytes of the file."""
    one, other = sorted((proof.format_proof(first), proof.format_proof(second)))
    return MAGIC + b"%d\n" % len(one) + one + other


def check_fork_proof(data: bytes) -> ForkProof:
    """What the file proves; FormatError where it does not."""
    length, newline, rest = data.removeprefix(MAGIC).partition(b"\n")
    if not is_fork_proof(data) or not newline or not length.isdigit() or len(length) > 9:
        raise FormatError("not the proof of a fork")
    halves = [proof.parse_proof(rest[: int(length)]), proof.parse_proof(rest[int(length) :])]
    if format_fork_proof(*halves) != data:
        raise FormatError("not the canonical text of a fork's proof")
    found = [proof.check(half) for half in halves]
    heads = [one.head for one in found if one.standing is not proof.Standing.BROKEN and one.head is not None]
    if len(heads) != 2:
        raise FormatError(next(one.why for one in found if one.standing is proof.Standing.BROKEN))
    one, other = halves
    if one.log != other.log or one.index != other.index or one.entry_id == other.entry_id:
        raise FormatError("the two halves do not contradict each other")
    return ForkProof(one.log, one.index, (heads[0], heads[1]), (one.entry_id, other.entry_id))


def prove_fork(case: Path, log: str) -> bytes:
    """The proof that a log of a case has two histories. NotFound where it has one, or entries of the other are not here."""
    some = [one for one in histories(case) if one.id == log]
    for number, one in enumerate(some):
        for other in some[number + 1 :]:
            try:
                place = fork_point(one, other)
                return format_fork_proof(_half(one, place), _half(other, place))
            except (Error, IndexError):
                continue
    raise NotFound(
        "no two histories of this log are here with their entries", where=log[:16], hint="`aigaq verify` says what is"
    )


def _half(log: LogFolder, place: int) -> proof.Proof:
    vkey = log.vkey()
    kept = max(heads_in(log, vkey)[0].values(), key=lambda kept: kept.head.size)
    size = kept.head.size
    (entry,) = log.bundles(place, place + 1, of=size)
    path = tuple(Auditor(log, size).path(place))
    return proof.Proof(entry, str(vkey), (), place, path, kept.data)
