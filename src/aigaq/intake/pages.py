"""HTML into text: the words of the page without what surrounds them, as resiliparse's parser and extractor give them.

What is left out is data (data/pages.toml): menus, footers, what is hidden. Resiliparse's own choice of main content is not
used: it drops lists and captions, in which numbers stand, and its time grows with the square of the nesting. Where the
headline stands outside the text it is a part of its own. Proved by tests/intake/test_html.py.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aigaq.errors import NotReadable, Reason
from aigaq.intake.extracting import Asked, Extracted
from aigaq.intake.page_encodings import decode_page
from aigaq.intake.renditions import PART

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, ElementNodeList, HTMLTree

HEADLINE = "headline"
_OUT = "data-aigaq-out"
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Hints where a line may break: no letters, and they part words for a reader of text.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class _Rules:
    skip: tuple[str, ...]
    share: float
    links: int
    article: float
    least: float
    main: float


@cache
def _rules() -> _Rules:
    data = tomllib.loads((files("aigaq.intake") / "data" / "pages.toml").read_text(encoding="utf-8"))
    skip, menus, article = data["skip"], data["menus"], data["article"]
    names = [selector for name in skip["names"] for selector in (f".{name}", f"#{name}")]
    selectors = (*skip["words"], *skip["hidden"], *skip["around"], *names, f"[{_OUT}]")
    return _Rules(selectors, menus["share"], menus["links"], article["share"], article["least"], data["main"]["share"])


def extract(data: bytes, asked: Asked) -> Extracted:
    """A page: its text, its headline, what it says of itself."""
    from aigaq.intake.page_facts import page_facts

    text, encoding, assumed = decode_page(data, asked.encoding)
    tree = tree_of(text)
    found = Extracted("html", page_parts(tree), encoding, assumed)
    if not found.parts:
        raise NotReadable("the page shows no text", reason=Reason.EMPTY)
    found.facts = page_facts(tree)
    return found


def text_of_html(text: str) -> str:
    """The words of a piece of HTML, as an e-mail holds it."""
    return next((words for name, words in page_parts(tree_of(text)) if name == PART), "")


def page_parts(tree: HTMLTree) -> list[tuple[str, str]]:
    """The parts of a page that hold anything."""
    if tree.body is None:
        return []
    _mark_menus(tree)
    _raise_figures(tree)
    _open_figures(tree)
    words = _words(tree)
    whole = _letters(words)
    heart = _article(tree, whole) or _main(tree, whole)
    if heart is not None:
        words = _words(tree_of(heart))
    headline = _headline(tree)
    if headline and headline in " ".join(words.split()):
        headline = ""
    return [(name, text) for name, text in ((HEADLINE, headline), (PART, words)) if text.strip()]


def tree_of(text: str) -> HTMLTree:
    """A page, parsed."""
    from resiliparse.parse.html import HTMLTree

    return HTMLTree.parse(text)


def every(tree: HTMLTree, css: str) -> list[ElementNode]:
    """The elements of a page that a selector names, in their order."""
    return [] if tree.document is None else _listed(tree.document.query_selector_all(css))


def _listed(found: ElementNodeList) -> list[ElementNode]:
    # Iterating a list of resiliparse takes time with the square of its length; a slice does not.
    return list(found[:]) if len(found) else []


def _words(tree: HTMLTree) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    found: str = extract_plain_text(
        tree, preserve_formatting=True, alt_texts=False, links=False, skip_elements=list(_rules().skip)
    )
    return found.translate(_HINTS)


def _article(tree: HTMLTree, whole: int) -> str | None:
    """The HTML of the one article of the page, where there is one and it holds most of what articles say."""
    rules, inside = _rules(), set[str]()
    counted: list[tuple[int, str]] = []
    for node in every(tree, "article"):
        above = node.parent_element
        if above is not None and above.closest("article") is not None:
            continue
        html = node.outer_html or ""
        if html not in inside:
            inside.add(html)
            counted.append((_letters(_words(tree_of(html))), html))
    if not counted:
        return None
    size, html = max(counted, key=lambda one: one[0])
    total = sum(one for one, _ in counted)
    return html if size and size >= rules.article * total and size >= rules.least * whole else None


def _main(tree: HTMLTree, whole: int) -> str | None:
    """The HTML of the one element the page calls its main content, where it holds enough of the page."""
    found = every(tree, "main, [role=main]")
    html = (found[0].outer_html or "") if len(found) == 1 else ""
    return html if html and _letters(_words(tree_of(html))) >= max(1, _rules().main * whole) else None


def _headline(tree: HTMLTree) -> str:
    found = [" ".join((node.text or "").split()) for node in every(tree, "h1")]
    shown = [words.translate(_HINTS) for words in dict.fromkeys(found) if words]
    return shown[0] if len(shown) == 1 else ""


def _mark_menus(tree: HTMLTree) -> None:
    """Lists that are links for the most part are left out as menus are."""
    rules = _rules()
    for node in every(tree, "ul, ol"):
        links = _listed(node.query_selector_all("a[href]"))
        linked = sum(_letters(one.text or "") for one in links)
        if len(links) >= rules.links and linked >= rules.share * _letters(node.text or ""):
            node.set_attribute(_OUT, "")


def _raise_figures(tree: HTMLTree) -> None:
    """Figures set high or low stay apart from the number before them: a mark of a note goes, others become ¹ or ₁."""
    for node in every(tree, "sup, sub"):
        words = "".join((node.text or "").split())
        if words and words.strip("[]()").isdecimal():
            if len(node.query_selector_all("a[href]")):
                node.set_attribute(_OUT, "")
            elif (letters := tree.create_text_node(words.translate(HIGH if node.tag == "sup" else LOW))) is not None:
                node.replace_with(letters)


def _open_figures(tree: HTMLTree) -> None:
    """Resiliparse leaves out what stands in a figure: tables, quoted posts and captions among it."""
    from resiliparse.parse.html import ElementNode

    for node in every(tree, "figure, figcaption"):
        block = tree.create_element("div")
        if not isinstance(block, ElementNode):
            continue
        for name in ("class", "id", "style", "hidden", _OUT):
            value = node.get_attribute(name)
            if value is not None:
                block.set_attribute(name, value)
        for child in node.child_nodes[:] if node.has_child_nodes() else ():
            block.append_child(child)
        node.replace_with(block)


def _letters(text: str) -> int:
    return len("".join(text.split()))
