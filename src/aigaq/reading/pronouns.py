"""Whom a pronoun means, and who speaks in a quotation, by what stands in the same sentence and who spoke before.

Proved by tests/reading/test_grammar.py and tests/reading/test_pronouns.py.
"""

from __future__ import annotations

from aigaq.reading.mentions import Mention
from aigaq.reading.paragraph import Paragraph, Parsed, Quotation
from aigaq.reading.patterns import Codes
from aigaq.reading.speakers import Speaker, Speakers, span_of
from aigaq.reading.units import Line, Unit
from aigaq.statements.vocabulary import Side

PRONOUNS = ("HE", "THEY", "HEPOSS", "THEYPOSS")
"""Classes of words whose meaning is found in the text."""


def taken_up(speakers: Speakers, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker:
    """Whom a pronoun means: who speaks or is named before it, who spoke last, who speaks after it; else itself."""
    line = sentence.speech
    found = _before(speakers, paragraph, sentence, who) or speakers.pronoun(who, line)
    if found is not None:
        return found
    later = [cue.who for cue in sentence.cues if isinstance(cue.who, Mention) and cue.who.start > who.end]
    if later:
        return speakers.meet(later[0], sentence.line, paragraph.text, paragraph.base)
    span = span_of(paragraph.text, who.start, who.end, paragraph.base)
    return Speaker(span.quote, Side.UNKNOWN, span, pronoun=True)


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


def _paper(who: Mention, codes: Codes) -> bool:
    """Figures or information speak, but it is not they who are taken up by "it"."""
    turn = next((number for number, unit in enumerate(who.units) if codes["PREP"] in unit.codes), len(who.units))
    held = {code for unit in who.units[:turn] for code in unit.codes}
    return codes["RECORD"] in held and not any(codes[name] in held for name in ("INST", "ROLE", "PEOPLE", "OUTLET"))


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
            and not _paper(cue.who, codes)
        ):
            speaker = speakers.meet(cue.who, line, paragraph.text, paragraph.base)
            if speaker.plural != single or speaker.person == single:
                return speaker
    if not single:
        return None
    starts = {unit.start: number for number, unit in enumerate(line.units)}
    earlier = [
        mention
        for mention in sentence.mentions
        if mention.name is not None
        and mention.end <= who.start
        and not _letters(mention, line)
        and not line.has(starts[mention.start] - 1, "PREP")
        and not any(codes["SORT"] in unit.codes for unit in mention.units)
    ]
    return speakers.meet(earlier[-1], line, paragraph.text, paragraph.base) if earlier else None
