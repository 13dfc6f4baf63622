"""The blackout as a page tells it: episodes with their windows and assessment, and what cannot all be so.

Words of verdicts and features are those of the room (data/words.toml), so that page and command line say the same. No side is called right, and nothing is called settled. Proved by
tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.report.blackout_disputes import ConflictView, conflict_view
from aigaq.report.blackout_lanes import LanesView, clock_of, episode_spells, facts_of, lanes_view
from aigaq.report.blackout_maps import CutView, cut_views, why_no_map
from aigaq.report.blackout_series import SeriesView, series_views
from aigaq.report.blackout_tellers import (
    ROWS,
    StatedView,
    Teller,
    observers_of,
    place_words,
    stated_views,
    tellers_of,
)
from aigaq.report.blackout_times import at_words, span_words
from aigaq.report.clocks import offset_words
from aigaq.report.phrases import capital
from aigaq.report.words import Words

if TYPE_CHECKING:
    from aigaq.blackout.fusing import Gap, Spell, Window
    from aigaq.blackout.telling import Basis, Judgement
    from aigaq.report.book import Book

EPISODES, MEASURED = 8, 40
"""So many episodes stand in full, so many outages of series in the list."""


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """What an outage fits: the verdict with its probability, sentences for and against, what cannot be told, and how
    such verdicts did."""

    verdict: str
    headline: str
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    accuracy: str


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window of service: where, when it opened and closed, and the statements that tell of it."""

    place: str
    opened: str
    closed: str
    told: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """How long a place went without service: its name, the hours, and sentences."""

    place: str
    hours: str
    told: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An outage of a place: lanes, who dates its beginning how, windows, how long places went without service, who was
    cut or why no map tells that, and what it fits."""

    anchor: str
    title: str
    begins: str
    ends: str
    lanes: LanesView
    onset: str
    windows: tuple[WindowView, ...]
    windows_told: str
    gaps: tuple[GapView, ...]
    cuts: tuple[CutView, ...]
    not_cut: str
    assessment: AssessmentView


@dataclass(frozen=True, slots=True)
class MeasuredView:
    """An outage of a series, and what it fits."""

    place: str
    signal: str
    begins: str
    ends: str
    assessment: AssessmentView


@dataclass(frozen=True, slots=True)
class BlackoutView:
    """Everything of the blackout that stands on the page of the network."""

    basis: str
    clock: str
    no_series: bool
    episodes: tuple[EpisodeView, ...]
    episodes_left: int
    conflicts: tuple[ConflictView, ...]
    stated: tuple[StatedView, ...]
    stated_left: int
    stated_silent: int
    series: tuple[SeriesView, ...]
    series_left: int
    measured: tuple[MeasuredView, ...]
    measured_left: int


def blackout_view(book: Book) -> BlackoutView | None:
    """The blackout of a case; None where nothing is told of it."""
    facts = book.material.blackout
    if facts is None or facts.basis is None:
        return None
    words, basis = book.words, facts.basis
    series, left = series_views(book)
    return BlackoutView(
        basis=basis_words(basis, words) if book.network.every else "",
        clock=_clock(book),
        no_series=not basis.series,
        episodes=tuple(_episode(number, one, book) for number, one in enumerate(facts.told[:EPISODES], 1)),
        episodes_left=max(0, len(facts.told) - EPISODES),
        conflicts=tuple(conflict_view(number, one, book) for number, one in enumerate(facts.conflicts, 1)),
        stated=stated_views(book),
        stated_left=max(0, len(facts.stated) - ROWS),
        stated_silent=max(0, basis.intervals - len({row for row, _ in facts.stated})),
        series=series,
        series_left=left,
        measured=tuple(_measured(one, book) for one in facts.measured[:MEASURED]),
        measured_left=max(0, len(facts.measured) - MEASURED),
    )


def _clock(book: Book) -> str:
    """The clock of this part, where the head of the page does not say it."""
    said = not book.network.every or book.network.offset is not None
    return "" if said else book.words("blackout.clock", clock=offset_words(clock_of(book)))


def basis_words(basis: Basis, words: Words) -> str:
    """What all of it rests on; what there is none of is not counted."""
    counts = (
        ("blackout.basis_stated", basis.stated),
        ("blackout.basis_intervals", basis.intervals),
        ("blackout.basis_series", basis.series),
    )
    return " ".join(words.n(key, number) for key, number in counts if number)


def _episode(number: int, one: Judgement, book: Book) -> EpisodeView:
    facts, words, offset = facts_of(book), book.words, clock_of(book)
    begins, ends = (span_words(span, offset, words, year=True) for span in (one.start, one.end))
    title = words("blackout.episode", place=capital(place_words(one.place, book)), begins=begins, ends=ends)
    anchor = f"episode-{number}"
    spells = episode_spells(one, facts)
    ids = {spell.id for spell in spells}
    windows = [window for window in facts.windows if ids & {told.spell for told in window.told}]
    gaps = [gap for gap in facts.gaps if ids & {told.spell for told in gap.told}]
    cuts = cut_views(one, book)
    return EpisodeView(
        anchor=anchor,
        title=title,
        begins=begins,
        ends=ends,
        lanes=lanes_view(one, book, title=title, anchor=f"{anchor}-words"),
        onset=_onset(one, spells, book),
        windows=tuple(_window(window, book) for window in windows),
        windows_told=_windows_told(windows, book),
        gaps=tuple(_gap(gap, book) for gap in sorted(gaps, key=lambda gap: (-_least(gap), gap.place))),
        cuts=cuts,
        not_cut="" if cuts else words(why_no_map(one, book)),
        assessment=assessment_view(one, words),
    )


def _onset(one: Judgement, spells: Sequence[Spell], book: Book) -> str:
    """How far those are apart who date the beginning of an outage, and who says only by when it had begun; empty where
    fewer than two date it."""
    words, offset = book.words, clock_of(book)
    first, last = one.start
    if first is None or last is None:
        return ""
    of_it = [
        (spell.at, spell.observer, spell.start[0] is None)
        for spell in spells
        if spell.place == one.place and spell.service.value == "dark" and spell.at and first <= spell.at <= last
    ]
    dated = sorted((at, observer) for at, observer, bound in of_it if not bound)
    observers = {observer for _, observer in dated}
    if len(observers) < 2:
        return ""
    (opens, early), (closes, late) = dated[0], dated[-1]
    told = words(
        "blackout.onset",
        n=len(observers),
        first=at_words(opens, offset, words),
        early=observers_of([early], book),
        last=at_words(closes, offset, words),
        late=observers_of([late], book),
        minutes=words.number(round((closes - opens) / 60)),
    )
    bounds = [
        words("blackout.onset_by", when=at_words(at, offset, words), who=observers_of([observer], book))
        for at, observer in sorted({(at, observer) for at, observer, bound in of_it if bound})
        if observer not in observers
    ]
    return " ".join([told, *bounds])


def _windows_told(windows: Sequence[Window], book: Book) -> str:
    """How many windows each place has, the most first."""
    counts = Counter(window.place for window in windows).most_common()
    return " ".join(
        book.words.n("blackout.windows_of", n, place=capital(place_words(code, book))) for code, n in counts
    )


def _window(one: Window, book: Book) -> WindowView:
    offset, words = clock_of(book), book.words
    return WindowView(
        place=capital(place_words(one.place, book)),
        opened=span_words(one.start, offset, words),
        closed=span_words(one.end, offset, words),
        told=tellers_of(one.told, book),
    )


def _least(one: Gap) -> float:
    """The least seconds that a place surely went without service; 0 where that is not known."""
    begun, back = one.start[1], one.sharpest[0]
    return 0.0 if begun is None or back is None else max(0.0, back - begun)


def _gap(one: Gap, book: Book) -> GapView:
    """How long a place went without service, in hours and sentences."""
    words, offset = book.words, clock_of(book)
    told = [
        words(
            "blackout.gap",
            start=span_words(one.start, offset, words),
            end=span_words(one.sharpest, offset, words),
        )
    ]
    if one.end != one.sharpest:
        told.append(words("blackout.gap_others", span=span_words(one.end, offset, words)))
    if one.outlasts:
        told.append(words("blackout.gap_outlasts", places=", ".join(place_words(code, book) for code in one.outlasts)))
    if one.untold:
        told.append(words.n("blackout.gap_untold", len(one.untold)))
    return GapView(capital(place_words(one.place, book)), _lasted(one, words), " ".join(told))


def _lasted(one: Gap, words: Words) -> str:
    """From the least to the most hours that beginning and first return allow."""
    (early, late), (first, last) = one.start, one.sharpest
    if early is None or late is None or first is None or last is None:
        return ""
    least, most = (words.number(round(max(0, seconds) / 3600)) for seconds in (first - late, last - early))
    return words("blackout.gap_hours", hours=least if least == most else f"{least}–{most}")


def assessment_view(one: Judgement, words: Words) -> AssessmentView:
    """What an outage fits, in the words of the room."""
    from aigaq.blackout.character import wording

    told, language = one.assessment, words.code
    lines = tuple(map(capital, wording.for_and_against(told, language=language, sided=False)))
    return AssessmentView(
        verdict=capital(wording.verdict(told.verdict, language=language)),
        headline=capital(wording.headline(told, language=language)) + ".",
        speaks_for=lines[: len(told.for_)],
        against=lines[len(told.for_) :],
        unknown=wording.unknown(told, language=language),
        accuracy=wording.accuracy_statement(told.accuracy, language=language),
    )


def _measured(one: Judgement, book: Book) -> MeasuredView:
    words, offset = book.words, clock_of(book)
    return MeasuredView(
        place=capital(place_words(one.place, book)),
        signal=one.signal,
        begins=span_words(one.start, offset, words, year=True),
        ends=span_words(one.end, offset, words, year=True),
        assessment=assessment_view(one, words),
    )
