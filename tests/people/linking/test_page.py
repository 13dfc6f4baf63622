"""docs/methods/people.md says what the program does: levels, thresholds and limits are those of the code."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from aigaq.people.linking import DOUBT, Kind, candidates, clusters, dates, model, partitions
from aigaq.people.linking.fields import WORDS
from aigaq.people.scale import scale
from tests.shared import ROOT

PAGE = " ".join((ROOT / "docs" / "methods" / "people.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("kind", Kind)
def test_the_levels_of_every_kind_are_on_the_page(kind: Kind) -> None:
    assert f"| {' · '.join(WORDS[kind])} |" in PAGE


def test_the_numbers_are_those_of_the_program() -> None:
    least, most = DOUBT
    linking = import_module("aigaq.people.linking.link")  # its verb hides it
    rounds = {2: "twice", 3: "three times", 4: "four times"}
    for words in (
        f"if these are at most {candidates.CHANCE} for each record, or {candidates.FEW:,} in all",
        f"ε = {model._ANOTHERS:g}".replace("0.", "."),
        f"A key that more than {candidates.BLOCK} records share",
        f"{dates._DRAWN:,} pairs of values are drawn",
        f"at least {round(1 / (1 - model._RICH))} times what chance makes",
        f"at least {model._PURE * 100:.0f} % of it and at least {model._FEW} pairs",
        f"a guess ({model._START:.1f} on agreement)".replace("0.", "."),
        f"at most {rounds[linking._ROUNDS]}",
        f"a probability of {clusters.OPEN:g} or more form a component".replace("0.", "."),
        f"one of more than {clusters.LARGE} records is cut",
        f"{clusters.FOR:+g} or −{clusters.AGAINST:g} (natural logarithm)",
        f"from {most:g} `same`, below {least:g} `different`".replace("0.", "."),
        ", ".join(f"{one:g}" for one in partitions.THRESHOLDS).replace("0.", "."),
        f"Above {scale.LEARNT:,} rows",
        f"Pairs below −{-scale.KEPT:g} bits",
    ):
        assert words in PAGE, words


def test_what_the_page_names_is_there() -> None:
    for path in re.findall(r"`((?:bench|tests|people|docs)/[\w/.-]+\.(?:py|toml|md))`|\((tests/[\w/.]+)\)", PAGE):
        name = path[0] or path[1]
        assert (ROOT / name).exists() or (ROOT / "src" / "aigaq" / name).exists(), name
