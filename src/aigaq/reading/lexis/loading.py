"""Loading a pack: every TOML file of `data/<language>/`, merged into one lexicon in the order of their names.

Tables are `[pack]`, `[macros]`, `[endings.<name>]`, `[[words]]`, `[[form]]`, `[[phrase]]` and one array for each kind of
rule. docs/methods/reading.md says how to write one. Proved by tests/reading/test_lexicon.py.
"""

from __future__ import annotations

import gc
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aigaq.errors import FormatError, NotFound, os_error
from aigaq.reading.lexis.endings import Endings, endings_of, tails_of
from aigaq.reading.lexis.lexicon import DATA, Entry, Lexicon, Origin
from aigaq.reading.lexis.morphology import Morphology, fold
from aigaq.reading.lexis.patterns import Codes, compile_pattern
from aigaq.reading.lexis.rules import Rule

_TABLES = ("pack", "macros", "endings", "form", "source", "licence", "reason")
_LEMMA = "lemma"
_NO_ATTRS = frozenset({"id", "class", "words", "endings", "examples"})


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
        self.lexicon.outlet_endings = tuple(pack.get("outlet_endings", ()))
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
        for form, lines in self.lexicon.several.items():
            self.lexicon.several[form] = dict(sorted(lines.items(), key=lambda line: -len(line[0])))
        for stems in self.lexicon.several_inflected.values():
            stems.sort(key=lambda line: (-len(line[0]), -len(line[1])))
        return self.lexicon

    def _words(self, rows: Iterable[Mapping[str, Any]], where: str) -> None:
        for row in rows:
            entry = _entry(row, where)
            endings = row.get("endings")
            self._origin(row, where, "words", ", ".join(_listed(row["words"])))
            if endings == _LEMMA and self.lexicon.morphology is not None:
                for word in _listed(row["words"]):
                    self.lexicon.lemmas.setdefault(fold(word.casefold()), []).append(entry)
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
                lexicon.several_inflected.setdefault(line[0], []).append((line[:-1], stem, entry, endings))
        elif len(line) > 1:
            lexicon.several.setdefault((line[0], line[1]), {}).setdefault(line, []).append(entry)
        elif endings is None:
            lexicon.forms.setdefault(folded, []).append(entry)
        else:
            for stem in endings.stems(folded):
                lexicon.stems.setdefault(stem, []).append((entry, endings))
            lexicon.longest = max(lexicon.longest, len(folded))

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
    pack = load(DATA / language)
    gc.freeze()  # a pack stays for good: the cycle collector need not look through its tables again and again
    return pack


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
