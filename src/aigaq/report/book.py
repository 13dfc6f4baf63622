"""A report in one language: what all its pages share, and how one is rendered.

Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aigaq.report import shelves
from aigaq.report.days import events_in_order
from aigaq.report.drawings import key_marks, key_sides
from aigaq.report.material import Material, Said
from aigaq.report.network import Network
from aigaq.report.passages import Passage
from aigaq.report.place_index import PlaceIndex
from aigaq.report.places import PlaceName
from aigaq.report.site import Site, page_name
from aigaq.report.subjects import SideLine, Subjects, standings, subjects_of
from aigaq.report.templating import environment
from aigaq.report.views import Viewer
from aigaq.report.words import Words, words

MENU = (
    ("index.html", "known"),
    ("figures.html", "figures"),
    ("days.html", "days"),
    ("places.html", "places"),
    ("network.html", "network"),
    ("posts.html", "posts"),
    ("explanations.html", "explanations"),
    ("statements.html", "statements"),
    ("sources.html", "sources"),
    ("search.html", "search"),
    ("methods.html", "methods"),
)
"""Every page of the menu with the part of the report it belongs to."""
ONLY_WITH = {"places": "event", "network": "connectivity", "posts": "position", "explanations": "claim"}
"""Parts that are there only where there are statements of a kind."""
DATED = ("known", "figures", "days", "places", "network", "posts", "explanations")
"""Parts whose pages can be set to a day: a link from one to another takes the day along."""


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

    @cached_property
    def subjects(self) -> Subjects:
        """The figures by what they count."""
        return subjects_of(self.material.by_kind("figure"), self.material.relations, self.viewer)

    @cached_property
    def standings(self) -> Mapping[str, tuple[SideLine, ...]]:
        """What stands of each side on each day, by the key of the subject."""
        return {one.subject.key: standings(one, self.subjects, self.viewer) for one in self.subjects.groups}

    @cached_property
    def keys(self) -> Mapping[str, object]:
        """What explains the marks of a chart."""
        return {"sides": key_sides(self.material, self.words), "key_marks": key_marks(self.words)}

    @cached_property
    def told_of_measure(self) -> Mapping[str, int]:
        """How many figures each measure has."""
        return Counter(group.subject.measure for group in self.subjects.groups for _ in group.figures)

    @cached_property
    def events(self) -> list[Said]:
        """The events in order."""
        return events_in_order(self.material.by_kind("event"))

    @cached_property
    def event_numbers(self) -> Mapping[str, int]:
        """The number of each event in that order, by its id."""
        return {said.id: number for number, said in enumerate(self.events, 1)}

    @cached_property
    def place_index(self) -> PlaceIndex:
        """What is said at each place, and where its page is."""
        return PlaceIndex(self.material)

    @cached_property
    def network(self) -> Network:
        """What is said of the network."""
        return Network(self.viewer, self.material.by_kind("connectivity"))

    @cached_property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """The pages of the menu that this report has."""
        return tuple((name, key) for name, key in MENU if self._has(key))

    def _has(self, key: str) -> bool:
        """Whether a part of the report is there; of the network also where only series tell of it."""
        if key == "network" and self.material.blackout is not None:
            return True
        return key not in ONLY_WITH or bool(self.material.by_kind(ONLY_WITH[key]))

    def page(self, template: str, page: Page, **values: object) -> tuple[str, str]:
        """A page from its template: file name in the language's folder, text."""
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
                menu=self.menu,
                dated=DATED,
                case_title=self.material.title,
                digest=self.material.digest,
                **values,
            )
        )
        return page.name, text
