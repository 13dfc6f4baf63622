"""Counts that a lower one of the same side overtakes, where only the subject and the time tie the two.

"The police chief said earlier that 14 had died. The ministry put the dead at 11": the dead stay dead, so the higher
number was wrong. The words must say which is the newer (rules `[[early]]` and `[[newer]]`, or the days on which the two
were said). Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.fates.earlier import compared, describe, fell, fresh_of, givers, one_name, text_span, upheld
from aigaq.reading.records.making import Context
from aigaq.reading.voices.told import Told
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure, Link, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import DateBasis, Qualifier, Side, Stance, Standing

_RULE = "overtaken"
_CLAUSE = frozenset({"rule:place.clause", "rule:place.leading"})
_FAR = 1500  # characters back to a number that may be meant
_MANY = 12  # of what is told "in the end"
_TIMES, _HALF = 3, 2  # what is so many times another counts something else; of a number only feared, half of it
_WINDOW = 120  # characters from the words to the number they are for
_BARE = 2  # words of a source that is nobody: "early reports"
_DAY = 10  # the length of a date; what is shorter is a month or a year
_APART = (Side.WITNESS, Side.ARMED_GROUP)
_OPEN = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)


def overtaken(context: Context, figures: Sequence[Figure]) -> Iterator[Withdrawal]:
    """The higher of two whole counts of the dead, one of them in this sentence, where the lower is the newer."""
    fresh = [figure for figure in fresh_of(context, figures) if _counts(figure, context)]
    if not fresh:
        return
    early, newer = _see_early(context, fresh), _marked(context, "newer", fresh)
    for figure in fresh if not _of_another(context) else ():
        lowered = _of_lowered(figure, figures, context)
        if lowered is not None:
            yield _corrected(context, lowered, figure)
            continue
        last = _before(figure, figures, context, known=text_span(figure).start in early)
        at, before = text_span(figure).start, text_span(last).start if last is not None else -1
        if last is None or (figure.stance is Stance.RECALLS and at not in early):
            continue
        dated = _of_earlier_day(last, figure, context)
        if at in early or dated:
            first = before not in context.setting.early and last.part_of is None and not _about(last, figure)
            if first and fell(figure, last) and (dated or _of_one_hand(figure, last, context)):
                yield _corrected(context, figure, last)
            continue
        later = newer.get(at, before) > before or _early(last, figures, context) or _later(last, figure, context)
        open_ended = figure.qualifier is Qualifier.MORE_THAN  # "more than ten" may be the thirteen
        if later and not open_ended and fell(last, figure) and _of_one_hand(last, figure, context):
            yield _corrected(context, last, figure)


def _see_early(context: Context, fresh: Sequence[Figure]) -> set[int]:
    """Where the numbers of this sentence stand that the text says were given before. What happened earlier was not said
    earlier: where nobody is said to have given a number, the words must say that it was thought or said."""
    thought = set(_marked(context, "thought", fresh))
    unnamed = {text_span(one).start for one in fresh if not _named(one)}
    early = set(_marked(context, "early", fresh)) - unnamed | thought
    early -= {text_span(one).start for one in fresh if upheld(context, one)} if early else set()
    context.setting.thought |= thought
    context.setting.early |= early
    return early


def _of_another(context: Context) -> bool:
    """Whether the sentence disputes something, tells of another place or blow, counts only those found so far, or sets
    years beside each other."""
    line = context.sentence.line
    return (
        _in_a_part(context)
        or any(line.any(kind) for kind in ("UNTRUE", "DENY", "GATHERED", "ANOTHERW"))
        or compared(context)
    )


def told_elsewhere(context: Context, figure: Figure) -> bool:
    """Whether a figure stands before this sentence, which tells of a part of the land."""
    return text_span(figure).start < context.paragraph.base[1] + context.sentence.start and _in_a_part(context)


def _in_a_part(context: Context) -> bool:
    """Whether the sentence tells of a part of the land: "in the south" is not the north."""
    speech = context.sentence.speech
    return any(speech.has(at - 2, "LOC") for at in speech.where("DIRECTION"))


def _early(last: Figure, figures: Sequence[Figure], context: Context) -> bool:
    """Whether a number was given before, and no larger one since: what then follows is only some of the larger."""
    early = context.setting.early
    grown = (one for one in figures if fell(one, last) and text_span(one).start not in early and _counts(one, context))
    return text_span(last).start in early and next(grown, None) is None


def _marked(context: Context, kind: str, fresh: Sequence[Figure]) -> dict[int, int]:
    """Where the numbers of this sentence stand that the words of rules of a kind are for, the next, or the last before
    the words (`target = "before"`), and where what is said of each begins."""
    found: dict[int, int] = {}
    line, offset = context.sentence.speech, context.paragraph.base[1]
    for rule, match in line.rules(kind) if fresh else ():
        start, end = (offset + at for at in line.span(match.start, match.end))
        places = [text_span(one).start for one in fresh]
        if rule.attrs.get("target") == "before":
            found.update([(at, offset + context.sentence.start) for at in places if at < start][-1:])
        else:
            found.update([(at, start) for at in places if start <= at < end + _WINDOW][:1])
    return found


def _before(figure: Figure, figures: Sequence[Figure], context: Context, *, known: bool) -> Figure | None:
    """The last whole count of the dead before a figure, where both count the same; of a number `known` before, which
    has no place of its own beside it, the place need not be said again."""
    at = text_span(figure).start
    before = [one for one in figures if at - _FAR <= text_span(one).start < at and _counts(one, context)]
    last = next((one for one in reversed(before) if one.low != figure.low), None)
    if last is None or _kind(last) != _kind(figure) or last.unit != figure.unit:
        return None
    if _apart(last, figure) and not (known and _CLAUSE.isdisjoint(figure.made_by)):
        return None
    if not known and _of_another_day(last, figure):
        return None
    # "Two guides from one country" are not the three of another.
    return last if _nations(last, context) == _nations(figure, context) else None


def _of_another_day(last: Figure, figure: Figure) -> bool:
    """Whether what a number tells of happened on another day; the day on which it was said may be that of the saying."""
    days = [None if _said_on(one) == one.about and not _kind(one) else one.about for one in (last, figure)]
    return days[1] is not None and days[1] != days[0] and (days[0] is not None or len(days[1]) < _DAY)


def _said_on(figure: Figure) -> str | None:
    """The day on which the text says that a number was told."""
    return figure.said.date if figure.said is not None and figure.said.basis is DateBasis.STATED else None


def _kind(figure: Figure) -> set[str]:
    """Who is counted: "two men" may be all there are."""
    return set(figure.scope) - {"men"}


def _apart(one: Figure, other: Figure) -> bool:
    """Whether one is of a place printed beside it, and the other of another, or of none that is named."""
    near = any(not _CLAUSE.isdisjoint(figure.made_by) for figure in (one, other))
    return near and one.place != other.place and set(one.places).isdisjoint(other.places)


def _nations(figure: Figure, context: Context) -> set[str]:
    """The countries by which the words call those who are counted."""
    quote = figure.span.quote if isinstance(figure.span, TextSpan) else ""
    return {one.code for one in context.setting.gazetteer.find(quote, context.language) if one.adjective}


def _counts(figure: Figure, context: Context) -> bool:
    whole = figure.part_of is None and text_span(figure).start not in context.setting.some
    dead = figure.measure == "victims" or measure_is_a(figure.measure, "killed")
    return whole and dead and figure.stance is not Stance.DENIES


def _of_one_hand(old: Figure, new: Figure, context: Context) -> bool:
    """Whether both are official, or one body's; not where the names are of two countries. What "early reports" gave is
    nobody's, and any official count may overtake it."""
    gave, times = [_named(one) for one in (old, new)], _times(old, new)
    most = _MANY if context.sentence.line.any("ENDW") else _TIMES + 1
    if not gave[1] and text_span(old).start in context.setting.thought:
        return times <= _HALF
    if text_span(old).start in context.setting.early and (not gave[0] or _of_nobody(gave[0][0], context)):
        return not gave[1] or gave[1][0].side not in _APART or _of_nobody(gave[1][0], context)
    if not all(gave):
        return context.sentence.line.any("ENDW") and not gave[1] and times <= _MANY / 2
    one, other = gave[0][0], gave[1][0]
    if one_name(one.name, other.name, context.paragraph.lexicon.lemma):
        return times <= most
    places = [_places(link, context) for link in (one, other)]
    apart = all(places) and places[0].isdisjoint(places[1])
    return one.side is other.side is Side.OFFICIAL and times <= _TIMES and not apart


