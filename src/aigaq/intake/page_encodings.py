"""How a web page is encoded: a byte order mark, what was declared, what the page itself says, else as any text.

In the order of the Encoding and HTML standards (WHATWG): a declaration that came with the file or from a person goes before
the page's own. A few bytes that do not follow it are shown as U+FFFD, which is said; where most do not, the page is looked
at as any text. Proved by tests/intake/test_html.py.
"""

from __future__ import annotations

import codecs
import io
import re

from aigaq.errors import NotReadable, Reason
from aigaq.intake.encodings import find_encoding

LOOK = 4096  # bytes in which a page names its encoding; the standard says 1024, sites do not keep to it
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:\-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# Names that pages write for more than they mean (Encoding standard, "names and labels").
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "utf-16": "utf-16-le"}


def decode_page(data: bytes, declared: str | None) -> tuple[str, str, list[str]]:
    """The text, the encoding, and what was assumed.

    Raises:
        NotReadable: empty, binary, or an encoding that fits two ways.
    """
    if not data.strip():
        raise NotReadable("the file is empty", reason=Reason.EMPTY)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), name, []
    named = known(declared) or _own(data)
    text = _strictly(data, named)
    if text is not None and named is not None:
        return text, named, []
    odd = None if named is None else loosely(data, named)
    if odd is not None and named is not None:
        return odd[0], named, [odd[1]]
    found = find_encoding(io.BytesIO(data))
    assumed = [found.assumed] if found.assumed else []
    if named is not None:
        assumed.append(f"not {named}, as the page says, because its bytes do not follow it")
    return data[found.skip :].decode(found.name), found.name, assumed


def loosely(data: bytes, name: str) -> tuple[str, str] | None:
    """The text and what was assumed, where an encoding fits but for a few bytes; None where it does not fit.

    It fits where more letters beyond ASCII follow it than places do not.
    """
    text = data.decode(name, "replace")
    places = text.count("\ufffd")
    if "\0" in text or len(text) - sum(map(str.isascii, text)) <= 2 * places:
        return None
    return text, f"{name}, though {places:,} places do not follow it and are shown as \ufffd"


def known(label: str | None) -> str | None:
    """Python's name of an encoding of text, as a page means it; None where there is none of this name."""
    try:
        name = codecs.lookup((label or "").strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name)


def _own(data: bytes) -> str | None:
    head = _COMMENT.sub(b"", data[:LOOK])
    found = _META.search(head) or _XML.search(head)
    name = known(found[1].decode("ascii")) if found else None
    # Who reads the name in ASCII does not read UTF-16.
    return "utf-8" if name in ("utf-16-le", "utf-16-be") else name


def _strictly(data: bytes, name: str | None) -> str | None:
    try:
        return None if name is None else data.decode(name)
    except UnicodeDecodeError:
        return None
