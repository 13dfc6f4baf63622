"""Names of made-up people: given names, surnames and patronymics by tradition, in every language that writes them.

A name is a mapping from language to spelling; how the parts are formed is data (data/names.toml). What is made once is
kept, so that a million persons share a few thousand words. Proved by tests/people/town/test_naming.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aigaq.people.town import tables
from aigaq.people.town.dice import Dice, Shares

Spelled = Mapping[str, str]
MALE, FEMALE = SEXES = ("male", "female")
_FIRST = 10  # the commonest name is borne (10 + k) / 10 times as often as the k-th after it


@dataclass(frozen=True, eq=False, slots=True)
class Given:
    """A given name, and what it makes of a son and a daughter where that follows no rule."""

    spelled: Spelled
    child: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Surname:
    """A surname as men and as women bear it."""

    by_sex: Mapping[str, Spelled]


def spelling(name: Spelled, language: str) -> str:
    """A name in a language, or as it is written anywhere where that language has no spelling of its own."""
    return name[language] if language in name else next(iter(name.values()))


class Tradition:
    """One custom of naming."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._about = about
        self._rules: Mapping[str, Any] = tables.toml("names")["rules"]
        self._given = {sex: _ranked(_given_names(about["given"], sex)) for sex in SEXES}
        self._endings: Shares[str] = Shares(about["surname"].items())
        self._patronymics: Shares[str] = Shares(about["patronymic"].items())
        self._ready = Shares((one, 1.0) for one in _surnames(about["surnames"])) if "surnames" in about else None
        self._parts = _stem_parts(about["stems"]) if "stems" in about else None
        self._made: dict[tuple[str, ...], Surname] = {}
        self._children: dict[tuple[Given, str, str], Spelled] = {}

    def given(self, dice: Dice, sex: str) -> Given:
        """A given name, common ones more often."""
        return self._given[sex].draw(dice)

    def surname(self, dice: Dice) -> Surname:
        """A surname: one of a table, or made of a name."""
        if self._ready is not None:
            return self._ready.draw(dice)
        stem, rule = self._stem(dice), self._endings.draw(dice)
        key = (rule, *stem.values())
        if key not in self._made:
            self._made[key] = Surname({sex: self._formed(stem, rule, sex) for sex in SEXES})
        return self._made[key]

    def custom(self, dice: Dice) -> str:
        """By which rule a family forms its patronymics; "none" where it bears none."""
        return self._patronymics.draw(dice)

    def patronymic(self, father: Given, sex: str, custom: str) -> Spelled | None:
        """What a child is called after the father."""
        if custom == "none":
            return None
        key = (father, sex, custom)
        if key not in self._children:
            ready = father.child.get(sex)
            made = dict.fromkeys(father.spelled, ready) if ready else self._formed(father.spelled, custom, sex)
            self._children[key] = made
        return self._children[key]

    def _stem(self, dice: Dice) -> Spelled:
        if self._parts is None or dice.chance(self._about["grandfathers"]):
            return self.given(dice, MALE).spelled
        first, second = (dice.pick(part) for part in self._parts)
        return {language: spelling(first, language) + spelling(second, language) for language in first}

    def _formed(self, stem: Spelled, rule: str, sex: str) -> Spelled:
        endings = self._rules[rule]
        return {
            language: _with_ending(text, endings.get(language) or endings["*"], sex) for language, text in stem.items()
        }


@cache
def tradition(name: str) -> Tradition:
    """The tradition of this name in data/names.toml."""
    return Tradition(tables.toml("names")["traditions"][name])


def traditions() -> tuple[str, ...]:
    """Names of all traditions."""
    return tuple(tables.toml("names")["traditions"])


def languages() -> tuple[str, ...]:
    """The languages in which names are tabled, those with most letters of their own first."""
    found = [
        dict.fromkeys(_languages(tables.rows(one["given"])[0])) for one in tables.toml("names")["traditions"].values()
    ]
    return tuple(dict.fromkeys(language for names in found for language in names))


def _with_ending(text: str, rules: Sequence[tuple[str, int, str, str]], sex: str) -> str:
    for ending, cut, man, woman in rules:
        if text.endswith(ending):
            return text[: len(text) - cut] + (man if sex == MALE else woman)
    return text


def _languages(row: tables.Row) -> list[str]:
    return [column for column in row if len(column) == 2]


def _given_names(table: str, sex: str) -> Iterable[Given]:
    for row in tables.rows(table):
        if row["sex"] == sex:
            child = {MALE: row.get("son", ""), FEMALE: row.get("daughter", "")}
            yield Given({language: row[language] for language in _languages(row)}, child)


def _surnames(table: str) -> Iterable[Surname]:
    language = table.rpartition(".")[2]
    for row in tables.rows(table):
        yield Surname({sex: {language: row[sex]} for sex in SEXES})


def _stem_parts(table: str) -> tuple[list[Spelled], list[Spelled]]:
    parts: dict[str, list[Spelled]] = {"first": [], "second": []}
    for row in tables.rows(table):
        parts[row["part"]].append({language: row[language] for language in _languages(row)})
    return parts["first"], parts["second"]


def _ranked(names: Iterable[Given]) -> Shares[Given]:
    return Shares((name, 1 / (_FIRST + rank)) for rank, name in enumerate(names))
