"""What one speaker gave together: the numbers of one statement, which are taken back with it.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.earlier import one_name, text_span
from aigaq.reading.making import Context
from aigaq.reading.units import Line
from aigaq.statements.records import Figure

ONE_STATEMENT = 120


def all_of(line: Line, at: int) -> bool:
    """A word that stands for all that was said, and not for where it was said ("in the bulletin")."""
    inside = line.has(at - 1, "LOC") or line.has(at, "LOCAT")
    return line.has(at, "STATED") and not inside


def one_statement(target: Figure, figures: Sequence[Figure], context: Context) -> Iterator[Figure]:
    """The figures one speaker gave together: those of the sentence, and of those beside it while nobody else speaks;
    and the parts of what they gave."""
    named = any(link.span is not None for link in target.speakers)
    yield from (figure for figure in figures if figure.part_of is not None and figure.part_of.span == target.num)
    at = next(number for number, figure in enumerate(figures) if figure is target)
    for step in (-1, 1):
        last, number = target, at + step
        while 0 <= number < len(figures) and one_voice(figures[number], target, context):
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


def _one_sentence(one: Figure, other: Figure, context: Context) -> bool:
    """Whether both stand in one sentence of this paragraph."""
    offset = context.paragraph.base[1]
    begins = [text_span(figure).start - offset for figure in (one, other)]
    return any(all(held.start <= at < held.end for at in begins) for held in context.paragraph.sentences)


def apart(one: Figure, other: Figure) -> int:
    return abs(text_span(one).start - text_span(other).start)
