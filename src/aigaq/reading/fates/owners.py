"""Whose a number is: bodies named by a shorter word, and speakers who are "we".

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aigaq.reading.fates.earlier import givers, one_name, text_span
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.records.making import Context
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.speech import sided
from aigaq.reading.voices.speakers import Speaker
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side


def anaphor(context: Context, told: Told, target: Figure) -> bool:
    """Whether who speaks is only "the office" or "the ministry": a body that was named before."""
    if not told.speakers:
        return False
    lexicon, who = context.paragraph.lexicon, told.speakers[0]
    begin = who.span.start - context.paragraph.base[1]
    before = context.paragraph.text[:begin].split() if begin > 0 else who.span.quote.split()
    if before and lexicon.codes["POSSESS"] in lexicon.known(before[-1 if begin > 0 else 0].casefold()).codes:
        return True  # "its director", "his office"
    known = lexicon.known(who.name.casefold()).codes
    if any(lexicon.codes[kind] in known for kind in ("ANAPHOR", "HE", "THEY")):
        return True
    gave = next((link.name.split() for link in givers(target)), [])
    words = who.name.casefold().split()
    if any(lexicon.codes["EDITORW"] in lexicon.known(word).codes for word in words):
        return any(link.side is Side.MEDIA for link in givers(target))  # the editors of the paper that wrote it
    if lexicon.codes["MINISTRYW"] in known:
        return any(lexicon.codes["MINISTRYN"] in lexicon.known(word.casefold()).codes for word in gave)
    # "The hospital" after the regional hospital; a name, and the title of a person, may be another's.
    if " " in who.name or who.person or lexicon.codes["ROLE"] in known or who.span.quote[:1].isupper():
        return False
    return lexicon.lemma(who.name.casefold()) in {lexicon.lemma(word.casefold()) for word in gave}


def excuses(context: Context, match: Match, told: Told, target: Figure) -> bool:
    """Whether a body of the state speaks for a channel: it says how the number came to be put out ("a technical error"),
    or the channel is called the state's ("the government channel"). Who is another's rival says that it is false."""
    gave = givers(target)[:1]
    if not gave or not told.speakers or told.speakers[0].side is not Side.OFFICIAL:
        return False
    lexicon, line = context.paragraph.lexicon, context.sentence.speech
    if gave[0].side not in (Side.MEDIA, Side.UNKNOWN):
        return False
    if any(line.has(at, "OWNSLIP") for at in range(match.start, match.end)):
        return True
    entries = [one for word in gave[0].name.casefold().split() for one in lexicon.known(word).entries]
    return any(one.attrs.get("side") == Side.OFFICIAL for one in entries)


def of_its_own(context: Context, who: Speaker) -> bool:
    """Whether a speaker is somebody's own, or only "the spokesman": "its press office"."""
    lexicon = context.paragraph.lexicon
    before = context.paragraph.text[: max(who.span.start - context.paragraph.base[1], 0)].split()[-1:]
    own = any(lexicon.codes["POSSESS"] in lexicon.known(word.casefold()).codes for word in before)
    return own or lexicon.codes["ANAPHOR"] in lexicon.known(who.name.casefold()).codes


def judged_by_others(context: Context, target: Figure) -> bool:
    """Whether a number that is said to be given by one ("the toll of 38 given by the radio", cues with `gave`) is judged
    by another, of another side: nothing became of it."""
    at = text_span(target).start - context.paragraph.base[1]
    if not target.speakers or at < context.sentence.start:
        return False
    told = context.told(at)
    if not any(cue.rule.attrs.get("gave") for cue in told.cues):
        return False
    gave = target.speakers[0]
    givers = [one for one in told.speakers if one.name == gave.name]
    judges = [one for one in told.speakers if not one_of(one.name, gave.name, context)]
    judges = judges or _other_voices(context, gave.name)
    if not givers or not judges or of_its_own(context, givers[0]):
        return False
    return judges[0].side is not gave.side or gave.side in (Side.UNKNOWN, Side.OTHER)


def done_by_others(context: Context, match: Match, told: Told) -> bool:
    """Whether a person who is quoted says of others that "they took it down": it was no number of the one who speaks."""
    if not told.speakers:
        return False
    who, lexicon, line = told.speakers[0], context.paragraph.lexicon, context.sentence.speech
    if not who.person and lexicon.codes["ROLE"] not in lexicon.known(who.name.casefold()).codes:
        return False
    return any(at < match.end and line.has(at, "CNOM") for at in line.where("THEY")) and not line.any("IWE")


def misread_by_press(context: Context, target: Figure) -> bool:
    """Whether the press is said to have given a number by mistake, and not "we" or "the paper": it took nothing back."""
    gave = givers(target)[:1]
    if not gave or gave[0].side is not Side.MEDIA or told_by_us(context, target):
        return False
    lexicon = context.paragraph.lexicon
    return lexicon.codes["ANAPHOR"] not in lexicon.known(gave[0].name.casefold()).codes


def _other_voices(context: Context, name: str) -> list[Speaker]:
    """Others who speak in the sentence, and are not only said to have given a number."""
    cues = [cue for cue in context.sentence.cues if not cue.rule.attrs.get("gave")]
    found = [context.voices.speaker(context.paragraph, context.sentence, cue.who) for cue in cues]
    return [one for one in found if one is not None and not one_of(one.name, name, context)]


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
    sides = {link.side for link in givers(last)} if last is not None else set()
    return last is not None and told.speakers[0].side in sides and anaphor(context, told, last)


def given_by(figure: Figure, said: Sequence[Speaker], context: Context) -> bool:
    """Whether one of these is known to have given a figure."""
    names = [link.name for link in givers(figure)]
    return any(one_of(name, one.name, context) for name in names for one in said)


def of_nobody(figure: Figure) -> bool:
    """Whether nobody is said to have given a figure."""
    return not givers(figure)


def ours(name: str, context: Context) -> bool:
    """Whether the speaker is "we", who take back what they themselves wrote."""
    lexicon = context.sentence.speech.lexicon
    return lexicon.codes["IWE"] in lexicon.known(name.casefold()).codes


def told_by_us(context: Context, figure: Figure) -> bool:
    """Whether we ourselves gave a number: we are whom it is from, or "we wrote, citing a doctor, that …"."""
    if any(ours(link.name, context) for link in givers(figure)):
        return True
    at = text_span(figure).start - context.paragraph.base[1]
    holder = next((one for one in context.paragraph.sentences if one.start <= at < one.end), None)
    if holder is None:
        return False
    line = holder.line
    return any(line.units[unit].start < at and line.has(unit, "FIRST") for unit in line.where("IWE"))


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
    names = [link.name for link in givers(target)]
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
