"""An invented case of any size, for measuring: made from the small one by repeating it with other numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from aigaq.report.material import Held, Material, Said, in_order, said_in_order
from aigaq.statements import Dated, Event, Figure, row_id
from tests.report.made_up import material, sha, text_of


def many(size: int) -> Material:
    """`size` statements in items of about fifteen each."""
    small = material()
    said: list[Said] = []
    held: list[Held] = []
    copies: dict[str, str] = {}
    for copy in range(-(-size // len(small.said))):
        for item in small.held:
            copies[sha(f"{item.sha256} {copy}")] = item.sha256
        held += [
            replace(
                item,
                sha256=sha(f"{item.sha256} {copy}"),
                published=Dated(f"2031-{copy % 12 + 1:02d}-{copy % 28 + 1:02d}"),
            )
            for item in small.held
        ]
        said += [_copied(one, copy) for one in small.said]
    ordered = in_order(held)
    return replace(
        small,
        held=ordered,
        said=said_in_order(said[:size], ordered),
        text=lambda item, part, start, end: text_of(copies.get(item, item), part, start, end),
    )


def _copied(said: Said, copy: int) -> Said:
    changes: dict[str, Any] = {"item": sha(f"{said.statement.item} {copy}")}
    if isinstance(said.statement, Figure) and said.statement.low is not None:
        low = said.statement.low + copy
        changes |= {"low": low, "high": None if said.statement.high is None else low}
    if isinstance(said.statement, Event) and said.statement.time is not None:
        changes["time"] = f"2031-{copy % 12 + 1:02d}-{copy % 28 + 1:02d}"
    statement = msgspec.structs.replace(said.statement, **changes)
    return Said(row_id(statement), statement, said.standing)