def _times(old: Figure, new: Figure) -> float:
    """How many times the one is the other: what is far from it counts something else."""
    sizes = [float(size) for figure in (old, new) if (size := figure.low or figure.high)]
    return max(sizes) / min(sizes) if len(sizes) > 1 else _TIMES + 1.0


def _about(last: Figure, figure: Figure) -> bool:
    """Whether "more than 30" may be the 31 that was given before."""
    return last.qualifier is Qualifier.MORE_THAN and _times(last, figure) <= _HALF


def _named(figure: Figure) -> list[Link]:
    return givers(figure)


def _of_nobody(link: Link, context: Context) -> bool:
    """Whether a source is only "early reports", "the first estimates"."""
    lexicon = context.paragraph.lexicon
    early = (lexicon.codes["EARLIERW"], lexicon.codes["EARLYW"])
    words = link.name.casefold().split()
    return len(words) <= _BARE and any(code in lexicon.known(word).codes for word in words for code in early)


def _places(link: Link, context: Context) -> set[str]:
    """The places in the name of a speaker."""
    return {found.code for found in context.setting.gazetteer.find(link.name, context.language)}


def _of_earlier_day(newer: Figure, figure: Figure, context: Context) -> bool:
    """Whether a count is said to have come down, and what is now told was given on a day before the number it came to:
    "the toll was revised to 61; on April 17 the ministry said 122 had died"."""
    if context.setting.lowered is None or figure.said is None or figure.said.basis is not DateBasis.STATED:
        return False
    known = newer.said is not None and newer.said.basis is DateBasis.STATED
    day = newer.said.date if known and newer.said is not None else context.published
    gave = [one[0].side for one in (_named(figure), _named(newer)) if one]
    official = bool(_named(figure)) and set(gave) == {Side.OFFICIAL}
    return day is not None and figure.said.date < day and official and _times(figure, newer) <= _TIMES


