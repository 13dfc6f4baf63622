"""The pages of a report in one language, one after the other, so that no more than one is held.

`Book` knows the folder, `pages` makes (file name, text) in a fixed order. Lists on the first page are short and lead
to pages of their own, so that it stays small in a case of any size. Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aigaq.report import lists, shelves
from aigaq.report.days import DRAWN, Timeline, timeline
from aigaq.report.drawings import drawing_of, key_marks, key_sides
from aigaq.report.figures import Drawn, drawn, groups
from aigaq.report.heads import heads, tally
from aigaq.report.icons import icon_of
from aigaq.report.item_pages import item_values
from aigaq.report.material import KINDS, Material, Said
from aigaq.report.passages import Passage
from aigaq.report.places import PlaceName
from aigaq.report.site import PAGE, Site, page_name, paged
from aigaq.report.templating import environment
from aigaq.report.views import Pointer, Viewer
from aigaq.report.words import Words, words
from aigaq.statements import Side

ON_FIRST = {"subjects": 6, "events": 40, "list": 30, "items": 12}
SUBJECTS, EVENTS, LINES, CARDS = 20, 200, 500, 24
MENU = (
    ("index.html", "known"),
    ("figures.html", "figures"),
    ("days.html", "days"),
    ("statements.html", "statements"),
    ("sources.html", "sources"),
    ("methods.html", "methods"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's file name, its title, and the part of the menu it belongs to."""

    name: str
    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list this is, and the way to its neighbours."""

    number: int
    count: int
    previous: str | None
    next: str | None


def paging(stem: str, number: int, count: int) -> Paging:
    """The paging of a list's page, counted from 1."""
    before = page_name(stem, number - 1) if number > 1 else None
    after = page_name(stem, number + 1) if number < count else None
    return Paging(number, count, before, after)


