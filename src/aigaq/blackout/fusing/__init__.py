"""Fusing: what several observers say of one network on one time line, each on its own and none of them averaged.

`spells_of` makes spells of statements, `spells_of_series` of detected outages, `spells_of_files` of intervals that files
state (`file_row` leads back to the row); `lanes`, `windows_of`, `gaps_of`, `beginnings` and `episodes` read them. docs/formats/blackouts.md names the records, data/fusing.toml every limit.
"""

from aigaq.blackout.fusing.file_spells import FileRow, file_row, spells_of_files
from aigaq.blackout.fusing.gaps import Gap, gaps_of
from aigaq.blackout.fusing.lines import Episode, Telling, episodes, lanes
from aigaq.blackout.fusing.onsets import Beginning, beginnings
from aigaq.blackout.fusing.spans import Span, span_of, zones_of
from aigaq.blackout.fusing.spells import Service, Spell, spells_of, spells_of_series
from aigaq.blackout.fusing.windows import Window, windows_of

__all__ = [
    "Beginning",
    "Episode",
    "FileRow",
    "Gap",
    "Service",
    "Span",
    "Spell",
    "Telling",
    "Window",
    "beginnings",
    "episodes",
    "file_row",
    "gaps_of",
    "lanes",
    "span_of",
    "spells_of",
    "spells_of_files",
    "spells_of_series",
    "windows_of",
    "zones_of",
]
