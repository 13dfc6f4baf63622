"""Reports whose lead says that a number was taken back, and whose next sentences say which.

"The council has withdrawn its count of the dead. On Saturday the governor's office spoke of ten." The number is that of
the first sentence after it that counts such people, of a day before, by the same body or one of the same state.
Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from aigaq.reading.fates.earlier import describe, fresh_of, givers, one_name, text_span
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.records.making import Context, Lead
from aigaq.reading.setting.days import dated, day_of
from aigaq.reading.voices.speakers import Speaker
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Claim, Figure, Withdrawal
from aigaq.statements.vocabulary import Side, Standing

_OF_PEOPLE = ("TRIG", "DEED", "PERS", "TOLL", "TALLY", "NUMBERWORD")
_GONE = (Standing.WITHDRAWN, Standing.DISOWNED)
_OF_ONE = (Side.OFFICIAL, Side.MEDIA)


def leads(context: Context, rule: Rule, *, first: bool) -> bool:
    """Whether the words of a rule can be the lead of such a report; `first`: no number stands before but in a headline.

    A statement that says nothing of people harmed is not the one whose number follows.
    """
    gone = rule.attrs["becomes"] in _GONE and (first or bool(rule.attrs.get("lead")))
    return gone and any(map(context.sentence.speech.any, _OF_PEOPLE))


def lead_of(context: Context, rule: Rule, who: Speaker) -> Lead:
    """Who took something back, what of people the words name, and whether they say that they never gave it."""
    units = context.sentence.line.units
    measures = frozenset(measure for unit in units if (measure := unit.attr("measure")) is not None)
    words = context.paragraph.text[context.sentence.start : context.sentence.end].casefold()
    becomes = Standing(str(rule.attrs["becomes"]))
    return Lead(who.name, who.side, measures, words, becomes, never=bool(rule.attrs.get("lead")))


def told_after_lead(context: Context, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Standing]]:
    """The numbers of this sentence that the lead was of, and what they become."""
    lead, fresh = context.setting.lead, fresh_of(context, figures)
    if lead is None or not fresh:
        return
    context.setting.lead = None  # only the first numbers that follow
    if not _of_a_day_before(context):
        return
    gone = [one for one in fresh if _of_lead(one, lead, context)]
    if gone:
        context.setting.untold = None  # these it was; what follows is what they say instead
    yield from ((one, lead.becomes) for one in gone)


def in_headline(
    gone: Sequence[Withdrawal | Claim], figures: Sequence[Figure], context: Context
) -> Iterator[Withdrawal]:
    """What a headline gives of a number that the text takes back is taken back with it."""
    headed = [one for one in figures if text_span(one).start < context.setting.headline]
    taken = {one.target.span for one in gone if isinstance(one, Withdrawal)}
    for one in gone if headed else ():
        if not isinstance(one, Withdrawal) or one.becomes not in _GONE:
            continue
        given = next((figure for figure in figures if figure.num == one.target.span), None)
        for figure in headed if given is not None else ():
            same = given is not None and (figure.measure, figure.low) == (given.measure, given.low)
            if same and figure.num not in taken:
                taken.add(figure.num)
                yield replace(one, target=describe(figure), place=figure.place, places=figure.places)


def _of_a_day_before(context: Context) -> bool:
    """Whether the sentence tells of a day before: "on Saturday the council had spoken of 12", not what they say now."""
    line, published = context.sentence.line, context.published
    if context.sentence.speech.where("NOWW", "CLARW", "INSTEADW", "INDEEDW"):
        return False
    days = [said.date for unit in line.where("DATE") if (said := dated(line, unit, published)) is not None]
    if line.any("EARLIERW") or (line.units and line.has(0, "THEREIN")):
        return True  # "In it the paper had written"
    return any(published is None or day_of(day) < day_of(published) for day in days)


def _of_lead(figure: Figure, lead: Lead, context: Context) -> bool:
    """Whether a number is of what the lead was about, and of the same name, or of one public body or paper; what a body
    never gave stood in a channel or a paper."""
    if lead.of and not any(measure_is_a(figure.measure, one) or measure_is_a(one, figure.measure) for one in lead.of):
        return False
    gave = givers(figure)[:1]
    if not gave:
        return lead.never
    if one_name(gave[0].name, lead.name, context.paragraph.lexicon.lemma) or gave[0].name.casefold() in lead.words:
        return True  # "a toll given by its press office"
    lexicon = context.paragraph.lexicon
    channel = any(lexicon.codes["OUTLET"] in lexicon.known(word).codes for word in gave[0].name.casefold().split())
    return channel if lead.never else gave[0].side is lead.side and lead.side in _OF_ONE
