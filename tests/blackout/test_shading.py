"""Shades of a place: what is sure, what is only possible, and that nothing sure is made of what is not."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.fusing import Service, Spell, episodes, gaps_of, windows_of
from aigaq.blackout.series import NetworkKind
from aigaq.blackout.shading import Ground, Tone
from tests.blackout.making import at, fused, places, said, spell

HOUR = 3600


def ground(spells: list[Spell]) -> Ground:
    gaps = [gap for one in episodes(spells, places()) for gap in gaps_of(one, places())]
    return Ground(spells, windows_of(spells, places()), gaps, places())


def tone(spells: list[Spell], when: int, place: str = "vale", network: NetworkKind | None = None) -> Tone:
    (found,) = ground(spells).shades(place, network).over(when, when)
    return found


def test_a_cut_is_dark_between_its_edges_and_uncertain_on_them() -> None:
    cut = [spell("a", Service.DARK, 0, 0, starts=(0, 600), ends=(6000, 7200))]
    assert [tone(cut, when) for when in (-1, 300, 601, 3000, 5999, 6500, 7300)] == [
        Tone.NOTHING, Tone.BOTH, Tone.DARK, Tone.DARK, Tone.DARK, Tone.BOTH, Tone.NOTHING,
    ]  # fmt: skip


def test_a_cut_without_an_end_lasts_to_the_next_return_and_service_to_the_next_trouble() -> None:
    told = [spell("a", Service.DARK, 0, None), spell("b", Service.UP, 9 * HOUR, None), spell("c", Service.DEGRADED, 30 * HOUR, None)]  # fmt: skip
    assert [tone(told, hour * HOUR + 1) for hour in (0, 8, 9, 29, 30)] == [
        Tone.DARK, Tone.DARK, Tone.NORMAL, Tone.NORMAL, Tone.DEGRADED,
    ]  # fmt: skip


def test_no_service_by_one_and_less_by_another_is_trouble_and_no_doubt_that_there_was_some() -> None:
    told = [spell("a", Service.DARK, 0, 9 * HOUR), spell("b", Service.DEGRADED, 3 * HOUR, 6 * HOUR)]
    assert [tone(told, hour * HOUR) for hour in (1, 4, 8)] == [Tone.DARK, Tone.TROUBLE, Tone.DARK]
    assert tone([*told, spell("c", Service.UP, 2 * HOUR, 5 * HOUR)], 4 * HOUR) is Tone.BOTH


def test_a_cut_nobody_ends_is_possible_for_days_and_then_forgotten() -> None:
    told = [spell("a", Service.DARK, 0, None)]
    assert tone(told, 24 * HOUR) is Tone.BOTH and tone(told, 30 * 24 * HOUR) is Tone.NOTHING


def test_an_outage_in_days_goes_around_its_windows() -> None:
    rows = [
        said("D", "down", "2022-01-05", "2022-01-10", precision="day"),
        said("W", "up", "2022-01-07T10:00Z", "2022-01-07T14:00Z", precision="30min"),
    ]
    found = {hour: tone(fused(*rows), at(f"01-07T{hour}")) for hour in ("09:00", "10:00", "12:00", "14:00", "16:00")}
    assert list(found.values()) == [Tone.DARK, Tone.BOTH, Tone.WINDOW, Tone.BOTH, Tone.DARK]
    other = said("E", "down", "2022-01-07T11:00Z", "2022-01-07T13:00Z")
    assert tone(fused(*rows, other), at("01-07T12:00")) is Tone.BOTH, "one who gives hours contradicts it"


def test_between_two_windows_it_is_dark() -> None:
    rows = [
        said("A", "down", "2022-01-05T10:00Z"),
        said("V", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z"),
        said("W", "up", "2022-01-07T10:00Z", "2022-01-07T14:00Z"),
        said("Z", "up", "2022-01-08T10:00Z"),
    ]
    assert tone(fused(*rows), at("01-06T20:00")) is Tone.DARK
    assert tone(fused(*rows), at("01-07T20:00")) is Tone.NOTHING, "after the last one nobody says"


def test_a_window_of_the_country_is_not_told_of_a_town_in_its_own_gap() -> None:
    rows = [
        said("A", "down", "2022-01-05T10:00Z"),
        said("V", "up", "2022-01-06T10:00Z", "2022-01-06T14:00Z"),
        said("B", "down", "2022-01-06T14:00Z"),
        said("Z", "up", "2022-01-08T10:00Z"),
        said("U", "up", "2022-01-09T03:00Z", places=("upper",)),
    ]
    when = at("01-06T12:00")
    assert [tone(fused(*rows), when, place) for place in ("vale", "lower", "upper")] == [
        Tone.WINDOW, Tone.WINDOW, Tone.BOTH,
    ]  # fmt: skip
    assert tone(fused(*rows), at("01-08T20:00"), "upper") is Tone.BOTH
    assert tone(fused(*rows), at("01-06T20:00"), "upper") is Tone.DARK


def test_a_town_says_nothing_of_its_country_and_one_country_nothing_of_another() -> None:
    told = [spell("a", Service.DARK, 0, HOUR, place="upper")]
    assert [tone(told, 60, place) for place in ("upper", "vale", "lower", "berlin")] == [Tone.DARK, *[Tone.NOTHING] * 3]


def test_networks() -> None:
    mobile = [spell("a", Service.DARK, 0, HOUR, networks=(NetworkKind.MOBILE,))]
    kinds = (NetworkKind.MOBILE, NetworkKind.FIXED, None)
    assert [tone(mobile, 60, network=kind) for kind in kinds] == [Tone.DARK, Tone.NOTHING, Tone.BOTH]
    both = [spell("a", Service.DARK, 0, HOUR, networks=(NetworkKind.MOBILE, NetworkKind.FIXED))]
    assert tone(both, 60) is Tone.DARK
    for kind in (NetworkKind.ROUTING, NetworkKind.INFRASTRUCTURE):
        assert tone([spell("a", Service.DARK, 0, HOUR, networks=(kind,))], 60) is Tone.NOTHING


def test_operators() -> None:
    north = [spell("a", Service.DARK, 0, HOUR, networks=(NetworkKind.MOBILE,), operators=("north",))]
    made = ground(north)
    assert made.shades("vale", NetworkKind.MOBILE, "north").over(60, 60) == {Tone.DARK}
    assert made.shades("vale", NetworkKind.MOBILE, "south").over(60, 60) == {Tone.BOTH}


service = st.sampled_from([Service.DARK, Service.DEGRADED, Service.UP])
edge = st.tuples(st.integers(0, 300_000), st.integers(0, 20_000)).map(lambda two: (two[0], two[0] + two[1]))


@st.composite
def spells(draw: st.DrawFn) -> list[Spell]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        start, length = draw(edge), draw(st.integers(0, 90_000))
        ends = (start[1] + length, start[1] + length + draw(st.integers(0, 20_000)))
        made.append(spell(f"s{number}", draw(service), start[0], 0, starts=start, ends=ends))
    return made


@given(spells(), st.integers(-10_000, 500_000))
def test_what_is_sure_is_somebodys_sure_word(told: list[Spell], when: int) -> None:
    """Against the definition, instant by instant: with every end stated, only windows add darkness between them."""
    made = ground(told)
    shades = made.shades("vale")
    found = shades.tones[bisect_right(shades.edges, when)]
    sure = {one.service for one in told if (one.start[1] or 0) <= when < (one.end[0] or 0)}
    may = {one.service for one in told if (one.start[0] or 0) <= when < (one.end[1] or 0)}
    if found is Tone.DARK:
        assert Service.UP not in may and (Service.DARK in sure or made.windows)
    if found in (Tone.WINDOW, Tone.NORMAL):
        assert Service.UP in sure and Service.DARK not in sure
    if found is Tone.NOTHING:
        assert not may
    if not may and not made.windows:
        assert found is Tone.NOTHING


@given(spells(), st.randoms())
def test_the_order_of_spells_is_nothing(told: list[Spell], chance: object) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = ground(told).shades("vale"), ground(shuffled).shades("vale")
    assert (one.edges, one.tones) == (other.edges, other.tones)
    assert list(one.edges) == sorted(one.edges) and len(one.tones) == len(one.edges) + 1
