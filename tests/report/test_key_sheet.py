"""The sheet with a key: the lines of the backup, no name, nothing loaded, one page of paper in each language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from aigaq.case.key_backup import KeyBackup, backup_lines, parse_backup
from aigaq.case.log.keys import Identity, SecretKey
from aigaq.case.standards import note
from aigaq.errors import UsageError
from aigaq.report.key_sheet import key_sheet
from tests.report.browsing import LANGUAGES, assert_accessible, assert_fits, opened

BACKUP = KeyBackup(
    Identity(SecretKey(bytes(range(32)), note.ED25519), SecretKey(bytes(range(32, 64)), note.COSIGNATURE)), "ab" * 32
)


def test_the_lines_on_paper_restore_the_key() -> None:
    page = key_sheet(BACKUP)
    shown = re.findall(r'<li><b>(\d):</b> <div class="groups">(.*?)</div></li>', page)
    typed = "".join(f"{number}: {re.sub('<[^>]*>', '', groups)}\n" for number, groups in shown)
    assert len(shown) == len(backup_lines(BACKUP))
    assert parse_backup(typed) == BACKUP


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_nothing(language: str) -> None:
    page = key_sheet(BACKUP, language=language)
    assert f'<html lang="{language}"' in page
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script", page)


def test_no_words_no_sheet() -> None:
    with pytest.raises(UsageError):
        key_sheet(BACKUP, language="xx")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_and_prints_on_one_page(chromium: Any, tmp_path: Path, language: str) -> None:
    path = tmp_path / "sheet.html"
    path.write_text(key_sheet(BACKUP, language=language), encoding="utf-8")
    for scheme in ("light", "dark"):
        page = opened(chromium, path, width=360, color_scheme=scheme)
        assert_accessible(page, language)
        assert_fits(page, language)
        assert not page.said
        assert page.asked == [path.as_uri()]
        pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        page.context.close()
