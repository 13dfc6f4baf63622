"""Which number the words of a withdrawal mean: where it stands, what it counts, whose it is.

What the words name comes first; then a number of the same sentence; then the last of whoever takes it back; else the
last of the sentence before. Proved by tests/reading/test_kinds.py and test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.fates.earlier import givers, text_span
from aigaq.reading.fates.fates import last_between
from aigaq.reading.fates.lowering import lowered_last
from aigaq.reading.fates.named import named_before, named_in, of_measure
from aigaq.reading.fates.owners import given_by, of_body, of_nobody, one_of, ours, told_by_us
from aigaq.reading.fates.together import of_one
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.records.making import Context
from aigaq.reading.voices.speakers import Speaker
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side, Standing

FAR = 800
_NEAR = 200


@dataclass(frozen=True, slots=True)
class _Act:
    """The words of a withdrawal, where they stand in the document, who says them, and the number put in its place."""

    rule: Rule
    match: Match
    context: Context
    told: Told
    start: int
    end: int
    new: Figure | None

    def says(self, key: str) -> bool:
        return bool(self.rule.attrs.get(key))

    def sentence(self) -> int:
        return self.context.paragraph.base[1] + self.context.sentence.start


def begin_of(context: Context, match: Match, name: str) -> int:
    """Where in the document a capture begins; before it where there is none."""
    units = match.captures.get(name)
    return -1 if units is None else context.paragraph.base[1] + context.sentence.speech.units[units[0]].start


def target_of(rule: Rule, match: Match, figures: Sequence[Figure], context: Context, told: Told) -> Figure | None:
    """The figure the words mean."""
    offset, begin = context.paragraph.base[1], begin_of(context, match, "new")
    new = next((f for f in figures if text_span(f).start == begin), None)
    start, end = context.sentence.speech.span(*match.captures.get("words", (match.start, match.end)))
    act = _Act(rule, match, context, told, offset + start, offset + end, new)
    others = [f for f in figures if f is not new]
    fitting = _of_its_kind(act, others)
    side = str(rule.attrs.get("target", "before"))
    if side == "after":
        return next((f for f in fitting if text_span(f).start >= act.start), None)
    if side == "earlier":
        return last_between(fitting, act.sentence() - FAR, act.sentence())
    inside = next((f for f in fitting if act.start <= text_span(f).start < act.end), None)
    if side == "inside" and (inside is not None or not rule.attrs.get("named")):
        return inside
    named = named_in(context, match, others)
    if named is None and side != "inside":
        named = named_before(context, match, fitting)
    if named is not None or side == "inside":
        return named[-1] if named else None
    return _before(act, fitting)


def _of_its_kind(act: _Act, figures: Sequence[Figure]) -> list[Figure]:
    """The numbers that the rule may be for: of its measure, and for an excuse none that the text gives as the one that
    holds."""
    measure = act.rule.attrs.get("measure")
    changed = act.context.setting.changed if act.says("lowered") else ()
    stands = act.context.setting.stands if act.says("excuse") else ()
    fitting = (f for f in figures if measure in (None, f.measure) or f.measure in changed)
    return [f for f in fitting if text_span(f).start not in stands]


def _before(act: _Act, fitting: Sequence[Figure]) -> Figure | None:
    """The number before the words: of this sentence, else of whoever takes it back, else the last of the one before."""
    before = _told_before(act, fitting)
    near = act.context.paragraph.base[1] + _begin_before(act.context)
    last = before[-1] if before and text_span(before[-1]).start >= near else None
    here = last is not None and text_span(last).start >= act.sentence()
    if last is not None and not act.says("mine") and (here or meant(act.context, act.match, last)):
        return _before_last(act, before, last)
    if act.says("we"):
        return next((f for f in reversed(before) if any(ours(link.name, act.context) for link in f.speakers)), None)
    said = _who_acts(act)
    own = [f for f in before if f.speakers and any(one_of(f.speakers[0].name, one.name, act.context) for one in said)]
    earlier = _earlier_of_two(act, before, last, named=bool(said))
    if earlier is not None:
        return earlier
    if own and last is not None and last is not own[-1] and _rather_last(act, own[-1], last):
        return last
    if own and text_span(own[-1]).start >= act.start - (_NEAR if act.says("near") else FAR):
        return own[-1]
    return _of_others(act, before, last, said)


def _before_last(act: _Act, before: Sequence[Figure], last: Figure) -> Figure:
    """ "In fact ten are held, and the previous number got into the paper by mistake": the one before that of the sentence."""
    speech, words = act.context.sentence.speech, act.match.captures.get("words", (act.match.start, act.match.end))
    earlier = any(speech.has(at, "EARLIERW") for at in range(*words)) and speech.any("INDEEDW")
    older = [one for one in before if one.measure == last.measure and text_span(one).start < act.sentence()]
    return older[-1] if earlier and older and text_span(last).start >= act.sentence() else last


def _of_others(act: _Act, before: Sequence[Figure], last: Figure | None, said: Sequence[Speaker]) -> Figure | None:
    """The number of somebody else, where whoever speaks has given none."""
    if act.says("mine"):
        # The ministry never gave what its channel wrote; who is not named and says "I" is whoever spoke just before.
        peers = act.says("peers") and last is not None and bool(said) and _official(last, said[0].side)
        unnamed = act.says("spoken") and not act.told.speakers and last is not None
        return last if last is not None and (peers or (unnamed and told_by_us(act.context, last))) else None
    if _also_tells(act):
        return None
    if act.says("own") and said and not of_body(act.context, act.told, last):
        # Who takes down a post takes down their own: a number that nobody else is said to have given.
        return last if last is not None and not givers(last) else None
    return last_between(before, act.start - FAR, act.start) if last is None and act.says("far") else last


def _also_tells(act: _Act) -> bool:
    """ "He also said that the tweet was removed": a post of which nothing has been told before."""
    speech, match = act.context.sentence.speech, act.match
    removed = any(speech.has(at, "REMOVED") for at in range(match.start, match.end))
    words = match.captures.get("words", (match.start, match.end))[0]
    return removed and bool(act.told.speakers) and any(at < words for at in speech.where("GOESON"))


def _told_before(act: _Act, fitting: Sequence[Figure]) -> list[Figure]:
    """The figures before the words that they may mean."""
    setting, new = act.context.setting, act.new
    before = [f for f in of_measure(act.context, act.match, fitting) if text_span(f).end <= act.end]
    before = [f for f in before if text_span(f).start not in setting.mourned]
    if act.says("near"):  # an apology is for what was wrong, not for what took its place
        settled = max(setting.settled, setting.untold or -1)
        known = settled > max(0, act.start - FAR)
        before = [f for f in before if text_span(f).start not in setting.instead]
        before = [f for f in before if not known or text_span(f).start < settled]
    before = [f for f in before if new is None or (f.measure, f.low) != (new.measure, new.low)]
    spoken = act.says("spoken")
    if act.says("self") and (act.told.speakers or not spoken):
        who = act.told.speakers[:1]
        before = [f for f in before if given_by(f, who, act.context) or (spoken and of_nobody(f))]
    return before


def _who_acts(act: _Act) -> Sequence[Speaker]:
    """Who takes the number back. Whose interview it is took back nothing, unless the words are in the first person; and
    whoever only tells that a post was taken down did not take it down."""
    if "who" in act.match.captures:
        return act.told.speakers[:1]
    if not (act.told.cues or act.says("spoken")):
        return ()
    return () if act.says("own") else act.told.speakers[:1]


def _earlier_of_two(act: _Act, before: Sequence[Figure], last: Figure | None, *, named: bool) -> Figure | None:
    """Of two numbers of one speaker the first, where the words are for the earlier: "to 14, from the previous 17"."""
    speech = act.context.sentence.speech
    if not any(speech.has(at, "EARLIERW") for at in range(act.match.start - 3, act.match.end)):
        return None
    two = not named and last is not None and len(before) > 1 and of_one(before[-2], last)
    return before[-2] if two else None


def _rather_last(act: _Act, own: Figure, last: Figure) -> bool:
    """Whether the number just before is meant, and not the speaker's own: "this figure" that is denied is the one that
    somebody else gave; or it came down from it."""
    denied = act.rule.attrs["becomes"] == Standing.DENIED and bool(givers(last))
    return denied or lowered_last(own, last, act.new)


def _official(last: Figure, side: Side | None) -> bool:
    """Whether a number and who now speaks are both official: bodies of one state."""
    gave = {link.side for link in givers(last)}
    return side is Side.OFFICIAL and gave == {Side.OFFICIAL}


def meant(context: Context, match: Match, last: Figure) -> bool:
    """A pronoun after a number whose speaker is not known means that speaker, not one named further back."""
    who = match.captures.get("who")
    pronoun = who is not None and context.sentence.speech.has(who[0], "HE", "THEY")
    return pronoun and not givers(last)


def _begin_before(context: Context) -> int:
    """Where the sentence before begins; the paragraph before counts for its last words."""
    begins = [sentence.start for sentence in context.paragraph.sentences if sentence.start < context.sentence.start]
    return begins[-1] if begins else -_NEAR
