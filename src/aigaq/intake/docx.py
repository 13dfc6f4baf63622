"""DOCX into text: paragraphs, headings, tables, footnotes and endnotes; what is deleted or hidden in it is left out.

ECMA-376 part 1, 17 (WordprocessingML). Tracked changes are read as they were meant: insertions stay, deletions go, and
their number is said. A row of a table is a line, a tab between cells. Headers, footers and comments are no text of the
document; comments are listed as not read. Proved by tests/intake/test_docx.py.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from aigaq.errors import NotReadable, Reason
from aigaq.intake.extracting import Asked, Extracted
from aigaq.intake.facts import chosen, cleaned, moment
from aigaq.intake.pages import HIGH, LOW
from aigaq.intake.renditions import PART, Fact, Missed
from aigaq.intake.xmlread import Allowance, Handler, read_member

_DOCUMENT = "word/document.xml"
_NOTES = (("word/footnotes.xml", "text footnotes"), ("word/endnotes.xml", "text endnotes"))
_COMMENTS = "word/comments.xml"
_CORE = "docProps/core.xml"
_WORKBOOK = "xl/workbook.xml"
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback"})
_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "language": "language",
}
_HINT = "open it, save it again, or save it as plain text, and add that beside it"


def extract(data: bytes, asked: Asked) -> Extracted:
    """A DOCX: its text, its notes, its core properties; any other ZIP is refused."""
    with _words(), zipfile.ZipFile(io.BytesIO(data)) as packed:
        return _extract(packed, asked)


@contextmanager
def _words() -> Iterator[None]:
    """What the reader of ZIPs raises, in our words."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, OSError) as error:
        raise NotReadable(f"the ZIP is damaged: {error}", reason=Reason.DAMAGED, hint=_HINT) from error
    except (NotImplementedError, ValueError) as error:
        raise NotReadable(f"the ZIP cannot be read: {error}", reason=Reason.DAMAGED, hint=_HINT) from error


def look(data: bytes, asked: Asked) -> Extracted:
    """Refuse what is no DOCX by the names in it; nothing is unpacked."""
    with _words(), zipfile.ZipFile(io.BytesIO(data)) as packed:
        _names(packed)
    return Extracted("docx", [])


def _names(packed: zipfile.ZipFile) -> set[str]:
    names = set(packed.namelist())
    if _DOCUMENT not in names:
        raise _other(names)
    if any(packed.getinfo(name).flag_bits & 1 for name in names):
        raise NotReadable("the document is protected by a password", reason=Reason.LOCKED, hint="save it without one")
    return names


def _extract(packed: zipfile.ZipFile, asked: Asked) -> Extracted:
    names = _names(packed)
    allowance = Allowance(asked.budgets.unpacked, asked.budgets.depth)
    found = Extracted("docx", [])
    changes = Changes()
    for name, part in ((_DOCUMENT, PART), *_NOTES):
        if name in names:
            reader = _Text(changes)
            read_member(packed, name, reader, allowance)
            text = reader.whole()
            if text:
                found.parts.append((part, text))
    if not found.parts:
        raise NotReadable("the document holds no text", reason=Reason.EMPTY)
    found.assumed = changes.words()
    if _COMMENTS in names:
        found.missed.append(Missed(Reason.ATTACHED, "comments in the margin"))
    if _CORE in names:
        core = _Core()
        read_member(packed, _CORE, core, allowance)
        found.facts = core.facts()
    return found


def _other(names: set[str]) -> NotReadable:
    if _WORKBOOK in names:
        hint = "take it in as a table: aigaq add --role table"
        return NotReadable("a workbook is not read as a document", reason=Reason.KIND, hint=hint)
    hint = "unpack it (aigaq add --unpack), or save the document as .docx or plain text, and add that beside it"
    return NotReadable("a ZIP that holds no DOCX is not read", reason=Reason.KIND, hint=hint)


@dataclass(slots=True)
class Changes:
    """How much of a document was left out."""

    deleted: int = 0
    inserted: int = 0
    hidden: int = 0

    def words(self) -> list[str]:
        """What is to be said of it."""
        told = []
        if self.deleted or self.inserted:
            told.append(
                f"tracked changes as accepted: {self.deleted} deletions left out, {self.inserted} insertions kept"
            )
        if self.hidden:
            told.append(f"hidden text left out ({self.hidden} runs)")
        return told


@dataclass(slots=True)
class _Paragraph:
    words: list[str] = field(default_factory=list)
    joins: bool = False  # its mark is deleted: the next paragraph goes on


@dataclass(slots=True)
class _Row:
    cells: list[list[str]] = field(default_factory=list)
    deleted: bool = False


