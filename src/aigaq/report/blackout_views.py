"""The blackout as a page tells it: episodes with their windows and assessment, and what cannot all be so.

Words of verdicts, features and conflicts are those of the room (data/words.toml, data/conflicts.toml), so that page and
command line say the same. No side is called right, and nothing is called settled. Proved by
tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.report.blackout_lanes import LanesView, episode_spells, facts_of, lanes_view
from aigaq.report.blackout_maps import CutView, cut_view
from aigaq.report.blackout_series import SeriesView, series_views
from aigaq.report.blackout_times import span_words
from aigaq.report.material import Said
from aigaq.report.network import observer_of
from aigaq.report.phrases import capital
from aigaq.report.views import Card
from aigaq.report.words import Words
from aigaq.statements import Connectivity

if TYPE_CHECKING:
    from aigaq.blackout.conflicts import Conflict
    from aigaq.blackout.fusing import Gap, Window
    from aigaq.blackout.telling import Judgement
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
class StatementLine:
    """A statement in a line: where it leads, what it is in a word of the page, its words in their own language, who says
    so with the shape of the side, and its card."""

    href: str
    head: str
    text: str
    language: str
    observer: str
    icon: Markup
    card: Card


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window of service: where, when it opened and closed, and the statements that tell of it."""

    place: str
    opened: str
    closed: str
    told: tuple[StatementLine, ...]
    observers: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An outage of a place: lanes, windows, how long places went without service, who was cut, and what it fits."""

    anchor: str
    title: str
    begins: str
    ends: str
    lanes: LanesView
    windows: tuple[WindowView, ...]
    gaps: tuple[str, ...]
    cut: CutView | None
    assessment: AssessmentView


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side of a contradiction: what it says, who says so, the time as it has it, and its statements."""

    says: str
    observers: str
    when: str
    told: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What cannot all be so."""

    anchor: str
    title: str
    why: str
    hours: str
    sides: tuple[ConflictSide, ...]


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
    no_series: bool
    episodes: tuple[EpisodeView, ...]
    episodes_left: int
    conflicts: tuple[ConflictView, ...]
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
        basis=" ".join(
            (words.n("blackout.basis_stated", basis.stated), words.n("blackout.basis_series", basis.series))
        ),
        no_series=not basis.series,
        episodes=tuple(_episode(number, one, book) for number, one in enumerate(facts.told[:EPISODES], 1)),
        episodes_left=max(0, len(facts.told) - EPISODES),
        conflicts=tuple(_conflict(number, one, book) for number, one in enumerate(facts.conflicts, 1)),
        series=series,
        series_left=left,
        measured=tuple(_measured(one, book) for one in facts.measured[:MEASURED]),
        measured_left=max(0, len(facts.measured) - MEASURED),
    )


def _place(code: str, book: Book) -> str:
    return book.viewer.place_name(code, book.language) if code else book.words("blackout.no_place")


def _episode(number: int, one: Judgement, book: Book) -> EpisodeView:
    facts, words, offset = facts_of(book), book.words, book.network.offset
    begins, ends = (span_words(span, offset, words, year=True) for span in (one.start, one.end))
    title = words("blackout.episode", place=capital(_place(one.place, book)), begins=begins, ends=ends)
    anchor = f"episode-{number}"
    ids = {spell.id for spell in episode_spells(one, facts)}
    windows = [window for window in facts.windows if ids & {told.spell for told in window.told}]
    gaps = [gap for gap in facts.gaps if ids & {told.spell for told in gap.told}]
    return EpisodeView(
        anchor=anchor,
        title=title,
        begins=begins,
        ends=ends,
        lanes=lanes_view(one, book, title=title, anchor=f"{anchor}-words"),
        windows=tuple(_window(window, book) for window in windows),
        gaps=tuple(_gap(gap, book) for gap in gaps),
        cut=cut_view(one, book),
        assessment=assessment_view(one, words),
    )


def _window(one: Window, book: Book) -> WindowView:
    offset, words = book.network.offset, book.words
    return WindowView(
        place=capital(_place(one.place, book)),
        opened=span_words(one.start, offset, words),
        closed=span_words(one.end, offset, words),
        told=lines_of([told.spell for told in one.told], book),
        observers=", ".join(dict.fromkeys(told.observer for told in one.told)),
    )


def _gap(one: Gap, book: Book) -> str:
    """How long a place went without service, as sentences."""
    words, offset = book.words, book.network.offset
    told = [
        words(
            "blackout.gap",
            place=capital(_place(one.place, book)),
            start=span_words(one.start, offset, words),
            end=span_words(one.sharpest, offset, words),
        )
    ]
    if one.end != one.sharpest:
        told.append(words("blackout.gap_others", span=span_words(one.end, offset, words)))
    if one.outlasts:
        told.append(words("blackout.gap_outlasts", places=", ".join(_place(code, book) for code in one.outlasts)))
    if one.untold:
        told.append(words.n("blackout.gap_untold", len(one.untold)))
    return " ".join(told)


def lines_of(ids: Sequence[str], book: Book) -> tuple[StatementLine, ...]:
    """Statements by id, a line each; what is no statement of the material is left out."""
    held = {said.id: said for said in book.material.said}
    return tuple(_line(held[one], book) for one in dict.fromkeys(ids) if one in held)


def _line(said: Said, book: Book) -> StatementLine:
    card, words = book.viewer.card(said), book.words
    if isinstance(said.statement, Connectivity):
        observer = observer_of(said, book.viewer)
        state = capital(words.word("state", said.statement.state))
        head, text = (state, said.statement.what) if said.statement.what else ("", card.summary)
        return StatementLine(card.href, head, text, card.language, observer.name, observer.icon, card)
    name = card.speaker or words("card.no_speaker")
    return StatementLine(card.href, "", card.summary, card.language, name, card.icon, card)


def assessment_view(one: Judgement, words: Words) -> AssessmentView:
    """What an outage fits, in the words of the room."""
    from aigaq.blackout.character import wording

    told, language = one.assessment, words.code
    lines = wording.for_and_against(told, language=language)
    return AssessmentView(
        verdict=capital(wording.verdict(told.verdict, language=language)),
        headline=capital(wording.headline(told, language=language)) + ".",
        speaks_for=lines[: len(told.for_)],
        against=lines[len(told.for_) :],
        unknown=wording.unknown(told, language=language),
        accuracy=wording.accuracy_statement(told.accuracy, language=language),
    )


def _measured(one: Judgement, book: Book) -> MeasuredView:
    words, offset = book.words, book.network.offset
    return MeasuredView(
        place=capital(_place(one.place, book)),
        signal=one.signal,
        begins=span_words(one.start, offset, words, year=True),
        ends=span_words(one.end, offset, words, year=True),
        assessment=assessment_view(one, words),
    )


def _conflict(number: int, one: Conflict, book: Book) -> ConflictView:
    from aigaq.blackout.conflicts.telling import wording

    words, told = book.words, wording(book.language)
    place = capital(_place(one.place, book))
    kind = told[f"kind.{one.kind.value}"]
    return ConflictView(
        anchor=f"conflict-{number}",
        title=words("blackout.conflict", kind=capital(kind), place=place),
        why=told[f"why.{one.kind.value}"],
        hours=_hours(one, book),
        sides=tuple(
            ConflictSide(
                says=capital(told[f"says.{side.says.value}"]),
                observers=", ".join(side.observers),
                when=span_words(side.when, book.network.offset, words, year=True),
                told=lines_of(side.statements, book),
            )
            for side in one.sides
        ),
    )


def _hours(one: Conflict, book: Book) -> str:
    hours, words = one.hours, book.words
    if hours is None:
        return ""

    def between(span: tuple[float, float]) -> str:
        low, high = (words.number(round(value, 1)) for value in span)
        return low if low == high else f"{low}–{high}"

    return words(
        "blackout.hours",
        stated=words.number(round(hours.stated, 1)),
        left_out=words.number(round(hours.left_out, 1)),
        gross=between(hours.gross),
        net=between(hours.net),
    )
