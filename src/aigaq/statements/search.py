"""Finds words in the texts of a case: SQLite's full-text index for the chunks, the text itself for the place.

All words must stand in one chunk; a word also finds its longer forms (`kill` finds `killed`), because the languages we
read inflect. Words between double quotes must follow each other. Proved by tests/statements/test_search.py.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Found:
    """Where the first of the words stands: code points of a part of an item, end excluded."""

    item: str
    part: str
    start: int
    end: int


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Found]:
    """Every place of the first word in chunks that hold all of them, by item and place, at most `limit`."""
    phrases = [_WORD.findall(quoted or plain) for quoted, plain in _PHRASE.findall(words)]
    phrases = [phrase for phrase in phrases if phrase]
    if not phrases:
        return []
    match = " ".join('"' + " ".join(phrase) + '"' + "*" for phrase in phrases)
    first = re.compile(r"\b" + r"[\W_]+".join(map(re.escape, phrases[0])) + r"[^\W_]*", re.IGNORECASE)
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
