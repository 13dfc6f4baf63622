"""Reads a page as a sceptic would: tags balanced, ids once, and what it links to and loads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@dataclass
class Tag:
    name: str
    attributes: dict[str, str | None]


@dataclass
class Markup:
    """The tags of a page, its text by line, and what is wrong with it."""

    tags: list[Tag] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def named(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    def values(self, attribute: str) -> list[str]:
        return [value for tag in self.tags if (value := tag.attributes.get(attribute)) is not None]

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Markup()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(Tag(tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(Tag(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.page.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "script" not in self.open:
            self.page.text.append(data)
        elif "script" in self.open and data.strip():
            self.page.faults.append("inline script")


def read(text: str) -> Markup:
    """The page; unbalanced tags and ids used twice are among its faults."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    page = reader.page
    page.faults += [f"<{tag}> left open" for tag in reader.open]
    page.faults += [f"id {name} twice" for name, n in Counter(page.values("id")).items() if n > 1]
    return page
