"""Numbers that the body which gave them denies in the same text: "the service denied reports of 15 dead", and further
on "earlier the service spoke of 15 dead". Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.chain import Told
from aigaq.reading.earlier import describe, text_span
from aigaq.reading.making import Context
from aigaq.statements.records import Figure, Withdrawal
from aigaq.statements.vocabulary import Stance, Standing

_RULE = "own.denial"


def own_denials(context: Context, figures: Sequence[Figure]) -> Iterator[Withdrawal]:
    """What this sentence says of a number that its speaker denies, or gave where they had denied it."""
    begin = context.paragraph.base[1] + context.sentence.start
    fresh = [figure for figure in figures if text_span(figure).start >= begin]
    for number in fresh:
        for other in figures:
            if text_span(other).start < begin and _taken_back(number, other, context):
                yield from (_withdrawn(context, figure) for figure in (other, number))


def _taken_back(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker denies in one place the number given in the other."""
    stances = {one.stance, other.stance}
    same = (one.measure, one.low, one.high) == (other.measure, other.low, other.high)
    names = [figure.speakers[0].name for figure in (one, other) if figure.speakers and figure.speakers[0].span]
    if not same or Stance.DENIES not in stances or len(stances) < 2 or len(names) < 2:
        return False
    return _words(names[0], context) == _words(names[1], context)


def _words(name: str, context: Context) -> frozenset[str]:
    """The words of a name. All must be the same: "the president" is not every president who has a name."""
    return frozenset(context.paragraph.lexicon.lemma(word) for word in name.casefold().replace("-", " ").split())


def _withdrawn(context: Context, figure: Figure) -> Withdrawal:
    common = context.common(0, 1, Told(), None, [_RULE])
    return Withdrawal(
        **{**common, "span": text_span(figure), "speakers": figure.speakers, "hedges": ()},
        becomes=Standing.WITHDRAWN,
        target=describe(figure),
    )
