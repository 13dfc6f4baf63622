"""The number that the words of a withdrawal name: "the 61 given on Sunday", "the toll of 164, posted by a channel, was …".

It is that number which is taken back, and no other near it: the figure of this sentence, or the one given before where
it counts nobody by itself here. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.fates.earlier import text_span
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.records.making import Context
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line, Unit
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure
from aigaq.values.quantities import Quantity

_TELLING = 10  # smaller numbers are named in many other ways
_HEAD = 3  # units from the word for a number to the number
_TAIL = 5  # the same where the noun of a phrase stands last
_HEADS = ("NUMBERWORD", "TALLY", "POSTED", "RECORD", "TOLL")
_ENDS = ("NUM", "STOP", "SEMI", "VFIN", "SAY", "TRIG", "AUX")


def named_in(context: Context, match: Match, figures: Sequence[Figure]) -> Sequence[Figure] | None:
    """The earlier numbers that words name once more, where they count nobody by themselves: "the 61 given on Sunday".

    None where the words name no number; nothing where they name one that was not given before.
    """
    offset = context.paragraph.base[1]
    begins = [text_span(figure).start - offset for figure in figures]
    new = range(*match.captures.get("new", (0, 0)))
    for at in range(match.start, match.end):
        unit = context.sentence.speech.units[at]
        for part in unit.value.units if isinstance(unit.value, Mention) else (unit,):
            if at in new or any(part.start <= one < part.end for one in begins):
                continue
            if _telling(part) and not context.sentence.speech.has(at + 1, "TIMESW", "SPAN"):
                return _of_size(part, figures)
    return None


def named_before(context: Context, match: Match, figures: Sequence[Figure]) -> Sequence[Figure] | None:
    """The same of the number that the sentence has named before the words: "the toll of 164 that a channel gave was later
    called a mistake"; here it may be a figure."""
    speech, line = context.sentence.speech, context.sentence.line
    if any(speech.has(at, "EARLIERW", "OTHERW") for at in range(match.start, match.end)):
        return None  # "the earlier number" is another
    start = speech.units[match.start].start
    named = next(_named(line, start), None)
    if named is None:
        return None
    begin = context.paragraph.base[1] + named.start
    here = [figure for figure in figures if begin <= text_span(figure).start < begin + named.end - named.start]
    return here or _of_size(named, figures)


def _named(line: Line, start: int) -> Iterator[Unit]:
    """The numbers before a character that stand with a word for a number or a post, the last first."""
    last = line.lexicon.pack.get("order") == "last"
    for at in reversed(line.where("NUM")):
        unit = line.units[at]
        if unit.start < start and _telling(unit) and (_headed_after if last else _headed)(line, at):
            yield unit


def _headed(line: Line, at: int) -> bool:
    """ "The toll of 164", «цифру 164», «первую цифру жертв, 164»."""
    for near in range(at - 1, at - _HEAD - 1, -1):
        if line.has(near, *_HEADS) and not line.has(near, "VERB", "THAT"):
            return not line.has(at - 1, "THAT")
        if line.has(near, *_ENDS):
            return False
    return False


def _headed_after(line: Line, at: int) -> bool:
    """«164 адам туралы дерек»."""
    about = False
    for near in range(at + 1, at + _TAIL + 1):
        about = about or line.has(near, "TOPICW")
        if about and line.has(near, *_HEADS):
            return True
        if line.has(near, *_ENDS):
            return False
    return False


def _telling(unit: Unit) -> bool:
    low = unit.value.low if isinstance(unit.value, Quantity) else None
    return low is not None and low >= _TELLING


def _of_size(unit: Unit, figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if isinstance(unit.value, Quantity) and figure.low == unit.value.low]


def of_measure(context: Context, match: Match, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures of what the words name a count of: a wrong death toll is no number of wounded."""
    units = context.sentence.speech.units[match.start : match.end + 1]
    toll = context.paragraph.lexicon.codes["TOLL"]
    named = {measure for unit in units if toll in unit.codes and (measure := unit.attr("measure")) is not None}
    count = context.paragraph.lexicon.codes["TALLY"]
    pairs = zip(units, units[1:], strict=False)  # "that arrest number"
    if context.paragraph.lexicon.pack.get("head", "last") == "first":
        pairs = zip(units[1:], units, strict=False)  # the toll's noun stands after the word for the count
    named |= {measure for one, two in pairs if count in two.codes and (measure := one.attr("measure")) is not None}
    if len(named) != 1:
        return figures
    measure = named.pop()
    return [f for f in figures if measure_is_a(f.measure, measure) or measure_is_a(measure, f.measure)]
