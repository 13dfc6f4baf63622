"""The page of an item: its text in full, every statement's span marked and led both ways.

A text above LONGEST code points is not printed: its passages stand with the statements.
Proved by tests/report/test_item_pages.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aigaq.report.blackout_marks import item_sentences
from aigaq.report.material import Held, Said
from aigaq.report.passages import Piece, marked
from aigaq.report.views import Viewer
from aigaq.statements import TextSpan

LONGEST = 300_000


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part of a text in pieces; none where it is too long."""

    name: str
    pieces: Sequence[Piece]
    too_long: bool


@dataclass(frozen=True, slots=True)
class SpotView:
    """A statement at its place in the text: its number on the page, its anchor, its kind, the way to it."""

    number: str
    anchor: str
    kind: str
    href: str


def item_values(item: Held, said: Sequence[Said], viewer: Viewer) -> Mapping[str, object]:
    """What the template of an item needs beside the item itself."""
    words, site = viewer.words, viewer.site
    marks = {
        one.id: SpotView(
            words.number(n), site.anchors[one.id], words.word("kind_one", one.kind), site.statements[one.id]
        )
        for n, one in enumerate(said, 1)
    }
    return {
        "lines": [viewer.pointer(one) for one in said],
        "marks": marks,
        "dark": item_sentences(item.sha256, viewer.material, words, viewer.place_name),
        "parts": [_part(item.sha256, name, said, viewer) for name in _part_names(item, said)],
        "language": item.language
        or next((one.statement.language for one in said if one.statement.language), None)
        or "und",
    }


def _part_names(item: Held, said: Sequence[Said]) -> Sequence[str]:
    spoken = {one.statement.span.part for one in said if isinstance(one.statement.span, TextSpan)}
    return [*item.parts, *sorted(spoken - set(item.parts))]


def _part(item: str, name: str, said: Sequence[Said], viewer: Viewer) -> MarkedPart:
    text = viewer.material.text(item, name, 0, LONGEST + 1)
    if len(text) > LONGEST:
        return MarkedPart(name, (), True)
    # A span whose words are not there (a decision on another extractor's text) marks nothing.
    there = [one for one in said if viewer.passages.get(one.id) is not None]
    return MarkedPart(name, marked(text, _spans(name, there)), False)


def _spans(part: str, said: Sequence[Said]) -> list[tuple[str, int, int]]:
    return [
        (one.id, one.statement.span.start, one.statement.span.end)
        for one in said
        if isinstance(one.statement.span, TextSpan) and one.statement.span.part == part
    ]
