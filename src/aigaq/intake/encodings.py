"""Finds out how a file is encoded by looking at every byte once or twice, in bounded memory.

In this order: a byte order mark; UTF-16 without one, by where its NULs stand; UTF-8; an encoding of one byte a letter
(`letters`). Control characters and NULs make a file binary. Proved by tests/intake/test_encodings.py.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason, UsageError
from aigaq.intake import letters
from aigaq.intake.chunks import READ, decoded

SAMPLE = 1 << 16  # bytes of evidence weighed

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_CONTROLS_TEXT = dict.fromkeys(_CONTROLS)
_RUN = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_BOMS = (("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))
_HINT = "say how it is encoded with --encoding"


@dataclass(frozen=True, slots=True)
class Encoded:
    """How a file is encoded: Python's name of the encoding, bytes to skip at the start, what was assumed."""

    name: str
    skip: int = 0
    assumed: str | None = None


def find_encoding(stream: BinaryIO, *, stated: str | None = None) -> Encoded:
    """How this file is encoded; the stream must be seekable and at its start.

    Args:
        stated: the encoding a person named; it is checked, never doubted.

    Raises:
        NotReadable: empty, binary, broken, or an encoding that fits two ways.
        UsageError: `stated` names no text encoding.
    """
    head = stream.read(SAMPLE)
    stream.seek(0)
    if not head:
        raise NotReadable("the file is empty", reason=Reason.EMPTY)
    if stated is not None:
        return _stated(stream, stated, head)
    for name, bom in _BOMS:
        if head.startswith(bom):
            return _checked(stream, Encoded(name, len(bom)))
    guessed = _utf16(head)
    if guessed is not None:
        return _checked(stream, Encoded(guessed, assumed=f"{guessed.upper()}, by where its NULs stand"))
    return _utf8(stream) or _one_byte(stream)


def _stated(stream: BinaryIO, stated: str, head: bytes) -> Encoded:
    try:
        name = codecs.lookup(stated).name
        "".encode(name)
    except (LookupError, ValueError) as error:
        known = ", ".join(("utf-8", "utf-16-le", "utf-16-be", *letters.names()))
        raise UsageError(f"no encoding of text has this name: {stated}", hint=f"some are {known}") from error
    bom = next((bom for known, bom in _BOMS if known == name and head.startswith(bom)), b"")
    return _checked(stream, Encoded(name, len(bom)))


def _checked(stream: BinaryIO, encoded: Encoded) -> Encoded:
    """Decode it all once: a text must follow its encoding to the end and hold no control characters."""
    strange = length = 0
    try:
        for text in decoded(stream, encoded.name, skip=encoded.skip):
            _refuse_nul("\0" in text)
            length += len(text)
            strange += len(text) - len(text.translate(_CONTROLS_TEXT))
    except UnicodeDecodeError as error:
        raise NotReadable(
            f"the file does not follow {encoded.name}: {error.reason}", reason=Reason.UNKNOWN, hint=_HINT
        ) from error
    _refuse_controls(strange, length)
    if not length:
        raise NotReadable("the file is empty but for a byte order mark", reason=Reason.EMPTY)
    return encoded


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes stand only at even places (big end first) or only at odd ones."""
    zeros, even = head.count(0), head[::2].count(0)
    whole = len(head) == SAMPLE or len(head) % 2 == 0
    if not zeros or zeros * 50 < len(head) or even not in (0, zeros) or not whole:
        return None
    upper = head[::2] if even else head[1::2]
    # The upper bytes of alphabets and punctuation are small; a stray zero in ASCII has letters on either side.
    small = sum(byte < 0x30 for byte in upper)
    if small * 10 < len(upper) * 9:
        return None
    return "utf-16-be" if even else "utf-16-le"


def _utf8(stream: BinaryIO) -> Encoded | None:
    """UTF-8, of which ASCII is a part; None where the bytes do not follow it."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
    strange = length = 0
    follows = True
    for block in _blocks(stream):
        _refuse_nul(0 in block)
        length += len(block)
        strange += len(block) - len(block.translate(None, _CONTROLS))
        follows = follows and _follows(decoder, block)
    _refuse_controls(strange, length)
    return Encoded("utf-8") if follows and _follows(decoder, b"", final=True) else None


def _follows(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(stream: BinaryIO) -> Encoded:
    runs: list[bytes] = []
    size, used = 0, bytes(range(128))
    for block in _blocks(stream):
        used += bytes(set(block.translate(None, used)))
        if size < SAMPLE:
            found = _RUN.findall(block)
            runs += found
            size += sum(map(len, found))
    verdict = letters.weigh(runs, frozenset(used[128:]))
    if not verdict.readings:
        raise NotReadable("no encoding we know fits the file", reason=Reason.UNKNOWN, hint=_HINT)
    best = verdict.readings[0]
    if len(verdict.readings) > 1:
        other = verdict.readings[1]
        raise NotReadable(
            f"{best.label} and {other.label} both fit the bytes",
            reason=Reason.ENCODING,
            hint=f"look which is right and say so: --encoding {best.name} or --encoding {other.name}",
        )
    same = f" ({', '.join(verdict.same)} would give the same text)" if verdict.same else ""
    return Encoded(best.name, assumed=f"{best.label}, by its letters{same}")


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(READ):
        yield block


def _refuse_nul(found: bool) -> None:
    if found:
        raise NotReadable("the file holds NUL characters", reason=Reason.BINARY)


def _refuse_controls(strange: int, length: int) -> None:
    """Now and then a control character slips into a text: more than one in a thousand is no text."""
    if strange > 1 + length // 1000:
        raise NotReadable("the file holds control characters, as no text does", reason=Reason.BINARY)
