"""What kind of file this is: by its opening bytes, else by its name, else by what was declared, else plain text.

Signatures are data (`data/media.toml`, from the IANA registrations and the formats' specifications). Proved by
tests/intake/test_media.py.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = 1024  # bytes looked at
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9\-]*):[ \t\r]?")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of file: IANA media type, words for people, whether it is decoded as text, whether it is binary.

    `by` is the extractor that makes text of it, where it is not decoded as it is.
    """

    type: str
    label: str
    read: bool = False
    binary: bool = False
    hint: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Magic:
    """Opening bytes that tell a kind: `start` at the beginning, and `then` at an offset."""

    start: bytes
    then: bytes
    then_at: int
    type: str

    def fits(self, head: bytes) -> bool:
        """Whether a file that begins so is of this kind."""
        return head.startswith(self.start) and head[self.then_at : self.then_at + len(self.then)] == self.then


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: dict[str, Media]
    magic: tuple[Magic, ...]
    openings: tuple[tuple[bytes, str], ...]
    endings: dict[str, str]
    aliases: dict[str, str]
    mail: frozenset[bytes]


@cache
def _table() -> _Table:
    data = tomllib.loads((files("aigaq.intake") / "data" / "media.toml").read_text(encoding="utf-8"))
    return _Table(
        kinds={kind: Media(type=kind, **row) for kind, row in data["kinds"].items()},
        magic=tuple(
            Magic(bytes.fromhex(row["hex"]), bytes.fromhex(row.get("then", "")), row.get("then_at", 0), row["kind"])
            for row in data["magic"]
        ),
        openings=tuple((word.encode(), row["kind"]) for row in data["opening"] for word in row["words"]),
        endings=data["endings"],
        aliases=data["aliases"],
        mail=frozenset(name.encode() for name in data["mail"]["headers"]),
    )


def guess_media(head: bytes, *, name: str | None = None, declared: str | None = None) -> Media:
    """The kind of a file from its first bytes (`HEAD` are enough), its name, and what was declared of it."""
    table = _table()
    said = said_to_be(name=name, declared=declared)
    by_bytes = _by_bytes(table, head)
    if by_bytes == "application/xml" and b"<html" in head.lower():
        by_bytes = "text/html"
    if by_bytes is None and said is not None and said.type == "application/pdf" and b"%PDF-" in head:
        by_bytes = said.type  # programs put a few bytes before the signature, and readers allow it
    if by_bytes is not None:
        return table.kinds[by_bytes]
    # Without its signature a file is not what a binary ending says: its bytes are looked at as text.
    for known in _said(table, name, declared):
        if known is not None and not known.binary:
            return known
    return table.kinds["text/plain"]


def said_to_be(*, name: str | None = None, declared: str | None = None) -> Media | None:
    """The kind by its name, else by what was declared; None where neither says one."""
    return next((kind for kind in _said(_table(), name, declared) if kind is not None), None)


def _said(table: _Table, name: str | None, declared: str | None) -> tuple[Media | None, Media | None]:
    ending = name.rpartition(".")[2].casefold() if name and "." in name else ""
    stated = (declared or "").partition(";")[0].strip().casefold()
    return table.kinds.get(table.endings.get(ending, "")), table.kinds.get(table.aliases.get(stated, stated))


def _by_bytes(table: _Table, head: bytes) -> str | None:
    for magic in table.magic:
        if magic.fits(head):
            return magic.type
    for bom in _BOMS:
        head = head.removeprefix(bom)
    words = head.replace(b"\0", b"").lstrip().lower()
    kind = next((kind for opening, kind in table.openings if words.startswith(opening)), None)
    return "message/rfc822" if kind is None and _is_mail(table, head) else kind


def _is_mail(table: _Table, head: bytes) -> bool:
    """Whether it begins with lines of headers, as far as can be seen, one of them a machine's."""
    lines = head.split(b"\n")
    if len(head) >= HEAD:
        del lines[-1]
    names = []
    for line in lines:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header is not None:
            names.append(header[1].lower())
        elif not names or not line.startswith((b" ", b"\t")):
            return False
    return len(names) > 1 and not table.mail.isdisjoint(names)
