"""The page beside a proof: what it says, what it never says, and how it looks and prints in three languages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from aigaq.case import Case, Dated, Description, Handling, Keystore, anchoring, proving
from aigaq.case.log import proof
from aigaq.errors import UsageError
from aigaq.report.proof_page import proof_page
from tests.case.tsa import Authority
from tests.report.browsing import RULES, assert_fits, opened

HOSTILE = '<script>alert("x")</script>\u202e'
SAID = Description(
    title=f"An invented bulletin {HOSTILE}",
    publisher="The invented Courier",
    published=Dated("2022-01-19", "stated"),
    locator="https://example.invalid/bulletin",
    obtained="saved from the site by an invented reader",
    author="An invented author",
    notes="An invented note",
    file_name="invented-name.txt",
)


def made(folder: Path, said: Description = SAID, handling: Handling = Handling.INTERNAL) -> tuple[Case, proof.Proof]:
    case = Case.create(folder / "town", title="An invented town", keys=Keystore(folder / "keys"))
    with case.writing() as batch:
        added = batch.add(io.BytesIO(b"Invented: 5 people were hurt."), description=said, handling=handling)
    return case, proving.prove(case, proving.entry_to_prove(case, added.item))


@pytest.fixture
def stamped(tmp_path: Path) -> tuple[Case, proof.Proof]:
    authority = Authority.make(tmp_path / "tsa")
    case, first = made(tmp_path)
    (kept,) = anchoring.newest(case.path)
    anchoring.store(case.path, kept, authority.stamp(kept.data))
    return case, proving.prove(case, proving.entry_to_prove(case, first.entry_id))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_it_says_what_a_stranger_needs_and_nothing_of_others(tmp_path: Path, language: str) -> None:
    case, one = made(tmp_path)
    text = proof_page(case, one, file="a proof.tlog-proof", language=language)
    for there in (
        one.item,
        one.entry_id,
        one.log,
        "The invented Courier",
        "example.invalid/bulletin",
        "invented reader",
    ):
        assert there is not None
        assert there in text
    assert "verify.py &#39;a proof.tlog-proof&#39;" in text
    for never in (
        "An invented author",
        "An invented note",
        "invented-name.txt",
        "An invented town",
        "<script",
        "\u202e",
    ):
        assert never not in text
    assert re.findall(r"(?:src|href)=", text) == []
    assert "openssl" not in text
    assert proof_page(case, one, file="a proof.tlog-proof", language=language) == text


def test_a_stamp_is_told_as_a_bound(stamped: tuple[Case, proof.Proof]) -> None:
    text = proof_page(*stamped, file="p.tlog-proof")
    assert "not later than" in text
    assert "CN=Invented authority for stamping" in text
    assert re.search(r"openssl ts -verify -data head -in [0-9a-f]{64}\.tsr -CAfile ROOTS\.pem", text)
    assert "No time stamp dates it" not in text


def test_nothing_described(tmp_path: Path) -> None:
    case, one = made(tmp_path, Description())
    text = proof_page(case, one, file="p.tlog-proof")
    assert "A file without a title" in text
    assert "Nothing was described" in text
    assert "No time stamp dates it" in text


def test_only_an_acquisition_has_a_page(tmp_path: Path) -> None:
    case, _ = made(tmp_path)
    opening = proving.prove(case, next(case.entries()))
    with pytest.raises(UsageError, match="brings in no item"):
        proof_page(case, opening, file="p.tlog-proof")
    with pytest.raises(UsageError, match="no words"):
        proof_page(case, made(tmp_path / "b")[1], file="p.tlog-proof", language="xx")


@pytest.mark.browser
def test_it_looks_right(stamped: tuple[Case, proof.Proof], tmp_path: Path, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for language in ("en", "ru", "kk"):
        path = tmp_path / f"{language}.html"
        path.write_text(proof_page(*stamped, file="p.tlog-proof", language=language), encoding="utf-8")
        for scheme in ("light", "dark"):
            page = opened(chromium, path, width=360, color_scheme=scheme)
            response = Axe().run(page, options=RULES).response
            assert [one["id"] for one in response["violations"]] == []
            assert len(response["passes"]) > 5, [one["id"] for one in response["passes"]]
            assert_fits(page, language)
            assert page.asked == [path.as_uri()]
            assert page.said == []
            page.context.close()
        page = opened(chromium, path)
        pdf = page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
        page.context.close()
