"""An invented case: one English bulletin, one Russian, one Kazakh line, with the statements they hold.

Every place, name and number is invented and says so. Spans are found by searching the text, so they are right.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from aigaq.report.material import Held, Material, Said, Unread, in_order, said_in_order
from aigaq.statements import (
    AnyStatement,
    Change,
    Claim,
    Connectivity,
    DateBasis,
    Dated,
    Designation,
    Event,
    Figure,
    Hedge,
    Link,
    NetworkState,
    Position,
    Qualifier,
    Side,
    Standing,
    Target,
    TextSpan,
    TimePrecision,
    Withdrawal,
    row_id,
)

BULLETIN = """This bulletin is invented. No such town, person or event exists.

On 3 March 2031 people gathered at the town hall of Lower Example over the price of water. By the evening stones were thrown and the post office was looted. The mayor, Ada Example, said that the town was under attack from “500 hooligans and wreckers”, but later deleted the post.

According to the police, 12 people died in the Example Region, 7 of them in Lower Example. A nurse said that at least 15 bodies had been brought in.

On 4 March the internet was switched off in Lower Example, a baker told this bulletin. It was, she said, “a week without names”. The role of the water company remains unconfirmed. The head of the water board, Ben Example, resigned on 6 March."""

RUSSIAN = "Это сообщение выдумано. По данным полиции, в области Пример погибли более 14 человек."
KAZAKH = "Бұл хабар ойдан шығарылған. Мысал ауданында жетіге жуық адам жараланды."

NAMES = {
    "lower_example": {"en": "Lower Example", "ru": "Нижний Пример", "kk": "Төменгі Мысал"},
    "example_region": {"en": "Example Region", "ru": "область Пример", "kk": "Мысал облысы"},
}
TOWN, REGION = ("lower_example",), ("example_region",)


def place_name(code: str, language: str) -> str:
    return NAMES.get(code, {}).get(language, code)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


TEXTS = {sha(text): text for text in (BULLETIN, RUSSIAN, KAZAKH)}
BULLETIN_ID, RUSSIAN_ID, KAZAKH_ID = sha(BULLETIN), sha(RUSSIAN), sha(KAZAKH)


def at(text: str, quote: str, nth: int = 0) -> TextSpan:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return TextSpan(start=start, end=start + len(quote), quote=quote)


def made(*rules: str) -> tuple[str, ...]:
    return tuple(f"rule:{rule}" for rule in rules)


PUBLISHER = Link(name="The Example Bulletin", side=Side.MEDIA)
COMMON: dict[str, Any] = {"item": BULLETIN_ID, "language": "en"}


def _speaker(name: str, side: Side) -> tuple[Link, ...]:
    return (Link(name=name, side=side, span=at(BULLETIN, name)), PUBLISHER)


def _statements() -> list[tuple[AnyStatement, Standing]]:
    b = BULLETIN
    police, mayor = _speaker("the police", Side.OFFICIAL), _speaker("The mayor, Ada Example", Side.OFFICIAL)
    nurse, baker = _speaker("A nurse", Side.WITNESS), _speaker("a baker", Side.WITNESS)
    claim_span = at(b, "The role of the water company remains unconfirmed")
    return [
        (Figure(**COMMON, span=at(b, "12 people died in the Example Region"), num=at(b, "12"), measure="killed", scope=("all",), low=12, high=12, places=REGION, place="the Example Region", speakers=police, made_by=made("figure.number-verb")), Standing.STANDING),
        (Figure(**COMMON, span=at(b, "7 of them in Lower Example"), num=at(b, "7 of").__class__(start=at(b, "7 of").start, end=at(b, "7 of").start + 1, quote="7"), measure="killed", scope=("all",), low=7, high=7, places=TOWN, place="Lower Example", speakers=police, part_of=Target(measure="killed", low=12, high=12, places=REGION), made_by=made("figure.part-of")), Standing.STANDING),
        (Figure(**COMMON, span=at(b, "at least 15 bodies had been brought in"), num=at(b, "15"), measure="killed", unit="people", low=15, qualifier=Qualifier.AT_LEAST, places=TOWN, speakers=nurse, made_by=made("figure.bodies")), Standing.STANDING),
        (Figure(**COMMON, span=at(b, "the town was under attack from “500 hooligans and wreckers”"), num=at(b, "500"), measure="attackers", low=500, high=500, places=TOWN, speakers=mayor, made_by=made("figure.number-noun")), Standing.WITHDRAWN),
        (Withdrawal(**COMMON, span=at(b, "later deleted the post"), becomes=Standing.WITHDRAWN, target=Target(speaker="The mayor, Ada Example", measure="attackers", low=500, high=500), time="../2031-03-07", speakers=mayor, made_by=made("withdrawal.deleted")), Standing.STANDING),
        (Event(**COMMON, span=at(b, "people gathered at the town hall of Lower Example over the price of water"), type="protest", what="people gathered at the town hall of Lower Example over the price of water", time="2031-03-03", time_precision=TimePrecision.DAY, time_words="On 3 March 2031", places=TOWN, speakers=(PUBLISHER,), made_by=made("event.gather")), Standing.STANDING),
        (Event(**COMMON, span=at(b, "the post office was looted"), type="looting", what="the post office was looted", time="2031-03-03T18:00/2031-03-03T23:59", time_precision=TimePrecision.PART_OF_DAY, time_words="By the evening", places=TOWN, speakers=(PUBLISHER,), made_by=made("event.loot")), Standing.STANDING),
        (Event(**COMMON, span=at(b, "stones were thrown"), type="confrontation", what="stones were thrown", speakers=(PUBLISHER,), made_by=made("event.throw")), Standing.STANDING),
        (Connectivity(**COMMON, span=at(b, "the internet was switched off in Lower Example"), state=NetworkState.DOWN, start=("2031-03-04", "2031-03-04"), places=TOWN, observer_kind="witness", speakers=baker, made_by=made("connectivity.off")), Standing.STANDING),
        (Designation(**COMMON, span=at(b, "500 hooligans and wreckers"), words="hooligans and wreckers", who="those said to have attacked", speakers=mayor, made_by=made("designation.quoted")), Standing.STANDING),
        (Designation(**COMMON, span=at(b, "It was, she said, “a week without names”"), words="a week without names", speakers=baker, made_by=made("designation.it-was")), Standing.STANDING),
        (Position(**COMMON, span=at(b, "The head of the water board, Ben Example, resigned on 6 March"), person="Ben Example", change=Change.LOST, post="head of the water board", how="resigned", how_code="resignation", about="2031-03-06", speakers=(PUBLISHER,), made_by=made("position.resigned")), Standing.STANDING),
        (Claim(**COMMON, span=claim_span, what="The role of the water company", hedges=(Hedge(type="unconfirmed", span=at(b, "remains unconfirmed"), hedged=at(b, "The role of the water company")),), speakers=(PUBLISHER,), made_by=made("claim.unconfirmed")), Standing.STANDING),
        (Figure(item=RUSSIAN_ID, language="ru", span=at(RUSSIAN, "погибли более 14 человек"), num=at(RUSSIAN, "14"), measure="killed", low=14, qualifier=Qualifier.MORE_THAN, places=REGION, speakers=(Link(name="полиция", side=Side.OFFICIAL, span=at(RUSSIAN, "полиции")),), made_by=made("figure.ru")), Standing.STANDING),
        (Figure(item=KAZAKH_ID, language="kk", span=at(KAZAKH, "жетіге жуық адам жараланды"), num=at(KAZAKH, "жетіге жуық"), measure="injured", qualifier=Qualifier.VAGUE, value_text="жетіге жуық", places=REGION, made_by=made("figure.kk")), Standing.STANDING),
    ]  # fmt: skip


HELD = (
    Held(BULLETIN_ID, "text/plain", len(BULLETIN.encode()), title="A week in Lower Example", publisher="The Example Bulletin", published=Dated("2031-03-09", DateBasis.SHOWN), language="en", handling="public", taken_in=("2031-03-10T09:00:00Z",), extractor="text 1", encoding="utf-8", parts=("text",)),
    Held(RUSSIAN_ID, "text/plain", len(RUSSIAN.encode()), title="Сводка", publisher="Пример", published=Dated("2031-03-11", DateBasis.STATED), language="ru", encoding="windows-1251", extractor="text 1", assumed="windows-1251", parts=("text",)),
    Held(KAZAKH_ID, "text/plain", len(KAZAKH.encode()), language="kk", extractor="text 1", encoding="utf-8", parts=("text",)),
    Held(sha("x"), "application/octet-stream", 4096),
)  # fmt: skip


def text_of(item: str, part: str, start: int, end: int) -> str:
    return TEXTS.get(item, "")[max(0, start) : end]


def material() -> Material:
    """The invented case, everything read by machine."""
    held = in_order(HELD)
    rows = [Said(row_id(statement), statement, standing) for statement, standing in _statements()]
    gone = next(row for row in rows if row.standing is Standing.WITHDRAWN)
    back = next(row for row in rows if isinstance(row.statement, Withdrawal))
    linked = [
        replace(row, target_ids=(gone.id,)) if row is back else replace(row, by_ids=(back.id,)) if row is gone else row
        for row in rows
    ]
    return Material(
        case_id="ab" * 32,
        title="An invented week in Lower Example",
        digest="cd" * 32,
        held=held,
        said=said_in_order(linked, held),
        text=text_of,
        unread=(Unread(sha("x"), "binary"), Unread(KAZAKH_ID, "language not read", "", 0, 27)),
        versions={"program": "aigaq 0", "reader": "1"},
        read_languages=("en",),
        entries=7,
    )


def decided(whole: Material, *kinds: str) -> Material:
    """The same case after a person has decided on the statements of these kinds."""
    said = tuple(replace(one, statement=_by_person(one.statement)) if one.kind in kinds else one for one in whole.said)
    return replace(whole, said=said)


def _by_person(statement: AnyStatement) -> AnyStatement:
    import msgspec

    return msgspec.structs.replace(statement, made_by=(*statement.made_by, "person:reader-1"))
