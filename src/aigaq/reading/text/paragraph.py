"""A paragraph taken apart: its sentences as lines of units, with zones, speech and quotations. Pure; knows no document.

All positions are code points of the paragraph's own text. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.lexis.folding import lexicon_for
from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.text.cutting import find_units, merge_phrases
from aigaq.reading.text.marks import find_marks
from aigaq.reading.text.mentions import Mention, find_mentions, speech_line
from aigaq.reading.text.names import mark_names
from aigaq.reading.text.sentences import sentences
from aigaq.reading.text.speech import Cue, find_cues
from aigaq.reading.text.spots import Spot, find_spots
from aigaq.reading.text.units import Line, Unit
from aigaq.reading.text.zones import Zones, find_zones
from aigaq.values.places import Gazetteer

_SPOKEN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence: its line, its zones, who can speak in it and who is said to speak."""

    line: Line
    zones: Zones
    mentions: Sequence[Mention]
    speech: Line
    cues: Sequence[Cue]
    spots: Sequence[Spot]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; `spoken` where it is long enough to be speech rather than a term."""

    start: int
    end: int
    spoken: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph taken apart. `base` is the part and the offset at which its text begins."""

    text: str
    base: tuple[str, int]
    lexicon: Lexicon
    sentences: Sequence[Parsed]
    quotations: Sequence[Quotation]

    def quoted(self, position: int) -> Quotation | None:
        """The outermost spoken quotation around a position."""
        return next((q for q in self.quotations if q.spoken and q.start <= position < q.end), None)

    def has(self, name: str) -> bool:
        """Whether a class occurs in the paragraph."""
        return any(sentence.line.any(name) for sentence in self.sentences)


def parse(text: str, base: tuple[str, int], lexicon: Lexicon, gazetteer: Gazetteer) -> Paragraph:
    """Take a paragraph apart."""
    lexicon = lexicon_for(text, lexicon)
    marks = find_marks(text, lexicon.words or lexicon.language, gazetteer)
    units = find_units(text, 0, len(text), lexicon, marks)
    parsed = [_sentence(units[first:last], lexicon) for first, last in sentences(units, text, lexicon)]
    return Paragraph(text, base, lexicon, parsed, _quotations(units, lexicon, len(text)))


def _sentence(units: list[Unit], lexicon: Lexicon) -> Parsed:
    line = Line(mark_names(units, lexicon), lexicon)
    merge_phrases(line)
    spots = find_spots(line)
    mentions = find_mentions(line, spots)
    speech = speech_line(line, mentions)
    start, end = line.units[0].start, line.units[-1].end
    return Parsed(line, find_zones(line), mentions, speech, find_cues(speech), spots, start, end)


def _quotations(units: Sequence[Unit], lexicon: Lexicon, size: int) -> list[Quotation]:
    """Outermost quotations. One that is not closed runs to the end of the paragraph."""
    opens, closes, word = lexicon.codes["QO"], lexicon.codes["QC"], lexicon.codes["WORD"]
    found: list[Quotation] = []
    start, depth, words = 0, 0, 0
    for unit in units:
        if opens in unit.codes:
            if depth == 0:
                start, words = unit.start, 0
            depth += 1
        elif closes in unit.codes:
            depth = max(0, depth - 1)
            if depth == 0 and words:
                found.append(Quotation(start, unit.end, words >= _SPOKEN_WORDS))
                words = 0
        elif depth and word in unit.codes:
            words += 1
    if depth and words:
        found.append(Quotation(start, size, words >= _SPOKEN_WORDS))
    if any(one.spoken for one in found):
        return found
    return [*found, *(_after_dash(units, lexicon, size) or _before_dash(units, lexicon))]


def _before_dash(units: Sequence[Unit], lexicon: Lexicon) -> list[Quotation]:
    """ "We ran. Two fell, – said the guard.": where the pack says so (`unmarked = "speech"`), all before the dash is
    speech, unless an outlet says it: that reports, and is not quoted."""
    if lexicon.pack.get("unmarked") != "speech":
        return []
    comma, dash, outlet = (lexicon.codes[name] for name in ("COMMA", "DASH", "OUTLET"))
    say = (lexicon.codes["SAY"], lexicon.codes["THAT"], lexicon.codes["SAYPASS"])
    for at in range(len(units) - 2, 1, -1):
        told = dash in units[at].codes and comma in units[at - 1].codes and any(c in units[at + 1].codes for c in say)
        if told:
            reports = any(outlet in unit.codes for unit in units[at:])
            return [] if reports else [Quotation(units[0].start, units[at].start, at > _SPOKEN_WORDS)]
    return []


def _after_dash(units: Sequence[Unit], lexicon: Lexicon, size: int) -> list[Quotation]:
    """ "– We ran, – said the guard. – Two fell.": a paragraph that a dash opens is speech but for who said so."""
    dash, say = lexicon.codes["DASH"], (lexicon.codes["SAY"], lexicon.codes["THAT"])
    if not units or dash not in units[0].codes:
        return []
    told = next(
        (
            at
            for at in range(2, len(units) - 1)
            if dash in units[at].codes and any(c in units[at + 1].codes for c in say)
        ),
        None,
    )
    if told is None:
        return []
    found = [Quotation(units[0].start, units[told].start, told > _SPOKEN_WORDS)]
    again = next((at for at in range(told + 1, len(units)) if dash in units[at].codes), None)
    return found if again is None else [*found, Quotation(units[again].start, size, len(units) - again > _SPOKEN_WORDS)]
