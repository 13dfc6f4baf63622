"""Pictures: pure functions from plain data to SVG.

Colour means a side and nothing else; shape repeats it, fill tells the standing, a whisker the exactness, a dotted ring
that only a machine has read it. Each drawing carries its own style, needs nothing from outside, and is made for the
width it is shown at (`drawn`). All words come in as data. Charts: `draw_figures` (figures of one subject),
`draw_days` (events and the network day by day), `draw_onsets` (one beginning as several observers date it),
`draw_map` (places), `draw_stairs` (a sum step by step), `draw_intervals` (estimates with their doubt), `draw_crossings`
(whom two lists share), `draw_traces` (the chains of a sampler), `draw_series` (a series, what was expected of it, its
states). Those of statements can tell a page's script from which day on their parts were known and what they were then
(`Period`, module `known`).
"""

from aigaq.pictures.courses import SeriesPicture, SeriesWords, draw_series
from aigaq.pictures.crossings import Crossings, draw_crossings
from aigaq.pictures.day_drawing import draw_days
from aigaq.pictures.days import Bar, Days, DayWords, Lane, NetworkRow, NetworkSpell
from aigaq.pictures.drawing import SWITCH, WIDTHS, drawn
from aigaq.pictures.figure_drawing import draw_figures
from aigaq.pictures.figures import FigureChart, FigurePoint, FigureWords, Series
from aigaq.pictures.intervals import Interval, Intervals, Level, draw_intervals
from aigaq.pictures.known import Period, known_day
from aigaq.pictures.locales import Locale
from aigaq.pictures.map_borders import borders, shipped_borders
from aigaq.pictures.map_drawing import draw_map
from aigaq.pictures.map_ground import unplaced
from aigaq.pictures.maps import Map, MapPlace, MapWords, Region
from aigaq.pictures.marks import SIDES, Mark, icon
from aigaq.pictures.onsets import Onset, Onsets, draw_onsets
from aigaq.pictures.stairs import Stair, Stairs, draw_stairs
from aigaq.pictures.traces import Hill, Traces, draw_traces
from aigaq.pictures.tracks import Track, TrackSpell

__all__ = [
    "SIDES",
    "SWITCH",
    "WIDTHS",
    "Bar",
    "Crossings",
    "DayWords",
    "Days",
    "FigureChart",
    "FigurePoint",
    "FigureWords",
    "Hill",
    "Interval",
    "Intervals",
    "Lane",
    "Level",
    "Locale",
    "Map",
    "MapPlace",
    "MapWords",
    "Mark",
    "NetworkRow",
    "NetworkSpell",
    "Onset",
    "Onsets",
    "Period",
    "Region",
    "Series",
    "SeriesPicture",
    "SeriesWords",
    "Stair",
    "Stairs",
    "Traces",
    "Track",
    "TrackSpell",
    "borders",
    "draw_crossings",
    "draw_days",
    "draw_figures",
    "draw_intervals",
    "draw_map",
    "draw_onsets",
    "draw_series",
    "draw_stairs",
    "draw_traces",
    "drawn",
    "icon",
    "known_day",
    "shipped_borders",
    "unplaced",
]
