"""Statements and spells of an invented place, for the tests of fusion."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aigaq.blackout.conflicts import Saying
from aigaq.blackout.fusing import Service, Spell, spells_of
from aigaq.blackout.series import NetworkKind
from aigaq.statements import CellSpan, Connectivity, Layer, NetworkState, Source, TimePrecision
from aigaq.values.ownplaces import read_places
from aigaq.values.places import Gazetteer

ITEM = "a" * 64
PLACES = b"""
[[place]]
code = "vale"
kind = "country"
[place.names]
en = "The Vale"
[[place]]
code = "upper"
kind = "settlement"
parent = "vale"
zone = "Asia/Almaty"
[place.names]
en = "Upper Vale"
[[place]]
code = "lower"
kind = "settlement"
parent = "vale"
zone = "Asia/Aqtau"
[place.names]
en = "Lower Vale"
"""


def places() -> Gazetteer:
    return read_places(PLACES)


def at(text: str) -> int:
    """Seconds of a time in UTC, `01-05T10:30` of 2022."""
    return int(datetime.fromisoformat(f"2022-{text}").replace(tzinfo=UTC).timestamp())


def said(key: str, state: str, start: str | None = None, end: str | None = None, **more: Any) -> Connectivity:
    """A statement of the network as a row of a table gives it."""
    precision = TimePrecision(more.pop("precision", "minute"))
    bound = precision is TimePrecision.BOUND
    return Connectivity(
        item=ITEM,
        span=CellSpan(sheet="s", row=2, column="what", quote=key),
        key=key,
        state=NetworkState(state),
        layer=Layer(more.pop("layer", "all")),
        places=more.pop("places", ("vale",)),
        cited=more.pop("cited", (f"source of {key}",)),
        start=None if start is None else ("..", start) if bound else (start, start),
        end=None if end is None else (end, end),
        time_precision=precision,
        **more,
    )


def fused(*rows: Connectivity, sources: dict[str, list[Source]] | None = None) -> list[Spell]:
    """The spells of some statements, whose row ids are their keys."""
    return spells_of({str(one.key): one for one in rows}, sources=sources or {}, places=places())


def spell(one: str, service: Service, start: int, end: int | None, **more: Any) -> Spell:
    """A spell with exact edges."""
    return Spell(
        id=one,
        place=more.pop("place", "vale"),
        service=service,
        stated=service.value,
        networks=more.pop("networks", (NetworkKind.ALL,)),
        observer=more.pop("observer", one),
        sources=more.pop("sources", (one,)),
        start=more.pop("starts", (start, start)),
        end=more.pop("ends", (None, None) if end is None else (end, end)),
        at=start,
        precision=TimePrecision.MINUTE,
        **more,
    )


def saying(one: str, question: str, **more: Any) -> Saying:
    return Saying(id=one, question=question, places=more.pop("places", ("vale",)), key=one, **more)
