"""Places that a text means without naming them: "the city", "the regional police", and where a local body speaks from.

"The city" is the town named last, "the region" the region. The police of a town count in that town, as do those who go
on to speak; a ministry counts in its country. Proved by tests/reading/test_vicinity.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from aigaq.reading.setting.days import other_between
from aigaq.reading.setting.whereabouts import Where
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.speech import Cue
from aigaq.reading.text.spots import Spot, place_words
from aigaq.reading.text.units import Line
from aigaq.reading.voices.told import Told
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer

TOWN, REGION = "settlement", "region"
_AFAR = {Side.INTERGOVERNMENTAL, Side.NGO, Side.MEDIA, Side.MEASUREMENT}
_KEPT = 64
_MEANT = "vicinity"


@dataclass(slots=True)
class Vicinity:
    """The town and the region a document has named last, and from where those who spoke in it did so."""

    gazetteer: Gazetteer
    last: dict[str, Where] = field(default_factory=dict)
    seats: dict[str, Where] = field(default_factory=dict)

    def after(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Remember what a sentence that has been read names."""
        for unit in sentence.line.where("PLACE"):
            self._name(paragraph, sentence.line, Spot(unit, unit + 1))
        for spot in sentence.spots:
            if spot.named and not sentence.line.has(spot.first, "PLACE"):
                region = sentence.line.has(spot.last - 1, "REGIONW") or sentence.line.has(spot.last, "REGIONW")
                kind = REGION if region else TOWN
                self.last.pop(kind, None)
                self.last[kind] = self._where(paragraph, sentence.line, spot)

        self._seats(paragraph, sentence)

    def _seats(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Where the bodies of a sentence have their seats: "the department" after the police department of X."""
        line = sentence.line
        for unit in line.where("PLACE") if len(self.seats) < _KEPT else ():
            start, kind = line.units[unit].start, self._kind(line, unit)
            for who in sentence.mentions if kind is not None else ():
                body = line.lexicon.codes["INST"] in who.units[-1].codes and who.name is None
                if body and who.start <= start < who.end and not _afar(who) and not national(paragraph, who):
                    self.seats[_head(who, line)] = self._where(paragraph, line, Spot(unit, unit + 1))

    def of_words(self, paragraph: Paragraph, sentence: Parsed, at: int, numbers: Sequence[int]) -> Where | None:
        """The place of a number beside "the city" or "the region"; who speaks for them is not beside it."""
        for kind, unit in self._meant(paragraph, sentence):
            apart = not sentence.zones.together(unit, at) or other_between(unit, (at, at), numbers)
            if not apart and not _speaks(sentence, unit):
                found = self._antecedent(paragraph, sentence, kind, unit)
                if found is not None:
                    return found
        return self._of_adjective(paragraph, sentence, at, numbers)

    def _of_adjective(self, paragraph: Paragraph, sentence: Parsed, at: int, numbers: Sequence[int]) -> Where | None:
        """ "In Nairobian jails 73 were hurt": the adjective of a town, or a word for who lives there."""
        line = sentence.line
        for unit in line.where("NATION"):
            apart = not sentence.zones.together(unit, at) or other_between(unit, (at, at), numbers)
            if not apart and self._kind(line, unit) is not None and not _speaks(sentence, unit):
                code = line.units[unit].value.code
                return Where(code, self.gazetteer.name(code, paragraph.lexicon.language), "place.meant")
        return None

    def of_teller(self, paragraph: Paragraph, sentence: Parsed, told: Told) -> Where | None:
        """Where a local body counts that says something, or goes on to."""
        name = told.speakers[0].name.casefold() if told.speakers else ""
        own = told.cues[0] if told.cues else None
        if own is not None and own in sentence.cues and isinstance(own.who, Mention):
            found = self._seat(paragraph, sentence, own)
            if found is not None and name and len(self.seats) < _KEPT:
                self.seats[name] = found
            if found is not None:
                return found
        if own is not None and isinstance(own.who, Mention) and len(own.who.units) == 1:
            name = _head(own.who, sentence.line)  # "the department"
        return self.seats.get(name)

    def scene(self, paragraph: Paragraph, sentence: Parsed) -> Where | None:
        """What a sentence sets for those after it that speaks of "the city" or is told by a local body."""
        for cue in sentence.cues:
            found = self._seat(paragraph, sentence, cue)
            if found is not None:
                return found
        for kind, unit in self._meant(paragraph, sentence):
            found = self._antecedent(paragraph, sentence, kind, unit)
            if found is not None:
                return found
        return None

    def of_the_country(self, paragraph: Paragraph, sentence: Parsed, told: Told) -> bool:
        """Whether the sentence names anew, as who tells it, whoever speaks for the country as a whole."""
        own = told.cues[0] if told.cues else None
        if own is None or own not in sentence.cues:
            return _national(paragraph, sentence.start, sentence.end) and not sentence.cues
        return isinstance(own.who, Mention) and national(paragraph, own.who)

    def _seat(self, paragraph: Paragraph, sentence: Parsed, cue: Cue) -> Where | None:
        who, line = cue.who, sentence.line
        if not isinstance(who, Mention) or _afar(who) or national(paragraph, who):
            return None
        for unit in line.where("PLACE"):
            inside = who.start <= line.units[unit].start < who.end and not line.has(unit + 1, "HYPHEN")
            if inside and self._kind(line, unit) in (TOWN, REGION):
                return self._where(paragraph, line, Spot(unit, unit + 1))
        for unit in line.where("PLACE"):  # "X, who speaks for the Harrow police, says"
            beside = who.end <= line.units[unit].start < cue.word[0] and line.has(unit + 1, "INST", "ROLE")
            if beside and self._kind(line, unit) == TOWN:
                return self._where(paragraph, line, Spot(unit, unit + 1))
        for kind, unit in self._meant(paragraph, sentence):
            if who.start <= line.units[unit].start < who.end:
                return self._antecedent(paragraph, sentence, kind, unit)
        return None

    def _meant(self, paragraph: Paragraph, sentence: Parsed) -> Sequence[tuple[str, int]]:
        """Where a sentence has words for a town or a region without its name."""
        found = sentence.line.met.get(_MEANT)
        if found is None:
            found = sentence.line.met[_MEANT] = _unnamed(paragraph, sentence)
        return found  # type: ignore[return-value]

    def _antecedent(self, paragraph: Paragraph, sentence: Parsed, kind: str, before: int) -> Where | None:
        """The place the words at a unit mean: the last one named before, else one named after in the sentence."""
        line = sentence.line
        here = [unit for unit in line.where("PLACE") if self._kind(line, unit) == kind]
        earlier = [unit for unit in here if unit < before]
        if earlier or (here and kind not in self.last):
            unit = earlier[-1] if earlier else here[0]
            return self._where(paragraph, line, Spot(unit, unit + 1))
        region, town = self.last.get(REGION), self.last.get(TOWN)
        if kind == TOWN or town is None or region is None:
            return town if kind == TOWN or region is None else region
        around = town.code is not None and region.code is not None and self.gazetteer.within(town.code, region.code)
        return region if around or list(self.last)[-1] == REGION else town

    def _name(self, paragraph: Paragraph, line: Line, spot: Spot) -> None:
        kind = self._kind(line, spot.first)
        if kind is not None:
            self.last.pop(kind, None)
            self.last[kind] = self._where(paragraph, line, spot)

    def _kind(self, line: Line, unit: int) -> str | None:
        place = self.gazetteer.get(line.units[unit].value.code)
        return place.kind if place is not None and place.kind in (TOWN, REGION) else None

    def _where(self, paragraph: Paragraph, line: Line, spot: Spot) -> Where:
        code = line.units[spot.first].value.code if line.has(spot.first, "PLACE") else None
        return Where(code, place_words(paragraph.text, line, spot, self.gazetteer), "place.meant")


def _head(who: Mention, line: Line) -> str:
    """The noun at the end of a body's name, in its base form."""
    return line.lexicon.lemma(who.units[-1].form.split()[-1])


def national(paragraph: Paragraph, who: Mention) -> bool:
    """Whoever speaks for a country as a whole: a ministry, a parliament, whoever heads the state."""
    return _national(paragraph, who.start, who.end)


def _national(paragraph: Paragraph, start: int, end: int) -> bool:
    return _for_all(paragraph.text[start:end], tuple(paragraph.lexicon.pack.get("of_the_country", ())))


@lru_cache(_KEPT * _KEPT)
def _for_all(text: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _words((("all", words),), named=True).search(text) is not None


def _unnamed(paragraph: Paragraph, sentence: Parsed) -> list[tuple[str, int]]:
    """The units that mean a town or a region, each with which of the two."""
    line, pack = sentence.line, paragraph.lexicon.pack
    kinds = tuple((kind, tuple(pack[key])) for kind, key in ((TOWN, "the_town"), (REGION, "the_region")) if key in pack)
    found = []
    for match in _words(kinds).finditer(paragraph.text, sentence.start, sentence.end) if kinds else ():
        unit = max((number for number, one in enumerate(line.units) if one.start < match.end()), default=0)
        if not line.has(unit - 1, "NUM", "QUANTITY", "EACHW"):
            found.append((str(match.lastgroup), unit))
    return sorted(found, key=lambda one: one[0] == REGION)


def _afar(who: Mention) -> bool:
    return any(unit.attr("side") in _AFAR for unit in who.units)


def _speaks(sentence: Parsed, unit: int) -> bool:
    start = sentence.line.units[unit].start
    return any(cue.who.start <= start < cue.who.end for cue in sentence.cues)


@cache
def _words(kinds: tuple[tuple[str, tuple[str, ...]], ...], *, named: bool = False) -> re.Pattern[str]:
    """Words of several kinds, each as a group; `*` stands for any ending. Not before a name, unless they may be `named`."""
    groups = (f"(?P<{kind}>{'|'.join(map(_stem, sorted(words, key=len, reverse=True)))})" for kind, words in kinds)
    apart = "" if named else r"|\s+(?:of\b|[«“\"]|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])"
    return re.compile(rf"(?<![\w-])(?i:{'|'.join(groups)})(?!\w|-\w{apart})")


def _stem(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*")
