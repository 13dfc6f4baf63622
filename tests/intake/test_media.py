"""Kinds of files: bytes first, then the name, then what was declared."""

import io
import sqlite3
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from aigaq.intake.media import guess_media


def test_outside_truth() -> None:
    """Files written by other people's programs are what they say."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert guess_media(made.getvalue(), name="a.txt").type == "application/zip"
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a)")
    assert guess_media(connection.serialize()).type == "application/vnd.sqlite3"


@pytest.mark.parametrize(
    ("head", "name", "declared", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", "text/plain", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", None, None, "image/png"),
        (b"\0\0\0\x18ftypmp42", None, None, "video/mp4"),
        (b"RIFF\x00\x00\x00\x00WAVE", None, None, "audio/wav"),
        (b"RIFF of the text", None, None, "text/plain"),
        (b"BZh is a word", None, None, "text/plain"),
        (b"ID3 is a tag", None, None, "text/plain"),
        (b"<!DOCTYPE html><p>", None, None, "text/html"),
        (b"\xef\xbb\xbf \n<HTML>", None, "text/plain", "text/html"),
        ("<html>".encode("utf-16"), None, None, "text/html"),
        (b"words", "page.HTML", None, "text/html"),
        (b"# words", "notes.md", None, "text/markdown"),
        (b"words", None, "text/html; charset=utf-8", "text/html"),
        (b"words", "a.txt", "text/html", "text/plain"),
        (b"words", "a.b.c", "application/octet-stream", "text/plain"),
        (b"words", "scan.pdf", "application/pdf", "text/plain"),
        (b"words", "html", None, "text/plain"),
        (b"", None, None, "text/plain"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>', None, None, "text/html"),
        (b'<?xml version="1.0"?><note>', None, None, "application/xml"),
        (b"words", None, "application/xhtml+xml", "text/html"),
        (b"junk\n%PDF-1.4", "scan.pdf", None, "application/pdf"),
        (b"words on %PDF-1.4", None, "text/plain", "text/plain"),
        (b"Received: from a\n by b\nSubject: x\n\nwords", None, "text/plain", "message/rfc822"),
        (b"From: a\nSubject: x\n\nMessage-ID: in the words", None, "text/plain", "text/plain"),
        (b"Message-ID: alone\n\nwords", None, None, "text/plain"),
        (b"MIME-Version: 1.0\nno header\n", None, None, "text/plain"),
        (b"MIME-Version: 1.0\nSubject: x\nX-Long: " + b"a" * 2000, None, None, "message/rfc822"),
        (b"words", None, "multipart/related; boundary=x", "message/rfc822"),
    ],
)
def test_kinds(head: bytes, name: str | None, declared: str | None, kind: str) -> None:
    assert guess_media(head, name=name, declared=declared).type == kind


def test_the_table_is_whole() -> None:
    data = tomllib.loads((files("aigaq.intake") / "data" / "media.toml").read_text(encoding="utf-8"))
    used = {row["kind"] for row in (*data["magic"], *data["opening"])} | set(data["endings"].values())
    assert used <= set(data["kinds"])
    assert Path("x.txt").suffix[1:] in data["endings"]
    assert [kind for kind, row in data["kinds"].items() if row.get("read") and row.get("binary")] == []
    assert set(data["aliases"].values()) <= set(data["kinds"])
    assert set(data["aliases"]).isdisjoint(data["kinds"])
