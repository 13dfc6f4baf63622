"""What a series and a call must be before anything is looked for: refused with a word, never guessed at.

Proved by tests/blackout/detecting/test_checking.py.
"""

from __future__ import annotations

import numpy as np

from aigaq.blackout.series import Series
from aigaq.errors import FormatError, UsageError

LARGEST = 1e100  # sums of squares of larger ones are no numbers any more


def checked(series: Series, reference: tuple[int, int] | None, seasonal: bool) -> None:
    """Raise FormatError for values no network can have, UsageError for words that do not fit together."""
    where = f"{series.entity}, {series.signal}"
    seen = series.values[~np.isnan(series.values)]
    if np.isinf(seen).any():
        raise FormatError("a value that is infinite", where=where)
    if (seen < 0).any():
        raise FormatError(
            f"{int((seen < 0).sum())} values below zero", where=where, hint="is -1 how the source writes missing?"
        )
    if (seen > LARGEST).any():
        raise FormatError(
            f"values too large to reckon with, the largest {seen.max():g}",
            where=where,
            hint="is there a number in the file that nobody measured?",
        )
    if reference is None:
        return
    if seasonal:
        raise UsageError("a reference period and a seasonal baseline do not go together", where=where)
    if reference[1] <= reference[0]:
        raise UsageError("a reference period that ends before it begins", where=where)
