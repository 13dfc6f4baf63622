"""Marks on statements, items and observations, each with the time it was held against.

A statement is marked at each of its places by the time of what it tells (`gathering.time_of`): of an event when it happened,
else what the words are about, else up to when a figure counts, else when it was said; statements of the network itself are
not. An item is marked where a person says where and when it was made, an observation where a person says from where its
observer looks (`settings`). Nobody's place is guessed. Where nothing is told of a place and time there is no row: it is
`unknown`. Proved by tests/blackout/test_marks.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from aigaq.blackout.fusing import Gap, Span, Spell, Window, span_of, zones_of
from aigaq.blackout.gathering import Heard, time_of
from aigaq.blackout.marking import By, Mark, Why, mark_of
from aigaq.blackout.shading import Ground
from aigaq.case.observations import observations
from aigaq.statements import Connectivity, Withdrawal
from aigaq.statements.blackouts import Blackouts, Marked, MarkRow
from aigaq.statements.blackouts import Heard as What
from aigaq.statements.vocabulary import TimePrecision


@dataclass(frozen=True)
class Marker:
    """Marks everything of a case by what its store tells of the network."""

    heard: Heard
    ground: Ground
    _zones: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, heard: Heard) -> Marker:
        """By the rows that the stage `blackout` made."""
        told = Blackouts(heard.store)
        spells = [msgspec.json.decode(body, type=Spell) for body in told.bodies(What.SPELL)]
        windows = [msgspec.json.decode(body, type=Window) for body in told.bodies(What.WINDOW)]
        gaps = [msgspec.json.decode(body, type=Gap) for body in told.bodies(What.GAP)]
        return cls(heard, Ground(spells, windows, gaps, heard.places))

    def item(self, item: str) -> Iterator[MarkRow]:
        """The marks of an item and of the statements of it."""
        for made in self.heard.settings.made:
            if item.startswith(made.item):
                when = span_of((made.when, made.when), TimePrecision.UNKNOWN, self.zones(made.place))
                mark = mark_of(
                    self.ground, made.place, when, by=By.HAPPENED, network=made.network, operator=made.operator
                )
                yield _row(item, Marked.ITEM, mark)
                break
        for row in self.heard.store.statements(item=item):
            one = row.statement
            if not one.places or isinstance(one, Connectivity | Withdrawal):
                continue
            for place in one.places:
                when, by = time_of(one, self.heard.places, self.zones(place))
                if by:
                    yield from self._told(row.id, Marked.STATEMENT, place, when, By(by))

    def looks(self) -> Iterator[MarkRow]:
        """The marks of observations whose observer's place is told."""
        for look in observations(self.heard.case)[0]:
            place = self.heard.settings.looked_from(look.observer)
            if place:
                when = span_of((look.interval, look.interval), TimePrecision.UNKNOWN, self.zones(place))
                yield from self._told(look.entry, Marked.LOOK, place, when, By.LOOKED)

    def zones(self, place: str) -> tuple[str, ...]:
        """The zones of a place, looked up once."""
        if place not in self._zones:
            self._zones[place] = zones_of(place, self.heard.places)
        return self._zones[place]

    def _told(self, one: str, kind: Marked, place: str, when: Span, by: By) -> Iterator[MarkRow]:
        mark = mark_of(self.ground, place, when, by=by)
        if mark.why is not Why.NOTHING:
            yield _row(one, kind, mark)


def _row(one: str, kind: Marked, mark: Mark) -> MarkRow:
    return MarkRow(one, kind.value, mark.place, mark.mark.value, msgspec.json.encode(mark, order="sorted").decode())
