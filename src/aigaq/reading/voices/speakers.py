"""Speakers of a document: who a mention is, which side it is on, and whom "he" or "the ministry" takes up again.

A side comes from the head of the mention, else from what stands after it ("X, head of the miners' union,"), else from
what the document said of the same name before. Nothing is guessed from the name itself. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line, Unit
from aigaq.reading.voices.bodies import Bodies
from aigaq.reading.voices.sides import Sides
from aigaq.reading.voices.siding import side_of
from aigaq.statements.records import Link
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side

_KEPT = 40
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as the text names it."""

    name: str
    side: Side
    span: TextSpan
    person: bool = False
    plural: bool = False
    heads: frozenset[str] = frozenset()
    pronoun: bool = False

    def link(self) -> Link:
        """The speaker as a link of a chain."""
        return Link(name=self.name, side=self.side, span=self.span)


@dataclass(slots=True)
class Speakers:
    """The speakers met so far; the last ones are found again by last name, role or pronoun."""

    by_name: dict[str, Speaker] = field(default_factory=dict)
    recent: list[Speaker] = field(default_factory=list)
    sides: Sides | None = None
    given: dict[str, Side] = field(default_factory=dict)
    bodies: Bodies = field(default_factory=Bodies)

    def meet(self, mention: Mention, line: Line, text: str, base: tuple[str, int]) -> Speaker:
        """The speaker of a mention, joined with what is known of the name."""
        own = _own_words(mention, line, text, base)
        name, side, last, heads = own.name, own.side, own.last, own.heads
        person = mention.name is not None
        known = self.by_name.get(last) if person else None
        if known is not None:
            side = known.side if side is Side.UNKNOWN else side
            name = known.name if len(name) < len(known.name) else name
        self.bodies.note(mention, line, side)
        side = self.bodies.side_of(mention, line, side)
        if side in (Side.UNKNOWN, Side.OTHER):
            # "The office's director": a director of a ministry speaks for it, whoever else may be one.
            side = self._side_by_heads(heads, side)
        if side is Side.UNKNOWN and mention.kind != "person":
            side = self._side_of_owner(mention, line)
        if side is Side.UNKNOWN and line.lexicon.codes["THEYPOSS"] in mention.units[0].codes:
            side = next((one.side for one in reversed(self.recent) if one.plural), side)
        if side is Side.UNKNOWN and _record(mention, line):
            # "The statement said": it is that of who has just spoken.
            side = next((one.side for one in reversed(self.recent) if one.side is not Side.UNKNOWN), side)
        if side is Side.UNKNOWN and (_plain_body(mention, line) or _head_of_plain_body(mention, line)):
            # "The group", "the head of the service": the body that spoke last.
            bodies = [one for one in self.recent[-_NEAR:] if one.plural and one.side is not Side.WITNESS]
            side = next((one.side for one in reversed(bodies)), side)
        if side is Side.MEDIA and _plain_outlet(mention, line):
            # "The channel", after the government's Telegram channel: it is the government's.
            word = _last_word(name, line)
            side = next((one.side for one in reversed(self.recent) if _last_word(one.name, line) == word), side)
        if self.sides is not None:
            side = self.sides.of_mention(name, mention.units, line.lexicon.lemma) or side
        speaker = Speaker(name, side, own.span, person, own.plural, heads)
        if person:
            if len(self.by_name) > 5000:
                self.by_name.clear()
                self.given.clear()
            if side is not Side.UNKNOWN:
                self.given[known.name if known is not None else name] = side
            self.by_name[last] = speaker if known is None else replace(known, side=side)
            if mention.name is not None:
                for word in text[slice(*mention.name)].split()[:-1]:  # many are called by their first name
                    self.by_name.setdefault(line.lexicon.surname(word.casefold()), speaker)
        elif side is not Side.UNKNOWN and _lettered(mention, line):
            self.by_name.setdefault(line.lexicon.surname(mention.units[-1].form), speaker)
        return speaker

    def side_of(self, name: str) -> Side | None:
        """The side that any mention of a person's name gave; None where none did."""
        return self.given.get(name)

    def abbreviate(self, mentions: Sequence[Mention], line: Line, text: str, base: tuple[str, int]) -> None:
        """ "The Harrow Road Commission (HRC)": from here on the letters are its name."""
        starts = {unit.start: number for number, unit in enumerate(line.units)}
        for mention, short in zip(mentions, mentions[1:], strict=False):
            at = starts[short.start]
            letters = (
                len(short.units) == 1 and line.has(at, "UP") and line.has(at - 1, "LPAR") and line.has(at + 1, "RPAR")
            )
            if letters and mention.end <= short.start:
                form = line.lexicon.surname(short.units[0].form)
                self.by_name[form] = self.meet(mention, line, text, base)

    def heard(self, speaker: Speaker) -> None:
        """Remember that this one spoke last."""
        self.recent.append(speaker)
        del self.recent[:-_KEPT]

    def pronoun(self, unit: Unit, line: Line) -> Speaker | None:
        """Whom a pronoun means: the last single one who spoke for "he", the last group or body for "they", the last of
        either for a word that is "his" and "its" (class ITSW)."""
        single = any(line.lexicon.codes[name] in unit.codes for name in ("HE", "HEPOSS"))
        either = single and (bool(line.lexicon.pack.get("genderless")) or line.lexicon.codes["ITSW"] in unit.codes)
        last = self.recent[-1] if self.recent else None
        if last is not None and line.lexicon.codes["ITW"] in unit.codes and _bare(last):
            return last
        for speaker in reversed(self.recent):
            if either or speaker.plural != single:
                return speaker
        return None

    def _side_of_owner(self, mention: Mention, line: Line) -> Side:
        """ "Name's office" is on the side of whoever has been named so."""
        possessive = line.lexicon.codes["GEN"]
        for owner, following in zip(mention.units, mention.units[1:], strict=False):
            # "HRC director Ana Lund", "Provea records"
            letters = any(line.lexicon.codes[name] in owner.codes for name in ("UP", "NAMEY"))
            known = (
                self.by_name.get(line.lexicon.lemma(owner.form)) if letters or possessive in following.codes else None
            )
            if known is not None:
                return known.side
        return Side.UNKNOWN

    def _side_by_heads(self, heads: frozenset[str], side: Side) -> Side:
        for speaker in reversed(self.recent):
            if speaker.heads & heads and speaker.side is not Side.UNKNOWN:
                return speaker.side
        return side


