"""Each kind of row: where its cells go, how bounds, times, chains and withdrawals are made."""

from typing import Any

import pytest

from aigaq.reading.tables import Context
from aigaq.statements import (
    CellSpan,
    Claim,
    Connectivity,
    DateBasis,
    Dated,
    Event,
    Figure,
    Position,
    Qualifier,
    Side,
    Standing,
    Target,
    Withdrawal,
)
from aigaq.statements.rows import SourceRow
from tests.reading.tables.helpers import ITEM, made, plan, problems, statements

FIGURE = {"id": "key", "what": "measure", "number": "value"}


def one(kind: str, columns: dict[str, str], *row: str, **told: Any) -> Any:
    rows = made(plan(kind, columns, row, **told))
    assert [problem for problem in problems(rows) if problem[3]] == []
    return statements(rows)[0]


def dropped(kind: str, columns: dict[str, str], *row: str, **told: Any) -> tuple[str, str]:
    ((_, cell, what, gone),) = problems(made(plan(kind, columns, row, **told)))
    assert gone
    return cell, what


def test_a_figure() -> None:
    figure = one("figure", FIGURE, "F1", "killed", "около 30", language="ru")
    cell = CellSpan(sheet="tally", row=2, column="number", quote="около 30")
    assert figure == Figure(
        item=ITEM, span=cell, num=cell, key="F1", made_by=("mapping:test",), measure="killed", low=30, high=30,
        qualifier=Qualifier.ABOUT, value_text="около 30",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "told", "bounds"),
    [
        ("5", "5", "", (5, 5, "exact")),
        ("5", "9", "", (5, 9, "range")),
        ("5", "", "", (5, None, "at_least")),
        ("", "9", "", (None, 9, "up_to")),
        ("5", "", "more than", (5, None, "more_than")),
        ("5", "5", "about", (5, 5, "about")),
        ("1 000", "1,000", "", (1000, 1000, "exact")),
    ],
)
def test_bounds(low: str, high: str, told: str, bounds: tuple[Any, ...]) -> None:
    columns = {"min": "low", "max": "high", "how": "qualifier"}
    figure = one("figure", columns, low, high, told, constant={"measure": "killed"})
    assert (figure.low, figure.high, figure.qualifier) == bounds
    assert figure.num.column == ("min" if low else "max")


def test_words_of_numbers() -> None:
    columns = {"min": "low", "words": "value_text", "how": "qualifier"}
    told = {"constant": {"measure": "killed"}}
    vague = one("figure", columns, "", "dozens", "vague", **told)
    assert (vague.low, vague.qualifier, vague.value_text, vague.num.column) == (None, "vague", "dozens", "words")
    read = one("figure", columns, "", "at least 40", "", **told)
    assert (read.low, read.qualifier, read.value_text) == (40, "at_least", "at least 40")
    kept = one("figure", columns, "", "a great many", "", **told)
    assert (kept.low, kept.qualifier, kept.value_text) == (None, "vague", "a great many")


def test_a_qualifier_of_its_own_column_goes_before_the_words() -> None:
    columns = {"n": "value", "how": "qualifier"}
    figure = one("figure", columns, "40", "at least", constant={"measure": "killed"})
    assert (figure.low, figure.high, figure.qualifier) == (40, None, "at_least")
    figure = one("figure", columns, "40", "до", constant={"measure": "killed"})
    assert (figure.low, figure.high, figure.qualifier) == (None, 40, "up_to")


def test_columns_of_measures() -> None:
    columns = {"id": "key", "city": "place"}
    rows = made(plan("figure", columns, ("1", "Алматы", "5", "-"), ("2", "Астана", "x", "7"), ("3", "Астана", "", ""),
                     measures={"dead": "killed", "hurt": "injured"}))  # fmt: skip
    found = [(figure.key, figure.measure, figure.low, figure.num.column) for figure in statements(rows)]
    assert found == [("1", "killed", 5, "dead"), ("2", "injured", 7, "hurt")]
    assert statements(rows)[0].places == ("almaty",)
    assert statements(rows)[0].note == "hurt: -"
    assert statements(rows)[1].note == "dead: x"
    assert problems(rows) == [(3, "C3", "no number: x", False), (4, "", "no number in the row", True)]


