"""Whose a number is: bodies named by a shorter word, and speakers who are "we".

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aigaq.reading.chain import Told
from aigaq.reading.earlier import one_name, text_span
from aigaq.reading.making import Context
from aigaq.reading.mentions import Mention
from aigaq.reading.patterns import Match
from aigaq.reading.speakers import Speaker
from aigaq.reading.speech import sided
from aigaq.statements.records import Figure


def anaphor(context: Context, told: Told, target: Figure) -> bool:
    """Whether who speaks is only "the office" or "the ministry": a body that was named before."""
    if not told.speakers:
        return False
    lexicon, who = context.paragraph.lexicon, told.speakers[0]
    known = lexicon.known(who.name.casefold()).codes
    if any(lexicon.codes[kind] in known for kind in ("ANAPHOR", "HE", "THEY")):
        return True
    gave = next((link.name.split() for link in target.speakers if link.span is not None), [])
    if lexicon.codes["MINISTRYW"] in known:
        return any(lexicon.codes["MINISTRYN"] in lexicon.known(word.casefold()).codes for word in gave)
    # "The hospital" after the regional hospital; a name, and the title of a person, may be another's.
    if " " in who.name or who.person or lexicon.codes["ROLE"] in known or who.span.quote[:1].isupper():
        return False
    return lexicon.lemma(who.name.casefold()) in {lexicon.lemma(word.casefold()) for word in gave}


def told_by(context: Context, match: Match, start: int) -> Told:
    """Whom the words of a rule name as who speaks, else who tells what stands there."""
    who = match.captures.get("who")
    line = context.sentence.speech
    if who is not None:
        unit = line.units[who[0]]
        found = unit.value if isinstance(unit.value, Mention) else unit
        speaker = context.voices.speaker(context.paragraph, context.sentence, found)
        if speaker is not None:
            return Told((speaker,), (), ())
    return context.told(start)


def of_body(context: Context, told: Told, last: Figure | None) -> bool:
    """Whether "the office" took down what the body gave that was named before."""
    sides = {link.side for link in last.speakers if link.span is not None} if last is not None else set()
    return last is not None and told.speakers[0].side in sides and anaphor(context, told, last)


def given_by(figure: Figure, said: Sequence[Speaker], context: Context) -> bool:
    """Whether one of these is known to have given a figure."""
    names = [link.name for link in figure.speakers if link.span is not None]
    return any(one_of(name, one.name, context) for name in names for one in said)


def ours(name: str, context: Context) -> bool:
    """Whether the speaker is "we", who take back what they themselves wrote."""
    lexicon = context.sentence.speech.lexicon
    return lexicon.codes["IWE"] in lexicon.known(name.casefold()).codes


def one_of(name: str, other: str, context: Context) -> bool:
    return one_name(name, other, context.paragraph.lexicon.lemma)


def alike(context: Context) -> Callable[[str, str], bool]:
    return lambda name, other: one_of(name, other, context)


def of_others(context: Context, told: Told, target: Figure, end: int) -> bool:
    """Whether what is denied up to `end` is said to be somebody else's, and the number was given before: "the ministry
    denied the opposition's figures", "denied rumours"; its own number stands."""
    offset = context.paragraph.base[1]
    if text_span(target).start >= offset + context.sentence.start or not told.speakers:
        return False
    line, who = context.sentence.speech, told.speakers[0].span
    begin = max(who.end - offset, context.sentence.start) if who.start >= offset else context.sentence.start
    names = [link.name for link in target.speakers if link.span is not None]
    for at, unit in enumerate(line.units):
        if not begin <= unit.start < end:
            continue
        if line.has(at, "ELSEWHERE"):
            return True
        source = unit.value if isinstance(unit.value, Mention) else unit
        if line.has(at, "SRC") and sided(source):
            name = context.paragraph.text[unit.start : unit.end]
            if not any(one_of(name, own, context) for own in names):
                return True
    return False
