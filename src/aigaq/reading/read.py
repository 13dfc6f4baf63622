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
from aigaq.reading.hedges import find_hedges
from aigaq.reading.language import language_of
from aigaq.reading.lexicon import Lexicon, digest, packs, shipped
from aigaq.reading.making import Context, Setting
from aigaq.reading.paragraph import Paragraph, parse
from aigaq.reading.sentences import paragraphs
from aigaq.reading.whereabouts import country_of, document_place, is_dateline
from aigaq.reading.withdrawals import find_withdrawals
from aigaq.statements.records import AnyStatement
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer

_LEAD = 12


def read(document: Document, *, gazetteer: Gazetteer | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read a document.

    Args:
        gazetteer: other places than those that are shipped.
        lexicon: one pack to use instead of the shipped one of its language.
    """
    statements: list[AnyStatement] = []
    missed: list[NotRead] = []
    for reading in read_chunks(document, gazetteer=gazetteer, lexicon=lexicon):
        statements += reading.statements
        missed += reading.not_read
    return Reading(tuple(statements), tuple(_joined(missed)))


def read_chunks(
    document: Document, *, gazetteer: Gazetteer | None = None, lexicon: Lexicon | None = None
) -> Iterator[Reading]:
    """Read a document of any length in bounded memory: a reading for each of its chunks, in order.

    What a later sentence may lean on (the place, the speakers, the last figures) is carried from chunk to chunk; a
    statement already given is not changed by what a later chunk says.
    """
    return _Reader(document, gazetteer or Gazetteer.shipped(), lexicon).readings()


@cache
def version() -> str:
    """The version of the engine: a hash over its code and every lexicon file."""
    total = hashlib.sha256(digest().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


class _Reader:
    """Reads one document from beginning to end, holding only what later sentences may lean on."""

    def __init__(self, document: Document, gazetteer: Gazetteer, lexicon: Lexicon | None) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._own = lexicon
        self._language = document.language
        self._voices = Voices(document.publisher)
        self._counting = Counting()
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
        for start, end in paragraphs(chunk.text):
            text = chunk.text[start:end]
            language = language_of(text, self._language)
            if language is None:
                language = self._language or "en"
            lexicon = self._lexicon(language)
            if lexicon is None:
                self._not_read.append(NotRead(chunk.offset + start, chunk.offset + end, language, chunk.part))
                continue
            self._language = language
            yield parse(text, (chunk.part, chunk.offset + start), lexicon, self._gazetteer)

    def _lexicon(self, language: str) -> Lexicon | None:
        if self._own is not None and self._own.language == language:
            return self._own
        return shipped(language) if language in packs() else None

    def _statements(self, paragraph: Paragraph) -> list[AnyStatement]:
        self._place(paragraph)
        made: list[AnyStatement] = []
        self._setting.scene = None
        self._voices.begin(paragraph)
        for sentence in paragraph.sentences:
            hedges = find_hedges(sentence.line, sentence.zones, sentence.cues)
            context = Context(self._setting, self._voices, paragraph, sentence, hedges)
            made += self._counting.read(context)
            made += find_withdrawals(context, self._counting.figures())
            made += self._counting.outdated(context)
            made += find_happenings(context)
            self._voices.after(paragraph, sentence)
            self._setting.scene = context.scene()
        return made

    def _place(self, paragraph: Paragraph) -> None:
        """Learn the document's place from what its first paragraphs name."""
        known = len(self._seen)
        if known >= _LEAD:
            return
        for sentence in paragraph.sentences:
            for unit in sentence.line.where("PLACE", "NATION"):
                code = sentence.line.units[unit].value.code
                self._seen.append(country_of(code, self._gazetteer) if is_dateline(sentence.line, unit) else code)
        if len(self._seen) > known:
            self._setting.default = document_place(self._seen[:_LEAD], self._gazetteer)


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
