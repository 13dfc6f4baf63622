"""Invented statements, and a store that holds them with the rows the stage makes of them."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aigaq.accounts.stage import known_rows, sources_by_key
from aigaq.statements import (
    AnyStatement,
    CellSpan,
    Connectivity,
    Dated,
    Event,
    Figure,
    Link,
    NetworkState,
    Side,
    Source,
    Standing,
    Store,
    Target,
    TextSpan,
    Withdrawal,
)
from aigaq.statements.rows import HoldingRow, SourceRow, StatementRow
from aigaq.statements.stage import Partition
from aigaq.statements.writing import writing

ITEM = "a1" * 32
OTHER = "b2" * 32
TAKEN = "2024-03-01"
MINISTRY = Link(name="Ministry of Harrowmere (invented)", org="ministry", side=Side.OFFICIAL)


def span(quote: str, start: int = 0) -> TextSpan:
    return TextSpan(start=start, end=start + len(quote), quote=quote)


def figure(low: int | None, said: str | Dated | None = None, **fields: Any) -> Figure:
    """So many killed in kz, said by an invented ministry."""
    num = span(str(low), fields.pop("start", 0))
    given: dict[str, Any] = {
        "item": ITEM,
        "span": num,
        "num": num,
        "measure": "killed",
        "places": ("kz",),
        "low": low,
        "high": low,
        "speakers": (MINISTRY,),
        "said": Dated(said) if isinstance(said, str) else said,
    }
    return Figure(**{**given, **fields})


def row(low: int | None, said: str | None, key: str, **fields: Any) -> Figure:
    """The same as the row of a table."""
    cell = CellSpan(sheet="figures", row=int(key.strip("FNDE")), column="value", quote=str(low))
    return figure(low, said, **{"span": cell, "num": cell, "key": key, **fields})


def taken_back(target: Target, time: str | None = None, **fields: Any) -> Withdrawal:
    given: dict[str, Any] = {"item": ITEM, "span": span("took it back", 900), "becomes": Standing.WITHDRAWN}
    return Withdrawal(**{**given, "target": target, "time": time, **fields})


def spell(start: str, key: str | None = None, same_as: str | None = None, **fields: Any) -> Connectivity:
    given: dict[str, Any] = {"item": ITEM, "span": span("cut", 5), "state": NetworkState.DOWN, "places": ("kz",)}
    return Connectivity(**{**given, "start": (start, start), "key": key, "same_as": same_as, **fields})


def event(time: str | None, what: str = "a march (invented)", **fields: Any) -> Event:
    given: dict[str, Any] = {"item": ITEM, "span": span(what, 40), "type": "protest", "what": what, "time": time}
    return Event(**{**given, **fields})


def fill(
    folder: Path,
    statements: Iterable[AnyStatement],
    *,
    taken: Mapping[str, str] | None = None,
    sources: Iterable[Source] = (),
    addresses: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Write a store: statements by item, sources, and what the stage says of them."""
    by_item: dict[str, list[AnyStatement]] = defaultdict(list)
    for one in statements:
        by_item[one.item].append(one)
    held = sorted({*by_item, *(taken or {}), *(addresses or {})})
    with Store.create(folder) as store:
        with writing(store) as writer:
            for item in held:
                rows = [StatementRow(one) for one in by_item[item]]
                writer.replace("reading", "t", Partition(item, "d"), rows)
            writer.replace("tables", "t", Partition("sources", "d"), [SourceRow(one) for one in sources])
        cited = sources_by_key(store)
        with writing(store) as writer:
            for item in held:
                holding = HoldingRow(item, (taken or {}).get(item, TAKEN), (addresses or {}).get(item, ()))
                rows_ = [holding, *known_rows(store, holding, cited)]
                writer.replace("accounts", "t", Partition(item, "d"), rows_)


@contextmanager
def stored(statements: Iterable[AnyStatement], **more: Any) -> Iterator[Store]:
    """A store in a folder of its own, for as long as it is used."""
    folder = Path(tempfile.mkdtemp(prefix="accounts-"))
    try:
        fill(folder, statements, **more)
        with Store.open(folder) as store:
            yield store
    finally:
        shutil.rmtree(folder)
