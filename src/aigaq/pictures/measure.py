"""How wide a text will be, without a font: a table of advance widths, Latin and Cyrillic with the Kazakh letters.

The table is data/advances.tsv, read once. Widths are an upper estimate (`slack`), so that what fits here fits in the
faces the report asks for. Proved by tests/pictures/test_measure.py, in a browser by tests/pictures/test_browser.py.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SIZE = 13
"""The type size of all text in pictures, in units: never smaller on a screen (visual rules, section 2)."""

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Advances:
    of: dict[str, tuple[int, int]]
    slack: tuple[int, int]
    mark: tuple[int, int]
    wide: tuple[int, int]
    other: tuple[int, int]


@cache
def _advances() -> _Advances:
    named: dict[str, tuple[int, int]] = {}
    of: dict[str, tuple[int, int]] = {}
    for line in files(__package__).joinpath("data/advances.tsv").read_text("utf-8").splitlines():
        if line.startswith("# "):
            continue
        first, *rest = line.split("\t")
        if first.isalpha():
            named[first] = (int(rest[0]), int(rest[1]))
            continue
        width = (int(first), int(rest[0]))
        spaces = [chr(int(code, 16)) for code in " ".join(rest[2:]).split()]
        of.update(dict.fromkeys([*rest[1], *spaces], width))
    return _Advances(of, named["slack"], named["mark"], named["wide"], named["other"])


@cache
def _advance(character: str) -> tuple[int, int]:
    table = _advances()
    known = table.of.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return table.mark
    return table.wide if unicodedata.east_asian_width(character) in "WF" else table.other


def text_width(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """Width of a line of text in units, estimated upwards."""
    column = 1 if bold else 0
    return sum(_advance(character)[column] for character in text) * _advances().slack[column] * size / 1_000_000


def fit(text: str, width: float, *, bold: bool = False) -> str:
    """The text, shortened with an ellipsis where it is wider than `width`; empty where not even that fits."""
    if text_width(text, bold=bold) <= width:
        return text
    room = width - text_width(ELLIPSIS, bold=bold)
    if room < 0:
        return ""
    kept, used = 0, 0.0
    for character in text:
        used += text_width(character, bold=bold)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, width: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most `lines` lines of at most `width`; the last is shortened where more would follow."""
    out: list[str] = []
    line = ""
    words = text.split()
    for index, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if not line or text_width(longer, bold=bold) <= width:
            line = longer
        elif len(out) == lines - 1:
            return [*out, fit(" ".join([line, *words[index:]]), width, bold=bold)]
        else:
            out.append(fit(line, width, bold=bold))
            line = word
    return [*out, fit(line, width, bold=bold)] if line else out
