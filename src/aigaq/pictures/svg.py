"""A minimal builder of SVG: elements, escaping, rounded numbers.

Text only ever enters as a string child or an attribute value, and both are escaped here and nowhere else, so hostile
words cannot leave their place. Characters XML 1.0 (section 2.2) does not allow become U+FFFD. There are no ids, no
scripts and no external references. Proved by tests/pictures/test_svg.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\t\n\r\u0085\u2028\u2029]+")
_SAFE_HREF = re.compile(r"[A-Za-z0-9_.~/%#?=&+-]*")


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with attributes, in the order given, and children."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node, ...]

    def __str__(self) -> str:
        head = self.name + "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        if not self.children:
            return f"<{head}/>"
        return f"<{head}>{''.join(render(child) for child in self.children)}</{self.name}>"


Node: TypeAlias = Element | str


def el(tag: str, *children: Node, **attributes: str | float | None) -> Element:
    """An element. `class_` stands for class, `a_b` for a-b; None leaves an attribute out; numbers are rounded."""
    named = tuple(
        (_attribute(name), value if isinstance(value, str) else num(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Element(tag, named, children)


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def render(node: Node) -> str:
    """The node as XML."""
    return escape(node) if isinstance(node, str) else str(node)


def escape(text: str) -> str:
    """Text for a text node or a double-quoted attribute."""
    if not text.isprintable():
        text = _BREAKS.sub(" ", _NOT_XML.sub("\ufffd", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def one_line(text: str) -> str:
    """The text as it will be printed: one line, runs of space as one, no characters XML refuses."""
    return " ".join(_NOT_XML.sub("\ufffd", text).split())


def num(value: float) -> str:
    """A coordinate: one decimal at most, no minus zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def path(*points: tuple[float, float], close: bool = False) -> str:
    """Path data through the points."""
    body = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{body}Z" if close else f"M{body}"


def safe_href(href: str | None) -> str | None:
    """The address if it is a fragment or relative to the page, else None: a picture leads nowhere outside."""
    if not href or href.startswith("//") or _SAFE_HREF.fullmatch(href) is None:
        return None
    return href
