"""The larger figures of an item of which its figures call themselves a part. Proved by tests/accounts/test_wholes.py.

A part names its whole by a place in the text, a row's key or a description; all three are looked for in its own item:
elsewhere an equal number may be another thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from aigaq.statements import Figure, Target
from aigaq.statements.standing import describes


class Wholes:
    """Finds the whole of a part among the figures of one item without comparing each with every other."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self._figures = figures
        self._by: dict[tuple[str, object], list[str]] = defaultdict(list)
        for row, figure in figures.items():
            for name in ("key", "low", "high"):
                self._by[name, getattr(figure, name)].append(row)

    def of(self, row: str) -> tuple[str, ...]:
        """The row ids of the figures this one names as its whole, sorted; none where it names none that is here."""
        figure = self._figures[row]
        target = figure.part_of
        if target is None or target == Target():
            return ()
        return tuple(
            sorted(
                other
                for other in self._candidates(target)
                if other != row and describes(target, self._figures[other], item=figure.item)
            )
        )

    def _candidates(self, target: Target) -> Iterable[str]:
        for name in ("key", "low", "high"):
            if (value := getattr(target, name)) is not None:
                return self._by.get((name, value), ())
        return self._figures
