"""Where a total blackout would look like nothing at all: hours for which OONI and M-Lab print no row.

Neither prints a row for an hour in which nothing was counted, so the hours of a country that is wholly dark are missing in a
file of that country alone, and what is missing is no outage. `--absent-is-zero` takes them for nought. That is said in the
JSON (`noticed`) and in the text. Proved by tests/cli/test_blackout_absent.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.blackout.readers import Read

OPTION = "--absent-is-zero"
HINT = (
    f"hours without a row are taken as missing, so a blackout of everything in the file is not found in them; {OPTION} "
    "counts them as nought"
)
_SOURCES = ("ooni", "mlab")


def rowless(source: str) -> bool:
    """Whether a series is of a source that prints no row where nothing was counted."""
    return source.partition(" ")[0] in _SOURCES


def hinted(read: Read) -> Read:
    """What was read, with a remark on each file in which such hours are missing."""
    found: Counter[str] = Counter()
    for one in read.series:
        missing = int(one.missing.sum())
        if missing and rowless(one.source):
            file = one.source.partition(" ")[2]
            found[file] = max(found[file], missing)
    noticed = (f"{file}: {HINT} (up to {number:,} in a series)" for file, number in found.items())
    return replace(read, noticed=(*read.noticed, *noticed)) if found else read
