"""PDF with a text layer into text, by pdfium: every page is a part, lines as they stand, an empty line where a gap is.

Pages are named so that they sort in their order: `page 07` of 12. A page without a text layer is listed as not read, a
file of such pages is refused: reading pictures of letters is no business of this room. ISO 32000. Proved by
tests/intake/test_pdf.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from aigaq.errors import NotReadable, Reason
from aigaq.intake.extracting import Asked, Extracted
from aigaq.intake.facts import chosen, cleaned, pdf_moment
from aigaq.intake.renditions import Fact, Missed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_HYPHENS = frozenset("\x02\ufffe\u00ad")  # how pdfium gives a hyphen at the end of a line
_GAP = 1.6  # times the usual step from line to line: a larger one parts paragraphs
_FACTS = (("Title", "title"), ("Author", "author"), ("CreationDate", "created"), ("ModDate", "modified"))
_HINT = "save it again, or save its words as a .txt file and add that beside it"


def extract(data: bytes, asked: Asked) -> Extracted:
    """A PDF: a part for each page with text, its own properties, and which pages have none."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(data)) as document:
            return _extract(document, asked)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            hint = "open it with its password, save it without one, and add that beside it"
            raise NotReadable("the PDF is protected by a password", reason=Reason.LOCKED, hint=hint) from error
        raise NotReadable(f"the PDF is damaged: {error}", reason=Reason.DAMAGED, hint=_HINT) from error


def _extract(document: PdfDocument, asked: Asked) -> Extracted:
    count = len(document)
    if count > asked.budgets.pages:
        raise NotReadable(f"the PDF has {count:,} pages", reason=Reason.TOO_LARGE, hint="split it")
    found = Extracted("pdf", [])
    without: list[int] = []
    left = asked.budgets.text
    for number in range(count):
        text = _page(document, number)
        if text.strip():
            found.parts.append((f"page {number + 1:0{len(str(count))}}", text))
        else:
            without.append(number + 1)
        left -= len(text)
        if left < 0:
            raise NotReadable("the PDF holds too much text", reason=Reason.TOO_LARGE, hint="split it")
    if not found.parts:
        hint = "read its words into a .txt file, by hand or with a program for scans, and add that beside it"
        raise NotReadable(f"no page of {count} has a text layer", reason=Reason.NO_TEXT, hint=hint)
    if without:
        found.missed.append(Missed(Reason.NO_TEXT, f"{_listed(without)} of {count}"))
    found.facts = list(_facts(document))
    return found


def _page(document: PdfDocument, number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        return lines_to_text(list(_lines(text)))


def _lines(text: PdfTextPage) -> Iterator[tuple[str, float]]:
    """The lines of a page as pdfium finds them, each with the height at which its first letter stands."""
    from pypdfium2 import raw

    signs: list[str] = []
    at: float | None = None
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if sign == "\n":
            yield "".join(signs), at or 0.0
            signs, at = [], None
        elif sign and sign != "\r":
            if at is None and not sign.isspace():
                at = text.get_charbox(index)[1]
            signs.append(sign)
    if signs:
        yield "".join(signs), at or 0.0


def lines_to_text(lines: list[tuple[str, float]]) -> str:
    """Lines with their heights as text: words parted at a line's end are joined, gaps become empty lines."""
    steps = sorted(above - below for (_, above), (_, below) in zip(lines, lines[1:], strict=False) if above > below)
    usual = steps[(len(steps) - 1) // 2] if steps else 0.0
    text: list[str] = []
    joined = False
    for number, (line, height) in enumerate(lines):
        if number and not joined:
            gap = lines[number - 1][1] - height
            text.append("\n\n" if gap > _GAP * usual or gap < 0 else "\n")
        words, joined = _unhyphened(line, lines[number + 1][0] if number + 1 < len(lines) else "")
        text.append(words)
    return "".join(text).strip("\n")


def _unhyphened(line: str, following: str) -> tuple[str, bool]:
    """The line without marks of hyphenation, and whether its last word goes on in the next line."""
    end = line.rstrip()
    goes_on = bool(end) and end[-1] in _HYPHENS
    kept = "-" if goes_on and not following.lstrip()[:1].islower() else ""
    inside = "".join(sign for sign in (end[:-1] if goes_on else line) if sign not in "\ufffe\u00ad\x02")
    return inside + kept, goes_on


def _listed(pages: list[int]) -> str:
    """Pages as people write them: pages 3–5, 9."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    words = ", ".join(str(a) if a == b else f"{a}\u2013{b}" for a, b in spans)
    return f"page {words}" if len(pages) == 1 else f"pages {words}"


def _facts(document: PdfDocument) -> Iterator[Fact]:
    for key, field in _FACTS:
        words = cleaned(document.get_metadata_value(key))
        value = pdf_moment(words) if key.endswith("Date") else words
        if value:
            yield from chosen([Fact(field, value, "stated", f"PDF {key}")])
