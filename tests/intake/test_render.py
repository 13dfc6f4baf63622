"""Renditions: what was decoded and assumed, refusals in words, and bounded memory for one very long line."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aigaq.errors import NotReadable, Reason, StorageError
from aigaq.intake import Rendition, check, render, render_file
from aigaq.intake.chunks import LIMIT
from aigaq.intake.render import charset
from tests.intake.making import docx

TEXT = "Құтқарушылар 12 адамды тапты.\r\n\r\nОни живы.\n"


def test_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    rendition, chunks = render_file(path)
    item = hashlib.sha256(path.read_bytes()).hexdigest()
    assert rendition == Rendition(item, "text", "1", "utf-8", None, ("text",))
    assert [(chunk.part, chunk.offset, chunk.text) for chunk in chunks] == [("text", 0, TEXT)]


def test_a_declared_charset_is_taken() -> None:
    data = "Ұлы".encode("kz1048")
    rendition, chunks = render(lambda: io.BytesIO(data), item="a", media='text/plain; charset="kz1048"')
    assert (rendition.encoding, rendition.assumed) == ("kz1048", None)
    assert next(chunks).text == "Ұлы"


@pytest.mark.parametrize(
    ("media", "encoding"),
    [
        (None, None),
        ("text/plain", None),
        ("text/plain; charset=", None),
        ("text/plain;format=flowed; Charset = KOI8-R", "KOI8-R"),
    ],
)
def test_charset(media: str | None, encoding: str | None) -> None:
    assert charset(media) == encoding


@pytest.mark.parametrize(
    ("data", "name", "reason", "words"),
    [
        (b"", "a.txt", Reason.EMPTY, "the file is empty"),
        (b"%PDF-1.4", "a.txt", Reason.DAMAGED, "the PDF is damaged"),
        (b"<html><p>", "a.txt", Reason.EMPTY, "the page shows no text"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", Reason.BINARY, "a PNG image is not read yet"),
        (b"{}", "a.json", Reason.KIND, "JSON is not read yet"),
        (b"\0\1\2", "a.txt", Reason.BINARY, "NUL characters"),
        ("Ұлы".encode("kz1048"), "a.txt", Reason.ENCODING, "both fit the bytes"),
    ],
)
def test_what_is_not_read(data: bytes, name: str, reason: Reason, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as caught:
        render(lambda: io.BytesIO(data), item="a", name=name)
    assert (caught.value.reason, caught.value.where) == (reason, name)


def test_a_check_takes_nothing_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigaq.intake.worker.worker", None)
    check(lambda: io.BytesIO(b"%PDF-1.4"), item="a")
    check(lambda: io.BytesIO(b"words"), item="a")
    with pytest.raises(NotReadable, match="JSON is not read yet"):
        check(lambda: io.BytesIO(b"{}"), item="a", name="a.json")
    with pytest.raises(NotReadable, match="both fit the bytes"):
        check(lambda: io.BytesIO("Ұлы".encode("kz1048")), item="a")
    check(lambda: io.BytesIO("Ұлы".encode("kz1048")), item="a", media="text/plain;charset=kz1048")


def test_a_check_tells_office_documents_from_other_zips() -> None:
    check(lambda: io.BytesIO(docx("<broken")), item="a")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a", "x")
    with pytest.raises(NotReadable, match="holds no DOCX") as caught:
        check(lambda: io.BytesIO(made.getvalue()), item="a")
    assert caught.value.reason is Reason.KIND


def test_a_long_part_comes_in_chunks() -> None:
    words = "Invented: 5 people were hurt. " * (2 * LIMIT // 30 + 1)
    rendition, chunks = render(lambda: io.BytesIO(f"<html><p>{words}".encode()), item="a")
    whole = ""
    for chunk in chunks:
        assert (chunk.part, chunk.offset) == ("text", len(whole))
        assert len(chunk.text) <= LIMIT
        whole += chunk.text
    assert (rendition.parts, whole) == (("text",), words.strip())


def test_a_vanished_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        render_file(tmp_path / "gone.txt")
    with pytest.raises(StorageError, match="is a folder"):
        render_file(tmp_path)


def test_a_file_that_vanishes_or_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    _, chunks = render_file(path)
    path.unlink()
    with pytest.raises(StorageError, match="no such file"):
        next(chunks)
    path.write_text(TEXT, encoding="utf-8")
    _, chunks = render_file(path)
    path.write_bytes(b"\xff\xff")
    with pytest.raises(StorageError, match="changed while it was read"):
        next(chunks)


_MEASURE = """
import sys
import zipfile
from pathlib import Path
from aigaq.intake import render_file

def peak():
    # VmHWM belongs to this program alone; ru_maxrss would carry over what the parent held when it forked.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

rendition, chunks = render_file(sys.argv[1])
before = peak()
longest = total = end = 0
for chunk in chunks:
    assert chunk.offset == end
    end, total, longest = chunk.end, total + len(chunk.text), max(longest, len(chunk.text))
print(rendition.encoding, total, longest, before, peak())
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16-le"])
def test_one_very_long_line_in_bounded_memory(tmp_path: Path, encoding: str) -> None:
    words = "сообщили что ранены ещё двое рабочих и водитель "
    times = (48 << 20) // len(words.encode(encoding))
    path = tmp_path / "line.txt"
    with path.open("wb") as stream:
        for _ in range(times // 1000):
            stream.write((words * 1000).encode(encoding))
    # In KiB, of a fresh process.
    done = subprocess.run([sys.executable, "-c", _MEASURE, path], capture_output=True, text=True, check=True)
    name, total, longest, before, after = done.stdout.split()
    assert name == encoding
    assert int(total) == times // 1000 * 1000 * len(words)
    assert int(longest) <= LIMIT
    assert int(after) < 80 * 1024 and int(after) - int(before) < 24 * 1024
