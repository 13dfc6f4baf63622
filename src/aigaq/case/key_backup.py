"""The backup of a device's keys for one case: a small text that a person can also copy from paper by hand.

Seven numbered lines of letters and digits that cannot be taken for one another (Crockford's base 32). Each of the first
six holds 16 bytes and a check of its own, so a slip of the pen is named with its line; the seventh checks that all are
of one sheet. A restored key remembers no head: on a stale copy of the case it would sign a second history, so `append`
refuses until `claim_newest` or a new log that succeeds it. Normative text: docs/formats/keys.md. Proved by its vector,
by every single slip and swap of lines, and by hypothesis (tests/case/test_key_backup.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.disk.lock import locked
from aigaq.case.log.keys import Identity, Keystore, SecretKey
from aigaq.case.log.logs import LogFolder
from aigaq.case.standards import note
from aigaq.case.verifying.findings import Verdict
from aigaq.errors import Behind, CaseError, FormatError, KeyMissing, UsageError, os_error

VERSION = 1
TITLE = "aigaq key backup"
LINES = 7
PIECE, CHECK, LAST = 16, 4, 10
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIVATE = 0o600
_CYRILLIC = str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")
"""Letters that look the same: whoever copies them from paper with a Russian or Kazakh keyboard types these."""
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_NUMBERED = re.compile(r"\s*([1-9][0-9]?)(?:\s*[:.)]|\s)\s*(.*)", re.ASCII)
_WORDS = """\
This is the private key of one computer for one case. Whoever has it can write to the case in that computer's name.
Keep it apart from the case, on paper or on a medium of its own. Do not photograph it, mail it or put it into a cloud.
To restore:  aigaq key restore FILE
From paper:  aigaq key restore -     and type the seven numbered lines; the checks find a slip and name its line
"""


@dataclass(frozen=True, slots=True)
class KeyBackup:
    """What a backup holds: the two keys of a device, and the case they are for."""

    identity: Identity
    case_id: str


def backup_of(keys: Keystore, case_id: str, logs: Iterable[str]) -> KeyBackup:
    """The keys of this device for a case with these logs. KeyMissing where it has none."""
    return KeyBackup(keys.identity(keys.own_log(case_id, logs)), case_id)


def backup_lines(backup: KeyBackup) -> tuple[str, ...]:
    """The seven lines, in groups of four, without their numbers."""
    identity = backup.identity
    values = (identity.log.seed, identity.cosigner.seed, bytes.fromhex(backup.case_id))
    pieces = [piece for value in values for piece in (value[:PIECE], value[PIECE:])]
    lines = [_encode(piece + _check(number, piece)) for number, piece in enumerate(pieces, 1)]
    return tuple(_grouped(line) for line in (*lines, _encode(_whole(pieces))))


def format_backup(backup: KeyBackup) -> str:
    """The text of a backup file."""
    numbered = "".join(f"{number}: {line}\n" for number, line in enumerate(backup_lines(backup), 1))
    return f"{TITLE} {VERSION}\n\n{_WORDS}\nlog {backup.identity.log.vkey.name}\ncase {backup.case_id}\n\n{numbered}"


def parse_backup(text: str) -> KeyBackup:
    """Read a backup file, or its numbered lines alone.

    Raises:
        FormatError: a line is missing or mistyped, and which; the lines are not of one sheet; a newer version.
    """
    _check_title(text)
    raw: dict[int, bytes] = {}
    wrong: dict[int, str] = {}
    for number, line in _numbered(text):
        try:
            data = _read_line(number, line)
        except FormatError as error:
            wrong[number] = error.what
            continue
        if raw.setdefault(number, data) != data:
            wrong[number] = "is there twice, and not the same"
    _complain(raw, wrong)
    pieces = [raw[number] for number in range(1, LINES)]
    if raw[LINES] != _whole(pieces):
        raise FormatError("the lines are not of one sheet", hint="take all seven from the same sheet")
    log, cosigner, case_id = (a + b for a, b in zip(pieces[::2], pieces[1::2], strict=True))
    identity = Identity(SecretKey(log, note.ED25519), SecretKey(cosigner, note.COSIGNATURE))
    return KeyBackup(identity, case_id.hex())


def _check_title(text: str) -> None:
    version = re.search(rf"^\s*{TITLE} ([0-9]+)\s*$", text, re.MULTILINE)
    if version is not None and version[1] != str(VERSION):
        raise FormatError(f"a key backup of version {version[1][:9]}", hint="install a newer aigaq")


def _numbered(text: str) -> Iterable[tuple[int, str]]:
    """The numbered lines; everything else is for people."""
    for line in text.splitlines():
        found = _NUMBERED.fullmatch(line)
        if found is not None and int(found[1]) <= LINES:
            yield int(found[1]), found[2]


def _read_line(number: int, line: str) -> bytes:
    """The bytes of a line without its check; FormatError says what is wrong with it."""
    letters = [letter for letter in line.upper().translate(_CYRILLIC) if letter not in " \t-\u2010\u2011\u2013\u00a0"]
    odd = next((letter for letter in letters if letter not in _VALUES), None)
    if odd is not None:
        raise FormatError(f"has the letter {odd}, which no line has")
    bits = (LAST if number == LINES else PIECE + CHECK) * 8
    if len(letters) * 5 != bits:
        raise FormatError(f"has {len(letters)} letters and digits instead of {bits // 5}")
    value = 0
    for letter in letters:
        value = value << 5 | _VALUES[letter]
    data = value.to_bytes(bits // 8, "big")
    if number == LINES:
        return data
    if data[PIECE:] != _check(number, data[:PIECE]):
        raise FormatError("is mistyped: its check does not fit")
    return data[:PIECE]


def _complain(raw: dict[int, bytes], wrong: dict[int, str]) -> None:
    """One error for all lines that are not right."""
    if not raw and not wrong:
        raise FormatError("no numbered line of a key backup is in it", hint="the seven lines begin with 1: to 7:")
    missing = {number: "is missing" for number in range(1, LINES + 1) if number not in raw and number not in wrong}
    if faults := sorted({**missing, **wrong}.items()):
        said = "; ".join(f"line {number} {what}" for number, what in faults)
        raise FormatError(said, hint="compare it with the sheet, group by group")


def _check(number: int, piece: bytes) -> bytes:
    return sha256(f"{TITLE} {VERSION}\n{number}\n".encode() + piece).digest()[:CHECK]


def _whole(pieces: list[bytes]) -> bytes:
    return sha256(f"{TITLE} {VERSION}\n{LINES}\n".encode() + b"".join(pieces)).digest()[:LAST]


def _encode(data: bytes) -> str:
    value, count = int.from_bytes(data, "big"), len(data) * 8 // 5
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(count)))


def _grouped(letters: str) -> str:
    return " ".join(letters[start:end] for start, end in pairwise(range(0, len(letters) + 1, 4)))


def write_private(path: Path, text: str, *, case: Path) -> None:
    """Write a file only its owner may read. UsageError where something is there already, or it would lie in the case."""
    if path.absolute().resolve().is_relative_to(case.resolve()):
        raise UsageError("this file is kept outside the case", where=path, hint="name another folder")
    try:
        files.write_new(path, text.encode(), _PRIVATE)
        files.fsync_path(path.absolute().parent)
    except FileExistsError:
        raise UsageError("there is something here already", where=path, hint="name another file") from None
    except OSError as error:
        raise os_error(error, where=path) from error


def restore(keys: Keystore, backup: KeyBackup) -> bool:
    """Put the keys of a backup into the keystore, without a head. False where these very keys are there already.

    Raises:
        UsageError: another key of the same name, or another log's key for the same case, is there.
    """
    log = backup.identity.log_id
    folder = keys.folder(log)
    wanted = {
        "log.key": backup.identity.log.text().encode(),
        "cosigner.key": backup.identity.cosigner.text().encode(),
        "case": f"{backup.case_id}\n".encode(),
    }
    with files.in_words():
        there = {name: files.read_if_there(folder / name) for name in wanted}
        if there == wanted:
            return False
        if any(there[name] not in (None, text) for name, text in wanted.items()):
            raise UsageError(
                "another key is here already, and was not touched", where=folder, hint="look which of the two is right"
            )
        _refuse_second(keys, log, wanted["case"])
        new = files.make_folders(folder, 0o700)
        for name, text in wanted.items():
            if there[name] is None:
                files.write_new(folder / name, text, _PRIVATE)
        files.fsync_folders([*new, folder])
    return True


def _refuse_second(keys: Keystore, log: str, case: bytes) -> None:
    """One computer writes to one log of a case: with keys of two it would not be clear to which."""
    for other in files.names(keys.path):
        folder = keys.folder(other)
        retired = (folder / "retired").exists()
        if other != log and not retired and files.read_if_there(folder / "case") == case:
            raise UsageError(
                "this computer has a key of its own for the case already",
                where=folder,
                hint="it can add to the case with that one; restore the other on a computer that has none",
            )


def claim_newest(
    case: Path, keys: Keystore, log: str, *, progress: Callable[[int, int], None] | None = None
) -> tuple[int, bytes]:
    """Take the head of this folder as the newest its log ever had, so that the restored key may sign again.

    Only a person can know that. What can be known is checked: the log is whole, and nobody here has seen it longer.

    Raises:
        KeyMissing: the keystore does not hold the log's key.
        Behind: it remembers another head already.
        CaseError: the log is not whole here.
    """
    from aigaq.case.verifying.verify import verify

    if not keys.knows(log):
        raise KeyMissing("this computer holds no key for the log", where=log[:16], hint="aigaq key restore FILE")
    found = verify(case, progress=progress)
    for finding in found.findings:
        if log in finding.where and finding.verdict in (Verdict.MISSING, Verdict.TAMPERED, Verdict.FORKED):
            raise CaseError(
                f"the log is not whole in this folder ({finding.what})",
                where=finding.where,
                hint="take the newest copy, or merge one that has it",
            )
    with files.in_words(), locked(case / layout.CASE_FILE), locked(keys.folder(log) / "log.key"):
        head = LogFolder(case / layout.LOGS / log, log).head()
        remembered = keys.head(log)
        if remembered is not None and remembered != (head.size, head.root):
            raise Behind(
                f"this computer remembers another head of the log, of {remembered[0]} entries",
                where=case,
                hint="the key was not lost here; nothing has to be claimed",
            )
        if remembered is None:
            keys.remember(log, head.size, head.root)
    return head.size, head.root