class _Text(Handler):
    """Builds the text of one story (body, footnotes, endnotes) as its XML passes."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._blocks: list[str] = []  # finished paragraphs and rows, with the breaks between them
        self._paragraphs: list[_Paragraph] = []  # open ones: a text box stands inside another's
        self._inner: list[str] = []  # paragraphs of text boxes, which follow the one they stand in
        self._carried: list[str] = []  # words whose paragraph mark is deleted
        self._rows: list[_Row] = []
        self._left_out = 0
        self._open: list[str] = []
        self._hidden = False
        self._separator = False
        self._set: Mapping[int, int] = {}  # how the letters of this run are set: high, low or as they are

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if name in _LEFT_OUT:
            self._leave_out(name, parent)
        elif name == "ins" and parent not in ("rPr", "trPr"):
            self._changes.inserted += 1
        if self._left_out:
            return
        match name:
            case "p":
                self._paragraphs.append(_Paragraph())
            case "tr":
                self._rows.append(_Row())
            case "tc" if self._rows:
                self._rows[-1].cells.append([])
            case "r":
                self._hidden, self._set = False, {}
            case "vertAlign" if self._in_run():
                self._set = {"superscript": HIGH, "subscript": LOW}.get(attributes.get("val", ""), {})
            case "vanish" if self._in_run():
                self._hidden = attributes.get("val", "1") not in ("0", "false", "off")
                self._changes.hidden += self._hidden
            case "tab" if parent == "r":
                self._say("\t")
            case "br" | "cr" if parent == "r":
                self._say("\n")
            case "noBreakHyphen":
                self._say("\u2011")
            case "footnote" | "endnote":
                self._separator = attributes.get("type", "normal") != "normal"

    def _leave_out(self, name: str, parent: str) -> None:
        # The mark of a paragraph or a row says that it goes; it holds nothing itself.
        if name == "del" and parent == "rPr":
            if self._paragraphs:
                self._paragraphs[-1].joins = True
        elif name == "del" and parent == "trPr":
            if self._rows:
                self._rows[-1].deleted = True
        elif name == "del":
            self._changes.deleted += 1
        self._left_out += 1

    def text(self, text: str) -> None:
        if self._open and self._open[-1] == "t" and not self._left_out:
            self._say(text.translate(self._set))

    def _in_run(self) -> bool:
        """Whether the open element is a property of a run."""
        return self._open[-3:-1] == ["r", "rPr"]

    def _say(self, text: str) -> None:
        if self._paragraphs and not self._hidden and not self._separator:
            self._paragraphs[-1].words.append(text)

    def end(self, name: str) -> None:
        self._open.pop()
        if name in _LEFT_OUT:
            self._left_out -= 1
            return
        if self._left_out:
            return
        match name:
            case "p":
                self._close_paragraph(self._paragraphs.pop())
            case "tr":
                self._close_row(self._rows.pop())
            case "tbl" if not self._rows:
                self._blocks.append("\n")
            case "r":
                self._hidden, self._set = False, {}

    def _close_paragraph(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words)
        if self._paragraphs:
            self._inner.append(words)
            return
        words = "".join(self._carried) + words
        self._carried = [words] if paragraph.joins else []
        if paragraph.joins:
            return
        for one in (words, *self._inner):
            if one.strip() and self._rows and self._rows[-1].cells:
                self._rows[-1].cells[-1].append(" ".join(one.split()))
            elif one.strip():
                self._blocks.append(f"{one}\n\n")
        self._inner = []

    def _close_row(self, row: _Row) -> None:
        if row.deleted:
            return
        line = "\t".join(" ".join(cell) for cell in row.cells)
        if not line.strip():
            return
        if self._rows and self._rows[-1].cells:  # a table within a cell of another
            self._rows[-1].cells[-1].append(" ".join(line.split()))
        else:
            self._blocks.append(f"{line}\n")

    def whole(self) -> str:
        """The text, without empty lines at its end."""
        return "".join((*self._blocks, *self._carried)).rstrip()


class _Core(Handler):
    """Core properties (ECMA-376 part 2, 11)."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._name = name if name in _PROPERTIES else ""

    def text(self, text: str) -> None:
        if self._name and len(self._values.get(self._name, "")) < 1000:
            self._values[self._name] = self._values.get(self._name, "") + text

    def end(self, name: str) -> None:
        self._name = ""

    def facts(self) -> list[Fact]:
        """What the document says of itself; when it was made or saved is not when it was published."""
        found: list[Fact] = []
        for name, field_ in _PROPERTIES.items():
            words = cleaned(self._values.get(name, ""))
            if name in ("created", "modified"):
                words = moment(words) or ""
            if name == "language":
                words = words.partition("-")[0].lower()
            if words:
                found += chosen([Fact(field_, words, "stated", f"core property {name}")])
        return found
