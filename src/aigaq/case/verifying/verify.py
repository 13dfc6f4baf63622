"""Verify: read a whole case and say what holds. Trusts no earlier run, no index, no cache; needs no key and writes nothing.

    case.toml    the one canonical text of its two values; its case id is the entry id of a log's opening
    logs/ forks/     each by `verify_log`: entries → tree → signed head, then every tile and every earlier head
    cosig/ keys/     by `verify_others`, with what devices say of each other's logs; anchors/ by `verify_anchors`
    blobs/ packs/    each by `verify_blobs`: bytes → name; then what entries name against what is here
    the rest     unfinished batches, files no format knows

Every file outside derived/ is read or named. Classes and exit codes: `findings`; design §4. Proved by changing, cutting,
removing and swapping every file of a case, one at a time (tests/case/test_verify.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import combinations
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.disk.bulk import all_stay
from aigaq.case.log.entries import is_hash
from aigaq.case.log.keys import Keystore
from aigaq.case.log.logs import LogFolder
from aigaq.case.standards import tiles
from aigaq.case.standards.merkle import leaf_hashes
from aigaq.case.verifying.findings import Findings, Verdict, Verification
from aigaq.case.verifying.resume import sitting
from aigaq.case.verifying.verify_anchors import check_anchors
from aigaq.case.verifying.verify_blobs import check_loose, check_packs
from aigaq.case.verifying.verify_log import LogCheck
from aigaq.case.verifying.verify_others import (
    Devices,
    check_branches,
    check_cosignatures,
    check_dates,
    check_keys,
    check_seen,
    check_trust,
)
from aigaq.case.verifying.verify_tally import Tally
from aigaq.errors import Error, FormatError, NewerFormat, NotACase


def verify(
    path: Path | str,
    *,
    keys: Keystore | None = None,
    progress: Callable[[int, int], None] | None = None,
    resume: Path | None = None,
) -> Verification:
    """Read everything under a case folder but derived/, and say what holds.

    Args:
        path: the case folder.
        keys: the keystore of this device; with it the logs are also compared with the heads it remembers.
        progress: called now and then, and at the end, with how many bytes have been read and how many there are.
        resume: a file outside the case that keeps which blobs and packs were hashed, until the verification is complete;
            where it is there already, the verification it tells of is continued.

    Raises:
        NotACase: there is no folder, or neither a case.toml nor a log in it.
        NewerFormat: a newer aigaq wrote the case.
        StorageError: a file cannot be read.
        UsageError, FormatError: `resume` lies in the case; tells of another one, or is damaged.
    """
    case, findings, tally = Path(path), Findings(), Tally()
    with files.in_words(), all_stay(), ExitStack() as stack:
        if not case.is_dir():
            raise NotACase("there is no case here", where=case, hint="name the folder that holds case.toml")
        rooms = inventory(case, findings)
        if layout.CASE_FILE not in rooms[""] and not rooms[layout.LOGS]:
            raise NotACase("there is no case here", where=case, hint="name the folder that holds case.toml")
        seat = stack.enter_context(sitting(resume, case))
        meter = Meter.of(case, rooms, progress)
        logs = _check_logs(case, rooms.pop(layout.LOGS), tally, findings, meter)
        branches = _check_logs(case, rooms.pop(layout.FORKS, []), tally, findings, meter)
        case_id = _check_case_file(case, tally, findings)
        devices = _devices(case, logs, branches, case_id, tally, findings)
        destroyed = tally.destroyed(tally.vouching(case_id, {}).shredders())
        check_trust(devices, tally)
        check_branches(devices)
        check_seen(devices, tally)
        check_cosignatures(case, rooms.pop(layout.COSIG, []), devices, tally)
        anchors = check_anchors(case, rooms.pop(layout.ANCHORS, []), _kept(case, logs), findings, meter.step)
        for anchor in anchors:
            devices.date(anchor.log, anchor.size)
        check_dates(devices)
        check_keys(case, rooms.pop(layout.KEYS, []), tally, destroyed, findings)
        good = check_loose(case, rooms.pop(layout.BLOBS, []), findings, meter.step, seat)
        good |= check_packs(case, rooms.pop(layout.PACKS, []), findings, meter.step, seat)
        _check_needed(good, tally, destroyed, findings)
        _check_rest(rooms, findings)
        known = None if keys is None else _check_keystore(case, logs, keys, findings)
        meter.finish()
    findings.counts.update(items=len(tally.items), blobs=len(good), bytes=sum(good.values()))
    heads = tuple(f"{head.origin} {head.size} {head.root.hex()}" for log in logs for head in log.heads[-1:])
    earlier = (seat.earlier, seat.since) if seat is not None and seat.earlier else None
    anchored = tuple(anchor.said for anchor in anchors)
    found = tuple(sorted(set(findings.found)))
    return Verification(case_id, found, dict(findings.counts), heads, known, earlier, anchored)


@dataclass(slots=True)
class Meter:
    """Counts the bytes read, and tells whoever wants to know at most a hundred times and at the end."""

    total: int
    report: Callable[[int, int], None]
    done: int = 0
    told: int = 0

    @classmethod
    def of(cls, case: Path, rooms: dict[str, list[str]], report: Callable[[int, int], None] | None) -> Meter:
        """For these files; where nobody wants to know their sizes are not asked."""
        if report is None:
            return cls(0, lambda done, total: None)
        return cls(sum(files.size(case / name) for names in rooms.values() for name in names), report)

    def step(self, count: int) -> None:
        """So many bytes more."""
        self.done += count
        if (self.done - self.told) * 100 > self.total > self.done:
            self.told = self.done
            self.report(self.done, self.total)

    def finish(self) -> None:
        """All has been read."""
        self.report(self.total, self.total)


def inventory(case: Path, findings: Findings) -> dict[str, list[str]]:
    """Every file outside derived/ by its first folder ("": the case's own), relative to the case, sorted."""
    rooms: dict[str, list[str]] = {"": [], layout.LOGS: []}
    folders = [""]
    while folders:
        folder = folders.pop()
        for entry in os.scandir(case / folder):
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if name != layout.DERIVED:
                    folders.append(name)
            elif entry.is_file(follow_symlinks=False):
                rooms.setdefault(folder.partition("/")[0], []).append(name)
            else:
                findings.add(Verdict.NOT_UNDERSTOOD, name, "neither a file nor a folder")
    for names in rooms.values():
        names.sort()
    return rooms


def _check_logs(case: Path, names: list[str], tally: Tally, findings: Findings, meter: Meter) -> list[LogCheck]:
    """Every log under logs/, or every other history under forks/."""
    by_folder: dict[str, set[str]] = {}
    for name in names:
        depth = 3 if name.startswith(f"{layout.FORKS}/") else 2
        parts = name.split("/", depth)
        if len(parts) > depth and all(map(is_hash, parts[1:depth])):
            by_folder.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
        else:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
    logs = []
    for folder, own in sorted(by_folder.items()):
        log = folder.split("/")[1]
        check = LogCheck(case, log, own, findings, partial(tally.take, log), meter.step, at=folder)
        check.run()
        logs.append(check)
    return logs


def _kept(case: Path, logs: list[LogCheck]) -> dict[str, tuple[str, int, bytes]]:
    """Log, size and root of every kept head, by the SHA-256 of its file."""
    found = {}
    for check in logs:
        for head in check.heads:
            data = files.read_if_there(
                case / check.folder / "checkpoints" / layout.checkpoint_name(head.size, head.root)
            )
            if data is not None:
                found[sha256(data).hexdigest()] = check.id, head.size, head.root
    return found


def _check_case_file(case: Path, tally: Tally, findings: Findings) -> str:
    """The case id: that of case.toml where it is sound, else of the one founding entry there is."""
    founders = tally.founders()
    only = next(iter(founders)) if len(founders) == 1 else ""
    data = files.read_if_there(case / layout.CASE_FILE)
    if data is None:
        findings.add(Verdict.MISSING, layout.CASE_FILE, "the file that names the case is not here")
        return only
    try:
        version, case_id = layout.parse_case_file(data)
    except FormatError as error:
        findings.add(Verdict.TAMPERED, layout.CASE_FILE, error.what)
        return only
    if version > layout.FORMAT and all(opening.v >= version for opening in founders.values()):
        raise NewerFormat(f"the case has format {version}", where=case, hint="install a newer aigaq")
    if founders and (case_id not in founders or founders[case_id].v != version):
        findings.add(Verdict.TAMPERED, layout.CASE_FILE, "no log here begins the case it names")
        return only
    return case_id


def _devices(
    case: Path, logs: list[LogCheck], branches: list[LogCheck], case_id: str, tally: Tally, findings: Findings
) -> Devices:
    """The logs, the other histories of them, and how far each is trusted."""
    by_log: dict[str, list[LogCheck]] = {}
    for branch in branches:
        by_log.setdefault(branch.id, []).append(branch)
    forked = {}
    for log, some in by_log.items():
        whole = [one for one in [*(check for check in logs if check.id == log), *some] if one.levels]
        points = [_parting(one, other) for one, other in combinations(whole, 2)]
        mains = sum(check.id == log for check in logs)
        forked[log] = min(points) if points and len(whole) == mains + len(some) else 0
    devices = Devices({check.id: check for check in logs}, by_log, findings, case_id=case_id)

    def shown(log: str, pin: tuple[int, str]) -> bool:
        return devices.shows(log, pin[0], bytes.fromhex(pin[1]))

    devices.trust = tally.vouching(case_id, forked).trust(shown=shown)
    return devices


def _parting(one: LogCheck, other: LogCheck) -> int:
    """The first entry at which two histories differ."""
    pairs = zip(one.levels[0], other.levels[0], strict=False)
    size = min(one.size, other.size)
    return next((number for number, (left, right) in enumerate(pairs) if left != right), size)


def _check_needed(good: dict[str, int], tally: Tally, destroyed: set[str], findings: Findings) -> None:
    """What entries name against what is here. `good` holds only blobs whose bytes were hashed just now."""
    tampered = {finding.where.rpartition("/")[2] for finding in findings.found if finding.verdict is Verdict.TAMPERED}
    items, texts = tally.items, tally.texts
    absent: set[str] = set()
    whole = items.items() <= good.items()  # mostly nothing is missing, and to ask that takes a fifth of the time
    for names in (texts.keys(),) if whole else (items.keys(), texts.keys()):
        if not names <= good.keys():
            absent |= names - good.keys()
    for digest in absent - tampered:
        about = None if digest in items else texts.get(digest)
        if digest in destroyed or about in destroyed:
            findings.add(Verdict.SHREDDED, digest, "destroyed, and the log says so")
        else:
            what = "an item" if digest in items else "what a person wrote"
            findings.add(Verdict.MISSING, digest, f"the bytes of {what} are not in this copy")
    for digest in destroyed & good.keys():
        findings.add(Verdict.SHREDDED, digest, "the log says it is destroyed, and its bytes are still here")
    for digest, size in () if whole else items.items():
        if good.get(digest, size) != size and digest not in destroyed:
            findings.add(Verdict.NOT_UNDERSTOOD, digest, f"the entry says {size} bytes, there are {good[digest]}")
    if absent or not whole or len(good) != len(items) + len(texts) - len(items.keys() & texts.keys()):
        for digest in good.keys() - items.keys() - texts.keys():
            findings.add(Verdict.NOT_VOUCHED, digest, "no entry names these bytes")


def _check_rest(rooms: dict[str, list[str]], findings: Findings) -> None:
    """Files outside logs, blobs and packs."""
    for room, names in rooms.items():
        for name in names:
            if room == layout.UNFINISHED:
                findings.add(Verdict.NOT_VOUCHED, name, "left by a batch that was not finished")
            elif name != layout.CASE_FILE:
                findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")


def _check_keystore(case: Path, logs: list[LogCheck], keys: Keystore, findings: Findings) -> bool:
    """Compare each log whose key is here with the head that was last about to be signed; True where one continues it."""
    known = False
    for check in logs:
        remembered = keys.head(check.id) if keys.knows(check.id) else None
        if remembered is None:
            continue
        size, root = remembered
        at = check.root_at(size) if size else root
        if at == root:
            known = True
        elif at is not None:
            findings.add(Verdict.FORKED, check.folder, "its head contradicts the one your keystore remembers")
        elif _finishes(case, check, size, root):
            known = True
            findings.add(Verdict.NOT_VOUCHED, check.folder, "a batch waits to be signed; the next one completes it")
        elif size > check.size:
            what = f"your keystore remembers a head of {size} entries, here are {check.size}: an older copy"
            findings.add(Verdict.MISSING, check.folder, what)
    return known


def _finishes(case: Path, check: LogCheck, size: int, root: bytes) -> bool:
    """True where entries lie beyond the signed head that give the remembered one."""
    if not check.levels or size <= check.size:
        return False
    try:
        beyond = LogFolder(case / check.folder, check.id).bundles(check.size, size)
    except Error:
        return False
    edge = tiles.edge_of(check.levels, check.size)
    edge.extend(leaf_hashes(beyond))
    return edge.root() == root
