"""All features together: what is told of an uncertain outage is told of every outage that it may have been."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.blackout.character.episode import Context, Episode, Onset, Ramp
from aigaq.blackout.character.features import features, judge
from aigaq.blackout.character.told import Span, Told
from tests.blackout.character.made import episodes

# Which starts lie within its month depends on the edges; tests/blackout/character/test_clocks.py has its own test.
APART = ("recurring_windows",)


def within(span: Span, dice: object) -> Span:
    if span[0] is None or span[1] is None:
        return span
    one = dice.randint(*span)  # type: ignore[attr-defined]
    return one, one


def ramp(found: Ramp | None, dice: object) -> Ramp | None:
    if found is None:
        return None
    one = dice.uniform(found.shortest, found.longest)  # type: ignore[attr-defined]
    return Ramp(shortest=one, longest=one)


def one_of(episode: Episode, dice: object) -> Episode:
    """An episode with edges known to the second that the uncertain one may have been."""
    start = within(episode.start, dice)
    return Episode(
        entity=episode.entity,
        zone=episode.zone,
        start=start,
        end=within(episode.end, dice),
        signals=episode.signals,
        onsets=tuple(
            Onset(network=one.network, kind=one.kind, fell=one.fell, start=within(one.start, dice))
            for one in episode.onsets
        ),
        others=tuple(within(one, dice) for one in episode.others),
        watched=episode.watched,
        fall=ramp(episode.fall, dice),
        rise=ramp(episode.rise, dice),
        context=tuple(Context(kind=one.kind, when=one.when) for one in episode.context),
        words=episode.words,
    )


@settings(max_examples=150)
@given(episodes(), st.randoms(use_true_random=False))
def test_nothing_is_guessed_from_the_middle_of_an_interval(rough: Episode, dice: object) -> None:
    told, exact = judge(rough), judge(one_of(rough, dice))
    for name in features():
        if told[name] != Told.UNKNOWN and name not in APART:
            assert exact[name] == told[name], name


def test_of_nothing_nothing_is_told() -> None:
    empty = Episode(entity="made", start=(None, None))
    assert {name for name, holds in judge(empty).items() if holds != Told.UNKNOWN} == set()


@given(episodes())
def test_judging_twice_says_the_same(episode: Episode) -> None:
    assert judge(episode) == judge(episode)
    assert list(judge(episode)) == list(features())
