"""Text of strangers, made safe to show: escaped, and with characters that hide or reorder text made visible.

Bidirectional overrides, embeddings and isolates, zero-width marks, control characters, lone surrogates and
noncharacters are shown as a boxed code point (Unicode 16, general categories Cc, Cf, Cs, Zl, Zp; UTS 36 and the
"Trojan source" report, CVE-2021-42574, give the reason). Joiners and soft hyphens stay: scripts and words need them.
Proved by tests/report/test_characters.py.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markupsafe import Markup, escape

_KEPT = frozenset("\n\t\r\u200c\u200d\u00ad")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PLAIN = re.compile(r"[ -~\n\t\r\u00a0-\u00ac\u00ae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205e]*")


@cache
def _hidden(char: str) -> bool:
    if char in _KEPT:
        return False
    code = ord(char)
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or code & 0xFFFE == 0xFFFE


def _boxed(char: str) -> str:
    return f'<span class="ctl" dir="ltr">U+{ord(char):04X}</span>'


def visible(text: str) -> Markup:
    """The text as markup: escaped, hidden characters shown as code points."""
    if _PLAIN.fullmatch(text):
        return escape(text)
    return Markup("".join(_boxed(char) if _hidden(char) else str(escape(char)) for char in text))  # noqa: S704  every part is escaped


def spelt(text: str) -> str:
    """The text with hidden characters written as [U+202E]: for places that take no markup."""
    return (
        text if _PLAIN.fullmatch(text) else "".join(f"[U+{ord(char):04X}]" if _hidden(char) else char for char in text)
    )


def plain(text: str) -> str:
    """The text for an attribute or a title: as `spelt`, line ends as spaces."""
    return " ".join(spelt(text).split())


def tongue(code: str | None) -> str:
    """A language tag that HTML may carry (RFC 5646, by its form); anything else is `und`."""
    return code if code and _TAG.fullmatch(code) else "und"
