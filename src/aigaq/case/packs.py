"""Packs: small public blobs in one canonical ustar archive that any `tar` reads and `sha256sum` checks.

A pack has at most 64 MiB. Members are sorted by hash, named by it, smaller than 64 KiB, mode 0444, with no owner and no time; the archive ends with
two empty blocks and nothing after them. The name of a pack is the SHA-256 of `tar tf`: the member names, each with a
newline. So a set of blobs has one pack, byte for byte. Proved against tarfile and tar (tests/case/test_packs.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import BinaryIO
from zlib import adler32

from aigaq.errors import FormatError

BLOCK = 512
MEMBER_LIMIT = 1 << 16
PACK_LIMIT = 64 << 20
END = bytes(2 * BLOCK)
_NAME_REST = bytes(36) + b"0000444\0" + b"0000000\0" * 2
_MTIME = b"00000000000\0"
_TAIL = b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
_FIXED_SUM = sum(_NAME_REST) + sum(_MTIME) + 8 * 32 + sum(_TAIL)


@cache
def _middle(size: int) -> tuple[bytes, int]:
    """The part of a header between name and checksum, and the sum of all bytes but the name's."""
    octal = b"%011o\0" % size
    return _NAME_REST + octal + _MTIME, _FIXED_SUM + sum(octal)


def header(digest: bytes, size: int) -> bytes:
    """The 512 bytes before a member; `digest` is its name in hex."""
    middle, total = _middle(size)
    # The low half of Adler-32 is 1 + the sum of the bytes, exact for 64 of them, and far cheaper than a loop.
    return b"%b%b%06o\0 %b" % (digest, middle, total + (adler32(digest) & 0xFFFF) - 1, _TAIL)


def pack_name(digests: list[str]) -> str:
    """The name of the pack of these blobs, which must be sorted."""
    return sha256("".join([f"{digest}\n" for digest in digests]).encode()).hexdigest()


def build(members: Mapping[str, bytes]) -> tuple[str, list[bytes]]:
    """Name and bytes, in pieces, of the pack of these blobs."""
    digests = sorted(members)
    pieces: list[bytes] = []
    for digest in digests:
        data = members[digest]
        pieces += (header(digest.encode(), len(data)), data, bytes(-len(data) % BLOCK))
    return pack_name(digests), [*pieces, END]


def scan(pack: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """(hash, offset, size) of each member, by the headers alone. FormatError where one is no header of ours."""
    place = 0
    while True:
        pack.seek(place)
        block = pack.read(BLOCK)
        if block == END[:BLOCK]:
            return
        size = member_size(block)
        yield block[:64].decode("ascii", "replace"), place + BLOCK, size
        place += BLOCK + size + -size % BLOCK


def member_size(block: bytes) -> int:
    """The size in a header, which must be the one canonical header of its name and size; else FormatError."""
    try:
        size = int(block[124:135], 8)
    except ValueError:
        size = -1
    if 0 <= size < MEMBER_LIMIT and header(block[:64], size) == block:
        return size
    raise FormatError("not the canonical header of a pack's member")


@dataclass(slots=True)
class Checked:
    """What a pack holds: sizes of the members whose bytes give their hash, hashes of those whose do not; `damage` says
    why the archive is not, byte for byte, the canonical one of its members."""

    good: dict[str, int]
    bad: list[str]
    damage: str | None = None


def check(pack: bytes, name: str) -> Checked:
    """Hash every member of the pack of this name, as far as it can be read."""
    checked = Checked({}, [])
    try:
        _check(pack, name, checked.good, checked.bad)
    except FormatError as error:
        checked.damage = error.what
    return checked


def _check(pack: bytes, name: str, good: dict[str, int], bad: list[str]) -> None:
    view = memoryview(pack)
    place, last, end = 0, "", len(pack)
    while (block := pack[place : place + BLOCK]) != END[:BLOCK]:
        size = member_size(block)
        digest = str(block[:64], "latin-1")
        start = place + BLOCK
        stop = start + size
        place = stop + -size % BLOCK
        if digest <= last or place > end or pack.count(0, stop, place) != place - stop:
            raise FormatError("members are cut, padded or out of order")
        last = digest
        if sha256(view[start:stop]).hexdigest() == digest:
            good[digest] = size
        else:
            bad.append(digest)
    if pack[place:] != END:
        raise FormatError("the archive does not end where it should")
    if pack_name(sorted([*good, *bad])) != name:
        raise FormatError("the pack is not named by its members")
