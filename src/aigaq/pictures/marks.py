"""Marks: whose a statement is, what became of it, how exact it is, and who has read it.

Four questions, four channels, so that each survives grey paper: shape and colour tell the side, fill the standing, a
whisker the exactness, a dotted ring that only a machine has read it. A disputed statement (several current decisions)
is shown twice, each with its ring. The drawings are data: data/marks.toml. Proved by tests/pictures/test_marks.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.pictures.palette import Shape, Whisker, palette
from aigaq.pictures.style import icon_style, inline
from aigaq.pictures.svg import Element, Node, el, num, path

SIDES = (
    "official",
    "media",
    "ngo",
    "intergovernmental",
    "witness",
    "measurement",
    "armed_group",
    "other",
    "unknown",
)
"""The sides in the order keys and lists show them."""

UP, RIGHT = 0, 90
"""Where the value axis of a drawing points; whiskers turn with it."""

RING = 10.5
_TWIN = 13.0  # how far apart the two marks of a disputed statement stand


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement's mark. Codes are those of `statements.vocabulary`; one not known here is drawn as unknown.

    Args:
        side: who says so.
        standing: what became of it; a code not known here is drawn as superseded, never as standing.
        qualifier: how exact the number is.
        machine: True until a person has decided.
        disputed: True where current decisions disagree.
    """

    side: str
    standing: str = "standing"
    qualifier: str = "exact"
    machine: bool = False
    disputed: bool = False

    @property
    def shape(self) -> Shape:
        """The shape and colour of its side."""
        sides = palette().side
        return sides.get(self.side, sides["unknown"])

    @property
    def side_class(self) -> str:
        """The class that carries the side's colour."""
        return self.side if self.side in palette().side else "unknown"

    @property
    def whisker(self) -> Whisker:
        """The lines of its qualifier."""
        whiskers = palette().whisker
        return whiskers.get(self.qualifier, whiskers["unknown"])

    @property
    def struck(self) -> bool:
        """True where its number is printed struck through: withdrawn or disowned."""
        return self.standing in ("withdrawn", "disowned")

    @property
    def label_class(self) -> str:
        """The class of its number: bold, and struck where it is."""
        return "p-struck" if self.struck else "p-b"


def glyph(mark: Mark, at: tuple[float, float], *, axis: int = UP, scale: float = 1, whisker: bool = True) -> Element:
    """The mark at a point of a drawing that carries the room's style (`style.rules`)."""
    children = [*_bodies(mark), *(_whisker(mark, axis) if whisker else ())]
    size = "" if scale == 1 else f" scale({scale:.2g})"
    return el("g", *children, class_=f"p-{mark.side_class}", transform=f"translate({num(at[0])} {num(at[1])}){size}")


def range_bar(
    mark: Mark, ends: tuple[tuple[float, float], tuple[float, float]], *, cap: tuple[float, float]
) -> Element:
    """The capped bar of a range, drawn to scale; `cap` is half a cap, across the bar."""
    (x0, y0), (x1, y1) = ends
    dx, dy = cap
    caps = "".join(path((x - dx, y - dy), (x + dx, y + dy)) for x, y in ends)
    line = el("path", class_="p-whisk", d=path((x0, y0), (x1, y1)) + caps)
    return el("g", line, class_=f"p-{mark.side_class}")


def _bodies(mark: Mark) -> list[Node]:
    if not mark.disputed:
        return _body(mark)
    half = num(_TWIN)
    return [
        el("g", *_body(mark, ring=True), transform=f"translate(-{half})"),
        el("g", *_body(mark, ring=True), transform=f"translate({half})"),
    ]


def _body(mark: Mark, *, ring: bool = False) -> list[Node]:
    fills = palette().standing
    fill = fills.get(mark.standing, fills["superseded"])
    out: list[Node] = [el("circle", class_="p-ring", r=RING)] if ring or mark.machine else []
    out.append(el("path", class_=f"p-{fill.body}", d=mark.shape.shape))
    if fill.sign == "half":
        out.append(el("path", class_="p-full", d=mark.shape.half))
    elif fill.sign == "slash":
        out.append(el("path", class_="p-slash", d="M-9.5 9.5L9.5-9.5"))
    elif fill.sign == "dot":
        out.append(el("circle", class_="p-dot", r=2.2))
    return out


def _whisker(mark: Mark, axis: int) -> list[Node]:
    whisker = mark.whisker
    if not whisker.lines:
        return []
    turn = f"rotate({axis})" if whisker.turns and axis else None
    return [el("path", class_="p-whisk", d=whisker.lines, transform=turn)]


# Box of an icon around 0,0: left, top, right, bottom. A plain mark needs little, a whisker or ring more.
_PLAIN = (-9.0, -9.0, 9.0, 9.0)
_RINGED = (-12.0, -12.0, 12.0, 12.0)
_WHISKER_BOX = {
    "at_least": (-9.0, -26.0, 9.0, 9.0),
    "more_than": (-9.0, -26.0, 9.0, 9.0),
    "up_to": (-9.0, -9.0, 9.0, 26.0),
    "about": (-18.0, -9.0, 18.0, 9.0),
    "range": (-9.0, -20.0, 9.0, 20.0),
    "vague": (-10.5, -9.0, 10.5, 15.0),
    "exact": _PLAIN,
}
_UNKNOWN_BOX = (-9.0, -13.0, 18.0, 9.0)


def icon(mark: Mark, *, label: str | None = None) -> str:
    """A small inline SVG of the mark, sized by the page (class `ic`); decorative unless it has a label.

    It carries its colours on its root, not a style block, because a page holds hundreds.
    """
    left, top, right, bottom = _box(mark)
    drawing = [_styled(node) for node in [*_bodies(mark), *_whisker(mark, UP)]]
    width, height = right - left, bottom - top
    root = el(
        "svg",
        *drawing,
        xmlns="http://www.w3.org/2000/svg",
        class_="ic",
        viewBox=f"{num(left)} {num(top)} {num(width)} {num(height)}",
        width=round(width),
        height=round(height),
        style=f"color-scheme:light dark;--c:{inline(mark.side_class)}",
        role="img" if label else None,
        aria_label=label or None,
        aria_hidden=None if label else "true",
        focusable="false",
    )
    return str(root)


def _box(mark: Mark) -> tuple[float, float, float, float]:
    signed = mark.machine or mark.disputed or mark.struck
    own = _WHISKER_BOX.get(mark.qualifier, _UNKNOWN_BOX)
    inner = _RINGED if signed else _PLAIN
    left, top = min(own[0], inner[0]), min(own[1], inner[1])
    right, bottom = max(own[2], inner[2]), max(own[3], inner[3])
    return (left - _TWIN, top, right + _TWIN, bottom) if mark.disputed else (left, top, right, bottom)


def _styled(node: Node) -> Node:
    """The node with its class turned into a style attribute, so that it needs no style block."""
    if isinstance(node, str):
        return node
    attributes = tuple(
        ("style", icon_style(value)) if name == "class" else (name, value) for name, value in node.attributes
    )
    return Element(node.name, attributes, tuple(_styled(child) for child in node.children))