def test_rows_of_which_no_figure_can_be_made() -> None:
    assert dropped("figure", FIGURE, "F1", "killed", "1,2,3") == ("C2", "several numbers in one cell: 1,2,3")
    assert dropped("figure", FIGURE, "F1", "killed", "") == ("", "no number in the row")
    assert dropped("figure", FIGURE, "F1", "", "5") == ("", "nothing says what is counted")
    bounds = {"min": "low", "max": "high", "what": "measure"}
    assert dropped("figure", bounds, "9", "5", "killed") == ("A2", "the minimum 9 is above the maximum 5")
    assert dropped("figure", bounds, "nine", "x", "killed")[0] == "B2"


def test_fields_of_figures() -> None:
    columns = {**FIGURE, "of": "scope", "in words": "scope_text", "unit": "unit", "as of": "as_of", "part": "part_of",
               "stance": "stance", "over": "period"}  # fmt: skip
    figure = one("figure", columns, "F1", "погибшие", "5", "security; children", "police", "names", "05.01.22", "F1",
                 "denies", "2022-01")  # fmt: skip
    assert (figure.measure, figure.scope, figure.scope_text) == ("killed", ("security", "children"), "police")
    assert (figure.unit, figure.as_of, figure.period) == ("names", "2022-01-05", "2022-01")
    assert (figure.part_of, figure.stance) == (Target(key="F1"), "denies")


def test_chains_and_sides() -> None:
    columns = {"what": "what", "who": "speaker", "org": "org", "through": "via", "side": "side"}
    claim = one("claim", columns, "c", "A Minister", "ministry", "", "official")
    assert isinstance(claim, Claim)
    (link,) = claim.speakers
    assert (link.name, link.org, link.side, claim.side) == ("A Minister", "ministry", Side.OFFICIAL, None)
    assert link.span == CellSpan(sheet="tally", row=2, column="who", quote="A Minister")
    through = one(
        "claim", columns, "c", "A Minister", "ministry", "The Courier", "media", sides={"Ministry": "official"}
    )
    assert [(one.name, one.side) for one in through.speakers] == [
        ("A Minister", "official"),
        ("The Courier", "unknown"),
    ]
    assert (through.side, through.said_by) == (Side.MEDIA, Side.MEDIA)
    nobody = one("claim", columns, "c", "", "", "", "witness")
    assert (nobody.speakers, nobody.said_by) == ((), Side.WITNESS)
    by_org = one("claim", columns, "c", "", "ministry", "", "")
    assert (by_org.speakers[0].name, by_org.said_by) == ("ministry", Side.UNKNOWN)


def test_the_sides_of_the_case_are_used_for_a_chain() -> None:
    columns = {"what": "what", "who": "speaker", "through": "via"}
    rows = made(plan("claim", columns, ("c", "x", "The Courier")), Context(sides={"the courier": Side.MEDIA}))
    assert [link.side for link in statements(rows)[0].speakers] == ["unknown", "media"]


def test_dates_and_their_basis() -> None:
    columns = {"what": "what", "said": "said", "basis": "said_basis", "about": "about"}
    claim = one("claim", columns, "c", "2022-01-05", "shown", "январь 2022")
    assert (claim.said, claim.about) == (Dated("2022-01-05", DateBasis.SHOWN), "2022-01")
    assert one("claim", columns, "c", "2022-01-05", "", "").said == Dated("2022-01-05", DateBasis.STATED)
    odd = one("claim", columns, "c", "31.02.22", "shown", "")
    assert (odd.said, odd.note) == (None, "said: 31.02.22; basis: shown")


def test_places() -> None:
    columns = {"what": "what", "place": "place", "code": "places"}
    both = one("claim", columns, "c", "two towns", "almaty+astana")
    assert (both.place, both.places) == ("two towns", ("almaty", "astana"))
    assert one("claim", columns, "c", "Алматы; Астана", "").places == ("almaty", "astana")
    assert one("claim", columns, "c", "somewhere near Алматы", "").places == ()
    rows = made(plan("claim", columns, ("c", "", "nowhere")))
    assert statements(rows)[0].places == ("nowhere",)
    assert problems(rows) == [(2, "C2", "the gazetteer has no such place: nowhere", False)]
    assert one("claim", columns, "c", "Алма-Ата 1", "", codes={"places": {"Алма-Ата 1": "almaty"}}).places == (
        "almaty",
    )


