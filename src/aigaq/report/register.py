"""The register of sources: every publication that a table names, what is said of it, and what rests on it.

Its order and its addresses are those of `site.sources`. A source is held where an item is described by its address,
else cited and not held (docs/methods/accounts.md, "Sources"). An address is text; only the link beside it leaves the
report, and only to the web: whatever else a table calls an address is never a link. Proved by
tests/report/test_register.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from markupsafe import Markup

from aigaq.accounts import subject_of
from aigaq.accounts.addresses import address
from aigaq.report.book import Book, Page, paging
from aigaq.report.facts import Fact
from aigaq.report.icons import icon_of
from aigaq.report.material import Held, Said
from aigaq.report.phrases import capital
from aigaq.report.presence_views import presence_facts
from aigaq.report.site import PAGE, REGISTER, page_name, paged
from aigaq.report.views import Pointer, Viewer
from aigaq.statements import Figure, Source, Withdrawal

RESTS, LINES, UNFOLDED = 20, 500, 3
"""Statements under a source, on a page of what rests on a source, and how many are shown without a fold."""
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement that rests on a source: its mark, the way to it, and to the subject it counts."""

    icon: Markup
    pointer: Pointer
    subject: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it stands in the table; `href` is empty where it is none of the web."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as the register shows it. `held`: title and page of each item that holds it."""

    anchor: str
    title: str
    language: str
    facts: tuple[Fact, ...]
    addresses: tuple[Address, ...]
    held: tuple[tuple[str, str], ...]
    rests: int
    shown: tuple[Resting, ...]
    more: str


