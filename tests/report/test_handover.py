"""The handover page: every fact of the folder is on it, nothing is made up, hostile words stay words, it fits and prints."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aigaq.build import build
from aigaq.case import Case, Description, Handling, Keystore, Role
from aigaq.case.log.entries import VERSION, Consent, SetAside
from aigaq.case.log.vocabulary import Notice, Outcome
from aigaq.case.observations import Seen, observe
from aigaq.errors import UsageError
from aigaq.report.handover import SHOWN, handover, survey
from tests.report.browsing import LANGUAGES, assert_accessible, assert_fits, opened

TEXT = b"INVENTED. The Interior Ministry of Harrowmere said that 31 people were killed on 12 March 2019.\n"
HOSTILE = '<script>alert(1)</script> & "\u202e'


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Invented: one of everything the page speaks of."""
    folder = tmp_path_factory.mktemp("handover")
    case = Case.create(
        folder / "case",
        title=f"Three invented days {HOSTILE}",
        keys=Keystore(folder / "keys"),
        clock=lambda: datetime(2022, 1, 5, 12, tzinfo=UTC),
    )
    known = Description(
        title="An invented bulletin", publisher="Invented Press", published=None, locator="https://a.example/1"
    )
    with case.writing() as batch:
        batch.add(io.BytesIO(TEXT), media="text/plain", description=known)
        batch.add(io.BytesIO(b"\x89PNG\r\n\x1a\n"), media="image/png", description=Description(file_name=HOSTILE))
        gone = batch.add(io.BytesIO(b"gone"), description=Description(title="Gone from this copy")).item
        aside = batch.add(io.BytesIO(b"aside"), role=Role.MEDIA, handling=Handling.PUBLIC).item
        batch.append(SetAside(v=VERSION, at=batch.at(), item=aside, reason=batch.keep(b"invented")))
        batch.append(Consent(v=VERSION, at=batch.at(), blob=batch.keep(b"{}")))
        for when, who, notice in (("2019-03-10", "A. Reader", None), ("2019-04-10", HOSTILE, Notice.DELETED)):
            seen = Seen(locator="http://A.example/1/", interval=when, observer=who, notice=notice)
            observe(batch, seen, outcome=Outcome.ANSWERED)
    (path,) = case.path.rglob(gone)
    path.unlink()
    build(case)
    return case


def test_what_the_folder_tells(case: Case) -> None:
    seen = survey(case)
    (log,) = seen.logs
    (head,) = case.heads()
    assert (log.name, log.role, log.entries, log.root, log.revoked) == (
        head.origin, "admin", head.size, head.root.hex(), None,
    )  # fmt: skip
    (held,) = seen.held
    assert (held.role, held.handling, held.items, held.missing) == ("document", "internal", 3, 1)
    assert (seen.set_aside, seen.shredded, seen.promised, seen.observed) == (1, 0, 1, 1)
    assert [one.name for one in seen.missing] == ["Gone from this copy"]
    assert {one.name for one in seen.not_described} == {"An invented bulletin", HOSTILE, "Gone from this copy"}
    assert {(one.name, one.why) for one in seen.not_read} >= {(HOSTILE, "binary")}
    assert seen.undecided
    assert seen.undecided["figure"] == 1
    (last,) = seen.last_copies
    assert (last.item.name, last.here) == ("An invented bulletin", True)
    assert last.seen == ("A. Reader", "2019-03-10")
    assert last.missed == (HOSTILE, "2019-04-10")


def test_a_decided_statement_is_not_undecided(tmp_path: Path) -> None:
    from aigaq.statements import Store, Verdict
    from aigaq.statements.decide import Decider, Wish, log

    case = Case.create(tmp_path / "case", title="Invented", keys=Keystore(tmp_path / "keys"))
    assert survey(case).undecided is None
    assert survey(case).held == ()
    with case.writing() as batch:
        batch.add(io.BytesIO(TEXT), media="text/plain")
    build(case)
    before = survey(case).undecided
    assert before is not None
    assert before["figure"] == 1
    with Store.open(case) as store:
        (row,) = store.statements(kind="figure")
        prepared = Decider(case, store, None).prepare(Wish(row.id, Verdict("accept"), "invented", {}))
    log(case, [prepared])
    build(case)
    assert survey(case).undecided == {kind: number for kind, number in before.items() if kind != "figure"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page(case: Case, language: str) -> None:
    page = handover(case, language=language)
    (head,) = case.heads()
    for said in (case.id, head.origin, head.root.hex(), "An invented bulletin", "aigaq verify CASE", "aigaq join CASE"):
        assert said in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert not re.search(r"src=|href=|url\(|@import", page)
    assert handover(case, language=language) == page


def test_many_are_counted_not_listed(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case", title="Invented", keys=Keystore(tmp_path / "keys"))
    with case.writing() as batch:
        for number in range(SHOWN + 5):
            batch.add(io.BytesIO(b"invented %d" % number), description=Description(title=f"Number {number:03}"))
    page = handover(case)
    assert len(re.findall("Number [0-9]{3}", page)) == SHOWN
    assert "and 5 more" in page
    assert "Not known: nothing has been built" in page
    assert "Treat every item as the last copy" in page
    assert "No consent is recorded" in page


def test_no_words_no_page(case: Case) -> None:
    with pytest.raises(UsageError):
        handover(case, language="xx")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_and_prints(chromium: Any, case: Case, tmp_path: Path, language: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(handover(case, language=language), encoding="utf-8")
    for scheme in ("light", "dark"):
        page = opened(chromium, path, width=360, color_scheme=scheme)
        assert_accessible(page, language)
        assert_fits(page, language)
        assert page.asked == [path.as_uri()]
        assert not page.said
        page.context.close()
