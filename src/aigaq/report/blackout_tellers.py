"""Who tells of the network: statements, rows of files that state intervals, series; each leads to what it rests on.

A row of a tracker, an alert or an annotation is no statement of the material, so it has no card: it is named by the kind
of its file and its number, and leads to the item. Proved by tests/report/test_blackout_files.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.report.blackout_lanes import clock_of, facts_of
from aigaq.report.blackout_times import span_words
from aigaq.report.icons import icon_of
from aigaq.report.material import Said
from aigaq.report.network import observer_of
from aigaq.report.phrases import capital
from aigaq.report.views import Card
from aigaq.statements import Connectivity

if TYPE_CHECKING:
    from aigaq.blackout.fusing import FileRow, Spell, Telling
    from aigaq.report.book import Book

ROWS = 200
"""So many intervals of files stand in the list."""

_TONES = {"dark": "blackout.tone_dark", "degraded": "blackout.tone_degraded", "up": "blackout.tone_normal"}


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
class Teller:
    """Who tells of something, and where each telling stands; none where that has no page."""

    name: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedView:
    """An interval that a file states: where, whose network, how it was, from when to when, and its row."""

    place: str
    networks: str
    state: str
    begins: str
    ends: str
    icon: Markup
    file: str
    href: str
    text: str


def place_words(code: str, book: Book) -> str:
    """A place by its name, or that none is stated."""
    return book.viewer.place_name(code, book.language) if code else book.words("blackout.no_place")


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


def tellers_of(told: Iterable[Telling], book: Book) -> tuple[Teller, ...]:
    """Who tells of a window: each named once, with all that it says of it."""
    held, spells = {said.id: said for said in book.material.said}, facts_of(book).by_id
    found: dict[str, list[str]] = {}
    for telling in told:
        if telling.spell in held:
            line = _line(held[telling.spell], book)
            found.setdefault(line.observer, []).append(line.href)
            continue
        spell = spells.get(telling.spell)
        name, href = (telling.observer, "") if spell is None else _of_item(spell, book)
        found.setdefault(name, []).extend([href] if href else [])
    return tuple(Teller(name, tuple(dict.fromkeys(links))) for name, links in found.items())


def rows_of(ids: Sequence[str], book: Book) -> tuple[Teller, ...]:
    """Those of these spells that files state, or series show, each with the item where it stands."""
    spells = facts_of(book).by_id
    items = (spells[one] for one in dict.fromkeys(ids) if one in spells and spells[one].sources)
    said = {one.id for one in book.material.said}
    named = [_of_item(one, book) for one in items if one.id not in said]
    return tuple(Teller(name, (href,) if href else ()) for name, href in dict.fromkeys(named))


def observers_of(names: Iterable[str], book: Book) -> str:
    """Observers as words: a kind of file by its name, others as they are called."""
    return ", ".join(dict.fromkeys(book.words.word("series_file", name) for name in names))


def _of_item(spell: Spell, book: Book) -> tuple[str, str]:
    """A row of a file, or a series: what it is called, and the page of its item."""
    from aigaq.blackout.fusing import file_row

    row = file_row(spell)
    href = book.site.items.get(spell.sources[0], "") if spell.sources else ""
    return (_file(row, book) if row is not None else spell.observer), href


def _file(row: FileRow, book: Book) -> str:
    return book.words("blackout.file_row", file=book.words.word("series_file", row.source), row=row.row)


def stated_views(book: Book) -> tuple[StatedView, ...]:
    """The intervals that files state, by their beginning."""
    return tuple(_stated(row, spell, book) for row, spell in facts_of(book).stated[:ROWS])


def _stated(row: FileRow, one: Spell, book: Book) -> StatedView:
    words, offset = book.words, clock_of(book)
    kinds = ", ".join(words.word("network_kind", kind.value) for kind in one.networks)
    place = book.viewer.place_name(one.place, book.language) if one.place else words("blackout.place_unknown")
    return StatedView(
        place=capital(place),
        networks=f"{', '.join(one.operators)} ({kinds})" if one.operators else kinds,
        state=capital(words(_TONES.get(one.service.value, "blackout.tone_both"))),
        begins=span_words(one.start, offset, words, year=True),
        ends=span_words(one.end, offset, words, year=True),
        icon=icon_of(one.side),
        file=_file(row, book),
        href=book.site.items.get(row.item, ""),
        text=one.words,
    )
