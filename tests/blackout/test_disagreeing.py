"""Where observers differ is named, and where they only may differ nothing is."""

from __future__ import annotations

import pytest

from aigaq.blackout.character import Watched
from aigaq.blackout.disagreeing import Difference, Differs, differences, words
from aigaq.blackout.outage import Gap, Outage, State
from aigaq.blackout.readers import Stated
from aigaq.blackout.series import NetworkKind
from aigaq.errors import NotFound
from aigaq.statements.vocabulary import TimePrecision

START, STEP, HOUR = 1_933_113_600, 600, 3600
Cut = tuple[int | None, int | None]


def series(
    signal: str,
    *cuts: tuple[int, int],
    network: NetworkKind = NetworkKind.ALL,
    depth: float = 0.9,
    gaps: tuple[tuple[int, int], ...] = (),
    until: int = 100,
    entity: str = "Northtown",
    step: int = STEP,
) -> Watched:
    """A series of hours 0 to `until` with cuts from hour to hour."""
    return Watched(
        entity=entity,
        signal=signal,
        step=step,
        since=START,
        until=START + until * HOUR,
        network=network,
        outages=tuple(
            Outage(
                entity=entity,
                signal=signal,
                start=(START + a * HOUR - step, START + a * HOUR),
                end=(START + b * HOUR - step, START + b * HOUR),
                depth=depth,
                area=1.0,
                state=State.OFF,
            )
            for a, b in cuts
        ),
        gaps=tuple(Gap(entity=entity, signal=signal, start=START + a * HOUR, end=START + b * HOUR) for a, b in gaps),
    )


def stated(
    start: Cut | None, end: Cut | None = None, state: State | None = State.OFF, entity: str = "northtown"
) -> Stated:
    def span(cut: Cut | None) -> tuple[int | None, int | None] | None:
        return None if cut is None else tuple(None if hour is None else START + hour * HOUR for hour in cut)  # type: ignore[return-value]

    return Stated(
        source="stop", file="f", row=2, entity=entity, state=state, start=span(start), end=span(end), precision=TimePrecision.DAY
    )  # fmt: skip


def kinds(found: list[Difference]) -> list[Differs]:
    return [one.kind for one in found]


def test_those_who_agree_do_not_differ() -> None:
    assert differences([series("ping", (10, 20)), series("traffic", (10, 20))]) == []
    assert differences([series("ping", (10, 20))]) == []


def test_beginnings_and_ends_apart() -> None:
    found = differences([series("ping", (10, 20)), series("traffic", (12, 20))])
    assert kinds(found) == [Differs.ONSETS]
    assert [(side.says, side.observer) for side in found[0].sides] == [("begins", "ping"), ("begins", "traffic")]
    # from the latest the first may have begun, 10 h and a step, to the earliest of the other, 12 h less a step
    assert found[0].apart == 2 * HOUR - 2 * STEP
    found = differences([series("ping", (10, 20)), series("traffic", (10, 30))])
    assert kinds(found) == [Differs.ENDS]
    assert found[0].sides[1].when == (START + 30 * HOUR - STEP, START + 30 * HOUR + STEP)


def test_edges_that_may_meet_are_no_difference() -> None:
    assert differences([series("ping", (10, 20)), series("tests", (11, 21), step=HOUR)]) == []


def test_routes_are_known_by_what_a_table_calls_them() -> None:
    routes = series("BGP", network=NetworkKind.UNKNOWN)
    found = differences([routes, series("traffic", (10, 20), network=NetworkKind.UNKNOWN)])
    assert kinds(found) == [Differs.ROUTES_UP]
    gone = series("BGP", (10, 20), network=NetworkKind.UNKNOWN)
    assert kinds(differences([gone, series("traffic", network=NetworkKind.UNKNOWN)])) == [Differs.ROUTES_GONE]


def test_routes_stand_while_traffic_is_gone() -> None:
    routes = series("bgp", network=NetworkKind.ROUTING)
    found = differences([routes, series("traffic", (10, 20))])
    assert kinds(found) == [Differs.ROUTES_UP]
    assert [(side.observer, side.says) for side in found[0].sides] == [("traffic", "gone"), ("bgp", "stands")]
    assert kinds(differences([series("bgp", (10, 20), network=NetworkKind.ROUTING), series("traffic")])) == [
        Differs.ROUTES_GONE
    ]


@pytest.mark.parametrize(
    "other",
    [
        series("bgp", network=NetworkKind.ROUTING, gaps=((12, 13),)),  # it did not measure all the while
        series("bgp", network=NetworkKind.ROUTING, until=15),
        series("bgp", (14, 15), network=NetworkKind.ROUTING),  # it fell for an hour of it
    ],
)
def test_who_was_not_surely_standing_is_no_side(other: Watched) -> None:
    assert Differs.ROUTES_UP not in kinds(differences([other, series("traffic", (10, 20))]))


def test_seen_by_one_of_two() -> None:
    assert kinds(differences([series("ping"), series("traffic", (10, 20))])) == [Differs.NOT_SEEN]
    assert differences([series("ping"), series("traffic", (10, 20), depth=0.1)]) == []
    assert differences([series("ping", gaps=((5, 30),)), series("traffic", (10, 20))]) == []


def test_other_networks_and_other_places_are_no_observers_of_it() -> None:
    assert (
        differences([series("t", (10, 20), network=NetworkKind.MOBILE), series("t", network=NetworkKind.FIXED)]) == []
    )
    assert differences([series("t", (10, 20)), series("t", entity="Southtown")]) == []


def test_what_files_state_is_an_observer() -> None:
    ping = series("ping", (10, 20))
    assert differences([ping], [stated((0, 24), (0, 24))]) == []  # the day holds the hours
    assert kinds(differences([ping], [stated((12, 12), (20, 20))])) == [Differs.ONSETS]
    assert kinds(differences([series("ping")], [stated((12, 12), (20, 20))])) == [Differs.NOT_SEEN]
    assert differences([series("ping")], [stated((12, 12), (20, 20), state=None)]) == []
    for says_nothing in (None, State.ON):
        assert differences([ping], [stated((12, 12), (20, 20), state=says_nothing)]) == []
    assert differences([series("ping")], [stated((12, 12), (20, 20), entity="elsewhere")]) == []


def test_an_end_that_nobody_says_is_no_other_end() -> None:
    assert differences([series("ping", (10, 20))], [stated((10, 10), None)]) == []


def test_every_kind_and_side_has_words_in_three_languages() -> None:
    for language in ("en", "ru", "kk"):
        assert len({words(f"kind.{kind}", language=language) for kind in Differs}) == len(Differs)
        assert len({words(f"says.{says}", language=language) for says in ("begins", "ends", "gone", "stands")}) == 4
    with pytest.raises(NotFound):
        words("kind.none")
    with pytest.raises(NotFound):
        words("kind.ends_apart", language="de")
