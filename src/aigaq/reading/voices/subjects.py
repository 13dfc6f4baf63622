"""Who tells a sentence in which no word of speech is known: whom it begins with, where they tell rather than act.

"The commandant's office came up with 12 dead" says whose number it is in words that no list holds. Those whose work it is
to act (class ACTOR: police, courts, rescuers) are taken at their word only with a word of speech. Proved by
tests/reading/test_subjects.py.
"""

from __future__ import annotations

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Parsed
from aigaq.reading.text.units import Line
from aigaq.statements.vocabulary import Side

_BETWEEN = ("TRIG", "SEMI", "SPLIT", "QO", "DENY", "DISPUTES", "REMOVED", "MUTEW", "DOESW")
# Those who are as often counted as they count.
_BYSTANDERS = (None, Side.WITNESS, Side.OTHER)


def able(mention: Mention, line: Line) -> bool:
    """Whether a mention can be whose number it is: somebody with a side, by their own words or the body they are of."""
    codes = line.lexicon.codes
    held = {code for unit in mention.units for code in unit.codes}
    if held.isdisjoint(codes.all(("INST", "ROLE", "OUTLET"))) or not held.isdisjoint(codes.all(("PERS", "TRIG"))):
        return False
    return any(unit.attr("side") not in _BYSTANDERS for unit in mention.units)


def teller(sentence: Parsed, at: int) -> Mention | None:
    """The subject of the sentence that stands before a number, where it may tell the number."""
    line = sentence.line
    if line.lexicon.pack.get("order") == "last" or any(True for _ in sentence.speech.rules("withdrawal")):
        return None  # who takes a number back is not who gave it; where verbs stand last a subject says too little
    number = next((place for place, unit in enumerate(line.units) if unit.start >= at), len(line.units))
    for mention in sentence.mentions:
        first = next(place for place, unit in enumerate(line.units) if unit.start >= mention.start)
        last = next(place for place, unit in enumerate(line.units) if unit.end >= mention.end)
        if last >= number:
            return None
        if able(mention, line) and _subject(mention, line, first, last):
            return mention if _tells(mention, line, last, number) else None
    return None


def _subject(mention: Mention, line: Line, first: int, last: int) -> bool:
    """Whether its words can be a subject: no preposition before it, no case but that of subjects, no owner of the next."""
    codes = line.lexicon.codes
    if any(line.has(place, "PREP") for place in (first - 1, first - 2 if line.has(first - 1, "ADJ", "DET") else first)):
        return False
    if line.lexicon.pack.get("order") == "free":
        return any(codes["CNOM"] in unit.codes for unit in mention.units)
    return not line.has(last + 1, "GEN")


def _tells(mention: Mention, line: Line, last: int, number: int) -> bool:
    codes = line.lexicon.codes
    if any(codes["ACTOR"] in unit.codes for unit in mention.units) or line.has(last + 1, "CONJ"):
        return False
    return not any(line.has(place, *_BETWEEN) for place in range(number))
