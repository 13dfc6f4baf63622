"""Episodes from detected series: what fell, what stood, what was not watched."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
import pytest

from aigaq.blackout.character.assessing import Verdict, assess
from aigaq.blackout.character.building import Surroundings, Watched, episode_of
from aigaq.blackout.character.episode import Ramp
from aigaq.blackout.character.features import judge
from aigaq.blackout.character.told import Told
from aigaq.blackout.outage import Gap, Outage, State
from aigaq.blackout.series import NetworkKind, Series
from aigaq.errors import UsageError
from tests.blackout.character.made import DAY, HOUR, at

T = at("2022-03-10T02:00")
MINUTES = 600


@dataclass(frozen=True)
class Sides:
    fall_seconds: float | None
    rise_seconds: float | None


def out(entity: str, signal: str, start: int, hours: float, *, depth: float = 0.95, open_start: bool = False) -> Outage:
    end = start + round(hours * HOUR)
    return Outage(
        entity=entity,
        signal=signal,
        start=(None if open_start else start, start),
        end=(end, end),
        depth=depth,
        area=1.0,
        state=State.OFF,
    )


def watched(entity: str, signal: str, *outages: Outage, **more: object) -> Watched:
    given = {"step": MINUTES, "since": T - 20 * DAY, "until": T + 20 * DAY, **more}
    return Watched(entity=entity, signal=signal, outages=outages, **given)  # type: ignore[arg-type]


def test_a_series_gives_its_span_and_its_edges() -> None:
    times = np.arange(T, T + DAY, MINUTES, dtype=np.int64)
    series = Series(entity="kz", signal="ping", times=times, values=np.ones(len(times)), step=MINUTES, parent="asia")
    found = Watched.of(series, outages=[out("kz", "ping", T + HOUR, 2)], edges=[Sides(600.0, None)])
    assert (found.since, found.until, found.step, found.parent) == (T, T + DAY, MINUTES, "asia")
    assert found.edges == ((600.0, None),)
    with pytest.raises(UsageError, match="differ in number"):
        Watched.of(series, outages=[], edges=[Sides(1.0, 1.0)])


def test_detected_series_need_no_glue() -> None:
    """What detecting finds goes in as it is; a night of four hours each day comes out as recurring."""
    from aigaq.blackout.detecting import detect

    times = np.arange(T - 20 * DAY, T + 20 * DAY, MINUTES, dtype=np.int64)
    dark = ((times - T) % DAY < 4 * HOUR) & (times >= T) & (times < T + 8 * DAY)
    values = np.where(dark, 0.0, 1000.0 + 5 * np.sin(np.arange(len(times))))
    series = Series(entity="kz", signal="ping-slash24", times=times, values=values, step=MINUTES)
    detection = detect(series)
    assert len(detection.outages) == 8
    around = Surroundings([Watched.of(series, outages=detection.outages, gaps=detection.gaps, edges=detection.edges)])
    told = judge(episode_of(detection.outages[3], around, zone="Asia/Almaty"))
    yes = {"same_clock_earlier", "same_clock_later", "recurring_windows", "square_edges", "starts_on_hour"}
    assert {name for name in yes if told[name] != Told.YES} == set()
    assert told["lasts_3h30_to_9h"] == Told.YES


def test_signals_that_fell_stood_were_blind_or_shallow() -> None:
    own = out("kz", "ping", T, 4)
    blind = Gap(entity="kz", signal="telescope", start=T + HOUR, end=T + 2 * HOUR)
    around = Surroundings(
        [
            watched("kz", "ping", own),
            watched("kz", "traffic", out("kz", "traffic", T + 1200, 3)),
            watched("kz", "bgp"),
            watched("kz", "telescope", gaps=(blind,)),
            watched("kz", "dns", out("kz", "dns", T, 4, depth=0.1)),
            watched("kz", "late", since=T + HOUR),
        ]
    )
    fell = {one.name: one.fell for one in episode_of(own, around).signals}
    assert fell == {
        "ping": Told.YES,
        "traffic": Told.YES,
        "bgp": Told.NO,
        "telescope": Told.UNKNOWN,
        "dns": Told.UNKNOWN,
        "late": Told.UNKNOWN,
    }


def test_networks_below_and_beside_are_found_and_places_are_not() -> None:
    own = out("kz", "ping", T, 4)
    around = Surroundings(
        [
            watched("kz", "ping", own),
            watched("AS9198", "bgp", out("AS9198", "bgp", T + 300, 4), parent="kz"),
            watched("21299", "bgp", out("21299", "bgp", T + 600, 4), parent="kz"),
            watched("Kcell", "tests", out("Kcell", "tests", T - DAY, 40), parent="kz", network=NetworkKind.MOBILE),
            watched("anchors", "probes", parent="kz", network=NetworkKind.INFRASTRUCTURE),
            watched("almaty", "ping", out("almaty", "ping", T, 4), parent="kz"),
            watched("AS1", "bgp", out("AS1", "bgp", T, 4), parent="elsewhere"),
        ]
    )
    onsets = {one.network: one for one in episode_of(own, around).onsets}
    assert set(onsets) == {"AS9198", "21299", "Kcell", "anchors"}
    assert onsets["AS9198"].start == (T + 300, T + 300)
    assert onsets["anchors"].fell == Told.NO
    beside = episode_of(out("AS9198", "bgp", T + 300, 4), around).onsets
    assert {one.network for one in beside} == {"AS9198", "21299", "Kcell", "anchors"}


def test_networks_of_which_nobody_says_where_they_lie_are_side_by_side() -> None:
    """IODA's answers on networks, and most tables, name no country; they were brought together."""
    series = [watched(f"AS{at}", "ping", out(f"AS{at}", "ping", T + 60 * at, 4)) for at in range(1, 4)]
    around = Surroundings([*series, watched("almaty", "ping"), watched("AS9", "ping", parent="elsewhere")])
    episode = episode_of(series[0].outages[0], around)
    assert {one.network for one in episode.onsets} == {"AS1", "AS2", "AS3"}
    assert judge(episode)["networks_fall_together"] == Told.YES
    placed = out("AS9", "ping", T, 4)
    around = Surroundings([*series, watched("AS9", "ping", placed, parent="elsewhere")])
    assert {one.network for one in episode_of(placed, around).onsets} == {"AS9"}


