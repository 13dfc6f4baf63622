"""Finds the names of places in a text: words looked up by their beginning, case endings by rule, the longest name wins.

The rules are data (data/inflections.<lang>.toml); no name has a rule of its own. A name is found from its first word:
a word is looked into only when its first letters begin some name. Proved by tests/values/test_places.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from aigaq.values import tables

LANGUAGES = ("en", "ru", "kk")
"""The languages of the shipped names."""

_WORD = re.compile(r"\w+")
_BEGINNING = 3
_REMEMBERED = 50_000
_LONGEST_TAIL = 8
_REACH = 24


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be found: the places it may mean, in order, and how it is written."""

    text: str
    codes: tuple[str, ...]
    language: str
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: its span and the name."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a name: what does not change, and the endings it may take."""

    stem: str
    tails: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name cut into words; `gaps` stand between them. `exact`: an abbreviation, read only as written."""

    name: Name
    parts: tuple[_Part, ...]
    gaps: tuple[str, ...]
    exact: str | None
    closing: str


class Names:
    """A set of names, ready to be found."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_stem: dict[str, list[_Entry]] = {}
        self._capital: set[str] = set()
        self._small: set[str] = set()
        self._begins: dict[str, bool] = {}
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        entry = _entry(name)
        stem = entry.parts[0].stem
        self._by_stem.setdefault(stem, []).append(entry)
        # A stem shorter than the beginning is reached by every beginning its endings can make.
        beginnings = (
            {(stem + tail)[:_BEGINNING] for tail in entry.parts[0].tails}
            if len(stem) < _BEGINNING
            else {stem[:_BEGINNING]}
        )
        (self._small if name.text[0].islower() else self._capital).update(beginnings)

    def find(self, text: str) -> Iterator[Found]:
        """The names of the text in order, none overlapping; where several share the longest match, each of them."""
        done = 0
        begins = self._begins
        for word in _WORD.finditer(text):
            beginning = word[0][:_BEGINNING]
            known = begins.get(beginning)
            if known is None:
                known = self._known(beginning)
            if not known or word.start() < done:
                continue
            found = self._longest(text, word)
            yield from found
            done = found[0].end if found else done

    def _known(self, beginning: str) -> bool:
        """Whether some name begins as this word does; asked for every word of every text, so it is remembered."""
        form = folded(beginning)
        known = form in self._small or (form in self._capital and not beginning[0].islower())
        if len(self._begins) > _REMEMBERED:
            self._begins.clear()
        self._begins[beginning] = known
        return known

    def _longest(self, text: str, word: re.Match[str]) -> list[Found]:
        best: list[Found] = []
        for entry, tail in self._candidates(word[0]):
            end = _extent(text, word, entry)
            if end is None or not allowed(text, word.start(), end, entry.name, tail):
                continue
            if not best or end > best[0].end:
                best = [Found(word.start(), end, entry.name)]
            elif end == best[0].end:
                best.append(Found(word.start(), end, entry.name))
        return best

    def _candidates(self, written: str) -> Iterator[tuple[_Entry, str]]:
        word = folded(written)
        for cut in range(len(word), max(0, len(word) - _LONGEST_TAIL) - 1, -1):
            tail = word[cut:]
            for entry in self._by_stem.get(word[:cut], ()):
                if tail in entry.parts[0].tails and _cased(written, entry):
                    yield entry, tail


def folded(text: str) -> str:
    """For comparing names: lower case, ё as е."""
    return text.lower().replace("ё", "е").replace("\u0307", "")


def _cased(written: str, entry: _Entry) -> bool:
    """Abbreviations as they are; names with a capital; what is written small, any way."""
    if entry.exact is not None:
        return written == entry.exact
    return entry.name.text[0].islower() or not written[0].islower()


