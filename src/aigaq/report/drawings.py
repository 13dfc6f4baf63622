"""Pictures as markup, and the keys that explain their marks.

Proved by tests/report/test_drawings.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from aigaq.pictures import Days, FigureChart, Mark, draw_days, draw_figures, drawn
from aigaq.report.icons import icon_of
from aigaq.report.material import Material
from aigaq.report.words import Words
from aigaq.statements import Side

STANDINGS = ("standing", "superseded", "corrected", "withdrawn", "denied")
QUALIFIERS = ("about", "at_least", "more_than", "up_to", "range")


@dataclass(frozen=True, slots=True)
class KeyMark:
    """A mark and the word for it."""

    icon: Markup
    word: str


def drawing_of(picture: FigureChart | Days | None) -> Markup | None:
    """The drawings of a picture at its three widths; none where there is no picture."""
    if picture is None:
        return None
    made = drawn(draw_days, picture) if isinstance(picture, Days) else drawn(draw_figures, picture)
    return Markup(made)  # noqa: S704  pictures escape every text themselves


def key_sides(material: Material, words: Words) -> tuple[KeyMark, ...]:
    """The shapes of the sides that speak in this case."""
    here = {said.statement.said_by for said in material.said}
    return tuple(KeyMark(icon_of(side), words.word("side", side)) for side in Side if side in here)


def key_marks(words: Words) -> tuple[KeyMark, ...]:
    """The fills of standings, the ring of the machine, the whiskers of exactness."""
    side = Side.OFFICIAL.value
    marks = [(Mark(side, standing), words.word("standing", standing)) for standing in STANDINGS]
    marks.append((Mark(side, machine=True), words("key.machine")))
    marks += [(Mark(side, qualifier=code), words.word("qualifier", code)) for code in QUALIFIERS]
    return tuple(KeyMark(icon_of(mark), word) for mark, word in marks)
