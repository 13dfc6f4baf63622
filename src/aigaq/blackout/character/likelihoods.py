"""How much each feature weighs: likelihood ratios from the shipped table, and how those of the table were counted.

The ratio of a feature that holds is P(holds | order) / P(holds | failure), of one that does not 1 − P over 1 − P; what
cannot be told weighs nothing. Shares are counted over the events of which the feature could be told, smoothed with
a = ½ (Jeffreys), a country with n events of a class weighing n^(1 − p) (data/rule.toml):

    P = (Σ w·[holds] + a) / (Σ w + 2a),    w = n^−p for each of the n events of a country and class.

Of classes that exclude one another only the one that holds weighs, and so with other one-sided features. Log ratios of
independent features add: Good, *Probability and the Weighing of Evidence* (1950). Proved by tests/blackout/character/test_likelihoods.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from aigaq.blackout.character.features import features
from aigaq.blackout.character.limits import rule, table
from aigaq.blackout.character.told import Told
from aigaq.errors import FormatError


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Events of a labelled list: orders and failures, of which the feature could be told, and of which it holds."""

    order_yes: float
    order_told: float
    failure_yes: float
    failure_told: float


class Likelihood(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of data/likelihoods.toml.

    `group`: features of one group say partly the same. `measured`: the ratios are counted on the list, from `weighted`;
    else they are set by hand, cautiously, for the `reason`. `events` are the plain counts behind `weighted`. `one_sided`:
    that it does not hold says nothing.
    """

    group: str
    measured: bool
    ratio_yes: float
    ratio_no: float
    source: str
    reason: str
    one_sided: bool = False
    events: Counts | None = None
    weighted: Counts | None = None

    def ratio(self, holds: Told) -> float:
        """The likelihood ratio of order against failure."""
        return self.ratio_yes if holds == Told.YES else self.ratio_no if holds == Told.NO else 1.0


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a labelled list: its country, whether it was ordered, and what was told of it."""

    country: str
    ordered: bool
    told: Mapping[str, Told]


@cache
def likelihoods() -> Mapping[str, Likelihood]:
    """The shipped table, in the order of the features."""
    rows = {name: row for name, row in table("likelihoods").items() if name != "list"}
    if set(rows) != set(features()):
        raise FormatError("features and likelihoods differ", where=", ".join(sorted(set(rows) ^ set(features()))))
    return MappingProxyType({name: msgspec.convert(rows[name], Likelihood) for name in features()})


def ratios(counts: Counts, *, one_sided: bool = False) -> tuple[float, float]:
    """The two ratios of a feature, from what was counted; 1 for not holding where that says nothing."""
    a = rule().smoothing
    order = (counts.order_yes + a) / (counts.order_told + 2 * a)
    failure = (counts.failure_yes + a) / (counts.failure_told + 2 * a)
    return order / failure, 1.0 if one_sided else (1 - order) / (1 - failure)


Tally = Mapping[tuple[str, bool], tuple[int, int]]  # country, ordered → of how many the feature holds, can be told


def tally(events: Iterable[Labelled]) -> dict[str, Tally]:
    """Of each feature, how often it is told and holds, by country and class."""
    found: dict[str, dict[tuple[str, bool], tuple[int, int]]] = {name: {} for name in features()}
    for event in events:
        key = (event.country, event.ordered)
        for name, holds in event.told.items():
            if holds != Told.UNKNOWN:
                yes, told = found[name].get(key, (0, 0))
                found[name][key] = (yes + (holds == Told.YES), told + 1)
    return dict(found)


def count(seen: Tally, *, power: float, without: Collection[str] = ()) -> Counts:
    """Sums over countries but those left out; each weighs n^(1 − power): 0 counts events, 1 countries."""
    sums = {True: [0.0, 0.0], False: [0.0, 0.0]}
    for (country, ordered), (yes, told) in seen.items():
        if country not in without:
            weight = told**-power
            sums[ordered][0] += yes * weight
            sums[ordered][1] += told * weight
    (order_yes, order_told), (failure_yes, failure_told) = sums[True], sums[False]
    return Counts(order_yes=order_yes, order_told=order_told, failure_yes=failure_yes, failure_told=failure_told)


def counted(seen: Mapping[str, Tally], *, power: float, without: Collection[str] = ()) -> dict[str, Likelihood]:
    """The table as a list has it: measured ratios counted anew, the others as shipped."""
    found = dict(likelihoods())
    for name, row in found.items():
        if row.measured:
            weighted = count(seen[name], power=power, without=without)
            yes, no = ratios(weighted, one_sided=row.one_sided)
            events = count(seen[name], power=0, without=without)
            found[name] = msgspec.structs.replace(row, ratio_yes=yes, ratio_no=no, weighted=weighted, events=events)
    return found
