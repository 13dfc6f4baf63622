"""One beginning as several observers date it: how far apart they are. No one of them is taken to be right.

Spells of one stated state at one place whose dated beginnings follow each other within an hour, told by two observers or
more, are one beginning (data/fusing.toml). Details are told with what they restate. A bound ("by 17:32") counts by its known
side and is named as one; who gives the day only is named beside. Proved by tests/blackout/fusing/test_onsets.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import Span, hull
from aigaq.blackout.fusing.spells import Service, Spell
from aigaq.statements.vocabulary import TimePrecision


class Dating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One observer's date of a beginning. `by`: it is a bound, by which it had begun."""

    spell: str
    observer: str
    at: int
    span: Span
    sources: tuple[str, ...] = ()
    by: bool = False


class Beginning(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One beginning: the earliest and the latest stated onset, and all who state one; `span` holds all their doubts.

    `by_day`: spells of the same state and place that give the day only.
    """

    place: str
    state: str
    service: Service
    first: int
    last: int
    span: Span
    told: tuple[Dating, ...]
    by_day: tuple[str, ...] = ()

    @property
    def observers(self) -> tuple[str, ...]:
        """Who dates it, in order of their dates."""
        return tuple(dict.fromkeys(one.observer for one in self.told))


def beginnings(spells: Iterable[Spell]) -> list[Beginning]:
    """The beginnings that two observers or more date, in order of time."""
    every = list(spells)
    groups: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for one in every:
        if one.place and not one.restates and one.at is not None and one.precision is not TimePrecision.PART_OF_DAY:
            groups[one.place, one.stated].append(one)
    fewest = table().limits.observers_fewest
    runs = [run for group in groups.values() for run in _runs(group) if len({one.observer for one in run}) >= fewest]
    return sorted((_beginning(run, every) for run in runs), key=lambda one: (one.first, one.place))


def _runs(group: Sequence[Spell]) -> Iterator[list[Spell]]:
    run: list[Spell] = []
    for one in sorted(group, key=lambda one: (one.at or 0, one.id)):
        if run and (one.at or 0) - (run[-1].at or 0) > table().limits.together:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _beginning(run: Sequence[Spell], every: Sequence[Spell]) -> Beginning:
    told = tuple(
        Dating(
            spell=one.id,
            observer=one.observer,
            at=one.at or 0,
            span=one.start,
            sources=one.sources,
            by=one.start[0] is None,
        )
        for one in run
    )
    first, span = run[0], hull(one.span for one in told if not one.by)
    last = told[-1].at
    span = (span[0] if span[0] is not None else told[0].at, max(last, span[1] or last))
    by_day = tuple(
        one.id
        for one in every
        if (one.place, one.stated) == (first.place, first.stated)
        and one.at is None
        and one.start[0] is not None
        and one.start[1] is not None
        and one.start[0] <= span[0]
        and one.start[1] >= last
    )
    return Beginning(
        place=first.place,
        state=first.stated,
        service=first.service,
        first=told[0].at,
        last=last,
        span=span,
        told=told,
        by_day=tuple(dict.fromkeys(by_day)),
    )
