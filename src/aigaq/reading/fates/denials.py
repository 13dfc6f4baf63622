"""Numbers that a text takes back before it gives them.

A body denies what it gave: "the service denied reports of 15 dead", and further on "earlier the service spoke of 15
dead". A statement is gone before its numbers are told: "the ministry deleted its report; it had said that 30 died".
Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from aigaq.reading.fates.earlier import describe, fresh_of, givers, text_span
from aigaq.reading.fates.leads import lead_of, leads, told_after_lead
from aigaq.reading.fates.owners import one_of, ours, told_by
from aigaq.reading.fates.topics import of_another
from aigaq.reading.fates.undone import other_detail, undone
from aigaq.reading.records.making import Context
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Claim, Figure, Withdrawal
from aigaq.statements.vocabulary import Stance, Standing

_RULE = "own.denial"
TOLD_AFTER = "told.after"
_NEAR = 600
_BESIDE = 150


def own_denials(
    context: Context, figures: Sequence[Figure], made: Sequence[Withdrawal | Claim]
) -> Iterator[Withdrawal]:
    """What this sentence says of a number that its speaker denies, or gave where they had denied it; `made`: what it
    says by other rules."""
    begin = context.paragraph.base[1] + context.sentence.start
    denied = {one.target.span for one in made if isinstance(one, Withdrawal) and one.becomes is Standing.DENIED}
    for number in figures if denied else ():
        for other in figures if number.num in denied else ():
            if text_span(other).start < begin and _given_by_one(number, other, context):
                yield from (_withdrawn(context, figure, _RULE) for figure in (other, number))
    if context.sentence.speech.any("UNTRUE"):  # who says again that it is false has not given it
        return
    for number in fresh_of(context, figures):
        for other in figures:
            if text_span(other).start < begin and _taken_back(number, other, context):
                yield from (_withdrawn(context, figure, _RULE) for figure in (other, number))


def see_untold(context: Context, made: Collection[object], *, first: bool = False) -> None:
    """Remember that a statement is taken back of which no number has been given yet, and who may have given it out;
    `first`: the text has given no number at all, so that the lead tells what became of the one that follows."""
    line, setting = context.sentence.speech, context.setting
    if any(isinstance(one, Withdrawal) for one in made):
        return
    for rule, match in line.rules("withdrawal"):
        start, end = line.span(match.start, match.end)
        if undone(line, match):
            continue
        another = of_another(context.sentence.line, start, end)
        lead = not another and leads(context, rule, first=first)
        if rule.attrs.get("untold") or lead or (rule.attrs.get("own") and not another):
            setting.untold = context.paragraph.base[1] + start
            # Who took down what was about something else may well have said this too, and said it still.
            told = told_by(context, match, start)
            who = told.speakers[:1] if told.cues or "who" in match.captures else ()
            names = tuple(speaker.name for speaker in who) or _named(context, end)
            names = (*names, str(rule.attrs["by"])) if "by" in rule.attrs else names  # a note by "us"
            if rule.attrs.get("note"):  # "Mr Coll: I wish to correct the record"
                names += tuple(line.units[at].form for at in line.where("IWE") if match.start <= at < match.end)
            setting.untold_by = () if another else names
            if lead and who:
                setting.lead = lead_of(context, rule, who[0])


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
    led = [_withdrawn(context, one, TOLD_AFTER, becomes=kind) for one, kind in told_after_lead(context, figures)]
    if led:
        yield from led
        return
    same = all(rule.attrs.get("by") for rule in rules)  # the words may tell of anybody's statement
    if same and any(context.sentence.speech.where("NOWW", "CLARW")):
        return  # what they say now is not what they took back
    line, base = context.sentence.line, context.paragraph.base[1]
    instead = min((base + line.units[at].start for at in line.where("INDEEDW", "INSTEADW")), default=None)
    for figure in figures if rules else ():
        if instead is not None and text_span(figure).start > instead:
            continue  # "it had said five; in fact there were four"
        if text_span(figure).start < begin:
            continue
        if other_detail(context, text_span(figure).end - context.paragraph.base[1]):
            continue
        told = not same or _told_by(figure, context) or _told_by_us(figure, context)
        if told and (not same or _within(figure, context)):
            yield _withdrawn(context, figure, TOLD_AFTER)


def _told_by(figure: Figure, context: Context) -> bool:
    """Whether who took a statement back is known to have given a figure."""
    names = [link.name for link in givers(figure)]
    lexicon, here = context.paragraph.lexicon, (context.setting.untold or 0) >= context.paragraph.base[1]
    pronouns = (lexicon.codes["HE"], lexicon.codes["THEY"])
    if here and any(code in lexicon.known(name.casefold()).codes for name in names[:1] for code in pronouns):
        return bool(context.setting.untold_by)  # "she" is who has just taken it back
    return any(one_of(name, other, context) for name in names for other in context.setting.untold_by)


def _told_by_us(figure: Figure, context: Context) -> bool:
    """Whether "we" are said to have told a number that we then set right; "having told" it, who just did."""
    told = any(rule.attrs.get("ours") for rule, _ in context.sentence.speech.rules("retold"))
    begin = context.paragraph.base[1] + context.sentence.start
    unnamed = not givers(figure) and begin - (context.setting.untold or 0) < _BESIDE
    by = context.setting.untold_by
    return told and bool(by) and (unnamed or any(ours(name, context) for name in by))


def _within(figure: Figure, context: Context) -> bool:
    """Whether a number stands in the words that tell what was said, where these have an end: "I said 27; it was 17"."""
    line, at = context.sentence.speech, text_span(figure).start - context.paragraph.base[1]
    told = [(rule, line.span(match.start, match.end)) for rule, match in line.rules("retold")]
    return not all(rule.attrs.get("ours") for rule, _ in told) or any(start <= at < end for _, (start, end) in told)


def _taken_back(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker denies in one place the number given in the other."""
    stances = {one.stance, other.stance}
    return Stance.DENIES in stances and len(stances) == 2 and _given_by_one(one, other, context)


def _given_by_one(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker gave the same number in both places."""
    same = (one.measure, one.low, one.high) == (other.measure, other.low, other.high)
    names = [figure.speakers[0].name for figure in (one, other) if figure.speakers and figure.speakers[0].span]
    if not same or len(names) < 2:
        return False
    first, second = (_words(name, context) for name in names)
    words = [{word for word in name.split() if word.isupper() and len(word) > 1} for name in names]
    letters = not words[0].isdisjoint(words[1])  # the letters of a body, not the title of a person
    return first == second or (letters and (first <= second or second <= first))


def _words(name: str, context: Context) -> frozenset[str]:
    """The words of a name. All must be the same: "the president" is not every president who has a name."""
    return frozenset(context.paragraph.lexicon.lemma(word) for word in name.casefold().replace("-", " ").split())


def _withdrawn(context: Context, figure: Figure, rule: str, *, becomes: Standing = Standing.WITHDRAWN) -> Withdrawal:
    common = context.common(0, 1, Told(), None, [rule])
    return Withdrawal(
        **{**common, "span": text_span(figure), "speakers": figure.speakers, "hedges": ()},
        becomes=becomes,
        target=describe(figure),
    )