@dataclass(frozen=True, slots=True)
class _Words:
    """What a mention says by its own words, whoever was met before."""

    name: str
    last: str
    span: TextSpan
    side: Side
    heads: frozenset[str]
    plural: bool


def _own_words(mention: Mention, line: Line, text: str, base: tuple[str, int]) -> _Words:
    """What the words of a mention say; kept with the line, for a mention is met by every number it may speak for."""
    key = (mention.start, mention.end, mention.kind)
    found = line.met.get(key)
    if not isinstance(found, _Words):
        found = line.met[key] = _read(mention, line, text, base)
    return found


def _read(mention: Mention, line: Line, text: str, base: tuple[str, int]) -> _Words:
    lexicon, person = line.lexicon, mention.name is not None
    start, end = _stretch(mention, line)
    name = lexicon.base(" ".join(text[start:end].split()))
    last = lexicon.surname(name.split()[-1].casefold()) if name else ""
    kinds = lexicon.codes.all(["INST"] if person else ["INST", "ROLE"])
    nouns = [unit for unit in mention.units if any(kind in unit.codes for kind in kinds)]
    heads = frozenset(lexicon.lemma(unit.form.split()[-1]) for unit in nouns)
    plural = _many(mention, line) and (not person or mention.kind == "person")
    return _Words(name, last, span_of(text, start, end, base), side_of(mention, line), heads, plural)


def _record(mention: Mention, line: Line) -> bool:
    """A statement or message of nobody that its words name; a definite one where the language has an article."""
    codes, units = line.lexicon.codes, mention.units
    article = line.lexicon.pack.get("order", "svo") == "svo"
    nouns = [unit for unit in units if not any(codes[name] in unit.codes for name in ("DET", "PREP", "PRON"))]
    if (
        not nouns
        or mention.name is not None
        or (article and (codes["DET"] not in units[0].codes or len(units[0].form) < 2))
    ):
        return False
    return all(codes["RECORD"] in unit.codes for unit in nouns)


def _lettered(mention: Mention, line: Line) -> bool:
    """ "The rights group HRX": later the letters alone name it."""
    last = mention.units[-1]
    return len(mention.units) > 1 and line.lexicon.codes["UP"] in last.codes and not last.entries and last.value is None


