"""The chain of speakers of a stretch of text: who says it, to whom, and who passes it on.

Nearest the event first. In this order: the cues of the sentence that cover the stretch, whoever the paragraph is of
(`interviews`), what the sentences around say (`floor`), the speaker carried over from the sentence before. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.openings import opening
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.text.speech import Cue
from aigaq.reading.text.units import Unit
from aigaq.reading.voices.covering import joined, of_nobody, order, own_record, passes_on, perceived
from aigaq.reading.voices.floor import (
    goes_on,
    recalls,
    told_at_end,
    told_back,
    told_beyond,
    told_next,
    told_on,
    told_over,
)
from aigaq.reading.voices.headings import side_of_we
from aigaq.reading.voices.interviews import Interview
from aigaq.reading.voices.pronouns import PRONOUNS, opens_with, quoted_by, taken_up
from aigaq.reading.voices.speakers import Speaker, Speakers, span_of
from aigaq.statements.records import Link
from aigaq.statements.vocabulary import Side

_NO_SIDE = (Side.UNKNOWN,)


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells a stretch: links nearest first, the cues behind them, the rules that joined them."""

    speakers: tuple[Speaker, ...] = ()
    cues: tuple[Cue, ...] = ()
    rules: tuple[str, ...] = ()
    behind: tuple[Cue, ...] = ()
    """Cues of later sentences of the paragraph that say when it was said."""

    @property
    def stated(self) -> bool:
        """Whether the sentence or one around it says so, so that nobody is merely carried over."""
        return bool(self.cues) or (bool(self.speakers) and "speech.carried" not in self.rules)


