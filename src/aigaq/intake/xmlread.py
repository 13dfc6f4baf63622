"""Reads XML of strangers: no document type, no entities, bounded in size and depth; by the standard library's expat.

A member of a ZIP is counted as it is unpacked, because what its directory says of its size may be a lie. Names are given
without their namespace. Proved by tests/intake/test_docx.py and test_budget.py.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from aigaq.errors import NotReadable, Reason

_BLOCK = 1 << 16

Start = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class Allowance:
    """How much XML may still be unpacked from one file, and how deep its elements may lie."""

    left: int
    depth: int


class Handler:
    """Follows XML: elements by local name, attributes by local name."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """Characters."""

    def end(self, name: str) -> None:
        """An element ends."""


def read_member(packed: zipfile.ZipFile, name: str, handler: Handler, allowance: Allowance) -> None:
    """Go through one XML file of a ZIP.

    Raises:
        NotReadable: no XML, or more or deeper than is allowed.
    """
    parser = _parser(handler, allowance)
    try:
        with packed.open(name) as stream:
            while block := stream.read(_BLOCK):
                allowance.left -= len(block)
                if allowance.left < 0:
                    hint = "if it is a real document, save it as plain text and add that beside it"
                    raise NotReadable("it is too large once unpacked", reason=Reason.TOO_LARGE, hint=hint)
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotReadable(f"its XML is damaged: {error}", reason=Reason.DAMAGED) from error


def _parser(handler: Handler, allowance: Allowance) -> expat.XMLParserType:
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > allowance.depth:
            raise NotReadable("its XML is nested too deeply", reason=Reason.DAMAGED)
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(name))

    def refuse(*_: object) -> None:
        raise NotReadable("its XML has a document type, as no office document does", reason=Reason.DAMAGED)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
