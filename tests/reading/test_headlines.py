"""Numbers of a headline whose meaning the text below tells."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Figure
from aigaq.statements.spans import TextSpan
from tests.reading.helpers import read_text, words

BELOW = (
    "More than 300 people were detained in Harrow on Sunday, the ministry said. The Elm league counts 412 detainees."
)


def _start(figure: Figure) -> int:
    assert isinstance(figure.num, TextSpan)
    return figure.num.start


def _first(text: str) -> list[tuple[str, str]]:
    head = text.partition("\n")[0]
    figures = [one for one in read_text(text, language="en").statements if isinstance(one, Figure)]
    return [(words(one.num), one.measure) for one in figures if _start(one) < len(head)]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("300 by the ministry, 412 by the league", [("300", "detained"), ("412", "detained")]),
        ("Why 412 is a contested number", [("412", "detained")]),
        ("Why 57 is a contested number", []),  # a number of which the text says nothing
        ("A street of 412 houses", []),
        ("The ministry speaks of 412 and the league of none.", []),  # a sentence is no headline
    ],
)
def test_headline(head: str, wanted: list[tuple[str, str]]) -> None:
    assert _first(f"{head}\n\n{BELOW}") == wanted


def test_a_number_that_counts_two_things_below_counts_nothing_in_the_headline() -> None:
    below = "In Harrow 26 people were killed, the ministry said. The Elm league says that 26 were wounded."
    assert _first(f"Why 26 is a contested number\n\n{below}") == []
