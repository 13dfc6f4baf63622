"""Facts: no field of a statement that says something is left out of its card."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from aigaq.report.facts import facts_of
from aigaq.report.material import Said
from aigaq.statements import AnyStatement, TextSpan
from tests.report.conftest import viewer_of
from tests.report.made_up import material

# Shown elsewhere on the card: the span, who says so and on which side, the item, the rules, the language of the quote.
ELSEWHERE = {"cited", "item", "span", "num", "speakers", "side", "made_by", "language", "hedges"}
# Marks of table rows with no word of their own yet; the precision of a spell is in its bounds.
SILENT = {"checked", "time_precision"}
SPAN = TextSpan(start=0, end=1, quote="q")
VALUES: dict[str, Any] = {
    "said": {"date": "2031-03-04", "basis": "shown"},
    "about": "2031-03-05", "place": "a place", "places": ["p1"], "cited": ["S1"], "key": "K1", "medium": "letter",
    "confidence": "A", "seen": "full", "note": "a note", "measure": "killed", "scope": ["police"], "scope_text": "officers",
    "unit": "hours", "low": 7, "high": 7, "value_text": "seven", "qualifier": "about", "as_of": "2031-03-06",
    "period": "2031", "part_of": {"low": 99}, "stance": "denies", "type": "fire", "what": "what it is", "time": "2031-03-07",
    "time_words": "at noon", "offset": "+06:00", "point": {"lat": 1.5, "lon": 2.5}, "seen_from": ["ngo"], "question": "airport", "answer": "yes",
    "words": "a word", "who": "whom", "person": "A Person", "change": "lost", "relation": "family", "post": "a post",
    "org": "an office", "how": "by letter", "how_code": "decree", "legal_status": "suspect", "state": "down", "layer": "mobile",
    "networks": ["n1"], "observer_kind": "ngo", "start": ["2031-03-08", "2031-03-08"], "end": ["2031-03-09", "2031-03-09"],
    "same_as": "K2", "becomes": "denied", "target": {"low": 55}, "replaced_by": {"low": 66}, "why": "because",
}  # fmt: skip
SHOWN = {
    "said": "4 March 2031", "about": "5 March 2031", "place": "a place", "places": "p1", "medium": "letter", "seen": "the full text",
    "scope": "police", "unit": "hours", "qualifier": "about", "as_of": "6 March 2031", "period": "2031", "part_of": "99",
    "stance": "denies", "type": "fire", "time": "7 March 2031", "point": "1.5, 2.5", "seen_from": "NGO", "question": "airport", "answer": "yes",
    "change": "lost", "relation": "family", "how_code": "by decree", "legal_status": "on suspicion", "state": "down",
    "layer": "mobile", "networks": "n1", "observer_kind": "organisation", "start": "8 March 2031", "end": "9 March 2031",
    "becomes": "denied", "target": "55", "replaced_by": "66", "low": "7", "high": "7", "same_as": "K2",
}  # fmt: skip


def full(kind: type[msgspec.Struct]) -> Any:
    """A statement of a kind with every field filled."""
    fields = {"item": material().held[0].sha256, "span": SPAN, "num": SPAN}
    for field in msgspec.structs.fields(kind):
        if field.name not in ELSEWHERE | SILENT:
            fields[field.name] = msgspec.convert(VALUES[field.name], field.type)
    return kind(**{name: value for name, value in fields.items() if name in kind.__struct_fields__})


@pytest.mark.parametrize("kind", get_args(AnyStatement))
def test_every_field_is_shown(kind: type[msgspec.Struct]) -> None:
    text = "\n".join(fact.value for fact in facts_of(Said("id", full(kind)), viewer_of(material())))
    for name in set(kind.__struct_fields__) - ELSEWHERE - SILENT:
        assert SHOWN.get(name, str(VALUES[name])) in text, (kind, name)


def test_words_of_the_source_are_marked_as_foreign() -> None:
    viewer = viewer_of(material(), "ru")
    facts = [fact for said in material().said for fact in facts_of(said, viewer)]
    assert {fact.foreign for fact in facts if fact.label in ("Лицо", "Должность", "Слова")} == {True}
