"""Figures that count the same thing, beside each other: a chart and a table of the same numbers.

A group is measure, scope, unit and period; inside it every set of places is a series of its own, and a part is drawn
beside its whole, never added (design §2, subject; §1, rule 3). Nothing is averaged and nothing is compared across
groups. Proved by tests/report/test_figures.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from aigaq.pictures import FigureChart, FigurePoint, FigureWords, Locale, Series
from aigaq.report.characters import plain
from aigaq.report.dates import machine_form, written
from aigaq.report.drawings import drawing_of
from aigaq.report.icons import mark_of
from aigaq.report.material import Said
from aigaq.report.phrases import capital, number_of, scope_words
from aigaq.report.site import paged
from aigaq.report.views import Card, Viewer
from aigaq.report.words import Words
from aigaq.statements import Figure, Stance

NAME = 28
LONG = 60
LINED = (Stance.ASSERTS, Stance.UNKNOWN)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the table: the card and what is said of the number."""

    card: Card
    said: str
    said_machine: str | None
    published: bool
    as_of: str
    number: str
    place: str
    part_of: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A group of figures: its title, its chart (none where no number has a date) and its rows."""

    anchor: str
    title: str
    chart: FigureChart | None
    rows: tuple[FigureRow, ...]
    undated: int
    worded: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a group of figures: which group, which stretch of how many."""

    figures: tuple[Said, ...]
    subject: int
    number: int
    count: int


Key = tuple[str, tuple[str, ...], str, str]


def groups(figures: Sequence[Said]) -> list[tuple[Said, ...]]:
    """Figures in groups that may stand beside each other, the largest group first."""
    found: dict[Key, list[Said]] = defaultdict(list)
    for said in figures:
        figure = said.statement
        assert isinstance(figure, Figure)
        scope = tuple(code for code in figure.scope if code != "all")
        found[figure.measure, scope, figure.unit, figure.period or ""].append(said)
    return [tuple(found[key]) for key in sorted(found, key=lambda key: (-len(found[key]), key))]


def subject(part: Part, viewer: Viewer) -> Subject:
    """The chart and the table of a stretch of one group."""
    group = part.figures
    rows = tuple(_row(said, viewer) for said in group)
    drawn = [said for said in group if _drawable(said, viewer)]
    title = _title(group, viewer)
    if part.count > 1:
        title = viewer.words("figures.part_of_list", title=title, number=part.number, count=part.count)
    worded = sum(_bare(said) for said in group)
    return Subject(
        anchor=f"subject-{part.subject}-{part.number}",
        title=title,
        chart=_chart(title, drawn, viewer) if drawn else None,
        rows=rows,
        undated=sum(not _date(said, viewer) and not _bare(said) for said in group),
        worded=worded,
    )


def parts(figures: Sequence[Said], viewer: Viewer) -> list[Part]:
    """All groups in stretches of at most LONG figures, by date, the largest group first."""
    made = []
    for index, group in enumerate(groups(figures), 1):
        stretches = paged(sorted(group, key=lambda said: _when_key(said, viewer)), LONG)
        made += [Part(tuple(some), index, number, len(stretches)) for number, some in enumerate(stretches, 1)]
    return made


def packed(every: Sequence[Part], rows: int) -> list[list[Part]]:
    """Stretches in pages of about so many rows; nothing gives one empty page."""
    pages: list[list[Part]] = [[]]
    for part in every:
        if pages[-1] and sum(len(one.figures) for one in pages[-1]) + len(part.figures) > rows:
            pages.append([])
        pages[-1].append(part)
    return pages


def figure_words(words: Words) -> FigureWords:
    """The words inside a chart."""
    return FigureWords(
        locale=locale(words),
        wide=words("figures.wide"),
        gap=words("figures.gap"),
        vague=words("figures.worded_head"),
        undated=words("figures.undated_head"),
    )


def locale(words: Words) -> Locale:
    """How the pictures write dates and numbers in this language."""
    return Locale(
        months=tuple(words.item("date.short", index) for index in range(12)),
        months_alone=tuple(words.item("date.short_alone", index) for index in range(12)),
        day=words("date.short_day"),
        day_year=words("date.short_day_year"),
        month_year=words("date.short_month_year"),
        span=words("date.short_span"),
        group=words("language.group"),
        decimal=words("language.decimal"),
    )


def short(name: str) -> str:
    """A name short enough to stand in a picture, hidden characters spelt out."""
    name = plain(name)
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"


def _figure(said: Said) -> Figure:
    assert isinstance(said.statement, Figure)
    return said.statement


def _bare(said: Said) -> bool:
    figure = _figure(said)
    return figure.low is None and figure.high is None


