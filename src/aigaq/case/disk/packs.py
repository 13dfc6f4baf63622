"""Packs: small public blobs in one canonical ustar archive that any `tar` reads and `sha256sum` checks.

A pack has at most 64 MiB. Members are sorted by hash, named by it, smaller than 64 KiB, mode 0444, with no owner and no time; the archive ends with
two empty blocks and nothing after them. The name of a pack is the SHA-256 of `tar tf`: the member names, each with a
newline. So a set of blobs has one pack, byte for byte. Headers come by the hundred thousand, so what does not differ
between two of them is made once. Proved against tarfile and tar (tests/case/test_packs.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import BinaryIO
from zlib import adler32

from aigaq.errors import FormatError

BLOCK = 512
MEMBER_LIMIT = 1 << 16
PACK_LIMIT = 64 << 20
END = bytes(2 * BLOCK)
WINDOW = (
    128 << 10
)  # of a pack at a time: read in one piece, 1 GB takes 0.4 s cpu more, as it does not stay in the cache
_NAME_REST = bytes(36) + b"0000444\0" + b"0000000\0" * 2
_MTIME = b"00000000000\0"
_TAIL = b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
_PADDING = tuple(bytes(count) for count in range(BLOCK))
_NOT_CANONICAL = "not the canonical header of a pack's member"
_FIXED_SUM = sum(_NAME_REST) + sum(_MTIME) + 8 * 32 + sum(_TAIL)


@cache
def _middle(size: int) -> tuple[bytes, int]:
    """The part of a header between name and checksum, and the sum of all bytes but the name's."""
    octal = b"%011o\0" % size
    return _NAME_REST + octal + _MTIME, _FIXED_SUM + sum(octal)


@cache
def _end(total: int) -> bytes:
    """The part of a header from its checksum on."""
    return b"%06o\0 " % total + _TAIL


@lru_cache(maxsize=1 << 12)
def _read_middle(middle: bytes) -> tuple[int, int]:
    """The size that the part between name and checksum says, and the sum of all bytes but the name's. FormatError."""
    try:
        size = int(middle[60:71], 8)
    except ValueError:
        size = -1
    if not 0 <= size < MEMBER_LIMIT or _middle(size)[0] != middle:
        raise FormatError(_NOT_CANONICAL)
    return size, _middle(size)[1]


def _name_sum(name: bytes) -> int:
    """The sum of the bytes. The low half of Adler-32 is one more, exact for 64 bytes, and far cheaper than a loop."""
    return (adler32(name) & 0xFFFF) - 1


def header(name: bytes, size: int) -> bytes:
    """The 512 bytes before a member; `name` is its hash in hex."""
    middle, total = _middle(size)
    return name + middle + _end(total + _name_sum(name))


def pack_name(digests: list[str]) -> str:
    """The name of the pack of these blobs, which must be sorted."""
    return sha256("".join([f"{digest}\n" for digest in digests]).encode()).hexdigest()


def build(members: Mapping[str, bytes | memoryview]) -> tuple[str, list[bytes | memoryview]]:
    """Name and bytes, in pieces, of the pack of these blobs."""
    digests = sorted(members)
    pieces: list[bytes | memoryview] = []
    for digest in digests:
        data = members[digest]
        pieces += (header(digest.encode(), len(data)), data, _PADDING[-len(data) % BLOCK])
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


def member_size(data: bytes, at: int = 0) -> int:
    """The size in the header at this place, which must be the one canonical header of its name and size; else FormatError."""
    size, total = _read_middle(data[at + 64 : at + 148])
    if not data.startswith(_end(total + _name_sum(data[at : at + 64])), at + 148):
        raise FormatError(_NOT_CANONICAL)
    return size


@dataclass(slots=True)
class Checked:
    """What a pack holds: sizes of the members whose bytes give their hash, hashes of those whose do not; `damage` says
    why the archive is not, byte for byte, the canonical one of its members."""

    good: dict[str, int]
    bad: list[str]
    damage: str | None = None


def check(pack: BinaryIO, name: str) -> Checked:
    """Hash every member of the pack of this name, as far as it can be read, in one pass and bounded memory."""
    checked = Checked({}, [])
    try:
        digests = _check(pack, checked.good, checked.bad)
    except FormatError as error:
        checked.damage = error.what
    else:
        if pack_name(digests) != name:
            checked.damage = "the pack is not named by its members"
    return checked


def _check(pack: BinaryIO, good: dict[str, int], bad: list[str]) -> list[str]:
    """Every member in turn; returns all their hashes. One flat loop: members come by the hundred thousand.

    Each window is read from where a member begins, so that nothing has to be put together.
    """
    data, base, at, last, digests = pack.read(WINDOW), 0, 0, "", []
    middles: dict[bytes, tuple[int, int, bytes]] = {}
    while True:
        if at + BLOCK > len(data):
            base, at = base + at, 0
            pack.seek(base)
            data = pack.read(WINDOW)
        middle = data[at + 64 : at + 148]
        known = middles.get(middle)
        if known is None:
            if data.startswith(END[:BLOCK], at):
                break
            size, total = _read_middle(middle)
            known = middles[middle] = size, total, _PADDING[-size % BLOCK]
        size, total, padding = known
        name = data[at : at + 64]
        if not data.startswith(_end(total + (adler32(name) & 0xFFFF) - 1), at + 148):  # as in `member_size`
            raise FormatError(_NOT_CANONICAL)
        start = at + BLOCK
        stop = start + size
        if stop + len(padding) > len(data):
            base += at
            pack.seek(base)
            data, start, stop = pack.read(WINDOW), BLOCK, BLOCK + size
        at = stop + len(padding)
        digest = str(name, "latin-1")
        if digest <= last or at > len(data) or (padding and not data.startswith(padding, stop)):
            raise FormatError("members are cut, padded or out of order")
        if sha256(data[start:stop]).hexdigest() == digest:
            good[digest] = size
        else:
            bad.append(digest)
        digests.append(digest)
        last = digest
    pack.seek(base + at)
    if pack.read(BLOCK + len(END)) != END:
        raise FormatError("the archive does not end where it should")
    return digests
