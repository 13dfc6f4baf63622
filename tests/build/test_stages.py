"""Stages: what documents are told to the reader, and that nothing is chosen where descriptions differ."""

import dataclasses

import pytest

from aigaq.build import build, stages
from aigaq.case import Case, Dated, Description, Handling
from aigaq.errors import Reason
from aigaq.intake import extracting
from aigaq.statements import DateBasis, Figure, Link, Side, Store
from aigaq.statements import Dated as Said
from tests.build.conftest import add

pytestmark = pytest.mark.usefixtures("reader")
TEXT = "There were 5."


def figure(case: Case) -> Figure:
    build(case)
    with Store.open(case) as store:
        (row,) = store.statements()
    assert isinstance(row.statement, Figure)
    return row.statement


def test_their_order() -> None:
    assert [stage.name for stage in stages()] == [
        "intake",
        "reading",
        "tables",
        "cells",
        "quotes",
        "lists",
        "people",
        "decisions",
        "standing",
        "blackout",
        "marks",
        "accounts",
        "counting",
        "toll",
        "totals",
    ]
    assert all(stage.version() == stage.version() != "" for stage in stages())


def test_the_reader_is_told_the_description(case: Case) -> None:
    add(case, TEXT, published="2022-01-19", publisher="The Example", kind="state_media", language="en")
    read = figure(case)
    assert read.said == Said("2022-01-19", DateBasis.SHOWN)
    assert read.speakers == (Link(name="The Example", side=Side.MEDIA),)
    assert (read.language, read.note) == ("en", None)


PAGE = (
    '<html lang="ru-RU"><head><meta charset=utf-8><meta property="article:published_time" content="{}">'
    "</head><body><p>There were 5.</p></body></html>"
)


def test_a_page_says_what_nobody_else_does(case: Case) -> None:
    add(case, PAGE.format("2022-01-05T10:15:00+06:00"), media="text/html")
    read = figure(case)
    assert (read.said, read.language) == (Said("2022-01-05T10:15+06:00", DateBasis.STATED), "ru")


def test_a_person_goes_before_the_page(case: Case) -> None:
    add(case, PAGE.format("2022-01-05"), media="text/html", published="2022-01-19", language="en")
    read = figure(case)
    assert (read.said, read.language) == (Said("2022-01-19", DateBasis.SHOWN), "en")
    with Store.open(case) as store:
        assert [fact.value for fact in store.facts() if fact.field == "published"] == ["2022-01-05"]


def test_a_page_whose_dates_differ_has_none(case: Case) -> None:
    other = '<meta property="datePublished" content="2022-01-09">'
    add(case, PAGE.format("2022-01-05").replace("</head>", f"{other}</head>"), media="text/html")
    read = figure(case)
    assert (read.said, read.note) == (None, "published: the document itself differs: 2022-01-05, 2022-01-09")


def test_descriptions_that_differ_are_not_settled_by_the_page(case: Case) -> None:
    for date in ("2022-01-19", "2022-01-20"):
        add(case, PAGE.format("2022-01-05"), media="text/html", published=date)
    assert figure(case).said is None


def test_what_in_a_file_was_not_read_is_listed_with_it(case: Case) -> None:
    mail = "Message-ID: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nThere were 5.\n--m\nContent-Type: image/png; name=x.png\n\nx\n--m--\n"
    item = add(case, mail, media="message/rfc822")
    assert figure(case).low == 5
    with Store.open(case) as store:
        assert [(row.item, row.reason, row.detail) for row in store.not_read()] == [
            (item, Reason.ATTACHED, "x.png, image/png, 1 bytes")
        ]


