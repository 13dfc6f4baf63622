"""Chance that falls the same on every machine: only `random()` of the Mersenne Twister, which Python keeps unchanged.

Everything else of `random` (choice, shuffle, seeding with text) may change between versions of Python, and is not used.
Proved by tests/people/town/test_dice.py.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Dice:
    """One stream of chance, named by words: streams of other names are independent of it."""

    def __init__(self, *words: object) -> None:
        named = "\0".join(str(word) for word in words).encode()
        self.random = Random(int.from_bytes(hashlib.sha256(named).digest(), "big")).random  # noqa: S311  (no secret)

    def chance(self, share: float) -> bool:
        """Whether something with this probability happens."""
        return share > 0 and self.random() < share

    def below(self, size: int) -> int:
        """A whole number from 0 to size − 1."""
        return int(self.random() * size)

    def between(self, first: int, last: int) -> int:
        """A whole number from first to last."""
        return first + self.below(last - first + 1)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, each as likely."""
        return things[self.below(len(things))]


class Shares(Generic[Thing]):
    """Things with their shares, to be drawn from; shares need not sum to 1."""

    def __init__(self, things: Iterable[tuple[Thing, float]]) -> None:
        pairs = [(thing, share) for thing, share in things if share > 0]
        self.things = tuple(thing for thing, _ in pairs)
        self._sums = tuple(accumulate(share for _, share in pairs))

    def draw(self, dice: Dice) -> Thing:
        """One thing, as likely as its share."""
        return self.things[min(bisect_right(self._sums, dice.random() * self._sums[-1]), len(self.things) - 1)]


class Mixed(Generic[Thing]):
    """Puts a stream into disorder in bounded memory: what goes in comes out at a random later time.

    Up to `room` things, that is a full shuffle; of more, each is moved by `room` places on average.
    """

    def __init__(self, dice: Dice, room: int) -> None:
        self._dice, self._room, self._held = dice, room, list[Thing]()

    def push(self, thing: Thing) -> Iterator[Thing]:
        """Put one thing in; yields the one that leaves for it, if any."""
        if len(self._held) < self._room:
            self._held.append(thing)
            return
        at = self._dice.below(self._room)
        out, self._held[at] = self._held[at], thing
        yield out

    def rest(self) -> Iterator[Thing]:
        """What is left, in disorder."""
        while self._held:
            at = self._dice.below(len(self._held))
            self._held[at], self._held[-1] = self._held[-1], self._held[at]
            yield self._held.pop()
