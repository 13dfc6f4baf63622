"""Where the place named by an anchor lies in the text of today, and statements moved with it.

An extractor of another version may give the same bytes another text: other line breaks, other parts. The words around a
place are therefore looked for as they were, then without regard to white space, then with less of what surrounds them;
a place is taken only where it is the only one. Normative text: docs/formats/decisions.md, "The place". Proved by
tests/statements/test_places.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from aigaq.statements.anchors import CONTEXT, CellAnchor, TextAnchor, spot
from aigaq.statements.records import AnyStatement, Figure, Hedge, Link
from aigaq.statements.spans import Span, TextSpan

_GAP = "[\\s\\u00ad\\u200b\\ufeff]*"  # what extractors add and drop: white space, soft hyphens, marks of no width
_BLANK = re.compile(_GAP)
_LESS = ((CONTEXT, CONTEXT), (CONTEXT // 2, CONTEXT // 2), (CONTEXT, 0), (0, CONTEXT))
_NEAR = 500  # code points on either side in which a moved span is looked for


@dataclass(frozen=True, slots=True)
class Place:
    """Characters start..end of a part, or the cell of a row: then `part` is its sheet and `cell` (row key, column)."""

    part: str
    start: int = 0
    end: int = 0
    cell: tuple[str, str] | None = None


@dataclass
class Texts:
    """The text of one item: the names of its parts, and how a whole part is got; the last one is kept."""

    parts: Sequence[str]
    read: Callable[[str], str]
    _kept: tuple[str, str] | None = field(default=None, repr=False)

    def whole(self, part: str) -> str:
        """All of a part."""
        if self._kept is None or self._kept[0] != part:
            self._kept = part, self.read(part)
        return self._kept[1]


NO_TEXT = Texts((), lambda part: "")


def locate(anchor: TextAnchor | CellAnchor, texts: Texts) -> Place | None:
    """The one place an anchor names today, or None where there is none or more than one."""
    if isinstance(anchor, CellAnchor):
        return Place(anchor.sheet, cell=(anchor.key, anchor.column))
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
        pattern = _loose(prefix, anchor.exact, anchor.suffix[:after])
        if pattern is None:
            return None
        found = [place for part in texts.parts for place in _everywhere(pattern, part, texts.whole(part))]
        if len(found) == 1:
            return found[0]
        here = [place for place in found if place.part == anchor.part]
        if (before, after) == _LESS[0] and anchor.nth < len(here):
            return here[anchor.nth]
        if found:
            return None  # with less around it there would only be more
    return None


def _loose(prefix: str, exact: str, suffix: str) -> re.Pattern[str] | None:
    """These words with any white space between their letters; None where there are no letters to look for."""
    parts = [[re.escape(one) for one in words if not _BLANK.fullmatch(one)] for words in (prefix, exact, suffix)]
    if not parts[1]:
        return None
    before, here, after = (_GAP.join(part) for part in parts)
    joined = f"{before}{_GAP}({here}){_GAP}{after}"
    return re.compile(f"(?={joined})")  # looked ahead for: one place may begin inside another


def _everywhere(pattern: re.Pattern[str], part: str, text: str) -> Iterator[Place]:
    # A pattern that begins with a gap matches at every blank before its place: a place is counted once.
    seen = set()
    for found in pattern.finditer(text):
        if found.span(1) not in seen:
            seen.add(found.span(1))
            yield Place(part, *found.span(1))


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
        pattern, low = _loose("", quote, ""), max(0, start - _NEAR)
        if pattern is None:
            raise LookupError(quote)
        around = _everywhere(pattern, self.new.part, self.text[low : max(0, start) + len(quote) + _NEAR])
        nearest = min(around, key=lambda one: abs(low + one.start - start), default=None)
        if nearest is None:
            raise LookupError(quote)
        first, last = low + nearest.start, low + nearest.end
        return TextSpan(part=self.new.part, start=first, end=last, quote=self.text[first:last])

    def link(self, link: Link) -> Link:
        """A link of a speaker chain with its span moved."""
        return link if link.span is None else msgspec.structs.replace(link, span=self.span(link.span))

    def hedge(self, hedge: Hedge) -> Hedge:
        """A hedge with its spans moved."""
        return msgspec.structs.replace(hedge, span=self.span(hedge.span), hedged=self.span(hedge.hedged))


def _moved(statement: AnyStatement, move: _Move) -> AnyStatement:
    changes: dict[str, object] = {
        "span": move.span(statement.span),
        "speakers": tuple(map(move.link, statement.speakers)),
        "hedges": tuple(map(move.hedge, statement.hedges)),
    }
    if isinstance(statement, Figure):
        changes["num"] = move.span(statement.num)
    return msgspec.structs.replace(statement, **changes)


def _fits(span: Span, text: str) -> bool:
    return isinstance(span, TextSpan) and text[span.start : span.end] == span.quote
