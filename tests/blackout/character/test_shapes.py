"""Features of the outage itself: signals, edges, duration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.episode import Episode, Onset, Ramp, Signal
from aigaq.blackout.character.features import CLASSES, features
from aigaq.blackout.character.shapes import all_signals_fall, routes_stay, slow_recovery, square_edges
from aigaq.blackout.character.told import Told
from aigaq.blackout.series import NetworkKind
from tests.blackout.character.made import HOUR, episodes

YES, NO, UNKNOWN = Told.YES, Told.NO, Told.UNKNOWN


def seen(**signals: Told) -> Episode:
    return Episode(
        entity="made", start=(0, 0), signals=tuple(Signal(name=name, fell=fell) for name, fell in signals.items())
    )


@pytest.mark.parametrize(
    ("signals", "holds"),
    [
        ({"bgp": YES, "ping": YES, "telescope": YES}, YES),
        ({"bgp": NO, "ping": YES, "telescope": YES}, NO),
        ({"bgp": NO, "ping": YES}, NO),
        ({"bgp": YES, "ping": YES}, UNKNOWN),
        ({"bgp": UNKNOWN, "ping": YES, "telescope": YES}, UNKNOWN),
        ({"bgp": NO}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_all_signals(signals: dict[str, Told], holds: Told) -> None:
    assert all_signals_fall(seen(**signals)) == holds


@pytest.mark.parametrize(
    ("signals", "holds"),
    [
        ({"bgp": NO, "traffic": YES}, YES),
        ({"bgp": YES, "traffic": YES}, NO),
        ({"bgp": UNKNOWN, "traffic": YES}, UNKNOWN),
        ({"bgp": NO, "traffic": NO}, UNKNOWN),
        ({"traffic": YES}, UNKNOWN),
    ],
)
def test_routes_up_and_traffic_gone(signals: dict[str, Told], holds: Told) -> None:
    assert routes_stay(seen(**signals)) == holds


def test_routes_of_the_networks_tell_too() -> None:
    onsets = (
        Onset(network="AS1", kind=NetworkKind.ROUTING, fell=NO),
        Onset(network="AS1", kind=NetworkKind.MOBILE, fell=YES),
    )
    assert routes_stay(Episode(entity="made", start=(0, 0), onsets=onsets)) == YES


def ramps(fall: tuple[float, float] | None, rise: tuple[float, float] | None) -> Episode:
    both = [None if one is None else Ramp(shortest=one[0], longest=one[1]) for one in (fall, rise)]
    return Episode(entity="made", start=(0, 0), fall=both[0], rise=both[1])


@pytest.mark.parametrize(
    ("fall", "rise", "square", "slow"),
    [
        ((0, 600), (0, 600), YES, NO),
        ((0, 600), (60_000, 90_000), NO, YES),
        ((0, 600), None, UNKNOWN, UNKNOWN),
        ((5000, 6000), None, NO, UNKNOWN),
        ((0, 7200), (0, 3600), UNKNOWN, NO),
        ((0, 600), (7200, 14_400), NO, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN),
    ],
)
def test_edges(fall: tuple[float, float] | None, rise: tuple[float, float] | None, square: Told, slow: Told) -> None:
    episode = ramps(fall, rise)
    assert (square_edges(episode), slow_recovery(episode)) == (square, slow)


def classes(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> list[Told]:
    episode = Episode(entity="made", start=start, end=end)
    return [features()[name](episode) for name in CLASSES]


@pytest.mark.parametrize(
    ("hours", "which"), [(0.5, 0), (1, 1), (3.49, 1), (3.5, 2), (8.9, 2), (9, 3), (200, 3), (0, 0)]
)
def test_classes_hold_their_lower_end(hours: float, which: int) -> None:
    last = round(hours * HOUR)
    assert classes((0, 0), (last, last)) == [YES if one == which else NO for one in range(4)]


def test_an_end_not_seen_leaves_the_longer_classes_open() -> None:
    assert classes((0, 0), (4 * HOUR, None)) == [NO, NO, UNKNOWN, UNKNOWN]
    assert classes((0, 0), (10 * HOUR, None)) == [NO, NO, NO, YES]
    assert classes((None, 0), (4 * HOUR, 4 * HOUR)) == [NO, NO, UNKNOWN, UNKNOWN]
    assert classes((0, 24 * HOUR), (12 * HOUR, 48 * HOUR)) == [UNKNOWN] * 4


@given(episodes())
def test_classes_exclude_one_another_and_leave_no_gap(episode: Episode) -> None:
    found = [features()[name](episode) for name in CLASSES]
    assert found.count(YES) <= 1
    assert found.count(NO) == 3 if YES in found else found.count(UNKNOWN) >= 2


@given(st.permutations([Signal(name=name, fell=fell) for name, fell in zip("abcd", (YES, YES, NO, YES), strict=True)]))
def test_the_order_of_signals_means_nothing(signals: list[Signal]) -> None:
    assert all_signals_fall(Episode(entity="made", start=(0, 0), signals=tuple(signals))) == NO
