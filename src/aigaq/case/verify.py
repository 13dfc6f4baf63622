"""Verify: read a whole case and say what holds. Trusts no earlier run, no index, no cache; needs no key and writes nothing.

    case.toml    the one canonical text of its two values; its case id is the entry id of a log's opening
    logs/        each by `verify_log`: entries → tree → signed head, then every tile and every earlier head
    blobs/ packs/    each by `verify_blobs`: bytes → name; then what entries name against what is here
    the rest     unfinished batches, files of formats that this version does not check, files no format knows

Every file outside derived/ is read or named. Classes and exit codes: `findings`; design §4. Proved by changing, cutting,
removing and swapping every file of a case, one at a time (tests/case/test_verify.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aigaq.case import files, layout, tiles
from aigaq.case.bulk import all_stay
from aigaq.case.entries import AnyEntry, Describe, Enrol, ItemEntry, Open, Revoke, Shred, blobs_of, is_hash, typed_all
from aigaq.case.findings import Findings, Verdict, Verification
from aigaq.case.keys import Keystore
from aigaq.case.logs import LogFolder
from aigaq.case.merkle import leaf_hash, leaf_hashes
from aigaq.case.verify_blobs import check_loose, check_packs
from aigaq.case.verify_log import LogCheck
from aigaq.errors import Error, FormatError, NewerFormat, NotACase

_NOT_YET = {
    layout.KEYS: "wrapped keys are not checked by this version",
    layout.COSIG: "cosignatures are not checked by this version",
    layout.ANCHORS: "time stamps are not checked by this version",
    layout.FORKS: "quarantined forks are not checked by this version",
}


@dataclass(slots=True)
class Tally:
    """What the entries of all logs need and say, gathered bundle by bundle."""

    items: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str | None] = field(default_factory=dict)
    shredded: set[str] = field(default_factory=set)
    opens: dict[str, tuple[str, Open]] = field(default_factory=dict)
    enrolled: list[tuple[str, Enrol]] = field(default_factory=list)
    revoked: list[tuple[str, Revoke]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def take(self, log: str, index: int, raws: list[bytes]) -> None:
        """Take the entries index… of a log."""
        items, texts = self.items, self.texts
        for number, entry in enumerate(typed_all(raws)):
            if type(entry) is ItemEntry:
                items[entry.item] = entry.size
                if entry.description is not None:
                    texts[entry.description] = entry.item
            elif entry is None:
                self.unknown[log] = self.unknown.get(log, 0) + 1
            else:
                self._other(log, index + number, raws[number], entry)

    def _other(self, log: str, number: int, raw: bytes, entry: AnyEntry) -> None:
        match entry:
            case Open() if number == 0:
                self.opens[log] = leaf_hash(raw).hex(), entry
            case Enrol():
                self.enrolled.append((log, entry))
            case Revoke():
                self.revoked.append((log, entry))
            case Shred(item=item):
                self.shredded.add(item)
            case Describe(item=item, description=blob):
                self.texts[blob] = item
            case _:
                self.texts.update((blob, None) for blob in blobs_of(entry) if blob not in self.items)


def verify(
    path: Path | str, *, keys: Keystore | None = None, progress: Callable[[int, int], None] | None = None
) -> Verification:
    """Read everything under a case folder but derived/, and say what holds.

    Args:
        path: the case folder.
        keys: the keystore of this device; with it the logs are also compared with the heads it remembers.
        progress: called now and then, and at the end, with how many bytes have been read and how many there are.

    Raises:
        NotACase: there is no folder, or neither a case.toml nor a log in it.
        NewerFormat: a newer aigaq wrote the case.
        StorageError: a file cannot be read.
    """
    case, findings, tally = Path(path), Findings(), Tally()
    with files.in_words(), all_stay():
        if not case.is_dir():
            raise NotACase("there is no case here", where=case, hint="name the folder that holds case.toml")
        rooms = inventory(case, findings)
        if layout.CASE_FILE not in rooms[""] and not rooms[layout.LOGS]:
            raise NotACase("there is no case here", where=case, hint="name the folder that holds case.toml")
        meter = Meter.of(case, rooms, progress)
        logs = _check_logs(case, rooms.pop(layout.LOGS), tally, findings, meter)
        case_id = _check_case_file(case, tally, findings)
        _check_vouching(case_id, logs, tally, findings)
        good = check_loose(case, rooms.pop(layout.BLOBS, []), findings, meter.step)
        good |= check_packs(case, rooms.pop(layout.PACKS, []), findings, meter.step)
        _check_needed(good, tally, findings)
        _check_rest(rooms, findings)
        known = None if keys is None else _check_keystore(case, logs, keys, findings)
        meter.finish()
    findings.counts.update(items=len(tally.items), blobs=len(good), bytes=sum(good.values()))
    heads = tuple(f"{head.origin} {head.size} {head.root.hex()}" for log in logs for head in log.heads[-1:])
    return Verification(case_id, tuple(sorted(set(findings.found))), dict(findings.counts), heads, known)


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
    by_log: dict[str, set[str]] = {}
    for name in names:
        _, log, *rest = name.split("/", 2)
        if rest and is_hash(log):
            by_log.setdefault(log, set()).add(rest[0])
        else:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
    logs = []
    for log, own in sorted(by_log.items()):
        check = LogCheck(case, log, own, findings, partial(tally.take, log), meter.step)
        check.run()
        logs.append(check)
    return logs


def _founders(tally: Tally) -> dict[str, Open]:
    """The openings that begin a case, by entry id."""
    return {entry_id: opening for entry_id, opening in tally.opens.values() if opening.case is None}


def _check_case_file(case: Path, tally: Tally, findings: Findings) -> str:
    """The case id: that of case.toml where it is sound, else of the one founding entry there is."""
    founders = _founders(tally)
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


def _check_vouching(case_id: str, logs: list[LogCheck], tally: Tally, findings: Findings) -> None:
    """Whose logs these are: the founder's, those an admin has enrolled, others. And what no outsider has dated."""
    admins = {log for log, (entry_id, opening) in tally.opens.items() if entry_id == case_id and opening.case is None}
    vouched, grown = set(admins), True
    while grown:
        new = {entry.log for log, entry in tally.enrolled if log in admins}
        new_admins = {entry.log for log, entry in tally.enrolled if log in admins and entry.role == "admin"}
        grown = not (new <= vouched and new_admins <= admins)
        vouched |= new
        admins |= new_admins
    for check in logs:
        opening = tally.opens.get(check.id)
        if opening is None and check.heads:
            findings.add(Verdict.NOT_UNDERSTOOD, check.folder, "its first entry does not open a log")
        elif opening is not None and check.vkey is not None and opening[1].log != str(check.vkey):
            findings.add(Verdict.TAMPERED, f"{check.folder}/vkey", "the log was opened under another key")
        if check.id not in vouched:
            findings.add(Verdict.NOT_VOUCHED, check.folder, "no admin of the case has enrolled this log")
        if check.heads:
            findings.add(Verdict.UNANCHORED, check.folder, "no time stamp or cosignature of others dates its head")
        if count := tally.unknown.get(check.id):
            findings.add(Verdict.NOT_UNDERSTOOD, check.folder, f"{count} entries of kinds or fields this version lacks")
    for log, revoke in tally.revoked:
        where = f"{layout.LOGS}/{revoke.log}"
        findings.add(Verdict.NOT_VOUCHED, where, f"beyond entry {revoke.size}: revoked by log {log[:16]}")


