"""The verb: read a document into statements. Pure: the same text, description and lexicons give the same statements.

Layers, each of its own module: paragraphs and language, units, sentences, zones, speech, then one module for each kind
of statement. What no pack reads is returned as `NotRead`. Proved by tests/reading/test_read.py.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from aigaq.reading.counting import Counting
from aigaq.reading.counts.tracing import Trace
from aigaq.reading.document import Document, NotRead, Reading, TextChunk
from aigaq.reading.fates.echoes import Echoes
from aigaq.reading.fates.lowering import see_instead
from aigaq.reading.fates.withdrawals import find_withdrawals
from aigaq.reading.grounds import AHEAD, Ground
from aigaq.reading.happenings import find_happenings
from aigaq.reading.lexis.language import language_of
from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.lexis.loading import digest
from aigaq.reading.lexis.packs import Packs
from aigaq.reading.records.making import Context, Setting
from aigaq.reading.setting.hedges import find_hedges
from aigaq.reading.text.mixed import stretches
from aigaq.reading.text.paragraph import Paragraph, parse
from aigaq.reading.text.sentences import paragraphs
from aigaq.reading.voices.chain import Voices
from aigaq.reading.voices.headings import standing_back, standing_of, standing_on
from aigaq.reading.voices.sides import Sides
from aigaq.reading.voices.speakers import Speakers
from aigaq.statements.records import AnyStatement, Link
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side
from aigaq.values import tables
from aigaq.values.places import Gazetteer


def read(
    document: Document,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
    packs: Packs | None = None,
    sides: Sides | None = None,
) -> Reading:
    """Read a document.

    Args:
        gazetteer: other places than those that are shipped.
        lexicon: one pack to use instead of the shipped one of its language.
        packs: other packs than those that are shipped.
        sides: who speaks for which side, where that is set.
    """
    statements: list[AnyStatement] = []
    missed: list[NotRead] = []
    for reading in read_chunks(document, gazetteer=gazetteer, lexicon=lexicon, packs=packs, sides=sides):
        statements += reading.statements
        missed += reading.not_read
    return Reading(tuple(statements), tuple(_joined(missed)))


def read_chunks(
    document: Document,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
    packs: Packs | None = None,
    sides: Sides | None = None,
    trace: Trace | None = None,
) -> Iterator[Reading]:
    """Read a document of any length in bounded memory: a reading for each of its chunks, in order.

    What a later sentence may lean on (the place, the speakers, the last figures) is carried from chunk to chunk; a
    statement already given is not changed by what a later chunk says.

    Args:
        trace: is told of every number why it is in a figure or in none.
    """
    packs = packs or Packs()
    if lexicon is not None:
        packs = Packs({**packs.own, lexicon.language: lexicon}, packs.profiles)
    return _Reader(document, gazetteer or Gazetteer.shipped(), packs, sides, trace).readings()


@cache
def version() -> str:
    """The version of the engine: a hash over its code, every lexicon file, and how numbers, dates and places are read."""
    total = hashlib.sha256(digest().encode())
    room, values = Path(__file__).parent, Path(tables.__file__).parent
    for top, files in ((room, room.rglob("*.py")), (values, values.glob("*.py")), (values, values.glob("data/*"))):
        for path in sorted(files):
            total.update(path.relative_to(top).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


class _Reader:
    """Reads one document from beginning to end, holding only what later sentences may lean on."""

    def __init__(
        self, document: Document, gazetteer: Gazetteer, packs: Packs, sides: Sides | None, trace: Trace | None
    ) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._packs = packs
        self._trace = trace
        self._language = document.language
        self._voices = Voices(document.publisher, Speakers(sides=sides))
        self._counting = Counting(trace=trace)
        self._echoes = Echoes()
        self._setting = Setting(document.item, document.published, document.publisher, gazetteer)
        self._ground = Ground(self._setting, document.places)
        self._not_read: list[NotRead] = []

    def readings(self) -> Iterator[Reading]:
        for chunk in self._document.chunks:
            statements: list[AnyStatement] = []
            for paragraph in self._looked_at(self._paragraphs(chunk)):
                statements += self._statements(paragraph)
            statements.sort(key=_place_in_text)
            yield Reading(tuple(self._witnessed(one) for one in statements), tuple(_joined(self._not_read)))
            self._not_read.clear()

    def _witnessed(self, statement: AnyStatement) -> AnyStatement:
        """Whoever speaks of what they saw anywhere in an interview is a witness in all of it (all of its chunk), and
        whoever is first named without a role is on the side that the role printed later gives."""
        chain = tuple(self._sided(link) for link in statement.speakers)
        return statement if chain == statement.speakers else replace(statement, speakers=chain)

    def _sided(self, link: Link) -> Link:
        if link.name in self._voices.witnesses:
            return link if link.side is Side.WITNESS else replace(link, side=Side.WITNESS)
        later = self._voices.speakers.side_of(link.name) if link.side is Side.UNKNOWN else None
        return link if later is None else replace(link, side=later)

    def _paragraphs(self, chunk: TextChunk) -> Iterator[Paragraph]:
        for start, end, language in self._stretches(chunk.text):
            text = chunk.text[start:end]
            lexicon = self._lexicon(language)
            if lexicon is None:
                self._not_read.append(NotRead(chunk.offset + start, chunk.offset + end, language, chunk.part))
                if self._trace is not None:
                    self._trace.unread(text, (chunk.part, chunk.offset + start), language)
                continue
            self._language = language
            yield parse(text, (chunk.part, chunk.offset + start), lexicon, self._gazetteer)

    def _looked_at(self, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
        """The paragraphs, each after the ground has learnt from it and from some of those that follow."""
        waiting: deque[Paragraph] = deque()
        headed = False
        for paragraph in paragraphs:
            self._ground.learn(paragraph)
            waiting.append(paragraph)
            if len(waiting) > AHEAD:
                yield self._first_of(waiting, headed=headed)
                headed = True
        while waiting:
            yield self._first_of(waiting, headed=headed)
            headed = True

    def _first_of(self, waiting: deque[Paragraph], *, headed: bool) -> Paragraph:
        """The next paragraph; who tells it may be said in the one after it, and what a headline counts below it."""
        paragraph = waiting.popleft()
        self._counting.ahead = () if headed else tuple(waiting)
        self._voices.following = waiting[0] if waiting else None
        return paragraph

    def _stretches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The paragraphs of a text with their language, cut where the language changes."""
        for start, end in paragraphs(text):
            paragraph = text[start:end]
            language = language_of(paragraph, self._language, self._packs.profiles) or self._language or "en"
            for first, last, code in stretches(paragraph, language, self._packs.profiles):
                yield start + first, start + last, code

    def _lexicon(self, language: str) -> Lexicon | None:
        return self._packs.get(language)

    def _statements(self, paragraph: Paragraph) -> list[AnyStatement]:
        made: list[AnyStatement] = []
        if not self._setting.asked:
            self._setting.scene = None
        self._setting.asked = paragraph.text.rstrip().endswith("?")  # what a question sets holds for its answer
        self._voices.begin(paragraph)
        if paragraph.base[1] == 0 and not paragraph.text.rstrip().endswith((".", "!", "?", "…")):
            self._setting.headline = len(paragraph.text)
        heading = standing_of(paragraph, self._published()) or self._setting.standing
        self._setting.standing = standing_back(paragraph, self._voices.following, self._published()) or heading
        for sentence in paragraph.sentences:
            hedges = find_hedges(sentence.line, sentence.zones, sentence.cues)
            context = Context(self._setting, self._voices, paragraph, sentence, hedges)
            fresh = self._counting.read(context)
            known = self._counting.figures()
            gone = [*find_withdrawals(context, known), *self._counting.outdated(context)]
            see_instead(context, gone)
            retold = any(not rule.attrs.get("by") for rule, _ in sentence.speech.rules("retold"))
            early = context.setting.early
            echoed = self._echoes.follow(gone, known, fresh, paragraph.lexicon, retold=retold, early=early)
            made += [*fresh, *gone, *echoed]
            made += find_happenings(context)
            self._voices.after(paragraph, sentence)
            self._setting.occasions.after(paragraph, sentence, self._published())
            self._setting.scene = context.scene()
            context.turn_to()
            self._setting.standing = standing_on(sentence, self._published()) or self._setting.standing
        self._setting.standing = heading
        return made

    def _published(self) -> str | None:
        return self._setting.published.date if self._setting.published else None


def _place_in_text(statement: AnyStatement) -> tuple[str, int, int]:
    span = statement.span
    assert isinstance(span, TextSpan)  # the reader makes no other
    return span.part, span.start, span.end


def _joined(missed: list[NotRead]) -> Iterator[NotRead]:
    """Neighbours in one language are one stretch."""
    pending: NotRead | None = None
    for one in missed:
        if pending is not None and (pending.language, pending.part) == (one.language, one.part):
            pending = NotRead(pending.start, one.end, one.language, one.part)
            continue
        if pending is not None:
            yield pending
        pending = one
    if pending is not None:
        yield pending
