"""docs/formats/renditions.md says what the code does: extractors, fields of facts, reasons; and reasons have words."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from aigaq.errors import Reason
from aigaq.intake.extracting import EXTRACTORS
from aigaq.intake.media import guess_media

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "renditions.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return [word for row in rows for word in re.findall("`([^`]+)`", row)]


def test_extractors() -> None:
    assert sorted(first_cells("Which extractor reads a file")) == sorted(["text", *EXTRACTORS])
    assert guess_media(b"%PDF-1.4").by in EXTRACTORS


def test_fields_of_facts() -> None:
    data = tomllib.loads((files("aigaq.intake") / "data" / "pagefacts.toml").read_text(encoding="utf-8"))
    assert set(data["fields"]) <= set(first_cells("Facts"))


def test_reasons() -> None:
    assert sorted(first_cells("Why a file is not read")) == sorted(Reason)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_reason_has_words_in_the_report(language: str) -> None:
    codes = files("aigaq.report") / "data" / "codes" / f"{language}.toml"
    words = tomllib.loads(codes.read_text(encoding="utf-8"))["reason"]
    assert sorted(words) == sorted(Reason)
    assert all(words.values())
