"""Windows, gaps and episodes of an invented cut, and what is none of them."""

import pytest

from aigaq.blackout.fusing import Service, Spell, episodes, gaps_of, lanes, windows_of
from aigaq.blackout.fusing.lines import Lane
from aigaq.blackout.fusing.spans import low
from aigaq.blackout.series import NetworkKind
from tests.blackout.making import at, fused, places, said, spell

HOUR, DAY = 3600, 86_400


def cut() -> list[Spell]:
    """Dark from noon of the 5th, two windows, service from the 8th; Upper Vale dark till the 9th."""
    return fused(
        said("A", "down", "2022-01-05T12:00Z", precision="15min"),
        said("B", "down", "2022-01-05T12:20Z", precision="5min"),
        said("C", "down", "2022-01-05", "2022-01-08", precision="day"),
        said("W", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z", precision="30min", layer="not_stated"),
        said("W2", "up", "2022-01-06T10:10Z", "2022-01-06T13:50Z", same_as="W"),
        said("X", "up", "2022-01-07T10:00Z", "2022-01-07T14:00Z", precision="30min", layer="not_stated"),
        said("Y", "up", "2022-01-08T09:00Z", precision="5min"),
        said("Z", "up", "2022-01-09T03:00Z", precision="15min", places=("upper",)),
        said("M", "degraded", "2022-01-04T20:00Z", layer="mobile", networks=("north", "south")),
    )


def test_windows_keep_every_telling_and_hold_all_of_them() -> None:
    first, second = windows_of(cut(), places())
    assert [told.spell for told in first.told] == ["W", "W2"]
    assert first.start == (at("01-06T09:30"), at("01-06T10:30")) and first.end == (at("01-06T13:30"), at("01-06T14:30"))
    assert [told.spell for told in second.told] == ["X"] and second.networks == ("unknown",)


def test_service_of_more_than_a_day_or_with_no_trouble_before_or_after_is_no_window() -> None:
    dark = said("A", "down", "2022-01-05T12:00Z")
    long = said("B", "up", "2022-01-06T10:00Z", "2022-01-07T11:00Z")
    again = said("C", "down", "2022-01-07T11:00Z")
    short = said("B", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z")
    assert windows_of(fused(dark, long, again), places()) == []
    assert windows_of(fused(dark, short), places()) == []
    assert windows_of(fused(short, again), places()) == []
    assert len(windows_of(fused(dark, short, again), places())) == 1


def test_data_centres_and_routes_open_no_window() -> None:
    dark, again = said("A", "down", "2022-01-05T12:00Z"), said("C", "down", "2022-01-06T20:00Z")
    for layer in ("probes_infrastructure", "routing", "apps"):
        up = said("B", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z", layer=layer)
        assert windows_of(fused(dark, up, again), places()) == []


def test_a_place_that_is_back_later_outlasts_the_others() -> None:
    (episode,) = episodes(cut(), places())
    whole, upper = gaps_of(episode, places())
    assert (whole.place, upper.place, upper.began_in) == ("vale", "upper", "vale")
    assert upper.start == (at("01-05T11:45"), at("01-05T12:25"))
    assert upper.sharpest == (at("01-09T02:45"), at("01-09T03:15")) and upper.outlasts == ("vale",)
    assert upper.untold == ("W", "X"), "nobody says that the windows reached it"
    assert whole.sharpest == (at("01-06T10:10"), at("01-06T10:10")) and whole.untold == ()


def test_who_is_back_no_later_for_sure_outlasts_nobody() -> None:
    early = [one for one in cut() if one.id != "Z"]
    early += fused(said("Z", "up", "2022-01-06", places=("upper",), precision="day"))
    (episode,) = episodes(early, places())
    assert all(gap.outlasts == () for gap in gaps_of(episode, places()))


@pytest.mark.parametrize(("days", "number"), [(2, 1), (4, 2)])
def test_episodes_are_told_apart_by_days_without_darkness(days: int, number: int) -> None:
    dark = [spell("a", Service.DARK, 0, HOUR), spell("b", Service.DARK, days * DAY, days * DAY + HOUR, place="upper")]
    found = episodes(dark, places())
    assert len(found) == number
    assert [one.place for one in found] == (["vale"] if number == 1 else ["vale", "upper"])


def test_other_countries_are_other_episodes() -> None:
    dark = [spell("a", Service.DARK, 0, HOUR), spell("b", Service.DARK, 0, HOUR, place="berlin")]
    assert {one.place for one in episodes(dark, places())} == {"vale", "berlin"}


def test_no_darkness_no_episode() -> None:
    assert episodes([spell("a", Service.UP, 0, HOUR), spell("b", Service.DEGRADED, 0, HOUR)], places()) == []
    assert episodes([], places()) == [] and windows_of([], places()) == []


def test_lanes_are_places_networks_and_operators() -> None:
    found = lanes([*cut(), spell("two", Service.DARK, 5, 6, networks=(NetworkKind.MOBILE, NetworkKind.FIXED))])
    assert {lane.operator for lane in found if lane.network == "mobile"} == {"", "north", "south"}
    assert [one.id for one in found[Lane("vale", "fixed", "")]] == ["two"]
    for told in found.values():
        assert [low(one.start) for one in told] == sorted(low(one.start) for one in told)
