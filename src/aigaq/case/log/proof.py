"""A proof for a stranger: C2SP tlog-proof@v1, one text file that shows one entry under one signed head.

    c2sp.org/tlog-proof@v1
    extra <base64>             JSON: the entry, the log's key, time-stamp responses by their SHA-256; canonical text
    index <decimal>
    <base64 hash>              the audit path, from the leaf's sibling upwards, one a line
    <empty line>
    <the checkpoint, verbatim, with its cosignatures>

`check` is the half a sceptic reads: it needs nothing of a case, and of keys only those from elsewhere that it is given.
Normative: docs/formats/proof.md; `verify.py` at the root of the sources is the same in one file without this package.
Proved by tlog-scales making and checking the same proofs, and by changing every byte (tests/case/test_proof.py).
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from aigaq.case.log.entries import fields
from aigaq.case.log.keys import key_name
from aigaq.case.standards import merkle, note
from aigaq.errors import FormatError

MAGIC = b"c2sp.org/tlog-proof@v1"
MAX_PROOF = 4 << 20
MAX_PATH = 63
VERSION = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof file holds, nothing of it verified. `tokens`: time-stamp responses of exactly `checkpoint`."""

    entry: bytes
    log: str
    tokens: tuple[bytes, ...]
    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the entry."""
        return fields(self.entry)

    @property
    def entry_id(self) -> str:
        """The entry's id: its leaf hash."""
        return merkle.leaf_hash(self.entry).hex()

    @property
    def item(self) -> str | None:
        """The SHA-256 of the item that the entry names, where it names one."""
        item = self.fields.get("item")
        return item if isinstance(item, str) else None

    @property
    def kept_name(self) -> str:
        """The SHA-256 of the checkpoint file as the case keeps it, with the log's own signature alone: what tokens stamp."""
        return sha256(kept_checkpoint(self.checkpoint)).hexdigest()


