"""Whose text it is: a heading that names the one who testifies, or the body that issues a statement.

Rules `[[bulletin]]` say of a line without a verb up to which day it counts. Rules `[[heading]]` of the pack, tried on the first paragraphs only. `voice = "own"`: first-person paragraphs are this
one's (a testimony); else the heading only says on which side "we" is. Proved by tests/reading/test_headings.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.reading.days import dated, day_of
from aigaq.reading.mentions import Mention
from aigaq.reading.paragraph import Paragraph, Parsed
from aigaq.reading.speech import sided
from aigaq.reading.units import Line, Unit
from aigaq.statements.vocabulary import Side

_FIRST = 2
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
    for rule, match in line.rules("bulletin"):
        for unit in range(match.start, match.end):
            said = dated(line, unit, published) if line.has(unit, "DATE") else None
            if said is not None and len(day_of(said.date)) == _DAY:
                return day_of(said.date), rule.id
    return None


def side_of_we(line: Line, who: Unit) -> Side:
    """Those who write "we reported" or "we published" are the press; else "we" says nothing."""
    at = next((number for number, unit in enumerate(line.units) if unit.start == who.start), None)
    if at is None:
        return Side.UNKNOWN
    follows = range(at + 1, min(at + 4, len(line.units)))
    return Side.MEDIA if any(line.has(number, "PUBLISHES") for number in follows) else Side.UNKNOWN
