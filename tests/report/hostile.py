"""An invented case whose every word tries to leave its place: tags, quotes, overrides, controls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from aigaq.report.material import Held, Material, in_order
from aigaq.statements import Link, TextSpan
from tests.report.made_up import material

BAD = "</script><script>alert(1)</script>\" onclick='x' \u202ereversed\u2066 \x00\x07 {{ 7*7 }} <!-- --> ]]> \ud800"
FIELDS = ("place", "what", "words", "who", "person", "post", "org", "how", "value_text", "scope_text", "note", "key", "why", "language", "time_words")  # fmt: skip


def hostile() -> Material:
    """The invented case with BAD in every field a stranger may fill."""
    small = material()
    said = tuple(replace(one, statement=_spoilt(one.statement)) for one in small.said)
    held = in_order([_spoilt_item(item) for item in small.held])
    return replace(small, title=BAD, said=said, held=held, text=lambda item, part, start, end: (BAD * 40)[start:end])


def _spoilt(statement: Any) -> Any:
    names = {name for name in FIELDS if name in statement.__struct_fields__}
    span = TextSpan(part=BAD, start=0, end=len(BAD), quote=BAD)
    speakers = (Link(name=BAD, side=statement.said_by, span=span),)
    return msgspec.structs.replace(
        statement, span=span, speakers=speakers, cited=(BAD,), made_by=(f"rule:{BAD}",), **dict.fromkeys(names, BAD)
    )


def _spoilt_item(item: Held) -> Held:
    return replace(item, title=BAD, publisher=BAD, author=BAD, locator=f"javascript:{BAD}", notes=BAD, language=BAD, parts=(BAD,), assumed=BAD, media=BAD)  # fmt: skip
