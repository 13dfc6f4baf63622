"""The page of an item: every span marked, both ways, and no text too long for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aigaq.report.item_pages import LONGEST, MarkedPart, item_values
from tests.report.conftest import viewer_of
from tests.report.made_up import BULLETIN, BULLETIN_ID, material


def only_part(values: Mapping[str, object]) -> MarkedPart:
    parts = values["parts"]
    assert isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], MarkedPart)
    return parts[0]


def test_every_statement_of_the_item_is_marked() -> None:
    whole = material()
    viewer = viewer_of(whole)
    said = [one for one in whole.said if one.statement.item == BULLETIN_ID]
    values = item_values(viewer.item(BULLETIN_ID), said, viewer)
    part = only_part(values)
    assert "".join(piece.text for piece in part.pieces) == BULLETIN
    opened = [name for piece in part.pieces for name in piece.opens]
    assert sorted(opened) == sorted(one.id for one in said)


def test_a_text_too_long_is_not_printed() -> None:
    asked: list[int] = []

    def endless(item: str, part: str, start: int, end: int) -> str:
        asked.append(end - start)
        return "x" * (end - start)

    whole = replace(material(), text=endless)
    values = item_values(whole.held[0], [], viewer_of(whole))
    part = only_part(values)
    assert part.too_long and not part.pieces
    assert max(asked) <= LONGEST + 1, "no more is read than can be shown"
