"""Numbers that a text takes back before it gives them.

A body denies what it gave: "the service denied reports of 15 dead", and further on "earlier the service spoke of 15
dead". A statement is gone before its numbers are told: "the ministry deleted its report; it had said that 30 died".
Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from aigaq.reading.chain import Told
from aigaq.reading.earlier import describe, text_span
from aigaq.reading.making import Context
from aigaq.reading.owners import one_of, told_by
from aigaq.reading.topics import of_another
from aigaq.statements.records import Figure, Withdrawal
from aigaq.statements.vocabulary import Stance, Standing

_RULE = "own.denial"
TOLD_AFTER = "told.after"
_NEAR = 600


def own_denials(context: Context, figures: Sequence[Figure]) -> Iterator[Withdrawal]:
    """What this sentence says of a number that its speaker denies, or gave where they had denied it."""
    begin = context.paragraph.base[1] + context.sentence.start
    if context.sentence.speech.any("UNTRUE"):  # who says again that it is false has not given it
        return
    fresh = [figure for figure in figures if text_span(figure).start >= begin]
    for number in fresh:
        for other in figures:
            if text_span(other).start < begin and _taken_back(number, other, context):
                yield from (_withdrawn(context, figure, _RULE) for figure in (other, number))


def see_untold(context: Context, made: Collection[object]) -> None:
    """Remember that a statement is taken back of which no number has been given yet, and who may have given it out."""
    line = context.sentence.speech
    if any(isinstance(one, Withdrawal) for one in made):
        return
    for rule, match in line.rules("withdrawal"):
        start, end = line.span(match.start, match.end)
        another = of_another(context.sentence.line, start, end)
        if rule.attrs.get("untold") or (rule.attrs.get("own") and not another):
            context.setting.untold = context.paragraph.base[1] + start
            # Who took down what was about something else may well have said this too, and said it still.
            told = told_by(context, match, start)
            who = told.speakers[:1] if told.cues or "who" in match.captures else ()
            names = tuple(speaker.name for speaker in who) or _named(context, end)
            context.setting.untold_by = () if another else names


def _named(context: Context, start: int) -> tuple[str, ...]:
    """Who is named before what was taken back: "the bureau put out its figures. And removed them at once"."""
    sentences = [one for one in context.paragraph.sentences if one.start <= context.sentence.start]
    if context.sentence.speech.where("POSTED"):
        sentences = sentences[-1:]  # it need not be the statement of who spoke before
    for sentence in reversed(sentences[-2:]):
        line = sentence.speech
        units = [line.units[at] for at in line.where("SRC") if line.units[at].start < start]
        if units:
            return (context.paragraph.text[units[0].start : units[0].end],)
    return ()


def told_after(context: Context, figures: Sequence[Figure]) -> Iterator[Withdrawal]:
    """The numbers of this sentence, where it tells what stood in a statement that is gone."""
    begin, untold = context.paragraph.base[1] + context.sentence.start, context.setting.untold
    if untold is None or begin - untold > _NEAR:
        return
    rules = [rule for rule, _ in context.sentence.speech.rules("retold")]
    same = all(rule.attrs.get("by") for rule in rules)  # the words may tell of anybody's statement
    if same and any(context.sentence.speech.where("NOWW", "CLARW")):
        return  # what they say now is not what they took back
    for figure in figures if rules else ():
        if text_span(figure).start >= begin and (not same or _told_by(figure, context)):
            yield _withdrawn(context, figure, TOLD_AFTER)


def _told_by(figure: Figure, context: Context) -> bool:
    """Whether who took a statement back is known to have given a figure."""
    names = [link.name for link in figure.speakers if link.span is not None]
    return any(one_of(name, other, context) for name in names for other in context.setting.untold_by)


def _taken_back(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker denies in one place the number given in the other."""
    stances = {one.stance, other.stance}
    same = (one.measure, one.low, one.high) == (other.measure, other.low, other.high)
    names = [figure.speakers[0].name for figure in (one, other) if figure.speakers and figure.speakers[0].span]
    if not same or Stance.DENIES not in stances or len(stances) < 2 or len(names) < 2:
        return False
    first, second = (_words(name, context) for name in names)
    short = any(name.isupper() for name in names)  # the letters of a body, not the title of a person
    return first == second or (short and (first <= second or second <= first))


def _words(name: str, context: Context) -> frozenset[str]:
    """The words of a name. All must be the same: "the president" is not every president who has a name."""
    return frozenset(context.paragraph.lexicon.lemma(word) for word in name.casefold().replace("-", " ").split())


def _withdrawn(context: Context, figure: Figure, rule: str) -> Withdrawal:
    common = context.common(0, 1, Told(), None, [rule])
    return Withdrawal(
        **{**common, "span": text_span(figure), "speakers": figure.speakers, "hedges": ()},
        becomes=Standing.WITHDRAWN,
        target=describe(figure),
    )
