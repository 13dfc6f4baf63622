"""Lexicons: the words and rules of one language, to be looked up. `loading` reads them from the files of a pack.

Words with `endings` are stems: a form is known when what follows the stem is an ending (or, for slots, a chain of them);
of several words the last one is such a stem (`endings`). With `endings = "lemma"` they are known in every form that the
dictionary of the pack gives that lemma (`morphology`). Proved by tests/reading/test_lexicon.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from aigaq.reading.lexis.endings import NO_TAILS, Endings, Tails
from aigaq.reading.lexis.morphology import Morphology, Sense
from aigaq.reading.lexis.patterns import Codes
from aigaq.reading.lexis.rules import Rule, Shelf

DATA = Path(__file__).parents[1] / "data"
_REMEMBERED = 50_000
_T = TypeVar("_T")
_NOTHING: Mapping[tuple[str, ...], list[Entry]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A word group or phrase of the lexicon: its id, its classes and what else the data says of it."""

    id: str
    classes: tuple[str, ...]
    attrs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a group of words or a rule comes from: its file, its kind, its patterns or words, its examples."""

    file: str
    kind: str
    says: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the lexicon knows of one form: its classes as characters, and the entries behind them."""

    codes: str
    entries: tuple[Entry, ...]
    stem: str | None = None


Piece = tuple[int, str, str, tuple[Entry, ...], bool]
"""What a word is cut into: its length, its folded form, its classes as characters, its entries, whether it is capital."""


