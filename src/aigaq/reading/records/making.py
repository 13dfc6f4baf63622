"""What every statement of a sentence shares: spans, speakers, places, dates, hedges.

`Context` is what is known while a sentence is read; its methods turn stretches of the paragraph into parts of records.
Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aigaq.reading.records.occasions import Occasions
from aigaq.reading.records.vicinity import Vicinity
from aigaq.reading.setting.days import WhenSaid, date_near, date_of_cue, dated, shifted
from aigaq.reading.setting.hedges import Held
from aigaq.reading.setting.whereabouts import Where, is_country, lies_around, only_told, place_near, seated, widely
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.spots import Spot, code_of, located, narrowest, place_words
from aigaq.reading.voices.chain import Voices
from aigaq.reading.voices.speakers import span_of
from aigaq.reading.voices.told import Told, links
from aigaq.statements.records import Dated, Hedge, Link
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import DateBasis, Side, Standing
from aigaq.values.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Lead:
    """Who a lead says took a number back, of whom, in which words, and what became of it; `never` where they never gave it."""

    name: str
    side: Side
    of: frozenset[str]
    words: str
    becomes: Standing
    never: bool


@dataclass(slots=True)
class Setting:
    """What is known of the document while it is read: place by default, place of the paragraph so far."""

    item: str
    published: Dated | None
    publisher: Link | None
    gazetteer: Gazetteer
    default: str | None = None
    country: str | None = None
    scene: Where | None = None
    day: str | None = None
    words: str | None = None
    named: Where | None = None  # the place the last sentence that has one names last: "there"
    ground: Where | None = None  # the place the lead sets, where it is narrower than the country
    standing: tuple[str, str] | None = None  # the day a heading counts to, and the rule that found it
    revised: bool = False  # the text says that a count of people was changed
    untold: int | None = None  # where the text says that a statement was taken back whose numbers it has not given
    untold_by: tuple[str, ...] = ()  # who took it back
    lead: Lead | None = None  # the lead says that a number was taken back which comes after it
    headline: int = 0  # where a headline ends
    lowered: frozenset[str] | None = None  # who is said to have brought a count of people down, where somebody did
    some: set[int] = field(default_factory=set)  # where numbers stand that are only of those who were named or buried
    first: set[int] = field(default_factory=set)  # where numbers stand that nobody is named for and were said at first
    thought: set[int] = field(default_factory=set)  # where numbers stand that were only thought at first
    early: set[int] = field(default_factory=set)  # where numbers stand that the text says were given before
    instead: set[int] = field(default_factory=set)  # where numbers stand that took the place of others
    stages: set[int] = field(default_factory=set)  # where numbers stand that a story tells in turn
    settled: int = -1  # up to where in the text the last number that was taken back was given, or taken back
    mourned: set[int] = field(default_factory=set)  # where numbers stand only as those whose families are spoken of
    changed: set[str] = field(default_factory=set)  # what else than the dead the text says it has counted anew
    stands: set[int] = field(default_factory=set)  # where numbers stand that the text gives as those that hold
    changed_at: list[int] = field(default_factory=list)  # where in the text a count is said to have been changed
    occasions: Occasions = field(default_factory=Occasions)
    asked: bool = False  # the paragraph before asks
    vicinity: Vicinity = field(init=False)

    def __post_init__(self) -> None:
        self.vicinity = Vicinity(self.gazetteer)


@dataclass(slots=True)
class Context:
    """A sentence of a paragraph of a document."""

    setting: Setting
    voices: Voices
    paragraph: Paragraph
    sentence: Parsed
    hedges: Sequence[Held]
    numbers: Sequence[int] = ()
    parts: set[str] = field(default_factory=set)  # the printed places of parts, which set no scene

    @property
    def language(self) -> str:
        """The language of the paragraph's pack."""
        return self.paragraph.lexicon.language

    @property
    def published(self) -> str | None:
        """The day of publication, from which dates without a year are counted."""
        return self.setting.published.date if self.setting.published else None

    def span(self, start: int, end: int) -> TextSpan:
        """A span of the paragraph."""
        return span_of(self.paragraph.text, start, end, self.paragraph.base)

    def units(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of units first..last (last excluded)."""
        return self.sentence.line.span(first, last)

    def told(self, at: int, *, carry: bool = False, number: bool = False) -> Told:
        """Who tells what stands at a position; `number`: a figure stands there."""
        return self.voices.told(self.paragraph, self.sentence, at, carry=carry, number=number)

    def where(self, at: tuple[int, int], told: Told | None = None) -> Where | None:
        """The place of what stands in units at[0]..at[1]: printed near it, else set earlier, else where whoever tells it
        speaks from, else the document's."""
        sentence, vicinity = self.sentence, self.setting.vicinity
        if self.setting.default and widely(sentence.line, sentence.zones, at[0], self.numbers):
            return Where(self.setting.country or self.setting.default, None, "place.wide")
        spots = [spot for spot in sentence.spots if not self._abroad(spot)]
        found = place_near(sentence.line, sentence.zones, at, spots, sentence.cues, self.numbers)
        if found is not None and found[1] != "place.speaker":
            return self.place_of(found[0], found[1])
        if self.setting.named is not None and sentence.line.has(0, "THEREW") and not sentence.line.has(1, "BE", "AUX"):
            return self.setting.named
        meant = vicinity.of_words(self.paragraph, sentence, at[0], self.numbers)
        if meant is not None:
            return meant
        anew = told is not None and vicinity.of_the_country(self.paragraph, sentence, told)
        if self.setting.scene is not None and not anew:
            return Where(self.setting.scene.code, self.setting.scene.words, "place.paragraph")
        seat = vicinity.of_teller(self.paragraph, sentence, told) if told is not None else None
        if seat is not None:
            return seat
        if self.setting.ground is not None and not anew:
            return self.setting.ground
        # "In the committee of Kenya they said": whose body it is says little of where it happened.
        owned = found is not None and sentence.line.has(found[0].first - 1, "INST", "ROLE")
        there = found is not None and not owned and located(sentence.line, found[0])
        if found is not None and (there or not self._is_country(found[0])):
            return self.place_of(found[0], found[1])
        if self.setting.default is None and self.setting.words is None:
            return None
        return Where(self.setting.default, self.setting.words, "place.document")

    def _abroad(self, spot: Spot) -> bool:
        """Another country that is named, not said to be where something is: "the envoy to Kenya", "a Kenya contingent"."""
        if seated(self.sentence.line, spot, self.sentence.cues):
            return True
        code, home = code_of(self.sentence.line, spot), self.setting.country
        return is_country(code) and home not in (None, code) and not located(self.sentence.line, spot)

    def _is_country(self, spot: Spot) -> bool:
        return is_country(code_of(self.sentence.line, spot))

    def scene(self) -> Where | None:
        """The place this sentence sets for those after it: the last one printed as a location, else the one before."""
        line = self.sentence.line
        if self.setting.country and any(self.sentence.zones.zone[unit] == 0 for unit in line.where("WIDE")):
            return Where(self.setting.country, None, "place.wide")
        several: set[str | None] = set()
        first: Where | None = None
        for spot in reversed(self.sentence.spots):
            inside = any(cue.start <= line.units[spot[0]].start < cue.end for cue in self.sentence.cues)
            around = lies_around(line, spot, self.sentence.spots) or only_told(line, spot)
            around = around or seated(line, spot, self.sentence.cues)
            if not inside and spot.named and located(line, spot) and not around:
                spot = narrowest(line, spot, self.sentence.spots)
                place = self.place_of(spot, "place.paragraph")
                if place.words not in self.parts:
                    several.add(place.words)
                    first = first or place
        if len(several) > 1 and self.setting.country:
            return Where(self.setting.country, None, "place.wide")  # "nine died in Harrow, two in Quern": in neither
        return first or self.setting.scene or self.setting.vicinity.scene(self.paragraph, self.sentence)

    def place_of(self, spot: Spot, rule: str) -> Where:
        """The place some units name; its code where the gazetteer knows it."""
        line = self.sentence.line
        return Where(code_of(line, spot), place_words(self.paragraph.text, line, spot, self.setting.gazetteer), rule)

    def dates(self, at: tuple[int, int]) -> list[WhenSaid]:
        """The dates near units at[0]..at[1]."""
        return date_near(self.sentence.line, self.sentence.zones, at, self.sentence.cues, self.published)

    def day(self) -> str | None:
        """The day the paragraph has last named, else that of publication: "a day earlier" counts from it."""
        return self.setting.day or self.published

    def turn_to(self) -> None:
        """Remember the last day and the last place that the sentence names."""
        named = [spot for spot in self.sentence.spots if spot.named]
        if named:
            self.setting.named = self.place_of(named[-1], "place.there")
        self.setting.vicinity.after(self.paragraph, self.sentence)
        for unit in self.sentence.line.where("DATE"):
            found = dated(self.sentence.line, unit, self.published)
            last = "" if found is None else found.date.rpartition("/")[2][:10]
            if len(last) == 10:
                self.setting.day = last
        moved = shifted(self.sentence.line, self.sentence.zones, 0, self.day())
        if moved is not None and not self.sentence.line.where("DATE"):
            self.setting.day = moved[0]

    def said(self, told: Told) -> Dated | None:
        """When it was said: as the reporting phrase says, else when the text was published."""
        stated = self.said_date(told)
        return Dated(stated, DateBasis.STATED) if stated else self.setting.published

    def said_date(self, told: Told) -> str | None:
        """The date in the nearest reporting phrase that has one, else the day on which the same one spoke just before."""
        for cue in (*told.cues, *told.behind):
            holder = next((one for one in self.paragraph.sentences if one.start <= cue.start < one.end), self.sentence)
            # "X said on Thursday it had counted 23": the words before say when.
            before = [] if isinstance(cue.who, Mention) else [c for c in holder.cues if c.end <= cue.start]
            for one in (cue, *reversed(before[-1:])):
                day = date_of_cue(holder.line, one, self.published)
                if day is not None:
                    return day
            # "This was said by the minister, the paper reports on Wednesday.": who passes it on says when.
            for one in holder.cues if cue.rule.attrs.get("back") else ():
                day = date_of_cue(holder.line, one, self.published) if one.word[0] >= cue.end else None
                if day is not None:
                    return day
        return self.setting.occasions.of(told.speakers, self.sentence)

    def hedged(self, start: int, end: int) -> tuple[Hedge, ...]:
        """The hedges that cover a stretch."""
        return tuple(
            Hedge(type=held.type, span=self.span(held.start, held.end), hedged=self.span(*held.hedged))
            for held in self.hedges
            if held.covers(start, end)
        )

    def common(self, start: int, end: int, told: Told, where: Where | None, rules: Sequence[str]) -> dict[str, Any]:
        """The fields all kinds of statements have."""
        made = [*rules, *told.rules, *([where.rule] if where else [])]
        return {
            "item": self.setting.item,
            "span": self.span(start, end),
            "speakers": links(told, self.setting.publisher),
            "said": self.said(told),
            "place": where.words if where else None,
            "places": (where.code,) if where and where.code else (),
            "hedges": self.hedged(start, end),
            "made_by": tuple(dict.fromkeys(f"rule:{rule}" for rule in made)),
            "language": self.language,
        }
