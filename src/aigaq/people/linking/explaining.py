"""Why two records are held to be one person, or two: the weight of each field, and the probability they lead to.

Weights are in bits (log₂ of m/u): one bit doubles the odds. They add up from the prior to the logit, so the picture is
a staircase. Proved by tests/people/linking/test_explaining.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from aigaq.people.linking.fields import Field, Kind
from aigaq.people.linking.link import Linked
from aigaq.people.linking.model import TOGETHER, compare
from aigaq.people.linking.values import MISSING, Levels

OFTEN, NOT_OFTEN = "more often than by chance", "no more often than by chance"
FOLLOWS = "follows from the birth"
DOUBT = (0.1, 0.9)
"""Below the first two persons, from the second one person; between lies "cannot tell"."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one field says: both values, the level in words, its weight in bits (0 where one is not known).

    A last step `names together`, without values, takes off what names of brothers and namesakes count too often (`kin`).
    """

    field: str
    one: str | None
    other: str | None
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair explained. `prior_bits` is what is held before anything is compared, `probability` what follows.

    `verdict`: same, different or cannot_tell, as the machine has it; `decided` what people decided, where they did.
    `together`: whether the two ended in one person, to which their other records may have led.
    """

    one: str
    other: str
    steps: tuple[Step, ...]
    prior_bits: float
    probability: float
    verdict: str
    decided: str | None
    together: bool


def explain(linked: Linked, one: int, other: int) -> Explanation:
    """Explain the pair of these record numbers."""
    (steps,) = steps_of(linked, [(one, other)])
    prior = linked.model.offset / log(2)
    probability = probability_of(prior + sum(step.bits for step in steps))
    return Explanation(
        name_of(linked, one),
        name_of(linked, other),
        steps,
        prior,
        probability,
        verdict(probability),
        decided(linked, one, other),
        bool(linked.persons[one] == linked.persons[other]),
    )


def steps_of(linked: Linked, pairs: Sequence[tuple[int, int]]) -> list[tuple[Step, ...]]:
    """The steps of each pair of record numbers, field by field."""
    if not pairs:
        return []
    one, other = (np.array(numbers, np.int64) for numbers in zip(*pairs, strict=True))
    fields = linked.model.fields
    levels = compare(fields, one, other)
    bits = [part / log(2) for part in linked.model.parts(one, other)]
    texts = {name: held for name, _, held in linked.records.columns}
    made = []
    for at, (a, b) in enumerate(pairs):
        known = {name for name, held in texts.items() if held[a] and held[b]}
        steps = [
            Step(
                field.name, texts[field.name][a], texts[field.name][b], _word(field, level, at, known), float(part[at])
            )
            for field, level, part in zip(fields, levels, bits, strict=False)
        ]
        if len(bits) > len(fields):
            off = float(bits[-1][at])
            steps.append(Step(TOGETHER, None, None, OFTEN if off else NOT_OFTEN, off))
        made.append(tuple(steps))
    return made


def _word(field: Field, levels: Levels, at: int, known: set[str]) -> str:
    """The level in words; an age that is known and not counted follows from the births."""
    level = int(levels[at])
    return FOLLOWS if level == MISSING and field.kind is Kind.AGE and field.name in known else field.word(level)


def probability_of(bits: float) -> float:
    """P = 1 / (1 + 2^−bits)."""
    return 1 / (1 + 2 ** min(-bits, 1000)) if bits > -1000 else 0.0


def verdict(probability: float) -> str:
    """What the machine says of a pair of this probability."""
    low, high = DOUBT
    return "same" if probability >= high else "different" if probability < low else "cannot_tell"


def decided(linked: Linked, one: int, other: int) -> str | None:
    """What people decided of the pair."""
    pair = (min(one, other), max(one, other))
    if pair in linked.bonds.same:
        return "same"
    return "different" if pair in linked.bonds.different else None


def name_of(linked: Linked, record: int) -> str:
    """A record's name for people: `list:key`."""
    records = linked.records
    return f"{records.lists[int(records.list_of[record])]}:{records.keys[record]}"
