"""The whole a part names, in its own item."""

from __future__ import annotations

import pytest

from aigaq.accounts.wholes import Wholes
from aigaq.statements import Figure, Target
from tests.accounts.making import figure, span

WHOLE = figure(225, start=10)
OTHER = figure(225, start=40, places=("almaty",))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (None, ()),
        (Target(), ()),
        (Target(span=span("225", 10)), ("whole",)),
        (Target(span=span("225", 10), low=225), ("whole",)),
        (Target(low=225), ("other", "whole")),
        (Target(high=225, places=("almaty",)), ("other",)),
        (Target(measure="killed"), ("other", "whole")),
        (Target(low=226), ()),
        (Target(key="F1"), ()),
    ],
)
def test_of(target: Target | None, found: tuple[str, ...]) -> None:
    figures: dict[str, Figure] = {"whole": WHOLE, "other": OTHER, "part": figure(149, start=70, part_of=target)}
    assert Wholes(figures).of("part") == found


def test_a_row_names_a_row() -> None:
    figures = {"a": figure(225, key="F50"), "b": figure(19, key="F8", part_of=Target(key="F50"))}
    assert Wholes(figures).of("b") == ("a",)


def test_nothing_is_part_of_itself() -> None:
    assert Wholes({"a": figure(225, part_of=Target(low=225))}).of("a") == ()
