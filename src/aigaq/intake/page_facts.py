"""What a web page says of itself: title, author, dates, site, language, address, each with where it stands.

Where to look is data (data/pagefacts.toml). Nothing is chosen between dates that contradict each other: two of the same
moment agree, two of different days leave the field open. Proved by tests/intake/test_page_facts.py.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aigaq.intake.facts import chosen, cleaned, date_in_address, moment
from aigaq.intake.pages import every
from aigaq.intake.renditions import Fact

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

_HEADING = "text h1"
_JSON = 1 << 20  # characters of JSON-LD read
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_META_NAMES = ("name", "property", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class _Rules:
    fields: dict[str, list[str]]
    shown: frozenset[str]
    articles: frozenset[str]
    none: frozenset[str]
    first: str


@cache
def _rules() -> _Rules:
    data = tomllib.loads((files("aigaq.intake") / "data" / "pagefacts.toml").read_text(encoding="utf-8"))
    dates = data["dates"]
    return _Rules(
        data["fields"],
        frozenset(data["shown"]["places"]),
        frozenset(data["articles"]["types"]),
        frozenset(dates["none"]),
        dates["first"],
    )


def page_facts(tree: HTMLTree) -> list[Fact]:
    """Everything the page says of itself that can be used, the value to use marked."""
    page = _Page(tree)
    facts: list[Fact] = []
    for field in ("canonical", *(name for name in _rules().fields if name != "canonical")):
        address = next((fact.value for fact in facts if fact.field == "canonical"), "")
        facts += chosen(list(_said(page, field, address)))
    return facts


def _said(page: _Page, field: str, address: str) -> Iterator[Fact]:
    rules = _rules()
    for place in rules.fields[field]:
        basis = "shown" if place in rules.shown else "stated"
        found = list(dict.fromkeys(page.at(place)))
        if place == _HEADING and len(found) > 1:
            continue  # several headings of the first rank: none of them is the page's
        for words in found:
            value = _value(field, words)
            if value:
                yield Fact(field, value, basis, place)
        if place == "address":
            day = date_in_address(address)
            if day is not None:
                yield Fact(field, day, "address", "canonical")


def _value(field: str, words: str) -> str | None:
    match field:
        case "published" | "modified":
            when = moment(words)
            day = (when or "")[:10]
            return when if when and day not in _rules().none and day >= _rules().first else None
        case "language":
            code = _CODE.fullmatch(words)
            return None if code is None else code[1].lower()
        case "canonical":
            return words if words.startswith(("https://", "http://")) and not re.search(r"\s", words) else None
        case "author":
            return None if words.startswith(("https://", "http://")) else words
    return words


class _Page:
    """Looks places up in a page."""

    def __init__(self, tree: HTMLTree) -> None:
        self._tree = tree
        self._meta: dict[str, list[str]] = {}
        for node in every(self._tree, "meta"):
            content = node.get_attribute("content")
            for name in filter(None, map(node.get_attribute, _META_NAMES)):
                if content:
                    self._meta.setdefault(name.casefold(), []).append(content)
        self._article = self._json_ld()

    def at(self, place: str) -> Iterator[str]:
        """The cleaned values at a place, in the order of the page."""
        for words in self._at(place):
            text = cleaned(words)
            if text:
                yield text

    def _at(self, place: str) -> Iterator[str]:
        how, _, rest = place.partition(" ")
        match how:
            case "meta":
                yield from self._meta.get(rest.casefold(), ())
            case "ld":
                yield from _texts(self._article.get(rest))
            case "link":
                yield from self._attributes(f"link[rel={rest}]", "href")
            case "attr":
                css, _, name = rest.rpartition(" ")
                yield from self._attributes(css, name)
            case "text":
                for node in every(self._tree, rest):
                    yield node.text or ""

    def _attributes(self, css: str, name: str) -> Iterator[str]:
        for node in every(self._tree, css):
            words = node.get_attribute(name)
            if words:
                yield words

    def _json_ld(self) -> dict[str, Any]:
        """The one article the page's JSON-LD describes; nothing where it describes several."""
        found: list[dict[str, Any]] = []
        for node in every(self._tree, "script[type='application/ld+json']"):
            text = node.text or ""
            if len(text) > _JSON:
                continue
            try:
                found += _articles(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue
        # A page is often described beside its article; the article knows more.
        articles = [one for one in found if "WebPage" not in _types(one)] or found
        return articles[0] if len({json.dumps(one, sort_keys=True) for one in articles}) == 1 else {}


def _articles(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for one in value for found in _articles(one)]
    if not isinstance(value, dict):
        return []
    graph = _articles(value.get("@graph"))
    return [value, *graph] if _types(value) & _rules().articles else graph


def _types(value: dict[str, Any]) -> set[str]:
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return {one.rpartition("/")[2] for one in named if isinstance(one, str)}


def _texts(value: object) -> Iterator[str]:
    """The words of a value: itself, its name, or those of each of a list joined."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(value.get("name"))
    elif isinstance(value, list):
        names = [words for one in value if not isinstance(one, list) for words in _texts(one)]
        if names:
            yield ", ".join(dict.fromkeys(names))
