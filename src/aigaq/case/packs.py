"""Packs: small public blobs in one canonical ustar archive that any `tar` reads and `sha256sum` checks.

Members are sorted by hash, named by it, smaller than 64 KiB, mode 0444, with no owner and no time; the archive ends with
two empty blocks and nothing after them. The name of a pack is the SHA-256 of `tar tf`: the member names, each with a
newline. So a set of blobs has one pack, byte for byte. Proved against tarfile and tar (tests/case/test_packs.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import BinaryIO

from aigaq.errors import FormatError

BLOCK = 512
MEMBER_LIMIT = 1 << 16
END = bytes(2 * BLOCK)
_NAME_REST = bytes(36) + b"0000444\0" + b"0000000\0" * 2
_MTIME = b"00000000000\0"
_TAIL = b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
_FIXED_SUM = sum(_NAME_REST) + sum(_MTIME) + 8 * 32 + sum(_TAIL)


def header(digest: bytes, size: int) -> bytes:
    """The 512 bytes before a member; `digest` is its name in hex."""
    octal = b"%011o\0" % size
    check = b"%06o\0 " % (_FIXED_SUM + sum(digest) + sum(octal))
    return digest + _NAME_REST + octal + _MTIME + check + _TAIL


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
    octal = block[124:135]
    if len(block) == BLOCK and octal.isdigit() and b"8" not in octal and b"9" not in octal:
        size = int(octal, 8)
        if size < MEMBER_LIMIT and header(block[:64], size) == block:
            return size
    raise FormatError("not the canonical header of a pack's member")


def check(pack: BinaryIO, name: str) -> Iterator[tuple[str, int, bool]]:
    """(hash, size, its bytes give that hash) of each member of the pack of this name.

    FormatError, at the latest at the end, where the archive is not the canonical one of its members.
    """
    digests: list[str] = []
    last = b""
    while (block := pack.read(BLOCK)) != END[:BLOCK]:
        size = member_size(block)
        data = pack.read(size + -size % BLOCK)
        digest = block[:64]
        if digest <= last or len(data) != size + -size % BLOCK or any(data[size:]):
            raise FormatError("members are cut, padded or out of order")
        last = digest
        digests.append(digest.decode("ascii", "replace"))
        yield digests[-1], size, sha256(data[:size]).hexdigest() == digests[-1]
    if pack.read(BLOCK + 1) != END[:BLOCK]:
        raise FormatError("the archive does not end where it should")
    if not digests or pack_name(digests) != name:
        raise FormatError("the pack is not named by its members")
