"""The picture of an answer: what each family says of N on one axis, what is documented before it, figures somebody gave.

It is drawn from the JSON without what is withheld: a family without a number has its row and the words for it. Proved by
tests/cli/test_toll.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aigaq.cli.toll_saying import bound_of
from aigaq.pictures import Interval, Intervals, Level, Locale, draw_intervals
from aigaq.toll.family import FamilyName, Outcome
from aigaq.toll.wording import label

WIDTH = 680
TOGETHER = "all together"


def write_picture(path: Path, told: Mapping[str, Any]) -> None:
    """Write the picture of an answer as SVG.

    Raises:
        StorageError: the disk refuses.
    """
    from aigaq.cli.output import writing_file

    with writing_file(path) as file:
        file.write(draw_intervals(picture(told), width=WIDTH))


def picture(told: Mapping[str, Any]) -> Intervals:
    """The answer as intervals of N."""
    rows = tuple(_rows(told))
    said = "; ".join(f"{row.label}: {row.words}" for row in rows)
    exceeds = (told.get("undocumented") or {}).get("exceeds", ())
    return Intervals(
        "How many there are in all, by each family of models",
        f"Outcome: {label(Outcome(told['outcome']))}. Documented: {told['observed']:,}. {said}.",
        rows,
        (
            Level("documented", told["observed"], "documented"),
            *(Level("somebody said", one["figure"], "claimed") for one in exceeds),
        ),
        "One step to the right is the same number of times more, not the same number more.",
        Locale((), group=","),
    )


def _rows(told: Mapping[str, Any]) -> Iterator[Interval]:
    for name in FamilyName:
        family = told["families"].get(name.value, {"outcome": Outcome.REFUSED.value})
        bound = bound_of(told) if name is FamilyName.BOUNDS else None
        if bound is not None:
            words = f"at least {round(bound['value']):,} (a lower bound, no estimate)"
            yield Interval(label(name), name.value, bound=bound["value"], words=words)
        elif "median" in family and family["outcome"] != Outcome.REFUSED.value:
            yield _interval(label(name), name.value, family)
        else:
            yield Interval(label(name), name.value, words="no number")
    if told.get("total") is not None and told["outcome"] != Outcome.REFUSED.value:
        yield _interval(TOGETHER, "whole", told["total"])


def _interval(called: str, family: str, summary: Mapping[str, Any]) -> Interval:
    low, high = summary["interval_95"]
    return Interval(
        called,
        family,
        median=summary["median"],
        thick=(summary["interval_80"][0], summary["interval_80"][1]),
        thin=(low, high),
        words=f"{round(low):,} and more, no upper end" if high is None else f"{round(low):,} to {round(high):,}",
    )
