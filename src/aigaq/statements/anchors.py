"""Anchors: how a decision names its target so that a better reader tomorrow still finds it.

Normative text: docs/formats/statements.md, "Anchors". In a text: the exact words with 32 characters on either side
(W3C TextQuoteSelector) and which of the equal places it is; in a table: sheet, row key, column. An anchor binds if
exactly one candidate fits; if none or several, the decision stands unbound. Proved by tests/statements/test_anchors.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from aigaq.errors import UsageError
from aigaq.statements.records import AnyStatement, Figure
from aigaq.statements.spans import CellSpan, Span, TextSpan

CONTEXT = 32  # code points kept on either side

Slice = Callable[[str, int, int], str]
"""Gives the text of a part between two offsets, cut to where the part begins and ends."""


class TextAnchor(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="type",
    tag="text",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A place in a text: `exact` is the number or trigger, not the phrase.

    `nth` is how often `prefix + exact + suffix` stands in the part before; it does not depend on any reader.
    """

    item: str
    part: str
    kind: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    nth: int = 0


class CellAnchor(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="type",
    tag="cell",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A cell of a table: by the key of its row, not by its number, so that sorting the table loses nothing."""

    item: str
    sheet: str
    key: str
    column: str
    kind: str = "figure"


Anchor = TextAnchor | CellAnchor


def make_anchor(statement: AnyStatement, text: Slice) -> Anchor:
    """The anchor of a statement; `text` reads its item's text.

    Raises:
        UsageError: the statement is tied to neither text nor a keyed row of a table.
    """
    span = spot(statement)
    if isinstance(span, CellSpan) and statement.key is not None:
        return _cell_anchor(statement, span, statement.key)
    if isinstance(span, TextSpan):
        return _text_anchor(statement, span, text)
    raise UsageError("a decision needs a place in a text, or a row with a key", where=statement.item)


def bind(anchor: Anchor, candidates: Iterable[AnyStatement], text: Slice) -> AnyStatement | None:
    """The one candidate the anchor names, or None: unbound, because none fits or several do.

    Args:
        candidates: statements of any items; those of other items never fit.
        text: reads the text of the anchor's item.
    """
    fitting = [candidate for candidate in candidates if _fits(anchor, candidate, text)]
    return fitting[0] if len(fitting) == 1 else None


def spot(statement: AnyStatement) -> Span:
    """Where a statement is anchored: the number of a figure, else its span."""
    return statement.num if isinstance(statement, Figure) else statement.span


def _kind(statement: AnyStatement) -> str:
    return str(statement.__struct_config__.tag)


def _cell_anchor(statement: AnyStatement, span: CellSpan, key: str) -> CellAnchor:
    return CellAnchor(item=statement.item, sheet=span.sheet, key=key, column=span.column, kind=_kind(statement))


def _text_anchor(statement: AnyStatement, span: TextSpan, text: Slice) -> TextAnchor:
    prefix = text(span.part, max(0, span.start - CONTEXT), span.start)
    suffix = text(span.part, span.end, span.end + CONTEXT)
    before = text(span.part, 0, span.end + CONTEXT - 1)
    return TextAnchor(
        item=statement.item,
        part=span.part,
        kind=_kind(statement),
        exact=span.quote,
        prefix=prefix,
        suffix=suffix,
        nth=_earlier(before, prefix + span.quote + suffix, span.start - len(prefix)),
    )


def _earlier(text: str, words: str, end: int) -> int:
    """How often these words begin before `end`, overlapping or not."""
    count, found = 0, text.find(words)
    while 0 <= found < end:
        count += 1
        found = text.find(words, found + 1)
    return count


def _fits(anchor: Anchor, statement: AnyStatement, text: Slice) -> bool:
    span = spot(statement)
    if statement.item != anchor.item or _kind(statement) != anchor.kind:
        return False
    if isinstance(anchor, CellAnchor):
        return (
            isinstance(span, CellSpan)
            and statement.key is not None
            and (_cell_anchor(statement, span, statement.key) == anchor)
        )
    # The words are compared before the text is read: most candidates say something else.
    return isinstance(span, TextSpan) and span.quote == anchor.exact and _text_anchor(statement, span, text) == anchor
