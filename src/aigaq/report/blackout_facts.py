"""What a case tells of the blackout, as a report takes it: the rows of the stage `blackout`, and marks that ask.

Bodies are those of docs/formats/blackouts.md, read into the records of the room. Only marks `dark` and `window` are
kept: the others ask nothing. Series are detected again, once for all languages, because a store keeps outages and not
samples. Proved by tests/report/test_blackout_facts.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from aigaq.case import Case
from aigaq.statements import Store
from aigaq.statements.blackouts import Blackouts, Heard, Marked, Shade
from aigaq.values.zones import offset_at

if TYPE_CHECKING:
    from aigaq.blackout.conflicts import Conflict
    from aigaq.blackout.detecting import Detection
    from aigaq.blackout.fusing import FileRow, Gap, Spell, Window
    from aigaq.blackout.marking import Mark
    from aigaq.blackout.shading import Ground
    from aigaq.blackout.telling import Basis, Judgement
    from aigaq.values.places import Gazetteer

LARGEST = 6
"""So many series are kept to be drawn, those with the largest outages."""
ASKING = (Shade.DARK, Shade.WINDOW)
"""Marks that put a question to whoever reads."""


def _none() -> Iterator[tuple[str, Detection]]:
    return iter(())


@dataclass(frozen=True)
class BlackoutFacts:
    """Everything that is told of the network.

    `marks`: those that ask, by the id of an item or a statement. `series`: the series of the case, detected, each with
    its item; asked only where they are drawn.
    """

    spells: tuple[Spell, ...]
    windows: tuple[Window, ...]
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    judgements: tuple[Judgement, ...]
    basis: Basis | None
    places: Gazetteer
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    series: Callable[[], Iterator[tuple[str, Detection]]] = _none

    @cached_property
    def clock(self) -> int | None:
        """The clock of most places of the spells when they were, minutes east of UTC; None where none is known."""
        from aigaq.blackout.fusing import zones_of

        found = Counter[int]()
        zones = {code: zones_of(code, self.places) for code in {spell.place for spell in self.spells} if code}
        for spell in self.spells:
            at = next((at for at in (*spell.start, *spell.end) if at is not None), None)
            if at is not None:
                moment = datetime.fromtimestamp(at, UTC)
                found.update(offset_at(moment, zone) for zone in zones.get(spell.place, ()))
        return max(found, key=lambda offset: (found[offset], offset), default=None)

    @cached_property
    def by_id(self) -> Mapping[str, Spell]:
        """Every spell by its id."""
        return {spell.id: spell for spell in self.spells}

    @cached_property
    def stated(self) -> tuple[tuple[FileRow, Spell], ...]:
        """The spells that files state as intervals, each with its row, by their beginning."""
        from aigaq.blackout.fusing import file_row

        return tuple((row, spell) for spell in self.spells if (row := file_row(spell)) is not None)

    @cached_property
    def ground(self) -> Ground:
        """How the network was at any place."""
        from aigaq.blackout.shading import Ground

        return Ground(self.spells, self.windows, self.gaps, self.places)

    @cached_property
    def largest(self) -> tuple[tuple[str, Detection], ...]:
        """The series with the largest outages, the largest first, each with its item: detected when first asked for."""
        best: list[tuple[float, int, str, Detection]] = []
        for count, (item, one) in enumerate(self.series()):
            area = max((outage.area for outage in one.outages), default=0.0)
            best = sorted([*best, (-area, count, item, one)], key=lambda told: told[:2])[:LARGEST]
        return tuple((item, one) for _, _, item, one in best)

    @cached_property
    def told(self) -> tuple[Judgement, ...]:
        """What is judged by statements and tables."""
        return tuple(one for one in self.judgements if not one.signal)

    @cached_property
    def measured(self) -> tuple[Judgement, ...]:
        """What is judged by a series."""
        return tuple(one for one in self.judgements if one.signal)


def blackout_of(case: Case, store: Store) -> BlackoutFacts | None:
    """What the rows of a store tell; None where nobody speaks of the network, or the case was not built anew."""
    told = Blackouts(store)
    bodies = told.bodies(Heard.BASIS)
    if not bodies:
        return None
    from aigaq.blackout.conflicts import Conflict
    from aigaq.blackout.fusing import Gap, Spell, Window
    from aigaq.blackout.gathering import Heard as Gathered
    from aigaq.blackout.telling import Basis, Judgement

    gathered = Gathered(case, store)

    def detected() -> Iterator[tuple[str, Detection]]:
        from aigaq.blackout.detecting import Detection

        return ((item, one) for item, one in gathered.brought() if isinstance(one, Detection))

    return BlackoutFacts(
        spells=tuple(msgspec.json.decode(body, type=Spell) for body in told.bodies(Heard.SPELL)),
        windows=tuple(msgspec.json.decode(body, type=Window) for body in told.bodies(Heard.WINDOW)),
        gaps=tuple(msgspec.json.decode(body, type=Gap) for body in told.bodies(Heard.GAP)),
        conflicts=tuple(msgspec.json.decode(body, type=Conflict) for body in told.bodies(Heard.CONFLICT)),
        judgements=tuple(msgspec.json.decode(body, type=Judgement) for body in told.bodies(Heard.ASSESSMENT)),
        basis=msgspec.json.decode(bodies[0], type=Basis),
        places=gathered.places,
        marks=_marks(told),
        series=detected,
    )


def _marks(told: Blackouts) -> Mapping[str, tuple[Mark, ...]]:
    """The marks that ask, of items and of statements."""
    from aigaq.blackout.marking import Mark

    asked = {shade.value for shade in ASKING}
    ids = {one for kind in (Marked.ITEM, Marked.STATEMENT) for shade in ASKING for one in told.marked(kind, shade)}
    return {
        one: tuple(msgspec.json.decode(row.body, type=Mark) for row in told.marks(one) if row.mark in asked)
        for one in sorted(ids)
    }
