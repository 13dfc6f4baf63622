"""The large figures at the head: only numbers people have read, and the tally of who has read what.

A number that only a machine has read never stands here; where one is newer than the number of the same subject and
side it is named under it (design §9). A row of a table is a person's own reading and may stand here, and says so where
nobody has decided on it yet (docs/decisions/0003). Proved by tests/report/test_heads.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from aigaq.report.dates import written
from aigaq.report.figures import LINED, Address, bare, date_of, figure_of
from aigaq.report.icons import icon_of
from aigaq.report.known import Reign, reigns, since
from aigaq.report.material import KINDS, Material, Said
from aigaq.report.phrases import number_of, speakers_of
from aigaq.report.subjects import Group, Leader, Subjects, leaders
from aigaq.report.views import STRUCK, Pointer, Viewer
from aigaq.statements import Side

MOST, LOOKED_AT = 4, 24
"""Large figures, and the lines of the most told subjects from which they are taken."""


@dataclass(frozen=True, slots=True)
class Head:
    """A large figure as it was on some days: number, measure, place, who said it when, its standing, a newer number."""

    number: str
    struck: bool
    href: str
    who: str
    icon: Markup
    said: str
    standing: str
    decided: bool
    newer: Pointer | None


@dataclass(frozen=True, slots=True)
class HeadLine:
    """What is counted, and the large figure of each stretch of days."""

    measure: str
    place: str
    side: str
    reigns: tuple[Reign[Head], ...]


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


def heads(subjects: Subjects, viewer: Viewer) -> tuple[HeadLine, ...]:
    """At most MOST large figures, each of one side: those that stand first, then those of the most told subjects."""
    lines: list[tuple[bool, HeadLine]] = []
    for group in subjects.groups:
        by_side: dict[Side, list[Said]] = defaultdict(list)
        for said in group.figures:
            if figure_of(said).stance in LINED and not bare(said):
                by_side[said.statement.said_by].append(said)
        for figures in sorted(by_side.values(), key=lambda some: -len(some)):
            if len(lines) < LOOKED_AT and any(said.reading != "machine" for said in figures):
                line = _line(group, figures, subjects, viewer)
                lines.append((line.reigns[-1].value.struck, line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])[:MOST])


def _line(group: Group, figures: Sequence[Said], subjects: Subjects, viewer: Viewer) -> HeadLine:
    subject, words = group.subject, viewer.words
    scope = ", ".join(words.word("scope", code) for code in sorted(subject.scope))
    place = viewer.places(tuple(sorted(subject.places))) or words("figures.no_place")
    return HeadLine(
        measure=words.word("measure", subject.measure),
        place=", ".join(part for part in (scope, place) if part),
        side=words.word("side", figures[0].statement.said_by),
        reigns=tuple(_reigns(figures, viewer, subjects.address())),
    )


def _reigns(figures: Sequence[Said], viewer: Viewer, address: Address) -> Iterable[Reign[Head]]:
    """The large figure of each day. It begins when a number that may stand large was known; machines only follow it."""
    read = {day: best for day, best, _ in leaders([one for one in figures if one.reading != "machine"], viewer)}
    machine = sorted((since(one, viewer.material), date_of(one, viewer), one.id, one) for one in figures if one.reading == "machine")  # fmt: skip
    days = sorted({*read, *(day for day, *_ in machine if day > min(read))})
    heads: dict[str, Head] = {}
    best, newest = read[min(read)], None
    for day in days:
        best = read.get(day, best)
        known = [one for since, date, _, one in machine if since <= day and date > best.date]
        newest = max(known, key=lambda one: (date_of(one, viewer), one.id), default=None)
        heads[day] = _head(best, newest, viewer, address)
    return reigns(days, heads.__getitem__)


def _head(best: Leader, newest: Said | None, viewer: Viewer, address: Address) -> Head:
    said, standing = best.said, best.standing
    return Head(
        number=number_of(figure_of(said), viewer.words),
        struck=standing in STRUCK,
        href=address(said),
        who=speakers_of(said.statement),
        icon=icon_of(replace(said, standing=standing)),
        said=written(best.date or None, viewer.words),
        standing=viewer.words.word("standing", standing),
        decided=said.decided,
        newer=viewer.pointer(newest) if newest else None,
    )
