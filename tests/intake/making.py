"""Files made for tests: PDFs written by hand, DOCX as ZIPs of XML, e-mails as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from aigaq.intake.budgets import budgets
from aigaq.intake.extracting import Asked

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ASKED = Asked("", None, budgets())


def opened(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)


def pdf(pages: Sequence[Sequence[tuple[int, str]]], *, info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages of lines, each with the height it stands at; letters of any alphabet, by a ToUnicode map."""
    letters = sorted({sign for lines in pages for _, line in lines for sign in line})
    codes = {sign: number for number, sign in enumerate(letters, start=33)}
    assert len(codes) < 200
    pairs = "".join(f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        f"<<{info}>>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            f"BT /F 12 Tf 50 {height} Td <{''.join(f'{codes[sign]:02x}' for sign in line)}> Tj ET\n"
            for height, line in lines
        )
        resources = "<</Font<</F 3 0 R>>>>"
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources {resources}/Contents {7 + 2 * number} 0 R>>"
        )
        bodies.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    return pdf_of(bodies, f"/Info 5 0 R {trailer}")


def pdf_of(bodies: Iterable[str], trailer: str = "") -> bytes:
    """A PDF of these objects, the first its catalog."""
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{body}\nendobj\n".encode("latin-1")
    at = len(made)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Root 1 0 R/Size {size}{trailer}>>\n".encode()
    return made + f"startxref\n{at}\n%%EOF".encode()


def docx(body: str, **members: str) -> bytes:
    """A DOCX whose body is this XML (prefix `w`); `members` are further files, `footnotes` for word/footnotes.xml."""
    names = {"core": "docProps/core.xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, xml in members.items():
            packed.writestr(names.get(name, f"word/{name}.xml"), xml)
    return made.getvalue()


def paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