class Standing(StrEnum):
    """How far a proof holds."""

    VALID = "valid"
    KEY_UNKNOWN = "consistent, key not known to you"
    OTHER_KEY = "consistent, not signed by the key you gave"
    BROKEN = "not consistent"


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for one proof: its standing, why where it is broken, the head, and which known cosigners signed when."""

    standing: Standing
    why: str = ""
    head: note.Head | None = None
    cosigned: tuple[tuple[str, int], ...] = ()
    unknown: int = 0


def kept_checkpoint(checkpoint: bytes) -> bytes:
    """The checkpoint with the signature of its own log alone."""
    signed = note.parse_note(checkpoint)
    origin = signed.text.partition(b"\n")[0].decode()
    own = tuple(one for one in signed.signatures if one.name == origin)
    return note.format_note(signed.text, own)


def format_extra(entry: bytes, log: str, tokens: Iterable[bytes]) -> bytes:
    """The one text of what goes into `extra`; FormatError where the entry is not ASCII text."""
    try:
        text = entry.decode("ascii")
    except UnicodeDecodeError:
        raise FormatError("the entry is not ASCII text, so it cannot stand in a proof") from None
    stamped = {sha256(token).hexdigest(): b64encode(token).decode() for token in tokens}
    return _dump({"entry": text, "log": log, "tokens": stamped, "v": VERSION})


def _dump(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode("ascii")


def format_proof(proof: Proof) -> bytes:
    """The bytes of a proof file."""
    extra = format_extra(proof.entry, proof.log, proof.tokens)
    lines = [MAGIC, b"extra " + b64encode(extra), b"index %d" % proof.index, *map(b64encode, proof.path), b""]
    return b"".join(line + b"\n" for line in lines) + proof.checkpoint


def is_proof(data: bytes) -> bool:
    """True for a file that says it is a proof."""
    return data.startswith(MAGIC + b"\n")


def parse_proof(data: bytes) -> Proof:
    """Read a proof; FormatError where it is none, or not in the one text its content has."""
    if not is_proof(data):
        raise FormatError(f"the first line is not {MAGIC.decode()}")
    if len(data) > MAX_PROOF:
        raise FormatError("longer than a proof may be")
    above, blank, checkpoint = data.partition(b"\n\n")
    lines = above.split(b"\n")
    if not blank or len(lines) < 3 or not lines[1].startswith(b"extra ") or not lines[2].startswith(b"index "):
        raise FormatError("the proof lacks its line extra or index")
    entry, log, tokens = _parse_extra(note.unbase64(lines[1][6:]))
    path = tuple(note.unbase64(line) for line in lines[3:])
    proof = Proof(entry, log, tokens, _index(lines[2][6:]), path, checkpoint)
    if len(path) > MAX_PATH or any(len(one) != merkle.HASH for one in path):
        raise FormatError("the audit path is not one of SHA-256 hashes")
    if format_proof(proof) != data:
        raise FormatError("not the canonical text of a proof")
    return proof


def _index(text: bytes) -> int:
    if not text.isdigit() or len(text) > 19:
        raise FormatError("the index is not a decimal number")
    return int(text)


def _parse_extra(raw: bytes) -> tuple[bytes, str, tuple[bytes, ...]]:
    """Entry, key and tokens; each token must have the hash it is named by, so that a changed byte shows."""
    try:
        value = json.loads(raw)
        entry, log, stamped = value["entry"], value["log"], value["tokens"]
        known = value["v"] == VERSION and isinstance(log, str)
        raw_entry = entry.encode("ascii")
        tokens = {name: note.unbase64(token) for name, token in stamped.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise FormatError("the line extra does not hold an entry, a key and tokens") from None
    if not known or any(sha256(token).hexdigest() != name for name, token in tokens.items()):
        raise FormatError("the line extra does not hold an entry, a key and tokens as they are named")
    return raw_entry, log, tuple(tokens[name] for name in sorted(tokens))


def check(proof: Proof, keys: Iterable[note.VerifierKey] = (), *, item: str | None = None) -> Checked:
    """How far a proof holds.

    Args:
        keys: verifier keys from elsewhere: of logs (type 1), and of cosigners (type 4), each bound to its name.
        item: the SHA-256 of a file that the entry must name.
    """
    try:
        signed, head, own = _sound(proof)
    except FormatError as error:
        return Checked(Standing.BROKEN, error.what)
    if item is not None and proof.item != item:
        return Checked(Standing.BROKEN, "the file is not the item that the entry names", head)
    known = tuple(keys)
    logs = [key for key in known if key.type == note.ED25519]
    cosigned, unknown = _cosigned(signed, own, known)
    if cosigned is None:
        return Checked(Standing.BROKEN, "a cosignature by a key you gave does not verify", head)
    standing = Standing.VALID if own in logs else Standing.OTHER_KEY if logs else Standing.KEY_UNKNOWN
    return Checked(standing, "", head, cosigned, unknown)


def _sound(proof: Proof) -> tuple[note.Note, note.Head, note.VerifierKey]:
    """Note, head and key of a proof that agrees with itself; FormatError where it does not.

    The name of a log is made from its key (docs/formats/entries.md), so the key that lies in the proof cannot be another
    than that of the log the checkpoint names. Whose it is, only a key from elsewhere tells.
    """
    own = note.parse_vkey(proof.log)
    signed = note.parse_note(proof.checkpoint)
    head = note.parse_head(signed.text)
    same = note.format_note(note.format_head(head), signed.signatures) == proof.checkpoint
    if str(own) != proof.log or own.type != note.ED25519 or own.name != key_name(own.key) or head.origin != own.name:
        raise FormatError("the key in the proof is not that of the log")
    if not same or sum(one.name == own.name for one in signed.signatures) != 1:
        raise FormatError("not the canonical text of a checkpoint signed once by its log")
    if not note.check_note(signed, own):
        raise FormatError("the signature of the head is not the log key's")
    if not merkle.check_inclusion(proof.index, head.size, bytes.fromhex(proof.entry_id), proof.path, head.root):
        raise FormatError("the entry is not under the signed head")
    return signed, head, own


def _cosigned(
    signed: note.Note, own: note.VerifierKey, keys: Iterable[note.VerifierKey]
) -> tuple[tuple[tuple[str, int], ...] | None, int]:
    """Name and time of each known cosigner's line, and how many lines nobody known wrote; None where one does not verify."""
    cosigners = [key for key in keys if key.type == note.COSIGNATURE]
    others = [line for line in signed.signatures if line.name != own.name]
    found, unknown = [], 0
    for line in others:
        key = next((one for one in cosigners if (one.name, one.id) == (line.name, line.id)), None)
        if key is None:
            unknown += 1
        elif not note.check_note(note.Note(signed.text, (line,)), key):
            return None, unknown
        else:
            found.append((line.name, int.from_bytes(line.value[:8], "big")))
    return tuple(found), unknown
