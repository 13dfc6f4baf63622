"""Lexicons: the words and patterns of one language, read from the TOML files of its folder.

Every file of `data/<language>/` is merged into one pack; tables are `[pack]`, `[macros]`, `[endings.<name>]`,
`[[words]]`, `[[phrase]]` and one array for each kind of rule. docs/methods/reading.md says how to write one. Words
with `endings` are stems: a form is known when what follows the stem is an ending (or, for slots, a chain of them); of
several words the last one is such a stem (`endings`). With `endings = "lemma"` they are known in every form that the dictionary of the pack gives that lemma (`morphology`).
Proved by tests/reading/test_lexicon.py.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aigaq.errors import FormatError, NotFound, os_error
from aigaq.reading.endings import NO_TAILS, Endings, Tails, endings_of, tails_of
from aigaq.reading.morphology import Morphology, Sense, fold
from aigaq.reading.patterns import Codes, Pattern, compile_pattern

DATA = Path(__file__).parent / "data"
_NOTHING: Mapping[tuple[str, ...], list[Entry]] = {}
_TABLES = ("pack", "macros", "endings", "form", "source", "licence", "reason")
_LEMMA = "lemma"
_NO_ATTRS = frozenset({"id", "class", "words", "endings", "examples"})


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A word group or phrase of the lexicon: its id, its classes and what else the data says of it."""

    id: str
    classes: tuple[str, ...]
    attrs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that makes or marks something. `id` goes into `made_by`."""

    id: str
    pattern: Pattern
    attrs: Mapping[str, Any]


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


@dataclass(slots=True)
class Lexicon:
    """One language. Everything in it comes from data files; look words up with `known`."""

    language: str
    pack: Mapping[str, Any]
    codes: Codes
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    phrases: tuple[Rule, ...] = ()
    human_endings: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    morphology: Morphology | None = None
    tails: Tails = NO_TAILS
    mark_tails: Tails = NO_TAILS
    words: str = ""
    files: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    plain: Lexicon | None = None
    origins: dict[str, Origin] = field(default_factory=dict)
    _forms: dict[str, list[Entry]] = field(default_factory=dict)
    _stems: dict[str, list[tuple[Entry, Endings]]] = field(default_factory=dict)
    _lemmas: dict[str, list[Entry]] = field(default_factory=dict)
    _lines: dict[tuple[str, str], dict[tuple[str, ...], list[Entry]]] = field(default_factory=dict)
    _inflected: dict[str, list[tuple[tuple[str, ...], str, Entry, Endings]]] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)
    _longest: int = 0

    def known(self, form: str) -> Known:
        """What is known of a folded form; nothing is an answer too."""
        known = self._known.get(form)
        if known is None:
            known = self._look_up(form)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[form] = known
        return known

    @property
    def size(self) -> int:
        """How many words, stems and lines of words the pack has."""
        return (
            len(self._forms) + len(self._stems) + len(self._lemmas) + sum(len(lines) for lines in self._lines.values())
        )

    def lines(self, first: str, second: str) -> Mapping[tuple[str, ...], list[Entry]]:
        """Entries of several words that begin with these two forms, longest first."""
        return self._lines.get((first, second), _NOTHING)

    def inflected(self, forms: Sequence[str], at: int) -> tuple[int, list[Entry], list[str]]:
        """The longest entries of several words that begin at forms[at] and end in a form of their last word's stem:
        how many words they have (0 where there are none), the entries, the classes of the form."""
        size, entries, names = 0, list[Entry](), list[str]()
        for words, stem, entry, endings in self._inflected.get(forms[at], ()):
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

    def base(self, name: str) -> str:
        """A name without the ending of its case, where the pack has `name_tails`."""
        for tail in self.pack.get("name_tails", ()):
            if name.casefold().endswith(tail) and len(name) > len(tail) + 2:
                return name[: -len(tail)]
        return name

    def nominative(self, words: str) -> str:
        """The words of a place as they stand in a list of places."""
        return self.base(words) if self.morphology is None else self.morphology.nominative(words)

    def lemma(self, form: str) -> str:
        """The likeliest lemma of a folded form: of the dictionary, else its stem, else the form itself."""
        found = self.morphology.lemma(form) if self.morphology is not None else None
        return found or self.known(form).stem or form

    def _look_up(self, form: str) -> Known:
        entries = list(self._forms.get(form, ()))
        names: list[str] = [name for entry in entries for name in entry.classes]
        stem: str | None = None
        for cut in range(1, min(len(form), self._longest) + 1):
            for entry, endings in self._stems.get(form[:cut], ()):
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
            for entry in self._lemmas.get(sense.lemma, ()):
                if _fits(entry, sense) and entry not in entries:
                    entries.append(entry)
                    names += entry.classes
        names += self.morphology.classes(senses, [*listed, *names])
        return names if known or entries or not form[:1].isalpha() else [*names, "OOV"]


def _fits(entry: Entry, sense: Sense) -> bool:
    """Whether a reading is of the kind of word the group asks for (`only`)."""
    only = entry.attrs.get("only")
    return only is None or not sense.marks.isdisjoint(only.split())


class _Loader:
    """Merges the files of a pack."""

    def __init__(self, language: str, tables: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self.tables = list(tables)
        pack: dict[str, Any] = {}
        self.macros: dict[str, str] = {}
        self.endings: dict[str, Endings] = {}
        for name, table in self.tables:
            pack.update(_grown(pack, table.get("pack", {})))
            self.macros.update(table.get("macros", {}))
            for ending, rows in table.get("endings", {}).items():
                self.endings[ending] = endings_of(rows, f"{name}: {ending}")
        self.lexicon = Lexicon(language, pack, Codes())
        self.lexicon.human_endings = tuple(pack.get("human_endings", ()))
        self.lexicon.clitics = tuple(pack.get("clitics", ()))
        self.lexicon.tails = tails_of(pack.get("tails", {}))
        self.lexicon.mark_tails = tails_of(pack.get("mark_tails", {}))
        if "morphology" in pack:
            rows = [row for _, table in self.tables for row in table.get("form", ())]
            self.lexicon.morphology = Morphology(pack["morphology"], language, rows, where=language)

    def load(self) -> Lexicon:
        rules: dict[str, list[Rule]] = {}
        for name, table in self.tables:
            for kind, rows in table.items():
                if kind == "words":
                    self._words(rows, name)
                elif kind not in _TABLES:
                    for row in rows:
                        rules.setdefault(kind, []).extend(self._rule(row, name, kind))
        self.lexicon.phrases = tuple(rules.pop("phrase", ()))
        self.lexicon.rules = {kind: tuple(found) for kind, found in rules.items()}
        for form, lines in self.lexicon._lines.items():
            self.lexicon._lines[form] = dict(sorted(lines.items(), key=lambda line: -len(line[0])))
        for stems in self.lexicon._inflected.values():
            stems.sort(key=lambda line: (-len(line[0]), -len(line[1])))
        return self.lexicon

    def _words(self, rows: Iterable[Mapping[str, Any]], where: str) -> None:
        for row in rows:
            entry = _entry(row, where)
            endings = row.get("endings")
            self._origin(row, where, "words", ", ".join(_listed(row["words"])))
            if endings == _LEMMA and self.lexicon.morphology is not None:
                for word in _listed(row["words"]):
                    self.lexicon._lemmas.setdefault(fold(word.casefold()), []).append(entry)
                continue
            if endings is not None and endings not in self.endings:
                raise FormatError(f"no endings named {endings}", where=f"{where}: {entry.id}")
            for word in _listed(row["words"]):
                self._word(word, entry, self.endings[endings] if endings else None)

    def _word(self, word: str, entry: Entry, endings: Endings | None) -> None:
        lexicon = self.lexicon
        folded = word.casefold()
        line = _units_of(folded, self.lexicon.clitics)
        if len(line) > 1 and endings is not None:
            for stem in endings.stems(line[-1]):
                lexicon._inflected.setdefault(line[0], []).append((line[:-1], stem, entry, endings))
        elif len(line) > 1:
            lexicon._lines.setdefault((line[0], line[1]), {}).setdefault(line, []).append(entry)
        elif endings is None:
            lexicon._forms.setdefault(folded, []).append(entry)
        else:
            for stem in endings.stems(folded):
                lexicon._stems.setdefault(stem, []).append((entry, endings))
            lexicon._longest = max(lexicon._longest, len(folded))

    def _origin(self, row: Mapping[str, Any], file: str, kind: str, says: str) -> None:
        self.lexicon.origins[str(row["id"])] = Origin(file, kind, says, tuple(row.get("examples", ())))

    def _rule(self, row: Mapping[str, Any], where: str, kind: str) -> list[Rule]:
        file, where = where, f"{where}: {row.get('id', '?')}"
        try:
            sources = [row["match"]] if isinstance(row["match"], str) else row["match"]
            attrs = {name: value for name, value in row.items() if name not in ("id", "match", "examples")}
            codes = self.lexicon.codes
            self._origin(row, file, kind, " | ".join(sources))
            return [Rule(row["id"], compile_pattern(s, codes, self.macros, where=where), attrs) for s in sources]
        except KeyError as error:
            raise FormatError(f"a rule needs {error}", where=where) from error


def _grown(pack: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What a later file says of the pack: lists are added to what earlier files said."""
    return {
        name: [*pack[name], *value] if isinstance(value, list) and isinstance(pack.get(name), list) else value
        for name, value in more.items()
    }


