"""Pictures: pure functions from plain data to SVG.

Colour means a side and nothing else; shape repeats it, fill tells the standing, a whisker the exactness, a dotted ring
that only a machine has read it. Each drawing carries its own style, needs nothing from outside, and is made for the
width it is shown at (`drawn`). All words come in as data. Charts: `draw_figures` (figures of one subject),
`draw_days` (events and the network day by day).
"""

from .day_drawing import draw_days
from .days import Bar, Days, DayWords, Lane, NetworkRow, NetworkSpell
from .drawing import SWITCH, WIDTHS, drawn
from .figure_drawing import draw_figures
from .figures import FigureChart, FigurePoint, FigureWords, Series
from .locales import Locale
from .marks import SIDES, Mark, icon

__all__ = [
    "SIDES",
    "SWITCH",
    "WIDTHS",
    "Bar",
    "DayWords",
    "Days",
    "FigureChart",
    "FigurePoint",
    "FigureWords",
    "Lane",
    "Locale",
    "Mark",
    "NetworkRow",
    "NetworkSpell",
    "Series",
    "draw_days",
    "draw_figures",
    "drawn",
    "icon",
]