@dataclass(slots=True)
class Voices:
    """The speakers of a document and of the paragraph at hand; `passed` is who spoke where the one before ended,
    `following` the paragraph after it."""

    publisher: Link | None = None
    speakers: Speakers = field(default_factory=Speakers)
    carried: Told = field(default_factory=Told)
    passed: Told = field(default_factory=Told)
    counted: bool = False  # the sentence of who spoke last has numbers
    following: Paragraph | None = None
    interview: Interview = field(init=False)

    def __post_init__(self) -> None:
        self.interview = Interview(self.speakers)

    @property
    def witnesses(self) -> set[str]:
        """Those who somewhere in an interview speak of what they saw."""
        return self.interview.witnesses

    def told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool, number: bool = False) -> Told:
        """Who tells what stands at a position; `carry`: the speaker of the sentence before may go on; `number`: a figure
        stands there."""
        told = self._told(paragraph, sentence, at, carry=carry, number=number)
        if told.speakers and told.speakers[0].side in _NO_SIDE and perceived(paragraph, sentence, at):
            return replace(told, speakers=(replace(told.speakers[0], side=Side.WITNESS), *told.speakers[1:]))
        return told

    def _told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool, number: bool) -> Told:
        owners = self.interview.owners()
        covering = [cue for cue in sentence.cues if cue.covers[0] <= at < cue.covers[1] or cue.start <= at < cue.end]
        denied = any(cue.denies for cue in covering)
        quoted = paragraph.quoted(at)
        covering = sorted(
            covering,
            key=lambda cue: (
                denied and bool(cue.rule.attrs.get("within")),
                quoted is not None and not quoted.start <= cue.word[0] < quoted.end,  # who is quoted quotes another
                *order(cue, at, covering),
            ),
        )
        told = self._by_cues(paragraph, sentence, [cue for cue in covering if not cue.rule.attrs.get("faint")])
        if told.speakers:
            nearest = self._beyond(paragraph, sentence, told, at)
            return replace(told, speakers=joined(joined(nearest, told.speakers), owners))
        if owners:
            return Told(owners, (), ("speech.interview",))
        around = self._around(paragraph, sentence, at)
        if around is not None:
            return around
        that = bool(covering) and all(cue.rule.attrs.get("takes_up") for cue in covering)
        if covering and not (that and (self.carried.speakers or self.passed.speakers)):
            return self._by_cues(paragraph, sentence, covering)
        carry = (carry or that or self._opened(paragraph, sentence)) and not recalls(sentence.line)
        on = carry or paragraph.quoted(at) is not None or self._led(paragraph, sentence, number=number)
        carried = self.carried if self.carried.speakers or not carry else self.passed
        if not on or not carried.speakers:
            return Told()
        return replace(carried, cues=(), rules=(*carried.rules, "speech.carried"))

    def _beyond(self, paragraph: Paragraph, sentence: Parsed, told: Told, at: int) -> tuple[Speaker, ...]:
        """Who told it to the paper that closes the sentence, where the next one says so: "…, the agency writes. This was
        said by the mayor."."""
        press = all(one.side is Side.MEDIA for one in told.speakers)
        if not press or not all(passes_on(cue, at) for cue in told.cues):
            return ()
        if self._opened(paragraph, sentence):
            # "The police revised their figures. Nine died, the agency writes.": they are those of the police.
            before = self.carried if self.carried.speakers else self.passed
            return () if any(one.side is Side.MEDIA for one in before.speakers) else before.speakers
        found = told_beyond(paragraph, sentence)
        speakers = self._by_cues(paragraph, found[0], [found[1]]).speakers if found is not None else ()
        return speakers if not any(one.side is Side.MEDIA or one.pronoun for one in speakers) else ()

    def _opened(self, paragraph: Paragraph, sentence: Parsed) -> bool:
        """The sentence just before only brings in what is told ("published a new report"): `opens` of its cue."""
        first = sentence is paragraph.sentences[0]
        cue = next(iter((self.passed if first else self.carried).cues), None)
        if cue is None or not cue.rule.attrs.get("opens"):
            return False
        if self.counted:
            return False  # its sentence has numbers of its own
        return first or any(one.start <= cue.start < one.end == sentence.start - 1 for one in paragraph.sentences)

    def _led(self, paragraph: Paragraph, sentence: Parsed, *, number: bool) -> bool:
        """Where the pack says so (`carries`), a source that opened its sentence goes on through the paragraph."""
        if paragraph.lexicon.pack.get("carries") != "led" or not self.carried.cues:
            return False
        speaker = self.carried.speakers[0]
        numbers = number and (self.counted or speaker.person)  # numbers go on with numbers, or with a name
        return not recalls(sentence.line) and goes_on(
            paragraph, self.carried.cues[0], number=number, numbers=numbers, press=speaker.side is Side.MEDIA
        )

    def _around(self, paragraph: Paragraph, sentence: Parsed, at: int) -> Told | None:
        """Who the sentences after this one say has told it."""
        for found in (told_back(paragraph, sentence), told_at_end(paragraph, sentence, at)):
            told = self._by_cues(paragraph, found[0], [found[1]]) if found is not None else Told()
            if told.speakers:
                back = found is not None and found[1].rule.attrs.get("back")
                return told if back else replace(told, cues=(), behind=told.cues)
        later = told_next(paragraph, sentence, self.following) if self.following is not None else None
        if self.following is not None and later is not None:
            return replace(self._by_cues(self.following, later[0], [later[1]]), cues=())
        over = told_over(paragraph, sentence, self.following) if self.following is not None else None
        if self.following is not None and over is not None and self.carried.speakers:
            told = self._by_cues(self.following, over[0], [over[1]])
            if told.speakers and told.speakers[0].name == self.carried.speakers[0].name:
                return replace(told, cues=(), rules=(*told.rules, "speech.goes.on"))
        on = told_on(paragraph, sentence)
        if on is None:
            return None
        told = self._by_cues(paragraph, on[0], [on[1]])
        before = self.carried.speakers[:1]
        if not told.speakers or told.speakers[0].pronoun:
            return None
        if before and before[0].name != told.speakers[0].name or not (before or on[2]):
            return None
        return replace(told, cues=(), rules=(*told.rules, "speech.goes.on"))

    def after(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """Remember who spoke in a sentence that has been read."""
        for mention in sentence.mentions:
            if mention.name is not None:
                self.speakers.meet(mention, sentence.line, paragraph.text, paragraph.base)
        self.speakers.abbreviate(sentence.mentions, sentence.line, paragraph.text, paragraph.base)
        if not sentence.cues:
            if recalls(sentence.line):
                self.carried = self.passed = Told()  # "it was reported earlier": from here on somebody else's
            self._subject(paragraph, sentence)
            return
        self._subject(paragraph, sentence, bodies=True)  # "The army regrets what a report claimed. It said": the army
        cues = [cue for cue in sentence.cues if cue.rule.attrs.get("carry", "yes") == "yes"]
        if recalls(sentence.line):
            cues = []  # what was told earlier is an aside: who spoke before goes on
        all_told = [told for cue in cues if (told := self._by_cues(paragraph, sentence, [cue])).speakers]
        # A paper that hands on what somebody says does not go on, and whoever is quoted by another is not "he".
        nearer = [told for told in all_told if told.speakers[0].side is not Side.MEDIA]
        outer = [told for told in all_told if not told.cues[0].rule.attrs.get("inner")]
        for told in [t for t in outer if t in nearer or t.speakers[0].person] or all_told:
            if not told.speakers[0].pronoun:
                self.speakers.heard(told.speakers[0])
        self.carried = (nearer or all_told or [self.carried])[-1]
        line = sentence.line
        self.counted = any(not line.has(at + 1, "SPAN") for at in line.where("NUM"))  # but for "twice"

    def _subject(self, paragraph: Paragraph, sentence: Parsed, *, bodies: bool = False) -> None:
        """The person or body a sentence begins with may be the "she" or "it" of the next one."""
        begin = sentence.line.units[opening(sentence.line)].start if sentence.line.units else sentence.start
        subject = next((one for one in sentence.mentions if one.start >= begin), None)
        codes = sentence.line.lexicon.codes
        groups = codes.all(("INST", "PEOPLE") if bodies else ("INST", "PEOPLE", "ROLE"))
        held = {code for unit in subject.units for code in unit.codes} if subject is not None else set()
        who = subject is not None and ((subject.name is not None and not bodies) or not held.isdisjoint(groups))
        # "The drivers' carelessness", "at the mortuary": nobody who speaks.
        owner = subject is not None and any(codes[name] in subject.units[-1].codes for name in ("GENC", "LOCAT"))
        if subject is not None and who and not owner and opens_with(sentence.line, subject, begin):
            self.speakers.heard(self.speakers.meet(subject, sentence.line, paragraph.text, paragraph.base))

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

    def begin(self, paragraph: Paragraph) -> None:
        """A paragraph begins: nobody's speech goes on, unless it opens with a quotation mark."""
        opens = bool(paragraph.quotations) and paragraph.quotations[0].start <= 1
        self.passed = self.carried
        if not opens:
            self.carried = Told()
        self.interview.begin(paragraph, self.speaker)

    def _by_cues(self, paragraph: Paragraph, sentence: Parsed, cues: Sequence[Cue]) -> Told:
        speakers: list[Speaker] = []
        nameless: list[Speaker] = []
        rules: list[str] = []
        for cue in cues:
            for who in (cue.who, cue.outer):
                if isinstance(who, Mention) and own_record(paragraph, sentence, who):
                    continue
                speaker = self.speaker(paragraph, sentence, who) if who is not None else None
                if speaker is None:
                    continue
                if who is cue.outer and speaker.side not in (Side.MEDIA, Side.NGO):
                    continue
                if all(speaker.name != known.name for known in speakers):
                    speakers.append(speaker)
                    nameless += [speaker] if isinstance(who, Mention) and of_nobody(sentence, cue, who) else []
            rules.append(cue.rule.id)
        # "According to the latest data, nine died, the mayor said": data of nobody stand behind who gives them.
        speakers = [one for one in speakers if one not in nameless] + nameless
        return Told(tuple(speakers), tuple(cues), tuple(rules))


def links(told: Told, publisher: Link | None) -> tuple[Link, ...]:
    """The chain as it is stored: the publisher last, unless a link already names it."""
    chain = [speaker.link() for speaker in told.speakers]
    if publisher is not None:
        chain = [link for link in chain if link.name.casefold() != publisher.name.casefold()]
        chain.append(publisher)
    return tuple(chain)
