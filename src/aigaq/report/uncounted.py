"""The page of the uncounted: first what is documented and by which rule, then, apart from it, the estimate or its refusal.

The gap between an official count and the truth is never filled by a guess: refused means no number, and no range
(design §1, rule 4; visual rules, "Refused"). An estimate needs lists of persons made by different keepers and how many
stand on more than one of them (docs/methods/uncounted.md); where the case has no such list the page says what sources
say of lists and what would change it. Other pages say in a sentence what came of it, and no number.
Proved by tests/report/test_uncounted.py and tests/report/test_toll_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aigaq.accounts import Subject
from aigaq.report.book import Book, Page
from aigaq.report.explanation_views import Wording
from aigaq.report.figures import FigureRow, row
from aigaq.report.known import known_of
from aigaq.report.toll_drawings import Heads
from aigaq.report.toll_estimates import EstimateView, estimate_view
from aigaq.report.toll_facts import Answer, TollFacts
from aigaq.report.toll_views import (
    DocumentedView,
    FamilyOfLists,
    ListView,
    ReasonView,
    RuleView,
    claims,
    documented_view,
    families_of_lists,
    invented_words,
    lists_of,
    outcome_word,
    reasons,
    rule_view,
)
from aigaq.report.views import Viewer
from aigaq.statements import codes

NAME = "uncounted.html"
DEAD, LISTED = "killed", "names_listed"
DRAWN = 8
"""Of more strata only the families are drawn, so that the page stays small; their numbers stand in tables all the same."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The lists of names that statements speak of, each beside each other."""

    lists: tuple[FigureRow, ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What other pages say of it: a sentence and why; `framed` where no number may be told."""

    lead: str
    why: str
    more: str
    framed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The whole or a stratum: what is documented, and the estimate."""

    anchor: str
    title: str
    documented: DocumentedView | None
    estimate: EstimateView | None


@dataclass(frozen=True, slots=True)
class Toll:
    """Everything the page tells of lists of persons."""

    rule: RuleView
    invented: Wording | None
    truth: str
    whole: Part
    strata: tuple[Part, ...]
    lists: tuple[ListView, ...]
    families: tuple[FamilyOfLists, ...]


def concerns(subject: Subject) -> bool:
    """Whether a subject counts the dead."""
    return codes.measure_is_a(subject.measure, DEAD)


def told_of(book: Book) -> TollFacts | None:
    """What the toll tells, where the case has lists of persons."""
    facts = book.material.toll
    return facts if facts is not None and facts.has_lists else None


def note_of(book: Book) -> Note:
    """What other pages say."""
    words, facts = book.words, told_of(book)
    answer = None if facts is None else facts.whole
    if answer is None:
        return Note(words("uncounted.refused"), words("uncounted.why"), words("uncounted.more"), framed=True)
    if answer.refused:
        return Note(words("uncounted.refused"), words("toll.refused_why"), words("toll.more"), framed=True)
    lead = words("toll.told", outcome=outcome_word(answer, words))
    return Note(lead, words("toll.told_why"), words("toll.more"), framed=False)


def first_note(book: Book) -> Note | None:
    """The note where anything counts the dead, statements or lists."""
    counted = any(concerns(group.subject) for group in book.subjects.groups)
    return note_of(book) if counted or told_of(book) is not None else None


def overlaps(viewer: Viewer) -> Overlaps:
    """The lists and their pairs: a row for each list but the first, with the lists before it."""
    said = [one for one in viewer.material.by_kind("figure") if getattr(one.statement, "measure", "") == LISTED]
    lists = tuple(row(one, viewer) for one in said)
    return Overlaps(lists, tuple(tuple(range(number)) for number in range(1, len(lists))))


def uncounted_page(book: Book) -> Iterator[tuple[str, str]]:
    """The page, where anything counts the dead."""
    if first_note(book) is None:
        return
    found = overlaps(book.viewer)
    ids = {one.card.id for one in found.lists}
    facts = told_of(book)
    yield book.page(
        "uncounted.html",
        Page(NAME, book.words("uncounted.title"), "figures"),
        known=known_of(book, [said for said in book.material.by_kind("figure") if said.id in ids]),
        overlaps=found,
        note=note_of(book),
        found=_refusal(book) if facts is None else (),
        toll=None if facts is None else toll_view(facts, book),
    )


def _refusal(book: Book) -> tuple[ReasonView, ...]:
    """Why the toll refused a case without lists."""
    facts = book.material.toll
    answer = None if facts is None else facts.whole
    return () if answer is None else reasons(answer.reasons, book.words)


def toll_view(facts: TollFacts, book: Book) -> Toll:
    """The toll in the words of a book."""
    words = book.words
    claimed = tuple((number, text.text) for number, text in claims(facts, words))
    heads = Heads(words("toll.everybody"), facts.documented[""].documented, claimed, facts.truth)
    strata = tuple(_stratum(name, at, facts, book) for at, name in enumerate(facts.strata, 1))
    whole = facts.whole
    told = whole is not None and not whole.refused
    return Toll(
        rule=rule_view(facts, words, book.place_name),
        invented=invented_words(facts, words),
        truth="" if facts.truth is None or not told else words.number(facts.truth),
        whole=_part("whole", heads, facts, "", whole, book),
        strata=strata,
        lists=lists_of(facts, words),
        families=families_of_lists(facts),
    )


def _stratum(name: str, at: int, facts: TollFacts, book: Book) -> Part:
    documented = facts.documented.get(name)
    heads = Heads(name, facts.documented[name].documented if documented else facts.answers[name].observed)
    part = _part(f"stratum-{at}", heads, facts, name, facts.answers[name], book)
    if len(facts.strata) <= DRAWN or part.estimate is None or part.estimate.numbers is None:
        return part
    fewer = replace(part.estimate.numbers, left_out_drawing=None, traces=None)
    return replace(part, estimate=replace(part.estimate, numbers=fewer))


def _part(anchor: str, heads: Heads, facts: TollFacts, stratum: str, answer: Answer | None, book: Book) -> Part:
    told = facts.documented.get(stratum)
    return Part(
        anchor=anchor,
        title=heads.of,
        documented=None if told is None else documented_view(told, book.words),
        estimate=None if answer is None else estimate_view(answer, heads, book.words),
    )