@dataclass(frozen=True)
class Register:
    """The sources of a case, what rests on each, and which are held."""

    viewer: Viewer

    @cached_property
    def resting(self) -> Mapping[tuple[str, str], Sequence[Said]]:
        """The statements that rest on each source, in order, by (item, key) of the source."""
        found: dict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
        for said in self.viewer.material.said:
            told = self.viewer.material.told.get(said.id)
            for one in told.sources if told else ():
                if one.source is not None:
                    found[one.source.item, one.source.key][said.id] = said
        return {place: tuple(some.values()) for place, some in found.items()}

    @cached_property
    def _cited(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The items that hold each source, as far as statements cite it."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for told in self.viewer.material.told.values():
            for one in told.sources:
                if one.source is not None:
                    place = (one.source.item, one.source.key)
                    found[place] = found.get(place, frozenset()) | frozenset(one.held_by)
        return found

    @cached_property
    def _located(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.viewer.material.held:
            if item.locator:
                found[address(item.locator)].append(item.sha256)
        return found

    def holding(self, source: Source) -> tuple[Held, ...]:
        """The items that hold a source."""
        ids = set(self._cited.get((source.item, source.key), ()))
        for place in (source.locator, source.locator_read):
            ids.update(self._located.get(address(place), ()) if place else ())
        return tuple(self.viewer.item(one) for one in sorted(ids) if one in self.viewer.site.items)

    @cached_property
    def held(self) -> int:
        """How many sources are held."""
        return sum(bool(self.holding(source)) for source in self.viewer.material.sources)

    @property
    def total(self) -> int:
        """How many sources there are."""
        return len(self.viewer.material.sources)

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The ids that statements cite and no table explains."""
        known = {source.key for source in self.viewer.material.sources}
        return tuple(sorted({key for said in self.viewer.material.said for key in said.statement.cited} - known))


def register_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The pages of the register, and those of what rests on a source that many statements cite."""
    register = Register(book.viewer)
    pages = paged(book.material.sources, PAGE) if book.material.sources else []
    for number, page in enumerate(pages, 1):
        first = (number - 1) * PAGE + 1
        yield book.page(
            "register.html",
            Page(page_name(REGISTER, number), book.words("register.title"), "sources"),
            register=register,
            entries=[entry(place, source, register) for place, source in enumerate(page, first)],
            unfolded=UNFOLDED,
            observed=bool(book.material.presences),
            pages=paging(REGISTER, number, len(pages)),
        )
    for place, source in enumerate(book.material.sources, 1):
        yield from _rest(book, place, source, register)


def _rest(book: Book, place: int, source: Source, register: Register) -> Iterator[tuple[str, str]]:
    every = register.resting.get((source.item, source.key), ())
    pages = paged(every, LINES) if len(every) > RESTS else []
    for number, page in enumerate(pages, 1):
        stem = _stem(place)
        yield book.page(
            "resting.html",
            Page(page_name(stem, number), title_of(source, register.viewer), "sources"),
            source=entry(place, source, register),
            back=f"{page_name(REGISTER, (place - 1) // PAGE + 1)}#source-{place}",
            resting=[_resting(said, register.viewer) for said in page],
            pages=paging(stem, number, len(pages)),
        )


def _stem(place: int) -> str:
    return f"source-{place}"


def entry(place: int, source: Source, register: Register) -> Entry:
    """A source at its place in the register, counted from 1."""
    viewer = register.viewer
    every = register.resting.get((source.item, source.key), ())
    return Entry(
        anchor=f"source-{place}",
        title=title_of(source, viewer),
        language=language_of_title(source),
        facts=tuple(_facts(source, viewer)),
        addresses=tuple(_addresses(source, viewer)),
        held=tuple(
            (item.title or viewer.words("sources.untitled"), viewer.site.items[item.sha256])
            for item in register.holding(source)
        ),
        rests=len(every),
        shown=tuple(_resting(said, viewer) for said in every[:RESTS]),
        more=f"{_stem(place)}.html" if len(every) > RESTS else "",
    )


def title_of(source: Source, viewer: Viewer) -> str:
    """What a source is called: its title, else its address, else its id."""
    return source.title or source.locator or source.key or viewer.words("sources.untitled")


def language_of_title(source: Source) -> str:
    """The language of what a source is called; empty where that is not its printed title."""
    printed = source.title is not None and source.title_kind in (None, "printed")
    return source.language or "" if printed else ""


def _facts(source: Source, viewer: Viewer) -> Iterator[Fact]:
    words = viewer.words
    missing = words("sources.not_stated")
    yield Fact(words("sources.publisher"), source.publisher or missing, bool(source.publisher))
    if source.author:
        yield Fact(words("sources.author"), source.author, True)
    yield Fact(words("sources.published"), viewer.date(source.published) if source.published else missing)
    yield Fact(words("sources.language"), words.word("language", source.language) if source.language else missing)
    if source.title_kind:
        yield Fact(words("register.title_kind"), words.word("title_kind", source.title_kind))
    if source.kind:
        yield Fact(words("sources.kind"), words.word("source_kind", source.kind))
    if source.relation:
        yield Fact(words("sources.relation"), words.word("source_relation", source.relation))
    if source.origin:
        yield Fact(words("sources.origin"), source.origin, True)
    yield Fact(words("sources.seen"), words.word("seen", source.seen))
    if source.note:
        yield Fact(words("sources.notes"), source.note, True)
    yield from presence_facts((source.locator, source.locator_read), viewer)
    table = viewer.item(source.item).title or words("sources.untitled")
    where = words("register.row", table=table, sheet=source.sheet, row=source.row, key=source.key)
    yield Fact(words("register.listed"), where, True)


def _addresses(source: Source, viewer: Viewer) -> Iterator[Address]:
    if source.locator:
        yield Address(viewer.words("sources.locator"), source.locator, outside(source.locator))
    if source.locator_read and source.locator_read != source.locator:
        yield Address(viewer.words("register.read"), source.locator_read, outside(source.locator_read))


def outside(locator: str) -> str:
    """The address as a link that leaves the report, or nothing where it is no plain address of the web."""
    text = locator.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    plain = text.isprintable() and not any(char.isspace() or char in '"<>\\' for char in text)
    return text if plain and parts.scheme.lower() in _WEB and parts.hostname else ""


def _resting(said: Said, viewer: Viewer) -> Resting:
    statement = said.statement
    subject = viewer.site.subjects.get(subject_of(statement).key, "") if isinstance(statement, Figure) else ""
    return Resting(icon_of(said), pointed(said, viewer), subject)


def pointed(said: Said, viewer: Viewer) -> Pointer:
    """The way to a statement; of a withdrawal, with what it concerns."""
    pointer, statement = viewer.pointer(said), said.statement
    targets = viewer.pointers(said.target_ids)
    if not isinstance(statement, Withdrawal) or not targets:
        return pointer
    text = f"{viewer.words.word('standing', statement.becomes)}: {'; '.join(one.text for one in targets)}"
    return replace(pointer, text=capital(text))
