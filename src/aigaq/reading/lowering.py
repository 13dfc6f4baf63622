"""Counts that came down: what a text gives as said before was wrong where it is the higher.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.earlier import fell, one_name, text_span
from aigaq.reading.fates import of_one_side
from aigaq.reading.making import Context
from aigaq.reading.together import one_voice
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Standing


def became(said: Standing, target: Figure, figures: Sequence[Figure], context: Context) -> Standing:
    """What the words say; a higher count of the dead that its speaker gave earlier was wrong."""
    alike = [f for f in figures if f.measure == target.measure and f.part_of is None and f.low != target.low]
    before = [f for f in alike if text_span(f).start < text_span(target).start]
    fallen = said is Standing.SUPERSEDED and bool(before) and fell(target, before[-1])
    one = fallen and (one_voice(before[-1], target, context) or came_down(context, target, figures))
    return Standing.CORRECTED if one else said


def came_down(context: Context, target: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the text says that a count was lowered, and now gives a smaller one, or none and who lowered it gave it."""
    before = [f for f in figures if f.measure == target.measure and f.part_of is None and f.low != target.low]
    lowered = context.setting.lowered
    if before:
        changed = context.setting.revised or lowered is not None
        # Who speaks under a name of their own may have spoken for others.
        said = context.told(text_span(target).start - context.paragraph.base[1]).speakers[:1]
        person = any(speaker.person for speaker in said)
        one = one_voice(before[-1], target, context) if person else of_one_side(target, before[-1])
        return changed and fell(target, before[-1]) and one
    if lowered is None:
        return False
    names = [link.name for link in target.speakers if link.span is not None]
    return not (names and lowered) or any(
        one_name(one, other, context.paragraph.lexicon.lemma) for one in names for other in lowered
    )