def test_another_extractor_reads_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, PAGE.format("2022-01-05"), media="text/html")
    build(case)
    assert build(case).done == 0
    stages()[0].version.cache_clear()  # type: ignore[attr-defined]
    monkeypatch.setitem(extracting.EXTRACTORS, "html", ("99", None))
    extracting.version_of.cache_clear()
    try:
        again = build(case)
    finally:
        monkeypatch.undo()
        extracting.version_of.cache_clear()
        stages()[0].version.cache_clear()  # type: ignore[attr-defined]
    assert [stage.name for stage in again.stages if stage.done][:2] == ["intake", "reading"]


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        ("official", Side.OFFICIAL),
        ("ngo", Side.NGO),
        ("agency", Side.MEDIA),
        ("copy_site", Side.UNKNOWN),
        ("newer_kind", Side.UNKNOWN),
        (None, Side.UNKNOWN),
    ],
)
def test_the_side_follows_the_kind(case: Case, kind: str | None, side: Side) -> None:
    add(case, TEXT, publisher="The Example", kind=kind)
    assert figure(case).speakers[0].side is side


@pytest.mark.parametrize(
    "payload", [b'"the EXAMPLE" = "ngo"', b'[sides]\n"The Example" = "ngo"', b'{"The Example": "ngo"}']
)
def test_the_case_sets_the_side(case: Case, payload: bytes) -> None:
    add(case, TEXT, publisher="The Example", kind="media")
    assert figure(case).speakers[0].side is Side.MEDIA
    with case.writing() as batch:
        batch.set("sides", payload)
    assert figure(case).speakers[0].side is Side.NGO


def test_a_new_description_reads_again_and_only_that_item(case: Case) -> None:
    item = add(case, TEXT)
    add(case, "Nothing here.")
    build(case)
    replaced = tuple(entry for entry, _ in case.item(item).described)
    with case.writing() as batch:
        batch.describe(item, Description(published=Dated("2022-01-20", "shown")), replaces=replaced)
    assert figure(case).said == Said("2022-01-20", DateBasis.SHOWN)
    assert build(case).done == 0


def test_no_date_is_chosen_silently(case: Case) -> None:
    add(case, TEXT, published="2022-01-07")
    add(case, TEXT, published="2022-01-05")
    read = figure(case)
    assert (read.said, read.note) == (None, "published: descriptions differ: 2022-01-05, 2022-01-07")


def test_one_date_twice_is_one_date(case: Case) -> None:
    add(case, TEXT, published="2022-01-07")
    add(case, TEXT, published="2022-01-07")
    assert figure(case).said == Said("2022-01-07", DateBasis.SHOWN)


def test_a_date_that_is_none_is_said(case: Case) -> None:
    add(case, TEXT, published="last Friday")
    read = figure(case)
    assert (read.said, read.note) == (None, "published: no date: last Friday")


def test_encodings_that_are_declared(case: Case) -> None:
    data = "Ұлы 5".encode("kz1048")
    add(case, data, media="text/plain;charset=kz1048")
    assert figure(case).low == 5
    with Store.open(case) as store:
        assert [(rendition.encoding, rendition.assumed) for rendition in store.renditions()] == [("kz1048", None)]
    add(case, data, media="text/plain;charset=cp1251")
    (missed,) = build(case).not_read
    assert (missed.reason, missed.detail) == (Reason.ENCODING, "different encodings are declared: cp1251, kz1048")


def test_an_encoding_nobody_knows(case: Case) -> None:
    add(case, TEXT, media="text/plain;charset=utf-9")
    (missed,) = build(case).not_read
    assert (missed.reason, missed.detail) == (Reason.UNKNOWN, "no encoding of text has this name: utf-9")


def test_what_was_assumed_is_kept(case: Case) -> None:
    add(case, "Пять человек из двенадцати погибли на месте.".encode("cp1251"))
    build(case)
    with Store.open(case) as store:
        (rendition,) = store.renditions()
    assert rendition.encoding == "cp1251"
    assert rendition.assumed is not None and "windows-1251" in rendition.assumed


def test_sealed_items_stay_out(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, TEXT)
    items = tuple(dataclasses.replace(item, handling=Handling.SEALED) for item in case.items())
    monkeypatch.setattr(case, "items", lambda: items)
    (missed,) = build(case).not_read
    assert missed.detail == "sealed: not read into the derived store"
    with Store.open(case) as store:
        assert list(store.renditions()) == []
