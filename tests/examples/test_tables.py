"""The shipped tables: every row becomes what it is, every code is known, no cell is lost; the copies are the originals."""

import io
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from aigaq.examples import load
from aigaq.intake.tables import Table, read_table
from aigaq.reading.tables import Context, Plan, fit, guess, read_mapping, rows_of_sheet
from aigaq.reading.tables.codes import code_of, place_of, word_of
from aigaq.reading.tables.fields import Field, Reads, fields_of
from aigaq.statements import Figure, Standing, Withdrawal, check, row_id, standing
from aigaq.statements.rows import AnyRow, ProblemRow, SheetRow, SourceRow
from tests.reading.tables.helpers import lost_cells, statements
from tests.shared import shared

ROWS = {
    "figures": (183, "figure"),
    "events": (58, "event"),
    "positions": (53, "position"),
    "claims": (32, "claim"),
    "shutdown": (17, "connectivity"),
    "shutdown_detail": (31, "connectivity"),
    "shutdown_supplement": (4, "connectivity"),
    "shutdown_hours": (1, "figure"),
    "shutdown_words": (5, "claim"),
    "sources": (303, "source"),
}
NAMES = tuple(ROWS)
OWN = ("shutdown_supplement", "shutdown_hours", "shutdown_words")
"""Entered by hand from what the facts say in words."""


def table_of(name: str) -> Table:
    data = load().item(f"{name}.csv").data
    return read_table(lambda: io.BytesIO(data), item=name, name=f"{name}.csv")


@cache
def plan_of(name: str) -> Plan:
    payload = load().item(f"{name}.csv").mapping or b""
    (sheet,) = read_mapping(payload).sheet
    return fit(table_of(name), sheet)


@cache
def ids() -> frozenset[str]:
    rows = rows_of_sheet(plan_of("sources"), Context())
    return frozenset(row.source.key for row in rows if isinstance(row, SourceRow))


@cache
def rows_of(name: str) -> tuple[AnyRow, ...]:
    return tuple(rows_of_sheet(plan_of(name), Context(cited=ids())))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_read_and_nothing_is_odd(name: str) -> None:
    number, kind = ROWS[name]
    rows = rows_of(name)
    assert [row for row in rows if isinstance(row, ProblemRow)] == []
    (sheet,) = [row for row in rows if isinstance(row, SheetRow)]
    assert (sheet.rows, sheet.made, sheet.kind) == (number, number, kind)
    found = [one for one in statements(rows) if not isinstance(one, Withdrawal)]
    assert len(found) == (0 if kind == "source" else number)
    assert {str(one.__struct_config__.tag) for one in found} <= {kind}
    assert {one.made_by for one in found} <= {(f"mapping:{name}",)}


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_lost(name: str) -> None:
    assert lost_cells(plan_of(name), rows_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_code_is_known(name: str) -> None:
    assert [(one.key, odd) for one in statements(rows_of(name)) for odd in check(one)] == []


def test_status_columns_make_withdrawals() -> None:
    made = statements(rows_of("figures"))
    withdrawals = [one for one in made if isinstance(one, Withdrawal)]
    assert Counter(one.becomes for one in withdrawals) == {
        Standing.SUPERSEDED: 66,
        Standing.WITHDRAWN: 8,
        Standing.CORRECTED: 2,
        Standing.DISOWNED: 1,
    }
    became = Counter(standing(made).values())
    assert became[Standing.STANDING] == 106 + len(withdrawals)
    toll = next(one for one in made if isinstance(one, Figure) and one.key == "F040")
    by = next(one for one in withdrawals if one.key == "F040")
    assert (toll.low, by.becomes, by.time, by.speakers) == (164, Standing.WITHDRAWN, "../2022-01-09", ())
    assert by.why is not None
    assert standing(made, as_of="2022-01-08")[row_id(toll)] is Standing.STANDING
    assert standing(made, as_of="2022-01-09")[row_id(toll)] is Standing.WITHDRAWN


def test_fields_of_some_rows() -> None:
    made = {one.key: one for one in statements(rows_of("figures")) if isinstance(one, Figure)}
    toll = made["F048"]
    assert (toll.low, toll.high, toll.qualifier.value, toll.value_text) == (None, 49, "up_to", "fewer than 50")
    through = made["F069"]
    assert [link.name for link in through.speakers] == ["K. Taimerdenov, head of Almaty police", "RBC and KazTAG"]
    assert [link.side.value for link in through.speakers] == ["official", "media"]
    assert (through.side, through.said_by) == ("media", "media")
    part = made["F041"]
    assert part.part_of is not None
    assert (part.part_of.key, part.places, part.scope) == ("F040", ("almaty",), ("all",))
    assert "n_pages: 12" in str(made["F040"].note)
    events = {one.key: one for one in statements(rows_of("events"))}
    assert events["E01"].time == "2022-01-01T17:20+05:00/2022-01-01T18:00+05:00"
    assert (events["E01"].point.lat, events["E01"].point.precision) == (43.34, "settlement")
    assert events["E08"].places == ("almaty", "mangystau_region")
    spells = {one.key: one for one in statements(rows_of("shutdown_detail"))}
    assert spells["D04"].start == ("..", "2022-01-04T13:06Z")
    assert spells["D05"].same_as == "N01"
    assert sum(one.same_as is not None for one in spells.values()) == 16


def test_sources() -> None:
    found = {row.source.key: row.source for row in rows_of("sources") if isinstance(row, SourceRow)}
    first = found["kzinf8"]
    assert first.published is not None
    assert (first.published.date, first.published.basis.value) == ("2022-01-06T08:51+06:00", "shown")
    assert (first.row, first.kind, first.relation, first.seen.value) == (2, "state_media", "original", "excerpt")
    assert sum(one.published is None for one in found.values()) == 16


@pytest.mark.parametrize("name", NAMES)
def test_the_guess_is_the_shipped_mapping(name: str) -> None:
    (sheet,) = guess(table_of(name)).sheet
    loose = {"n_pages", "time_local"} if name == "figures" else {"time_local"} if name == "shutdown_detail" else set()
    assert sheet.kind == ROWS[name][1]
    assert sheet.columns == plan_of(name).mapping.columns
    assert loose.isdisjoint(sheet.columns)


def test_the_profile() -> None:
    example = load()
    assert (example.languages, example.places) == (("en", "ru", "kk"), ("kz",))
    assert {one.file for one in example.items} == {f"{name}.csv" for name in NAMES}
    assert all(one.description["title"] for one in example.items)


@pytest.mark.shared
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OWN])
def test_the_copies_are_the_originals(name: str) -> None:
    path: Path = shared(f"facts/{name}.csv")
    assert load().item(path.name).data == path.read_bytes()


