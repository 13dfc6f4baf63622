"""The fields a column may go to, by kind of row: what each means and how its cells are read.

Normative text: docs/formats/mappings.md; a test compares the two. Names are those of the statement's fields where there
is one. Proved by tests/reading/tables/test_fields.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from aigaq.statements.persons import Fate
from aigaq.statements.vocabulary import (
    Answer,
    Change,
    Confidence,
    DateBasis,
    Layer,
    LegalStatus,
    NetworkState,
    Qualifier,
    Seen,
    Side,
    Stance,
    Standing,
    TimePrecision,
)


class Reads(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    DATE = "date"
    CLOCK = "time of day"
    OFFSET = "offset"
    NUMBER = "number"
    DEGREES = "degrees"
    YES = "yes or no"
    CODE = "code"
    WORD = "word"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `of`: the code list of a code; `words`: the vocabulary of a word; `several`: a cell may hold several."""

    name: str
    meaning: str
    reads: Reads = Reads.TEXT
    of: str = ""
    words: type[StrEnum] | None = None
    several: bool = False


def _word(name: str, meaning: str, words: type[StrEnum], *, several: bool = False) -> Field:
    return Field(name, meaning, Reads.WORD, words=words, several=several)


def _code(name: str, meaning: str, of: str, *, several: bool = False) -> Field:
    return Field(name, meaning, Reads.CODE, of=of, several=several)


