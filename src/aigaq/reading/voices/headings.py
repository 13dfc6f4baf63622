"""Whose text it is: a heading that names the one who testifies, or the body that issues a statement.

Rules `[[bulletin]]` say of a line without a verb up to which day it counts. Rules `[[heading]]` of the pack, tried on the first paragraphs only. `voice = "own"`: first-person paragraphs are this
one's (a testimony); else the heading only says on which side "we" is. Proved by tests/reading/test_headings.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.setting.days import dated, day_of
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.speech import sided
from aigaq.reading.text.units import Line, Unit
from aigaq.statements.vocabulary import Side

_FIRST = 2
_OPENING = 3
_DAY = len("2022-01-05")


def find_heading(paragraph: Paragraph) -> Iterator[tuple[Parsed, Mention, bool]]:
    """The mention a heading names, its sentence, and whether the text is told in its voice."""
    for sentence in paragraph.sentences[:_FIRST]:
        for rule, match in sentence.speech.rules("heading"):
            who = sentence.speech.units[match.captures["who"][0]].value
            if rule.attrs.get("needs") == "side" and not (isinstance(who, Mention) and sided(who)):
                continue
            if isinstance(who, Mention):
                yield sentence, who, rule.attrs.get("voice") == "own"
                return


def standing_of(paragraph: Paragraph, published: str | None) -> tuple[str, str] | None:
    """The day a bulletin counts to, where its heading says so ("Situation as of 9 January"), and the rule."""
    line = paragraph.sentences[0].line if paragraph.sentences else None
    if line is None or line.any("VFIN") or line.any("AUX"):
        return None
    return _bulletin(line, published, None)


def standing_back(paragraph: Paragraph, after: Paragraph | None, published: str | None) -> tuple[str, str] | None:
    """The day that a later sentence, or the next paragraph's first, says these numbers are of: "the figures are as of
    10 a.m. on Friday" (`when = "back"`)."""
    later = after.sentences[:1] if after is not None and not _counts(after.sentences[:1]) else ()
    for sentence in (*paragraph.sentences[1:], *later):
        found = _bulletin(sentence.line, published, "back") if sentence.line.any("DATE") else None
        if found is not None:
            return found
    return None


def standing_on(sentence: Parsed, published: str | None) -> tuple[str, str] | None:
    """The day with which a sentence opens, for those after it in the paragraph: "as of 6 January" (`when = "on"`)."""
    return _bulletin(sentence.line, published, "on") if sentence.line.any("STANDSAT") else None


def _bulletin(line: Line, published: str | None, when: str | None) -> tuple[str, str] | None:
    for rule, match in line.rules("bulletin"):
        if rule.attrs.get("when") != when or (when == "on" and match.start > _OPENING):
            continue
        for unit in range(match.start, match.end):
            said = dated(line, unit, published) if line.has(unit, "DATE") else None
            if said is not None and rule.attrs.get("timed") and ("T" not in said.date or match.start):
                continue  # "9 May, 07:00.": the entry of a running report, where it begins with that
            if said is not None and len(day_of(said.date)) == _DAY:
                return day_of(said.date), rule.id
        if rule.attrs.get("hour") and published is not None:  # "as of 5 p.m.": of the day at hand
            return published[:_DAY], rule.id
    return None


def _counts(sentences: Sequence[Parsed]) -> bool:
    """Whether a sentence has numbers of its own, which its day may be for."""
    return any(sentence.line.any("NUM") for sentence in sentences)


def side_of_we(line: Line, who: Unit) -> Side:
    """Those who write "we reported" or "we published" are the press; else "we" says nothing."""
    at = next((number for number, unit in enumerate(line.units) if unit.start == who.start), None)
    if at is None:
        return Side.UNKNOWN
    follows = range(at + 1, min(at + 4, len(line.units)))
    return Side.MEDIA if any(line.has(number, "PUBLISHES") for number in follows) else Side.UNKNOWN