@dataclass(frozen=True)
class Book:
    """A report in one language. `folders` gives each language's folder, empty for the first."""

    material: Material
    site: Site
    passages: Mapping[str, Passage | None]
    language: str
    folders: Mapping[str, str]
    place_name: PlaceName

    @cached_property
    def words(self) -> Words:
        """The words of the language."""
        return words(self.language)

    @cached_property
    def viewer(self) -> Viewer:
        """What makes cards in the language."""
        return Viewer(self.material, self.site, self.words, self.passages, self.place_name)

    @cached_property
    def shelves(self) -> shelves.Shelves:
        """The sources."""
        return shelves.shelves(self.viewer)

    def pages(self) -> Iterator[tuple[str, str]]:
        """All pages: file name in the language's folder, text."""
        yield self._first()
        yield from self._figures()
        yield from self._days()
        yield self._statements()
        for kind in KINDS:
            yield from self._kind(kind)
        for side in Side:
            yield from self._side(side)
        yield from self._sources()
        yield self._methods()
        yield from self._items()

    def _page(self, template: str, page: Page, **values: object) -> tuple[str, str]:
        root = "../" if self.folders[self.language] else ""
        others = [
            {"code": code, "name": words(code).name, "href": f"{root}{folder}{page.name}"}
            for code, folder in self.folders.items()
        ]
        text = (
            environment()
            .get_template(template)
            .render(
                t=self.words,
                page=page,
                root=root,
                languages=others,
                menu=MENU,
                case_title=self.material.title,
                digest=self.material.digest,
                crowd=DRAWN,
                **values,
            )
        )
        return page.name, text

    def _first(self) -> tuple[str, str]:
        material, viewer, most = self.material, self.viewer, ON_FIRST["list"]
        events, network = material.by_kind("event"), material.by_kind("connectivity")
        whole = timeline(events, network, viewer)
        short, left = _shortened(whole, ON_FIRST["events"])
        figures = groups(material.by_kind("figure"))
        return self._page(
            "index.html",
            Page("index.html", self.words("head.kicker"), "known"),
            tally=tally(material),
            heads=heads(viewer),
            subjects=lists.Listed(
                tuple(drawn(number, group, viewer) for number, group in enumerate(figures[: ON_FIRST["subjects"]], 1)),
                max(0, len(figures) - ON_FIRST["subjects"]),
            ),
            sides=key_sides(material, self.words),
            key_marks=key_marks(self.words),
            timeline=short,
            timeline_left=left,
            timeline_drawing=drawing_of(short.picture),
            called=lists.listed(material.by_kind("designation"), lists.called, viewer, most),
            posts=lists.listed(material.by_kind("position"), lists.post, viewer, most),
            claims=lists.listed(material.by_kind("claim"), lists.claim, viewer, most),
            taken_back=lists.listed(material.by_kind("withdrawal"), lists.taken_back, viewer, most),
            held=self.shelves.held[: ON_FIRST["items"]],
            held_left=max(0, len(self.shelves.held) - ON_FIRST["items"]),
            unread=self.shelves.unread[: ON_FIRST["items"]],
            unread_left=max(0, len(self.shelves.unread) - ON_FIRST["items"]),
        )

    def _figures(self) -> Iterator[tuple[str, str]]:
        pages = paged(groups(self.material.by_kind("figure")), SUBJECTS)
        for number, page in enumerate(pages, 1):
            first = (number - 1) * SUBJECTS + 1
            subjects: list[Drawn] = [drawn(index, group, self.viewer) for index, group in enumerate(page, first)]
            yield self._page(
                "figures.html",
                Page(page_name("figures", number), self.words("figures.title"), "figures"),
                subjects=subjects,
                sides=key_sides(self.material, self.words),
                key_marks=key_marks(self.words),
                pages=paging("figures", number, len(pages)),
            )

    def _days(self) -> Iterator[tuple[str, str]]:
        whole = timeline(self.material.by_kind("event"), self.material.by_kind("connectivity"), self.viewer)
        every = paged([*whole.dated, *whole.undated, *whole.network], EVENTS)
        for number, page in enumerate(every, 1):
            shown = set(map(id, page))
            part = replace(
                whole,
                dated=tuple(one for one in whole.dated if id(one) in shown),
                undated=tuple(one for one in whole.undated if id(one) in shown),
                network=tuple(one for one in whole.network if id(one) in shown),
                crowded=False,
            )
            yield self._page(
                "days.html",
                Page(page_name("days", number), self.words("days.title"), "days"),
                timeline=part,
                timeline_drawing=drawing_of(whole.picture) if number == 1 else None,
                start=part.dated[0].number if part.dated else 1,
                pages=paging("days", number, len(every)),
            )

    def _statements(self) -> tuple[str, str]:
        said = self.material.said
        return self._page(
            "statements.html",
            Page("statements.html", self.words("statements.title"), "statements"),
            matrix=self._matrix(),
            cards=[self.viewer.card(one) for one in said] if len(said) <= CARDS else [],
        )

    def _matrix(self) -> Mapping[str, object]:
        counts = Counter((said.kind, said.statement.said_by) for said in self.material.said)
        sides = [side for side in Side if any(counts[kind, side] for kind in KINDS)]
        rows = [
            {
                "kind": kind,
                "cells": [{"side": side.value, "n": counts[kind, side]} for side in sides],
                "total": sum(counts[kind, side] for side in sides),
            }
            for kind in KINDS
        ]
        heads = [{"code": side.value, "word": self.words.word("side", side), "icon": icon_of(side)} for side in sides]
        return {"sides": heads, "rows": rows}

    def _kind(self, kind: str) -> Iterator[tuple[str, str]]:
        said = self.material.by_kind(kind)
        pages = paged(said, PAGE)
        stem = f"statements-{kind}"
        for number, page in enumerate(pages, 1):
            yield self._page(
                "kind.html",
                Page(page_name(stem, number), self.words.word("kind", kind), "statements"),
                kind=kind,
                kinds=KINDS,
                total=len(said),
                cards=(self.viewer.card(one) for one in page),
                pages=paging(stem, number, len(pages)),
            )

    def _side(self, side: Side) -> Iterator[tuple[str, str]]:
        said = [one for one in self.material.said if one.statement.said_by is side]
        said.sort(key=lambda one: KINDS.index(one.kind))
        pages = paged(said, LINES) if said else []
        stem = f"side-{side.value}"
        for number, page in enumerate(pages, 1):
            yield self._page(
                "side.html",
                Page(page_name(stem, number), self.words.word("side", side), "statements"),
                word=self.words.word("side", side),
                icon=icon_of(side),
                total=len(said),
                groups=self._by_kind(page),
                pages=paging(stem, number, len(pages)),
            )

    def _by_kind(self, said: Sequence[Said]) -> list[tuple[str, list[Pointer]]]:
        found: dict[str, list[Pointer]] = defaultdict(list)
        for one in said:
            found[one.kind].append(self.viewer.pointer(one))
        return [(kind, found[kind]) for kind in KINDS if kind in found]

    def _sources(self) -> Iterator[tuple[str, str]]:
        pages = paged(self.shelves.held, PAGE)
        for number, page in enumerate(pages, 1):
            yield self._page(
                "sources.html",
                Page(page_name("sources", number), self.words("sources.title"), "sources"),
                held=page,
                shelves=self.shelves,
                pages=paging("sources", number, len(pages)),
            )

    def _methods(self) -> tuple[str, str]:
        counts = Counter(maker for said in self.material.said for maker in said.statement.made_by)
        rules = sorted((maker.removeprefix("rule:"), n) for maker, n in counts.items() if maker.startswith("rule:"))
        read = sorted(self.words.word("language", code) for code in self.material.read_languages)
        return self._page(
            "methods.html",
            Page("methods.html", self.words("methods.title"), "methods"),
            rules=rules,
            read_languages=", ".join(read),
            case_id=self.material.case_id,
            versions=sorted(self.material.versions.items()),
            entries=self.material.entries,
        )

    def _items(self) -> Iterator[tuple[str, str]]:
        by_item: dict[str, list[Said]] = defaultdict(list)
        for said in self.material.said:
            by_item[said.statement.item].append(said)
        unread: dict[str, list[shelves.UnreadView]] = defaultdict(list)
        for one in self.shelves.unread:
            unread[one.item].append(one)
        for sha256, name in sorted(self.site.items.items()):
            said_here = by_item[sha256]
            view = shelves.item_view(self.viewer.item(sha256), len(said_here), self.viewer)
            title = view.title or self.words("item.title", id=view.short)
            values = item_values(view.item, said_here, self.viewer)
            yield self._page("item.html", Page(name, title, "sources"), view=view, unread=unread[sha256], **values)


def _shortened(whole: Timeline, most: int) -> tuple[Timeline, int]:
    """The timeline's first entries, and how many are left; the picture keeps all."""
    dated = whole.dated[:most]
    undated = whole.undated[: max(0, most - len(dated))]
    network = whole.network[:most]
    left = len(whole.dated) + len(whole.undated) + len(whole.network) - len(dated) - len(undated) - len(network)
    # The picture's marks lead to the list; it is drawn only where all of the list is here.
    picture = whole.picture if not left else None
    return replace(whole, dated=dated, undated=undated, network=network, picture=picture, crowded=bool(left)), left
