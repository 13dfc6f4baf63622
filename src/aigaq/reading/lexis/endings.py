"""Endings: paradigms of a pack, and what the ending of a word that nobody listed says of it.

A paradigm is a table of endings, or `slots`: chains of endings, each of which may be left out, with the classes they
give ("лар лер:PLUR ның нің:GENC"). Proved by tests/reading/test_endings.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aigaq.errors import FormatError


@dataclass(frozen=True, slots=True)
class Endings:
    """A paradigm: which endings may follow a stem, and the classes each gives to the form.

    `slots` hold, slot by slot, the classes of the endings of a chain; `soften` maps the last letter of a stem to the
    one it becomes before an ending (министрлік, министрлігі).
    """

    classes: Mapping[str, tuple[str, ...]]
    chain: re.Pattern[str] | None
    slots: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    soften: Mapping[str, str] = field(default_factory=dict)

    def of(self, tail: str) -> tuple[str, ...] | None:
        """The classes an ending adds; None where the tail is no ending."""
        if tail in self.classes:
            return self.classes[tail]
        found = self.chain.fullmatch(tail) if self.chain is not None else None
        if found is None:
            return None
        return tuple(name for slot, part in zip(self.slots, found.groups(), strict=True) if part for name in slot[part])

    def stems(self, word: str) -> list[str]:
        """A stem, and as it is before an ending that softens it."""
        soft = self.soften.get(word[-1])
        return [word] if soft is None else [word, word[:-1] + soft]

    def hardened(self, stem: str) -> str:
        """A stem as it is before no ending, by which its forms are known to be of one word."""
        hard = next((letter for letter, soft in self.soften.items() if stem.endswith(soft)), None)
        return stem if hard is None else stem[:-1] + hard


def endings_of(rows: Mapping[str, Any], where: str) -> Endings:
    """The paradigm of a table `[endings.<name>]`.

    Raises:
        FormatError: an ending without classes.
    """
    slots = tuple(_slot(slot) for slot in rows.get("slots", ()))
    parts = ("|".join(map(re.escape, sorted(slot, key=len, reverse=True))) for slot in slots)
    chain = re.compile("".join(f"({part})?" for part in parts)) if slots else None
    try:
        classes = {tail: tuple(names.split()) for tail, names in rows.items() if tail not in ("slots", "soften")}
    except AttributeError as error:
        raise FormatError("an ending maps to its classes", where=where) from error
    return Endings(classes, chain, slots, rows.get("soften", {}))


def _slot(slot: str) -> dict[str, tuple[str, ...]]:
    """ "lar ler:PLUR in:GEN:CASE": endings, and after the last of those that share them their classes."""
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[str] = []
    for word in slot.split():
        tail, *names = word.split(":")
        waiting.append(tail)
        if names:
            found.update(dict.fromkeys(waiting, tuple(names)))
            waiting.clear()
    return found | dict.fromkeys(waiting, ())


@dataclass(frozen=True, slots=True)
class Tails:
    """Endings of words that nobody listed: the classes each gives, and the lengths there are, the longest first."""

    classes: Mapping[str, tuple[str, ...]]
    sizes: tuple[int, ...]


NO_TAILS = Tails({}, ())


def tails_of(rows: Mapping[str, str]) -> Tails:
    """The endings of a table `[pack.tails]`: its keys are classes joined by `_and_`."""
    found = {tail: tuple(names.split("_and_")) for names, tails in rows.items() for tail in tails.split()}
    return Tails(found, tuple(sorted({len(tail) for tail in found}, reverse=True)))
