"""The verb: read a document into statements. Pure: the same text, description and lexicons give the same statements.

Layers, each of its own module: paragraphs and language, units, sentences, zones, speech, then one module for each kind
of statement. What no pack reads is returned as `NotRead`. Proved by tests/reading/test_read.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from aigaq.reading.chain import Voices
from aigaq.reading.counting import Counting
from aigaq.reading.document import Document, NotRead, Reading, TextChunk
from aigaq.reading.happenings import find_happenings
from aigaq.reading.headings import standing_of
from aigaq.reading.hedges import find_hedges
from aigaq.reading.language import language_of
from aigaq.reading.lexicon import Lexicon
from aigaq.reading.loading import digest
from aigaq.reading.making import Context, Setting
from aigaq.reading.mixed import stretches
from aigaq.reading.packs import Packs
from aigaq.reading.paragraph import Paragraph, Parsed, parse
from aigaq.reading.sentences import paragraphs
from aigaq.reading.sides import Sides
from aigaq.reading.speakers import Speakers
from aigaq.reading.tracing import Trace
from aigaq.reading.whereabouts import country_of, document_place, is_dateline
from aigaq.reading.withdrawals import find_withdrawals
from aigaq.statements.records import AnyStatement
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side
from aigaq.values import tables
from aigaq.values.places import Gazetteer

_LEAD = 12


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
    values = Path(tables.__file__).parent
    for path in (
        *sorted(Path(__file__).parent.glob("*.py")),
        *sorted(values.glob("*.py")),
        *sorted(values.glob("data/*")),
    ):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
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
        self._setting = Setting(document.item, document.published, document.publisher)
        self._seen: list[str] = list(document.places)
        self._setting.default = document_place(self._seen, gazetteer)
        self._not_read: list[NotRead] = []

    def readings(self) -> Iterator[Reading]:
        for chunk in self._document.chunks:
            statements: list[AnyStatement] = []
            for paragraph in self._paragraphs(chunk):
                statements += self._statements(paragraph)
            statements.sort(key=_place_in_text)
            yield Reading(tuple(self._witnessed(one) for one in statements), tuple(_joined(self._not_read)))
            self._not_read.clear()

    def _witnessed(self, statement: AnyStatement) -> AnyStatement:
        """Whoever speaks of what they saw anywhere in an interview is a witness in all of it (all of its chunk)."""
        names = self._voices.witnesses
        if not any(link.name in names and link.side is not Side.WITNESS for link in statement.speakers):
            return statement
        chain = tuple(replace(link, side=Side.WITNESS) if link.name in names else link for link in statement.speakers)
        return replace(statement, speakers=chain)

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
        self._place(paragraph)
        made: list[AnyStatement] = []
        self._setting.scene = None
        self._voices.begin(paragraph)
        self._setting.standing = standing_of(paragraph, self._published()) or self._setting.standing
        for sentence in paragraph.sentences:
            hedges = find_hedges(sentence.line, sentence.zones, sentence.cues)
            context = Context(self._setting, self._voices, paragraph, sentence, hedges)
            made += self._counting.read(context)
            made += find_withdrawals(context, self._counting.figures())
            made += self._counting.outdated(context)
            made += find_happenings(context)
            self._voices.after(paragraph, sentence)
            self._setting.scene = context.scene()
            context.turn_to()
        return made

    def _published(self) -> str | None:
        return self._setting.published.date if self._setting.published else None

    def _place(self, paragraph: Paragraph) -> None:
        """Learn the document's place from what its first paragraphs name."""
        known = len(self._seen)
        if known >= _LEAD:
            return
        for sentence in paragraph.sentences:
            for unit in sentence.line.where("PLACE", "NATION"):
                code = sentence.line.units[unit].value.code
                self._seen.append(country_of(code, self._gazetteer) if is_dateline(sentence.line, unit) else code)
            self._dateline(paragraph, sentence)
        if len(self._seen) > known:
            self._setting.default = document_place(self._seen[:_LEAD], self._gazetteer)
            if self._setting.default is not None:
                self._setting.country = country_of(self._setting.default, self._gazetteer)

    def _dateline(self, paragraph: Paragraph, sentence: Parsed) -> None:
        """A place that no gazetteer knows stands for the document where it opens a report: LOMBRESK, 9 March."""
        if self._setting.words is not None or self._seen or sentence is not paragraph.sentences[0]:
            return
        for rule, match in sentence.line.rules("location"):
            if rule.attrs.get("dateline") and match.start == 0:
                start, end = sentence.line.span(*match.captures["place"])
                self._setting.words = paragraph.text[start:end]
                return


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
