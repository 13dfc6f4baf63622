"""Figures of one subject: the rows of its table, and the chart that draws the same numbers.

Every figure keeps its mark and its row; nothing is averaged or added (design §1, rule 3). A part is drawn beside its
whole as a thinner line. Rows and points tell what was known on each day (module `known`). Proved by
tests/report/test_figures.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aigaq.pictures import FigureChart, FigurePoint, FigureWords, Locale, Series
from aigaq.report.characters import plain
from aigaq.report.dates import machine_form, written
from aigaq.report.icons import mark_of
from aigaq.report.known import periods
from aigaq.report.material import Said
from aigaq.report.phrases import number_of
from aigaq.report.views import Card, Viewer
from aigaq.report.words import Words
from aigaq.statements import Figure, Stance, Standing

NAME = 28
Address = Callable[[Said], str]
LINED = (Stance.ASSERTS, Stance.UNKNOWN)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the table: the card and what is said of the number. `anchor` is its own on a subject's page."""

    card: Card
    anchor: str
    said: str
    said_machine: str | None
    published: bool
    as_of: str
    number: str
    stance: str
    part_of: str


@dataclass(frozen=True, slots=True)
class Line:
    """Figures that share a line of a chart: those of one subject. `part`: they are part of what the chart is about."""

    label: str
    figures: tuple[Said, ...]
    part: bool = False


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
        span_year=words("date.short_span_year"),
        span_month=words("date.short_span_month"),
        group=words("language.group"),
        decimal=words("language.decimal"),
    )


def short(name: str) -> str:
    """A name short enough to stand in a picture, hidden characters spelt out."""
    name = plain(name)
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"


def figure_of(said: Said) -> Figure:
    """The figure that a statement is."""
    assert isinstance(said.statement, Figure)
    return said.statement


def bare(said: Said) -> bool:
    """Whether it has words for its number only."""
    figure = figure_of(said)
    return figure.low is None and figure.high is None


def date_of(said: Said, viewer: Viewer) -> str:
    """When it was said (EDTF); empty where that is not known."""
    when = viewer.said_when(said)
    return when.date if when else ""


def by_date(figures: Sequence[Said], viewer: Viewer) -> list[Said]:
    """Figures by date, undated ones last; those of one day in the order of the material."""
    return sorted(figures, key=lambda said: date_of(said, viewer) or "~")


def drawable(said: Said, viewer: Viewer) -> bool:
    """Whether it has a place in a chart. A number its speaker denies is never drawn as that speaker's count."""
    return not bare(said) and bool(date_of(said, viewer)) and figure_of(said).stance is not Stance.DENIES


def anchor(said: Said, viewer: Viewer) -> str:
    """The id of a figure's row on any page."""
    return f"f-{viewer.site.anchors[said.id]}"


def row(said: Said, viewer: Viewer) -> FigureRow:
    """The line of a figure."""
    figure, words = figure_of(said), viewer.words
    date, whole = date_of(said, viewer), figure.part_of
    return FigureRow(
        card=viewer.card(said),
        anchor=anchor(said, viewer),
        said=written(date or None, words),
        said_machine=machine_form(date),
        published=bool(date) and said.statement.said is None,
        as_of=written(figure.as_of, words) if figure.as_of and figure.as_of != date else "",
        number=number_of(figure, words),
        stance="" if figure.stance in LINED else words.word("stance", figure.stance),
        part_of=_whole(whole.low or whole.high, whole.places, viewer) if whole else "",
    )


def _whole(value: float | None, places: tuple[str, ...], viewer: Viewer) -> str:
    shown = viewer.words.number(value) if value is not None else ""
    return ", ".join(part for part in (shown, viewer.places(places)) if part)


def chart(title: str, lines: Sequence[Line], viewer: Viewer, address: Address) -> FigureChart | None:
    """The chart of a subject and the parts that are drawn beside it; None where no number has a date.

    Args:
        lines: the subject's own figures first.
        address: where the row of a figure is, as its mark leads there.
    """
    kept = [(str(n), line, [one for one in line.figures if drawable(one, viewer)]) for n, line in enumerate(lines)]
    drawn = [(key, line, figures) for key, line, figures in kept if figures]
    if not drawn or drawn[0][1].part:
        return None
    points = [(said, key) for key, _, figures in drawn for said in figures]
    # Wholes before parts on one day, so that the part's mark lies on top.
    points.sort(key=lambda pair: (date_of(pair[0], viewer), pair[1]))
    words, main = viewer.words, drawn[0][0]
    return FigureChart(
        title=plain(title),
        description=plain(words("figures.picture", title=title)),
        points=tuple(_point(said, key, viewer, address(said)) for said, key in points),
        words=figure_words(words),
        series=tuple(_series(key, line, main, viewer) for key, line, _ in drawn),
    )


def _series(key: str, line: Line, main: str, viewer: Viewer) -> Series:
    label = plain(line.label)
    return Series(key, viewer.words("figures.part_series", place=label), main) if line.part else Series(key, label)


def _point(said: Said, series: str, viewer: Viewer, href: str) -> FigurePoint:
    figure, words = figure_of(said), viewer.words
    speaker = said.statement.speakers[0].name if said.statement.speakers else ""
    text = viewer.pointer(said).text

    def spoken(standing: Standing) -> str:
        return plain(f"{text}. {words.word('standing', standing)}")

    return FigurePoint(
        when=date_of(said, viewer),
        low=figure.low,
        high=figure.high,
        mark=mark_of(said),
        label=plain(number_of(figure, words)),
        who=short(speaker),
        href=href,
        series=series,
        holds=figure.stance in LINED,
        detail=spoken(said.standing),
        periods=periods(said, viewer.material, spoken),
    )
