"""Files made to do harm end in a reason, and the next file is read as ever."""

import io
import sys
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib.resources import files

import pytest

from aigaq.errors import NotReadable, Reason
from aigaq.intake.budgets import Budgets, budgets
from aigaq.intake.worker import Worker
from tests.intake.making import WORD, docx, opened, paragraph, pdf, pdf_of

PAGE = b"<html><meta charset=utf-8><p>5 hurt"
SMALL = replace(budgets(), processor=1, clock=60, memory=400 << 20, unpacked=8 << 20)
limited = pytest.mark.skipif(sys.platform == "win32", reason="this system limits neither memory nor processor time")


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(SMALL)
    yield made
    made.close()


def reason(worker: Worker, data: bytes, extractor: str, limits: Budgets | None = None) -> Reason:
    worker.budgets = limits or SMALL
    with pytest.raises(NotReadable) as caught:
        worker.extract(opened(data), extractor)
    assert caught.value.what
    worker.budgets = SMALL
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]
    return caught.value.reason


def bomb(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as stream:
        stream.write(f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode())
        for _ in range(size >> 20):
            stream.write(b"a" * (1 << 20))
    return made.getvalue()


def endless_page(objects: int) -> bytes:
    shown = "BT /F 1 Tf " + "(a) Tj 0 -1 Td " * objects + "ET"
    packed = zlib.compress(shown.encode()).decode("latin-1")
    return pdf_of(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n{packed}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def test_a_zip_bomb(worker: Worker) -> None:
    assert reason(worker, bomb(64 << 20), "office") is Reason.TOO_LARGE


def test_entities(worker: Worker) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", f"{laughs}<a>&b;</a>")
    assert reason(worker, made.getvalue(), "office") is Reason.DAMAGED


def test_deep_xml(worker: Worker) -> None:
    assert reason(worker, docx("<w:p>" * 1_000_000), "office") is Reason.DAMAGED


def test_a_million_tags_within_each_other(worker: Worker) -> None:
    """They are read or given up; the caller lives on either way."""
    worker.budgets = replace(SMALL, processor=10)
    try:
        found = worker.extract(opened(b"<html><meta charset=utf-8>" + b"<div>" * 1_000_000 + b"5 hurt"), "html")
        assert found.parts == [("text", "5 hurt")]
    except NotReadable as error:
        assert error.reason in (Reason.TIME, Reason.MEMORY, Reason.FAILED)
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]


def test_a_tree_of_pages_that_bites_its_tail(worker: Worker) -> None:
    loop = pdf_of(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])
    assert reason(worker, loop, "pdf") is Reason.TOO_LARGE


@limited
def test_endless_objects(worker: Worker) -> None:
    assert reason(worker, endless_page(3_000_000), "pdf") in (Reason.TIME, Reason.MEMORY, Reason.FAILED)


@limited
def test_too_much_memory(worker: Worker) -> None:
    tight = replace(SMALL, processor=20, memory=300 << 20, unpacked=1 << 30)
    assert reason(worker, docx(paragraph("a" * (200 << 20))), "office", tight) in (Reason.MEMORY, Reason.FAILED)


@limited
def test_too_much_processor_time(worker: Worker) -> None:
    slow = b"<html>" + b"<ul><li>" * 60_000 + b"<a href=a>5</a>" * 10
    assert reason(worker, slow, "html") is Reason.TIME


def test_the_clock_alone_is_enough(worker: Worker) -> None:
    slow = b"<html>" + b"<ul><li>" * 60_000 + b"<a href=a>5</a>" * 10
    assert reason(worker, slow, "html", replace(SMALL, processor=1000, clock=1)) is Reason.TIME


@pytest.mark.parametrize(
    ("limits", "data", "extractor"),
    [
        ({"file": 100}, b"<html>" + b"a" * 200, "html"),
        ({"text": 10}, b"<html><p>twelve letters and more", "html"),
        ({"text": 10}, pdf([[(700, "twelve letters and more")]]), "pdf"),
        ({"pages": 1}, pdf([[(700, "a")], [(700, "b")]]), "pdf"),
        ({"unpacked": 50}, docx(paragraph("a")), "office"),
        ({"pieces": 0}, b"Message-ID: a\nMIME-Version: 1.0\n\nb", "email"),
    ],
)
def test_every_other_budget_is_kept(worker: Worker, limits: dict[str, int], data: bytes, extractor: str) -> None:
    assert reason(worker, data, extractor, replace(SMALL, **limits)) is Reason.TOO_LARGE


def test_every_budget_has_its_reason() -> None:
    data = tomllib.loads((files("aigaq.intake") / "data" / "budgets.toml").read_text(encoding="utf-8"))
    assert {name: row["value"] for name, row in data.items()} == asdict(budgets())
    assert [name for name, row in data.items() if len(row["reason"]) < 20] == []
