"""What one speaker gave together: the numbers of one statement, which are taken back with it.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from aigaq.reading.fates.earlier import describe, fell, givers, one_name, text_span
from aigaq.reading.records.making import Context
from aigaq.reading.text.units import Line
from aigaq.statements.records import Claim, Figure, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side, Standing

ONE_STATEMENT = 120
_BESIDE = 200
_TOLD = 400  # characters over which one tells of a count and its parts
_GONE = (Standing.WITHDRAWN, Standing.DISOWNED)


def all_of(line: Line, at: int) -> bool:
    """A word that stands for all that was said, and not for where it was said ("in the bulletin")."""
    inside = line.has(at - 1, "LOC") or line.has(at, "LOCAT")
    return line.has(at, "STATED") and not inside


def one_statement(target: Figure, figures: Sequence[Figure], context: Context) -> Iterator[Figure]:
    """The figures one speaker gave together: those of the sentence, and of those beside it while nobody else speaks;
    and the parts of what they gave."""
    named = bool(givers(target))
    yield from parts_of(target, figures)
    at = next(number for number, figure in enumerate(figures) if figure is target)
    for step in (-1, 1):
        last, number = target, at + step
        while 0 <= number < len(figures) and _of_one_voice(figures[number], target, context):
            figure = figures[number]
            # Who is not named may be anybody: then only what stands close to the target was said with it.
            beside = apart(figure, last if named else target) < ONE_STATEMENT
            once = named and figure.speakers == target.speakers  # by the same words, in whatever paragraph
            if not (beside or once or _one_sentence(figure, target, context)):
                break
            yield figure
            last, number = figure, number + step


def one_voice(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker gave both, on one day; named alike in another paragraph, it may be another or another day."""
    first, second = (figure.speakers[0] if figure.speakers else None for figure in (one, other))
    here = all(text_span(figure).start >= context.paragraph.base[1] for figure in (one, other))
    if not here or first is None or second is None or None in (first.span, second.span):
        return one.speakers == other.speakers and one.said == other.said
    return one_name(first.name, second.name, context.paragraph.lexicon.lemma) and one.said == other.said


def _of_one_voice(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker gave both, who may be called only "the office" the second time."""
    if one_voice(one, other, context):
        return True
    gave = [link for figure in (one, other) for link in givers(figure)[:1]]
    if len(gave) < 2 or gave[0].side is not gave[1].side or one.said != other.said:
        return False
    lexicon = context.paragraph.lexicon
    if (
        gave[0].side in (Side.MEDIA, Side.UNKNOWN)
        and apart(one, other) < _BESIDE
        and one_name(gave[0].name, gave[1].name, lexicon.lemma)
    ):
        return True  # "a channel for bulletins … the channel"
    return any(lexicon.codes["ANAPHOR"] in lexicon.known(link.name.casefold()).codes for link in gave)


def _one_sentence(one: Figure, other: Figure, context: Context) -> bool:
    """Whether both stand in one sentence of this paragraph."""
    offset = context.paragraph.base[1]
    begins = [text_span(figure).start - offset for figure in (one, other)]
    return any(all(held.start <= at < held.end for at in begins) for held in context.paragraph.sentences)


def apart(one: Figure, other: Figure) -> int:
    return abs(text_span(one).start - text_span(other).start)


def whole_of(target: Figure, figures: Sequence[Figure]) -> Figure:
    """What is taken back after a number and its parts is the number they are parts of."""
    whole = next((f for f in figures if target.part_of is not None and f.num == target.part_of.span), None)
    near = whole is not None and text_span(target).start - text_span(whole).start < _BESIDE
    return whole if whole is not None and near and whole.speakers == target.speakers else target


def parts_of(target: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are parts of one: they were counted with it."""
    return [figure for figure in figures if figure.part_of is not None and figure.part_of.span == target.num]


def of_parts(made: Sequence[Withdrawal | Claim], figures: Sequence[Figure], context: Context) -> Iterator[Withdrawal]:
    """What is taken back is so with what it included: "51 dead, including 20 children"; not with what is given elsewhere.
    A count that is not only set right is gone with all that its teller made of it: "103 of them in Harrow"."""
    line, base = context.sentence.line, context.paragraph.base[1]
    including = [base + line.units[at].start for at in line.where("INCLUDE")]
    gone = [one for one in made if isinstance(one, Withdrawal)]
    taken = {one.target.span for one in gone}
    for one in gone:
        whole = next((figure for figure in figures if figure.num == one.target.span), None)
        if whole is None or one.becomes not in (Standing.WITHDRAWN, Standing.CORRECTED, Standing.DISOWNED):
            continue
        for part in parts_of(whole, figures):
            within = any(text_span(whole).end <= at < text_span(part).start for at in including)
            told = isinstance(one.span, TextSpan) and text_span(part).end <= one.span.start
            within = within or (told and one.becomes in _GONE and apart(whole, part) < _TOLD)
            same = part.measure == whole.measure and part.speakers == whole.speakers
            if same and within and part.num not in taken and not _again(part, figures):
                taken.add(part.num)
                yield replace(one, target=describe(part), place=part.place, places=part.places, replaced_by=None)


def _again(part: Figure, figures: Sequence[Figure]) -> bool:
    """The number is given elsewhere too, and as no part of another."""
    same = (part.measure, part.low, part.high)
    return any((one.measure, one.low, one.high) == same and one.part_of is None for one in figures)


def done_by_mistake(context: Context, figure: Figure) -> bool:
    """ "Two reporters were mistakenly arrested": what one is sorry for is what was done, not the number."""
    lexicon = context.paragraph.lexicon
    misdone = lexicon.codes["MISDONE"]
    words = figure.span.quote.split() if isinstance(figure.span, TextSpan) else ()
    return any(misdone in lexicon.known(word.casefold()).codes for word in words)


def higher_of(target: Figure, figures: Sequence[Figure]) -> Figure:
    """Of two counts of the dead that one speaker gave in a sentence, the first the higher: what was wrong is the first."""
    at = next(number for number, figure in enumerate(figures) if figure is target)
    before = figures[at - 1] if at else None
    if before is None or not fell(before, target) or target.part_of is not None or not of_one(before, target):
        return target
    return before if apart(before, target) < ONE_STATEMENT else target


def of_one(earlier: Figure, last: Figure) -> bool:
    """Whether two figures count the same and one speaker gave both."""
    said = [figure.speakers[0].name.casefold() for figure in (earlier, last) if figure.speakers]
    return earlier.measure == last.measure and len(said) == 2 and said[0] == said[1]
