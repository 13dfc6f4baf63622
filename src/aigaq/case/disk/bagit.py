"""Writing a bag: BagIt 1.0 (RFC 8493), the packaging that archives and libraries check with tools of their own.

    bagit.txt                version and encoding
    bag-info.txt             what it is, and how much
    manifest-sha256.txt      the hash of every file below data/
    tagmanifest-sha256.txt   the hash of every other file but itself
    data/…                   the payload

Names are made here, so none holds what a manifest must encode (CR, LF, %: bagit.py, unlike the RFC, does not decode
%25), none is another's in other letters, none leaves the folder. Writing only. Proved by bagit.py and by a reading of
the RFC in tests/case/test_bagit.py.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from aigaq.case.disk import files
from aigaq.errors import FormatError

PAYLOAD = "data"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BUFFER = 128 << 10
NAME_BYTES = 120
"""Of a readable name: with the hash before it, it stays below the 255 that file systems allow, also where each letter takes three."""
ENDING_BYTES = 12
_NOT_IN_NAMES = frozenset('/\\:*?"<>|%~')


def safe_name(name: str) -> str:
    """A file name that means nothing to any file system: composed, without separators, signs and hidden characters.

    Empty where nothing is left. What it stood for is not lost: the description has it.
    """
    composed = unicodedata.normalize("NFC", name)
    kept = "".join("_" if _odd(letter) else letter for letter in composed).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem or len(ending.encode()) > ENDING_BYTES:
        stem, dot, ending = kept, "", ""
    return _cut(stem, NAME_BYTES) + dot + ending


def _odd(letter: str) -> bool:
    return letter in _NOT_IN_NAMES or unicodedata.category(letter)[0] in "CZ" and letter != " "


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode("utf-8", "ignore").rstrip(" .")


@dataclass(slots=True)
class BagWriter:
    """Fills a folder that exists and is empty. `finish` writes what names the rest."""

    folder: Path
    payload: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    octets: int = 0

    def add(self, name: str, stream: BinaryIO, digest: str) -> int:
        """Copy a payload file; returns its size. FormatError where the bytes do not have this hash."""
        path = f"{PAYLOAD}/{name}"
        found, size = sha256(), 0
        descriptor = self._create(path)
        try:
            while piece := stream.read(BUFFER):
                found.update(piece)
                files.write(descriptor, piece)
                size += len(piece)
        finally:
            os.close(descriptor)
        if found.hexdigest() != digest:
            raise FormatError("these bytes are not those the item is named by", where=digest, hint="aigaq verify")
        self.payload[path] = digest
        self.octets += size
        return size

    def tag(self, path: str, data: bytes) -> None:
        """Write a tag file."""
        descriptor = self._create(path)
        try:
            files.write(descriptor, data)
        finally:
            os.close(descriptor)
        self.tags[path] = sha256(data).hexdigest()

    def finish(self, info: Iterable[tuple[str, str]]) -> None:
        """Write the manifests and bag-info.txt, then wait for the disk."""
        files.make_folders(self.folder / PAYLOAD)
        oxum = ("Payload-Oxum", f"{self.octets}.{len(self.payload)}")
        self.tag("bagit.txt", BAGIT)
        self.tag("bag-info.txt", format_info([*info, oxum]))
        self.tag("manifest-sha256.txt", format_manifest(self.payload))
        self.tag("tagmanifest-sha256.txt", format_manifest(self.tags))
        paths = [*self.payload, *self.tags]
        files.flush([str(self.folder / path) for path in paths])
        files.fsync_folders({(self.folder / path).parent for path in paths} | {self.folder, self.folder / PAYLOAD})

    def _create(self, path: str) -> int:
        files.make_folders((self.folder / path).parent)
        return files.create(self.folder / path, 0o644)


def format_manifest(hashes: Mapping[str, str]) -> bytes:
    """A manifest: hash, two spaces, path; by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items())).encode()


def format_info(values: Iterable[tuple[str, str]]) -> bytes:
    """bag-info.txt. A value stays on its line: a line break in it could say anything."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in values).encode()