_ROW = (
    Field("key", "the key of the row, its own in the table"),
    Field("cited", "ids of sources", several=True),
    _word("seen", "how much of the source was seen", Seen),
    Field("language", "the language of the source, a code"),
    Field("note", "anything else"),
)
_STATEMENT = (
    *_ROW,
    Field("speaker", "who says so"),
    Field("org", "the speaker's organisation, a code of your own"),
    _word("side", "for whom the speaker speaks", Side),
    Field("via", "through whom it came: the next link of the chain"),
    Field("said", "when it was said", Reads.DATE),
    _word("said_basis", "how that date is known", DateBasis),
    Field("about", "when what it speaks of happened", Reads.DATE),
    Field("place", "the place, as printed"),
    Field("places", "the place, as codes of the gazetteer", Reads.PLACES, several=True),
    _code("medium", "through what it was said", "mediums"),
    _word("confidence", "how well the source was seen", Confidence),
    Field("checked", "looked up a second time, and it agrees", Reads.YES),
    _word("status", "what became of it by its speaker", Standing),
    Field("status_date", "when that happened", Reads.DATE),
    Field("superseded_by", "the key of the row that took its place"),
    Field("status_note", "the reason given"),
    Field("quote", "the words of a held item that say it"),
    Field("quote_item", "that item: its id, file name or address"),
    Field("by", "who found the quote"),
)
_FIGURE = (
    _code("measure", "what is counted", "measures"),
    _code("scope", "which part of it", "scopes", several=True),
    Field("scope_text", "the scope in words"),
    _code("unit", "what one of the number is", "units"),
    Field("value", "the number with its words: about 30, 20-25", Reads.NUMBER),
    Field("low", "the number, or its lower bound", Reads.NUMBER),
    Field("high", "its upper bound", Reads.NUMBER),
    Field("value_text", "the words of the number"),
    _word("qualifier", "how exact it is", Qualifier),
    Field("as_of", "the date up to which it counts", Reads.DATE),
    Field("period", "what the count runs over", Reads.DATE),
    Field("part_of", "the key of the row with the larger figure"),
    _word("stance", "what the speaker does with it", Stance),
)
_EVENT = (
    _code("type", "what kind of thing happened", "events"),
    Field("what", "what happened"),
    Field("date", "the day", Reads.DATE),
    Field("clock", "the time of day, local", Reads.CLOCK),
    Field("date_end", "the last day", Reads.DATE),
    Field("clock_end", "the time of day it ended, local", Reads.CLOCK),
    Field("offset", "the offset from UTC: +06:00", Reads.OFFSET),
    _word("time_precision", "how exactly the time is known", TimePrecision),
    Field("time_words", "the time in words"),
    Field("lat", "degrees north", Reads.DEGREES),
    Field("lon", "degrees east", Reads.DEGREES),
    _code("point_precision", "how exactly the point is known", "place_precisions"),
    _word("seen_from", "sides whose accounts hold it", Side, several=True),
)
_CLAIM = (
    Field("what", "the claim"),
    Field("question", "the question it answers, a code of your own"),
    _word("answer", "the answer, where the question takes yes or no", Answer),
)
_POSITION = (
    Field("person", "who"),
    Field("post", "the post"),
    Field("post_org", "where"),
    _word("change", "what happened", Change),
    Field("relation", "relation to a holder of power, a code of your own"),
    Field("how", "how it came about"),
    _code("how_code", "the same as a code", "hows"),
    _word("legal_status", "how far the law has gone", LegalStatus),
)
_CONNECTIVITY = (
    _word("state", "the state of the network", NetworkState),
    _word("layer", "which part of it", Layer),
    Field("networks", "operators, codes of your own", several=True),
    _code("observer_kind", "who dated it", "observers"),
    Field("what", "in words"),
    Field("start", "when it began", Reads.DATE),
    Field("start_latest", "when it began at the latest, where `start` is the earliest", Reads.DATE),
    Field("end", "when it ended", Reads.DATE),
    Field("end_latest", "when it ended at the latest, where `end` is the earliest", Reads.DATE),
    _word("time_precision", "how exactly that is known", TimePrecision),
    Field("same_as", "the key of the same cut in another table"),
)
_SOURCE = (
    *(field for field in _ROW if field.name != "cited"),
    Field("title", "its title"),
    Field("title_kind", "how the title is known: printed, described, from_address, none"),
    Field("publisher", "who published it"),
    Field("author", "who wrote it"),
    Field("published", "when", Reads.DATE),
    _word("published_basis", "how that date is known", DateBasis),
    Field("locator", "the address to cite"),
    Field("locator_read", "the address that was read, where it differs"),
    _code("kind", "what kind of publication", "source_kinds"),
    Field("relation", "to the first publisher: original, syndicated, translation, copy, none"),
    Field("origin", "the first publisher"),
    Field("file", "the file that holds it, for `add --sheet`"),
    Field("obtained", "how it was come by, for `add --sheet`"),
)
_LIST = (
    *_ROW,
    Field("name", "the whole name"),
    Field("surname", "surname"),
    Field("given", "given name"),
    Field("patronymic", "patronymic"),
    Field("sex", "sex"),
    Field("birth", "date or year of birth", Reads.DATE),
    Field("age", "age at the time, in years"),
    Field("death", "date of death", Reads.DATE),
    Field("place", "place, as printed"),
    Field("places", "place, as codes of the gazetteer", Reads.PLACES, several=True),
    Field("cause", "cause of death or injury"),
    Field("circumstances", "what happened"),
    _word("status", "what became of the person", Fate),
    Field("status_date", "when that was so, or was said", Reads.DATE),
    Field("keeper", "who keeps the list"),
    Field("edition", "which issue of the list"),
)

KINDS = ("figure", "event", "claim", "position", "connectivity", "source", "list")
"""What the rows of a sheet may be. Rows of a `list` are persons: they are kept, and read by the rooms of lists."""

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "figure": (("measure",), ("value", "low", "high", "value_text")),
        "event": (("what",),),
        "claim": (("what",),),
        "position": (("person",),),
        "connectivity": (("state",), ("start", "end")),
        "source": (("key", "file"), ("title", "publisher", "locator", "file")),
        "list": (("name", "surname", "given"),),
    }
)
"""What a row must have to become something: of each group one field at least."""


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """The fields of a kind of row by name, in the order of the documentation; empty for a kind there is not."""
    own = {
        "figure": (*_FIGURE, *_STATEMENT),
        "event": (*_EVENT, *_STATEMENT),
        "claim": (*_CLAIM, *_STATEMENT),
        "position": (*_POSITION, *_STATEMENT),
        "connectivity": (*_CONNECTIVITY, *_STATEMENT),
        "source": _SOURCE,
        "list": _LIST,
    }
    return MappingProxyType({field.name: field for field in own.get(kind, ())})
