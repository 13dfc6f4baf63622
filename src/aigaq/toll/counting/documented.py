"""The documented count: how many persons meet the rule of inclusion, as a range over linkages. Never an estimate.

It is told of the persons of the case, beside it over the sampled linkages and the ladder of thresholds, because who is
who is in doubt too. The range knows the doubt of compared pairs only: a pair that no key brought together is apart in
every linkage, so that the count is rather too high than too low (docs/methods/people.md). Apart are told, and in no sum:
rows without a name, which may be of persons already counted; persons reported alive; persons both alive and dead. How
many rest on a place or a day that nobody tells is said beside it. Documented and estimated are two numbers, never one.
Proved by tests/toll/counting/test_documented.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from aigaq.people.linkages import Linkages
from aigaq.toll.counting.inclusion import Flags, Persons, Rows, persons_of

WHOLE = ""
"""The name of the whole, of which strata are parts."""


class Documented(msgspec.Struct, frozen=True, kw_only=True):
    """What is documented of one stratum, in persons with a name unless said otherwise.

    `documented`: of the persons of the case. `drawn`: the same of each sampled linkage; `low`, `high` their least and
    greatest. `ladder`: (threshold, persons) where two groups of rows are one person from that probability on. `unnamed`:
    persons without a name who meet the rule, in none of the other numbers. `alive`: reported alive. `undecided`: alive
    and dead, until somebody decides. `open_place`, `open_date`: of `documented`, those who rest on a place or day that is
    not told, or not exactly enough. `differing`: those of whom one record lies within and another without. `other_fates`:
    those whom a list calls something else too. `outside`: of the whole, those who are in no stratum. `lists`: (list,
    persons whom it says to be so).
    """

    documented: int
    low: int
    high: int
    drawn: tuple[int, ...]
    ladder: tuple[tuple[float, int], ...]
    unnamed: int
    alive: int
    undecided: int
    open_place: int
    open_date: int
    differing: int
    other_fates: int
    outside: int
    lists: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Tally:
    """What one linkage makes of one stratum. `cells`: the lists of persons, by bit, and how many have just these."""

    documented: int
    unnamed: int
    alive: int
    undecided: int
    open_place: int
    open_date: int
    differing: int
    other_fates: int
    cells: dict[int, int]


@dataclass(frozen=True)
class Tallies:
    """The tallies of all linkages, by stratum: each a mapping of the strata's names, the whole among them."""

    lists: tuple[str, ...]
    main: dict[str, Tally]
    drawn: tuple[dict[str, Tally], ...]
    ladder: dict[float, dict[str, Tally]]

    @property
    def strata(self) -> tuple[str, ...]:
        """The names, the whole first."""
        return tuple(self.main)


def tallies_of(rows: Rows, linkages: Linkages) -> Tallies:
    """Count once for each linkage; equal ones are counted once."""
    known: dict[bytes, dict[str, Tally]] = {}

    def of(labels: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, Tally]:
        key = labels.tobytes()
        if key not in known:
            known[key] = tally(persons_of(rows, labels))
        return known[key]

    drawn = tuple(of(labels) for labels in linkages.drawn)
    return Tallies(rows.lists, of(linkages.main), drawn, {at: of(labels) for at, labels in linkages.ladder.items()})


def tally(persons: Persons) -> dict[str, Tally]:
    """The tally of the whole and of each stratum."""
    parts = {one.name: persons.stratum == at for at, one in enumerate(persons.policy.strata)}
    return {
        WHOLE: _tally(persons, np.ones(len(persons.on), bool)),
        **{n: _tally(persons, one) for n, one in parts.items()},
    }


def _tally(persons: Persons, within: Flags) -> Tally:
    named = within & persons.named
    counted = named & persons.counted
    open_case = named & persons.undecided & ~persons.elsewhere & ~persons.another_day
    cells, often = np.unique(persons.on[counted], return_counts=True)
    return Tally(
        documented=int(counted.sum()),
        unnamed=int((within & ~persons.named & persons.counted).sum()),
        alive=int((named & persons.alive & ~counted).sum()),
        undecided=int(open_case.sum()),
        open_place=int((counted & persons.open_place).sum()),
        open_date=int((counted & persons.open_date).sum()),
        differing=int((counted & persons.differing).sum()),
        other_fates=int((counted & persons.other_fates).sum()),
        cells=dict(zip(cells.tolist(), often.tolist(), strict=True)),
    )


def documented_of(tallies: Tallies) -> dict[str, Documented]:
    """What is documented, by stratum, the whole first."""
    return {stratum: _documented(tallies, stratum) for stratum in tallies.strata}


def _documented(tallies: Tallies, stratum: str) -> Documented:
    main = tallies.main[stratum]
    drawn = tuple(one[stratum].documented for one in tallies.drawn)
    parts = [one.documented for name, one in tallies.main.items() if name != WHOLE]
    return Documented(
        documented=main.documented,
        low=min(drawn, default=main.documented),
        high=max(drawn, default=main.documented),
        drawn=drawn,
        ladder=tuple((at, one[stratum].documented) for at, one in sorted(tallies.ladder.items())),
        unnamed=main.unnamed,
        alive=main.alive,
        undecided=main.undecided,
        open_place=main.open_place,
        open_date=main.open_date,
        differing=main.differing,
        other_fates=main.other_fates,
        outside=main.documented - sum(parts) if parts and stratum == WHOLE else 0,
        lists=tuple(zip(tallies.lists, sizes(tallies.lists, main.cells), strict=True)),
    )


def sizes(lists: Sequence[str], cells: dict[int, int]) -> list[int]:
    """How many persons stand on each list."""
    return [sum(count for cell, count in cells.items() if cell >> at & 1) for at in range(len(lists))]
