"""From the text of a name to its words: cleaned, split at spaces, hyphens, dots and missing spaces, bound words joined.

Proved by tests/people/names/test_splitting.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aigaq.people.names import letters
from aigaq.people.names.endings import ending
from aigaq.people.names.readings import readings
from aigaq.people.names.tables import toml

MOST = 24
"""Words of a name that are looked at."""
_INSIDE = "'’ʼ‘`´ʹʻ′"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_INSIDE}]+[^\W\d_]+)*[{_INSIDE}]*\.?")
_BETWEEN = re.compile(r"[;/|&\n+]|\s\d+[.)]\s")
_DIGIT = re.compile(r"(?<=[^\W\d_])[0-9](?=[^\W\d_])")
_LEAST_GLUED = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: its folded form, whether it is in capitals, stands before a comma, ends with a dot."""

    text: str
    form: str
    capitals: bool
    before_comma: bool
    dotted: bool


def cleaned(text: str) -> str:
    """The text composed, without marks of direction, joiners, stress and vowel signs; 0 and 1 inside words as letters."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(one for one in composed if unicodedata.category(one) not in ("Mn", "Me", "Cf"))
    digits: dict[str, str] = toml("homoglyphs")["digits"]
    return _DIGIT.sub(lambda found: digits.get(found[0], found[0]), plain)


def words(text: str) -> list[Word]:
    """The words of a name, at most `MOST`."""
    plain = cleaned(text)
    comma = plain.find(",")
    found: list[Word] = []
    for match in _WORD.finditer(plain):
        for piece in _unglued(match[0]):
            form = letters.fold(piece)
            if form:
                bare = piece.rstrip(".")
                found.append(
                    Word(bare, form, len(form) > 1 and bare.isupper(), match.start() < comma, piece[-1] == ".")
                )
        if len(found) >= MOST:
            break
    return _joined(found)


def persons(text: str) -> int:
    """How many persons a text seems to name: parts between signs or words that part persons, each with two words.

    A comma parts persons only where there are two of them, or where each part has a surname's or patronymic's ending:
    else it stands between the surname and the given names of one.
    """
    plain = cleaned(text)
    parts = [part for part in _BETWEEN.split(plain) if _WORD.search(part)]
    if len(parts) <= 1:
        parts = _by_commas(plain) or _by_words(plain)
    return max(1, len(parts))


def _by_commas(text: str) -> list[str]:
    parts = text.split(",")
    if len(parts) < 2 or not all(len(_WORD.findall(part)) > 1 for part in parts):
        return []
    return parts if len(parts) > 2 or all(map(_has_ending, parts)) else []


def _has_ending(text: str) -> bool:
    told = (ending(reading) for word in _WORD.findall(text) for reading in readings(letters.fold(word)))
    return any(one.kind and one.firm for one in told)


def _by_words(text: str) -> list[str]:
    parting = set(toml("particles")["several"]["words"])
    parts: list[list[str]] = [[]]
    for word in text.split():
        if word in parting:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts] if all(len(part) > 1 for part in parts) else [text]


def _unglued(word: str) -> Iterator[str]:
    """A word at its missing spaces: a capital after a small letter, four letters or more on either side."""
    start = 0
    for at in range(1, len(word)):
        if word[at].isupper() and word[at - 1].islower() and at - start >= _LEAST_GLUED <= len(word) - at:
            yield word[start:at]
            start = at
    yield word[start:]


def _joined(found: list[Word]) -> list[Word]:
    """The words with those that are no name alone joined to what follows them (Abd al-Rahman)."""
    bound, articles = _bound(), _articles()
    result: list[Word] = []
    at = 0
    while at < len(found):
        word = found[at]
        then = at + 1
        if word.form in bound and not word.dotted:
            while then < len(found) - 1 and found[then].form in articles:
                then += 1
            if then < len(found):
                text = " ".join(one.text for one in found[at : then + 1])
                last = found[then]
                form = bound[word.form] + last.form
                word = Word(text, form, word.capitals and last.capitals, last.before_comma, last.dotted)
                then += 1
        result.append(word)
        at = then
    return result


@cache
def _bound() -> dict[str, str]:
    return {letters.fold(form): row["root"] for row in toml("arabic")["bound"] for form in row["forms"]}


@cache
def _articles() -> frozenset[str]:
    return frozenset(toml("arabic")["particles"]["articles"])
