"""Whose text or turn it is: interviews, transcripts, testimonies, and statements that a body issues.

After "X spoke to Y" answers are Y's; a paragraph labelled "A:" or opened with a name and a colon is a turn; a heading
says who testifies or issues the text. Proved by tests/reading/test_grammar.py and tests/reading/test_headings.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from aigaq.reading.lexis.patterns import Match
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.units import Unit
from aigaq.reading.voices.headings import find_heading
from aigaq.reading.voices.speakers import Speaker, Speakers
from aigaq.statements.vocabulary import Side

_HEADINGS = 3

Named = Callable[[Paragraph, Parsed, Mention | Unit], Speaker | None]
"""Finds the speaker that a mention or a pronoun names."""


@dataclass(slots=True)
class Interview:
    """Who asks and who answers in a document, whose turn a paragraph is, and in whose voice the text is told."""

    speakers: Speakers
    owner: Speaker | None = None
    interviewer: Speaker | None = None
    answering: bool = False
    asked: bool = False
    turn: Speaker | None = None
    witnesses: set[str] = field(default_factory=set)
    house: Speaker | None = None
    own_voice: bool = False
    begun: int = 0

    def begin(self, paragraph: Paragraph, named: Named) -> None:
        """A paragraph begins: learn from it whether it heads or opens an interview, and whether it asks or answers."""
        self.begun += 1
        if self.begun <= _HEADINGS and self.house is None:
            self._head(paragraph)
        self.turn = _turn(paragraph, named)
        for sentence in paragraph.sentences:
            for _, match in sentence.speech.rules("interview"):
                self._opens(paragraph, sentence, match, named)
        if self.owner is None and _labelled(paragraph) is not None:
            self.owner = next(
                (one for one in self.speakers.by_name.values() if " " in one.name), None
            )  # the first who was named
        self.answering = self.owner is not None and (self.own_voice or self._answers(paragraph))

    def owners(self) -> tuple[Speaker, ...]:
        """Who tells the paragraph at hand, where that is known of all of it: whoever answers, then whoever asked."""
        if self.turn is not None:
            return (self.turn,)
        if not self.answering or self.owner is None:
            return ()
        return (self.owner, self.interviewer) if self.interviewer else (self.owner,)

    def _head(self, paragraph: Paragraph) -> None:
        """Learn from a heading who tells or issues the text."""
        for sentence, who, own in find_heading(paragraph):
            speaker = self.speakers.meet(who, sentence.line, paragraph.text, paragraph.base)
            if own and speaker.side is Side.UNKNOWN:
                speaker = replace(speaker, side=Side.WITNESS)
            self.house = speaker
            if own:
                self.owner, self.own_voice = speaker, True

    def _opens(self, paragraph: Paragraph, sentence: Parsed, match: Match, named: Named) -> None:
        line = sentence.speech
        who = line.units[match.captures["who"][0]].value
        speaker = named(paragraph, sentence, who) if isinstance(who, Mention) else None
        if speaker is None or not speaker.person:
            return
        outlet = match.captures.get("outlet")
        told = self._teller(paragraph, sentence, outlet)
        if told is not None:
            self.owner, self.interviewer, self.asked = told, replace(speaker, side=Side.MEDIA), False
            return
        if speaker.side is Side.MEDIA:
            return
        self.owner, self.asked = speaker, False
        if outlet is not None:
            asker = line.units[outlet[0]]
            self.interviewer = named(paragraph, sentence, asker.value if isinstance(asker.value, Mention) else asker)
            if self.interviewer is not None and self.interviewer.side is Side.UNKNOWN:
                self.interviewer = replace(self.interviewer, side=Side.MEDIA)

    def _teller(self, paragraph: Paragraph, sentence: Parsed, units: tuple[int, int] | None) -> Speaker | None:
        """ "She talked to Dan Reeve": the pronoun means the one who is asked."""
        if units is None:
            return None
        line = sentence.speech
        unit = line.units[units[0]]
        if line.lexicon.codes["HE"] not in unit.codes:
            return None
        earlier = [one for one in paragraph.sentences if one.start < sentence.start]
        for one in reversed(earlier):
            for mention in one.mentions:
                if mention.name is not None and not any(
                    one.line.lexicon.codes["SORT"] in u.codes for u in mention.units
                ):
                    return self.speakers.meet(mention, one.line, paragraph.text, paragraph.base)
        return self.speakers.pronoun(unit, line)

    def _answers(self, paragraph: Paragraph) -> bool:
        """An answer speaks in the first person, or follows a question and asks nothing."""
        labelled = _labelled(paragraph)
        if labelled is not None:
            self.asked = labelled == "ASKS"
            return not self.asked
        if _asks(paragraph):
            self.asked = True
            return False
        first = any(not paragraph.quoted(at) for at in _positions(paragraph, "FIRST"))
        if (
            first
            and self.owner is not None
            and self.owner.side is not Side.OTHER
            and any(True for s in paragraph.sentences for _ in s.line.rules("perception"))
        ):
            self.owner = replace(self.owner, side=Side.WITNESS)
            self.witnesses.add(self.owner.name)
        return first or self.asked


def _turn(paragraph: Paragraph, named: Named) -> Speaker | None:
    """Whose turn it is in a transcript: the paragraph opens with a name and a colon."""
    sentence = paragraph.sentences[0]
    cue = next(iter(sentence.cues), None)
    if cue is None or cue.start > 0 or not cue.rule.attrs.get("turn") or not isinstance(cue.who, Mention):
        return None
    return named(paragraph, sentence, cue.who)


def _labelled(paragraph: Paragraph) -> str | None:
    """Which part of an interview a label says that a paragraph is: "Q:", "Answer:"."""
    line = paragraph.sentences[0].line
    if not line.has(1, "COLON"):
        return None
    return next((name for name in ("ASKS", "ANSWERS") if line.has(0, name)), None)


def _asks(paragraph: Paragraph) -> bool:
    """A question: it ends with a question mark, or it speaks to "you" and not of "us"."""
    last = paragraph.sentences[-1].line
    if last.has(len(last.units) - 1, "ASK"):
        return True
    return bool(_positions(paragraph, "SECOND")) and not _positions(paragraph, "FIRST")


def _positions(paragraph: Paragraph, name: str) -> list[int]:
    return [sentence.line.units[unit].start for sentence in paragraph.sentences for unit in sentence.line.where(name)]
