"""Whose words a sentence is that names nobody: what the paragraph around it says of that.

A quotation of several sentences ends with who spoke; "this was reported by X" looks back; what stands before "it added"
is of the same speaker. Pure: it finds the cue, and knows no speaker. Proved by tests/reading/test_floor.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.speech import Cue, distance, sided
from aigaq.reading.text.units import Line

_OPENING = 4
_DATELINE = 8
_AHEAD = 3
_BACK = 5


def speaks(sentence: Parsed) -> bool:
    """Whether it names a speaker; a faint cue ("the official toll") gives way to one named beside it, and an aside is of
    one number alone ("not nine, as the papers wrote")."""
    return any(not (cue.rule.attrs.get("faint") or cue.rule.attrs.get("aside")) for cue in sentence.cues)


def told_back(paragraph: Paragraph, sentence: Parsed) -> tuple[Parsed, Cue] | None:
    """ "This was reported by X.": a sentence soon after says who told this one, which names nobody itself."""
    if speaks(sentence):
        return None
    following = [one for one in paragraph.sentences if one.start >= sentence.end][:_BACK]
    return _first_back(following)


def told_beyond(paragraph: Paragraph, sentence: Parsed) -> tuple[Parsed, Cue] | None:
    """ "12 died, the agency reports. This was said by the mayor.": whom the next sentence names told the agency."""
    return _first_back([one for one in paragraph.sentences if one.start >= sentence.end][:1])


def told_next(paragraph: Paragraph, sentence: Parsed, after: Paragraph) -> tuple[Parsed, Cue] | None:
    """The same where the next paragraph opens with it, and nothing between names another."""
    if any(speaks(one) for one in paragraph.sentences if one.start >= sentence.start):
        return None
    return _first_back(after.sentences[:1])


def _first_back(sentences: Sequence[Parsed]) -> tuple[Parsed, Cue] | None:
    """The first of the sentences with a cue, where that looks back; whoever denies it has not told it."""
    spoken = next((one for one in sentences if speaks(one)), None)
    back = [cue for cue in spoken.cues if cue.rule.attrs.get("back") and not cue.denies] if spoken is not None else []
    return (spoken, back[0]) if spoken is not None and back else None


def told_at_end(paragraph: Paragraph, sentence: Parsed, at: int) -> tuple[Parsed, Cue] | None:
    """A quotation of several sentences: whoever is named where it ends said all of it."""
    quotation = paragraph.quoted(at)
    if quotation is None or quotation.end <= sentence.end:
        return None
    last = next((one for one in paragraph.sentences if one.start < quotation.end <= one.end), None)
    cues = [] if last is None else [c for c in last.cues if c.end > quotation.end and c.covers[0] < quotation.end]
    if last is None or not cues:
        return None
    # "…, the mayor wrote, citing the flood agency": whom they cite is nearer; "citing first data" names nobody.
    return last, min(cues, key=lambda cue: (not _cited(cue), distance(cue, quotation.end)))


def _cited(cue: Cue) -> bool:
    return bool(cue.rule.attrs.get("inner")) and sided(cue.who)


def told_over(paragraph: Paragraph, sentence: Parsed, after: Paragraph) -> tuple[Parsed, Cue] | None:
    """The cue with which the next paragraph goes on ("She added"), where nobody else is named before."""
    if any(speaks(one) for one in paragraph.sentences if one.start >= sentence.start):
        return None
    found = told_on(after, None) if after.sentences else None
    return (found[0], found[1]) if found is not None and found[2] and found[0] is after.sentences[0] else None


def told_on(paragraph: Paragraph, sentence: Parsed | None) -> tuple[Parsed, Cue, bool] | None:
    """The next cue after a sentence without one, and whether it says that its speaker goes on: "it added", "also said".

    Without a sentence the paragraph's own first ones count.
    """
    if sentence is not None and speaks(sentence):
        return None
    begin = 0 if sentence is None else sentence.end
    following = [one for one in paragraph.sentences if one.start >= begin][:_AHEAD]
    spoken = next((one for one in following if speaks(one)), None)
    if spoken is None:
        return None
    cue = spoken.cues[0]
    line = spoken.line
    return spoken, cue, any(cue.start <= line.units[unit].start < cue.end for unit in line.where("GOESON", "ADDS"))


def led(paragraph: Paragraph, cue: Cue) -> bool:
    """Whether a cue opens its sentence."""
    start = min(cue.start, cue.who.start)
    return any(0 <= start - _begins(one, start) < _OPENING for one in paragraph.sentences)


def goes_on(paragraph: Paragraph, cue: Cue, *, number: bool, numbers: bool, press: bool) -> bool:
    """Whether who spoke last goes on: `leads` of the cue may say "no", "figures" (only these) or "closing" (also where
    the cue stands at the end, but for the press).

    `number`: a figure is told; `numbers`: and it goes on with others.
    """
    leads = cue.rule.attrs.get("leads")
    if leads == "no" or (leads == "figures" and not numbers) or (leads == "closing" and not number):
        return False  # a clause that ends with who said it is said once
    return not earlier(paragraph, cue) and ((leads == "closing" and not press) or led(paragraph, cue))


def recalls(line: Line) -> bool:
    """ "It was reported earlier that", but not "fewer than was reported earlier"; "at first six were said to have died"."""
    if line.where("ATFIRST") and line.where("SAYPASS"):
        return True
    return any(
        not line.has(at - 1, "APPROXIMATE") and not line.has(at - 2, "APPROXIMATE") for at in line.where("UNSAID")
    )


def earlier(paragraph: Paragraph, cue: Cue) -> bool:
    """ "Earlier the police had spoken of one": what the next sentence tells is of now, and need not be theirs."""
    for one in paragraph.sentences:
        if one.start <= cue.start < one.end:
            return any(one.line.units[at].end <= cue.word[0] for at in one.line.where("ATFIRST"))
    return False


def _begins(sentence: Parsed, before: int) -> int:
    """Where a sentence begins, past the line that says where and when it was written."""
    line = sentence.line
    first = 0
    while line.has(first, "ADV", "DATE", "ASIDE", "COMMA") or (line.has(first, "PREP") and line.has(first + 1, "DATE")):
        first += 1
    if 0 < first < len(line.units) and line.units[first].start <= before:
        return line.units[first].start
    if line.lexicon.pack.get("order") == "last" and (ahead := _adjuncts(line, before)):
        return line.units[ahead].start
    dash = next((at for at in line.where("DASH") if at < _DATELINE and line.units[at].end <= before), None)
    if dash is None or not all(line.has(at, "UP", "DATE", "NUM", "COMMA", "PLACE", "STOP") for at in range(dash)):
        return sentence.start
    return line.units[dash + 1].start


def _adjuncts(line: Line, before: int) -> int:
    """Where verbs stand last: where, when and to whom somebody speaks may stand before who does ("at the briefing the
    minister", "who spoke in the hall the minister"); the unit after these words, 0 where there are none."""
    at = 0
    while at < min(_DATELINE, len(line.units)) and line.units[at].start < before:
        if line.has(at, "NUM", "VFIN", "COMMA", "STOP", "QO", "SPLIT"):
            return 0
        at += 1
    spoken = at and line.units[at - 1].end <= before and line.has(at - 1, "OBL", "PTCP", "DATE")
    return at if spoken and at < len(line.units) else 0
