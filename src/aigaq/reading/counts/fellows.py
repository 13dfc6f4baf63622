"""Parts beside parts, where endings say that a number is of those named before ("of the dead seven …, two …").

Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from aigaq.reading.counts.drafting import can_hold
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.text.units import Line

_OWN = (".after", ".before", ".head")  # what befell it has a word of its own, which says nothing of the next


def both_parts(line: Line, number: int, draft: Draft) -> bool:
    """ "Nine of them …, five …": endings say that both are parts, so the second is no part of the first."""
    here = draft.unit < len(line.units) and line.units[draft.unit].value is draft.quantity
    return here and line.has(number, "NPOSS") and line.has(draft.unit, "NPOSS")


def within(line: Line, number: int, before: Draft, value: float) -> bool:
    """ "Of the 100 harmed 90 were hurt, 70 are guards": what does not fit beside the part before is a part of that."""
    whole = before.parent
    if whole is None or before.measure == whole.measure or not both_parts(line, number, before):
        return False
    return before.value + value > whole.value and can_hold(before, value)


def measure_beside(line: Line, number: int, made: Mapping[int, Draft]) -> str | None:
    """ "Of the dead seven are women, two are men": where no figure holds them both, the next counts the same."""
    before = next((made[at] for at in sorted(made, reverse=True) if at < number), None)
    if before is None or before.made_by[0].endswith(_OWN) or not both_parts(line, number, before):
        return None
    return before.measure


def side_by_side(line: Line, number: int, draft: Draft) -> bool:
    """ "Of the dead seven are women, two are men", where no figure holds them both: the two are no part of the seven."""
    both = draft.parent is None and both_parts(line, number, draft)
    return both and not any(line.has(at, "OFTHEM") for at in range(draft.unit, number))