@pytest.mark.parametrize(
    ("row", "time", "precision"),
    [
        (("2022-01-05", "", "", "", ""), "2022-01-05", "day"),
        (("2022-01", "", "", "", ""), "2022-01", "month"),
        (("05.01.22", "16:37", "", "", "+06:00"), "2022-01-05T16:37+06:00", "minute"),
        (("2022-01-05", "16:37", "17:15", "", ""), "2022-01-05T16:37/2022-01-05T17:15", "interval"),
        (("2022-01-05", "22:00", "02:00", "", "UTC+6"), "2022-01-05T22:00+06:00/2022-01-06T02:00+06:00", "interval"),
        (("2022-01-05", "", "", "2022-01-07", ""), "2022-01-05/2022-01-07", "interval"),
        (("2022-01-05", "09:00", "10:00", "2022-01-07", ""), "2022-01-05T09:00/2022-01-07T10:00", "interval"),
        (("2022-01-05T10:00Z", "", "", "", ""), "2022-01-05T10:00Z", "minute"),
    ],
)
def test_times_of_events(row: tuple[str, ...], time: str, precision: str) -> None:
    columns = {
        "d": "date",
        "t": "clock",
        "to": "clock_end",
        "last": "date_end",
        "z": "offset",
        "what": "what",
        "k": "type",
    }
    event = one("event", columns, *row, "roads blocked", "протест")
    assert isinstance(event, Event)
    assert (event.time, event.time_precision, event.type, event.what) == (time, precision, "protest", "roads blocked")
    assert (event.offset is not None) == bool(row[4])


def test_times_that_do_not_fit_are_kept() -> None:
    columns = {"d": "date", "t": "clock", "last": "date_end", "what": "what"}
    rows = made(
        plan(
            "event",
            columns,
            ("2022-01", "16:37", "", "x"),
            ("2022-01-05", "", "2022-01-03", "y"),
            ("", "9:00", "", "z"),
        )
    )
    first, second, third = statements(rows)
    assert (first.time, first.note) == ("2022-01", "t: 16:37")
    assert (second.time, second.note) == ("2022-01-05", "last: 2022-01-03")
    assert (third.time, third.note) == (None, "t: 9:00")
    assert [(row, cell) for row, cell, _, _ in problems(rows)] == [(2, "B2"), (3, "C3")]


def test_points_and_views() -> None:
    columns = {
        "what": "what",
        "lat": "lat",
        "lon": "lon",
        "how": "point_precision",
        "from": "seen_from",
        "words": "time_words",
    }
    event = one("event", columns, "x", "43,24", "76.9", "100m", "official;очевидец", "at dusk")
    assert (event.point.lat, event.point.lon, event.point.precision) == (43.24, 76.9, "100m")
    assert (event.seen_from, event.time_words, event.type) == (("official", "witness"), "at dusk", "unknown")
    half = one("event", columns, "x", "43,24", "", "100m", "", "")
    assert (half.point, half.note) == (None, "lat: 43,24; how: 100m")
    assert dropped("event", columns, "", "1", "2", "", "", "") == ("", "nothing in what")


def test_a_position() -> None:
    columns = {"who": "person", "post": "post", "at": "post_org", "change": "change", "date": "about", "how": "how",
               "code": "how_code", "law": "legal_status", "kin": "relation"}  # fmt: skip
    position = one("position", columns, "N. Invented", "minister", "a ministry", "назначен", "2022-01", "by paper", "decree",
                   "", "family")  # fmt: skip
    assert isinstance(position, Position)
    assert (position.person, position.post, position.org, position.change) == (
        "N. Invented",
        "minister",
        "a ministry",
        "gained",
    )
    assert (position.about, position.how_code, position.legal_status, position.relation) == (
        "2022-01",
        "decree",
        "none",
        "family",
    )


