"""E-mail: body, headers, attachments, alternatives, encodings; pages saved as one file."""

import pytest

from aigaq.errors import NotReadable, Reason
from aigaq.intake import Missed, render
from aigaq.intake.mails import extract
from tests.intake.making import ASKED, opened

HEAD = b"""Received: from a.example by b.example; Thu, 14 Mar 2019 10:15:07 +0600
Message-ID: <1@courier.example>
MIME-Version: 1.0
From: "A. Nobody" <nobody@courier.example>
To: desk@courier.example
Subject: =?utf-8?B?0J/RgNC40LTRg9C80LDQvdC+?=
Date: Thu, 14 Mar 2019 10:15:00 +0600
"""
PLAIN = b"Content-Type: text/plain; charset=utf-8\n\nInvented: 5 people were hurt.\n"
HTML = b"Content-Type: text/html; charset=utf-8\n\n<p>Invented: <b>6</b> people were hurt.</p>\n"
PHOTO = b'Content-Type: image/png\nContent-Disposition: attachment; filename="photo.png"\nContent-Transfer-Encoding: base64\n\niVBORw0K\n'


def multi(kind: str, *pieces: bytes) -> bytes:
    mark = f"m{kind}".encode()
    inside = b"".join(b"--" + mark + b"\n" + piece + b"\n" for piece in pieces)
    return f'Content-Type: multipart/{kind}; boundary="m{kind}"\n\n'.encode() + inside + b"--" + mark + b"--\n"


def text(data: bytes) -> str:
    return dict(extract(HEAD + data, ASKED).parts)["text"].strip()


def test_a_plain_message() -> None:
    found = extract(HEAD + PLAIN, ASKED)
    assert found.parts == [("text", "Invented: 5 people were hurt.\n")]
    assert [(fact.field, fact.value, fact.basis, fact.used) for fact in found.facts] == [
        ("title", "Придумано", "stated", True),
        ("author", '"A. Nobody" <nobody@courier.example>', "stated", True),
        ("published", "2019-03-14T10:15+06:00", "stated", True),
        ("to", "desk@courier.example", "stated", True),
        ("message_id", "<1@courier.example>", "stated", True),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (multi("alternative", PLAIN, HTML), "Invented: 5 people were hurt."),
        (multi("alternative", HTML), "Invented: 6 people were hurt."),
        (multi("alternative", b"Content-Type: text/plain\n\n  \n", HTML), "Invented: 6 people were hurt."),
        (multi("mixed", multi("alternative", PLAIN, HTML), PHOTO), "Invented: 5 people were hurt."),
        (multi("mixed", PLAIN, HTML), "Invented: 5 people were hurt.\n\n\nInvented: 6 people were hurt."),
        (b"Content-Type: text/plain; charset=koi8-r\n\n" + "Ранены".encode("koi8-r"), "Ранены"),
        (b"Content-Type: text/plain; charset=klingon\n\n" + "Ранены".encode(), "Ранены"),
        (b"\n" + "Придумано: ранены пять человек, сообщили власти.".encode("cp1251"), "Придумано: ранены пять человек, сообщили власти."),
        (b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=D0=A0=\n=D0=B0", "Ра"),
    ],
)  # fmt: skip
def test_bodies(data: bytes, words: str) -> None:
    assert text(data) == words


def test_attachments_are_listed() -> None:
    attached = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=list.txt\n\n7 killed\n"
    found = extract(
        HEAD + multi("mixed", PLAIN, PHOTO, attached, b"Content-Type: message/rfc822\n\n" + HEAD + PLAIN), ASKED
    )
    assert found.parts == [("text", "Invented: 5 people were hurt.\n")]
    assert found.missed == [
        Missed(Reason.ATTACHED, "photo.png, image/png, 6 bytes"),
        Missed(Reason.ATTACHED, "list.txt, text/plain, 9 bytes"),
        Missed(Reason.ATTACHED, "without a name, message/rfc822, 0 bytes"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\n", Reason.EMPTY),
        (PHOTO, Reason.EMPTY),
        (multi("encrypted", b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n"), Reason.LOCKED),
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA", Reason.LOCKED),
        (multi("mixed", *[PLAIN] * 2001), Reason.TOO_LARGE),
    ],
)
def test_what_is_not_read(data: bytes, reason: Reason) -> None:
    with pytest.raises(NotReadable) as caught:
        extract(HEAD + data, ASKED)
    assert caught.value.reason is reason


def test_headers_that_are_broken_are_left_out() -> None:
    found = extract(
        b"Message-ID: <[>\nMIME-Version: 1.0\nDate: yesterday\nFrom: \xff\xfe@\nSubject: a\x00b\n\n5 hurt", ASKED
    )
    assert found.parts == [("text", "5 hurt")]
    assert ("title", "a b") in [(fact.field, fact.value) for fact in found.facts]
    assert "published" not in [fact.field for fact in found.facts]


def test_bytes_tell_an_email_and_a_note_is_none() -> None:
    made, _ = render(opened(HEAD + PLAIN), item="a", media="text/plain")
    assert (made.extractor, made.assumed) == ("email", "an e-mail, by its bytes, though it was said to be plain text")
    note, _ = render(opened(b"From: the desk\nSubject: five hurt\n\nInvented."), item="a", media="text/plain")
    assert note.extractor == "text"
    named, _ = render(opened(b"From: a@b.example\nSubject: x\n\n5 hurt"), item="a", name="x.eml")
    assert named.extractor == "email"


def test_a_page_saved_as_one_file() -> None:
    page = b"Content-Type: text/html; charset=utf-8\n\n<html><head><title>Five hurt</title></head><body><nav>x</nav><p>5 people were hurt.</p>"
    saved = b"From: <Saved by a browser>\nSnapshot-Content-Location: https://courier.example/a\nMIME-Version: 1.0\n"
    found = extract(saved + multi("related", page, PHOTO), ASKED)
    assert found.parts == [("text", "5 people were hurt.")]
    assert {fact.field: fact.value for fact in found.facts if fact.used} == {
        "title": "Five hurt",
        "canonical": "https://courier.example/a",
    }
