"""Whom the words of a cue mean: a mention, a pronoun, "we", "you", or what somebody has put out.

Proved by tests/reading/test_grammar.py and tests/reading/test_pronouns.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.units import Unit
from aigaq.reading.voices.floor import told_at_end
from aigaq.reading.voices.headings import side_of_we
from aigaq.reading.voices.interviews import Interview
from aigaq.reading.voices.pronouns import PRONOUNS, quoted_by, taken_up
from aigaq.reading.voices.speakers import Speaker, Speakers, span_of
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Link
from aigaq.statements.vocabulary import Side


@dataclass(slots=True)
class Named:
    """The speakers a document has named, who spoke last (`carried`), and whose interview it is."""

    publisher: Link | None = None
    speakers: Speakers = field(default_factory=Speakers)
    carried: Told = field(default_factory=Told)
    interview: Interview = field(init=False)

    def __post_init__(self) -> None:
        self.interview = Interview(self.speakers)

    def speaker(self, paragraph: Paragraph, sentence: Parsed, who: Mention | Unit) -> Speaker | None:
        """The speaker a cue names."""
        if isinstance(who, Mention):
            owner = self._whose(paragraph, sentence, who)
            if owner is not None:
                return owner
            return self.speakers.meet(who, sentence.line, paragraph.text, paragraph.base)
        line = sentence.speech
        if line.lexicon.codes["IWE"] in who.codes:
            owners = self.interview.owners()
            return owners[0] if owners else self._ourselves(paragraph, sentence, who)
        if line.lexicon.codes["SECOND"] in who.codes:
            return self._addressed(paragraph, sentence, who)
        if line.lexicon.codes["THEREIN"] in who.codes:
            return None  # "therein": of a record that nobody is said to have put out
        if any(line.lexicon.codes[name] in who.codes for name in PRONOUNS):
            return taken_up(self.speakers, paragraph, sentence, who)
        mention = Mention(who.start, who.end, "word", (who,), None)
        speaker = self.speakers.meet(mention, sentence.line, paragraph.text, paragraph.base)
        if speaker.side is Side.UNKNOWN and line.lexicon.codes["PLACE"] in who.codes:
            return replace(speaker, side=Side.OFFICIAL)
        return speaker

    def _whose(self, paragraph: Paragraph, sentence: Parsed, who: Mention) -> Speaker | None:
        """ "Its list has 12 dead": it is that of whoever "its" means, where the text has named them."""
        codes = sentence.line.lexicon.codes
        bodies = codes.all(("INST", "ROLE", "PEOPLE", "OUTLET", "NAMEY", "PREP", "SAIDBY"))
        if codes["WHOSEREC"] not in who.units[0].codes or codes["RECORD"] not in who.units[-1].codes:
            return None
        if any(code in unit.codes for unit in who.units for code in bodies):
            return None
        found = taken_up(self.speakers, paragraph, sentence, who.units[0])
        return None if found.pronoun else found

    def _addressed(self, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
        """ "You said": whoever is called by name before it, else the one who is interviewed."""
        named = [m for m in sentence.mentions if m.name is not None and m.end <= who.start]
        if named:
            return self.speakers.meet(named[-1], sentence.line, paragraph.text, paragraph.base)
        return self.interview.owner

    def _ourselves(self, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
        """ "We" outside an interview and outside quotations is whoever publishes the text."""
        quotation = paragraph.quoted(who.start)
        if quotation is not None:
            speaker = quoted_by(self.speakers, paragraph, sentence, quotation)
            ending = told_at_end(paragraph, sentence, who.start) if speaker is None else None
            if ending is not None and isinstance(ending[1].who, Mention):
                return self.speakers.meet(ending[1].who, ending[0].line, paragraph.text, paragraph.base)
            return speaker or (self.carried.speakers[0] if self.carried.speakers else None)
        span = span_of(paragraph.text, who.start, who.end, paragraph.base)
        if self.publisher is None:
            house = self.interview.house
            side = house.side if house is not None else side_of_we(sentence.line, who)
            return Speaker(span.quote, side, span, plural=True)
        return Speaker(self.publisher.name, self.publisher.side, span, plural=True)
