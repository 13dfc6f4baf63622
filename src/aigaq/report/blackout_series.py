"""Series of a case as pictures: what was measured, what was expected, and the outages that follow.

They are detected again, once for all languages, because a store keeps outages and not samples; the few with the largest
outages are drawn. Proved by tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.pictures import SeriesPicture, SeriesWords, draw_series, drawn
from aigaq.report.blackout_lanes import clock_of, facts_of
from aigaq.report.blackout_times import span_words
from aigaq.report.characters import plain
from aigaq.report.clocks import offset_words
from aigaq.report.figures import locale
from aigaq.report.words import Words

if TYPE_CHECKING:
    from aigaq.blackout.detecting import Detection
    from aigaq.report.book import Book

OUTAGES = 20
"""So many outages of each series are listed."""


@dataclass(frozen=True, slots=True)
class OutageRow:
    """An outage of a series in words."""

    state: str
    begins: str
    ends: str
    depth: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its picture, where its file stands, and its outages."""

    title: str
    href: str
    drawing: Markup
    outages: tuple[OutageRow, ...]
    left: int


def series_views(book: Book) -> tuple[tuple[SeriesView, ...], int]:
    """The series that are drawn, those with the largest outages first, and how many are not."""
    facts = facts_of(book)
    if facts.basis is None or not facts.basis.series:
        return (), 0
    views = tuple(_view(item, one, book) for item, one in facts.largest)
    return views, max(0, facts.basis.series - len(views))


def _view(item: str, one: Detection, book: Book) -> SeriesView:
    words, series, offset = book.words, one.series, clock_of(book)
    title = ", ".join(part for part in (series.entity, series.signal) if part)
    picture = SeriesPicture(
        title=plain(title),
        description=words.n("blackout.series_outages", len(one.outages)),
        times=series.times,
        values=series.values,
        step=series.step,
        baseline=one.baseline,
        states=one.states,
        words=series_words(words, offset),
        offset=offset,
    )
    return SeriesView(
        title=title,
        href=book.site.items.get(item, ""),
        drawing=Markup(drawn(draw_series, picture)),  # noqa: S704  pictures escape every text themselves
        outages=tuple(
            OutageRow(
                words("blackout.tone_dark" if outage.state.value == "off" else "blackout.tone_degraded"),
                span_words(outage.start, offset, words, year=True),
                span_words(outage.end, offset, words, year=True),
                words("blackout.depth", n=words.number(round(100 * outage.depth))),
            )
            for outage in one.outages[:OUTAGES]
        ),
        left=max(0, len(one.outages) - OUTAGES),
    )


def series_words(words: Words, offset: int) -> SeriesWords:
    """The words inside the picture of a series, drawn on the clock so many minutes east of UTC."""
    return SeriesWords(
        locale=locale(words),
        measured=words("blackout.series_measured"),
        expected=words("blackout.series_expected"),
        states={
            "on": words("blackout.tone_normal"),
            "degraded": words("blackout.tone_degraded"),
            "off": words("blackout.tone_dark"),
            "no_data": words("blackout.tone_no_data"),
        },
        clock=words("blackout.series_clock", clock=offset_words(offset)),
    )
