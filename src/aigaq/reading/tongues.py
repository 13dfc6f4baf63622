"""The languages that are read, and what each pack reads. Proved by tests/reading/test_read.py."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.lexis.packs import Packs

# What a pack may be able to read, by the kind of rule that reads it.
_KINDS = (
    ("figures", ("toll", "counted", "ellipsis")),
    ("speakers", ("cue",)),
    ("withdrawals", ("withdrawal",)),
    ("hedges", ("hedge",)),
    ("events", ("event",)),
    ("designations", ("designation",)),
    ("positions", ("position",)),
    ("connectivity", ("connectivity",)),
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language pack: its code and name, what it reads, how many words and rules it has.

    `kinds` are the kinds of statements it has rules for; `version` is a hash over its words and rules.
    """

    code: str
    name: str
    reads: str
    words: int
    rules: int
    kinds: tuple[str, ...] = ()
    version: str = ""


def languages(packs: Packs | None = None) -> tuple[Tongue, ...]:
    """The packs that come with aigaq, or those given, sorted by code."""
    known = packs or Packs()
    return tuple(_tongue(lexicon) for code in known.codes() if (lexicon := known.get(code)) is not None)


def _tongue(lexicon: Lexicon) -> Tongue:
    pack = lexicon.pack
    rules = sum(len(found) for found in lexicon.rules.values()) + len(lexicon.phrases)
    kinds = tuple(
        name for name, needed in _KINDS if any(kind in lexicon.rules for kind in needed) or _counts(lexicon, name)
    )
    name = str(pack.get("name", lexicon.language))
    reads = str(pack.get("reads") or ", ".join(kinds))
    return Tongue(lexicon.language, name, reads, lexicon.size, rules, kinds, _version(lexicon))


def _counts(lexicon: Lexicon, name: str) -> bool:
    """Counted nouns and triggers alone read figures."""
    return name == "figures" and any(
        origin.kind == "words" and "TRIG" in lexicon.codes for origin in lexicon.origins.values()
    )


def _version(lexicon: Lexicon) -> str:
    total = hashlib.sha256()
    for name, origin in sorted(lexicon.origins.items()):
        total.update(f"{name}\0{origin.kind}\0{origin.says}\0".encode())
    return total.hexdigest()[:8]
