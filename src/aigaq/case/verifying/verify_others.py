"""Verifying what devices say of each other's logs: enrolments, revocations, cosignatures, heads that were seen, forks.

A head of a log that a vouched-for device has cosigned or seen, and that is not in the log here, means that its tail is
missing, or that it has two histories. Cosignature files are the one canonical line of a signature that holds; wrapped keys
are named by their own hash. C2SP tlog-cosignature; design §4. Proved by tests/case/test_verify_others.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.log.vouching import NOBODY, Trust
from aigaq.case.merging.merge_marks import COSIG, KEY, LIMIT, Cosigners
from aigaq.case.standards.merkle import EMPTY_ROOT
from aigaq.case.verifying.findings import Findings, Verdict
from aigaq.case.verifying.verify_log import LogCheck
from aigaq.case.verifying.verify_tally import Tally


@dataclass(slots=True)
class Devices:
    """The logs of a case while it is verified, the other histories of them, and how far each is trusted.

    `dated`: log → the greatest size of it that somebody else has dated.
    """

    checks: Mapping[str, LogCheck]
    branches: Mapping[str, list[LogCheck]]
    findings: Findings
    trust: Mapping[str, Trust] = field(default_factory=dict)
    dated: dict[str, int] = field(default_factory=dict)
    case_id: str = ""

    def vouched(self, log: str, place: int | None = None) -> bool:
        """True where an unrevoked admin has enrolled the log and it was not revoked; of one that was revoked, where this
        place in it lies under the head at which that was done. Who stole a key can claim to have seen anything."""
        trust = self.trust.get(log, NOBODY)
        end = None if trust.pin is None else trust.pin[0]
        return trust.role is not DeviceRole.NONE and (end is None or (place is not None and place < end))

    def date(self, log: str, size: int) -> None:
        """Somebody else has dated the head of this size."""
        self.dated[log] = max(size, self.dated.get(log, 0))

    def every(self, log: str) -> list[LogCheck]:
        """All histories of a log."""
        return [check for check in (self.checks.get(log), *self.branches.get(log, ())) if check is not None]

    def shows(self, log: str, size: int, root: bytes) -> bool:
        """True where the entries of a history here give this head."""
        return any(check.root_at(size) == root for check in self.every(log)) or (not size and root == EMPTY_ROOT)

    def fits(self, log: str, size: int, root: bytes) -> bool | None:
        """True where a history here had this head, None where all that are here are shorter, False where they differ."""
        if not size:
            return root == EMPTY_ROOT
        every = self.every(log)
        roots = [check.root_at(size) for check in every]
        if root in roots or any((head.size, head.root) == (size, root) for check in every for head in check.heads):
            return True
        return False if any(one is not None for one in roots) else None

    def compare(self, log: str, size: int, root: bytes, *, by: str, how: str, grave: bool) -> None:
        """Say what it means that somebody has seen this head of a log, where it is not in what is here.

        Args:
            grave: this somebody is vouched for.
        """
        fits = self.fits(log, size, root)
        if fits:
            return
        where = f"{layout.LOGS}/{log}"
        if fits is None:
            verdict = Verdict.MISSING if grave else Verdict.NOT_VOUCHED
            here = self.checks[log].size if log in self.checks else 0
            self.findings.add(verdict, where, f"log {by[:16]} has {how} {size} entries of it, here are {here}")
        else:
            verdict = Verdict.FORKED if grave else Verdict.NOT_VOUCHED
            self.findings.add(verdict, where, f"log {by[:16]} has {how} another history of {size} entries")


def check_trust(devices: Devices, tally: Tally) -> None:
    """Openings, enrolments, revocations."""
    findings = devices.findings
    for check in devices.checks.values():
        opening = tally.opens.get(check.id)
        if opening is None and check.heads:
            findings.add(Verdict.NOT_UNDERSTOOD, check.folder, "its first entry does not open a log")
        elif opening is not None and check.vkey is not None and opening[1].log != str(check.vkey):
            findings.add(Verdict.TAMPERED, f"{check.folder}/vkey", "the log was opened under another key")
        elif opening is not None and devices.case_id and (opening[1].case or opening[0]) != devices.case_id:
            findings.add(Verdict.NOT_VOUCHED, check.folder, "the log was opened for another case")
        trust = devices.trust.get(check.id, NOBODY)
        if trust.role is DeviceRole.NONE:
            findings.add(Verdict.NOT_VOUCHED, check.folder, "no admin of the case has enrolled this log")
        if trust.pin is not None:
            _check_pin(devices, check, *trust.pin)
        if count := tally.unknown.get(check.id):
            findings.add(Verdict.NOT_UNDERSTOOD, check.folder, f"{count} entries of kinds or fields this version lacks")


def _check_pin(devices: Devices, check: LogCheck, size: int, root: str) -> None:
    fits = devices.fits(check.id, size, bytes.fromhex(root))
    if fits is False:
        devices.findings.add(
            Verdict.NOT_VOUCHED, check.folder, f"revoked at a head of {size} entries that it never had"
        )
    elif fits is None:
        devices.findings.add(Verdict.NOT_VOUCHED, check.folder, f"revoked beyond entry {size}, which is not here")
    elif check.size > size:
        what = f"{check.size - size} entries beyond the head of {size} at which it was revoked: they have no effect"
        devices.findings.add(Verdict.NOT_VOUCHED, check.folder, what)
    else:
        devices.findings.add(Verdict.NOT_VOUCHED, check.folder, f"revoked at its head of {size} entries")


def check_branches(devices: Devices) -> None:
    """Every history in forks/ beside the one in logs/."""
    for log, branches in devices.branches.items():
        for branch in branches:
            if branch.heads and branch.folder.rpartition("/")[2] != branch.heads[-1].root.hex():
                devices.findings.add(Verdict.NOT_UNDERSTOOD, branch.folder, "the folder has not the name of its head")
            if branch.heads and _is_part(branch, devices.every(log)):
                devices.findings.add(Verdict.NOT_UNDERSTOOD, branch.folder, "no other history: it lies here twice")
            elif branch.heads:
                what = f"another history of the log, of {branch.heads[-1].size} entries"
                if not branch.levels:
                    what += "; its signed head is here, its entries are not"
                devices.findings.add(Verdict.FORKED, branch.folder, what)
        if log not in devices.checks:
            devices.findings.add(
                Verdict.MISSING, f"{layout.LOGS}/{log}", "another history of this log is here, and not it"
            )


def _is_part(branch: LogCheck, every: Iterable[LogCheck]) -> bool:
    """True where a history in another folder has every head of this one: nobody has signed a contradiction."""
    return any(
        other is not branch and all(other.root_at(head.size) == head.root for head in branch.heads) for other in every
    )


def check_seen(devices: Devices, tally: Tally) -> None:
    """The heads that logs say they have seen."""
    for by, place, pin in tally.seen:
        grave = devices.vouched(by, place)
        devices.compare(pin.log, pin.size, bytes.fromhex(pin.root), by=by, how="seen", grave=grave)


def check_cosignatures(case: Path, names: Iterable[str], devices: Devices, tally: Tally) -> None:
    """Every file under cosig/: one line, whose signature by a cosigner of the case holds."""
    cosigners, findings = Cosigners.of(tally.opens), devices.findings
    for name in names:
        found = COSIG.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
        elif found[4] not in cosigners.keys:
            findings.add(Verdict.NOT_VOUCHED, name, "by a cosigner whose log is not here")
        elif found[1] not in cosigners.origins:
            findings.add(Verdict.MISSING, name, "cosigns a log that is not here")
        elif not cosigners.check(name, files.read(case / name) if files.size(case / name) <= LIMIT else b""):
            findings.add(Verdict.TAMPERED, name, "not the one line of a cosignature, or it does not hold")
        else:
            findings.counts.update(cosignatures=1, signatures=1)
            logs, log, size = cosigners.keys[found[4]][0], found[1], int(found[2])
            by = next((one for one in logs if devices.vouched(one)), logs[0])
            grave = devices.vouched(by)
            devices.compare(log, size, bytes.fromhex(found[3]), by=by, how="cosigned", grave=grave)
            if log not in logs and grave:
                devices.date(log, size)


def check_keys(case: Path, names: Iterable[str], tally: Tally, destroyed: set[str], findings: Findings) -> None:
    """Every file under keys/: named by its own hash, of a sealed item that is not destroyed; and that each has one."""
    having: set[str] = set()
    for name in names:
        found = KEY.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
        elif files.size(case / name) > LIMIT or sha256(files.read(case / name)).hexdigest() != found[3]:
            findings.add(Verdict.TAMPERED, name, "the bytes are not those the name says")
        elif found[1] in destroyed:
            findings.add(Verdict.SHREDDED, name, "the log says the item is destroyed, and its key is still here")
        elif found[1] not in tally.sealed:
            findings.add(Verdict.NOT_VOUCHED, name, "no entry names a sealed item of this hash")
        else:
            having.add(found[1])
    for item in tally.sealed - having - destroyed:
        findings.add(Verdict.MISSING, f"{layout.KEYS}/{item}", "no wrapped key of this sealed item is here")


def check_dates(devices: Devices) -> None:
    """Up to where each log is dated by somebody else."""
    for check in devices.checks.values():
        size, dated = check.size, devices.dated.get(check.id, 0)
        if not check.heads or dated >= size:
            continue
        what = "no time stamp or cosignature of others dates its head"
        if dated:
            what = f"{size - dated} entries beyond the head of {dated} that others have dated"
        devices.findings.add(Verdict.UNANCHORED, check.folder, what)
