"""Judging many outages is judging each of them, only sooner."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.blackout.character import (
    Context,
    Happening,
    Says,
    Speaker,
    Surroundings,
    Watched,
    Words,
    assess,
    episode_of,
)
from aigaq.blackout.judging import Judge
from aigaq.blackout.outage import Gap, Outage, State
from aigaq.blackout.series import NetworkKind

ZONE = "Asia/Almaty"
START = 1_933_113_600  # 2031-04-05
STEP, DAY = 600, 86_400


def outage(entity: str, signal: str, first: int, last: int, depth: float = 0.9) -> Outage:
    return Outage(
        entity=entity,
        signal=signal,
        start=(None if first == 0 else START + first * STEP, START + first * STEP),
        end=(START + last * STEP, START + last * STEP + STEP),
        depth=depth,
        area=1.0,
        state=State.OFF,
    )


@st.composite
def watched(draw: st.DrawFn) -> list[Watched]:
    """A few networks of one place and of none, and the place itself, with outages that often begin together."""
    found = []
    for number in range(draw(st.integers(1, 7))):
        entity = draw(st.sampled_from(["AS1", "AS2", "AS3", "AS4", "Northland", "Upper"]))
        kind = draw(st.sampled_from(list(NetworkKind)))
        parent = "" if entity == "Northland" else draw(st.sampled_from(["Northland", "Northland", ""]))
        at, outages, edges = 0, [], []
        for _ in range(draw(st.integers(0, 4))):
            at += draw(st.sampled_from([0, 6, 140, 144, 145]))
            last = at + draw(st.sampled_from([3, 12, 60]))
            outages.append(outage(entity, f"s{number}", at, last, draw(st.sampled_from([0.1, 0.5, 1.0]))))
            edges.append((draw(st.sampled_from([None, 0.0, 20_000.0])), draw(st.sampled_from([None, 0.0, 20_000.0]))))
            at = last + 10
        gaps = draw(st.lists(st.integers(0, 800), max_size=2, unique=True).map(sorted))
        found.append(
            Watched(
                entity=entity,
                signal=f"s{number}",
                step=draw(st.sampled_from([STEP, 3600])),
                since=START,
                until=START + draw(st.sampled_from([100, 2000])) * STEP,
                network=kind,
                parent=parent,
                outages=tuple(outages),
                gaps=tuple(
                    Gap(entity=entity, signal=f"s{number}", start=START + one * STEP, end=START + (one + 3) * STEP)
                    for one in gaps
                ),
                edges=tuple(edges),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(watched())
def test_it_is_the_plain_way(series: list[Watched]) -> None:
    judge, around = Judge(series, zone=ZONE), Surroundings(series)
    for one in series:
        for found in one.outages:
            assert judge.assess(found, parent=one.parent) == assess(episode_of(found, around, zone=ZONE))


def test_networks_that_fall_together_are_seen_to() -> None:
    series = [
        Watched(
            entity=f"AS{number}",
            signal="traffic",
            step=STEP,
            since=START,
            until=START + 90 * DAY,
            parent="Northland",
            outages=(outage(f"AS{number}", "traffic", 500, 560 + number),),
        )
        for number in range(1, 6)
    ]
    judge = Judge(series, zone=ZONE)
    for one in series:
        held = {feature.name: feature.holds for feature in judge.assess(one.outages[0], parent="Northland").features}
        assert held["networks_fall_together"] == "yes"
    alone = Judge(series[:1], zone=ZONE)
    held = {feature.name: feature.holds for feature in alone.assess(series[0].outages[0]).features}
    assert held["networks_fall_together"] == "unknown"


def test_what_was_brought_is_asked_for_by_outage_and_parent() -> None:
    asked = []

    def brought(found: Outage, parent: str) -> tuple[tuple[Context, ...], tuple[Words, ...]]:
        asked.append((found.entity, parent))
        return (Context(kind=Happening.PROTEST, when=(START, START + DAY)),), (
            Words(speaker=Speaker.OFFICIAL, says=Says.ORDERED),
        )

    one = outage("Upper", "s", 10, 60)
    series = [
        Watched(
            entity="Upper", signal="s", step=STEP, since=START, until=START + DAY, parent="Northland", outages=(one,)
        )
    ]
    plain = Judge(series, zone=ZONE).assess(one, parent="Northland")
    told = Judge(series, zone=ZONE, circumstances=brought).assess(one, parent="Northland")
    assert asked == [("Upper", "Northland")]
    assert {"near_protest", "official_says_ordered"} <= {feature.name for feature in told.for_}
    assert told.score > plain.score
