"""The normative page lists every field of every kind of row, as it is read."""

import re

import pytest

from aigaq.reading.tables.fields import KINDS, NEEDED, Field, Reads, fields_of
from aigaq.reading.tables.mapping import Dates, SheetMapping, TableMapping
from aigaq.statements import Claim, Connectivity, Event, Figure, Position, Source
from aigaq.statements.codes import LISTS
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "formats" / "mappings.md").read_text(encoding="utf-8")
RECORDS = {
    "figure": Figure,
    "event": Event,
    "claim": Claim,
    "position": Position,
    "connectivity": Connectivity,
    "source": Source,
}


def documented(title: str) -> dict[str, tuple[str, str]]:
    section = re.search(rf"^### {title}$(.*?)(?=^##|\Z)", PAGE, re.S | re.M)
    assert section, title
    return {
        name: (reads, meaning)
        for name, reads, meaning in re.findall(r"^\| `(\w+)` \| (.*?) \| (.+) \|$", section[1], re.M)
    }


def how(field: Field) -> str:
    several = ", several" if field.several else ""
    match field.reads:
        case Reads.CODE:
            return f"code of `{field.of}`{several}"
        case Reads.WORD:
            assert field.words is not None
            return f"word of {field.words.__name__}{several}"
        case Reads.PLACES:
            return f"codes or names of the gazetteer{several}"
    return field.reads.value + several


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented(kind: str) -> None:
    told = documented(kind)
    if kind in ("figure", "event", "claim", "position", "connectivity"):
        told = {**told, **documented("Every kind of statement")}
    assert told == {name: (how(field), field.meaning) for name, field in fields_of(kind).items()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_row_needs_is_documented(kind: str) -> None:
    needs = "; ".join(" or ".join(f"`{name}`" for name in group) for group in NEEDED[kind])
    assert f"### {kind}\nA row needs: {needs}." in PAGE
    assert all(name in fields_of(kind) for group in NEEDED[kind] for name in group)


def test_what_a_mapping_holds_is_documented() -> None:
    section = PAGE.partition("## What a mapping holds")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([\w.]+)` \|", section, re.M)
    names = [f"sheet.{name}" for name in SheetMapping.__struct_fields__]
    assert told == ["aigaq", *(name for name in TableMapping.__struct_fields__ if name != "sheet"), *names]
    assert all(f"`{name}`" in section for name in Dates.__struct_fields__)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_make_sense(kind: str) -> None:
    for field in fields_of(kind).values():
        assert (field.reads is Reads.CODE) == bool(field.of)
        assert not field.of or field.of in LISTS
        assert (field.reads is Reads.WORD) == (field.words is not None)


@pytest.mark.parametrize("kind", list(RECORDS))
def test_every_field_of_a_record_can_be_filled(kind: str) -> None:
    """But those that are made: item, spans, chain, links, bounds, points."""
    made = {"item", "span", "num", "speakers", "hedges", "made_by", "time", "point", "row", "sheet"}
    assert set(RECORDS[kind].__struct_fields__) - made - {"org"} <= set(fields_of(kind))


def test_there_are_no_others() -> None:
    assert fields_of("person") == {}
