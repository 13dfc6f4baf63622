"""Where the place named by an anchor lies in the text of today, and statements moved with it.

An extractor of another version may give the same bytes another text: other line breaks, other parts. The words around a
place are therefore looked for as they were, then without regard to white space, then with less of what surrounds them;
a place is taken only where it is the only one. Normative text: docs/formats/decisions.md, "The place". Proved by
tests/statements/test_places.py.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from aigaq.statements.anchors import CONTEXT, CellAnchor, TextAnchor, spot
from aigaq.statements.records import AnyStatement, Figure, Hedge, Link
from aigaq.statements.spans import CellSpan, Span, TextSpan

_GAP = "\\s\\u00ad\\u200b\\ufeff"  # what extractors add and drop: white space, soft hyphens, marks of no width
_GAPS, _RUN = re.compile(f"[{_GAP}]+"), re.compile(f"[^{_GAP}]+")
_LESS = ((CONTEXT, CONTEXT), (CONTEXT // 2, CONTEXT // 2), (CONTEXT, 0), (0, CONTEXT))
_NEAR = 500  # code points on either side in which a moved span is looked for


@dataclass(frozen=True, slots=True)
class Place:
    """Characters start..end of a part, or the cell of a row of a table.

    Of a cell, `part` is the sheet and `cell` is (row key, column); `item` is named because a row may be looked for in
    later editions of its table.
    """

    part: str
    start: int = 0
    end: int = 0
    cell: tuple[str, str] | None = None
    item: str = ""


class _Letters:
    """A text without its gaps, and the way back from its letters to the text."""

    def __init__(self, text: str) -> None:
        self.text = _GAPS.sub("", text)
        # Of every run of letters: where it begins here, and in the text.
        self._here, self._there = array("Q"), array("Q")
        count = 0
        for run in _RUN.finditer(text):
            self._here.append(count)
            self._there.append(run.start())
            count += run.end() - run.start()

    def everywhere(self, prefix: str, exact: str, suffix: str) -> Iterator[tuple[int, int]]:
        """Start and end in the text of `exact` wherever these words stand, overlapping or not."""
        before, here, after = (_GAPS.sub("", words) for words in (prefix, exact, suffix))
        found = self.text.find(before + here + after) if here else -1
        while found >= 0:
            start = found + len(before)
            yield self._back(start), self._back(start + len(here) - 1) + 1
            found = self.text.find(before + here + after, found + 1)

    def _back(self, at: int) -> int:
        run = bisect_right(self._here, at) - 1
        return self._there[run] + at - self._here[run]


class Texts:
    """The text of one item: the names of its parts, and how a whole part is got; the last one is kept."""

    def __init__(self, parts: Sequence[str], read: Callable[[str], str]) -> None:
        self.parts = tuple(parts)
        self._read = lru_cache(maxsize=1)(read)
        self._squeeze = lru_cache(maxsize=max(1, len(self.parts)))(lambda part: _Letters(self._read(part)))

    def whole(self, part: str) -> str:
        """All of a part."""
        return self._read(part)

    def everywhere(self, prefix: str, exact: str, suffix: str) -> Iterator[Place]:
        """Every place of these words in all parts, whatever gaps there are between their letters."""
        for part in self.parts:
            for start, end in self._squeeze(part).everywhere(prefix, exact, suffix):
                yield Place(part, start, end)


NO_TEXT = Texts((), lambda part: "")


def locate(anchor: TextAnchor | CellAnchor, texts: Texts) -> Place | None:
    """The one place an anchor names today, or None where there is none or more than one."""
    if isinstance(anchor, CellAnchor):
        return Place(anchor.sheet, cell=(anchor.key, anchor.column), item=anchor.item)
    return _as_it_was(anchor, texts) or _as_it_may_be(anchor, texts)


def _as_it_was(anchor: TextAnchor, texts: Texts) -> Place | None:
    if anchor.part not in texts.parts:
        return None
    text, words = texts.whole(anchor.part), anchor.prefix + anchor.exact + anchor.suffix
    found = text.find(words)
    for _ in range(anchor.nth):
        if found < 0:
            break
        found = text.find(words, found + 1)
    start = found + len(anchor.prefix)
    return None if found < 0 or not anchor.exact else Place(anchor.part, start, start + len(anchor.exact))


def _as_it_may_be(anchor: TextAnchor, texts: Texts) -> Place | None:
    for before, after in _LESS:
        prefix = anchor.prefix[len(anchor.prefix) - before :] if before else ""
        found = list(texts.everywhere(prefix, anchor.exact, anchor.suffix[:after]))
        if len(found) == 1:
            return found[0]
        here = [place for place in found if place.part == anchor.part]
        if (before, after) == _LESS[0] and anchor.nth < len(here):
            return here[anchor.nth]
        if found:
            return None  # with less around it there would only be more
    return None


def moved_to_row(statement: AnyStatement, reading: AnyStatement) -> AnyStatement:
    """The statement of a row with its cells where a reading has that row: in another edition, at another number."""
    here, there = spot(statement), spot(reading)
    if not isinstance(here, CellSpan) or not isinstance(there, CellSpan) or statement.item == reading.item:
        return statement
    move = _ToRow(here, there)
    return msgspec.structs.replace(_moved(statement, move), item=reading.item)


@dataclass(frozen=True, slots=True)
class _ToRow:
    """From one row to another."""

    old: CellSpan
    new: CellSpan

    def span(self, span: Span) -> Span:
        """A cell of the old row as the cell of that column in the new one."""
        if not isinstance(span, CellSpan) or (span.sheet, span.row) != (self.old.sheet, self.old.row):
            return span
        return msgspec.structs.replace(span, sheet=self.new.sheet, row=self.new.row)


def moved(statement: AnyStatement, place: Place | None, texts: Texts) -> AnyStatement:
    """The statement with its spans where its place lies today; as it is where one of them cannot be found again."""
    here = spot(statement)
    if place is None or place.cell is not None or not isinstance(here, TextSpan):
        return statement
    text = texts.whole(place.part)
    now = TextSpan(part=place.part, start=place.start, end=place.end, quote=text[place.start : place.end])
    if now == here and _fits(statement.span, text):
        return statement
    try:
        return _moved(statement, _Move(here, now, text))
    except LookupError:
        return statement


@dataclass(frozen=True, slots=True)
class _Move:
    """From where to where, in which text."""

    old: TextSpan
    new: TextSpan
    text: str

    def span(self, span: Span) -> Span:
        """A span that keeps its distance from the place; LookupError where its words are not near there."""
        if not isinstance(span, TextSpan) or span.part != self.old.part:
            return span
        if span == self.old:
            return self.new
        start = span.start + self.new.start - self.old.start
        if start >= 0 and self.text[start : start + len(span.quote)] == span.quote:
            return TextSpan(part=self.new.part, start=start, end=start + len(span.quote), quote=span.quote)
        return self._near(span.quote, start)

    def _near(self, quote: str, start: int) -> TextSpan:
        low = max(0, start - _NEAR)
        around = _Letters(self.text[low : max(0, start) + len(quote) + _NEAR]).everywhere("", quote, "")
        nearest = min(around, key=lambda one: abs(low + one[0] - start), default=None)
        if nearest is None:
            raise LookupError(quote)
        first, last = low + nearest[0], low + nearest[1]
        return TextSpan(part=self.new.part, start=first, end=last, quote=self.text[first:last])


def _moved(statement: AnyStatement, move: _Move | _ToRow) -> AnyStatement:
    changes: dict[str, object] = {
        "span": move.span(statement.span),
        "speakers": tuple(_link(link, move) for link in statement.speakers),
        "hedges": tuple(_hedge(hedge, move) for hedge in statement.hedges),
    }
    if isinstance(statement, Figure):
        changes["num"] = move.span(statement.num)
    return msgspec.structs.replace(statement, **changes)


def _link(link: Link, move: _Move | _ToRow) -> Link:
    return link if link.span is None else msgspec.structs.replace(link, span=move.span(link.span))


def _hedge(hedge: Hedge, move: _Move | _ToRow) -> Hedge:
    return msgspec.structs.replace(hedge, span=move.span(hedge.span), hedged=move.span(hedge.hedged))


def _fits(span: Span, text: str) -> bool:
    return isinstance(span, TextSpan) and text[span.start : span.end] == span.quote
