"""Chance that falls the same everywhere: pinned to what CPython's Mersenne Twister gives, and its properties."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.town.dice import Dice, Mixed, Shares


def test_the_stream_is_pinned() -> None:
    # printf '1\\0persons' | sha256sum, taken as the seed of random.Random, whose random() Python keeps unchanged.
    dice = Dice(1, "persons")
    assert [dice.below(1000) for _ in range(6)] == [731, 54, 539, 939, 767, 121]


def test_streams_of_other_names_are_others() -> None:
    assert [Dice(1, "a").random() for _ in range(3)] != [Dice(1, "b").random() for _ in range(3)]
    assert Dice(1, 2).random() != Dice(12).random()


@given(st.integers(0), st.integers(1, 10_000), st.integers(0, 10_000))
def test_numbers_stay_within(seed: int, size: int, first: int) -> None:
    dice = Dice(seed)
    assert 0 <= dice.below(size) < size
    assert first <= dice.between(first, first + size) <= first + size


def test_nothing_happens_with_share_nought_and_everything_with_one() -> None:
    dice = Dice(1)
    assert not any(dice.chance(0) for _ in range(100))
    assert all(dice.chance(1) for _ in range(100))


def test_shares_are_kept() -> None:
    dice, shares = Dice(1), Shares([("a", 1.0), ("never", 0.0), ("b", 3.0)])
    counts = Counter(shares.draw(dice) for _ in range(10_000))
    assert set(counts) == {"a", "b"}
    assert abs(counts["b"] - 7500) < 3 * 43  # three standard deviations of a binomial: sqrt(10000 · .75 · .25) = 43


@given(st.lists(st.integers()), st.integers(1, 20))
def test_disorder_loses_nothing_and_holds_no_more_than_its_room(things: list[int], room: int) -> None:
    mixed = Mixed[int](Dice(1), room)
    out: list[int] = []
    for put, thing in enumerate(things, start=1):
        out += mixed.push(thing)
        assert put - len(out) <= room
    out += mixed.rest()
    assert sorted(out) == sorted(things)


def test_what_has_room_is_in_disorder() -> None:
    mixed = Mixed[int](Dice(1), 100)
    first = [one for thing in range(100) for one in mixed.push(thing)]
    assert first == []
    assert list(mixed.rest()) != list(range(100))
