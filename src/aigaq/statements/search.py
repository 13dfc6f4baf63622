"""Finds words in the texts and tables of a case: SQLite's full-text index for the chunk or row, its text for the place.

All words must stand in one chunk, or in one row of a sheet; a word also finds its longer forms (`kill` finds `killed`), because the languages we
read inflect. Words between double quotes must follow each other. Proved by tests/statements/test_search.py.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = "\x1f"  # the unit separator of ASCII
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Found:
    """Where the first of the words stands: code points of a part of an item, end excluded."""

    item: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundCell:
    """Where the first of the words stands in a sheet: a cell by row and column (from 1), and its place in its text.

    `number` is that of the column, `column` its name, empty where it has none.
    """

    item: str
    sheet: str
    row: int
    number: int
    column: str
    text: str
    start: int
    end: int


def joined(cells: Sequence[str]) -> str:
    """The cells of a row as one text; the sign between them stands in none."""
    return _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in cells)


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Found]:
    """Every place of the first word in chunks that hold all of them, by item and place, at most `limit`."""
    asked = _asked(words)
    if asked is None:
        return []
    match, first = asked
    query = (
        "SELECT item, part, offset, chunks.text FROM words JOIN chunks ON chunks.n = words.rowid"
        " WHERE words MATCH ? ORDER BY item, part, offset"
    )
    found: list[Found] = []
    for item, part, offset, text in connection.execute(query, (match,)):
        for place in first.finditer(text):
            found.append(Found(item, part, offset + place.start(), offset + place.end()))
            if len(found) == limit:
                return found
    return found


def search_cells(connection: sqlite3.Connection, words: str, limit: int) -> list[FoundCell]:
    """Every cell with the first word in rows that hold all of them, by item, sheet and row, at most `limit`."""
    asked = _asked(words)
    if asked is None:
        return []
    match, first = asked
    query = (
        "SELECT c.item, c.sheet, c.row, c.text, head.text FROM cell_words JOIN cells c ON c.n = cell_words.rowid"
        " LEFT JOIN cells head ON head.item = c.item AND head.sheet = c.sheet AND head.row = 0"
        " WHERE cell_words MATCH ? ORDER BY c.item, c.sheet, c.row"
    )
    found: list[FoundCell] = []
    for item, sheet, row, text, head in connection.execute(query, (match,)):
        found += _cells(item, sheet, row, text, head or "", first)
        if len(found) >= limit:
            return found[:limit]
    return found


def _cells(item: str, sheet: str, row: int, text: str, head: str, first: re.Pattern[str]) -> Iterator[FoundCell]:
    names = head.split(_BETWEEN)
    for number, cell in enumerate(text.split(_BETWEEN), 1):
        place = first.search(cell)
        if place is not None:
            name = names[number - 1] if number <= len(names) else ""
            yield FoundCell(item, sheet, row, number, name, cell, place.start(), place.end())


def _asked(words: str) -> tuple[str, re.Pattern[str]] | None:
    """What the index is asked for, and what the first of the words looks like; None where there is no word."""
    phrases = [_WORD.findall(quoted or plain) for quoted, plain in _PHRASE.findall(words)]
    phrases = [phrase for phrase in phrases if phrase]
    if not phrases:
        return None
    match = " ".join('"' + " ".join(phrase) + '"' + "*" for phrase in phrases)
    first = r"\b" + r"[\W_]+".join(map(re.escape, phrases[0])) + r"[^\W_]*"
    return match, re.compile(first, re.IGNORECASE)
