"""Which data file a rule of `made_by` comes from. Proved by tests/reading/test_origins.py."""

from __future__ import annotations

from aigaq.reading.lexis.lexicon import Lexicon, Origin

_SIDES = ("before", "after", "head", "noun")


def origin_of(lexicon: Lexicon, rule: str) -> Origin | None:
    """Where a rule comes from; None where it is the engine's own (`list`, `place.clause`, `speech.carried`).

    A trigger's rule is the id of its word group after the language, and how it was joined to the number:
    `en.kill.after`.
    """
    known = lexicon.origins.get(rule)
    if known is not None:
        return known
    name = rule.removeprefix(f"{lexicon.language}.")
    stem, _, side = name.rpartition(".")
    return lexicon.origins.get(stem if side in _SIDES else name)
