"""Which number the words of a withdrawal mean: where it stands, whose it is, what it counts.

Proved by tests/reading/test_kinds.py and test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.fates.earlier import text_span
from aigaq.reading.fates.fates import last_between
from aigaq.reading.fates.lowering import lowered_last, named_again, of_measure
from aigaq.reading.fates.owners import given_by, of_body, of_nobody, one_of, ours, told_by_us
from aigaq.reading.fates.together import of_one
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.records.making import Context
from aigaq.reading.voices.chain import Told
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side, Stance, Standing

FAR = 800
_NEAR = 200


def begin_of(context: Context, match: Match, name: str) -> int:
    """Where in the document a capture begins; before it where there is none."""
    units = match.captures.get(name)
    return -1 if units is None else context.paragraph.base[1] + context.sentence.speech.units[units[0]].start


def target_of(rule: Rule, match: Match, figures: Sequence[Figure], context: Context, told: Told) -> Figure | None:
    """The figure the words speak of: the nearest on the side the rule names, of the same speaker where there is one."""
    offset = context.paragraph.base[1]
    begin = begin_of(context, match, "new")
    new = next((f for f in figures if text_span(f).start == begin), None)
    figures = [f for f in figures if f is not new]
    start, end = context.sentence.speech.span(*match.captures.get("words", (match.start, match.end)))
    start, end = offset + start, offset + end
    side = str(rule.attrs.get("target", "before"))
    measure, changed = rule.attrs.get("measure"), context.setting.changed if rule.attrs.get("lowered") else ()
    fitting = [f for f in figures if measure in (None, f.measure) or f.measure in changed]
    if rule.attrs.get("excuse"):  # what holds is no number that was wrong
        fitting = [f for f in fitting if text_span(f).start not in context.setting.stands]
    if side == "inside":
        inside = next((f for f in fitting if start <= text_span(f).start < end), None)
        named = named_again(context, match, figures) if inside is None and rule.attrs.get("named") else None
        return named[-1] if named else inside
    if side == "after":
        return next((f for f in fitting if text_span(f).start >= start), None)
    sentence = offset + context.sentence.start
    if side == "earlier":
        return last_between(fitting, sentence - FAR, sentence)
    before = _before(rule, match, fitting, context, told, new)
    again = named_again(context, match, figures)
    if again is not None:
        return again[-1] if again else None
    near = offset + _begin_before(context)
    last = before[-1] if before and text_span(before[-1]).start >= near else None
    mine = bool(rule.attrs.get("mine"))  # only a number of the one who speaks: "it never gave such figures"
    if last is not None and not mine and (meant(context, match, last) or text_span(last).start >= sentence):
        return last
    # Whose interview it is took back nothing, unless the words are in the first person.
    said = told.speakers[:1] if told.cues or "who" in match.captures or rule.attrs.get("spoken") else ()
    if said and "who" not in match.captures and rule.attrs.get("own") and said[0].side is Side.MEDIA:
        said = ()  # the paper that tells of it did not take it down
    own = [f for f in before if f.speakers and any(one_of(f.speakers[0].name, one.name, context) for one in said)]
    denied = rule.attrs["becomes"] == Standing.DENIED and own and last is not None and last is not own[-1]
    if denied and last is not None and any(link.span is not None for link in last.speakers):
        return last  # "this figure" is the one that somebody else gave just before
    first = any(context.sentence.speech.has(at, "EARLIERW") for at in range(match.start - 3, match.end))
    if first and len(own) > 1 and own[-2].measure == own[-1].measure:
        return own[-1] if own[-1].stance is Stance.RECALLS else own[-2]  # "to 14, from the previous 17"
    if first and not said and last is not None and len(before) > 1 and of_one(before[-2], last):
        return before[-2]
    if rule.attrs.get("we"):
        return next((f for f in reversed(before) if any(ours(link.name, context) for link in f.speakers)), None)
    if rule.attrs.get("own") and said and not own and not of_body(context, told, last):
        # Who takes down a post takes down their own: a number that nobody else is said to have given.
        return next((f for f in reversed(before) if all(link.span is None for link in f.speakers)), None)
    reach = _NEAR if rule.attrs.get("near") else FAR
    if own and last is not None and lowered_last(own[-1], last, new):
        return last
    if own and text_span(own[-1]).start >= start - reach:
        return own[-1]
    if mine and rule.attrs.get("peers") and last is not None and said and _official(last, said[0].side):
        return last  # the ministry never gave what its channel wrote
    if mine:  # who speaks in the first person and is not named is whoever spoke just before
        unnamed = bool(rule.attrs.get("spoken")) and not told.speakers and last is not None
        return last if unnamed and last is not None and told_by_us(context, last) else None
    return last_between(before, start - FAR, start) if last is None and rule.attrs.get("far") else last


def _before(
    rule: Rule, match: Match, fitting: Sequence[Figure], context: Context, told: Told, new: Figure | None
) -> list[Figure]:
    """The figures before the words that they may mean."""
    start, end = context.sentence.speech.span(*match.captures.get("words", (match.start, match.end)))
    start, end = context.paragraph.base[1] + start, context.paragraph.base[1] + end
    before = [f for f in of_measure(context, match, fitting) if text_span(f).end <= end]
    before = [f for f in before if text_span(f).start not in context.setting.mourned]
    if rule.attrs.get("near"):  # an apology is for what was wrong, not for what took its place
        settled, instead = max(context.setting.settled, context.setting.untold or -1), context.setting.instead
        before = [f for f in before if text_span(f).start not in instead]
        if settled > max(0, start - FAR):
            before = [f for f in before if text_span(f).start < settled]
    before = [f for f in before if new is None or (f.measure, f.low) != (new.measure, new.low)]
    if rule.attrs.get("self") and (told.speakers or not rule.attrs.get("spoken")):
        nobody = bool(rule.attrs.get("spoken"))
        before = [f for f in before if given_by(f, told.speakers[:1], context) or (nobody and of_nobody(f))]
    return before


def _official(last: Figure, side: Side | None) -> bool:
    """Whether a number and who now speaks are both official: bodies of one state."""
    gave = {link.side for link in last.speakers if link.span is not None}
    return side is Side.OFFICIAL and gave == {Side.OFFICIAL}


def meant(context: Context, match: Match, last: Figure) -> bool:
    """A pronoun after a number whose speaker is not known means that speaker, not one named further back."""
    who = match.captures.get("who")
    pronoun = who is not None and context.sentence.speech.has(who[0], "HE", "THEY")
    return pronoun and all(link.span is None for link in last.speakers)


def _begin_before(context: Context) -> int:
    """Where the sentence before begins; the paragraph before counts for its last words."""
    begins = [sentence.start for sentence in context.paragraph.sentences if sentence.start < context.sentence.start]
    return begins[-1] if begins else -_NEAR
