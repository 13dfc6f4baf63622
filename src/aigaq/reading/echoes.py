"""The same number elsewhere in a text: what its own speaker took back is taken back wherever they gave it.

A withdrawal reaches one mention of a number; the others of the same measure, size and place that its speaker gave
follow, before and after it, and with a post or statement that is gone the parts of what it gave. What somebody
else says of the same size stays theirs. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from aigaq.reading.earlier import describe, one_name
from aigaq.reading.lexicon import Lexicon
from aigaq.statements.records import Figure, Target, Withdrawal
from aigaq.statements.spans import Span
from aigaq.statements.vocabulary import Standing

_GONE = (Standing.WITHDRAWN, Standing.DISOWNED)
_TAKEN_BACK = (*_GONE, Standing.CORRECTED)
_KEPT = 24


@dataclass(slots=True)
class Echoes:
    """The numbers of a document that were taken back so far; the last ones stay at hand for mentions that follow."""

    taken: deque[tuple[Withdrawal, Figure]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    replaced: deque[Span | None] = field(default_factory=lambda: deque(maxlen=_KEPT))  # a new number took its place

    def follow(
        self, made: Iterable[object], figures: Sequence[Figure], fresh: Sequence[Figure], lexicon: Lexicon
    ) -> list[Withdrawal]:
        """The withdrawals that those `made` in a sentence, or before it, mean for other mentions.

        Args:
            figures: those of the document so far, the last ones; `fresh` are those of the sentence.
        """
        new = [one for one in made if isinstance(one, Withdrawal) and one.becomes in _TAKEN_BACK]
        if not new and not self.taken:
            return []
        self.replaced.extend(one.target.span for one in new if one.replaced_by is not None)
        reached = {one.target.span for one in new} | {figure.num for _, figure in self.taken}
        known = {figure.num: figure for figure in figures}
        found: list[Withdrawal] = []
        pairs = [(one, known[one.target.span]) for one in new if one.target.span in known]
        for (withdrawal, target), pool in [(pair, figures) for pair in pairs] + [(pair, fresh) for pair in self.taken]:
            for figure in _meant(withdrawal, target, pool, lexicon, gone=self._gone(withdrawal)):
                if figure.num not in reached:
                    reached.add(figure.num)
                    found.append(_of(withdrawal, figure))
        self.taken.extend(pairs)
        self.taken.extend((one, known[one.target.span]) for one in found if one.target.span in known)
        return found

    def _gone(self, withdrawal: Withdrawal) -> bool:
        """Whether a number is taken back and nothing has taken its place, so that all of its side are without it."""
        return withdrawal.becomes in _GONE and withdrawal.target.span not in self.replaced


def _meant(
    withdrawal: Withdrawal, target: Figure, pool: Sequence[Figure], lexicon: Lexicon, *, gone: bool
) -> Iterator[Figure]:
    """Other mentions of the number, and what they say are parts of it where all that was said is gone."""
    for figure in pool:
        own = gone and _telling(target) and _one_side(target, figure)
        if figure.num != target.num and _same(target, figure) and (own or _own(withdrawal, target, figure, lexicon)):
            yield figure
            if withdrawal.becomes in _GONE:
                yield from (part for part in pool if part.part_of is not None and _is(part.part_of, figure))


def _same(target: Figure, figure: Figure) -> bool:
    """One number of one measure, and no two places."""
    apart = target.places and figure.places and set(target.places).isdisjoint(figure.places)
    return (target.measure, target.low, target.high) == (figure.measure, figure.low, figure.high) and not apart


def _own(withdrawal: Withdrawal, target: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether who gave the number is said to have given this one too; a number of nobody is of whoever took it back.

    Of who is named both times the names must be the same: "the authorities" may be others than "the health authorities".
    """
    gave = {link.name.casefold() for link in figure.speakers if link.span is not None}
    said = {link.name.casefold() for link in target.speakers if link.span is not None}
    if said:
        return not said.isdisjoint(gave)
    took = [link.name for link in withdrawal.speakers if link.span is not None]
    return any(one_name(one, other, lexicon.lemma) for one in gave for other in took)


def _telling(figure: Figure) -> bool:
    """Whether nobody else is likely to give just this number by chance."""
    return isinstance(figure.low, int) and figure.low == figure.high and figure.low > 100 and figure.low % 10 != 0


def _one_side(target: Figure, figure: Figure) -> bool:
    """Whether nobody, or the same side, gave another mention of a number."""
    gave = [link.side for link in figure.speakers if link.span is not None]
    return not gave or gave[0] in {link.side for link in target.speakers if link.span is not None}


def _is(whole: Target, figure: Figure) -> bool:
    return whole.span == figure.num


def _of(withdrawal: Withdrawal, figure: Figure) -> Withdrawal:
    return replace(withdrawal, target=describe(figure), place=figure.place, places=figure.places)
