"""Numbers that the text itself gives as earlier ones, and figures as targets of what is said of them.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aigaq.reading.records.making import Context
from aigaq.reading.voices.told import SILENT, Told
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure, Link, Number, Target, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Standing

_CLAUSE = "rule:place.clause"
_MARKS = str.maketrans("-", " ", '\u00ab\u00bb\u201c\u201d\u201e"')  # the report "Beacon" is Beacon's


def superseded(context: Context, old: Figure, new: Figure | None, rule: str, *, wrong: bool) -> Withdrawal:
    """A number that the text itself gives as an earlier one ("up from 164"); one that fell was `wrong`, for the dead
    stay dead."""
    span = text_span(old)
    told = Told()
    return Withdrawal(
        **{**context.common(0, 1, told, None, [rule]), "span": span, "speakers": old.speakers, "hedges": ()},
        becomes=Standing.CORRECTED if wrong and not compared(context) else Standing.SUPERSEDED,
        target=describe(old),
        replaced_by=describe(new) if new is not None else None,
    )


def corrected(context: Context, old: Figure, new: Figure, rule: str) -> Withdrawal:
    """A higher count of the dead whose place a lower one took."""
    common = context.common(0, 1, Told(), None, [rule])
    return Withdrawal(
        **{**common, "span": text_span(old), "speakers": old.speakers, "hedges": (), "place": old.place},
        becomes=Standing.CORRECTED,
        target=describe(old),
        replaced_by=describe(new),
    )


def compared(context: Context) -> bool:
    """Whether the sentence sets years or seasons beside each other: "fewer than last year" takes back nothing."""
    return any(True for _ in context.sentence.speech.rules("compared"))


def upheld(context: Context, figure: Figure) -> bool:
    """Whether the words give an earlier number once more: "the province defended its first count of 14 dead"."""
    line, at = context.sentence.speech, text_span(figure).start - context.paragraph.base[1]
    spans = (line.span(match.start, match.end) for _, match in line.rules("upheld"))
    return any(start <= at < end for start, end in spans)


def fell(old: Figure, new: Figure | None, *, every: bool = False) -> bool:
    """Whether a count of the dead, or of anything (`every`), is higher than the one after it, of no other place."""
    if new is None or new.part_of is not None or new.measure != old.measure:
        return False
    if not every and old.measure != "victims" and not measure_is_a(old.measure, "killed"):
        return False
    apart = _apart(old, new)
    before, after = _size(old), _size(new)
    return before is not None and after is not None and after < before and not apart


def _apart(old: Figure, new: Figure) -> bool:
    """Whether two counts are of two places, known or only printed beside them."""
    if old.places and new.places:
        return set(old.places).isdisjoint(new.places)
    known = old.places or new.places  # one may lie in the other
    return not known and old.place != new.place and all(_CLAUSE in one.made_by for one in (old, new))


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


def fresh_of(context: Context, figures: Sequence[Figure]) -> Sequence[Figure]:
    """Those of the sentence, which stand last among the figures of the document so far."""
    begin, first = context.paragraph.base[1] + context.sentence.start, len(figures)
    while first and text_span(figures[first - 1]).start >= begin:
        first -= 1
    return figures[first:]


def one_name(name: str, other: str, lemma: Callable[[str], str]) -> bool:
    """ "The movement" and "the movement Open Square" are one speaker: the words of one name are among the other's; so
    are a name and its letters."""
    one, two = (words.casefold().translate(_MARKS).split() for words in (name, other))
    if [name] == name.split() and name.isupper() and len(two) > 1:
        return one[0] == "".join(word[0] for word in two) or lemma(one[0]) in {lemma(word) for word in two}
    if [other] == other.split() and other.isupper() and len(one) > 1:
        return one_name(other, name, lemma)
    first, second = ({lemma(word) for word in words} for words in (one, two))
    return first <= second or second <= first


def givers(figure: Figure) -> list[Link]:
    """Whom the text names as having given a number; nobody where they only stand in a sentence without a word of speech."""
    silent = f"rule:{SILENT}" in figure.made_by
    return [] if silent else [link for link in figure.speakers if link.span is not None]
