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


def listed(line: Line, number: int, before: Draft | None, value: float) -> Draft | None:
    """ "Nine of them are held: eight are …, one is …": behind a colon endings say that they are of the nine."""
    colons = line.where("COLON") if before is not None and both_parts(line, number, before) else ()
    for whole in (before, before.parent) if before is not None and colons else ():
        fits = whole is not None and both_parts(line, number, whole) and can_hold(whole, value)
        if whole is not None and fits and any(whole.unit < colon < number for colon in colons):
            return whole
    return None


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


def parted(line: Line, end: int) -> bool:
    """ "Of 72 passengers 38 died": after the noun stands a part of them; "that 72 were held for two months": none does."""
    timed = line.has(end, "NUM") and line.has(end + 1, "SPAN")
    return line.has(end - 1, "GENC") and line.has(end, "NPOSS", "NUM", "PERCENT", "SOMEOF") and not timed


def others(line: Line, number: int, own: Draft, before: Draft) -> bool:
    """ "30 were held, another seven of them are hurt": endings say "of them", but these are more people."""
    more = line.has(number, "NPOSS") and line.has(number - 1, "MORE") and own.measure != before.measure
    return more and before.parent is None and before.unit < number and not both_parts(line, number, before)
