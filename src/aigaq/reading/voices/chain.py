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
from aigaq.reading.text.units import Line
from aigaq.reading.voices.covering import joined, of_nobody, order, own_record, passes_on, perceived
from aigaq.reading.voices.floor import (
    earlier,
    goes_on,
    recalls,
    told_at_end,
    told_back,
    told_beyond,
    told_next,
    told_on,
    told_over,
)
from aigaq.reading.voices.naming import Named
from aigaq.reading.voices.pronouns import opens_with, paper
from aigaq.reading.voices.speakers import Speaker
from aigaq.reading.voices.subjects import able, teller
from aigaq.reading.voices.told import SILENT, Told
from aigaq.statements.vocabulary import Side

_NO_SIDE = (Side.UNKNOWN,)


@dataclass(slots=True)
class Voices(Named):
    """The speakers of a document and of the paragraph at hand; `passed` is who spoke where the one before ended,
    `following` the paragraph after it."""

    passed: Told = field(default_factory=Told)
    counted: bool = False  # the sentence of who spoke last has numbers
    following: Paragraph | None = None

    @property
    def witnesses(self) -> set[str]:
        """Those who somewhere in an interview speak of what they saw."""
        return self.interview.witnesses

    def told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool, number: bool = False) -> Told:
        """Who tells what stands at a position; `carry`: the speaker of the sentence before may go on; `number`: a figure
        stands there."""
        told = self._told(paragraph, sentence, at, carry=carry, number=number)
        if not told.speakers or told.speakers[0].side not in _NO_SIDE:
            return told
        if perceived(paragraph, sentence, at):
            side = Side.WITNESS
        elif self._newly_named(sentence, told):
            side = self.speakers.given[told.speakers[0].name] = Side.OFFICIAL
        else:
            return told
        return replace(told, speakers=(replace(told.speakers[0], side=side), *told.speakers[1:]))

    def _newly_named(self, sentence: Parsed, told: Told) -> bool:
        """ "The acting minister said on Sunday ... Ana Lund said": the name of the official whom the sentence before has."""
        who = told.cues[0].who if told.cues else None
        if not isinstance(who, Mention) or who.kind != "person" or len(who.units) < 2:
            return False
        before = (self.carried.speakers or self.passed.speakers)[:1]
        if not before or before[0].person or before[0].side is not Side.OFFICIAL:
            return False
        lexicon = sentence.line.lexicon
        held = {code for word in before[0].name.casefold().split() for code in lexicon.known(word).codes}
        one = lexicon.codes["ROLE"] in held and held.isdisjoint(lexicon.codes.all(("INST", "PEOPLE", "MANY")))
        return one and opens_with(sentence.line, who, sentence.start)  # after a body it may be anybody

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
        passed = self.passed if carry and not _turns_to_all(sentence.line) else self.carried
        carried = self.carried if self.carried.speakers else passed
        if on and carried.speakers:
            return replace(carried, cues=(), rules=(*carried.rules, "speech.carried"))
        return self._silent(paragraph, sentence, at) if number else Told()

    def _silent(self, paragraph: Paragraph, sentence: Parsed, at: int) -> Told:
        """A figure of a sentence without any word of speech: its subject's, else of who spoke last in the paragraph."""
        subject = teller(sentence, at)
        if subject is not None:
            who = self.speakers.meet(subject, sentence.line, paragraph.text, paragraph.base)
            return Told((who,), (), (SILENT,))
        mode, told = paragraph.lexicon.pack.get("carries"), self.carried
        # "named": only a person who speaks goes on, for what is told after a body is as often known to all.
        goes = bool(told.cues) and (mode == "all" or (mode == "named" and told.speakers[0].person))
        goes = (
            goes and not sentence.line.any("SAY") and (mode != "named" or _right_on(paragraph, sentence, told.cues[0]))
        )
        others = any(able(one, sentence.line) for one in sentence.mentions if one.start < at)
        if goes and not self.counted and self.carried.speakers[0].side is not Side.OFFICIAL:
            return Told()
        if not goes or others or recalls(sentence.line) or earlier(paragraph, self.carried.cues[0]):
            return Told()
        return replace(self.carried, cues=(), rules=(*self.carried.rules, "speech.carried", SILENT))

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
        if paragraph.lexicon.pack.get("carries", "named") == "named" or not self.carried.cues:
            return False
        speaker = self.carried.speakers[0]
        numbers = number and (self.counted or speaker.person)  # numbers go on with numbers, or with a name
        if number and not numbers and speaker.side is not Side.OFFICIAL:
            return False  # "Lawyers say that there are more complaints. Nine people died.": that is background
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
        cues = sorted(cues, key=lambda cue: not _named_within(cue, sentence.cues))
        if recalls(sentence.line):
            cues = []  # what was told earlier is an aside: who spoke before goes on
        all_told = [told for cue in cues if (told := self._by_cues(paragraph, sentence, [cue])).speakers]
        # A paper that hands on what somebody says does not go on, and whoever is quoted by another is not "he".
        nearer = [told for told in all_told if told.speakers[0].side is not Side.MEDIA]
        outer = [told for told in all_told if not told.cues[0].rule.attrs.get("inner")]
        for told in [t for t in outer if t in nearer or t.speakers[0].person] or all_told:
            speaker, who = told.speakers[0], told.cues[0].who
            figures = isinstance(who, Mention) and not speaker.plural and paper(who, sentence.line.lexicon.codes)
            if not speaker.pronoun and not figures:  # a list is no "she"
                self.speakers.heard(speaker)
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
        owner = owner or (subject is not None and codes["NUM"] in subject.units[0].codes)  # nor who is counted
        if subject is not None and who and not owner and opens_with(sentence.line, subject, begin):
            self.speakers.heard(self.speakers.meet(subject, sentence.line, paragraph.text, paragraph.base))

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


def _right_on(paragraph: Paragraph, sentence: Parsed, cue: Cue) -> bool:
    """Whether every sentence since has numbers, and this one does not open with when something else happened."""
    line = sentence.line
    since = [one for one in paragraph.sentences if cue.start < one.start < sentence.start]
    return all(one.line.any("NUM") for one in since) and not (line.has(0, "PREP") and line.has(1, "DATE"))


def _named_within(cue: Cue, cues: Sequence[Cue]) -> bool:
    """ "The envoy said the figure had been given by the minister": whoever says so goes on, not whom they name."""
    if cue.who.start < cue.word[0]:
        return False
    return any(
        one.who.end <= one.word[0] and one.word[1] <= cue.word[0] and one.covers[0] <= cue.start < one.covers[1]
        for one in cues
        if one is not cue
    )


def _turns_to_all(line: Line) -> bool:
    """ "In all, in the country 40 were held", at the head of a paragraph: no longer of whoever spoke in the one before."""
    return (
        line.has(0, "GOESON")
        and line.has(0, "QUANTITY")
        and (line.has(1, "WIDE") or (line.has(1, "PREP") and line.has(2, "PLACE", "SORT")))
    )