def _later(old: Figure, new: Figure, context: Context) -> bool:
    """Whether the text says that one, a whole count by its words, was said on a later day; an open number then lowers
    nothing."""
    if not context.sentence.line.where("TOLL", "TALLY", "WHOLEW"):
        return False
    said = [one.said for one in (old, new)]
    if new.qualifier in _OPEN or any(one is None or one.basis is not DateBasis.STATED for one in said):
        return False
    days = [one.date for one in said if one is not None]
    return days[0] < days[1]


def _of_lowered(new: Figure, figures: Sequence[Figure], context: Context) -> Figure | None:
    """The last higher count of a body that the text said has brought its own count down, where a day is stated and no
    number has been set right since; whoever of that side gives the lower one."""
    changed, names = context.setting.changed_at, context.setting.lowered or ()
    if not names or not changed or context.setting.settled > changed[-1] or new.qualifier in _OPEN:
        return None
    at = text_span(new).start
    before = [one for one in figures if changed[-1] < text_span(one).start < at and _counts(one, context)]
    old = next((one for one in reversed(before) if fell(one, new)), None)
    days = [_said_on(figure) for figure in (old, new) if figure is not None]
    if old is None or not any(days) or (None not in days and (days[0] or "") >= (days[1] or "")):
        return None
    gave = _named(old)
    one = bool(gave) and any(one_name(gave[0].name, name, context.paragraph.lexicon.lemma) for name in names)
    near = old.place == new.place and not _about(old, new) and _times(old, new) <= _HALF
    return old if one and near and _of_one_hand(old, new, context) else None


def _corrected(context: Context, old: Figure, new: Figure) -> Withdrawal:
    common = context.common(0, 1, Told(), None, [_RULE])
    return Withdrawal(
        **{**common, "span": text_span(old), "speakers": old.speakers, "hedges": (), "place": old.place},
        becomes=Standing.CORRECTED,
        target=describe(old),
        replaced_by=describe(new),
    )