def _extent(text: str, word: re.Match[str], entry: _Entry) -> int | None:
    """Where the name ends in the text; None where its further words do not follow."""
    end = word.end()
    for part, gap in zip(entry.parts[1:], entry.gaps, strict=True):
        following = _WORD.search(text, end, end + 64)
        if following is None or not _same_gap(text[end : following.start()], gap):
            return None
        form = folded(following[0])
        if not form.startswith(part.stem) or form[len(part.stem) :] not in part.tails:
            return None
        end = following.end()
    if entry.exact is not None and (ending := _initials(entry.name.language).match(text, end)) is not None:
        return ending.end()
    return end + len(entry.closing) if text.startswith(entry.closing, end) else None


@cache
def _initials(language: str) -> re.Pattern[str]:
    """What initials take after a hyphen where a language of endings is written: АҚШ-та."""
    return re.compile(
        rf"[-‑](?:{tables.alternatives(tables.toml(f'inflections.{language}').get('initials', ())) or '(?!)'})(?!\w)"
    )


def _same_gap(written: str, gap: str) -> bool:
    """Spaces and hyphens stand for each other, as do the apostrophes; a point or comma must be there."""
    return _gap(written) == gap if len(written) <= 3 else False


def _gap(text: str) -> str:
    bare = text.strip()
    if bare in ("", "-", "‑", "–"):
        return "" if text == "" else " "
    return "'" if bare in ("'", "’", "ʼ") else bare


def _entry(name: Name) -> _Entry:
    words = list(_WORD.finditer(name.text))
    gaps = tuple(_gap(name.text[left.end() : right.start()]) for left, right in zip(words, words[1:], strict=False))
    # A short word in capitals is an abbreviation: "US" must not be read in "us".
    exact = words[0][0] if name.text.isupper() and len(words[0][0]) <= 4 else None
    parts = tuple(_part(word[0], name) if exact is None else _Part(folded(word[0]), frozenset({""})) for word in words)
    return _Entry(name, parts, gaps, exact, name.text[words[-1].end() :])


def _part(word: str, name: Name) -> _Part:
    stem, tails = _rule(name.language, "adjective" if name.adjective else "name", folded(word))
    return _Part(stem, tails)


@cache
def _rule(language: str, table: str, word: str) -> tuple[str, frozenset[str]]:
    """The unchanging part of a word and its endings, by the first rule that fits."""
    for rule in tables.toml(f"inflections.{language}").get(table, ()):
        if any(word.endswith(ending) for ending in rule["ends"]) and len(word) > rule["drop"]:
            return word[: len(word) - rule["drop"]], frozenset(rule["forms"])
    return word, frozenset({""})


@dataclass(frozen=True, slots=True)
class _Context:
    """When a name that is also another word, or a person's, is read as a place."""

    cautious: frozenset[str]
    people: frozenset[str]
    before: re.Pattern[str]
    tails: frozenset[str]
    followers: re.Pattern[str]


@cache
def _context(language: str) -> _Context:
    data = tables.toml(f"inflections.{language}")
    words = tables.alternatives(data.get("place_words", ())) or "(?!)"
    followers = tables.alternatives(data.get("place_followers", ())) or "(?!)"
    return _Context(
        cautious=frozenset(data.get("cautious", {}).get("names", ())),
        people=frozenset(data.get("people", {}).get("names", ())),
        before=re.compile(rf"(?<!\w)(?:{words})\.?\s+$", re.IGNORECASE),
        tails=frozenset(data.get("place_tails", ())),
        followers=re.compile(rf"\s+(?:{followers})(?!\w)", re.IGNORECASE),
    )


_BESIDE = re.compile(r"\s+[^\W\d_](?=\w)")


def allowed(text: str, start: int, end: int, name: Name, tail: str) -> bool:
    """False where the name is more likely another word or a person."""
    context = _context(name.language)
    if name.text in context.people:
        after = _BESIDE.match(text, end)
        if after is not None and after[0][-1].isupper():
            return False
    if name.text not in context.cautious:
        return True
    if tail in context.tails or context.followers.match(text, end):
        return True
    return context.before.search(text[max(0, start - _REACH) : start]) is not None
