"""Which of the cues that cover a stretch is nearest the event, and which of them name nobody.

A paper that passes on what somebody says stands outside; what leads the sentence is nearer throughout; data of nobody
("the latest data") stand behind who gives them. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.speech import Cue, distance
from aigaq.reading.text.units import Unit
from aigaq.reading.voices.speakers import Speaker
from aigaq.statements.vocabulary import Side


def order(cue: Cue, at: int, covering: Sequence[Cue]) -> tuple[bool, bool, bool, bool, int]:
    """The cues that cover a position from nearest the event outwards."""
    passes, inner = passes_on(cue, at), bool(cue.rule.attrs.get("inner"))
    # "According to the ministry, A died and B were hurt, the paper said": what leads the sentence is nearer throughout.
    others = [one for one in covering if one is not cue]
    leads = _according(cue) and cue.start <= at and all(one.start > at and not _according(one) for one in others)
    return passes or not inner, passes, not inner, not leads, distance(cue, at)


def _according(cue: Cue) -> bool:
    return cue.rule.attrs.get("hedge") == "attribution"


def passes_on(cue: Cue, at: int) -> bool:
    """A paper named after the words hands on what somebody before them says: "A confirmed 12 dead, Reuters writes"."""
    if cue.rule.attrs.get("cites"):
        return False  # whom the paper cites is nearer than the paper
    sides = {unit.attr("side") for unit in _units(cue.who)} if cue.start > at else set()
    return Side.MEDIA in sides and Side.OFFICIAL not in sides  # a state channel is no paper


def _units(who: Mention | Unit) -> Sequence[Unit]:
    return who.units if isinstance(who, Mention) else (who,)


def own_record(paragraph: Paragraph, sentence: Parsed, who: Mention) -> bool:
    """ "According to our information" or "to the latest data" in a quotation: whoever is quoted says so."""
    if paragraph.quoted(who.start) is None:
        return False
    codes = sentence.line.lexicon.codes
    ours = codes["FIRST"] in who.units[0].codes and codes["RECORD"] in who.units[-1].codes
    return ours or _nameless(sentence, who)


def of_nobody(sentence: Parsed, cue: Cue, who: Mention) -> bool:
    """The same of "the official figures", where they are only what is told: "he said the official figures are now 12"."""
    codes = sentence.line.lexicon.codes
    formal = [unit for unit in who.units if codes["FORMALW"] in unit.codes]
    if not formal or len(formal) == len(who.units) or _according(cue):
        return _nameless(sentence, who)
    plain = tuple(unit for unit in who.units if unit not in formal)
    return bool(plain) and _nameless(sentence, replace(who, units=plain))


def _nameless(sentence: Parsed, who: Mention) -> bool:
    """A record of which the words do not say whose it is: "the latest data"."""
    codes = sentence.line.lexicon.codes
    if codes["RECORD"] not in who.units[-1].codes:
        return False
    named = codes.all(("INST", "ROLE", "OUTLET", "PEOPLE", "NAMEY", "HOSP", "WITNESS", "SOURCEW"))
    if any(codes["GEN"] in after.codes and codes["DATE"] not in one.codes for one, after in pairwise(who.units)):
        return False  # "the crews' own lists"
    return not any(unit.attr("side") or any(code in unit.codes for code in named) for unit in who.units)


def perceived(paragraph: Paragraph, sentence: Parsed, at: int) -> bool:
    """ "I saw" stands in the same quotation and sentence: its speaker was there."""
    quotation = paragraph.quoted(at)
    if quotation is None:
        return False
    line = sentence.line
    starts = [line.units[match.start].start for _, match in line.rules("perception")]
    return any(quotation.start <= start < quotation.end for start in starts)


def joined(first: Sequence[Speaker], more: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Speakers and more of them, each name once."""
    names = {speaker.name for speaker in first}
    return (*first, *(speaker for speaker in more if speaker.name not in names))
