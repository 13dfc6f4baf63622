"""The same number elsewhere in a text: what its own speaker took back is taken back wherever they gave it.

A withdrawal reaches one mention of a number; the others of the same measure, size and place that its speaker gave
follow, before and after it, and with a post or statement that is gone the parts of what it gave. What somebody
else says of the same size stays theirs. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from aigaq.reading.fates.denials import TOLD_AFTER
from aigaq.reading.fates.earlier import describe, givers, one_name, text_span
from aigaq.reading.fates.fates import of_one_side
from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.statements.records import Figure, Target, Withdrawal
from aigaq.statements.spans import Span
from aigaq.statements.vocabulary import Side, Standing

_GONE = (Standing.WITHDRAWN, Standing.DISOWNED)
_TAKEN_BACK = (*_GONE, Standing.CORRECTED)
_KEPT = 24
_RETOLD = 800
_LARGE = 1000
_DEFAULT = "rule:place.document"


@dataclass(slots=True)
class Echoes:
    """The numbers of a document that were taken back so far; the last ones stay at hand for mentions that follow."""

    taken: deque[tuple[Withdrawal, Figure]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    denied: deque[Span | None] = field(
        default_factory=lambda: deque(maxlen=_KEPT)
    )  # denied, it may be the one gone later
    replaced: deque[Span | None] = field(default_factory=lambda: deque(maxlen=_KEPT))  # a new number took its place

    def follow(
        self,
        made: Iterable[object],
        figures: Sequence[Figure],
        fresh: Sequence[Figure],
        lexicon: Lexicon,
        *,
        retold: bool = False,
        early: Collection[int] = (),
    ) -> list[Withdrawal]:
        """The withdrawals that those `made` in a sentence, or before it, mean for other mentions.

        Args:
            figures: those of the document so far, the last ones; `fresh` are those of the sentence.
            retold: the sentence says what stood in a statement that was taken back just before.
            early: where numbers stand that the text says were given before: the same one again is the one taken back.
        """
        gone = [one for one in made if isinstance(one, Withdrawal)]
        self.denied.extend(one.target.span for one in gone if one.becomes is Standing.DENIED)
        new = [one for one in gone if one.becomes in _TAKEN_BACK]
        if not new and not (self.taken and fresh):
            return []
        self.replaced.extend(one.target.span for one in new if one.replaced_by is not None)
        reached = {one.target.span for one in new} | {figure.num for _, figure in self.taken}
        known = {figure.num: figure for figure in figures}
        found: list[Withdrawal] = []
        pairs = [(one, known[one.target.span]) for one in new if one.target.span in known]
        for (withdrawal, target), pool in [(pair, figures) for pair in pairs] + [(pair, fresh) for pair in self.taken]:
            for figure in _meant(withdrawal, target, pool, lexicon, gone=self._gone(withdrawal), early=early):
                if figure.num not in reached:
                    reached.add(figure.num)
                    found.append(_of(withdrawal, figure))
            if self._gone(withdrawal):
                for figure in pool:
                    if figure.num in self.denied and figure.num not in reached and _same(target, figure):
                        reached.add(figure.num)
                        found.append(_of(withdrawal, figure))
        found += self._retold(fresh, reached) if retold else []
        instead = {one.replaced_by.span for one in new if one.replaced_by is not None}
        found += self._parts(fresh, reached | instead)  # "only 17 of them": what is set in its place is not gone
        self.taken.extend(pairs)
        self.taken.extend((one, known[one.target.span]) for one in found if one.target.span in known)
        return found

    def _parts(self, fresh: Sequence[Figure], reached: set[Span | None]) -> Iterator[Withdrawal]:
        """What a statement that is gone is told to have given as parts of its number: "of them, 60 in one town"."""
        gone = {one.target.span: one for one, _ in self.taken if f"rule:{TOLD_AFTER}" in one.made_by}
        for figure in fresh if gone else ():
            whole = gone.get(figure.part_of.span) if figure.part_of is not None else None
            if whole is not None and figure.num not in reached:
                reached.add(figure.num)
                yield _of(whole, figure)

    def _retold(self, fresh: Sequence[Figure], reached: Collection[Span | None]) -> Iterator[Withdrawal]:
        """What a statement that is gone is now said to have given: "by these data 60 died in one town, 20 in another"."""
        withdrawal, target = self.taken[-1] if self.taken else (None, None)
        if withdrawal is None or target is None or not self._gone(withdrawal):
            return
        for figure in fresh:
            near = text_span(figure).start - text_span(target).start < _RETOLD
            if figure.num not in reached and near and of_one_side(figure, target):
                yield _of(withdrawal, figure)

    def _gone(self, withdrawal: Withdrawal) -> bool:
        """Whether a number is taken back and nothing has taken its place, so that all of its side are without it."""
        return withdrawal.becomes in _GONE and withdrawal.target.span not in self.replaced


def _meant(
    withdrawal: Withdrawal,
    target: Figure,
    pool: Sequence[Figure],
    lexicon: Lexicon,
    *,
    gone: bool,
    early: Collection[int],
) -> Iterator[Figure]:
    """Other mentions of the number, and what they say are parts of it where all that was said is gone."""
    instead = withdrawal.replaced_by is not None or withdrawal.becomes is Standing.CORRECTED
    for figure in pool:
        if figure.num == target.num or not _same(target, figure):
            continue
        given = gone and (_telling(target) or _union(target, figure) or text_span(figure).start in early)
        alike = (given or (instead and figure.part_of is None)) and _one_side(target, figure, press=instead)
        if alike or _own(withdrawal, target, figure, lexicon):
            yield figure
            if withdrawal.becomes in _GONE:
                yield from (part for part in pool if part.part_of is not None and _is(part.part_of, figure))


def _same(target: Figure, figure: Figure) -> bool:
    """One number of one measure, and no two places: none that is only the document's, and none of thousands, for no
    two counts are alike to the last man."""
    if target.measure != figure.measure:
        return False
    placed = not any(_DEFAULT in one.made_by for one in (target, figure))
    large = isinstance(target.low, int) and target.low >= _LARGE
    apart = placed and not large and target.places and figure.places and set(target.places).isdisjoint(figure.places)
    open_ended = None in (target.high, figure.high)  # "at least 110" is the 110 of the same count
    first, second = (one.high if one.low is None else one.low for one in (target, figure))  # "rose to five" is five
    alike = first == second and first is not None
    return alike and (open_ended or target.high == figure.high) and not apart


def _own(withdrawal: Withdrawal, target: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether who gave the number is said to have given this one too; a number of nobody is of whoever took it back.

    Of who is named both times the names must be the same: "the authorities" may be others than "the health authorities".
    """
    gave = {link.name.casefold() for link in givers(figure)}
    names = [link.name for link in givers(target)]
    if names:
        # The letters of a body: what its spokesman gave is the body's.
        letters = {name.casefold() for name in names if name.isupper() and name.isalpha()}
        words = {word for name in gave for word in name.split()}
        return not {name.casefold() for name in names}.isdisjoint(gave) or not letters.isdisjoint(words)
    took = [link.name for link in withdrawal.speakers if link.span is not None]
    return any(one_name(one, other, lexicon.lemma) for one in gave for other in took)


def _telling(figure: Figure) -> bool:
    """Whether nobody else is likely to give just this number by chance."""
    exact = figure.high in (None, figure.low)
    return isinstance(figure.low, int) and exact and figure.low > 100 and figure.low % 10 != 0


def _one_side(target: Figure, figure: Figure, *, press: bool) -> bool:
    """Whether nobody, or the same side, gave another mention of a number; `press`: what nobody is named for ("not 13, as
    reported earlier") the press may have passed on."""
    gave = {link.side for link in givers(figure)}
    said = {link.side for link in givers(target)}
    said = said or ({Side.OFFICIAL, Side.MEDIA} if press else {Side.OFFICIAL})
    return not gave or not gave.isdisjoint(said)


def _union(target: Figure, figure: Figure) -> bool:
    """Whether bodies of a union of states gave both: one speaks for the others."""
    return all(Side.INTERGOVERNMENTAL in {link.side for link in one.speakers} for one in (target, figure))


def _is(whole: Target, figure: Figure) -> bool:
    return whole.span == figure.num


def _of(withdrawal: Withdrawal, figure: Figure) -> Withdrawal:
    return replace(withdrawal, target=describe(figure), place=figure.place, places=figure.places)