def _check_needed(good: dict[str, int], tally: Tally, findings: Findings) -> None:
    """What entries name against what is here. `good` holds only blobs whose bytes were hashed just now."""
    tampered = {finding.where.rpartition("/")[2] for finding in findings.found if finding.verdict is Verdict.TAMPERED}
    items, texts = tally.items, tally.texts
    absent: set[str] = set()
    for names in (items.keys(), texts.keys()):
        if not names <= good.keys():  # mostly nothing is missing, and to ask that takes a fifth of the time
            absent |= names - good.keys()
    for digest in absent - tampered:
        item = texts.get(digest, digest)
        if (item or digest) in tally.shredded:
            findings.add(Verdict.SHREDDED, digest, "destroyed, and the log says so")
        else:
            what = "an item" if digest in items else "what a person wrote"
            findings.add(Verdict.MISSING, digest, f"the bytes of {what} are not in this copy")
    for digest in tally.shredded & good.keys():
        findings.add(Verdict.SHREDDED, digest, "the log says it is destroyed, and its bytes are still here")
    for digest, size in items.items():
        if good.get(digest, size) != size and digest not in tally.shredded:
            findings.add(Verdict.NOT_UNDERSTOOD, digest, f"the entry says {size} bytes, there are {good[digest]}")
    for digest in good.keys() - items.keys() - texts.keys():
        findings.add(Verdict.NOT_VOUCHED, digest, "no entry names these bytes")


def _check_rest(rooms: dict[str, list[str]], findings: Findings) -> None:
    """Files outside logs, blobs and packs."""
    for room, names in rooms.items():
        for name in names:
            if room == layout.UNFINISHED:
                findings.add(Verdict.NOT_VOUCHED, name, "left by a batch that was not finished")
            elif name != layout.CASE_FILE:
                findings.add(Verdict.NOT_UNDERSTOOD, name, _NOT_YET.get(room, "the format knows no such file"))


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
