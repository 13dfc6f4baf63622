"""Features across networks: synchrony beside all instants tried, mobile before fixed as published for January 2022."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.episode import Episode, Onset, Signal
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.networks import infrastructure_stands, mobile_first, networks_fall_together
from aigaq.blackout.character.told import Span, Told
from aigaq.blackout.series import NetworkKind
from tests.blackout.character.made import HOUR, episodes, known

YES, NO, UNKNOWN = Told.YES, Told.NO, Told.UNKNOWN
MOBILE, FIXED, CENTRES = NetworkKind.MOBILE, NetworkKind.FIXED, NetworkKind.INFRASTRUCTURE


def cut(*onsets: tuple[NetworkKind, Told, Span]) -> Episode:
    found = (Onset(network=f"AS{n}", kind=kind, fell=fell, start=start) for n, (kind, fell, start) in enumerate(onsets))
    return Episode(entity="made", start=(0, 0), onsets=tuple(found))


def starts(*spans: Span) -> Episode:
    return cut(*((NetworkKind.UNKNOWN, YES, span) for span in spans))


def minutes(*found: float) -> Span:
    return round(found[0] * 60), round(found[-1] * 60)


@pytest.mark.parametrize(
    ("spans", "holds"),
    [
        ([minutes(0), minutes(5), minutes(15)], YES),
        ([minutes(0), minutes(5), minutes(40)], NO),
        ([minutes(0), minutes(5), minutes(6), minutes(7), minutes(40)], YES),  # four of five
        ([minutes(0), minutes(5)], UNKNOWN),
        ([minutes(0), minutes(5), minutes(5, 40)], UNKNOWN),
        ([minutes(0), minutes(5), (None, 40 * 60)], UNKNOWN),
        ([minutes(0), minutes(30), (None, 40 * 60)], NO),
    ],
)
def test_most_within_a_quarter_of_an_hour(spans: list[Span], holds: Told) -> None:
    assert networks_fall_together(starts(*spans)) == holds


def test_networks_that_stood_and_data_centres_are_no_part_of_it() -> None:
    together = [(MOBILE, YES, minutes(n)) for n in range(3)]
    assert networks_fall_together(cut(*together, (FIXED, NO, (None, None)), (CENTRES, YES, minutes(300)))) == YES


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), min_size=3, max_size=6),
    st.randoms(use_true_random=False),
)
def test_what_is_told_of_rough_onsets_holds_wherever_they_were(rough: list[tuple[int, int]], dice: object) -> None:
    told = networks_fall_together(starts(*(minutes(first, first + wide) for first, wide in rough)))
    exact = [60 * (first + dice.randint(0, wide)) for first, wide in rough]  # type: ignore[attr-defined]
    at = limits()
    share = max(sum(one <= other <= one + at.synchrony_within for other in exact) for one in exact) / len(exact)
    if told != UNKNOWN:
        assert (share >= at.synchrony_share) == (told == YES)


@given(episodes(), st.randoms(use_true_random=False))
def test_the_order_of_networks_means_nothing(episode: Episode, dice: object) -> None:
    mixed = list(episode.onsets)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    other = Episode(entity="made", start=episode.start, onsets=tuple(mixed), signals=episode.signals)
    for feature in (networks_fall_together, mobile_first, infrastructure_stands):
        assert feature(other) == feature(episode)


def test_mobile_networks_of_january_2022_fell_before_fixed_ones() -> None:
    """Cloudflare: Tele2 and Kcell from 16:00 UTC on the 4th; fixed ones from 10:30 to 11:32 on the 5th, by source."""
    mobile = (MOBILE, YES, known("2022-01-04T16:00", give=900))
    fixed = (FIXED, YES, (known("2022-01-05T10:30")[0], known("2022-01-05T11:32")[1]))
    assert mobile_first(cut(mobile, fixed)) == YES
    assert mobile_first(cut(fixed, mobile)) == YES


@pytest.mark.parametrize(
    ("mobile", "fixed", "holds"),
    [
        (minutes(0), minutes(15), YES),
        (minutes(0), minutes(10), NO),
        (minutes(60), minutes(0), NO),
        (minutes(0, 20), minutes(30), UNKNOWN),
        ((None, 0), minutes(30), YES),
        (minutes(0), (None, 1800), UNKNOWN),
    ],
)
def test_mobile_before_fixed_needs_a_lead(mobile: Span, fixed: Span, holds: Told) -> None:
    assert mobile_first(cut((MOBILE, YES, mobile), (FIXED, YES, fixed))) == holds


def test_mobile_alone_tells_nothing() -> None:
    assert mobile_first(cut((MOBILE, YES, minutes(0)), (FIXED, NO, (None, None)))) == UNKNOWN


def test_data_centres_up_while_homes_are_down() -> None:
    homes = (FIXED, YES, (0, HOUR))
    assert infrastructure_stands(cut(homes, (CENTRES, NO, (None, None)))) == YES
    assert infrastructure_stands(cut(homes, (CENTRES, YES, (0, 0)), (CENTRES, NO, (None, None)))) == NO
    assert infrastructure_stands(cut(homes, (CENTRES, UNKNOWN, (None, None)))) == UNKNOWN
    assert infrastructure_stands(cut(homes)) == UNKNOWN
    assert infrastructure_stands(cut((CENTRES, NO, (None, None)))) == UNKNOWN
    signal = Signal(name="probes", fell=YES, network=FIXED)
    centres = (Onset(network="dc", kind=CENTRES, fell=NO),)
    assert infrastructure_stands(Episode(entity="made", start=(0, 0), signals=(signal,), onsets=centres)) == YES