def span_of(text: str, start: int, end: int, base: tuple[str, int]) -> TextSpan:
    """The span of text[start:end], where the text begins at `base` = (part, offset)."""
    return TextSpan(part=base[0], start=base[1] + start, end=base[1] + end, quote=text[start:end])


def _plain_body(mention: Mention, line: Line) -> bool:
    """An article and a noun for any body; the noun alone where the language has no article."""
    codes = line.lexicon.codes
    units = mention.units
    if line.lexicon.pack.get("order", "svo") != "svo":
        return len(units) == 1 and mention.name is None and codes["INST"] in units[0].codes
    return len(units) == 2 and codes["DET"] in units[0].codes and codes["INST"] in units[1].codes


def _head_of_plain_body(mention: Mention, line: Line) -> bool:
    """Where the head stands last: whoever heads or speaks for a body that is not named, "the deputy head of the service";
    with an article also "deputy chief Ana Lund", after the body whose chief that is."""
    codes = line.lexicon.codes
    if mention.name is not None and line.lexicon.pack.get("order", "svo") == "svo":
        before = tuple(unit for unit in mention.units if unit.start < mention.name[0])
        bare = all(any(codes[name] in unit.codes for name in ("SPOKES", "DET", "ADJ")) for unit in before)
        return bare and any(codes["SPOKES"] in unit.codes for unit in before)
    role = next((n for n, unit in enumerate(mention.units) if codes["SPOKES"] in unit.codes), 0)
    before = mention.units[:role]
    plain = all(any(codes[name] in unit.codes for name in ("INST", "ORD", "ADJ")) for unit in before)
    named = any(codes[name] in unit.codes for unit in before for name in ("NAMEY", "UP", "OOV"))
    verb_last = line.lexicon.pack.get("order") == "last"
    return verb_last and plain and not named and any(codes["INST"] in unit.codes for unit in before)


def _plain_outlet(mention: Mention, line: Line) -> bool:
    """A noun for an outlet and nothing that names one."""
    codes = line.lexicon.codes
    last = mention.units[-1].codes
    plain = all(codes["DET"] in unit.codes for unit in mention.units[:-1]) and codes["OUTLET"] in last
    return plain and mention.name is None and codes["NAMED"] not in last


def _last_word(name: str, line: Line) -> str:
    """The noun at the end of a name: "channel" of "Telegram-channel"."""
    return line.lexicon.lemma(name.casefold().split()[-1].rpartition("-")[2]) if name else ""


def _bare(speaker: Speaker) -> bool:
    """A name that nothing says is a person's: "it" may take it up."""
    return speaker.person and speaker.side is Side.UNKNOWN and " " not in speaker.name


def _many(mention: Mention, line: Line) -> bool:
    """Whether "they" or "it" may take it up: a group or a body by its head noun, or a name with the words of one."""
    codes = line.lexicon.codes
    if mention.kind == "person":
        return any(codes[name] in unit.codes for unit in mention.units for name in ("SIDED", "INST", "PEOPLE"))
    if mention.kind == "phrase" and codes["SORT"] in mention.units[-1].codes:
        return True  # "the county said"
    units = mention.units
    first = line.lexicon.pack.get("head", "last") == "first"
    if not first:
        turn = next((n for n, unit in enumerate(units) if codes["PREP"] in unit.codes), len(units))
        units = units[:turn] or units
    nouns = [
        unit
        for unit in units
        if any(codes[name] in unit.codes for name in ("ROLE", "INST", "PEOPLE", "OUTLET", "RECORD"))
    ]
    if not nouns:
        return False
    head = nouns[0 if first else -1].codes
    return any(codes[name] in head for name in ("INST", "PEOPLE", "MANY", "PLUR")) or (
        codes["OUTLET"] in head and codes["ROLE"] not in head
    )


def _stretch(mention: Mention, line: Line) -> tuple[int, int]:
    """The words that name the speaker: without a leading article; the name alone where much stands before it."""
    codes = line.lexicon.codes
    units = list(mention.units)
    while len(units) > 1 and codes["DET"] in units[0].codes:
        units.pop(0)
    if mention.name is not None:
        before = [unit for unit in units if unit.start < mention.name[0]]
        aged = len(before) > 2 and codes["LABELLED"] in before[-3].codes and codes["HYPHEN"] in before[-2].codes
        if aged or len(before) > 4 or any(codes["COMMA"] in u.codes or codes["PREP"] in u.codes for u in before):
            return mention.name
    return units[0].start, mention.end
