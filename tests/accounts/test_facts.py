"""The account of a real case, from the shared tables and an article: known series read as they were said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aigaq.accounts import Point, accounts, subject_from, timeline
from aigaq.statements import AnyStatement, DateBasis, Dated, Figure, Link, Side, Store
from aigaq.values import parse_when
from tests.accounts import facts
from tests.accounts.making import stored
from tests.shared import shared

pytestmark = pytest.mark.shared
ARTICLE = "d1" * 32


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    said = [*facts.figures(), *facts.events(), *facts.network(), *article()]
    with stored(said, sources=facts.sources(), taken={facts.FIGURES: "2026-11-22"}) as opened:
        yield opened


def article() -> tuple[AnyStatement, ...]:
    """What is read in the article."""
    from aigaq.intake import render_file
    from aigaq.reading import Document, read

    _, chunks = render_file(shared("seed/article.txt"))
    publisher = Link(name="the newspaper", side=Side.MEDIA)
    said = Dated("2022-01-19", DateBasis.SHOWN)
    document = Document(item=ARTICLE, chunks=list(chunks), language="en", published=said, publisher=publisher)
    return read(document).statements


def points(store: Store, subject: str, day: str | None = None) -> list[Point]:
    when = None if day is None else parse_when(day)
    (one,) = accounts(store, as_known_on=when, subject=subject_from(subject)).subjects
    return list(one.points)


def of_table(store: Store, subject: str, day: str | None = None) -> dict[str, str]:
    found = points(store, subject, day)
    return {one.statement.key: one.standing.value for one in found if one.statement.key is not None}


def test_the_164_of_9_january_reads_as_withdrawn_from_that_day(store: Store) -> None:
    found = {one.statement.key: one for one in points(store, "killed/all/kz")}
    assert [(turn.day, turn.standing.value) for turn in found["F040"].turns] == [("2022-01-09", "withdrawn")]
    assert of_table(store, "killed/all/kz", "2022-01-09") == {"F040": "withdrawn"}
    # Repeated by others after it was disowned: their words stand, and are no source of their own.
    assert (found["F045"].standing.value, found["F045"].is_source, found["F045"].own) == ("standing", False, False)


def test_its_parts_went_with_it(store: Store) -> None:
    for subject in ("killed/all/almaty", "killed/all/kyzylorda_region", "killed/all/zhambyl_region"):
        assert set(of_table(store, subject, "2022-01-09").values()) == {"withdrawn"}


def test_the_20000_is_withdrawn(store: Store) -> None:
    subject = "attackers/all/almaty"
    assert of_table(store, subject, "2022-01-08") == {"F160": "standing", "F161": "standing"}
    assert of_table(store, subject, "2022-01-09") == {"F160": "standing", "F161": "withdrawn"}
    assert of_table(store, subject) == {
        "F160": "disowned",
        "F161": "withdrawn",
        "F163": "standing",
        "F167": "standing",
    }
    assert not {one.statement.key for one in points(store, subject)} & {"F162", "F164", "F165", "F166"}


def test_a_denial_is_never_its_speakers_count(store: Store) -> None:
    (denied,) = points(store, "attackers/foreign/almaty")
    assert (denied.statement.key, denied.own, denied.is_source) == ("F166", False, False)


@pytest.mark.parametrize(
    ("day", "series"),
    [
        ("2022-01-08", {"F004": "standing"}),
        ("2022-01-09", {"F004": "superseded", "F005": "standing"}),
        ("2022-01-14", {"F004": "superseded", "F005": "standing", "F006": "standing", "F007": "standing"}),
        (
            "2022-01-15",
            {
                "F004": "superseded",
                "F005": "superseded",
                "F006": "superseded",
                "F007": "superseded",
                "F008": "standing",
            },
        ),
    ],
)
def test_18_then_16_then_19_as_it_was_said(store: Store, day: str, series: dict[str, str]) -> None:
    assert of_table(store, "killed/security/kz", day) == series


def test_its_numbers_in_the_order_they_were_said(store: Store) -> None:
    ministry = [
        one for one in points(store, "killed/security/kz") if one.own and one.statement.key in ("F004", "F005", "F008")
    ]
    assert [(one.known, one.statement.low) for one in ministry] == [
        ("2022-01-06", 18),
        ("2022-01-09", 16),
        ("2022-01-15", 19),
    ]


def test_the_article_meets_the_tables(store: Store) -> None:
    for subject, value, key in (("killed/all/kz", 225, "F050"), ("killed/all/almaty", 149, "F068")):
        same = [one for one in points(store, subject) if one.statement.low == value]
        assert {ARTICLE, facts.FIGURES} <= {one.statement.item for one in same}
        assert key in {one.statement.key for one in same}


def test_149_of_one_thing_is_not_149_of_another(store: Store) -> None:
    # The same number stands for the dead of a city, for civilians, and for those called attackers in the country.
    met: dict[str, list[str | None]] = {}
    for one in accounts(store).subjects:
        keys = sorted(point.statement.key or "" for point in one.points if point.statement.low == 149)
        if keys:
            met[one.subject.key] = list(keys)
    assert met == {
        "killed/all/almaty": ["", "F068", "F071", "F072"],
        "killed/alleged_attackers/kz": ["F025"],
        "killed/civilians/almaty": ["F070"],
    }


def test_parts_and_wholes(store: Store) -> None:
    made = accounts(store)
    town = made.of(subject_from("killed/all/almaty"))
    assert town is not None
    assert [(one.whole, [basis.value for basis in one.by]) for one in town.wholes] == [
        ("killed/all/kz", ["stated", "place"])
    ]
    assert not any("whole_economy" in one.part for subject in made.subjects for one in subject.parts)


def test_every_figure_and_event_is_there_once(store: Store) -> None:
    made = accounts(store)
    rows = [point for one in made.subjects for point in one.points]
    assert sum(isinstance(one.statement, Figure) and one.statement.item == facts.FIGURES for one in rows) == 183
    assert len(rows) == len({one.row for one in rows})
    day = timeline(store)
    assert sum(one.statement.item == facts.EVENTS for one in day.events) == 58
    network = [one for one in day.network if one.statement.item in (facts.SHUTDOWN, facts.DETAIL)]
    assert (len(network), sum(len(one.details) for one in network)) == (32, 16)
    assert day.not_folded == ()


def test_what_rests_on_the_dates_of_sources(store: Store) -> None:
    tally = accounts(store, as_known_on=parse_when("2022-01-16")).tally
    assert tally.cited > 0
    assert tally.inferred > 0
    assert tally.undated == 0
