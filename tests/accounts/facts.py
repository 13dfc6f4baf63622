"""Reads the shared tables into statements, as a table's rows are read: status columns make a second, withdrawal statement."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aigaq.statements import (
    AnyStatement,
    CellSpan,
    Connectivity,
    DateBasis,
    Dated,
    Event,
    Figure,
    Layer,
    Link,
    NetworkState,
    Qualifier,
    Side,
    Source,
    Stance,
    Standing,
    Target,
    Withdrawal,
)
from tests.shared import shared

FIGURES, EVENTS, SHUTDOWN, DETAIL, SOURCES = ("c1" * 32, "c2" * 32, "c3" * 32, "c4" * 32, "c5" * 32)
BASES = {"shown": DateBasis.SHOWN, "url": DateBasis.ADDRESS, "tag": DateBasis.STATED, "inferred": DateBasis.INFERRED}
Row = dict[str, str]


def rows(name: str) -> Iterator[tuple[int, Row]]:
    path: Path = shared(f"facts/{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), 2)


def _common(item: str, name: str, number: int, row: Row) -> dict[str, Any]:
    cell = CellSpan(sheet=name, row=number, column="id", quote=row["id"])
    return {
        "item": item,
        "span": cell,
        "key": row["id"],
        "cited": tuple(row["source_ids"].split(";")),
        "place": row.get("place") or None,
        "places": tuple(sorted(code for code in row["place_code"].split("+") if code)),
        "made_by": (f"mapping:{name}",),
    }


def figures() -> Iterator[AnyStatement]:
    for number, row in rows("figures"):
        common = _common(FIGURES, "figures", number, row)
        side = Side(row["side"])
        links = [Link(name=row["speaker"], org=row["speaker_org"], side=side)]
        links += [Link(name=row["via"])] if row["via"] else []
        yield Figure(
            **common,
            num=common["span"],
            measure=row["measure"],
            scope=(row["scope_code"],),
            scope_text=row["scope"] or None,
            unit=row["unit"],
            low=int(row["value_min"]) if row["value_min"] else None,
            high=int(row["value_max"]) if row["value_max"] else None,
            value_text=row["value_text"] or None,
            qualifier=Qualifier(row["qualifier"]),
            as_of=row["as_of"],
            said=Dated(row["published"]),
            speakers=tuple(links),
            part_of=Target(key=row["part_of"]) if row["part_of"] else None,
            stance=Stance(row["stance"]),
        )
        if row["status"] != "standing":
            yield Withdrawal(
                item=FIGURES,
                span=CellSpan(sheet="figures", row=number, column="status", quote=row["status"]),
                becomes=Standing(row["status"]),
                target=Target(key=row["id"]),
                replaced_by=Target(key=row["superseded_by"]) if row["superseded_by"] else None,
                time=row["status_date"],
                why=row["status_note"] or None,
            )


def events() -> Iterator[AnyStatement]:
    for number, row in rows("events"):
        yield Event(**_common(EVENTS, "events", number, row), type=row["kind"], what=row["what"], time=row["date"])


def network() -> Iterator[AnyStatement]:
    for item, name in ((SHUTDOWN, "shutdown"), (DETAIL, "shutdown_detail")):
        for number, row in rows(name):
            yield Connectivity(
                **_common(item, name, number, row),
                state=NetworkState(row["state"]),
                layer=Layer(row["layer"]),
                start=(row["start"], row["start"]),
                end=(row["end"], row["end"]) if row["end"] else None,
                same_as=row.get("same_as") or None,
                what=row["what"],
            )


def sources() -> Iterator[Source]:
    for number, row in rows("sources"):
        basis = BASES.get(row["date_basis"], DateBasis.NONE)
        yield Source(
            key=row["source_id"],
            item=SOURCES,
            row=number,
            title=row["title"],
            publisher=row["publisher"],
            published=Dated(row["date"], basis) if row["date"] else None,
            locator=row["url"],
        )
