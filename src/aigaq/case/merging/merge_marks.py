"""Merging the small files beside the logs: cosignatures, time stamps, wrapped keys. What is here already stays.

A time stamp and a wrapped key are named by their own hash, so a damaged one is not taken. A cosigner signs a head once;
should two lines have one name, the one that sorts first is kept in every copy. Proved by tests/case/test_merge.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.log.kinds import Open
from aigaq.case.standards import note, tokens
from aigaq.errors import FormatError

LIMIT = 1 << 20
COSIG = re.compile("cosig/([0-9a-f]{64})/(0|[1-9][0-9]{0,18})-([0-9a-f]{64})/([0-9a-f]{64})", re.ASCII)
ANCHOR = re.compile(r"anchors/([0-9a-f]{64})/([0-9a-f]{64})\.tsr", re.ASCII)
KEY = re.compile(r"keys/([0-9a-f]{64})/([0-9a-f]{64})-([0-9a-f]{64})\.age", re.ASCII)


def cosignature_line(data: bytes) -> note.Signature:
    """Read a cosignature file: one canonical signature line and a newline. FormatError."""
    text = data.decode("utf-8", "replace")
    signature = note.parse_signature(text.removesuffix("\n"))
    if note.format_signature(signature).encode() != data:
        raise FormatError("not one signature line")
    return signature


@dataclass(frozen=True, slots=True)
class Cosigners:
    """Who cosigns in a case. `keys`: the name of a cosigner's files → the logs that open with this key, and it: a stranger
    may name anybody's; `origins`: log → its name."""

    keys: Mapping[str, tuple[tuple[str, ...], note.VerifierKey]]
    origins: Mapping[str, str]

    @classmethod
    def of(cls, opens: Mapping[str, tuple[str, Open]]) -> Cosigners:
        """As the logs of a case open: log → (entry id, opening)."""
        keys: dict[str, tuple[tuple[str, ...], note.VerifierKey]] = {}
        for log, (_, opening) in sorted(opens.items()):
            try:
                vkey = note.parse_vkey(opening.cosigner)
            except FormatError:
                continue
            if vkey.type == note.COSIGNATURE:
                others = keys.get(cosigner_id(vkey), ((), vkey))[0]
                keys[cosigner_id(vkey)] = (*others, log), vkey
        return cls(keys, {log: opening.log.partition("+")[0] for log, (_, opening) in opens.items()})

    def check(self, name: str, data: bytes) -> bool:
        """True where the file of this name is a cosignature, by a cosigner that is known, of a log that is known."""
        found = COSIG.fullmatch(name)
        if found is None or found[4] not in self.keys or found[1] not in self.origins:
            return False
        try:
            line = cosignature_line(data)
        except FormatError:
            return False
        head = note.Head(self.origins[found[1]], int(found[2]), bytes.fromhex(found[3]))
        return note.check_note(note.Note(note.format_head(head), (line,)), self.keys[found[4]][1])


def cosigner_id(vkey: note.VerifierKey) -> str:
    """The name of a cosigner's files: the hash of its vkey."""
    return sha256(str(vkey).encode()).hexdigest()


def sound(name: str, data: bytes, cosigners: Cosigners) -> bool:
    """True where a file under this name may have these bytes."""
    if COSIG.fullmatch(name):
        return cosigners.check(name, data)
    if found := ANCHOR.fullmatch(name):
        return found[2] == sha256(data).hexdigest() and _dates(found[1], data)
    key = KEY.fullmatch(name)
    return key is not None and key[3] == sha256(data).hexdigest()


def _dates(digest: str, data: bytes) -> bool:
    """True for a time stamp of these bytes that holds, or that this program cannot check."""
    try:
        tokens.check_token(data, bytes.fromhex(digest))
    except tokens.NotCheckable:
        return True
    except FormatError:
        return False
    return True


def marks(case: Path) -> Iterator[str]:
    """The names of all cosignatures, time stamps and wrapped keys of a folder, relative to it. Other files are no marks."""
    for room in (layout.COSIG, layout.ANCHORS, layout.KEYS):
        for folder, _, names in os.walk(case / room):
            for name in sorted(names):
                path = f"{Path(folder).relative_to(case).as_posix()}/{name}"
                if any(pattern.fullmatch(path) for pattern in (COSIG, ANCHOR, KEY)):
                    yield path


def merge_marks(
    case: Path,
    source: Path,
    cosigners: Cosigners,
    *,
    unfinished: Path,
    destroyed: Collection[str],
    refuse: Callable[[str, str], None],
) -> int:
    """Take what is not here; returns how many files that were.

    Args:
        destroyed: items whose wrapped keys are not taken.
        refuse: told the name and the reason of each file that is not taken.
    """
    count = 0
    for name in sorted(marks(source)):
        key = KEY.fullmatch(name)
        if key is not None and key[1] in destroyed:
            continue
        data = files.read_at_most(source / name, LIMIT) or b""
        here = files.read_if_there(case / name)
        if here == data:
            continue
        if not sound(name, data, cosigners):
            refuse(name, "the bytes do not fit the name, or the cosigner's log is not here")
        elif here is None or data < here or not sound(name, here, cosigners):
            grown = files.make_folders((case / name).parent)
            files.put(case / name, data, via=unfinished / "mark")
            files.fsync_folders(grown)
            count += here is None
    return count
