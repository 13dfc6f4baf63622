"""Whose text it is: a heading that names the one who testifies, or the body that issues a statement.

Rules `[[heading]]` of the pack, tried on the first paragraphs only. `voice = "own"`: first-person paragraphs are this
one's (a testimony); else the heading only says on which side "we" is. Proved by tests/reading/test_headings.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.reading.paragraph import Paragraph, Parsed
from aigaq.reading.speech import Mention, sided
from aigaq.reading.units import Line, Unit
from aigaq.statements.vocabulary import Side

_FIRST = 2


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


def side_of_we(line: Line, who: Unit) -> Side:
    """Those who write "we reported" or "we published" are the press; else "we" says nothing."""
    at = next((number for number, unit in enumerate(line.units) if unit.start == who.start), None)
    if at is None:
        return Side.UNKNOWN
    follows = range(at + 1, min(at + 4, len(line.units)))
    return Side.MEDIA if any(line.has(number, "PUBLISHES") for number in follows) else Side.UNKNOWN
