"""The patterns by which numbers and what stands beside them are found, compiled from data/quantities.<lang>.toml.

Proved by tests/values/test_quantities.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from aigaq.values import tables
from aigaq.values.numerals import SPACES, Number, Numerals, numerals

BEGINNING = 3
"""How many letters of a word decide whether a number may begin with it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """The patterns of one language."""

    numerals: Numerals
    atom: re.Pattern[str]
    beginnings: frozenset[str]
    vague: dict[str, Number | None]
    not_vague: dict[str, re.Pattern[str]]
    run: re.Pattern[str]
    ordinal: re.Pattern[str]
    keeps: re.Pattern[str]
    case_end: re.Pattern[str]
    labels: re.Pattern[str]
    capitals: re.Pattern[str]
    pronouns: frozenset[str]
    pronoun_alone: frozenset[str]
    pronoun_before: re.Pattern[str]
    pronoun_after: re.Pattern[str]
    percent: re.Pattern[str]
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]
    rest: re.Pattern[str] | None


@cache
def finder_of(language: str) -> Finder:
    """The patterns of a language; FormatError where there is no data file for it."""
    words = numerals(language)
    data = tables.toml(f"quantities.{language}")
    labels, units, pronouns = data["labels"], data["units"], data["pronouns"]
    return Finder(
        numerals=words,
        atom=_atom_pattern(words, data),
        beginnings=_beginnings(words, data),
        vague={tables.key(form): row.get("low") for row in data["vague"] for form in row["forms"]},
        not_vague=_not_vague(data),
        run=_pattern(words.run),
        ordinal=_pattern(rf"[-‑]?(?:{_any(data['ordinal_suffixes'])})(?!\w)"),
        keeps=_pattern(rf"[-‑](?:{_any(data['count_suffixes'])})(?!\w)"),
        case_end=_pattern(rf"[-‑]?(?:{_any(data['digit_suffixes'])})(?!\w)"),
        labels=_pattern(rf"(?<!\w)(?:{_any(labels['before'])})\s*(?:No\.?|№|#)?\s?-?$"),
        capitals=re.compile(rf"(?<!\w)(?:{_any(labels['capital'])})\s+(?:[Nn]o\.\s?|№\s?|#)?$"),
        pronouns=frozenset(pronouns["forms"]),
        pronoun_alone=frozenset(pronouns.get("alone", ())),
        pronoun_before=_pattern(rf"(?<!\w)(?:{_any(pronouns['before'])})\s+$"),
        pronoun_after=_pattern(rf"\s+(?:{_any(pronouns['after'])})(?!\w)|['’]s(?!\w)"),
        percent=_pattern(rf"[{SPACES}]?(?:{_units(units['percent'])})"),
        money_before=_pattern(rf"(?:{_any(units['money_before'])})\s?$"),
        money_after=_pattern(rf"[{SPACES}-]?(?:{_units(units['money_after'])})"),
        rest=_pattern(rf"[{SPACES}]([1-9][0-9]{{0,2}})(?![0-9.,/]|[{SPACES}][0-9])") if data.get("rest") else None,
    )


def _atom_pattern(words: Numerals, data: tables.Table) -> re.Pattern[str]:
    fraction = _any(words.fractions)
    return _pattern(
        rf"(?<!\w)(?:(?P<digits>{words.digits})"
        rf"|(?P<vague>{_longest_first(data)})"
        rf"|(?P<fraction>(?:{fraction}))(?=[\s-])"
        rf"|(?P<words>{words.run}))"
    )


def _beginnings(words: Numerals, data: tables.Table) -> frozenset[str]:
    """The first letters of every word a number may begin with."""
    vague = [tables.key(form) for row in data["vague"] for form in row["forms"]]
    forms = [*words.words, *words.articles, *words.fractions, *vague]
    firsts = (re.split(r"[\s-]", form)[0] for form in forms)
    return frozenset(first[:BEGINNING] for first in firsts)


def _not_vague(data: tables.Table) -> dict[str, re.Pattern[str]]:
    """The vague forms that are numbers after certain words, with those words."""
    rows = (row for row in data["vague"] if "not_after" in row)
    return {
        tables.key(form): _pattern(rf"(?<!\w)(?:{_any(row['not_after'])})\s+$") for row in rows for form in row["forms"]
    }


def _longest_first(data: tables.Table) -> str:
    """The vague forms, longest first, each with the words it must be followed by."""
    forms = [(form, row.get("followed_by")) for row in data["vague"] for form in row["forms"]]
    forms.sort(key=lambda item: (-len(item[0]), item[0]))
    return "|".join(_vague_form(form, followers) for form, followers in forms) or "(?!)"


def _vague_form(form: str, followers: list[str] | None) -> str:
    after = rf"(?=\s+(?:{tables.alternatives(followers)})(?!\w))" if followers else ""
    return rf"(?:{tables.alternatives([form])})(?!\w){after}"


def _units(words: Iterable[str]) -> str:
    """Units in letters end at a word's end; signs anywhere."""
    letters = [word for word in words if word[-1].isalpha()]
    return rf"(?:{_any(letters)})(?!\w)|(?:{_any(word for word in words if word not in letters)})"


def _any(words: Iterable[str]) -> str:
    return tables.alternatives(words) or "(?!)"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
