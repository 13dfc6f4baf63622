"""Passages: a quote in its context, and a whole text with every span marked.

A passage is at most WINDOW code points on each side, cut at a paragraph, else at a space. A marked text is a list of
pieces; spans may overlap: each piece says how many spans cover it and which begin and end there.
Proved by tests/report/test_passages.py (pieces always join to the text).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WINDOW = 240


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote, what stands before and after it, and whether each side was cut inside a paragraph."""

    before: str
    quote: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text covered by the same spans; `opens` and `closes` are ids of spans at its edges."""

    text: str
    depth: int
    opens: tuple[str, ...]
    closes: tuple[str, ...]


def passage(before: str, quote: str, after: str) -> Passage:
    """Cut the sides of a quote to its paragraph and the window; they may be longer than the window by some."""
    head, cut_head = _tail(before)
    tail, cut_tail = _front(after)
    return Passage(head, quote, tail, cut_head, cut_tail)


def _tail(text: str) -> tuple[str, bool]:
    """The end of a text: its last paragraph, cut at a space where it is longer than the window."""
    last = text.replace("\r\n", "\n").rpartition("\n\n")[2]
    if len(last) <= WINDOW:
        return last.lstrip(), False
    kept = last[-WINDOW:]
    return kept.partition(" ")[2] or kept, True


def _front(text: str) -> tuple[str, bool]:
    first = text.replace("\r\n", "\n").partition("\n\n")[0]
    if len(first) <= WINDOW:
        return first.rstrip(), False
    kept = first[:WINDOW]
    return kept.rpartition(" ")[0] or kept, True


def marked(text: str, spans: Iterable[tuple[str, int, int]]) -> Sequence[Piece]:
    """The text in pieces; `spans` are (id, start, end) in code points of it, in any order, overlapping or not."""
    inside = [(name, max(0, start), min(end, len(text))) for name, start, end in spans if 0 <= start < end]
    inside = [(name, start, end) for name, start, end in inside if start < end]
    opens, closes = defaultdict(list), defaultdict(list)
    for name, start, end in inside:
        opens[start].append(name)
        closes[end].append(name)
    edges = sorted({0, len(text), *opens, *closes})
    pieces, depth = [], 0
    for start, end in zip(edges, edges[1:], strict=False):
        depth += len(opens[start]) - len(closes[start])
        pieces.append(Piece(text[start:end], depth, tuple(opens[start]), tuple(closes[end])))
    return pieces
