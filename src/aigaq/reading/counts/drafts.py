"""A figure in the making: what a sentence gives before speaker, place and date are joined to it.

Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.statements.vocabulary import Qualifier, Stance
from aigaq.values.quantities import Quantity


@dataclass(slots=True, eq=False)
class Draft:
    """One figure. Positions are code points of the paragraph's text; `parent` is the larger figure it is a part of."""

    quantity: Quantity
    unit: int
    measure: str
    start: int
    end: int
    made_by: list[str]
    scope: tuple[str, ...] = ()
    counts: str = "people"
    qualifier: Qualifier | None = None
    stance: Stance = Stance.ASSERTS
    parent: Draft | None = None
    inherits: Draft | None = None
    repeats: Draft | None = None  # the figure before that this number only repeats
    weak: bool = False
    wide: bool = False  # counts a whole country or several towns
    superseded: bool = False
    contrasted: bool = False  # set against another ("12, not 13"): it was wrong, whatever it counts
    sentence: int = 0
    last: bool = True  # no sentence with numbers has followed that counts something else

    @property
    def value(self) -> float:
        """The number by which figures are compared in size."""
        number = self.quantity.low if self.quantity.low is not None else self.quantity.high
        return float(number) if number is not None else 0.0
