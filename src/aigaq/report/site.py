"""Where things stand in the folder: file names of pages and anchors of statements, the same in every language.

Statements are paged by kind, PAGE of them on a page. Ids are shortened to the fewest characters, at least 12, that
tell all of them apart. Proved by tests/report/test_site.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from aigaq.accounts import subject_of
from aigaq.report.material import KINDS, Material, Said
from aigaq.statements import Figure

PAGE = 100
DECISIONS = "decisions"
REGISTER = "register"
T = TypeVar("T")


def shorts(ids: Iterable[str], least: int = 12) -> dict[str, str]:
    """Each id's shortest prefix, of one length for all, by which no two of them are mixed up."""
    every = sorted(set(ids))
    length = least
    for one, other in zip(every, every[1:], strict=False):
        same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        length = max(length, same + 1)
    return {one: one[:length] for one in every}


def paged(things: Sequence[T], size: int = PAGE) -> list[Sequence[T]]:
    """Things in pages of `size`; nothing gives one empty page."""
    return [things[start : start + size] for start in range(0, len(things), size)] or [()]


def page_name(stem: str, number: int) -> str:
    """The file name of a page of a list, counted from 1."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses: of statements by id, of marked places in full texts by id, of items by hash, of sources that tables
    define by (item, key), of the page of a subject by its key."""

    statements: dict[str, str]
    anchors: dict[str, str]
    items: dict[str, str]
    short_items: dict[str, str]
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)

    def in_text(self, said: Said) -> str:
        """Where the statement's span is marked in the full text of its item."""
        return f"{self.items[said.statement.item]}#t-{self.anchors[said.id]}"


def site(material: Material) -> Site:
    """The addresses of everything in the material."""
    every = (*material.said, *material.rejected)
    anchors = shorts(said.id for said in every)
    items = {held.sha256 for held in material.held} | {said.statement.item for said in every}
    short_items = shorts(items | {unread.item for unread in material.unread})
    pages = {}
    for kind in KINDS:
        for number, page in enumerate(paged(material.by_kind(kind)), 1):
            name = page_name(f"statements-{kind}", number)
            pages.update({said.id: f"{name}#s-{anchors[said.id]}" for said in page})
    for number, page in enumerate(paged(material.rejected), 1):
        name = page_name(DECISIONS, number)
        pages.update({said.id: f"{name}#s-{anchors[said.id]}" for said in page})
    return Site(
        pages,
        anchors,
        {item: f"item-{short}.html" for item, short in short_items.items()},
        short_items,
        _sources(material),
        _subjects(material),
    )


def _sources(material: Material) -> dict[tuple[str, str], str]:
    """Where each source stands in the register; its order is that of `material.sources`."""
    found: dict[tuple[str, str], str] = {}
    for number, page in enumerate(paged(material.sources), 1):
        for place, source in enumerate(page, (number - 1) * PAGE + 1):
            found.setdefault((source.item, source.key), f"{page_name(REGISTER, number)}#source-{place}")
    return found


def _subjects(material: Material) -> dict[str, str]:
    keys = {subject_of(said.statement) for said in material.by_kind("figure") if isinstance(said.statement, Figure)}
    ids = shorts(subject.id for subject in keys)
    return {subject.key: f"subject-{ids[subject.id]}.html" for subject in keys}
