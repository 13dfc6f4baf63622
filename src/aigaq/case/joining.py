"""Joining a case with a log of one's own; vouching for a log; taking that back; going on from an old log.

    join     a fresh log whose entry 0 names the case, and the log it succeeds where it goes on from one
    enrol    an admin's word that a log is one of ours, and what it may do
    revoke   an admin's word that nothing beyond a head of a log counts: a head, never a time, for a thief sets clocks

Until an admin has enrolled it, a log is shown as not vouched for. Design §4; docs/formats/entries.md. Proved by
tests/case/test_joining.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.case.case import Case
from aigaq.case.disk import files, layout
from aigaq.case.disk.lock import locked
from aigaq.case.log.append import Appender
from aigaq.case.log.branches import found_log
from aigaq.case.log.entries import encode, is_hash
from aigaq.case.log.keys import Identity, Keystore
from aigaq.case.log.kinds import VERSION, Enrol, Open, Revoke
from aigaq.case.log.logs import LogFolder, logs_of
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.log.vouching import Trust
from aigaq.errors import CaseError, Error, KeyMissing, NotFound, UsageError


@dataclass(frozen=True, slots=True)
class Joined:
    """A new log. `enrolled`: the role its predecessor could give it; `pinned`: the predecessor's last head is pinned."""

    log: str
    succeeds: str | None
    enrolled: DeviceRole
    pinned: bool


def find_log(case: Case, short: str) -> str:
    """The full id of a log from its beginning. NotFound where none or several begin so."""
    known = sorted({*(log.id for log in logs_of(case.path)), *case.look().trust})
    found = [log for log in known if log.startswith(short.lower())] if len(short) >= 4 else []
    if len(found) != 1:
        raise NotFound(
            "more than one log has an id that begins so" if found else "no log of the case has this id",
            where=short,
            hint="`aigaq status` lists the logs; give at least four digits",
        )
    return found[0]


def join(case: Case, *, keys: Keystore, succeeds: str | None = None) -> Joined:
    """Open a log of this device's own in a case that is here.

    Where it succeeds a log of this device that can still be written to and is an admin's, that one enrols it with its own
    role, and the new log pins the old one's last head; the old log is written to no more.

    Args:
        succeeds: the full id of the log it goes on from.

    Raises:
        UsageError: this device has a log in the case already, and does not go on from it.
        StorageError, Busy.
    """
    own = _own(case, keys)
    if own is not None and own != succeeds:
        raise UsageError(
            "this device has a log in the case already", where=own[:16], hint=f"to go on from it: --succeeds {own[:8]}"
        )
    identity = Identity.new()
    given = DeviceRole.NONE if own is None else _hand_on(case, own, identity.log_id)
    _open_log(case, keys, identity, succeeds)
    if own is not None:
        with files.in_words():
            keys.retire(own)
    pinned = given is DeviceRole.ADMIN and own is not None and _pin(case, own)
    return Joined(identity.log_id, succeeds, given, pinned)


def _own(case: Case, keys: Keystore) -> str | None:
    try:
        with files.in_words():
            return keys.own_log(case.id, [log.id for log in logs_of(case.path)])
    except KeyMissing:
        return None


def _open_log(case: Case, keys: Keystore, identity: Identity, succeeds: str | None) -> None:
    """Made under another name and renamed: the log is there whole or not at all; its keys are in the keystore before."""
    at, home = case.now(), case.path / layout.LOGS / identity.log_id
    opening = Open(
        v=VERSION,
        at=at,
        log=str(identity.log.vkey),
        cosigner=str(identity.cosigner.vkey),
        case=case.id,
        succeeds=succeeds,
    )
    with files.in_words(), locked(case.path / layout.CASE_FILE):
        unfinished = case.path / layout.UNFINISHED
        files.clear_tree(unfinished)
        try:
            log = found_log(unfinished / "log", identity.log_id, identity.log.vkey)
            keys.store(identity, case.id)
            Appender(log, keys=keys, identity=identity, unfinished=unfinished).append([encode(opening)])
            files.rename(log.path, home)
            files.fsync_folder(home.parent)
        except BaseException:
            if not home.exists():
                keys.forget(identity.log_id)
            raise
        finally:
            files.clear_tree(unfinished)


def _hand_on(case: Case, own: str, new: str) -> DeviceRole:
    """Let the old log enrol its successor, which is not there yet, where it is an admin's and can still be written to."""
    trust = case.look().trust.get(own, Trust(DeviceRole.NONE))
    if trust.role is not DeviceRole.ADMIN or trust.pin is not None:
        return DeviceRole.NONE
    try:
        enrol(case, new, trust.role)
    except CaseError:
        return DeviceRole.NONE
    return trust.role


def _pin(case: Case, old: str) -> bool:
    try:
        revoke(case, old)
    except Error:
        return False
    return True


def enrol(case: Case, log: str, role: DeviceRole) -> str:
    """Vouch for a log; returns the entry's id. UsageError for a role that cannot be given."""
    if role in (DeviceRole.NONE, DeviceRole.UNKNOWN):
        raise UsageError("no role a log can have", where=role.value, hint="one of admin, member, field")
    with case.writing() as batch:
        return batch.append(Enrol(v=VERSION, at=batch.at(), log=log, role=role.value))


def revoke(case: Case, log: str, *, size: int | None = None) -> str:
    """Trust nothing of a log beyond a head; returns the entry's id.

    Args:
        log: the full id of a log that is here.
        size: how many of its entries stay trusted; left out, all that are here, or, where it has two histories, those
            that both have.

    Raises:
        NotFound: the log is not here, or has not so many entries.
        UsageError: it has two histories, and not so many entries in common.
    """
    folder = LogFolder(case.path / layout.LOGS / log, log)
    common = case.look().forked.get(log)
    with files.in_words():
        known = folder.head().size if is_hash(log) and folder.kept() else -1
        at = (known if common is None else common) if size is None else size
        root = folder.root_at(at) if 0 <= at <= known else None
    if root is None:
        raise NotFound("the log has no such head here", where=f"{log[:16]} {at}", hint="`aigaq status` lists the heads")
    if common is not None and at > common:
        raise UsageError(
            f"the log has two histories, which have {common} entries in common",
            where=f"{log[:16]} {at}",
            hint=f"name at most {common}: which of the two is honest, no head can say",
        )
    with case.writing() as batch:
        return batch.append(Revoke(v=VERSION, at=batch.at(), log=log, size=at, root=root.hex()))
