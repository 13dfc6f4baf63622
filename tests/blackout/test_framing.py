"""An episode as character judges it, made of words: what is told goes in, what is not stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from aigaq.blackout import character
from aigaq.blackout.character import Context, Happening, Says, Speaker, Told
from aigaq.blackout.character.features import judge
from aigaq.blackout.conflicts import Saying
from aigaq.blackout.framing import framed
from aigaq.blackout.fusing import episodes
from aigaq.blackout.series import NetworkKind
from aigaq.statements import Connectivity, Side
from tests.blackout.making import at, fused, places, said, saying

DOWN = said("A", "down", "2022-01-05T10:30Z", "2022-01-07T10:00Z", precision="15min")
AGAIN = said("B", "down", "2022-01-05T11:00Z", precision="30min")


def episode(*rows: Connectivity, sayings: Sequence[Saying] = (), **more: Any) -> character.Episode:
    (one, *_) = episodes(fused(*rows), places())
    return framed(one, places=places(), sayings=sayings, **more)


def test_edges_are_those_that_are_told() -> None:
    found = episode(DOWN, AGAIN)
    assert found.start == (at("01-05T10:15"), at("01-05T11:30"))
    assert found.end == (at("01-07T09:45"), at("01-07T10:15"))
    assert (found.entity, found.zone) == ("vale", None), "it has two clocks"
    assert episode(DOWN, said("C", "up", "2022-01-07T12:00Z")).end == (at("01-07T09:45"), at("01-07T12:00"))


def test_what_nobody_tells_is_unknown() -> None:
    held = judge(episode(DOWN, AGAIN))
    lasts = {name for name in held if name.startswith("lasts_")}
    assert {name for name, told in held.items() if told is not Told.UNKNOWN} <= lasts


@pytest.mark.parametrize(
    ("rows", "fell"),
    [
        ([said("R", "up", "2022-01-05T11:15Z", layer="routing")], Told.NO),
        ([said("R", "down", "2022-01-05T11:15Z", layer="routing")], Told.YES),
        ([said("R", "indicator", "2022-01-05T11:15Z", layer="routing")], Told.UNKNOWN),
        (
            [
                said("R", "indicator", "2022-01-05T11:15Z", layer="routing"),
                said("S", "up", "2022-01-05T11:15Z", layer="routing"),
            ],
            Told.UNKNOWN,
        ),
    ],
)
def test_routes_stand_only_where_nobody_tells_them_withdrawn(rows: list[Connectivity], fell: Told) -> None:
    (routes,) = [one for one in episode(DOWN, *rows).signals if one.network is NetworkKind.ROUTING]
    assert routes.fell is fell


def test_mobile_before_fixed() -> None:
    mobile = said("M", "blocked", "2022-01-04T13:00Z", layer="mobile", precision="bound")
    fixed = said("F", "down", "2022-01-05T11:32Z", layer="fixed", precision="bound", networks=("north",))
    found = episode(DOWN, AGAIN, mobile, fixed)
    starts = {(one.network, one.kind): one.start for one in found.onsets}
    assert starts["mobile", NetworkKind.MOBILE] == (None, at("01-04T13:00"))
    assert starts["north", NetworkKind.FIXED] == (at("01-05T10:15"), at("01-05T11:32")), "not before the whole fell"
    assert judge(found)["mobile_first"] is Told.YES
    assert judge(episode(DOWN, AGAIN, fixed))["mobile_first"] is Told.UNKNOWN


def test_words_of_officials_and_operators() -> None:
    when = (at("01-05T00:00"), at("01-05T23:59"))
    ordered = saying("O", "shutdown_ordered", yes=True, when=when, observer="J. Doe", side=Side.OFFICIAL)
    fault = saying("N", "shutdown_ordered", yes=False, when=when, observer="North Telecom", orgs=("north",))
    press = saying("P", "shutdown_ordered", yes=True, when=when, observer="The Courier", side=Side.MEDIA)
    late = saying("L", "shutdown_ordered", yes=True, when=(at("06-01T00:00"),) * 2, side=Side.OFFICIAL)
    found = episode(DOWN, sayings=[ordered, fault, press, late], operators=["north"]).words
    assert [(one.speaker, one.says) for one in found] == [
        (Speaker.OFFICIAL, Says.ORDERED),
        (Speaker.OPERATOR, Says.FAILURE),
    ]


def test_windows_begin_darkness_anew_and_happenings_near_by_are_told() -> None:
    window = said("W", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z", precision="30min")
    day = (at("01-05T00:00"), at("01-05T12:00"))
    protest, far = (Context(kind=Happening.PROTEST, when=day, what=what) for what in ("here", "there"))
    found = episode(DOWN, AGAIN, window, context=[(protest, ("upper",)), (far, ("berlin",))])
    assert found.others == ((at("01-06T13:30"), at("01-06T14:30")),)
    assert [one.what for one in found.context] == ["here"]
    assert judge(found)["near_protest"] is Told.YES
