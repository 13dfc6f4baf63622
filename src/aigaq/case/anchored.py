"""Reading what dates the heads of a case: kept heads, their time stamps, and what other devices claim of them.

Each head is used only where its signature is the log key's and the log's tree had this root at this size; each time stamp
and cosignature only where it holds. What is left out here, `verify` names. Proved by tests/case/test_anchored.py.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.case.disk import files, layout
from aigaq.case.log.kinds import Open
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.provable import Anchor, Claim, Provable, provable
from aigaq.case.standards import note, tokens
from aigaq.case.verifying.verify_anchors import anchor_of
from aigaq.errors import FormatError

if TYPE_CHECKING:
    from aigaq.case.case import Case


@dataclass(frozen=True)
class Kept:
    """A signed head as it is kept: its log, and the bytes of its file, which are what a time stamp is of."""

    log: LogFolder
    data: bytes
    head: note.Head

    @property
    def name(self) -> str:
        """The file's name."""
        return layout.checkpoint_name(self.head.size, self.head.root)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file: the folder of its time stamps."""
        return sha256(self.data).hexdigest()


def kept_heads(
    log: LogFolder, *, digests: Container[str] | None = None, names: Container[str] | None = None
) -> Iterator[Kept]:
    """The heads of a log, the greatest first, whose signature holds and whose root the tree had.

    Where `digests` (of their files) or `names` are given, only those: a log may have kept ten thousand.
    """
    vkey = log.vkey()
    for name in reversed(log.kept()):
        if names is not None and name not in names:
            continue
        with suppress(FormatError):
            data = files.read(log.path / "checkpoints" / name)
            if digests is not None and sha256(data).hexdigest() not in digests:
                continue
            signed = note.parse_note(data)
            head = note.parse_head(signed.text)
            kept = Kept(log, data, head)
            own = head.origin == vkey.name and kept.name == name and note.check_note(signed, vkey)
            if own and log.root_at(head.size) == head.root:
                yield kept


def tokens_of(case: Path, kept: Kept) -> Iterator[tuple[Anchor, bytes]]:
    """The time stamps of a head that hold, with their bytes."""
    folder = f"{layout.ANCHORS}/{kept.digest}"
    for name in files.names(case / folder):
        data = files.read_if_there(case / folder / name) or b""
        if name == f"{sha256(data).hexdigest()}.tsr":
            with suppress(FormatError):
                token = tokens.check_token(data, bytes.fromhex(kept.digest))
                yield anchor_of(f"{folder}/{name}", token, (kept.log.id, kept.head.size, kept.head.root)), data


def cosigners_of(case: Case) -> Mapping[tuple[str, bytes], note.VerifierKey]:
    """The cosigner keys that the logs of a case name in their first entry, by name and key id."""
    found: dict[tuple[str, bytes], note.VerifierKey] = {}
    for view in case.entries():
        if view.index == 0 and isinstance(opening := view.typed, Open):
            with suppress(FormatError):
                vkey = note.parse_vkey(opening.cosigner)
                found[vkey.name, vkey.id] = vkey
    return found


def cosignatures(case: Path, kept: Kept) -> list[note.Signature]:
    """The cosignature lines that lie beside a head, by the name of their file; whose they are is not looked at."""
    folder = case / layout.COSIG / kept.log.id / kept.name
    lines = []
    for name in files.names(folder):
        with suppress(FormatError):
            text = files.read(folder / name).decode("utf-8", "replace")
            line = note.parse_signature(text.removesuffix("\n"))
            if line.name != kept.head.origin and len(line.value) == 72:
                lines.append(line)
    return lines[: note.MAX_SIGNATURES - 1]


def claims_of(case: Case, log: LogFolder) -> tuple[Claim, ...]:
    """When other devices of the case say they saw heads of a log, where their signature holds."""
    there, claims = set(files.names(case.path / layout.COSIG / log.id)), []
    keys = cosigners_of(case) if there else {}
    for kept in kept_heads(log, names=there) if there else ():
        text = note.parse_note(kept.data).text
        for line in cosignatures(case.path, kept):
            key = keys.get((line.name, line.id))
            if key is not None and note.check_note(note.Note(text, (line,)), key):
                time = int.from_bytes(line.value[:8], "big")
                claims.append(Claim(time, log.id, kept.head.size, line.name))
    return tuple(sorted(claims))


def provable_of(case: Case, log_id: str, index: int) -> Provable:
    """By when entry `index` of a log provably existed. The case has checked its entries against the greatest head."""
    log = LogFolder(case.path / layout.LOGS / log_id, log_id)
    with files.in_words():
        there = set(files.names(case.path / layout.ANCHORS))
        heads = [kept for kept in kept_heads(log, digests=there) if kept.head.size > index] if there else []
        anchors = [one for kept in heads for one, _ in tokens_of(case.path, kept)]
        return provable(log_id, index, anchors, claims_of(case, log))
