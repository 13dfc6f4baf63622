"""What happened near by and what was said: present or unknown, never absent."""

from __future__ import annotations

import pytest

from aigaq.blackout.character.circumstances import near, said
from aigaq.blackout.character.episode import Context, Episode, Happening, Says, Speaker, Words
from aigaq.blackout.character.told import Span, Told
from tests.blackout.character.made import DAY, at, known


def amid(kind: Happening, when: Span, start: Span = known("2022-01-05T11:00")) -> Episode:  # noqa: B008
    return Episode(entity="made", start=start, context=(Context(kind=kind, when=when),))


FIFTH = (at("2022-01-05T00:00"), at("2022-01-06T00:00"))


@pytest.mark.parametrize(
    ("kind", "when", "holds"),
    [
        (Happening.PROTEST, FIFTH, Told.YES),
        (Happening.PROTEST, (at("2022-01-02T00:00"), at("2022-01-03T00:00")), Told.UNKNOWN),
        (Happening.PROTEST, (at("2022-01-06T11:00"), at("2022-01-07T00:00")), Told.YES),
        (Happening.POWER_FAILURE, (at("2022-01-05T10:59"), None), Told.YES),
        (Happening.POWER_FAILURE, (at("2022-01-05T12:30"), None), Told.UNKNOWN),  # what comes after is no cause
        (Happening.STORM, (None, at("2022-01-05T12:00")), Told.UNKNOWN),
        (Happening.COUP, (None, None), Told.UNKNOWN),
    ],
)
def test_happenings_near_the_start(kind: Happening, when: Span, holds: Told) -> None:
    assert near(kind)(amid(kind, when)) == holds


def test_a_start_known_to_the_day_and_a_happening_of_that_day_are_near() -> None:
    assert near(Happening.PROTEST)(amid(Happening.PROTEST, FIFTH, FIFTH)) == Told.YES
    assert near(Happening.EXAM)(amid(Happening.EXAM, (FIFTH[0], FIFTH[0] + DAY), (None, FIFTH[1]))) == Told.UNKNOWN


@pytest.mark.parametrize("kind", Happening)
def test_nothing_brought_is_unknown(kind: Happening) -> None:
    other = Happening.STORM if kind != Happening.STORM else Happening.EXAM
    assert near(kind)(Episode(entity="made", start=(0, 0))) == Told.UNKNOWN
    assert near(kind)(amid(other, FIFTH)) == Told.UNKNOWN


def test_words_are_those_of_who_said_them() -> None:
    both = (
        Words(speaker=Speaker.OPERATOR, says=Says.ORDERED),
        Words(speaker=Speaker.OFFICIAL, says=Says.FAILURE),
    )
    episode = Episode(entity="made", start=(0, 0), words=both)
    heard = {(speaker, says): said(speaker, says)(episode) for speaker in Speaker for says in Says}
    assert {key for key, holds in heard.items() if holds == Told.YES} == {(one.speaker, one.says) for one in both}
    assert Told.NO not in heard.values()
