"""One flat row for each statement, as `aigaq read --jsonl` prints it: every field, null where open.

The row's shape is that of the scorer of figures and of docs/formats/statements.md. `source` is the first link of the
chain, null where the text does not name it. `kind` stands at the top level only. Proved by tests/reading/test_kinds.py.
"""

from __future__ import annotations

from typing import Any

import msgspec

from aigaq.statements.records import AnyStatement, Figure, Hedge, Link, Target, Withdrawal
from aigaq.statements.spans import Span, TextSpan
from aigaq.statements.vocabulary import Stance, Standing
from aigaq.values.places import Gazetteer

# A network's `start` and `end` are dates; in a row these names are the span's, so the dates are `since` and `until`.
_RENAMED = {"start": "since", "end": "until"}
_LEFT_OUT = frozenset(
    {"item", "span", "num", "speakers", "place", "places", "hedges", "made_by", "part_of", "target", "replaced_by"}
)


def flat(
    statement: AnyStatement,
    standing: Standing = Standing.STANDING,
    text_language: str | None = None,
    *,
    gazetteer: Gazetteer | None = None,
) -> dict[str, Any]:
    """The row of a statement.

    Args:
        standing: what became of it within the document.
        text_language: the language in which an inferred place is named; the statement's own where left out.
    """
    row: dict[str, Any] = {"kind": statement.__struct_config__.tag}
    row.update(_stretch(statement.span))
    if isinstance(statement, Figure) and isinstance(statement.num, TextSpan):
        row.update(num_start=statement.num.start, num_end=statement.num.end)
    for field in statement.__struct_fields__:
        if field in _RENAMED:
            row[_RENAMED[field]] = _bounds(getattr(statement, field))
        elif field not in _LEFT_OUT:
            row[field] = _plain(getattr(statement, field))
    row.update(_speech(statement), **_place(statement, text_language or statement.language or "en", gazetteer))
    row.update(
        standing=standing.value, hedges=[_hedge(hedge) for hedge in statement.hedges], made_by=list(statement.made_by)
    )
    if isinstance(statement, Figure):
        row.update(
            denied=statement.stance is Stance.DENIES or standing is Standing.DENIED, part_of=_number(statement.part_of)
        )
    if isinstance(statement, Withdrawal):
        row.update(target=_target(statement.target), replaced_by=_target(statement.replaced_by))
    return row


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def _bounds(pair: tuple[str, str] | None) -> str | None:
    """Earliest and latest as one EDTF text."""
    if pair is None:
        return None
    return pair[0] if pair[0] == pair[1] else f"{pair[0]}/{pair[1]}"


def _stretch(span: Span) -> dict[str, Any]:
    if not isinstance(span, TextSpan):
        return {"part": None, "start": None, "end": None, "quote": None}
    return {"part": span.part, "start": span.start, "end": span.end, "quote": span.quote}


def _speech(statement: AnyStatement) -> dict[str, Any]:
    first = statement.speakers[0] if statement.speakers else None
    source = _link(first) if first is not None and isinstance(first.span, TextSpan) else None
    return {"source": source, "speakers": [_link(link) for link in statement.speakers], "side": statement.said_by.value}


def _link(link: Link) -> dict[str, Any]:
    span = link.span
    stretch = _stretch(span) if span is not None else {"part": None, "start": None, "end": None, "quote": None}
    return {"name": link.name, "org": link.org, "side": link.side.value, **stretch}


def _hedge(hedge: Hedge) -> dict[str, Any]:
    return {"type": hedge.type, **_stretch(hedge.span), "hedged": _stretch(hedge.hedged)}


def _place(statement: AnyStatement, language: str, gazetteer: Gazetteer | None) -> dict[str, Any]:
    code = "+".join(statement.places) or None
    name = statement.place
    known = gazetteer or Gazetteer.shipped()
    if len(statement.places) == 1 and known.get(statement.places[0]) is not None:
        name = known.name(statement.places[0], language)
    return {"place": name, "place_code": code, "place_words": statement.place}


def _number(target: Target | None) -> int | None:
    return target.span.start if target is not None and isinstance(target.span, TextSpan) else None


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    row = _plain(target)
    return {name: row.get(name) for name in ("speaker", "measure", "low", "high", "places")} | {
        "num_start": _number(target)
    }