def _date(said: Said, viewer: Viewer) -> str:
    when = viewer.said_when(said)
    return when.date if when else ""


def _when_key(said: Said, viewer: Viewer) -> tuple[str, bool]:
    # Wholes before parts; numbers of one day keep the order in which the material has them: that of the text.
    return (_date(said, viewer) or "~", _figure(said).part_of is not None)


def _drawable(said: Said, viewer: Viewer) -> bool:
    # A number its speaker denies is never drawn as that speaker's count.
    return not _bare(said) and bool(_date(said, viewer)) and _figure(said).stance is not Stance.DENIES


def _title(group: Sequence[Said], viewer: Viewer) -> str:
    words, figure = viewer.words, _figure(group[0])
    measure = capital(words.word("measure", figure.measure))
    scope = scope_words(figure.scope, words)
    series = _series(group, viewer)
    by_key = {_key(_figure(said).places): _figure(said).places for said in group}
    named = [viewer.places(by_key[one.key]) for one in series if one.key] if len(series) <= 3 else []
    return ", ".join(part for part in (measure, scope, *named) if part)


def _row(said: Said, viewer: Viewer) -> FigureRow:
    figure, words = _figure(said), viewer.words
    date = _date(said, viewer)
    whole = figure.part_of
    return FigureRow(
        card=viewer.card(said),
        said=written(date or None, words),
        said_machine=machine_form(date),
        published=bool(date) and said.statement.said is None,
        as_of=written(figure.as_of, words) if figure.as_of else "",
        number=number_of(figure, words),
        place=viewer.place_of(figure) or words("figures.no_place"),
        part_of=_whole(whole.low or whole.high, whole.places, viewer) if whole else "",
    )


def _whole(value: float | None, places: tuple[str, ...], viewer: Viewer) -> str:
    shown = viewer.words.number(value) if value is not None else ""
    return ", ".join(part for part in (shown, viewer.places(places)) if part)


def _key(places: tuple[str, ...]) -> str:
    return "+".join(places)


def _series(drawn: Sequence[Said], viewer: Viewer) -> tuple[Series, ...]:
    """A series for each set of places, wholes before their parts."""
    labels: dict[str, str] = {}
    wholes: dict[str, str] = {}
    for said in drawn:
        figure = _figure(said)
        key, whole = _key(figure.places), _whole_series(said, drawn) if figure.part_of else None
        labels.setdefault(key, plain(viewer.place_of(figure) or viewer.words("figures.no_place")))
        if whole is not None and whole != key:
            wholes[key] = whole
    return tuple(
        Series(key, viewer.words("figures.part_series", place=labels[key]), wholes[key])
        if key in wholes
        else Series(key, labels[key])
        for key in sorted(labels, key=lambda key: (key in wholes, key))
    )


def _whole_series(said: Said, drawn: Sequence[Said]) -> str | None:
    """The series a part belongs to: that of the figure it points at, or whose number and places it describes."""
    target = _figure(said).part_of
    for other in drawn:
        figure = _figure(other)
        if other.id in said.target_ids:
            return _key(figure.places)
        described = target is not None and (target.low is not None or target.places)
        if described and target is not None and other is not said and _fits(figure, target.low, target.places):
            return _key(figure.places)
    return None


def _fits(figure: Figure, low: float | None, places: tuple[str, ...]) -> bool:
    return (low is None or figure.low == low) and (not places or figure.places == places)


def _chart(title: str, drawn: Sequence[Said], viewer: Viewer) -> FigureChart:
    words = viewer.words
    return FigureChart(
        title=plain(title),
        description=plain(words("figures.picture", title=title)),
        points=tuple(_point(said, viewer) for said in sorted(drawn, key=lambda said: _when_key(said, viewer))),
        words=figure_words(words),
        series=_series(drawn, viewer),
    )


def _point(said: Said, viewer: Viewer) -> FigurePoint:
    figure, pointer = _figure(said), viewer.pointer(said)
    speaker = said.statement.speakers[0].name if said.statement.speakers else ""
    return FigurePoint(
        when=_date(said, viewer),
        low=figure.low,
        high=figure.high,
        mark=mark_of(said),
        label=plain(number_of(figure, viewer.words)),
        who=short(speaker),
        href=pointer.href,
        series=_key(figure.places),
        holds=figure.stance in LINED,
        detail=plain(f"{pointer.text}. {pointer.standing}"),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A subject with its chart drawn."""

    subject: Subject
    drawing: Markup | None


def drawn(part: Part, viewer: Viewer) -> Drawn:
    """A stretch of a group as a subject with its drawing."""
    made = subject(part, viewer)
    return Drawn(made, drawing_of(made.chart))
