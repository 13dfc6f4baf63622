"""Paragraphs and sentences, with exact offsets; the text itself is never altered.

A paragraph ends at an empty line, or at a line end where the next line begins anew. A sentence ends at `. ! ? …` and
what closes after it, before white space and something that can begin a sentence; never after an abbreviation of the
pack or an initial. Long paragraphs are cut, so that work stays linear. Proved by tests/reading/test_units.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.text.units import Unit

LONGEST_PARAGRAPH = 16_384
LONGEST_SENTENCE = 400
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENDS = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019\u00bb)\]]*\s*\Z")
_SHORT_LINE = 60
_LONG_LINE = 120


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as (start, end), without the white space around them."""
    start: int | None = None
    end = 0
    for line_start, line_end in _lines(text):
        first, last = _trim(text, line_start, line_end)
        if first >= last:
            if start is not None:
                yield from _pieces(text, start, end)
            start = None
            continue
        if start is not None and _begins_anew(text, start, end, first, last):
            yield from _pieces(text, start, end)
            start = None
        start = first if start is None else start
        end = last
    if start is not None:
        yield from _pieces(text, start, end)


def sentences(units: Sequence[Unit], text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The sentences of a paragraph as (first unit, unit after the last)."""
    found: list[tuple[int, int]] = []
    stop, closes = lexicon.codes["STOP"], (lexicon.codes["QC"], lexicon.codes["RPAR"])
    start, position = 0, 0
    while position < len(units):
        unit = units[position]
        position += 1
        if stop in unit.codes:
            while position < len(units) and _sticks(units, position, stop, closes):
                position += 1
            if _ends_here(units, position, text, lexicon):
                found.append((start, position))
                start = position
        elif _dotted(units, position, text, lexicon):
            found.append((start, position))
            start = position
        if position - start >= LONGEST_SENTENCE:
            found.append((start, position))
            start = position
    if start < len(units):
        found.append((start, len(units)))
    return found


def _dotted(units: Sequence[Unit], position: int, text: str, lexicon: Lexicon) -> bool:
    """A date or time that ends in the stop of an abbreviation also ends the sentence ("at 4 p.m. Four more ...")."""
    unit = units[position - 1]
    if unit.value is None or text[unit.end - 1] != "." or position >= len(units):
        return False
    following = units[position]
    goes_on = any(lexicon.codes[name] in following.codes for name in ("DATE", "TIMEZONE"))  # "at 9 a.m. GMT"
    return following.capital and following.start > unit.end and not goes_on


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _begins_anew(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether a line that follows another without an empty line begins a paragraph of its own.

    Text that is broken at a width has no long lines: where one of the two is long, the break was meant.
    """
    if text[first].islower():
        return False
    last_line = max(text.rfind("\n", start, end) + 1, start)
    if max(end - last_line, last - first) > _LONG_LINE:
        return True
    return end - last_line < _SHORT_LINE or _ENDS.search(text, max(start, end - 8), end) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long: after a sentence, else at white space, else anywhere."""
    while end - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        half = start + LONGEST_PARAGRAPH // 2
        cut = max(text.rfind(mark, half, limit) + len(mark) - 1 for mark in (". ", "! ", "? ", "\u2026 "))
        if cut <= half:
            cut = text.rfind(" ", half, limit)
        if cut <= half:
            cut = limit
        first, last = _trim(text, start, cut)
        if first < last:
            yield first, last
        start = cut
    first, last = _trim(text, start, end)
    if first < last:
        yield first, last


def _sticks(units: Sequence[Unit], position: int, stop: str, closes: tuple[str, str]) -> bool:
    unit = units[position]
    if unit.start != units[position - 1].end:
        return False
    return stop in unit.codes or any(code in unit.codes for code in closes)


def _ends_here(units: Sequence[Unit], position: int, text: str, lexicon: Lexicon) -> bool:
    if position >= len(units):
        return True
    following = units[position]
    if following.start == units[position - 1].end:
        return False
    if "\n" in text[units[position - 1].end : following.start] and not text[following.start].islower():
        return True
    if text[following.start].islower() or lexicon.codes["COMMA"] in following.codes:
        return False
    return units[position - 1].form != "." or not _abbreviated(units, position - 2, lexicon)


def _abbreviated(units: Sequence[Unit], before: int, lexicon: Lexicon) -> bool:
    if before < 0:
        return False
    unit = units[before]
    if len(unit.form) == 1 and unit.capital:
        return not _after_name(units, before, lexicon)
    return unit.form in lexicon.pack.get("abbreviations", ())


def _after_name(units: Sequence[Unit], initial: int, lexicon: Lexicon) -> bool:
    """An initial after a first name ("Marat K.") ends a sentence where what follows is no name."""
    follows = units[initial + 2].codes if initial + 2 < len(units) else ""
    if initial < 1 or not units[initial - 1].capital or len(units[initial - 1].form) < 3:
        return False
    return any(lexicon.codes[name] in follows for name in ("PREP", "PRON", "DET", "CONJ", "SUBORD"))
