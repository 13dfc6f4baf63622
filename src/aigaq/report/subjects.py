"""Subjects: figures that count the same thing, with what stands of them on each day, and their parts and wholes.

What a subject is: `aigaq.accounts` (docs/methods/accounts.md). Numbers are compared inside one subject only; a part is
drawn beside its whole and never added to it. Proved by tests/report/test_subjects.py.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from aigaq.accounts import Basis, Relation, Subject, subject_of
from aigaq.pictures import FigureChart
from aigaq.report.dates import written
from aigaq.report.figures import LINED, Address, Line, anchor, bare, by_date, chart, date_of, drawable, figure_of
from aigaq.report.icons import icon_of
from aigaq.report.known import Reign, changes, reigns, turns
from aigaq.report.material import Said
from aigaq.report.phrases import capital, number_of, speakers_of
from aigaq.report.site import page_name, paged
from aigaq.report.views import STRUCK, Viewer
from aigaq.report.words import Words
from aigaq.statements import Side, Stance, Standing

LONG = 120
"""Figures on a page of one subject."""
PARTS_DRAWN = 2
"""How many parts stand in the chart of their whole; all of them are listed."""
LEAST_DRAWN = 2
"""How many numbers a part must have to be drawn."""
NOT_KNOWN = "?"
STANDS = 2
"""The rank of what stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one subject, by date."""

    subject: Subject
    figures: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest number of a side that stands: who said it and when. `others`: how many more of that side stand."""

    number: str
    href: str
    who: str
    said: str
    others: int
    machine: bool
    icon: Markup