def test_a_spell() -> None:
    columns = {"from": "start", "to": "end", "state": "state", "layer": "layer", "net": "networks", "p": "time_precision",
               "same": "same_as", "latest": "start_latest"}  # fmt: skip
    spell = one("connectivity", columns, "2022-01-05T10:30Z", "2022-01-06", "down", "mobile", "a;b", "15min", "N01", "")
    assert isinstance(spell, Connectivity)
    assert (spell.start, spell.end) == (("2022-01-05T10:30Z",) * 2, ("2022-01-06",) * 2)
    assert (spell.state, spell.layer, spell.networks, spell.same_as) == ("down", "mobile", ("a", "b"), "N01")
    bound = one("connectivity", columns, "2022-01-05T10:30Z", "", "up", "", "", "bound", "", "")
    assert (bound.start, bound.end, bound.layer) == (("..", "2022-01-05T10:30Z"), None, "not_stated")
    spread = one("connectivity", columns, "2022-01-05", "", "up", "", "", "", "", "2022-01-06")
    assert spread.start == ("2022-01-05", "2022-01-06")
    interval = one("connectivity", columns, "2022-01-05/2022-01-06", "", "up", "", "", "", "", "")
    assert interval.start == ("2022-01-05", "2022-01-06")
    assert dropped("connectivity", columns, "", "", "", "mobile", "", "", "", "")[1].startswith("neither a state")


def test_withdrawals() -> None:
    columns = {**FIGURE, "status": "status", "on": "status_date", "by row": "superseded_by", "why": "status_note"}
    rows = made(
        plan("figure", columns, ("F1", "killed", "5", "отозвано", "05.01.22", "F2", "a mistake"),
             ("F2", "killed", "6", "standing", "", "", "still so"))
    )  # fmt: skip
    figure, withdrawal, second = statements(rows)
    assert isinstance(withdrawal, Withdrawal)
    assert (withdrawal.becomes, withdrawal.target, withdrawal.replaced_by) == (
        Standing.WITHDRAWN,
        Target(key="F1"),
        Target(key="F2"),
    )
    assert (withdrawal.time, withdrawal.why, withdrawal.key) == ("2022-01-05", "a mistake", "F1")
    assert isinstance(withdrawal.span, CellSpan)
    assert (withdrawal.span.column, withdrawal.speakers) == ("status", ())
    assert figure.note is None
    assert second.note == "why: still so"


def test_a_withdrawal_without_a_key_names_the_cell() -> None:
    columns = {"n": "value", "status": "status"}
    figure, withdrawal = statements(made(plan("figure", columns, ("5", "denied"), constant={"measure": "killed"})))
    assert withdrawal.target == Target(span=figure.num)


def test_a_source() -> None:
    columns = {
        "id": "key",
        "t": "title",
        "d": "published",
        "b": "published_basis",
        "u": "locator",
        "k": "kind",
        "x": "note",
    }
    rows = made(
        plan("source", columns, ("s1", "A title", "19.01.22", "url", "https://example.org/a?b=c", "СМИ", "seen twice"))
    )
    (source,) = [row.source for row in rows if isinstance(row, SourceRow)]
    assert (source.key, source.row, source.sheet, source.item) == ("s1", 2, "tally", ITEM)
    assert (source.title, source.kind, source.note) == ("A title", "media", "seen twice")
    assert source.published == Dated("2022-01-19", DateBasis.ADDRESS)
    assert dropped("source", columns, "", "A title", "", "", "", "", "") == ("", "a source without an id")


def test_the_cell_of_a_statement_can_be_chosen() -> None:
    figure = one("figure", {**FIGURE, "in words": "scope_text"}, "F1", "killed", "5", "of them police", main="in words")
    assert (figure.span.quote, figure.num.quote) == ("of them police", "5")


def test_common_fields() -> None:
    columns = {
        "what": "what",
        "s": "cited",
        "c": "confidence",
        "e": "seen",
        "v": "checked",
        "m": "medium",
        "l": "language",
        "n": "note",
    }
    claim = one("claim", columns, "x", "a; b", "A", "headline", "да", "briefing", "ru", "a remark")
    assert (claim.cited, claim.confidence, claim.seen, claim.checked) == (("a", "b"), "A", "headline", True)
    assert (claim.medium, claim.language, claim.note) == ("briefing", "ru", "a remark")
