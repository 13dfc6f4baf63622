"""How well such verdicts did on labelled outages: figures written by the bench, printed beside every verdict.

data/accuracy.toml is written by bench/_blackout_character.py --write, with its date and the list it was measured on; every
country was judged with ratios counted on the others. Proved by tests/blackout/character/test_accuracy.py.
"""

from __future__ import annotations

from functools import cache

import msgspec

from aigaq.blackout.character.limits import table


class Figures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a set of labelled outages, judged leave-one-country-out.

    `auc`: the chance that an order scores above a failure; `auc_95`: bootstrap over countries. `called_order`,
    `right_order`: verdicts for an order and how many were orders; the same of failures.
    """

    events: int
    orders: int
    countries: int
    auc: float
    auc_95: tuple[float, float]
    brier: float
    called_order: int
    right_order: int
    called_failure: int
    right_failure: int


class Accuracy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measured accuracy: over all countries, and without the two with the most orders."""

    measured_on: str  # date
    list: str
    dominant: tuple[str, ...]
    all: Figures
    without_dominant: Figures


@cache
def accuracy() -> Accuracy:
    """The shipped figures."""
    return msgspec.convert(table("accuracy"), Accuracy)
