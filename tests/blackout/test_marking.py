"""Marks: one tone or unknown, with both told; and an interval is never surer than its moments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.fusing import Service, Spell
from aigaq.blackout.fusing.spans import OPEN
from aigaq.blackout.marking import By, Why, mark_of
from aigaq.blackout.series import NetworkKind
from aigaq.statements.blackouts import Shade
from tests.blackout.making import spell
from tests.blackout.test_shading import ground, spells

HOUR = 3600
CUT = [
    spell("dark", Service.DARK, 10 * HOUR, 30 * HOUR),
    spell("back", Service.UP, 30 * HOUR, 90 * HOUR),
    spell("slow", Service.DEGRADED, 90 * HOUR, 95 * HOUR),
]


def marked(first: int, last: int) -> tuple[Shade, Why, tuple[str, ...], tuple[str, ...]]:
    mark = mark_of(ground(CUT), "vale", (first * HOUR, last * HOUR))
    return mark.mark, mark.why, mark.dark, mark.light


def test_a_time_inside_one_tone_has_its_mark() -> None:
    assert marked(12, 20) == (Shade.DARK, Why.TOLD, ("dark",), ())
    assert marked(40, 41) == (Shade.NORMAL, Why.TOLD, (), ("back",))


def test_a_time_in_darkness_and_in_service_is_unknown_and_both_are_told() -> None:
    assert marked(20, 40) == (Shade.UNKNOWN, Why.BOTH, ("dark",), ("back",))
    assert marked(5, 12)[:2] == (Shade.UNKNOWN, Why.BOTH), "before, nobody says"


def test_less_service_and_no_word_are_unknown_for_their_own_reasons() -> None:
    assert marked(91, 92) == (Shade.UNKNOWN, Why.DEGRADED, ("slow",), ())
    assert marked(400, 401) == (Shade.UNKNOWN, Why.NOTHING, (), ())


def test_a_time_that_is_open_is_nowhere_sure() -> None:
    for when in (OPEN, (None, 20 * HOUR), (20 * HOUR, None)):
        assert mark_of(ground(CUT), "vale", when).mark is Shade.UNKNOWN


def test_a_mark_says_of_what_network_and_by_which_time() -> None:
    mobile = [spell("m", Service.DARK, 0, HOUR, networks=(NetworkKind.MOBILE,))]
    mark = mark_of(ground(mobile), "upper", (60, 60), by=By.SAID, network=NetworkKind.MOBILE)
    assert (mark.mark, mark.network, mark.by, mark.place) == (Shade.DARK, "mobile", By.SAID, "upper")
    assert mark_of(ground(mobile), "upper", (60, 60)).mark is Shade.UNKNOWN


@given(spells(), st.integers(-10_000, 400_000), st.integers(0, 100_000), st.floats(0, 1))
def test_every_moment_of_a_sure_time_has_the_mark(told: list[Spell], first: int, length: int, share: float) -> None:
    made = ground(told)
    whole = mark_of(made, "vale", (first, first + length))
    moment = first + int(length * share)
    if whole.mark is not Shade.UNKNOWN:
        assert mark_of(made, "vale", (moment, moment)).mark is whole.mark
