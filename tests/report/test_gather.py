"""A real case, built and reported: what is read from it, and that no name of a file is printed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Dated, Description, Handling, Keystore
from aigaq.errors import NotFound
from aigaq.report import report
from aigaq.report.gather import gather
from aigaq.statements import Store
from tests.report.markup import read

TEXT = b"This text is invented. According to the police, 12 people died in Santiago on 3 March 2031."
TITLE = "An invented notice"


def clock() -> datetime:
    return datetime(2031, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", title="An invented case", keys=Keystore(tmp_path / "keys"), clock=clock)
    told = Description(title=TITLE, publisher="A Paper", published=Dated("2031-03-09", "shown"), language="en", file_name="secret-name.txt", path="home/somebody/secret-name.txt")  # fmt: skip
    with made.writing() as batch:
        batch.add(io.BytesIO(TEXT), handling=Handling.PUBLIC, media="text/plain", description=told)
        batch.add(io.BytesIO(bytes(range(256)) * 4), description=Description(file_name="blob.bin"))
    return made


def test_nothing_built_is_said(case: Case, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing has been built"):
        report(case, tmp_path / "out")


def test_what_is_gathered(case: Case) -> None:
    built = build(case)
    with Store.open(case) as store:
        made = gather(case, store)
        assert (made.title, made.digest, made.entries) == ("An invented case", built.digest, 4)
        assert [item.title for item in made.held] == [TITLE, None]
        assert made.held[0].published == dated_as_shown()
        assert [unread.reason for unread in made.unread] == ["binary"]
        assert made.text(made.held[0].sha256, "text", 0, 22) == "This text is invented."
        assert {"program", "reader"} == set(made.versions)
        assert "en" in made.read_languages


def dated_as_shown() -> object:
    from aigaq.statements import DateBasis
    from aigaq.statements import Dated as Known

    return Known("2031-03-09", DateBasis.SHOWN)


PAGE = b"""<html lang=en><head><meta charset=utf-8><title>Five hurt</title><meta name=author content="A. Nobody">
<meta property="article:published_time" content="2031-03-09"></head><body><p>This text is invented too.</body></html>"""


def test_an_item_says_itself_what_nobody_else_does(case: Case) -> None:
    with case.writing() as batch:
        told = Description(title="As a person calls it", file_name="page.html")
        page = batch.add(io.BytesIO(PAGE), media="text/html", description=told).item
    build(case)
    with Store.open(case) as store:
        (held,) = (one for one in gather(case, store).held if one.sha256 == page)
    assert (held.title, held.author, held.language) == ("As a person calls it", "A. Nobody", "en")
    assert held.published is not None
    assert (held.published.date, held.published.basis) == ("2031-03-09", "stated")
    assert held.own == ("author", "published", "language")


def test_a_report_of_a_real_case(case: Case, tmp_path: Path) -> None:
    build(case)
    index = report(case, tmp_path / "out")
    page = read(index.read_text(encoding="utf-8"))
    assert not page.faults
    assert TITLE in page.words and "12 people died" in page.words and "the bytes are not text" in page.words
    for path in sorted((tmp_path / "out").rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "secret-name" not in text and "somebody" not in text and "blob.bin" not in text


def test_a_second_report_is_the_same(case: Case, tmp_path: Path) -> None:
    build(case)
    first = report(case, tmp_path / "one").parent
    second = report(case, tmp_path / "two").parent
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
