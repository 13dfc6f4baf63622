"""One beginning as several date it: five observers of 5 January 2022 in small, then what must not be one."""

from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.fusing import Service, beginnings
from aigaq.blackout.fusing.limits import table
from tests.blackout.making import at, fused, said, spell


def test_the_spread_goes_from_the_earliest_to_the_latest_stated_onset() -> None:
    (one,) = beginnings(
        fused(
            said("A", "down", "2022-01-05T10:30Z", precision="15min"),
            said("B", "down", "2022-01-05T11:00Z", precision="30min"),
            said("C", "down", "2022-01-05T11:32Z", precision="bound", layer="fixed", networks=("north",)),
            said("D", "down", "2022-01-05", precision="day"),
            said("E", "down", "2022-01-05T12:20Z", same_as="A"),
        )
    )
    assert (one.first, one.last) == (at("01-05T10:30"), at("01-05T11:32"))
    assert one.span == (at("01-05T10:15"), at("01-05T11:32"))
    assert [(told.spell, told.by) for told in one.told] == [("A", False), ("B", False), ("C", True)]
    assert one.by_day == ("D",) and one.observers == ("source of A", "source of B", "source of C")


def test_one_observer_alone_another_place_or_state_and_what_is_far_apart_are_none() -> None:
    rows = [
        said("A", "down", "2022-01-05T10:30Z"),
        said("B", "down", "2022-01-05T10:40Z", places=("upper",)),
        said("C", "degraded", "2022-01-05T10:40Z"),
        said("D", "down", "2022-01-05T11:40Z"),
        said("E", "down", "2022-01-05T10:35Z", cited=("source of A",)),
        said("F", "down", "2022-01-05T10:35Z", precision="part_of_day"),
    ]
    assert beginnings(fused(*rows)) == []


@given(st.lists(st.integers(0, 40_000), max_size=12), st.randoms())
def test_each_is_a_chain_and_the_order_of_spells_is_nothing(times: list[int], chance: object) -> None:
    spells = [spell(f"s{number}", Service.DARK, time, None) for number, time in enumerate(times)]
    found = beginnings(spells)
    shuffled = list(spells)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert beginnings(shuffled) == found
    for one in found:
        ats = [told.at for told in one.told]
        assert (ats[0], ats[-1]) == (one.first, one.last) and len(ats) >= table().limits.observers_fewest
        assert all(later - earlier <= table().limits.together for earlier, later in zip(ats, ats[1:], strict=False))
    for one, other in zip(found, found[1:], strict=False):
        assert other.first - one.last > table().limits.together