VOCABULARY = {
    "measure": "measure",
    "scope_code": "scope",
    "qualifier": "qualifier",
    "side": "side",
    "medium": "medium",
    "status": "status",
    "stance": "stance",
    "unit": "unit",
    "change": "change",
    "how_code": "how_code",
    "legal_status": "legal_status",
    "state": "state",
    "layer": "layer",
    "observer_kind": "observer_kind",
    "time_precision": "time_precision",
    "confidence": "confidence",
    "evidence": "seen",
    "seen": "seen",
    "place_precision": "point_precision",
    "date_basis": "published_basis",
    "place_code": "places",
    "kind events": "type",
    "kind sources": "kind",
}
"""Lists of the vocabulary and the fields their codes go to; the other lists are open, and kept as they stand."""


def vocabulary() -> dict[str, list[str]]:
    """The codes of each list: what follows its bold name, up to the next one; older values and remarks left out."""
    text = shared("facts/VOCABULARIES.md").read_text(encoding="utf-8").partition("## Still open")[0]
    found: dict[str, list[str]] = {}
    parts = re.split(r"\*\*(\w+)\*\*(?: \((\w+)\))?: ", text)[1:]
    for name, of, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        # `status` alone writes its codes with older values behind them.
        plain = re.sub(r"\([^)]*\)", "", words).partition("\n")[0]
        first = re.split(r"[.;] ", plain + " ")[0].rstrip(".; ")
        if name not in ("place_precision", "legal_status", "checked"):
            first = first.replace(", empty", "")
        found[f"{name} {of}" if name == "kind" else name] = [
            word.strip() for word in re.split(r", ", first) if word not in ("empty", "yes")
        ]
    return found


@pytest.mark.shared
def test_every_word_of_the_vocabulary_has_a_place() -> None:
    """Codes the facts may use, whether or not a row does: each is one of a list, or a word of a vocabulary."""
    fields = {
        name: one
        for kind in ("claim", "position", "source", "connectivity", "event")
        for name, one in fields_of(kind).items()
    }
    fields |= fields_of("figure")
    fields["kind"] = fields_of("source")["kind"]
    codes = {"published_basis": "sources", "places": "figures"}
    unknown, looked = [], 0
    listed = vocabulary()
    assert listed.keys() >= VOCABULARY.keys()
    for name, field in ((name, fields[to]) for name, to in VOCABULARY.items()):
        told = plan_of(codes[field.name]).mapping.codes[field.name] if field.name in codes else {}
        for word in listed[name]:
            looked += 1
            if not known(field, word, told):
                unknown.append((name, word))
    assert unknown == []
    assert looked > 190


def known(field: Field, word: str, told: Mapping[str, str]) -> bool:
    match field.reads:
        case Reads.CODE:
            return code_of(word, field.of, told)[1]
        case Reads.PLACES:
            return place_of(word, told)[1]
    assert field.words is not None, field.name
    return word_of(word, field.name, field.words, told) is not None
