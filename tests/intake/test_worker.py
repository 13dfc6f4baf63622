"""The worker: one child for many files, a fresh one where it died, the same answers whatever was read before."""

import io
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from aigaq.errors import NotReadable, Reason
from aigaq.intake import frames
from aigaq.intake.budgets import budgets
from aigaq.intake.child import run
from aigaq.intake.extracting import EXTRACTORS, Extracted, Refused, version_of
from aigaq.intake.worker import Worker
from tests.intake.making import ASKED, docx, opened, paragraph, pdf

PAGE = b"<html><meta charset=utf-8><p>5 hurt"


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def child(worker: Worker) -> "subprocess.Popen[bytes]":
    assert worker._child is not None
    return worker._child


def test_one_child_reads_many_files(worker: Worker) -> None:
    for number in range(50):
        found = worker.extract(opened(b"<html><meta charset=utf-8><p>%d hurt" % number), "html")
        assert found.parts == [("text", f"{number} hurt")]
    assert worker.extract(opened(pdf([[(700, "5 hurt")]])), "pdf").parts == [("page 1", "5 hurt")]
    assert worker.extract(opened(docx(paragraph("5 hurt"))), "office").parts == [("text", "5 hurt")]
    assert worker.started == 1


def test_a_refusal_leaves_the_child_alive(worker: Worker) -> None:
    with pytest.raises(NotReadable, match="damaged"):
        worker.extract(opened(b"%PDF-1.4"), "pdf")
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]
    assert worker.started == 1


def test_a_child_that_died_between_files_is_replaced(worker: Worker) -> None:
    worker.extract(opened(PAGE), "html")
    child(worker).kill()
    child(worker).wait()
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]
    assert worker.started == 2


def test_a_child_has_its_day(worker: Worker) -> None:
    worker.budgets = replace(budgets(), files=3)
    for _ in range(7):
        worker.extract(opened(PAGE), "html")
    assert worker.started == 3


def test_a_file_that_cannot_be_opened_is_no_answer(worker: Worker) -> None:
    def broken() -> io.BytesIO:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        worker.extract(broken, "html")
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]


def test_an_interrupt_in_the_middle_of_a_file(worker: Worker) -> None:
    class Interrupted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker.extract(Interrupted, "html")
    # The half asked question is not answered later, in place of the next.
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_a_child_of_its_own(worker: Worker) -> None:
    worker.extract(opened(PAGE), "html")
    mine = child(worker).pid
    number = os.fork()
    if number == 0:
        try:
            again = worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]
            other = child(worker).pid != mine
            worker.close()
        finally:
            os._exit(0 if again and other else 1)
    assert os.waitpid(number, 0)[1] == 0
    assert child(worker).pid == mine
    assert worker.extract(opened(PAGE), "html").parts == [("text", "5 hurt")]


def test_ctrl_c_is_the_callers(worker: Worker) -> None:
    worker.extract(opened(PAGE), "html")
    child(worker).send_signal(signal.SIGINT)
    worker.extract(opened(PAGE), "html")
    assert worker.started == 1


def test_the_same_bytes_give_the_same_answer() -> None:
    html = b"<html><meta charset=utf-8><meta name=author content=A><meta name=dc.creator content=B><p>5 hurt"
    found = [run(html, replace(ASKED, extractor="html")) for _ in range(2)]
    assert len({msgspec.msgpack.encode(one) for one in found}) == 1


def test_whatever_an_extractor_raises_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, asked: object) -> Extracted:
        raise ZeroDivisionError("of  the\nlibrary")

    monkeypatch.setattr("aigaq.intake.pages.extract", broken)
    found = run(b"x", replace(ASKED, extractor="html"))
    assert found == Refused(Reason.FAILED, "its reader failed: ZeroDivisionError: of the library")
    assert run(b"x", replace(ASKED, extractor="warc")) == Refused(Reason.KIND, "no extractor is called warc")


def test_what_is_no_character_is_shown_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigaq.intake.pages.extract", lambda data, asked: Extracted("html", [("text", "a\0b\ud800c")]))
    found = run(b"x", replace(ASKED, extractor="html"))
    assert isinstance(found, Extracted)
    assert found.parts == [("text", "a\ufffdb\ufffdc")]


def test_frames() -> None:
    stream = io.BytesIO()
    for data in (b"one", b"", b"three"):
        frames.send(stream, data)
    stream.seek(0)
    assert [frames.receive(stream) for _ in range(3)] == [b"one", b"", b"three"]
    with pytest.raises(frames.Broken):
        frames.receive(stream)
    with pytest.raises(frames.Broken):
        frames.receive(io.BytesIO(b"\xff\xff\xff\xff"))
    with pytest.raises(frames.Broken):
        frames.receive(io.BytesIO(b"\0\0\0\x05abc"))


def test_versions_name_the_library() -> None:
    assert [name for name in EXTRACTORS if not version_of(name)[0].isdigit()] == []
    assert "resiliparse" in version_of("html")
    assert "pypdfium2" in version_of("pdf")
