"""Where a document plays: its country, by what its first paragraphs name, and the place its lead sets for what follows.

The first paragraphs are looked at before any of them is read, so that the number of a headline has a place too. A town
that no gazetteer has tells of its country where a table of the world's towns knows the name; the more countries have a
town of that name, the less it tells. What is named only for whoever speaks tells less than what something happens in: a
dateline, where a body has its seat or somebody spoke, where people come from. Parliaments, money and leaders of one
country tell of it too; where nothing does, the language may have a country that texts in it mean. Proved by tests/reading/test_grounds.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from aigaq.reading.records.making import Setting
from aigaq.reading.setting.days import in_cue
from aigaq.reading.setting.whereabouts import Where, country_of, is_country, is_dateline, only_told, seated
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.spots import Spot, located, narrowest, place_words
from aigaq.reading.text.units import Line
from aigaq.statements.vocabulary import Side
from aigaq.values import tables
from aigaq.values.towns import Towns

_ASIDE = (Side.NGO, Side.INTERGOVERNMENTAL, Side.OTHER)
AHEAD = 12
"""So many paragraphs are looked at before the first is read."""

_MENTIONS = 12
_DESCRIBED, _HEADED, _PLACED, _ALONE = 2.0, 1.5, 0.8, 0.3
_MARKED, _WRITTEN, _SAID, _SEAT = 0.5, 0.3, 0.5, 0.1
_NAME = 3
_SHORT = 5


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
        self._marks: set[str] = set()
        self._home: str | None = None
        self._cities: dict[str, str | None] = {}
        for code in places:
            self._vote(country_of(code, self._gazetteer), _DESCRIBED)
        self._tell()

    def learn(self, paragraph: Paragraph) -> None:
        """What a paragraph says of where the document plays; only the first ones do."""
        self._paragraphs += 1
        if self._mentions >= _MENTIONS:
            return
        for sentence in paragraph.sentences:
            self._named(paragraph, sentence)
            self._marked(sentence.line)
            self._unknown(paragraph, sentence)
            self._local(paragraph, sentence)
            self._dateline(paragraph, sentence)
        self._tell()

    def _named(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Places and nations the gazetteer knows; whose agency it is that reports says next to nothing."""
        line = sentence.line
        for unit in line.where("PLACE", "NATION"):
            code = line.units[unit].value.code
            if self._mentions < _MENTIONS:
                self._mentions += 1
                if seated(line, Spot(unit, unit + 1), sentence.cues):
                    continue
                weight = _weight(sentence, unit)
                self._note_town(paragraph, sentence, unit, weight)
                first = self._paragraphs == 1 or self._mentions == 1
                weight *= _HEADED if first and weight >= 1 else 1.0
                self._vote(country_of(code, self._gazetteer), weight)

    def _note_town(self, paragraph: Paragraph, sentence: Parsed, unit: int, weight: float) -> None:
        """Which towns and regions are named; a headline says that something was there."""
        code, spot = sentence.line.units[unit].value.code, Spot(unit, unit + 1)
        if not is_country(code) and weight >= 1:
            headline = self._paragraphs == 1 and not sentence.line.has(len(sentence.line.units) - 1, "STOP")
            early = headline and located(sentence.line, spot)
            words = place_words(paragraph.text, sentence.line, spot, self._gazetteer) if early else None
            self._cities[code] = self._cities.get(code) or words

    def _city(self) -> Where | None:
        """The only town or region that is named, where a headline says that something was there."""
        if len(self._cities) != 1 or not all(self._cities.values()) or not self._setting.country:
            return None
        code, words = next(iter(self._cities.items()))
        if country_of(code, self._gazetteer) != self._setting.country:
            return None
        return Where(code, words, "place.lead")

    def _marked(self, line: Line) -> None:
        """What is no place and belongs to one country, each once."""
        if self._paragraphs > AHEAD:
            return
        self._home = self._home or line.lexicon.pack.get("home")
        for at, unit in enumerate(line.units):
            site = unit.form[-2:]
            if unit.form[-3:-2] == "." and site not in _anybodys() and self._gazetteer.get(site):
                self._mark(f".{site}", site)  # "harrow.ke"
            elif unit.capital or line.has(at, "OOV", "THING"):
                following = line.units[at + 1].form if at + 1 < len(line.units) else ""
                for word in (unit.form, f"{unit.form} {following}"):
                    found = Towns.marks().find(word, line.lexicon.language)
                    if found is not None:
                        self._mark(found.name, next(iter(found.countries)))

    def _mark(self, name: str, code: str) -> None:
        if name not in self._marks:
            self._marks.add(name)
            self._vote(code, _WRITTEN if name.startswith(".") else _MARKED)

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
        elif self._home is not None and self._setting.words is None:
            self._setting.default = self._setting.country = self._home
        self._setting.ground = self._lead() if self._local_places and not self._votes else self._city()


@cache
def _anybodys() -> frozenset[str]:
    """Ends of addresses that say nothing of a country."""
    return frozenset(end for end, *_ in tables.rows("addresses.anybody"))


def _weight(sentence: Parsed, unit: int) -> float:
    """How much the mention of a place or nation tells of where the report plays."""
    line = sentence.line
    if line.has(unit + 1, "HYPHEN", "OUTLET", "SEATED") or line.has(unit - 2, "SEATED"):
        return _SEAT  # "the Harrow-based group"
    if is_dateline(line, unit) or _only_names(line):
        return _WRITTEN
    if line.has(unit, "NATION") and any(
        line.has(at, "NAMEY") and _of_name(line, unit, at) for at in range(unit + 1, unit + _NAME)
    ):
        return _SEAT  # "the Kenyan Harrow Committee"
    if line.has(unit, "PLACE") and line.has(unit + 1, "SAY"):
        return _WRITTEN  # "Nairobi demands": a capital that speaks
    if line.has(unit - 1, "CITIZEN", "ORIGINW") or (line.has(unit, "NATION") and line.has(unit + 1, "PEOPLE", "HUMAN")):
        return _SAID  # "14 from Kenya", "Kenyan soldiers"
    if line.has(unit, "PLACE") and line.has(unit - 1, "LOC"):
        start = line.units[unit].start
        own = any(cue.who.start <= start < cue.who.end for cue in sentence.cues)  # "the prosecutor in Kenya said"
        told = (in_cue(line, unit, sentence.cues) and not own) or only_told(line, Spot(unit, unit + 1))
        return _SAID if told else 1.0
    return 1.0


def _only_names(line: Line) -> bool:
    """ "NAIROBI – OSLO.": a dateline that is a sentence of its own."""
    words = [unit for at, unit in enumerate(line.units) if not line.has(at, "DASH", "STOP", "COMMA")]
    return len(words) < _SHORT and line.has(len(line.units) - 1, "STOP") and all(unit.capital for unit in words)


def _of_name(line: Line, unit: int, at: int) -> bool:
    """Capitals up to the noun of a body: a name."""
    if line.has(at, "INST") and line.units[at].capital and line.units[at].attr("side") in _ASIDE:
        return True
    return (
        line.has(at, "NAMEY", "PLACE")
        and line.has(at + 1, "INST")
        and all(line.units[between].capital for between in range(unit, at + 2))
    )


def _of_body(line: Line, spot: Spot) -> bool:
    """ "The ministry of roads of the republic of X": the place is part of a body's name."""
    at = spot.first - 1
    while at >= 0 and not line.has(at, "INST", "VFIN", "AUX", "COMMA", "NUM", "STOP", "LOC", "QC"):
        at -= 1
    return line.has(at, "INST")
