"""The large figures at the head: only numbers a person has decided on, and the tally of who has read what.

A number read by machine never stands here; where one is newer than the decided number of the same subject it is named
under it (design §9). Proved by tests/report/test_heads.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.report.dates import written
from aigaq.report.material import KINDS, Material, Said
from aigaq.report.phrases import number_of, scope_words
from aigaq.report.views import STRUCK, Card, Pointer, Viewer
from aigaq.statements import Figure, Stance, Standing

MOST = 4


@dataclass(frozen=True, slots=True)
class Head:
    """A large figure: its card, number, measure, place, when it was said, and a newer number waiting for a person."""

    card: Card
    number: str
    measure: str
    place: str
    said: str
    newer: Pointer | None


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How many statements of a kind a person, a mapping, a machine has read."""

    kind: str
    person: int
    mapping: int
    machine: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements there are, by who has read them; rejected ones are in no other count."""

    rows: tuple[TallyRow, ...]
    person: int
    mapping: int
    machine: int
    total: int
    items: int
    rejected: int


def tally(material: Material) -> Tally:
    """The counts at the head."""
    counts = Counter((said.kind, said.reading) for said in material.said)
    rows = tuple(
        TallyRow(kind, counts[kind, "person"], counts[kind, "mapping"], counts[kind, "machine"]) for kind in KINDS
    )
    return Tally(
        rows=tuple(row for row in rows if row.person or row.mapping or row.machine),
        person=sum(row.person for row in rows),
        mapping=sum(row.mapping for row in rows),
        machine=sum(row.machine for row in rows),
        total=len(material.said),
        items=len(material.held),
        rejected=len(material.rejected),
    )


def heads(viewer: Viewer) -> tuple[Head, ...]:
    """At most MOST large figures, standing ones first, then those of the most told subjects; each side has its own."""
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in viewer.material.by_kind("figure"):
        figure = said.statement
        assert isinstance(figure, Figure)
        bare = figure.low is None and figure.high is None
        if figure.stance is not Stance.DENIES and not bare:
            scope = scope_words(figure.scope, viewer.words)
            groups[figure.measure, scope, figure.places, figure.unit, figure.period or "", figure.said_by].append(said)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    found = [_head(group, viewer) for _, group in ordered if any(said.decided for said in group)]
    return tuple(sorted(found, key=lambda head: head.card.standing != Standing.STANDING)[:MOST])


def _when(said: Said, viewer: Viewer) -> str:
    dated = viewer.said_when(said)
    return dated.date if dated else ""


def _head(group: Sequence[Said], viewer: Viewer) -> Head:
    decided = [said for said in group if said.decided]
    assert decided, "a large figure is always decided"
    chosen = max(decided, key=lambda said: (_rank(said), _when(said, viewer), said.id))
    figure = chosen.statement
    assert isinstance(figure, Figure)
    machine = [said for said in group if not said.decided and _when(said, viewer) > _when(chosen, viewer)]
    newest = max(machine, key=lambda said: (_when(said, viewer), said.id), default=None)
    return Head(
        card=viewer.card(chosen),
        number=number_of(figure, viewer.words),
        measure=viewer.words.word("measure", figure.measure),
        place=viewer.place_of(figure),
        said=written(_when(chosen, viewer) or None, viewer.words),
        newer=viewer.pointer(newest) if newest else None,
    )


def _rank(said: Said) -> int:
    """What stands before what was replaced, that before what was taken back."""
    return 2 if said.standing is Standing.STANDING else 0 if said.standing in STRUCK else 1
