"""The chain of speakers of a stretch of text: who says it, to whom, and who passes it on.

Nearest the event first. In this order: the cues of the sentence that cover the stretch, whoever the paragraph is of
(`interviews`), what the sentences around say (`floor`), the speaker carried over from the sentence before. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from aigaq.reading.floor import led, told_at_end, told_back, told_next, told_on, told_over
from aigaq.reading.headings import side_of_we
from aigaq.reading.interviews import Interview
from aigaq.reading.mentions import Mention
from aigaq.reading.paragraph import Paragraph, Parsed
from aigaq.reading.pronouns import PRONOUNS, quoted_by, taken_up
from aigaq.reading.speakers import Speaker, Speakers, span_of
from aigaq.reading.speech import Cue, distance
from aigaq.reading.units import Unit
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
    following: Paragraph | None = None
    interview: Interview = field(init=False)

    def __post_init__(self) -> None:
        self.interview = Interview(self.speakers)

    @property
    def witnesses(self) -> set[str]:
        """Those who somewhere in an interview speak of what they saw."""
        return self.interview.witnesses

    def told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool) -> Told:
        """Who tells what stands at a position; `carry`: the speaker of the sentence before may go on."""
        told = self._told(paragraph, sentence, at, carry=carry)
        if told.speakers and told.speakers[0].side in _NO_SIDE and _perceived(paragraph, sentence, at):
            return replace(told, speakers=(replace(told.speakers[0], side=Side.WITNESS), *told.speakers[1:]))
        return told

    def _told(self, paragraph: Paragraph, sentence: Parsed, at: int, *, carry: bool) -> Told:
        owners = self.interview.owners()
        covering = [cue for cue in sentence.cues if cue.covers[0] <= at < cue.covers[1] or cue.start <= at < cue.end]
        denied = any(cue.denies for cue in covering)
        quoted = paragraph.quoted(at)
        covering = sorted(
            covering,
            key=lambda cue: (
                denied and bool(cue.rule.attrs.get("within")),
                quoted is not None and not quoted.start <= cue.word[0] < quoted.end,  # who is quoted quotes another
                *_order(cue, at, covering),
            ),
        )
        told = self._by_cues(paragraph, sentence, [cue for cue in covering if not cue.rule.attrs.get("faint")])
        if told.speakers:
            return replace(told, speakers=_joined(told.speakers, owners))
        if owners:
            return Told(owners, (), ("speech.interview",))
        around = self._around(paragraph, sentence, at)
        if around is not None:
            return around
        if covering:
            return self._by_cues(paragraph, sentence, covering)
        carry = (carry and not sentence.line.any("UNSAID")) or self._opened(paragraph, sentence)
        goes_on = carry or paragraph.quoted(at) is not None or self._led(paragraph, sentence)
        carried = self.carried if self.carried.speakers or not carry else self.passed
        if not goes_on or not carried.speakers:
            return Told()
        return replace(carried, cues=(), rules=(*carried.rules, "speech.carried"))

    def _opened(self, paragraph: Paragraph, sentence: Parsed) -> bool:
        """The sentence just before only brings in what is told ("published a new report"): `opens` of its cue."""
        first = sentence is paragraph.sentences[0]
        cue = next(iter((self.passed if first else self.carried).cues), None)
        if cue is None or not cue.rule.attrs.get("opens"):
            return False
        return first or any(one.start <= cue.start < one.end == sentence.start - 1 for one in paragraph.sentences)

    def _led(self, paragraph: Paragraph, sentence: Parsed) -> bool:
        """Where the pack says so (`carries`), a source that opened its sentence goes on through the paragraph."""
        if paragraph.lexicon.pack.get("carries") != "led" or not self.carried.cues:
            return False
        if self.carried.cues[0].rule.attrs.get("leads") == "no":
            return False  # a clause that ends with who said it is said once
        # "It was reported earlier that": who said so then was somebody else.
        return not sentence.line.any("UNSAID") and led(paragraph, self.carried.cues[0])

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
            if sentence.line.any("UNSAID"):
                self.carried = self.passed = Told()  # "it was reported earlier": from here on somebody else's
            self._subject(paragraph, sentence)
            return
        cues = [cue for cue in sentence.cues if cue.rule.attrs.get("carry", "yes") == "yes"]
        if sentence.line.any("UNSAID"):
            cues = []  # what was told earlier is an aside: who spoke before goes on
        all_told = [told for cue in cues if (told := self._by_cues(paragraph, sentence, [cue])).speakers]
        # A paper that hands on what somebody says does not go on, and whoever is quoted by another is not "he".
        nearer = [told for told in all_told if told.speakers[0].side is not Side.MEDIA]
        outer = [told for told in all_told if not told.cues[0].rule.attrs.get("inner")]
        for told in [t for t in outer if t in nearer or t.speakers[0].person] or all_told:
            if not told.speakers[0].pronoun:
                self.speakers.heard(told.speakers[0])
        self.carried = (nearer or all_told or [self.carried])[-1]

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
            owners = self.interview.owners()
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
        return self.interview.owner

    def _ourselves(self, paragraph: Paragraph, sentence: Parsed, who: Unit) -> Speaker | None:
        """ "We" outside an interview and outside quotations is whoever publishes the text."""
        quotation = paragraph.quoted(who.start)
        if quotation is not None:
            speaker = quoted_by(self.speakers, paragraph, sentence, quotation)
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
                if isinstance(who, Mention) and _own_record(paragraph, sentence, who):
                    continue
                speaker = self.speaker(paragraph, sentence, who) if who is not None else None
                if speaker is None:
                    continue
                if who is cue.outer and speaker.side not in (Side.MEDIA, Side.NGO):
                    continue
                if all(speaker.name != known.name for known in speakers):
                    speakers.append(speaker)
                    nameless += [speaker] if isinstance(who, Mention) and _nameless(sentence, who) else []
            rules.append(cue.rule.id)
        # "According to the latest data, nine died, the mayor said": data of nobody stand behind who gives them.
        speakers = [one for one in speakers if one not in nameless] + nameless
        return Told(tuple(speakers), tuple(cues), tuple(rules))


def _own_record(paragraph: Paragraph, sentence: Parsed, who: Mention) -> bool:
    """ "According to our information" or "to the latest data" in a quotation: whoever is quoted says so."""
    if paragraph.quoted(who.start) is None:
        return False
    codes = sentence.line.lexicon.codes
    ours = codes["FIRST"] in who.units[0].codes and codes["RECORD"] in who.units[-1].codes
    return ours or _nameless(sentence, who)


def _nameless(sentence: Parsed, who: Mention) -> bool:
    """A record of which the words do not say whose it is: "the latest data"."""
    codes = sentence.line.lexicon.codes
    if codes["RECORD"] not in who.units[-1].codes:
        return False
    named = codes.all(("INST", "ROLE", "OUTLET", "PEOPLE", "NAMEY", "HOSP", "WITNESS"))
    if any(codes["GEN"] in after.codes and codes["DATE"] not in one.codes for one, after in pairwise(who.units)):
        return False  # "the crews' own lists"
    return not any(unit.attr("side") or any(code in unit.codes for code in named) for unit in who.units)


def _order(cue: Cue, at: int, covering: Sequence[Cue]) -> tuple[bool, bool, bool, bool, int]:
    """The cues that cover a position from nearest the event outwards."""
    passes, inner = _passes_on(cue, at), bool(cue.rule.attrs.get("inner"))
    # "According to the ministry, A died and B were hurt, the paper said": what leads the sentence is nearer throughout.
    others = [one for one in covering if one is not cue]
    leads = _according(cue) and all(one.start > at and not _according(one) for one in others)
    return passes or not inner, passes, not inner, not leads, distance(cue, at)


def _according(cue: Cue) -> bool:
    return cue.rule.attrs.get("hedge") == "attribution"


def _passes_on(cue: Cue, at: int) -> bool:
    """A paper named after the words hands on what somebody before them says: "A confirmed 12 dead, Reuters writes"."""
    if cue.rule.attrs.get("cites"):
        return False  # whom the paper cites is nearer than the paper
    return cue.start > at and any(unit.attr("side") == Side.MEDIA for unit in _units(cue.who))


def _units(who: Mention | Unit) -> Sequence[Unit]:
    return who.units if isinstance(who, Mention) else (who,)


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


def links(told: Told, publisher: Link | None) -> tuple[Link, ...]:
    """The chain as it is stored: the publisher last, unless a link already names it."""
    chain = [speaker.link() for speaker in told.speakers]
    if publisher is not None:
        chain = [link for link in chain if link.name.casefold() != publisher.name.casefold()]
        chain.append(publisher)
    return tuple(chain)
