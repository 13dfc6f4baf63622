"""Morphology: the lemmas of a form and the classes its grammatical marks give it, from a dictionary of the language.

A pack asks for it (`morphology` of `[pack]`, the name of the dictionary) and says in `[[form]]` rows which marks give
which classes: `has` marks that must be there, `class` what they add, `lacks` marks that must not be there, `with` and
`unless` classes of the lexicon that must or must not stand beside them. Words of a group with `endings = "lemma"` are
known in every form. The dictionary is loaded at the first word. Proved by tests/reading/test_morphology.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aigaq.errors import FormatError

# A reading much less frequent than the best one says nothing of a form in running text.
_LIKELY = 0.3
_POSSIBLE = 0.05
_KEPT = 20_000
_STAYS = "иоуюэ"  # names that end in these and are not in the dictionary are not declined
_OF_PLACES = ("loct", "gent", "nomn", "datv")  # the cases of names of places: in, of, on
_FOLDED = str.maketrans("ё", "е")


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a form: its lemma, its marks, and whether it is among the likely ones."""

    lemma: str
    marks: frozenset[str]
    likely: bool


@dataclass(frozen=True, slots=True)
class FormRule:
    """A row of `[[form]]`."""

    has: frozenset[str]
    lacks: frozenset[str]
    beside: frozenset[str]
    unless: frozenset[str]
    classes: tuple[str, ...]


class Morphology:
    """The dictionary of a language and the rules of its pack."""

    def __init__(self, name: str, language: str, rows: Iterable[Mapping[str, Any]], *, where: str) -> None:
        self._name = name
        self._language = language
        self._rules = [_rule(row, where) for row in rows]
        self._lemmas: dict[str, str] = {}
        self._places: dict[str, str] = {}
        _analyser(name)

    def senses(self, form: str) -> tuple[Sequence[Sense], bool]:
        """The readings of a folded form, best first, and whether the dictionary itself has the form."""
        if not form.isalpha() and "-" not in form:
            return (), False
        parser = _parser(self._name, self._language)
        if parser is None:
            return (), False
        found = _parses(parser, form)
        if not found:
            return (), False
        best = max(found, key=lambda parse: parse.score)
        word = (best.normal_form, best.tag.POS)
        senses = [
            Sense(fold(parse.normal_form), frozenset(str(parse.tag).replace(" ", ",").split(",")), likely)
            for parse in found
            if parse.score >= _POSSIBLE * best.score
            for likely in [parse.score >= _LIKELY * best.score or (parse.normal_form, parse.tag.POS) == word]
        ]
        return senses, parser.word_is_known(form)

    def lemma(self, form: str) -> str | None:
        """The likeliest lemma of a folded form; None where the dictionary cannot read it."""
        if form not in self._lemmas:
            if len(self._lemmas) > _KEPT:
                self._lemmas.clear()
            senses = self.senses(form)[0]
            self._lemmas[form] = senses[0].lemma if senses else ""
        return self._lemmas[form] or None

    def nominative(self, words: str) -> str:
        """Words with their first noun, and the adjectives before it, in the nominative; what follows stays."""
        if words not in self._places:
            if len(self._places) > _KEPT:
                self._places.clear()
            self._places[words] = self._nominative(words)
        return self._places[words]

    def _nominative(self, words: str) -> str:
        parser = _parser(self._name, self._language)
        made = words.split()
        parses = [
            [one for one in _parses(parser, word) if any(case in one.tag for case in _OF_PLACES)] for word in made
        ]
        at = next((n for n, found in enumerate(parses) if found and "NOUN" in found[0].tag), None)
        if at is None:
            return words
        noun = _place_noun(parses[at])
        if made[at][-1:] in _STAYS and not parser.word_is_known(made[at].casefold()):
            return words
        made[at] = _cased(noun.inflect({"nomn"}), made[at])
        for n in range(at):
            adjective = next((one for one in parses[n] if "ADJF" in one.tag), None)
            wanted = {"nomn", *({"plur"} if "plur" in noun.tag else {"sing", noun.tag.gender or "masc"})}
            made[n] = _cased(adjective.inflect(wanted) if adjective else None, made[n])
        return " ".join(made)

    def classes(self, senses: Sequence[Sense], listed: Sequence[str]) -> list[str]:
        """What the marks of the likely readings add, in the order of the pack; `listed` are the lexicon's classes."""
        names = list(listed)
        for rule in self._rules:
            held = set(names)
            if rule.unless & held or not rule.beside <= held:
                continue
            if any(one.likely and rule.has <= one.marks and not rule.lacks & one.marks for one in senses):
                names += rule.classes
        return names[len(listed) :]


def _parses(parser: Any, word: str) -> Sequence[Any]:
    """The readings of a word; none where it has a letter to which Unicode gives no name, at which the dictionary fails."""
    try:
        found: Sequence[Any] = parser.parse(word)
    except ValueError:
        return ()
    return found


def fold(lemma: str) -> str:
    """A lemma as groups of words are compared: texts write one letter for two."""
    return lemma.translate(_FOLDED)


def _place_noun(found: Sequence[Any]) -> Any:
    """The reading of a noun that names a place, else one in the case of "in", else the first."""
    best = [one for one in found if "Geox" in one.tag] or [
        one for one in found if "loct" in one.tag and "inan" in one.tag
    ]
    return (best or list(found))[0]


def _cased(inflected: Any, word: str) -> str:
    """The inflected form with the capitals of the word as printed."""
    if inflected is None:
        return word
    return str(inflected.word).capitalize() if word[:1].isupper() else str(inflected.word)


def _rule(row: Mapping[str, Any], where: str) -> FormRule:
    try:
        return FormRule(
            frozenset(row["has"].split()),
            frozenset(row.get("lacks", "").split()),
            frozenset(row.get("with", "").split()),
            frozenset(row.get("unless", "").split()),
            tuple(row["class"].split()),
        )
    except (KeyError, AttributeError) as error:
        raise FormatError(f"a form needs {error}", where=where) from error


def _analyser(name: str) -> None:
    if name != "pymorphy3":
        raise FormatError(f"no dictionary named {name}", hint="dictionaries: pymorphy3")


@cache
def _parser(name: str, language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)
