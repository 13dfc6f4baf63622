"""Counts that came down: what a text gives as said before was wrong where it is the higher.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.fates.earlier import compared, fell, fresh_of, givers, one_name, text_span
from aigaq.reading.fates.fates import of_one_side
from aigaq.reading.fates.owners import told_by
from aigaq.reading.fates.together import one_voice
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.records.making import Context
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side, Standing

_BESIDE = 120
_OWN = 2  # words of the name of a body
_LAST = 3
_CLAUSE = 6
_NEWER = ("ACCOUNTW", "CLARW", "LATERW", "FOUNDOUT", "NOWW", "RECORD")


def see_lowered(context: Context) -> None:
    """Remember that a count was changed, and who, where anybody is named, is said to have brought it down."""
    line = context.sentence.speech
    for rule, match in line.rules("lowered"):
        if compared(context):
            continue
        named = _named(line, match)
        if named and not any(measure == "victims" or measure_is_a(measure, "killed") for measure in named):
            context.setting.changed |= named & set(str(rule.attrs.get("also", "")).split())
            continue
        begin = line.span(match.start, match.end)[0]
        context.setting.revised = True
        context.setting.changed_at.append(context.paragraph.base[1] + begin)
        if rule.attrs.get("neutral"):
            continue
        names = {speaker.name for speaker in told_by(context, match, begin).speakers}
        context.setting.lowered = (context.setting.lowered or frozenset()) | names


def _named(line: Line, match: Match) -> set[str]:
    """What the words speak of a count of: only of the missing, of the held; nothing where they name none."""
    end = match.end
    if line.has(end - 1, "TALLY", "NUMBERWORD"):  # "revised downwards the number" of people missing
        stops = ("COMMA", "STOP", "SEMI", "NUM", "CONJ")
        end = next((at for at in range(end, end + _CLAUSE) if line.has(at, *stops)), end + _CLAUSE)
    units = line.units[match.start : end]
    parts = [part for unit in units for part in (unit.value.units if isinstance(unit.value, Mention) else (unit,))]
    return {measure for part in parts if (measure := part.attr("measure")) is not None}


def see_some(context: Context, figures: Sequence[Figure]) -> None:
    """Remember the numbers of this sentence that count only some of the dead: those who were identified or buried, and
    those by whom a count grew ("another four")."""
    fresh = [text_span(figure).start for figure in fresh_of(context, figures)]
    laid_out = bool(context.sentence.speech.where("LAIDOUT"))
    line = context.sentence.line
    units = {context.paragraph.base[1] + unit.start: number for number, unit in enumerate(line.units)} if fresh else {}
    some = (at for at in fresh if laid_out or _further(line, units.get(at)) or _of_some(line, units.get(at)))
    context.setting.some.update(some)
    context.setting.mourned.update(at for at in fresh if _mourned(line, units.get(at)))


def _mourned(line: Line, number: int | None) -> bool:
    """Whether a number stands in "the families of the nine who died": nobody gives it as a count."""
    near = range(number - _LAST, number) if number is not None else ()
    return any(line.has(at, "BEREAVED") for at in near) and line.has((number or 0) - 1, "DET")


def _of_some(line: Line, number: int | None) -> bool:
    """Whether the clause of a number says that it counts only some of all: those who died in hospitals, or served."""
    if number is None or not line.any("SOMEW"):
        return False
    stops = ("COMMA", "STOP", "SEMI", "COLON", "DASH", "QO", "QC", "LPAR", "RPAR")
    begin = next((at for at in range(number - 1, -1, -1) if line.has(at, *stops)), -1)
    end = next((at for at in range(number + 1, len(line.units)) if line.has(at, *stops)), len(line.units))
    return any(line.has(at, "SOMEW") for at in range(begin + 1, end))


def _further(line: Line, number: int | None) -> bool:
    """Whether a number stands beside a word for "more", not in "no more than"."""
    if number is None:
        return False
    beside = (number - 1, number + 1) if line.has(number - 1, "PREP") else (number - 2, number - 1, number + 1)
    return any(line.has(at, "MORE", "GOESMORE") for at in beside)


def see_first(context: Context, figures: Sequence[Figure]) -> None:
    """Remember the numbers of this sentence that are of nobody, where it tells what was said at first."""
    if context.sentence.speech.where("ATFIRST"):
        fresh = fresh_of(context, figures)
        nobody = [figure for figure in fresh if not givers(figure)]
        context.setting.first.update(text_span(figure).start for figure in nobody)


def see_instead(context: Context, made: Sequence[object]) -> None:
    """Remember the numbers that took the place of others, and up to where the text has come with what was wrong."""
    spans = [one.replaced_by.span for one in made if isinstance(one, Withdrawal) and one.replaced_by is not None]
    context.setting.instead.update(span.start for span in spans if isinstance(span, TextSpan))
    ends = [
        span.end
        for one in made
        if isinstance(one, Withdrawal)
        for span in (one.span, one.target.span)
        if isinstance(span, TextSpan)
    ]
    context.setting.settled = max([context.setting.settled, *ends])


def is_new_count(context: Context, target: Figure) -> bool:
    """Whether a number is what a count was changed to, not what was wrong: it stands right after the words for that."""
    at = text_span(target).start
    return any(0 <= at - begin < _BESIDE for begin in context.setting.changed_at)


def lowered_last(own: Figure, last: Figure, new: Figure | None) -> bool:
    """Whether the number just before is the one that a count came down from to `new`: higher than its speaker's `own`,
    which a text may tell first though it is the newest, and of the same side."""
    higher = None not in (last.low, own.low) and last.measure == own.measure and (last.low or 0) > (own.low or 0)
    return higher and fell(last, new) and of_one_side(last, own)


def _counts(target: Figure, figures: Sequence[Figure], context: Context) -> list[Figure]:
    """The other whole counts of what a figure counts; of the dead who were identified or buried there are more."""
    alike = [f for f in figures if f.measure == target.measure and f.part_of is None and f.low != target.low]
    return [f for f in alike if text_span(f).start not in context.setting.some]


def became(said: Standing, target: Figure, figures: Sequence[Figure], context: Context) -> Standing:
    """What the words say; a higher count of the dead that its speaker gave earlier was wrong."""
    alike = _counts(target, figures, context)
    before = [f for f in alike if text_span(f).start < text_span(target).start]
    fallen = said is Standing.SUPERSEDED and _fallen(target, before, context)
    one = fallen and (_of_body(before[-1], target, context) or came_down(context, target, figures))
    one = one or (said is Standing.SUPERSEDED and _outdone(target, alike, context))
    return Standing.CORRECTED if one else said


def _outdone(target: Figure, alike: Sequence[Figure], context: Context) -> bool:
    """Whether the same sentence sets newer data against it: "four were first said to have died, but by the last data one
    did". The new number may not be of another place, or of some of them."""
    begin, line = text_span(target).end - context.paragraph.base[1], context.sentence.speech
    after = next((f for f in alike if text_span(f).start > text_span(target).start), None)
    if after is None or not fell(target, after) or not of_one_side(target, after) or target.scope != after.scope:
        return False
    if None not in (target.place, after.place) and target.place != after.place:
        return False
    end = text_span(after).start - context.paragraph.base[1]
    between = [at for at, unit in enumerate(line.units) if begin <= unit.start < end]
    against = next((at for at in between if line.has(at, "BUT")), None)
    return against is not None and any(line.has(at, *_NEWER) for at in between if at > against)


