"""The languages that are read, and what each pack reads. Proved by tests/reading/test_read.py."""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.reading.lexicon import packs, shipped


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language pack: its code, its name, what it reads, how many word groups and rules it has."""

    code: str
    name: str
    reads: str
    words: int
    rules: int


def languages() -> tuple[Tongue, ...]:
    """The packs that come with aigaq, sorted by code."""
    return tuple(_tongue(code) for code in packs())


def _tongue(code: str) -> Tongue:
    lexicon = shipped(code)
    rules = sum(len(found) for found in lexicon.rules.values()) + len(lexicon.phrases)
    return Tongue(code, str(lexicon.pack["name"]), str(lexicon.pack["reads"]), lexicon.size, rules)