@dataclass(frozen=True, slots=True)
class SideLine:
    """What stands of a side on each day; None where it had spoken, and nothing of it stood any more."""

    side: str
    word: str
    reigns: tuple[Reign[Latest | None], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A part or a whole: its title, its page, why it is held to be one, since when it was known."""

    title: str
    href: str
    basis: str
    figures: int
    since: str


@dataclass(frozen=True)
class Subjects:
    """All subjects of a case, the most told ones first, with parts and wholes among them, and each figure's row."""

    groups: tuple[Group, ...]
    by_key: Mapping[str, Group]
    parts: Mapping[str, tuple[Relation, ...]]
    wholes: Mapping[str, tuple[Relation, ...]]
    rows: Mapping[str, str]

    def address(self, here: Collection[str] = ()) -> Address:
        """Where the row of each figure is, from a page that itself has the rows of the figures `here`."""

        def of(said: Said) -> str:
            page, _, row = self.rows[said.id].partition("#")
            return f"#{row}" if said.id in here else f"{page}#{row}"

        return of


def subjects_of(figures: Iterable[Said], relations: Iterable[Relation], viewer: Viewer) -> Subjects:
    """Figures by subject: the most told first, then by key."""
    found: dict[Subject, list[Said]] = defaultdict(list)
    for said in figures:
        found[subject_of(figure_of(said))].append(said)
    groups = [Group(subject, tuple(by_date(some, viewer))) for subject, some in found.items()]
    groups.sort(key=lambda group: (-len(group.figures), group.subject.key))
    by_key = {group.subject.key: group for group in groups}
    parts: dict[str, list[Relation]] = defaultdict(list)
    wholes: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        if one.part in by_key and one.whole in by_key:
            parts[one.whole].append(one)
            wholes[one.part].append(one)
    return Subjects(tuple(groups), by_key, _tuples(parts), _tuples(wholes), dict(_rows(groups, viewer)))


def _rows(groups: Iterable[Group], viewer: Viewer) -> Iterator[tuple[str, str]]:
    for group in groups:
        stem = viewer.site.subjects[group.subject.key].removesuffix(".html")
        for number, some in enumerate(paged(group.figures, LONG), 1):
            name = page_name(stem, number)
            yield from ((said.id, f"{name}#{anchor(said, viewer)}") for said in some)


def _tuples(lists: Mapping[str, list[Relation]]) -> dict[str, tuple[Relation, ...]]:
    return {key: tuple(some) for key, some in lists.items()}


def title_of(subject: Subject, viewer: Viewer) -> str:
    """What is counted, in words: measure, of whom, unit, where, over which time."""
    words = viewer.words
    return ", ".join((capital(words.word("measure", subject.measure)), name_of(subject, viewer)))


def name_of(subject: Subject, viewer: Viewer) -> str:
    """A subject among those of its measure: of whom, unit, where, over which time."""
    words = viewer.words
    scope = ", ".join(words.word("scope", code) for code in sorted(subject.scope))
    places = viewer.places(tuple(sorted(subject.places))) or words("figures.no_place")
    return ", ".join(part for part in (scope, places, _unit(subject, words), _period(subject, words)) if part)


def _unit(subject: Subject, words: Words) -> str:
    """The unit, where the measure does not already say it."""
    if subject.unit == "people":
        return ""
    unit = words.unit(subject.unit, 5)
    return "" if unit.casefold() in words.word("measure", subject.measure).casefold() else unit


def _period(subject: Subject, words: Words) -> str:
    if subject.period is None:
        return ""
    if subject.period == NOT_KNOWN:
        return words("figures.period_not_known")
    return words("figures.period", period=written(subject.period, words))


def standings(group: Group, subjects: Subjects, viewer: Viewer) -> tuple[SideLine, ...]:
    """For each side the latest of its own numbers that stood, on each day."""
    by_side: dict[Side, list[Said]] = defaultdict(list)
    address = subjects.address()
    for said in group.figures:
        if figure_of(said).stance in LINED:
            by_side[said.statement.said_by].append(said)
    return tuple(
        SideLine(side.value, viewer.words.word("side", side), _latest(by_side[side], viewer, address))
        for side in Side
        if side in by_side
    )


def _latest(figures: Sequence[Said], viewer: Viewer, address: Address) -> tuple[Reign[Latest | None], ...]:
    found = {day: (best if best.rank == STANDS else None, n) for day, best, n in leaders(figures, viewer)}
    told = {day: _told(best.said, n - 1, viewer, address) if best else None for day, (best, n) in found.items()}
    return reigns(list(found), told.__getitem__)


@dataclass(frozen=True, slots=True, order=True)
class Leader:
    """A figure as it was on a day. What stands goes before what was replaced, that before what was taken back; of
    those the latest."""

    rank: int
    date: str
    id: str
    said: Said = field(compare=False)
    standing: Standing = field(compare=False)


def leaders(figures: Sequence[Said], viewer: Viewer) -> Iterator[tuple[str, Leader, int]]:
    """On each day on which something changed: the day, the leading figure, and how many stand."""
    turned: dict[str, list[tuple[Leader | None, Leader]]] = defaultdict(list)
    for said in figures:
        before = None
        for one in turns(said, viewer.material):
            leader = Leader(_rank(one.value), date_of(said, viewer), said.id, said, one.value)
            turned[one.since].append((before, leader))
            before = leader
    board: list[Leader] = []
    standing = 0
    for day in sorted(turned):
        for old, new in turned[day]:
            if old is not None:
                del board[bisect_left(board, old)]
                standing -= old.rank == STANDS
            insort(board, new)
            standing += new.rank == STANDS
        yield day, board[-1], standing


def _rank(standing: Standing) -> int:
    return STANDS if standing is Standing.STANDING else 0 if standing in STRUCK else 1


def _told(said: Said, others: int, viewer: Viewer, address: Address) -> Latest:
    shown = replace(said, standing=Standing.STANDING)
    return Latest(
        number=number_of(figure_of(said), viewer.words),
        href=address(said),
        who=speakers_of(said.statement),
        said=written(date_of(said, viewer) or None, viewer.words),
        others=others,
        machine=said.reading == "machine",
        icon=icon_of(shown),
    )


def lines_of(group: Group, subjects: Subjects, viewer: Viewer, *, without: Iterable[str] = ()) -> list[Line]:
    """What a subject's chart draws: itself, and beside it the parts with the most numbers, places before others.

    Args:
        without: ids of figures that already stand on the page: a part that holds one is left out.
    """
    placed = set(without) | {said.id for said in group.figures}
    named = set(group.subject.places)
    lines = [Line(viewer.places(tuple(sorted(named))) or viewer.words("figures.no_place"), group.figures)]
    ranked = sorted(subjects.parts.get(group.subject.key, ()), key=lambda one: _drawn_first(one, subjects, viewer))
    for relation in ranked:
        part = subjects.by_key[relation.part]
        enough = sum(drawable(said, viewer) for said in part.figures) >= LEAST_DRAWN
        if len(lines) > PARTS_DRAWN or not enough or len(part.figures) > LONG:
            continue
        if not placed.isdisjoint(said.id for said in part.figures):
            continue
        placed.update(said.id for said in part.figures)
        lines.append(Line(_differs(part.subject, group.subject, viewer), part.figures, part=True))
    return lines


def _drawn_first(relation: Relation, subjects: Subjects, viewer: Viewer) -> tuple[bool, int, str]:
    figures = subjects.by_key[relation.part].figures
    return (Basis.PLACE not in relation.by, -sum(drawable(said, viewer) for said in figures), relation.part)


def _differs(part: Subject, whole: Subject, viewer: Viewer) -> str:
    """What tells a part from its whole."""
    words = viewer.words
    told = [words.word("scope", code) for code in sorted(part.scope - whole.scope)]
    if part.places != whole.places:
        told.append(viewer.places(tuple(sorted(part.places))) or words("figures.no_place"))
    if part.measure != whole.measure:
        told.append(words.word("measure", part.measure))
    if part.period != whole.period:
        told.append(_period(part, words))
    return ", ".join(one for one in told if one) or name_of(part, viewer)


def chart_of(group: Group, lines: Sequence[Line], viewer: Viewer, address: Address) -> FigureChart | None:
    """The chart of a subject and of the parts drawn beside it."""
    return chart(title_of(group.subject, viewer), lines, viewer, address)


def related(relations: Iterable[Relation], subjects: Subjects, viewer: Viewer, *, parts: bool) -> tuple[Related, ...]:
    """The parts or the wholes of a subject, the most told first."""
    found = []
    for one in relations:
        group = subjects.by_key[one.part if parts else one.whole]
        days = changes(group.figures, viewer.material)
        basis = ", ".join(viewer.words.word("part_basis", code) for code in one.by)
        title = title_of(group.subject, viewer)
        href = viewer.site.subjects[group.subject.key]
        found.append(Related(title, href, basis, len(group.figures), days[0] if days else ""))
    return tuple(sorted(found, key=lambda one: (-one.figures, one.title)))


def missing(figures: Sequence[Said], viewer: Viewer) -> tuple[int, int]:
    """How many figures are in the table only: those without a date, and those with words for their number."""
    undated = sum(not date_of(said, viewer) and not bare(said) for said in figures)
    return undated, sum(bare(said) for said in figures)


def denied(figures: Sequence[Said]) -> int:
    """How many figures their speakers deny; they are in the table only."""
    return sum(figure_of(said).stance is Stance.DENIES for said in figures)
