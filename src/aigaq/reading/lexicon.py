"""Lexicons: the words and patterns of one language, read from the TOML files of its folder.

Every file of `data/<language>/` is merged into one pack; tables are `[pack]`, `[macros]`, `[endings.<name>]`,
`[[words]]`, `[[phrase]]` and one array for each kind of rule. docs/methods/reading.md says how to write one. Words
with `endings` are stems: a form is known when what follows the stem is an ending (or, for slots, a chain of them).
Proved by tests/reading/test_lexicon.py.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aigaq.errors import FormatError, NotFound, os_error
from aigaq.reading.patterns import Codes, Pattern, compile_pattern

DATA = Path(__file__).parent / "data"
_NOTHING: Mapping[tuple[str, ...], list[Entry]] = {}
_TABLES = ("pack", "macros", "endings", "source", "licence", "reason")


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
class Known:
    """What the lexicon knows of one form: its classes as characters, and the entries behind them."""

    codes: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Endings:
    """A paradigm: which endings may follow a stem, and the classes each gives to the form."""

    classes: Mapping[str, tuple[str, ...]]
    chain: re.Pattern[str] | None

    def of(self, tail: str) -> tuple[str, ...] | None:
        """The classes an ending adds; None where the tail is no ending."""
        if tail in self.classes:
            return self.classes[tail]
        return () if self.chain is not None and self.chain.fullmatch(tail) else None


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
    _forms: dict[str, list[Entry]] = field(default_factory=dict)
    _stems: dict[str, list[tuple[Entry, Endings]]] = field(default_factory=dict)
    _lines: dict[tuple[str, str], dict[tuple[str, ...], list[Entry]]] = field(default_factory=dict)
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
        return len(self._forms) + len(self._stems) + sum(len(lines) for lines in self._lines.values())

    def lines(self, first: str, second: str) -> Mapping[tuple[str, ...], list[Entry]]:
        """Entries of several words that begin with these two forms, longest first."""
        return self._lines.get((first, second), _NOTHING)

    def _look_up(self, form: str) -> Known:
        entries = list(self._forms.get(form, ()))
        names: list[str] = [name for entry in entries for name in entry.classes]
        for cut in range(1, min(len(form), self._longest) + 1):
            for entry, endings in self._stems.get(form[:cut], ()):
                added = endings.of(form[cut:])
                if added is not None:
                    entries.append(entry)
                    names += [*entry.classes, *added]
        return Known(self.codes.all(list(dict.fromkeys(names))), tuple(dict.fromkeys(entries)))


class _Loader:
    """Merges the files of a pack."""

    def __init__(self, language: str, tables: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self.tables = list(tables)
        pack: dict[str, Any] = {}
        self.macros: dict[str, str] = {}
        self.endings: dict[str, Endings] = {}
        for name, table in self.tables:
            pack.update(table.get("pack", {}))
            self.macros.update(table.get("macros", {}))
            for ending, rows in table.get("endings", {}).items():
                self.endings[ending] = _endings(rows, f"{name}: {ending}")
        self.lexicon = Lexicon(language, pack, Codes())
        self.lexicon.human_endings = tuple(pack.get("human_endings", ()))
        self.lexicon.clitics = tuple(pack.get("clitics", ()))

    def load(self) -> Lexicon:
        rules: dict[str, list[Rule]] = {}
        for name, table in self.tables:
            for kind, rows in table.items():
                if kind == "words":
                    self._words(rows, name)
                elif kind not in _TABLES:
                    for row in rows:
                        rules.setdefault(kind, []).extend(self._rule(row, name))
        self.lexicon.phrases = tuple(rules.pop("phrase", ()))
        self.lexicon.rules = {kind: tuple(found) for kind, found in rules.items()}
        for form, lines in self.lexicon._lines.items():
            self.lexicon._lines[form] = dict(sorted(lines.items(), key=lambda line: -len(line[0])))
        return self.lexicon

    def _words(self, rows: Iterable[Mapping[str, Any]], where: str) -> None:
        for row in rows:
            entry = _entry(row, where)
            endings = row.get("endings")
            if endings is not None and endings not in self.endings:
                raise FormatError(f"no endings named {endings}", where=f"{where}: {entry.id}")
            for word in _listed(row["words"]):
                self._word(word, entry, self.endings[endings] if endings else None)

    def _word(self, word: str, entry: Entry, endings: Endings | None) -> None:
        lexicon = self.lexicon
        folded = word.casefold()
        line = _units_of(folded, self.lexicon.clitics)
        if len(line) > 1:
            lexicon._lines.setdefault((line[0], line[1]), {}).setdefault(line, []).append(entry)
        elif endings is None:
            lexicon._forms.setdefault(folded, []).append(entry)
        else:
            lexicon._stems.setdefault(folded, []).append((entry, endings))
            lexicon._longest = max(lexicon._longest, len(folded))

    def _rule(self, row: Mapping[str, Any], where: str) -> list[Rule]:
        where = f"{where}: {row.get('id', '?')}"
        try:
            sources = [row["match"]] if isinstance(row["match"], str) else row["match"]
            attrs = {name: value for name, value in row.items() if name not in ("id", "match", "examples")}
            codes = self.lexicon.codes
            return [Rule(row["id"], compile_pattern(s, codes, self.macros, where=where), attrs) for s in sources]
        except KeyError as error:
            raise FormatError(f"a rule needs {error}", where=where) from error


def _entry(row: Mapping[str, Any], where: str) -> Entry:
    try:
        classes = row["class"]
        attrs = {name: str(value) for name, value in row.items() if name not in ("id", "class", "words", "endings")}
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


def _endings(rows: Mapping[str, Any], where: str) -> Endings:
    chain = None
    if "slots" in rows:
        slots = [f"(?:{'|'.join(map(re.escape, slot.split()))})?" for slot in rows["slots"]]
        chain = re.compile("".join(slots))
    try:
        classes = {tail: tuple(names.split()) for tail, names in rows.items() if tail != "slots"}
    except AttributeError as error:
        raise FormatError("an ending maps to its classes", where=where) from error
    return Endings(classes, chain)


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
    return _Loader(folder.name, [(path.name, _parse(path)) for path in sorted(folder.glob("*.toml"))]).load()


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
