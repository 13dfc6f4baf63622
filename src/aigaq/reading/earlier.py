"""Numbers that the text itself gives as earlier ones, and figures as targets of what is said of them.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Callable

from aigaq.reading.chain import Told
from aigaq.reading.making import Context
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure, Number, Target, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Standing


def superseded(context: Context, old: Figure, new: Figure | None, rule: str) -> Withdrawal:
    """A number that the text itself gives as an earlier one ("up from 164"); one that fell was wrong, for the dead stay
    dead."""
    span = text_span(old)
    told = Told()
    return Withdrawal(
        **{**context.common(0, 1, told, None, [rule]), "span": span, "speakers": old.speakers, "hedges": ()},
        becomes=Standing.CORRECTED if fell(old, new) else Standing.SUPERSEDED,
        target=describe(old),
        replaced_by=describe(new) if new is not None else None,
    )


def fell(old: Figure, new: Figure | None, *, every: bool = False) -> bool:
    """Whether a count of the dead, or of anything (`every`), is higher than the one after it, of no other place."""
    if new is None or new.part_of is not None or new.measure != old.measure:
        return False
    if not every and not measure_is_a(old.measure, "killed"):
        return False
    apart = old.places and new.places and set(old.places).isdisjoint(new.places)
    before, after = _size(old), _size(new)
    return before is not None and after is not None and after < before and not apart


def _size(figure: Figure) -> Number | None:
    """A number as it is compared: "down to 253" is 253."""
    return figure.low if figure.low is not None else figure.high


def describe(figure: Figure) -> Target:
    """A figure as what a withdrawal is of."""
    return Target(
        speaker=figure.speakers[0].name if figure.speakers else None,
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        places=figure.places,
        span=figure.num,
    )


def text_span(figure: Figure) -> TextSpan:
    """Where the number stands."""
    assert isinstance(figure.num, TextSpan)
    return figure.num


def one_name(name: str, other: str, lemma: Callable[[str], str]) -> bool:
    """ "The movement" and "the movement Open Square" are one speaker: the words of one name are among the other's."""
    one, two = (
        frozenset(lemma(word) for word in words.casefold().replace("-", " ").split()) for words in (name, other)
    )
    return one <= two or two <= one
