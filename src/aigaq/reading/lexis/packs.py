"""The packs a text is read with: those that are shipped, folders that lie beside them, and what a case adds.

A folder of packs holds one folder a language, as `data/` does; number and date words of a language that `aigaq.values`
does not know lie in it as `quantities.toml` and `dates.toml`, and `profile` of its `[pack]` says by which letters and
words it is told from others. What a case adds (`set lexicon`) is one TOML or JSON file: a table a language, with the
tables of a pack. docs/formats/settings.md. Proved by tests/reading/test_packs.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from aigaq.errors import FormatError, NotFound
from aigaq.reading.lexis.language import Profile
from aigaq.reading.lexis.lexicon import DATA, Lexicon
from aigaq.reading.lexis.loading import loaded, packs, shipped, tables_of
from aigaq.reading.lexis.payloads import decoded
from aigaq.statements.codes import code_list
from aigaq.statements.vocabulary import Side
from aigaq.values import tables

_WORDS = ("quantities", "dates")
_HINT = "write tables of a pack under the code of a language, as in [[en.words]], and `aigaq set` it again"
_TABLES = frozenset({"pack", "macros", "endings", "form", "quantities", "dates", "source", "licence", "reason"})
_SIDES = tuple(side.value for side in Side)
_SAME = "same"  # the measure of the figure before
Tables = list[tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Packs:
    """Languages and their lexicons. The shipped ones need not be named: `own` holds the others and the changed ones."""

    own: Mapping[str, Lexicon] = field(default_factory=dict)
    profiles: tuple[Profile, ...] = ()

    def get(self, language: str) -> Lexicon | None:
        """The lexicon of a language; None where no pack reads it."""
        if language in self.own:
            return self.own[language]
        return shipped(language) if language in packs() else None

    def codes(self) -> tuple[str, ...]:
        """The languages that are read, sorted."""
        return tuple(sorted({*packs(), *self.own}))

    def beside(self, folder: Path) -> Packs:
        """These packs and those of a folder.

        Raises:
            NotFound: there is no pack in it.
            FormatError: a file, an entry or a pattern that cannot be read.
        """
        found = sorted(one for one in folder.iterdir() if (one / "pack.toml").is_file()) if folder.is_dir() else []
        if not found:
            hint = "a folder of packs holds one folder a language, with a pack.toml in it"
            raise NotFound("no language pack here", where=folder, hint=hint)
        more = self
        for one in found:
            more = more._with(one.name, tables_of(one))
        return more

    def extended(self, payload: bytes, *, where: str) -> Packs:
        """These packs and what a case adds to them.

        Raises:
            FormatError: neither TOML nor JSON, or an entry or pattern that cannot be read.
        """
        more = self
        for language, table in sorted(decoded(payload, where, hint=_HINT).items()):
            if not isinstance(table, dict):
                raise FormatError(f"{language} is no table", where=where, hint=_HINT)
            if self.get(language) is None and "pack" not in table:
                hint = f"add [{language}.pack] with its name and what it reads, or correct the code"
                raise FormatError(f"no pack reads {language}, and this is no whole one", where=where, hint=hint)
            _check(language, table, where)
            more = more._with(language, [(where, table)], onto=language in packs())
        return more

    def _with(self, language: str, added: Tables, *, onto: bool = False) -> Packs:
        known = tables_of(DATA / language) if onto else []
        words = {name: _only(added, name) for name in _WORDS}
        key = language if onto else tables.bring(language, **words)
        ours = (one for one in added if one[0] not in {f"{name}.toml" for name in _WORDS})
        rest = [(name, {k: v for k, v in table.items() if k not in _WORDS}) for name, table in ours]
        lexicon = loaded(language, [*known, *((name, table) for name, table in rest if table)], words=key)
        profile = lexicon.pack.get("profile")
        profiles = (*self.profiles, Profile.of(language, profile)) if profile else self.profiles
        return Packs({**self.own, language: lexicon}, profiles)


def _check(language: str, table: Mapping[str, Any], where: str) -> None:
    """Kinds of rules, and codes, that there are: a wrong one would be silently of no use."""
    kinds = _kinds()
    for kind, rows in table.items():
        if kind in _TABLES:
            continue
        if kind not in kinds:
            near = get_close_matches(kind, kinds, 1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(sorted(kinds))}"
            raise FormatError(f"no such kind of rule: {kind}", where=f"{where}: {language}", hint=hint)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise FormatError(f"{kind} is no list of tables", where=f"{where}: {language}", hint=_HINT)
        for row in rows:
            _check_codes(row, f"{where}: {language}: {row.get('id', '?')}")


def _check_codes(row: Mapping[str, Any], where: str) -> None:
    for name, known in (("measure", code_list("measures")), ("scope", code_list("scopes")), ("side", _SIDES)):
        code = row.get(name)
        if code is not None and code not in known and code != _SAME:
            near = get_close_matches(str(code), known, 1)
            hint = f"did you mean {near[0]}?" if near else "docs/reference/codes.md lists them"
            raise FormatError(f"no such {name}: {code}", where=where, hint=hint)


@cache
def _kinds() -> frozenset[str]:
    """The kinds of rules that the shipped packs have, and words and phrases."""
    return frozenset({"words", "phrase"}.union(*(shipped(language).rules for language in packs())))


def _only(added: Iterable[tuple[str, Mapping[str, Any]]], name: str) -> dict[str, Any]:
    """The number or date words: a file of that name in a folder, or a table of that name in a file."""
    for file, table in added:
        if file == f"{name}.toml":
            return dict(table)
        if name in table:
            return dict(table[name])
    return {}
