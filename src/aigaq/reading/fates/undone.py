"""What may be so, and what was not done: it takes nothing back.

Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.fates.earlier import fresh_of, text_span
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.records.making import Context
from aigaq.reading.text.units import Line
from aigaq.statements.records import Figure

_CLAUSE = 6
_ACTS = ("REMOVED", "GIVESUP", "REVISED", "LETGO", "DISOWNED", "UNSAYS")
_SUBJECT = 4
_SAYING = ("SAY", "SAYTHAT", "SAYNUM", "SAYREC", "SAYING")
_DATA = 6
_DATA_WORDS = ("NUMBERWORD", "POSTED", "RECORD", "NUMBERW", "TALLY", "TOLL")


def imagined(line: Line, start: int) -> bool:
    """Whether it only may be so: "may be a little lower than", "could be revised"; or it is of what a count grew by."""
    for at in range(start - 1, max(start - _CLAUSE, -1), -1):
        if line.has(at, "COMMA", "STOP", "SEMI", "CONJ", "DASH", "SUBORD"):
            return False
        if line.has(at, "WOULD", "GREWBY", "DEMANDED"):
            return True
    return False


def undone(line: Line, match: Match) -> bool:
    """ "Police have not withdrawn it", "refused to", "would not": what was not done took nothing back."""
    span = range(match.start, match.end)
    if any(line.has(at, "MAYW") for at in span):
        return True  # "it may be a slip"
    if any(line.has(at, "REMOVED") and line.has(at, "SAYTHAT") and line.has(at + 1, "THAT") for at in span):
        return True  # "he recalled that ten had died"
    if _not_said(line, match) or _of_confession(line, match):
        return True
    acts = [at for at in span if line.has(at, *_ACTS)]
    if any(line.has(at, "NOBODYW") for act in acts[:1] for at in range(act - _SUBJECT, act)):
        return True  # "nobody has disowned it"
    return any(
        line.has(at - 1, "NEG", "GIVESUP") or (line.has(at - 1, "WONT") and line.has(at - 2, "NEG")) for at in acts
    )


def _not_said(line: Line, match: Match) -> bool:
    """ "She did not say the number was mistaken", "stopped short of saying it was wrong"; not "did not say why it was"."""
    if not any(line.has(at, "MISTAKE", "UNTRUE") for at in _to_clause_end(line, match)):
        return False
    for at in range(match.end - 2, max(match.start - _CLAUSE, -1), -1):  # the last may be what ends the clause
        if line.has(at, "COMMA", "STOP", "SEMI", "CONJ", "DASH", "WHYW"):
            return False
        if line.has(at, "SHORTOF") or (line.has(at, *_SAYING) and line.has(at - 1, "NEG")):
            return True
    return False


def _to_clause_end(line: Line, match: Match) -> range:
    """The units of a match and those after it up to the end of its clause."""
    end = match.end
    while end < min(match.end + _CLAUSE, len(line.units)) and not line.has(end, "COMMA", "STOP", "SEMI"):
        end += 1
    return range(match.start, end)


def _of_confession(line: Line, match: Match) -> bool:
    """ "He had signed a confession; in court he took it back": of a testimony, where no number stands after it."""
    for at in range(match.end - 1, -1, -1):
        if line.has(at, "CONFESSW"):
            return True
        named = line.has(at, "NUMBERWORD", "TALLY", "TOLL") and not line.has(at, "PRON")
        if named or (line.has(at, "NUM") and not line.has(at + 1, "SPAN")):
            return False
    return False


def of_other_data(context: Context, match: Match) -> bool:
    """ "It holds other figures to be false", "rejected claims of a greater number": what it gave itself stands."""
    start, end = context.sentence.speech.span(match.start, match.end)
    line = context.sentence.line
    inside = [at for at, unit in enumerate(line.units) if start <= unit.start < end]
    if not inside:
        return False
    for at in range(max(inside[0] - _DATA, 0), inside[-1] + 1):
        if line.has(at, "OTHERDATA") and any(line.has(at + step, *_DATA_WORDS) for step in (1, 2)):
            return not any(line.has(unit, "NUM") and not line.has(unit, "OTHERDATA") for unit in range(at, inside[-1]))
    return False


def see_stands(context: Context, figures: Sequence[Figure]) -> None:
    """Remember the numbers of this sentence that the text gives as those that hold: what it explains is another."""
    offset, units = context.paragraph.base[1], context.sentence.speech.units
    begins = [text_span(figure).start for figure in fresh_of(context, figures)]
    for _, match in context.sentence.speech.rules("stands") if begins else ():
        unit = units[match.captures["n"][0]]
        context.setting.stands.update(at for at in begins if unit.start <= at - offset < unit.end)


def of_detail(context: Context, match: Match) -> bool:
    """Whether it is where, when or who that was wrong, and no other number is told: "we wrote that 40 died in Harrow; it
    was in Lenz". A note may say so in the sentence after it."""
    here = context.sentence
    return other_detail(context, here.speech.units[match.end - 1].end)


def other_detail(context: Context, end: int) -> bool:
    """Whether what stands after a character of the paragraph, in this sentence or the next, says so."""
    here = context.sentence
    after = next((one for one in context.paragraph.sentences if one.start > here.start), None)
    lines = [one for one in (here, after) if one is not None]
    wrong = any(one.speech.units[held.end - 1].end > end for one in lines for _, held in one.speech.rules("detail"))
    numbers = (one.line.units[at].start for one in lines for at in one.line.where("NUM"))
    return wrong and not any(start >= end for start in numbers)