def test_mobile_before_fixed_of_networks_without_a_place() -> None:
    mobile, fixed = out("AS1", "t", T - 5 * HOUR, 9), out("AS2", "t", T, 4)
    kinds = (NetworkKind.MOBILE, NetworkKind.FIXED)
    around = Surroundings(
        watched(one.entity, "t", one, network=kind) for one, kind in zip((mobile, fixed), kinds, strict=True)
    )
    assert {judge(episode_of(one, around))["mobile_first"] for one in (mobile, fixed)} == {Told.YES}


def test_one_network_seen_by_two_signals_is_one_onset_the_first_of_them() -> None:
    own = out("kz", "ping", T, 4)
    around = Surroundings(
        [
            watched("kz", "ping", own),
            watched("AS1", "bgp", parent="kz"),
            watched("AS1", "ping", out("AS1", "ping", T + 1200, 4), parent="kz"),
            watched("AS1", "tests", out("AS1", "tests", T + 600, 4, open_start=True), parent="kz"),
        ]
    )
    (onset,) = episode_of(own, around).onsets
    assert (onset.fell, onset.start) == (Told.YES, (None, T + 600))


@pytest.mark.parametrize(
    ("step", "start", "told"), [(MINUTES, (T, T), Told.YES), (HOUR, (T - HOUR, T + HOUR), Told.UNKNOWN)]
)
def test_series_by_the_hour_tell_nothing_of_the_minute(step: int, start: tuple[int, int], told: Told) -> None:
    own = msgspec.structs.replace(out("kz", "ping", T, 4), start=(T - step, T))
    episode = episode_of(own, Surroundings([watched("kz", "ping", own, step=step)]), zone="Asia/Almaty")
    assert episode.start == start
    assert judge(episode)["starts_on_hour"] == told


def test_edges_are_known_to_a_step() -> None:
    own = out("kz", "ping", T, 4)
    around = Surroundings([watched("kz", "ping", own, edges=((300.0, None),))])
    episode = episode_of(own, around)
    assert (episode.fall, episode.rise) == (Ramp(shortest=0, longest=900), None)


def test_a_long_gap_hides_what_may_have_been_before() -> None:
    own = out("kz", "ping", T, 4)
    hole = Gap(entity="kz", signal="ping", start=T - 3 * DAY, end=T - 2 * DAY)
    brief = Gap(entity="kz", signal="ping", start=T - 3 * DAY, end=T - 3 * DAY + MINUTES)
    for gap, told in ((hole, Told.UNKNOWN), (brief, Told.NO)):
        around = Surroundings([watched("kz", "ping", own, gaps=(gap,))])
        assert judge(episode_of(own, around))["same_clock_earlier"] == told


def test_an_outage_without_its_series_is_named() -> None:
    with pytest.raises(UsageError, match="not given"):
        episode_of(out("kz", "ping", T, 4), Surroundings([watched("kz", "ping")]))


def test_from_series_to_a_verdict() -> None:
    starts = [T + number * DAY for number in range(-6, 7)]
    outages = [out("kz", "ping", one, 4) for one in starts]
    around = Surroundings(
        [
            watched("kz", "ping", *outages),
            watched("kz", "bgp", *(out("kz", "bgp", one, 4) for one in starts)),
            watched("kz", "telescope", *(out("kz", "telescope", one, 4) for one in starts)),
        ]
    )
    found = assess(episode_of(outages[6], around, zone="Asia/Almaty"))
    assert found.verdict == Verdict.FITS_ORDER
