"""The keystore: private keys of this device's logs and the last head of each, outside every case folder.

    <keystore>/<sha256hex(log name)>/log.key        PRIVATE+KEY+<name>+<key id>+base64(type || seed), as Go's sumdb/note
                                     cosigner.key   the same, type 4
                                     case           the case id
                                     head           <size> <root hex>: what was last about to be signed
                                     cosigned/<log> <size> <root hex>: the greatest head of another log that was cosigned
                                     retired        empty; another log of this device goes on from this one

Folders have mode 0700, files 0600. The remembered head is what makes a restored backup or a stale stick visible: see
`append`. Proved by tests/case/test_keys.py.
"""

from __future__ import annotations

import os
from base64 import b32encode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files, layout
from aigaq.case.standards import ed25519, note
from aigaq.case.standards.merkle import EMPTY_ROOT
from aigaq.errors import FormatError, KeyMissing

_PRIVATE = 0o600
_COSIGNED, _RETIRED = "cosigned", "retired"


def key_name(key: bytes) -> str:
    """The name of a log or cosigner: `aigaq.invalid/` and 128 bits of the hash of its key; it says nothing of anybody."""
    return "aigaq.invalid/" + b32encode(sha256(key).digest()[:16]).decode().rstrip("=").lower()


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A private key of a note signature (type 1) or of a cosigner (type 4); never printed by repr."""

    seed: bytes
    type: int

    def __repr__(self) -> str:
        return f"SecretKey({self.vkey})"

    @property
    def vkey(self) -> note.VerifierKey:
        """The public half, with its name."""
        key = ed25519.public_key(self.seed)
        return note.VerifierKey(key_name(key), self.type, key)

    def text(self) -> str:
        """The text of a key file."""
        vkey = self.vkey
        return f"PRIVATE+KEY+{vkey.name}+{vkey.id.hex()}+{b64encode(bytes([self.type]) + self.seed).decode()}\n"


def parse_secret(text: str) -> SecretKey:
    """Read a key file; FormatError where it is none."""
    parts = text.strip().split("+", 4)
    raw = note.unbase64(parts[4]) if len(parts) == 5 else b""
    if len(raw) != 33:
        raise FormatError("not a private key")
    secret = SecretKey(raw[1:], raw[0])
    if secret.text().strip() != text.strip():
        raise FormatError("the private key does not fit its name")
    return secret


@dataclass(frozen=True, slots=True)
class Identity:
    """The two keys of a device in one case."""

    log: SecretKey
    cosigner: SecretKey

    @classmethod
    def new(cls) -> Identity:
        """Fresh keys."""
        return cls(SecretKey(ed25519.new_seed(), note.ED25519), SecretKey(ed25519.new_seed(), note.COSIGNATURE))

    @property
    def log_id(self) -> str:
        """The hash of the log's name: its folder in case and keystore."""
        return layout.log_id(self.log.vkey.name)


class Keystore:
    """Keys and remembered heads of this device.

    Args:
        path: the folder; default `$XDG_DATA_HOME/aigaq/keys`, else `~/.local/share/aigaq/keys`.
    """

    def __init__(self, path: Path | None = None) -> None:
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        self.path = Path(path) if path is not None else Path(data) / "aigaq" / "keys"

    def folder(self, log: str) -> Path:
        """The folder of one log's keys."""
        return self.path / log

    def store(self, identity: Identity, case_id: str) -> None:
        """Keep new keys; nothing is overwritten."""
        folder = self.folder(identity.log_id)
        new = files.make_folders(folder, 0o700)
        for name, text in (
            ("log.key", identity.log.text()),
            ("cosigner.key", identity.cosigner.text()),
            ("case", f"{case_id}\n"),
            ("head", f"0 {EMPTY_ROOT.hex()}\n"),
        ):
            files.write_new(folder / name, text.encode(), _PRIVATE)
        files.fsync_folders([*new, folder])

    def forget(self, log: str) -> None:
        """Remove the keys of a log whose case was never made, as far as the disk lets us."""
        with suppress(OSError):
            files.clear_folder(self.folder(log))

    def knows(self, log: str) -> bool:
        """True where this device holds the key of the log."""
        return (self.folder(log) / "log.key").is_file()

    def identity(self, log: str) -> Identity:
        """The keys of a log. KeyMissing where they are not here."""
        folder = self.folder(log)
        logged, cosigner = files.read_if_there(folder / "log.key"), files.read_if_there(folder / "cosigner.key")
        if logged is None or cosigner is None:
            raise KeyMissing("this device holds no key for the case", where=folder, hint="restore the key's backup")
        return Identity(
            parse_secret(logged.decode("utf-8", "replace")), parse_secret(cosigner.decode("utf-8", "replace"))
        )

    def own_log(self, case_id: str, logs: Iterable[str]) -> str:
        """Which of these logs is this device's own in the case; KeyMissing where none is."""
        for log in sorted(logs):
            folder = self.folder(log)
            if files.read_if_there(folder / "case") == f"{case_id}\n".encode() and not (folder / _RETIRED).exists():
                return log
        raise KeyMissing(
            "this device holds no key for the case, so it can read but not write",
            where=self.path,
            hint="`aigaq join CASE` opens a log of its own; or restore the key's backup with `aigaq key restore`",
        )

    def head(self, log: str) -> tuple[int, bytes] | None:
        """Size and root last remembered for a log; None where it has no key here or the note of it is damaged."""
        return _parse_head(files.read_if_there(self.folder(log) / "head"))

    def remember(self, log: str, size: int, root: bytes) -> None:
        """Remember the head that is about to be signed; durable when it returns."""
        folder = self.folder(log)
        files.put(folder / "head", _format_head(size, root), via=folder / "head.new", mode=_PRIVATE)

    def cosigned(self, own: str, other: str) -> tuple[int, bytes] | None:
        """The greatest head of another log that the cosigner of this one has signed; None: none yet."""
        return _parse_head(files.read_if_there(self.folder(own) / _COSIGNED / other))

    def remember_cosigned(self, own: str, other: str, size: int, root: bytes) -> None:
        """Remember the head of another log that is about to be cosigned; durable when it returns."""
        folder = self.folder(own) / _COSIGNED
        files.fsync_folders(files.make_folders(folder, 0o700))
        files.put(folder / other, _format_head(size, root), via=folder / "new", mode=_PRIVATE)

    def retire(self, log: str) -> None:
        """Write to this log no more: another one of this device goes on from it. Its keys stay."""
        folder = self.folder(log)
        files.put(folder / _RETIRED, b"", via=folder / f"{_RETIRED}.new", mode=_PRIVATE)


def _format_head(size: int, root: bytes) -> bytes:
    return f"{size} {root.hex()}\n".encode()


def _parse_head(text: bytes | None) -> tuple[int, bytes] | None:
    size, _, root = (text or b"").decode("ascii", "replace").strip().partition(" ")
    if not (size.isascii() and size.isdigit() and len(root) == 64):
        return None
    try:
        return int(size), bytes.fromhex(root)
    except ValueError:
        return None
