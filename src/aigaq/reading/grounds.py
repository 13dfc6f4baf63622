"""Where a document plays: its country, by what its first paragraphs name, and the place its lead sets for what follows.

The first paragraphs are looked at before any of them is read, so that the number of a headline has a place too. A town
that no gazetteer has tells of its country where a table of the world's towns knows the name; the more countries have a
town of that name, the less it tells. Proved by tests/reading/test_grounds.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.records.making import Setting
from aigaq.reading.setting.days import in_cue
from aigaq.reading.setting.whereabouts import Where, country_of, is_dateline
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.spots import Spot, located, narrowest, place_words
from aigaq.reading.text.units import Line
from aigaq.values.towns import Towns

AHEAD = 12
"""So many paragraphs are looked at before the first is read."""

_MENTIONS = 12
_DESCRIBED, _HEADED, _PLACED, _ALONE = 2.0, 1.5, 0.8, 0.3


class Ground:
    """Learns from paragraphs in their order, and tells the setting of the document what it knows."""

    def __init__(self, setting: Setting, places: Sequence[str]) -> None:
        self._setting = setting
        self._gazetteer = setting.gazetteer
        self._votes: dict[str, float] = {}
        self._mentions = 0
        self._paragraphs = 0
        self._towns: set[str] = set()
        self._local_places: dict[str, int] = {}
        for code in places:
            self._vote(country_of(code, self._gazetteer), _DESCRIBED)
        self._tell()

    def learn(self, paragraph: Paragraph) -> None:
        """What a paragraph says of where the document plays; only the first ones do."""
        self._paragraphs += 1
        if self._mentions >= _MENTIONS:
            return
        for sentence in paragraph.sentences:
            self._named(sentence.line)
            self._unknown(paragraph, sentence)
            self._local(paragraph, sentence)
            self._dateline(paragraph, sentence)
        self._tell()

    def _named(self, line: Line) -> None:
        """Places and nations the gazetteer knows; whose agency it is that reports says nothing."""
        for unit in line.where("PLACE", "NATION"):
            code = line.units[unit].value.code
            if self._mentions < _MENTIONS and not line.has(unit + 1, "OUTLET"):
                self._mentions += 1
                weight = _HEADED if self._paragraphs == 1 else 1.0
                self._vote(country_of(code, self._gazetteer), weight)

    def _unknown(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Towns only the table of the world's towns knows: where the words say that something is there, and alone."""
        line = sentence.line
        inside = {unit: spot for spot in sentence.spots for unit in range(spot.first, spot.last)}
        for spot in dict.fromkeys(inside.values()):
            if spot.named and not any(line.has(unit, "PLACE") for unit in range(spot.first, spot.last)):
                self._town(place_words(paragraph.text, line, spot, self._gazetteer), line, _PLACED)
        opens = line.units[0].capital and line.has(1, "COMMA", "DASH", "LPAR", "DATE") and not line.has(0, "PLACE")
        if opens and 0 not in inside:
            self._town(paragraph.text[slice(*line.span(0, 1))], line, _PLACED)
        for unit in line.where("NAMEY"):
            if unit not in inside and not line.has(unit - 1, "NAMEY", "ROLE") and not line.has(unit + 1, "NAMEY"):
                self._town(paragraph.text[slice(*line.span(unit, unit + 1))], line, _ALONE)

    def _town(self, words: str, line: Line, weight: float) -> None:
        town = Towns.shipped().find(words, line.lexicon.language)
        if town is None or town.name in self._towns:
            return
        self._towns.add(town.name)
        for code, share in town.countries.items():
            self._vote(code, weight * share)

    def _vote(self, code: str, weight: float) -> None:
        self._votes[code] = self._votes.get(code, 0.0) + weight

    def _local(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Count the names at which the words say that something is: those of one breath once, by the narrowest, and of
        a site ("the Harrow crossing") the name alone."""
        line = sentence.line
        for spot in sentence.spots:
            named = [unit for unit in range(spot.first, spot.last) if line.has(unit, "NAMEY")]
            if not named or in_cue(line, spot.first, sentence.cues) or is_dateline(line, spot.first):
                continue
            if _of_body(line, spot):
                continue
            if not spot.named:
                self._count(place_words(paragraph.text, line, Spot(named[0], named[-1] + 1), self._gazetteer))
            elif located(line, spot) and spot == narrowest(line, spot, sentence.spots):
                self._count(place_words(paragraph.text, line, spot, self._gazetteer))

    def _count(self, words: str) -> None:
        self._local_places[words] = self._local_places.get(words, 0) + (2 if self._paragraphs == 1 else 1)

    def _lead(self) -> Where | None:
        """Where no country is known: the name most often told as a place, the first one of them, if it stands out."""
        first, *others = sorted(self._local_places.items(), key=lambda item: -item[1])
        return Where(None, first[0], "place.lead") if all(count < first[1] for _, count in others) else None

    def _dateline(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """A place that no gazetteer knows stands for the document where it opens a report: LOMBRESK, 9 March."""
        if self._setting.words is not None or self._mentions or sentence is not paragraph.sentences[0]:
            return
        for rule, match in sentence.line.rules("location"):
            if rule.attrs.get("dateline") and match.start == 0:
                start, end = sentence.line.span(*match.captures["place"])
                self._setting.words = paragraph.text[start:end]
                return

    def _tell(self) -> None:
        if self._votes:
            best = max(self._votes, key=lambda code: self._votes[code])
            self._setting.default = self._setting.country = best
        self._setting.ground = self._lead() if self._local_places and not self._votes else None


def _of_body(line: Line, spot: Spot) -> bool:
    """ "The ministry of roads of the republic of X": the place is part of a body's name."""
    at = spot.first - 1
    while at >= 0 and not line.has(at, "INST", "VFIN", "AUX", "COMMA", "NUM", "STOP", "LOC", "QC"):
        at -= 1
    return line.has(at, "INST")
