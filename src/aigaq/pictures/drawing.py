"""The three drawings of a picture: text never shrinks with the screen, so each width is drawn for itself.

328 units for phones, 680 for tablets and paper, 1088 for desks (visual rules, section 3). The page shows one of them;
`SWITCH` is the style that does. Proved by tests/pictures/test_drawing.py.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

WIDTHS = (328, 680, 1088)
"""Units and classes (`w328`, `w680`, `w1088`) of the three drawings."""

SWITCH = (
    "svg.pic{display:none;max-width:100%;height:auto;overflow:visible}svg.pic.w1088{display:block}"
    "@media (max-width:1135px){svg.pic.w1088{display:none}svg.pic.w680{display:block}}"
    "@media (max-width:711px){svg.pic.w680{display:none}svg.pic.w328{display:block;width:100%;max-width:480px}}"
    "@media print{svg.pic.w328,svg.pic.w1088{display:none}svg.pic.w680{display:block}}"
)
"""What a page's style sheet needs so that one of the three is shown. Paper has 680."""

PictureT = TypeVar("PictureT", contravariant=True)


class Draw(Protocol[PictureT]):
    """A function that draws a picture at a width."""

    def __call__(self, picture: PictureT, /, *, width: int) -> str: ...


def drawn(draw: Draw[PictureT], picture: PictureT) -> str:
    """The picture at each of the three widths, one SVG after the other."""
    return "".join(draw(picture, width=width) for width in WIDTHS)
