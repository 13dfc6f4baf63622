"""Paragraphs in two languages of one script: cut where a sentence changes from one to the other.

Only languages that have letters of their own (`needs` in data/languages.toml) can be told apart sentence by sentence:
a long sentence without any of them is looked at alone, and so is one that has them in a paragraph of another language.
Proved by tests/reading/test_mixed.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aigaq.reading.lexis.language import UNKNOWN, Profile, language_of, profile_of

_ENDS = re.compile("[.!?\u2026][\"'\u201d\u2019\u00bb)\\]]*\\s+(?=[\"'\u201c\u00ab(\u2013\u2014-]?\\s?[^\\W\\d_a-z])")
_TITLE = re.compile('["\u201c\u00ab][^"\u201d\u00bb]{1,40}["\u201d\u00bb]')
_WORD = re.compile(r"(?<=[\w,;:] )\w+")
_LONG = 40


def stretches(text: str, language: str, more: tuple[Profile, ...] = ()) -> Iterator[tuple[int, int, str]]:
    """The stretches of a paragraph as (start, end, language); one where it is in one language."""
    lettered = tuple(profile for profile in profile_of(language, more) if profile.needs)
    if not lettered:
        yield 0, len(text), language
        return
    begin, current = 0, language
    for start, end in _sentences(text):
        found = _language(text[start:end], current, language, lettered, more)
        if found != current and start > begin:
            yield begin, len(text[:start].rstrip()), current
            begin = start
        current = found
    yield begin, len(text), current


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _ENDS.finditer(text):
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _without_names(sentence: str) -> str:
    """A sentence without short quoted titles, and without the words that a capital inside it makes a name."""
    return _WORD.sub(lambda word: "" if word[0][0].isupper() else word[0], _TITLE.sub(" ", sentence))


def _language(
    sentence: str, before: str, language: str, lettered: tuple[Profile, ...], more: tuple[Profile, ...]
) -> str:
    """The language of a sentence: that of its paragraph unless letters and words of it say another."""
    folded = sentence.lower()
    owner = next((profile for profile in lettered if not profile.needs.isdisjoint(folded)), None)
    if owner is not None:
        if owner.code == language or owner.needs.isdisjoint(_without_names(sentence).lower()):
            return language  # a name in letters of another language makes no sentence of it
    elif len(sentence) < _LONG:
        return before
    elif not any(profile.code == language for profile in lettered):
        return language
    found = language_of(sentence, language, more)
    return language if found in (None, UNKNOWN) else str(found)