def _of_body(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one body gave both, in whatever paragraph: the words say that one of them is the earlier."""
    if one_voice(one, other, context):
        return True
    names = [[link.name for link in givers(figure)[:1]] for figure in (one, other)]
    alike = all(names) and one_name(names[0][0], names[1][0], context.paragraph.lexicon.lemma)
    return alike and one.scope == other.scope and (one.place == other.place or None in (one.place, other.place))


def lower_of_own(context: Context, target: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the last whole count before a number is a smaller one that the same body gave."""
    before = [f for f in _counts(target, figures, context) if text_span(f).start < text_span(target).start]
    fallen = bool(before) and _fallen(target, before, context)
    return fallen and before[-1].scope == target.scope and _of_body(before[-1], target, context)


def lower_beside(context: Context, target: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the same sentence gives a lower number of the same people: "two children, though yesterday it said four"."""
    begin = context.paragraph.base[1] + context.sentence.start
    beside = [
        f for f in figures if begin <= text_span(f).start < text_span(target).start and f.measure == target.measure
    ]
    alike = [f for f in beside if set(target.scope) <= set(f.scope)]
    return (
        bool(alike) and None not in (alike[-1].low, target.low) and float(alike[-1].low or 0) < float(target.low or 0)
    )


def _fallen(target: Figure, before: Sequence[Figure], context: Context) -> bool:
    """Whether the last count given is smaller, and none of the last ones is larger: that would have grown, and the
    smaller one be of few among them."""
    every = target.measure in context.setting.changed
    last = before[-1] if before else None
    return fell(target, last, every=every) and not any(fell(one, target, every=every) for one in before[-_LAST:])


def _strangers(one: Figure, other: Figure) -> bool:
    """Whether each is a body of its own, no mere "officials", and the side of one of them is not known."""
    who = [givers(figure)[:1] for figure in (one, other)]
    if not all(who) or any(len(links[0].name.split()) < _OWN for links in who):
        return False
    sides = {links[0].side for links in who}
    return len(sides) > 1 and Side.UNKNOWN in sides


def came_down(context: Context, target: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the text says that a count was lowered, and now gives a smaller one, or none and who lowered it gave it."""
    before = _counts(target, figures, context)
    lowered = context.setting.lowered
    if before:
        changed = context.setting.revised or lowered is not None or target.measure in context.setting.changed
        # Who speaks under a name of their own may have spoken for others, unless a count is said to have come down.
        said = context.told(text_span(target).start - context.paragraph.base[1]).speakers[:1]
        person = any(speaker.person for speaker in said)
        one = one_voice(before[-1], target, context) if person and lowered is None else of_one_side(target, before[-1])
        one = one and not (lowered is None and _strangers(target, before[-1]))
        one = one or any(link in before[-1].speakers for link in givers(target))
        return changed and _fallen(target, before, context) and one
    if lowered is None and target.measure not in context.setting.changed:
        return False
    names = [link.name for link in givers(target)]
    return not (names and lowered) or any(
        one_name(one, other, context.paragraph.lexicon.lemma) for one in names for other in lowered
    )
