"""One line of English for each kind of statement."""

from __future__ import annotations

import pytest

from aigaq.cli.phrases import gist, who
from aigaq.statements import (
    AnyStatement,
    Change,
    Claim,
    Connectivity,
    Designation,
    Event,
    Figure,
    Link,
    NetworkState,
    Position,
    Qualifier,
    Side,
    Stance,
    Standing,
    Target,
    TextSpan,
    Withdrawal,
)

ITEM = "0" * 64
SPAN = TextSpan(start=0, end=2, quote="52")


def figure(low: int | None, high: int | None, qualifier: Qualifier, **more: object) -> Figure:
    fields: dict[str, object] = {"measure": "killed", "place": "Harrowmere", **more}
    return Figure(item=ITEM, span=SPAN, num=SPAN, low=low, high=high, qualifier=qualifier, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (figure(31, 31, Qualifier.EXACT), "31 killed, Harrowmere"),
        (figure(1200, None, Qualifier.AT_LEAST), "at least 1,200 killed, Harrowmere"),
        (figure(None, 40, Qualifier.UP_TO), "up to 40 killed, Harrowmere"),
        (figure(30, 40, Qualifier.RANGE), "30 to 40 killed, Harrowmere"),
        (figure(None, None, Qualifier.VAGUE, value_text="dozens"), "dozens killed, Harrowmere"),
        (figure(60, 60, Qualifier.EXACT, stance=Stance.DENIES), "not 60 killed, Harrowmere"),
        (figure(5, 5, Qualifier.EXACT, unit="bodies", scope=("police",)), "5 killed, bodies, police, Harrowmere"),
        (Event(item=ITEM, span=SPAN, type="fire", what="shops were set on fire", time="2019-03-11"), "fire, shops were set on fire, 2019-03-11"),
        (Claim(item=ITEM, span=SPAN, what="soldiers took part"), "soldiers took part"),
        (Designation(item=ITEM, span=SPAN, words="hired wreckers"), "somebody called “hired wreckers”"),
        (Position(item=ITEM, span=SPAN, person="Jon Arrel", change=Change.LOST, post="head of police"), "Jon Arrel, lost head of police"),
        (
            Connectivity(item=ITEM, span=SPAN, state=NetworkState.DOWN, place="Harrowmere", start=("2019-03-10", "2019-03-10"), end=("2019-03-12", "2019-03-13")),
            "network down, Harrowmere, from 2019-03-10, to 2019-03-12/2019-03-13",
        ),
        (Withdrawal(item=ITEM, span=SPAN, becomes=Standing.WITHDRAWN, target=Target(speaker="town hall", measure="killed", low=52, high=52)), "withdrawn: 52 killed, town hall"),
        (Withdrawal(item=ITEM, span=SPAN, becomes=Standing.DENIED, target=Target()), "denied: an earlier statement"),
    ],
)  # fmt: skip
def test_gist(statement: AnyStatement, words: str) -> None:
    assert gist(statement) == words


def test_who() -> None:
    chain = (Link(name="Mira Sollen", side=Side.WITNESS), Link(name="The Courier", side=Side.MEDIA))
    assert who(Claim(item=ITEM, span=SPAN, what="x", speakers=chain)) == "Mira Sollen (witness), in The Courier (media)"
    assert who(Claim(item=ITEM, span=SPAN, what="x")) == "nobody named"
    assert who(Claim(item=ITEM, span=SPAN, what="x", speakers=(Link(name="A"),))) == "A"
