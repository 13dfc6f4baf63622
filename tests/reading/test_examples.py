"""The examples that data files carry hold, for every shipped pack; and an example that does not hold is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.reading.examples import NOT, failures
from aigaq.reading.lexis.loading import packs, shipped
from aigaq.reading.lexis.packs import Packs

PACKS = Path(__file__).parent / "packs"
# Kinds of rules that have no example in a pack yet; a kind is taken off this list once it has one.
WITHOUT: dict[str, frozenset[str]] = {"en": frozenset()}


@pytest.mark.parametrize("language", packs())
def test_examples_of_shipped_packs(language: str) -> None:
    assert list(failures(shipped(language))) == []


def test_examples_of_the_small_pack() -> None:
    small = Packs().beside(PACKS).get("es")
    assert small is not None and any(origin.examples for origin in small.origins.values())
    assert list(failures(small)) == []


@pytest.mark.parametrize("language", sorted(WITHOUT))
def test_every_kind_of_rule_has_an_example(language: str) -> None:
    """One that must match and one that must not, so that no kind is only asserted."""
    origins = shipped(language).origins.values()
    kinds = {origin.kind for origin in origins} - WITHOUT[language]
    examples = [(origin.kind, one.startswith(NOT)) for origin in origins for one in origin.examples]
    assert sorted(kinds - {kind for kind, without in examples if not without}) == []
    assert sorted(kinds - {kind for kind, without in examples if without}) == []


@pytest.mark.parametrize(("example", "wanted"), [("Nine people left.", True), ("! Nine people were zapped.", False)])
def test_an_example_that_does_not_hold(example: str, wanted: bool) -> None:
    entry = f'[[en.words]]\nid = "own.zap"\nclass = "TRIG TRANS STATE"\nmeasure = "killed"\nwords = ["zapped"]\nexamples = ["{example}"]'
    lexicon = Packs().extended(entry.encode(), where="own.toml").get("en")
    assert lexicon is not None
    (failed,) = failures(lexicon, files=["own.toml"])
    assert (failed.id, failed.file, failed.wanted) == ("own.zap", "own.toml", wanted)
