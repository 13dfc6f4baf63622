"""Signed notes and verifier keys (C2SP signed-note), checkpoints (C2SP tlog-checkpoint), cosignatures (cosignature/v1).

    <text, ending in a newline>
    <empty line>
    — <key name> base64(key id || signature)

    vkey      <name>+<hex key id>+base64(type || public key)     key id = SHA-256(name || "\\n" || type || key)[:4]
    text of a checkpoint      origin, size, base64 root, each on a line; extension lines are kept and ignored

Parsing is strict: base64 must be the canonical text of its bytes, so no byte of a note is free to change. Proved by the
example of the specification, by tessera's log and by torchwood's transcripts (tests/case/test_note.py).
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from aigaq.case.standards import ed25519
from aigaq.errors import FormatError

ED25519 = 1
COSIGNATURE = 4
MAX_NOTE = 1 << 20
MAX_SIGNATURES = 64


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name and type (1: Ed25519 note signature, 4: Ed25519 cosignature); str() gives the vkey."""

    name: str
    type: int
    key: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names the key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.type]) + self.key).decode()}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: key name, key id (4 bytes), the bytes after it."""

    name: str
    id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signature lines, nothing of it verified."""

    text: bytes
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: of the log `origin`, the tree of `size` leaves has this root."""

    origin: str
    size: int
    root: bytes


def unbase64(text: str | bytes) -> bytes:
    """Bytes of a canonical base64 text; FormatError for any other text."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    try:
        value = b64decode(raw, validate=True)
    except binascii.Error:
        raise FormatError("not base64") from None
    if b64encode(value) != raw:
        raise FormatError("base64 is not canonical")
    return value


def check_name(name: str) -> str:
    """The key name where it is one: not empty, no spaces of any script, no plus, no control characters."""
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise FormatError("not a key name")
    return name


def parse_vkey(text: str) -> VerifierKey:
    """Read a verifier key; FormatError where name, id, type or key do not fit together or the key is unsound."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise FormatError("a vkey has three parts")
    value = unbase64(parts[2])
    if len(value) != 33 or value[0] not in (ED25519, COSIGNATURE):
        raise FormatError("the vkey is of a type that is not understood")
    vkey = VerifierKey(check_name(parts[0]), value[0], ed25519.require_sound(value[1:]))
    if vkey.id.hex() != parts[1]:
        raise FormatError("the vkey's id does not fit its name and key")
    return vkey


def format_note(text: bytes, signatures: tuple[Signature, ...]) -> bytes:
    """The bytes of a note."""
    return text + b"\n" + "".join(map(format_signature, signatures)).encode()


def format_signature(signature: Signature) -> str:
    """A signature line, with its newline."""
    return f"— {signature.name} {b64encode(signature.id + signature.value).decode()}\n"


def parse_note(data: bytes) -> Note:
    """Read a note; FormatError where it is none. Signatures are not verified."""
    try:
        decoded = data.decode("utf-8") if len(data) <= MAX_NOTE else ""
    except UnicodeDecodeError:
        raise FormatError("the note is not UTF-8") from None
    if not decoded or any(c < " " and c != "\n" for c in decoded):
        raise FormatError("not a note")
    text, blank, tail = decoded.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise FormatError("the note has no signature part")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise FormatError("the note has too many signatures")
    return Note((text + "\n").encode(), tuple(parse_signature(line) for line in lines))


def parse_signature(line: str) -> Signature:
    """Read one signature line, without its newline."""
    dash, space, rest = line.partition(" ")
    name, gap, value = rest.partition(" ")
    if dash != "—" or not space or not gap:
        raise FormatError("not a signature line")
    raw = unbase64(value)
    if len(raw) < 5:
        raise FormatError("the signature is too short")
    return Signature(check_name(name), raw[:4], raw[4:])


def sign_note(text: bytes, name: str, seed: bytes) -> bytes:
    """A note with one Ed25519 signature."""
    vkey = VerifierKey(name, ED25519, ed25519.public_key(seed))
    return format_note(text, (Signature(name, vkey.id, ed25519.sign(seed, text)),))


def check_note(note: Note, vkey: VerifierKey) -> bool:
    """True where the note carries this key's signature and every signature line of this key verifies."""
    own = [s for s in note.signatures if (s.name, s.id) == (vkey.name, vkey.id)]
    if vkey.type == COSIGNATURE:
        return bool(own) and all(_check_cosignature(note.text, s, vkey) for s in own)
    return bool(own) and all(ed25519.check(vkey.key, note.text, s.value) for s in own)


def _cosigned(text: bytes, time: int) -> bytes:
    return b"cosignature/v1\ntime %d\n" % time + text


def _check_cosignature(text: bytes, signature: Signature, vkey: VerifierKey) -> bool:
    time = int.from_bytes(signature.value[:8], "big")
    return time < 1 << 63 and ed25519.check(vkey.key, _cosigned(text, time), signature.value[8:])


def cosign(text: bytes, name: str, seed: bytes, *, time: int) -> Signature:
    """A cosignature/v1 of a checkpoint's text; `time` is POSIX seconds."""
    vkey = VerifierKey(name, COSIGNATURE, ed25519.public_key(seed))
    return Signature(name, vkey.id, time.to_bytes(8, "big") + ed25519.sign(seed, _cosigned(text, time)))


def format_head(head: Head) -> bytes:
    """The text of a checkpoint."""
    return f"{head.origin}\n{head.size}\n{b64encode(head.root).decode()}\n".encode()


def parse_head(text: bytes) -> Head:
    """Read the text of a checkpoint; FormatError where it is none."""
    lines = text.decode("utf-8", "replace").split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise FormatError("a checkpoint has three lines")
    size = lines[1]
    if not (size.isascii() and size.isdigit()) or str(int(size[:20])) != size:
        raise FormatError("the size of a checkpoint is a decimal number")
    digest = unbase64(lines[2])
    if len(digest) != 32:
        raise FormatError("the root of a checkpoint has 32 bytes")
    return Head(lines[0], int(size), digest)
