"""The report: case → one folder that opens from disk, readable without scripts, printable, calling nobody.

Design §9. A working copy: it says so on every page, marks what only a machine has read, and puts no undecided number
in a headline. The way through it: `gather` reads a case into plain `material`, views turn it into words of one
language, `pages` render them, `write` puts the folder in place. Pictures come from `aigaq.pictures`.
"""

from aigaq.report.words import known_languages
from aigaq.report.write import report

__all__ = ["known_languages", "report"]
