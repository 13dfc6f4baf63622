"""Speakers of a document: who a mention is, which side it is on, and whom "he" or "the ministry" takes up again.

A side comes from the head of the mention, else from what stands after it ("X, head of the miners' union,"), else from
what the document said of the same name before. Nothing is guessed from the name itself. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aigaq.reading.sides import Sides
from aigaq.reading.speech import Mention
from aigaq.reading.units import Line, Unit
from aigaq.statements.records import Link
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side

_KEPT = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as the text names it."""

    name: str
    side: Side
    span: TextSpan
    person: bool = False
    plural: bool = False
    heads: frozenset[str] = frozenset()
    pronoun: bool = False

    def link(self) -> Link:
        """The speaker as a link of a chain."""
        return Link(name=self.name, side=self.side, span=self.span)


@dataclass(slots=True)
class Speakers:
    """The speakers met so far; the last ones are found again by last name, role or pronoun."""

    by_name: dict[str, Speaker] = field(default_factory=dict)
    recent: list[Speaker] = field(default_factory=list)
    sides: Sides | None = None

    def meet(self, mention: Mention, line: Line, text: str, base: tuple[str, int]) -> Speaker:
        """The speaker of a mention, joined with what is known of the name."""
        start, end = _stretch(mention, line)
        side = side_of(mention, line)
        name = line.lexicon.base(" ".join(text[start:end].split()))
        span = span_of(text, start, end, base)
        person = mention.name is not None
        last = line.lexicon.lemma(name.split()[-1].casefold()) if name else ""
        known = self.by_name.get(last) if person else None
        if known is not None:
            side = known.side if side is Side.UNKNOWN else side
            name = known.name if len(name) < len(known.name) else name
        kinds = line.lexicon.codes.all(["INST"] if person else ["INST", "ROLE"])
        nouns = [unit for unit in mention.units if any(kind in unit.codes for kind in kinds)]
        heads = frozenset(line.lexicon.lemma(unit.form.split()[-1]) for unit in nouns)
        if side in (Side.UNKNOWN, Side.OTHER):
            # "The office's director": a director of a ministry speaks for it, whoever else may be one.
            side = self._side_by_heads(heads, side)
        if side is Side.UNKNOWN and line.lexicon.codes["THEYPOSS"] in mention.units[0].codes:
            side = next((one.side for one in reversed(self.recent) if one.plural), side)
        if self.sides is not None:
            side = self.sides.of_mention(name, mention.units, line.lexicon.lemma) or side
        plural = any(line.lexicon.codes[kind] in unit.codes for unit in mention.units for kind in ("PEOPLE", "INST"))
        speaker = Speaker(name, side, span, person, plural and not person, heads)
        if person:
            if len(self.by_name) > 5000:
                self.by_name.clear()
            self.by_name[last] = speaker if known is None else replace(known, side=side)
        return speaker

    def heard(self, speaker: Speaker) -> None:
        """Remember that this one spoke last."""
        self.recent.append(speaker)
        del self.recent[:-_KEPT]

    def pronoun(self, unit: Unit, line: Line) -> Speaker | None:
        """Whom a pronoun means: the last single one who spoke for "he", the last group or body for "they"."""
        single = any(line.lexicon.codes[name] in unit.codes for name in ("HE", "HEPOSS"))
        either = single and bool(line.lexicon.pack.get("genderless"))
        for speaker in reversed(self.recent):
            if either or speaker.plural != single:
                return speaker
        return None

    def _side_by_heads(self, heads: frozenset[str], side: Side) -> Side:
        for speaker in reversed(self.recent):
            if speaker.heads & heads and speaker.side is not Side.UNKNOWN:
                return speaker.side
        return side


def span_of(text: str, start: int, end: int, base: tuple[str, int]) -> TextSpan:
    """The span of text[start:end], where the text begins at `base` = (part, offset)."""
    return TextSpan(part=base[0], start=base[1] + start, end=base[1] + end, quote=text[start:end])


def side_of(mention: Mention, line: Line) -> Side:
    """The side a mention's words give; unknown where they give none."""
    return _side_of_units(mention.units, line) or _side_after(mention, line) or Side.UNKNOWN


def _side_of_units(units: tuple[Unit, ...], line: Line) -> Side | None:
    """The head's side: the last sided word before the first preposition, else the first one after it."""
    preposition = line.lexicon.codes["PREP"]
    turn = next((number for number, unit in enumerate(units) if preposition in unit.codes), len(units))
    heads = [side for unit in units[:turn] if (side := unit.attr("side"))]
    rest = [side for unit in units[turn:] if (side := unit.attr("side"))]
    first = line.lexicon.pack.get("head", "last") == "first"
    named = (heads[:1] if first else heads[-1:]) or rest[:1]
    return Side(named[0]) if named else None


def _side_after(mention: Mention, line: Line) -> Side | None:
    """What stands after the name between commas: ", head of the miners' union,"."""
    after = next((number for number, unit in enumerate(line.units) if unit.start >= mention.end), None)
    if after is None or not line.has(after, "COMMA"):
        return None
    if line.has(after + 1, "NUM") and line.has(after + 2, "COMMA"):
        after += 2  # the age of who is named
    aside: list[Unit] = []
    for number in range(after + 1, min(after + 14, len(line.units))):
        if line.has(number, "COMMA", "SAY", "STOP"):
            break
        aside.append(line.units[number])
    return _side_of_units(tuple(aside), line)


def _stretch(mention: Mention, line: Line) -> tuple[int, int]:
    """The words that name the speaker: without a leading article; the name alone where much stands before it."""
    codes = line.lexicon.codes
    units = list(mention.units)
    while len(units) > 1 and codes["DET"] in units[0].codes:
        units.pop(0)
    if mention.name is not None:
        before = [unit for unit in units if unit.start < mention.name[0]]
        if len(before) > 4 or any(codes["COMMA"] in u.codes or codes["PREP"] in u.codes for u in before):
            return mention.name
    return units[0].start, mention.end
