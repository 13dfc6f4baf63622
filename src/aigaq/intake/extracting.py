"""What is asked of an extractor and what it gives; and the one list of extractors. They run in `child`, never elsewhere.

An extractor takes bytes and gives named parts of text, facts the file states about itself, and what in it was not read;
a file it cannot read raises NotReadable. It opens no file and no connection. Proved by tests/intake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from aigaq.errors import NotReadable, Reason
from aigaq.intake.budgets import Budgets
from aigaq.intake.renditions import Fact, Missed

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: which extractor, the encoding somebody named, what the file may cost."""

    extractor: str
    encoding: str | None
    budgets: Budgets


@dataclass(slots=True)
class Extracted:
    """What an extractor found: parts in the order in which they are read, as (name, text)."""

    extractor: str
    parts: list[tuple[str, str]]
    encoding: str = ""
    assumed: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file cannot be read, in the fields of NotReadable."""

    reason: Reason
    what: str
    hint: str | None = None


# Name: own version (another number where the same file would give other text), and the library it leans on.
EXTRACTORS: dict[str, tuple[str, str | None]] = {
    "html": ("1", "resiliparse"),
    "pdf": ("1", "pypdfium2"),
    "docx": ("1", None),
    "email": ("1", "resiliparse"),
}


@cache
def version_of(extractor: str) -> str:
    """The version of an extractor, its library's among it."""
    own, library = EXTRACTORS[extractor]
    if library is None:
        return own
    try:
        return f"{own}, {library} {version(library)}"
    except PackageNotFoundError:
        return f"{own}, {library}"


def extractor_named(name: str) -> Callable[[bytes, Asked], Extracted]:
    """The function of an extractor; heavy libraries are imported when it runs. `office` tells DOCX from other
    ZIPs, `office names` does no more than that."""
    match name:
        case "html":
            from aigaq.intake.pages import extract
        case "pdf":
            from aigaq.intake.pdfs import extract
        case "office":
            from aigaq.intake.docx import extract
        case "office names":
            from aigaq.intake.docx import look as extract
        case "email":
            from aigaq.intake.mails import extract
        case "ole":
            from aigaq.intake.old_office import extract
        case _:
            raise NotReadable(f"no extractor is called {name}", reason=Reason.KIND)
    return extract


def bounded(found: Extracted, asked: Asked) -> Extracted:
    """The same, unless its text is more than it may be; what is no character of Unicode text is shown as U+FFFD."""
    found.parts = [(name, _NO_TEXT.sub("\ufffd", text)) for name, text in found.parts]
    size = sum(len(text) for _, text in found.parts)
    if size > asked.budgets.text:
        raise NotReadable(f"it holds {size:,} characters of text", reason=Reason.TOO_LARGE, hint="split it")
    return found
