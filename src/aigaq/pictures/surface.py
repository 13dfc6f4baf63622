"""The surface a picture is drawn on: nodes, text and links go in, one SVG comes out.

The drawing is one image to a screen reader (`role="img"` with a name and a description). Links lie over it in a layer
of their own, because an image has no parts to reach: each is a transparent area of at least 24 units with the whole
statement as its name. Proved by tests/pictures/test_surface.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from aigaq.pictures.measure import SIZE, text_width
from aigaq.pictures.style import rules
from aigaq.pictures.svg import Element, Node, el, num, one_line, path, safe_href

TARGET = 24.0
"""Smallest side of a link, units (WCAG 2.2, 2.5.8)."""


@dataclass(slots=True)
class Surface:
    """Collects one drawing of a given width."""

    width: int
    nodes: list[Node] = field(default_factory=list)
    ground: list[Node] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)

    def add(self, *nodes: Node) -> None:
        """Put nodes on top of what is there."""
        self.nodes.extend(nodes)

    @contextmanager
    def known(self, since: str, until: str = "") -> Iterator[None]:
        """What is drawn meanwhile was known from a day on (YYYY-MM-DD) and, where `until` is given, is so no more.

        Empty days: nothing is said, and it is always shown.
        """
        if not since and not until:
            yield
            return
        nodes, links, ground = self.nodes, self.links, self.ground
        self.nodes, self.links, self.ground = [], [], []
        yield
        self.ground, rules = ground, self.ground
        self.nodes, inner = nodes, self.nodes
        self.links, areas = links, self.links
        self.ground += [_dated(rules, since, until)] if rules else []
        self.nodes += [_dated(inner, since, until)] if inner else []
        self.links += [_dated(areas, since, until)] if areas else []

    def line(self, cls: str, *points: tuple[float, float], close: bool = False) -> None:
        """A line or area through the points."""
        self.add(el("path", class_=cls, d=path(*points, close=close)))

    def rule(self, cls: str, *points: tuple[float, float]) -> None:
        """A line that lies under everything else: grids and axes."""
        self.ground.append(el("path", class_=cls, d=path(*points)))

    def text(self, x: float, y: float, *words: Words, anchor: str = "start", halo: bool = False) -> None:
        """A line of text whose baseline starts, ends or is centred at a point."""
        shown = [word for word in words if word.text]
        if not shown:
            return
        single = shown[0] if len(shown) == 1 else None
        classes = " ".join(name for name in ("p-halo" if halo else "", single.cls if single else "") if name)
        children: list[Node] = [single.text] if single else [el("tspan", w.text, class_=w.cls or None) for w in shown]
        where = None if anchor == "start" else anchor
        self.add(el("text", *children, class_=classes or None, x=x, y=y, text_anchor=where))

    def link(self, box: Box, href: str | None, label: str) -> None:
        """An area that leads to a fragment or a relative address; nothing where the address is neither."""
        href = safe_href(href)
        label = one_line(label)
        if href is None or not label:
            return
        box = box.grown_to(TARGET).moved_inside(self.width)
        area = el("rect", class_="p-hit", x=box.left, y=box.top, width=box.width, height=box.height)
        self.links.append(el("a", el("title", label), area, href=href, aria_label=label))

    def svg(self, title: str, description: str, *, height: float) -> str:
        """The drawing as one SVG element."""
        title, description = one_line(title), one_line(description)
        nodes = [*self.ground, *self.nodes]
        style = el("style", rules(set(_classes([*nodes, *self.links])), links=bool(self.links)))
        about: list[Node] = [el("desc", description)] if description else []
        if self.links:
            drawing = el("g", *about, *nodes, role="img", aria_label=title)
            return str(self._root(height, style, drawing, *self.links, role="group", aria_label=title))
        return str(self._root(height, *about, style, *nodes, role="img", aria_label=title))

    def _root(self, height: float, *children: Node, role: str, aria_label: str) -> Element:
        return el(
            "svg",
            *children,
            xmlns="http://www.w3.org/2000/svg",
            class_=f"pic w{self.width}",
            viewBox=f"0 0 {self.width} {num(height)}",
            width=self.width,
            height=height,
            role=role,
            aria_label=aria_label,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Part of a line of text: plain, bold (`p-b`), bold and struck (`p-struck`) or soft (`p-q`)."""

    text: str
    cls: str = ""

    @property
    def width(self) -> float:
        """Its width in units."""
        return text_width(self.text, bold=self.cls in ("p-b", "p-struck"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """True where the two overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def grown_to(self, side: float) -> Box:
        """The box around the same middle, no side shorter than `side`."""
        dx, dy = max(0.0, side - self.width) / 2, max(0.0, side - self.height) / 2
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def moved_inside(self, width: float) -> Box:
        """The box moved so that it lies between 0 and `width`, and not above 0; a wider one is cut."""
        down = max(0.0, -self.top)
        if self.width > width:
            return Box(0.0, self.top + down, float(width), self.bottom + down)
        shift = max(0.0, -self.left) - max(0.0, self.right - width)
        return Box(self.left + shift, self.top + down, self.right + shift, self.bottom + down)


def text_box(x: float, y: float, width: float, *, anchor: str = "start") -> Box:
    """The box of a line of text by its baseline point."""
    left = x - (0 if anchor == "start" else width if anchor == "end" else width / 2)
    return Box(left, y - 0.85 * SIZE, left + width, y + 0.25 * SIZE)


def _dated(nodes: Sequence[Node], since: str, until: str) -> Element:
    """What is no more known so is not shown; a script may show it again."""
    display = "none" if until else None
    return el("g", *nodes, data_from=since or None, data_until=until or None, display=display)


def _classes(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Element):
            for name, value in node.attributes:
                if name == "class":
                    yield from value.split()
            yield from _classes(list(node.children))
