"""Cuts a stream of bytes into chunks of text: bounded memory, nothing altered, nothing lost.

A chunk ends after a paragraph (empty line), else after a sentence or line, else after white space, else anywhere: a
cut is a limit of memory, not of sense. Lines may be of any length. Proved by tests/intake/test_chunks.py: chunks joined are the decoded
text, for generated texts, encodings and limits.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from aigaq.intake.renditions import PART, Chunk

LIMIT = 1 << 20  # code points
READ = 1 << 18  # bytes read at a time

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r|\u2029")
_SENTENCE = re.compile(r"[.!?…。؟]+[\"'”’»)\]]*\s|[\n\r\u2028]")
_SPACE = re.compile(r"\s")


def decoded(stream: BinaryIO, encoding: str, *, skip: int = 0, size: int = READ) -> Iterator[str]:
    """The text of a stream piece by piece; `skip` bytes (a byte order mark) are left out first.

    Raises:
        UnicodeDecodeError: the bytes do not follow the encoding; `render` has looked at every byte before.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    stream.read(skip)
    while block := stream.read(size):
        if text := decoder.decode(block):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def cut(texts: Iterator[str], *, part: str = PART, limit: int = LIMIT) -> Iterator[Chunk]:
    """Chunks of at most `limit` code points, contiguous, in order; an empty text gives no chunk."""
    held: list[str] = []
    length = offset = 0
    for text in texts:
        held.append(text)
        length += len(text)
        if length <= limit:
            continue
        rest = "".join(held)
        while len(rest) > limit:
            end = _boundary(rest, limit)
            yield Chunk(part, offset, rest[:end])
            offset += end
            rest = rest[end:]
        held, length = [rest], len(rest)
    if length:
        yield Chunk(part, offset, "".join(held))


def _boundary(text: str, limit: int) -> int:
    """Where to cut: the last boundary of the best kind in the second half of the limit."""
    for pattern in (_PARAGRAPH, _SENTENCE, _SPACE):
        end = 0
        for match in pattern.finditer(text, limit // 2, limit):
            end = match.end()
        if end:
            return end
    return limit