def _entry(row: Mapping[str, Any], where: str) -> Entry:
    try:
        classes = row["class"]
        attrs = {name: str(value) for name, value in row.items() if name not in _NO_ATTRS}
        return Entry(row["id"], tuple(classes.split()), attrs)
    except (KeyError, AttributeError) as error:
        raise FormatError(f"a group of words needs {error}", where=where) from error


def _units_of(words: str, clitics: Iterable[str]) -> tuple[str, ...]:
    """The units of an entry, cut as texts are: clitics and the apostrophe of a plural stand alone."""
    units: list[str] = []
    for word in words.split():
        clitic = next((c for c in (*clitics, "'") if word.endswith(c) and len(word) > len(c)), None)
        units += (
            [word]
            if clitic is None or word.endswith("s'") is False and clitic == "'"
            else [word[: -len(clitic)], clitic]
        )
    return tuple(units)


def _listed(words: str | list[str]) -> list[str]:
    return words.split() if isinstance(words, str) else list(words)


def _parse(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise os_error(error, where=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"not a TOML file: {error}", where=path) from error


def load(folder: Path) -> Lexicon:
    """Read the pack in a folder; its name is the language.

    Raises:
        FormatError: a file, an entry or a pattern that cannot be read.
        StorageError: a file that cannot be opened.
    """
    return loaded(folder.name, tables_of(folder))


def tables_of(folder: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The files of a folder in the order of their names, each as (name, tables)."""
    return [(path.name, _parse(path)) for path in sorted(folder.glob("*.toml"))]


def loaded(language: str, files: Iterable[tuple[str, Mapping[str, Any]]], *, words: str | None = None) -> Lexicon:
    """The pack of some files; `words` is the name by which `values` knows its numbers and dates, where it has another.

    Raises:
        FormatError: an entry or a pattern that cannot be read.
    """
    files = tuple(files)
    lexicon = _Loader(language, files).load()
    lexicon.files = files
    lexicon.words = words or language
    return lexicon


@cache
def shipped(language: str) -> Lexicon:
    """The pack that comes with aigaq. Raises NotFound where there is none."""
    if language not in packs():
        raise NotFound(f"no language pack for {language}", hint=f"packs: {', '.join(packs())}")
    return load(DATA / language)


@cache
def packs() -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if (folder / "pack.toml").is_file()))


@cache
def digest() -> str:
    """SHA-256 over every data file, as hex: part of the engine's version."""
    total = hashlib.sha256()
    for path in sorted(DATA.rglob("*.toml")):
        total.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
