"""Whom a pronoun means, and who speaks in a quotation, by what stands in the same sentence and who spoke before.

Proved by tests/reading/test_grammar.py and tests/reading/test_pronouns.py.
"""

from __future__ import annotations

from aigaq.reading.lexis.patterns import Codes
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed, Quotation
from aigaq.reading.text.units import Line, Unit
from aigaq.reading.voices.speakers import Speaker, Speakers, span_of
from aigaq.statements.vocabulary import Side

_LED = 3
PRONOUNS = ("HE", "THEY", "HEPOSS", "THEYPOSS", "LATTERW")
"""Classes of words whose meaning is found in the text."""


def taken_up(speakers: Speakers, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker:
    """Whom a pronoun means: who speaks or is named before it, who spoke last, who speaks after it; else itself."""
    line = sentence.speech
    if line.lexicon.codes["LATTERW"] in who.codes:
        found = _latter(speakers, paragraph, sentence)
    else:
        found = _before(speakers, paragraph, sentence, who) or speakers.pronoun(who, line)
    if found is not None:
        return found
    later = [cue.who for cue in sentence.cues if isinstance(cue.who, Mention) and cue.who.start > who.end]
    if later:
        return speakers.meet(later[0], sentence.line, paragraph.text, paragraph.base)
    span = span_of(paragraph.text, who.start, who.end, paragraph.base)
    return Speaker(span.quote, Side.UNKNOWN, span, pronoun=True)


def _latter(speakers: Speakers, paragraph: Paragraph, sentence: Parsed) -> Speaker | None:
    """Who is named last in the sentence before: "This differs from what her husband wrote. The latter said ..."."""
    before = next((one for one in reversed(paragraph.sentences) if one.end <= sentence.start), None)
    if before is None:
        return None
    kinds = sentence.line.lexicon.codes.all(("ROLE", "INST", "PEOPLE", "OUTLET"))
    held = [(one, {code for unit in one.units for code in unit.codes}) for one in before.mentions]
    able = [one for one, codes in held if one.name is not None or not codes.isdisjoint(kinds)]
    return speakers.meet(able[-1], before.line, paragraph.text, paragraph.base) if able else None


def quoted_by(speakers: Speakers, paragraph: Paragraph, sentence: Parsed, quotation: Quotation) -> Speaker | None:
    """Who is said in the sentence to speak in a quotation of it."""
    for cue in sentence.cues:
        outside = not quotation.start <= cue.start < quotation.end
        if outside and isinstance(cue.who, Mention):
            return speakers.meet(cue.who, sentence.line, paragraph.text, paragraph.base)
    return None


def _letters(mention: Mention, line: Line) -> bool:
    """An abbreviation is no "he"."""
    return len(mention.units) == 1 and line.lexicon.codes["UP"] in mention.units[0].codes


def paper(who: Mention, codes: Codes) -> bool:
    """Figures or information speak, but it is not they who are taken up by "it"."""
    turn = next((number for number, unit in enumerate(who.units) if codes["PREP"] in unit.codes), len(who.units))
    held = {code for unit in who.units[:turn] for code in unit.codes}
    return codes["RECORD"] in held and not any(codes[name] in held for name in ("INST", "ROLE", "PEOPLE", "OUTLET"))


def opens_with(line: Line, subject: Mention, begin: int) -> bool:
    """Whether a sentence begins with a mention, or with a word for the one who bears the name ("The diver Ana Lund")."""
    before = [at for at, unit in enumerate(line.units) if begin <= unit.start < subject.start]
    if any(line.has(at, "QO") for at in before):
        return False  # who is named in somebody's words
    if subject.start <= begin + 4:
        return True
    bearer = all(line.has(at, "HUMAN", "ADJ", "DET", "ROLE", "NATION") for at in before)
    return bearer and len(before) <= _LED and subject.name is not None


def _after_preposition(line: Line, at: int) -> bool:
    """ "In neighbouring Harrow": a name that only says where or with whom."""
    at -= 1
    while line.has(at, "ADJ"):
        at -= 1
    return line.has(at, "PREP")


def _opening_body(speakers: Speakers, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
    """ "The press service has its own reading: most of them were armed, it says": the body the sentence begins with."""
    line = sentence.line
    codes = line.lexicon.codes
    if codes["ITW"] not in who.codes:
        return None
    first = next((one for one in sentence.mentions if one.end <= who.start), None)
    if first is None or not opens_with(line, first, sentence.start) or first.name is not None or paper(first, codes):
        return None
    if codes["NUM"] in first.units[0].codes:
        return None  # "Eighteen officers died, it said": what is counted does not speak
    speaker = speakers.meet(first, line, paragraph.text, paragraph.base)
    return speaker if speaker.plural or speaker.side is Side.OFFICIAL else None


def _before(speakers: Speakers, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
    """Who is said to speak earlier in the same sentence; for "he" and "she" else a person named there."""
    line = sentence.line
    codes = line.lexicon.codes
    single = any(codes[name] in who.codes for name in ("HE", "HEPOSS"))
    for cue in reversed(sentence.cues):
        if (
            isinstance(cue.who, Mention)
            and cue.who.end <= who.start
            and cue.start < who.start
            and not paper(cue.who, codes)
        ):
            speaker = speakers.meet(cue.who, line, paragraph.text, paragraph.base)
            if speaker.plural != single or speaker.person == single or codes["ITSW"] in who.codes:
                return speaker
    if not single:
        return _opening_body(speakers, paragraph, sentence, who)
    starts = {unit.start: number for number, unit in enumerate(line.units)}
    earlier = [
        mention
        for mention in sentence.mentions
        if mention.name is not None
        and mention.end <= who.start
        and not _letters(mention, line)
        and not _after_preposition(line, starts[mention.start])
        and not any(codes["SORT"] in unit.codes for unit in mention.units)
    ]
    # "In the feed of the commission's head a video appeared in which she said": whose it is.
    owners = [
        mention
        for mention in sentence.mentions
        if mention.end <= who.start
        and line.has(starts[mention.start] - 1, "NAMEY")
        and line.has(starts[mention.start], "ROLE")
    ]
    meant = earlier or owners
    return speakers.meet(meant[-1], line, paragraph.text, paragraph.base) if meant else None
