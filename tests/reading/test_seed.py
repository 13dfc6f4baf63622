"""The seed article: what must be read from it, with exact quotes and speaker chains."""

from __future__ import annotations

from functools import cache

import pytest

from aigaq.reading import Chunk, Document, read
from aigaq.statements.canonical import row_id
from aigaq.statements.records import (
    AnyStatement,
    Claim,
    Connectivity,
    Dated,
    Designation,
    Event,
    Figure,
    Link,
    Position,
    Withdrawal,
)
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Change, NetworkState, Side, Standing
from tests.reading.helpers import ITEM, words
from tests.shared import shared

pytestmark = pytest.mark.shared


@cache
def statements() -> tuple[AnyStatement, ...]:
    text = shared("seed/article.txt").read_text(encoding="utf8")
    outlet = Link(name="openDemocracy", side=Side.MEDIA)
    document = Document(item=ITEM, chunks=[Chunk(text)], language="en", published=Dated("2022-01-19"), publisher=outlet)
    reading = read(document)
    assert reading.not_read == ()
    return reading.statements


def figures() -> dict[float | int | None, Figure]:
    return {figure.low: figure for figure in statements() if isinstance(figure, Figure)}


def test_three_figures_and_no_others() -> None:
    found = {low: (f.measure, f.places, words(f.speakers[0].span), f.speakers[0].side) for low, f in figures().items()}
    official = ("official figures", Side.OFFICIAL)
    assert found[225] == ("killed", ("kz",), *official)
    assert found[149] == ("killed", ("almaty",), *official)
    assert found[20000][:2] == ("attackers", ("almaty",))
    assert found[20000][3] is Side.OFFICIAL
    assert words(figures()[20000].speakers[0].span).startswith("President ")
    assert len([s for s in statements() if isinstance(s, Figure)]) == 3


def test_the_smaller_figure_is_part_of_the_larger() -> None:
    part = figures()[149].part_of
    assert part is not None
    assert part.span == figures()[225].num


def test_the_number_that_was_taken_back() -> None:
    (withdrawal,) = (s for s in statements() if isinstance(s, Withdrawal))
    assert words(withdrawal.span) == "later removed the tweet"
    assert withdrawal.target.span == figures()[20000].num
    assert standing(statements())[row_id(figures()[20000])] is Standing.WITHDRAWN
    assert standing(statements())[row_id(figures()[225])] is Standing.STANDING


def test_designations() -> None:
    found = {s.words: s.speakers[0].side for s in statements() if isinstance(s, Designation)}
    assert found["bandits and terrorists"] is Side.OFFICIAL
    assert found["state terror"] is Side.WITNESS


def test_events() -> None:
    found = {(s.type, words(s.span)) for s in statements() if isinstance(s, Event)}
    assert ("protest", "protests over a fuel price hike") in found
    assert ("confrontation", "confrontations with the police") in found
    assert any(
        kind in ("attack", "attack_on_building") and "state administration buildings" in quote for kind, quote in found
    )
    assert ("looting", "looting") in found
    assert any(kind == "demand" and "political demands" in quote for kind, quote in found)


def test_what_the_witness_heard() -> None:
    (heard,) = (s for s in statements() if isinstance(s, Event) and s.type == "shooting")
    assert "bullets and grenades" in words(heard.span)
    assert heard.speakers[0].side is Side.WITNESS
    assert heard.speakers[-1].name == "openDemocracy"
    assert heard.places == ("almaty",)


def test_the_internet_was_off() -> None:
    (off,) = (s for s in statements() if isinstance(s, Connectivity))
    assert off.state is NetworkState.DOWN
    assert off.start == ("2022-01-04", "2022-01-04")
    assert off.places == ("kz",)
    assert off.speakers[0].side is Side.WITNESS


def test_the_family_lost_posts() -> None:
    (lost,) = (s for s in statements() if isinstance(s, Position))
    assert lost.change is Change.LOST
    assert lost.relation == "family"
    assert lost.org == "state agencies and leading businesses"


def test_hedges_and_what_they_hedge() -> None:
    (claim,) = (s for s in statements() if isinstance(s, Claim))
    assert claim.what == "The potential role of elite groups in the chaos"
    assert claim.hedges[0].type == "unconfirmed"
    types = {hedge.type: words(hedge.span) for f in figures().values() for hedge in f.hedges}
    assert types == {"attribution": "According to", "doubt": "claimed"}
    hedged = words(figures()[225].hedges[0].hedged)
    assert hedged.startswith("225 people")
