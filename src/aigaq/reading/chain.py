"""The chain of speakers of a stretch of text: who says it, to whom, and who passes it on.

Nearest the event first. In this order: the cues of the sentence that cover the stretch, the owner of an interview's
answer, the speaker carried over from the sentence before. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aigaq.reading.headings import find_heading, side_of_we
from aigaq.reading.paragraph import Paragraph, Parsed
from aigaq.reading.patterns import Match
from aigaq.reading.pronouns import PRONOUNS, quoted_by, taken_up
from aigaq.reading.speakers import Speaker, Speakers, span_of
from aigaq.reading.speech import Cue, Mention
from aigaq.reading.units import Unit
from aigaq.statements.records import Link
from aigaq.statements.vocabulary import Side

_NO_SIDE = (Side.UNKNOWN,)
_HEADINGS = 3
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells a stretch: links nearest first, the cues behind them, the rules that joined them."""

    speakers: tuple[Speaker, ...] = ()
    cues: tuple[Cue, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Voices:
    """The speakers of a document and of the paragraph at hand."""

    publisher: Link | None = None
    speakers: Speakers = field(default_factory=Speakers)
    carried: Told = field(default_factory=Told)
    owner: Speaker | None = None
    interviewer: Speaker | None = None
    answering: bool = False
    asked: bool = False
    turn: Speaker | None = None
    witnesses: set[str] = field(default_factory=set)
    house: Speaker | None = None
    own_voice: bool = False
    begun: int = 0

    def told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool) -> Told:
        """Who tells what stands at a position; `carry`: the speaker of the sentence before may go on."""
        told = self._told(paragraph, sentence, at, carry=carry)
        if told.speakers and told.speakers[0].side in _NO_SIDE and _perceived(paragraph, sentence, at):
            return replace(told, speakers=(replace(told.speakers[0], side=Side.WITNESS), *told.speakers[1:]))
        return told

    def _told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool) -> Told:
        covering = [cue for cue in sentence.cues if cue.covers[0] <= at < cue.covers[1] or cue.start <= at < cue.end]
        if covering:
            told = self._by_cues(
                paragraph,
                sentence,
                sorted(covering, key=lambda cue: (not cue.rule.attrs.get("inner"), _distance(cue, at))),
            )
            if told.speakers:
                return replace(told, speakers=_joined(told.speakers, self._owners()))
        if self._owners():
            return Told(self._owners(), (), ("speech.interview",))
        back = self._told_after(paragraph, sentence)
        if back is not None:
            return back
        ending = self._told_at_end(paragraph, sentence, at)
        if ending is not None:
            return ending
        if carry or paragraph.quoted(at) is not None or self._led(paragraph):
            return (
                replace(self.carried, cues=(), rules=(*self.carried.rules, "speech.carried"))
                if self.carried.speakers
                else Told()
            )
        return Told()

    def _led(self, paragraph: Paragraph) -> bool:
        """Where the pack says so (`carries`), a source that opened its sentence goes on through the paragraph."""
        if paragraph.lexicon.pack.get("carries") != "led" or not self.carried.cues:
            return False
        cue = self.carried.cues[0]
        return any(0 <= min(cue.start, cue.who.start) - one.start < _OPENING for one in paragraph.sentences)

    def _told_after(self, paragraph: Paragraph, sentence: Parsed) -> Told | None:
        """ "This was reported by X.": the sentence after says who told this one, which names nobody itself."""
        following = next((one for one in paragraph.sentences if one.start >= sentence.end), None)
        back = [cue for cue in following.cues if cue.rule.attrs.get("back")] if following is not None else []
        if following is None or not back or sentence.cues:
            return None
        told = self._by_cues(paragraph, following, back[:1])
        return told if told.speakers else None

    def _told_at_end(self, paragraph: Paragraph, sentence: Parsed, at: int) -> Told | None:
        """A quotation of several sentences: whoever is named where it ends said all of it."""
        quotation = paragraph.quoted(at)
        if quotation is None or quotation.end <= sentence.end:
            return None
        last = next((one for one in paragraph.sentences if one.start < quotation.end <= one.end), None)
        cues = [] if last is None else [c for c in last.cues if c.end > quotation.end and c.covers[0] < quotation.end]
        if last is None or not cues:
            return None
        told = self._by_cues(paragraph, last, sorted(cues, key=lambda cue: _distance(cue, quotation.end))[:1])
        return replace(told, cues=()) if told.speakers else None

    def after(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Remember who spoke in a sentence that has been read."""
        for mention in sentence.mentions:
            if mention.name is not None:
                self.speakers.meet(mention, sentence.line, paragraph.text, paragraph.base)
        if not sentence.cues:
            self._subject(paragraph, sentence)
            return
        cues = [cue for cue in sentence.cues if cue.rule.attrs.get("carry", "yes") == "yes"]
        if cues:
            self.carried = self._by_cues(paragraph, sentence, cues[-1:])
            for speaker in reversed(self.carried.speakers[:1]):
                if not speaker.pronoun:
                    self.speakers.heard(speaker)

    def _subject(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """The person or body a sentence begins with may be the "she" or "it" of the next one."""
        subject = next(iter(sentence.mentions), None)
        codes = sentence.line.lexicon.codes
        who = subject is not None and (subject.name is not None or any(codes["INST"] in u.codes for u in subject.units))
        if subject is not None and who and subject.start <= sentence.start + 4:
            self.speakers.heard(self.speakers.meet(subject, sentence.line, paragraph.text, paragraph.base))

    def speaker(self, paragraph: Paragraph, sentence: Parsed, who: Mention | Unit) -> Speaker | None:
        """The speaker a cue names."""
        if isinstance(who, Mention):
            return self.speakers.meet(who, sentence.line, paragraph.text, paragraph.base)
        line = sentence.speech
        if line.lexicon.codes["IWE"] in who.codes:
            owners = self._owners()
            return owners[0] if owners else self._ourselves(paragraph, sentence, who)
        if line.lexicon.codes["SECOND"] in who.codes:
            return self._addressed(paragraph, sentence, who)
        if any(line.lexicon.codes[name] in who.codes for name in PRONOUNS):
            return taken_up(self.speakers, paragraph, sentence, who)
        mention = Mention(who.start, who.end, "word", (who,), None)
        speaker = self.speakers.meet(mention, sentence.line, paragraph.text, paragraph.base)
        if speaker.side is Side.UNKNOWN and line.lexicon.codes["PLACE"] in who.codes:
            return replace(speaker, side=Side.OFFICIAL)
        return speaker

    def _addressed(self, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
        """ "You said": whoever is called by name before it, else the one who is interviewed."""
        named = [m for m in sentence.mentions if m.name is not None and m.end <= who.start]
        if named:
            return self.speakers.meet(named[-1], sentence.line, paragraph.text, paragraph.base)
        return self.owner

    def _ourselves(self, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
        """ "We" outside an interview and outside quotations is whoever publishes the text."""
        quotation = paragraph.quoted(who.start)
        if quotation is not None:
            speaker = quoted_by(self.speakers, paragraph, sentence, quotation)
            return speaker or (self.carried.speakers[0] if self.carried.speakers else None)
        span = span_of(paragraph.text, who.start, who.end, paragraph.base)
        if self.publisher is None:
            side = self.house.side if self.house is not None else side_of_we(sentence.line, who)
            return Speaker(span.quote, side, span, plural=True)
        return Speaker(self.publisher.name, self.publisher.side, span, plural=True)

    def begin(self, paragraph: Paragraph) -> None:
        """A paragraph begins: nobody's speech goes on, unless it opens with a quotation mark."""
        opens = bool(paragraph.quotations) and paragraph.quotations[0].start <= 1
        if not opens:
            self.carried = Told()
        self.begun += 1
        if self.begun <= _HEADINGS and self.house is None:
            self._head(paragraph)
        self.turn = self._turn(paragraph)
        self.hear(paragraph)

    def _head(self, paragraph: Paragraph) -> None:
        """Learn from a heading who tells or issues the text."""
        for sentence, who, own in find_heading(paragraph):
            speaker = self.speakers.meet(who, sentence.line, paragraph.text, paragraph.base)
            if own and speaker.side is Side.UNKNOWN:
                speaker = replace(speaker, side=Side.WITNESS)
            self.house = speaker
            if own:
                self.owner, self.own_voice = speaker, True

    def _turn(self, paragraph: Paragraph) -> Speaker | None:
        """Whose turn it is in a transcript: the paragraph opens with a name and a colon."""
        sentence = paragraph.sentences[0]
        cue = next(iter(sentence.cues), None)
        if cue is None or cue.start > 0 or not cue.rule.attrs.get("turn") or not isinstance(cue.who, Mention):
            return None
        return self.speaker(paragraph, sentence, cue.who)

    def hear(self, paragraph: Paragraph) -> None:
        """Learn from a paragraph whether it opens an interview, and whether it asks or answers."""
        for sentence in paragraph.sentences:
            for _, match in sentence.speech.rules("interview"):
                self._interview(paragraph, sentence, match)
        if self.owner is None and self._labelled(paragraph) is not None:
            self.owner = next(
                (one for one in self.speakers.by_name.values() if " " in one.name), None
            )  # the first who was named
        self.answering = self.owner is not None and (self.own_voice or self._answers(paragraph))

    def _labelled(self, paragraph: Paragraph) -> str | None:
        """Which part of an interview a label says that a paragraph is: "Q:", "Answer:"."""
        line = paragraph.sentences[0].line
        if not line.has(1, "COLON"):
            return None
        return next((name for name in ("ASKS", "ANSWERS") if line.has(0, name)), None)

    def _interview(self, paragraph: Paragraph, sentence: Parsed, match: Match) -> None:
        line = sentence.speech
        who = line.units[match.captures["who"][0]].value
        speaker = self.speaker(paragraph, sentence, who) if isinstance(who, Mention) else None
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
            found = asker.value if isinstance(asker.value, Mention) else asker
            self.interviewer = self.speaker(paragraph, sentence, found)
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
        labelled = self._labelled(paragraph)
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

    def _owners(self) -> tuple[Speaker, ...]:
        if self.turn is not None:
            return (self.turn,)
        if not self.answering or self.owner is None:
            return ()
        return (self.owner, self.interviewer) if self.interviewer else (self.owner,)

    def _own_record(self, paragraph: Paragraph, sentence: Parsed, who: Mention) -> bool:
        """ "According to our information" inside a quotation: whoever is quoted says so, not the information."""
        codes = sentence.line.lexicon.codes
        own = codes["FIRST"] in who.units[0].codes and codes["RECORD"] in who.units[-1].codes
        return own and paragraph.quoted(who.start) is not None

    def _by_cues(self, paragraph: Paragraph, sentence: Parsed, cues: Sequence[Cue]) -> Told:
        speakers: list[Speaker] = []
        rules: list[str] = []
        for cue in cues:
            for who in (cue.who, cue.outer):
                if isinstance(who, Mention) and self._own_record(paragraph, sentence, who):
                    continue
                speaker = self.speaker(paragraph, sentence, who) if who is not None else None
                if speaker is None:
                    continue
                if who is cue.outer and speaker.side not in (Side.MEDIA, Side.NGO):
                    continue
                if all(speaker.name != known.name for known in speakers):
                    speakers.append(speaker)
            rules.append(cue.rule.id)
        return Told(tuple(speakers), tuple(cues), tuple(rules))


def _perceived(paragraph: Paragraph, sentence: Parsed, at: int) -> bool:
    """ "I saw" stands in the same quotation and sentence: its speaker was there."""
    quotation = paragraph.quoted(at)
    if quotation is None:
        return False
    line = sentence.line
    starts = [line.units[match.start].start for _, match in line.rules("perception")]
    return any(quotation.start <= start < quotation.end for start in starts)


def _joined(first: Sequence[Speaker], more: Sequence[Speaker]) -> tuple[Speaker, ...]:
    names = {speaker.name for speaker in first}
    return (*first, *(speaker for speaker in more if speaker.name not in names))


def _asks(paragraph: Paragraph) -> bool:
    """A question: it ends with a question mark, or it speaks to "you" and not of "us"."""
    last = paragraph.sentences[-1].line
    if last.has(len(last.units) - 1, "ASK"):
        return True
    return bool(_positions(paragraph, "SECOND")) and not _positions(paragraph, "FIRST")


def _positions(paragraph: Paragraph, name: str) -> list[int]:
    return [sentence.line.units[unit].start for sentence in paragraph.sentences for unit in sentence.line.where(name)]


def links(told: Told, publisher: Link | None) -> tuple[Link, ...]:
    """The chain as it is stored: the publisher last, unless a link already names it."""
    chain = [speaker.link() for speaker in told.speakers]
    if publisher is not None:
        chain = [link for link in chain if link.name.casefold() != publisher.name.casefold()]
        chain.append(publisher)
    return tuple(chain)


def _distance(cue: Cue, at: int) -> int:
    return min(abs(cue.word[0] - at), abs(cue.word[1] - at))