@dataclass
class Lexicon:
    """One language. Everything in it comes from data files; look words up with `known`."""

    language: str
    pack: Mapping[str, Any]
    codes: Codes
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    phrases: tuple[Rule, ...] = ()
    human_endings: tuple[str, ...] = ()
    outlet_endings: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    morphology: Morphology | None = None
    tails: Tails = NO_TAILS
    mark_tails: Tails = NO_TAILS
    words: str = ""
    files: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    plain: Lexicon | None = None
    origins: dict[str, Origin] = field(default_factory=dict)
    forms: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[tuple[Entry, Endings]]] = field(default_factory=dict)
    lemmas: dict[str, list[Entry]] = field(default_factory=dict)
    several: dict[tuple[str, str], dict[tuple[str, ...], list[Entry]]] = field(default_factory=dict)
    several_inflected: dict[str, list[tuple[tuple[str, ...], str, Entry, Endings]]] = field(default_factory=dict)
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)
    longest: int = 0

    @cached_property
    def shelf(self) -> Shelf:
        """Its rules, but for phrases."""
        return Shelf(self.rules)

    @cached_property
    def phrase_shelf(self) -> Shelf:
        """Its phrases."""
        return Shelf({"phrase": self.phrases})

    @cached_property
    def begins(self) -> frozenset[str]:
        """The first words of its entries of several words."""
        return frozenset((*(first for first, _ in self.several), *self.several_inflected))

    def known(self, form: str) -> Known:
        """What is known of a folded form; nothing is an answer too."""
        known = self._known.get(form)
        if known is None:
            known = self._look_up(form)
            _keep(self._known, form, known)
        return known

    def remember(self, word: str, pieces: tuple[Piece, ...]) -> None:
        """Keep what a word as printed is cut into."""
        _keep(self.pieces, word, pieces)

    @property
    def size(self) -> int:
        """How many words, stems and lines of words the pack has."""
        return len(self.forms) + len(self.stems) + len(self.lemmas) + sum(len(lines) for lines in self.several.values())

    def lines(self, first: str, second: str) -> Mapping[tuple[str, ...], list[Entry]]:
        """Entries of several words that begin with these two forms, longest first."""
        return self.several.get((first, second), _NOTHING)

    def inflected(self, forms: Sequence[str], at: int) -> tuple[int, list[Entry], list[str]]:
        """The longest entries of several words that begin at forms[at] and end in a form of their last word's stem:
        how many words they have (0 where there are none), the entries, the classes of the form."""
        size, entries, names = 0, list[Entry](), list[str]()
        for words, stem, entry, endings in self.several_inflected.get(forms[at], ()):
            last = at + len(words)
            if len(words) < size - 1:
                break
            if last >= len(forms) or not forms[last].startswith(stem) or tuple(forms[at:last]) != words:
                continue
            added = endings.of(forms[last][len(stem) :])
            if added is not None:
                size = len(words) + 1
                entries.append(entry)
                names += added
        return size, entries, names

    def tail_classes(self, form: str, *, marked: bool = False) -> tuple[str, ...]:
        """What the ending of a form says where nothing else is known of it: `[pack.tails]`, and `[pack.mark_tails]` for
        numbers, dates and places."""
        tails, least = (self.mark_tails, 1) if marked else (self.tails, 2)
        for size in tails.sizes:
            if len(form) >= size + least:
                names = tails.classes.get(form[-size:])
                if names is not None:
                    return names
        return ()

    @cached_property
    def _name_tails(self) -> tuple[tuple[str, int], ...]:
        """The endings of case of a name, with what must stand before them, and how much of that is the ending."""
        tails = (tail.rpartition("|") for tail in self.pack.get("name_tails", ()))
        return tuple((kept + ending, len(ending)) for kept, _, ending in tails)  # what stands before the bar stays

    @cached_property
    def _any_tail(self) -> tuple[str, ...]:
        return tuple(tail for tail, _ in self._name_tails)

    def base(self, name: str) -> str:
        """A name without the ending of its case, where the pack has `name_tails`; `name_ends` only look like one."""
        folded = name.casefold()
        if not folded.endswith(self._any_tail) or folded.endswith(tuple(self.pack.get("name_ends", ()))):
            return name
        for tail, size in self._name_tails:
            if folded.endswith(tail) and len(name) > size + 2:
                return name[:-size]
        return name

    def surname(self, word: str) -> str:
        """What a surname keeps in every case, by which its bearer is found again."""
        tails = self.pack.get("case_tails", ())
        if not tails:
            return self.lemma(word)
        tail = max((tail for tail in tails if word.endswith(tail) and len(word) > len(tail) + 2), key=len, default="")
        return word[: len(word) - len(tail)]

    def nominative(self, words: str) -> str:
        """The words of a place as they stand in a list of places."""
        return self.base(words) if self.morphology is None else self.morphology.nominative(words)

    def lemma(self, form: str) -> str:
        """The likeliest lemma of a folded form: of the dictionary, else its stem, else the form itself."""
        found = self.morphology.lemma(form) if self.morphology is not None else None
        return found or self.known(form).stem or form

    def _look_up(self, form: str) -> Known:
        entries = list(self.forms.get(form, ()))
        names: list[str] = [name for entry in entries for name in entry.classes]
        stem: str | None = None
        for cut in range(1, min(len(form), self.longest) + 1):
            for entry, endings in self.stems.get(form[:cut], ()):
                added = endings.of(form[cut:])
                if added is not None:
                    entries.append(entry)
                    names += [*entry.classes, *added]
                    stem = endings.hardened(form[:cut])
        if self.morphology is not None:
            names += self._by_lemma(form, entries, names)
        return Known(self.codes.all(list(dict.fromkeys(names))), tuple(dict.fromkeys(entries)), stem)

    def _by_lemma(self, form: str, entries: list[Entry], listed: Sequence[str]) -> list[str]:
        """The entries known by lemma, added to `entries`, and the classes that they and the form's marks give."""
        assert self.morphology is not None
        senses, known = self.morphology.senses(form)
        names: list[str] = []
        for sense in senses:
            for entry in self.lemmas.get(sense.lemma, ()):
                if _fits(entry, sense) and entry not in entries:
                    entries.append(entry)
                    names += entry.classes
        names += self.morphology.classes(senses, [*listed, *names])
        return names if known or entries or not form[:1].isalpha() else [*names, "OOV"]


def _keep(known: dict[str, _T], key: str, found: _T) -> None:
    """Remember what was found, in bounded memory."""
    if len(known) > _REMEMBERED:
        known.clear()
    known[key] = found


def _fits(entry: Entry, sense: Sense) -> bool:
    """Whether a reading is of the kind of word the group asks for (`only`)."""
    only = entry.attrs.get("only")
    return only is None or not sense.marks.isdisjoint(only.split())
