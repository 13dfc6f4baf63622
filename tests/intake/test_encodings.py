"""Marks, UTF-16 without one, UTF-8, what a person states, and what is no text."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason, UsageError
from aigaq.intake.encodings import Encoded, find_encoding

TEXT = "В городе 12 погибших, says the mayor.\r\nҚалада тыныш.\n"


def find(data: bytes, stated: str | None = None) -> Encoded:
    return find_encoding(io.BytesIO(data), stated=stated)


def reason(data: bytes, stated: str | None = None) -> Reason:
    with pytest.raises(NotReadable) as caught:
        find(data, stated)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "encoding", "skip", "assumed"),
    [
        (TEXT.encode(), "utf-8", 0, False),
        (b"plain", "utf-8", 0, False),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", 3, False),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", 2, False),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", 2, False),
        (TEXT.encode("utf-16-le"), "utf-16-le", 0, True),
        (TEXT.encode("utf-16-be"), "utf-16-be", 0, True),
        ("one line".encode("utf-16-le"), "utf-16-le", 0, True),
    ],
)
def test_found(data: bytes, encoding: str, skip: int, assumed: bool) -> None:
    encoded = find(data)
    assert (encoded.name, encoded.skip, encoded.assumed is not None) == (encoding, skip, assumed)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_utf8_is_never_mistaken(text: str) -> None:
    try:
        encoded = find(text.encode())
    except NotReadable as error:
        assert error.reason is Reason.BINARY or text == "\ufeff"
        assert text == "\ufeff" or any(ord(sign) < 32 or ord(sign) == 127 for sign in text)
        return
    assert (encoded.name, encoded.skip) == ("utf-8", 3 if text.startswith("\ufeff") else 0)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_our_words(data: bytes) -> None:
    try:
        encoded = find(data)
    except NotReadable:
        return
    data[encoded.skip :].decode(encoded.name)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Reason.EMPTY),
        (codecs.BOM_UTF8, Reason.EMPTY),
        (codecs.BOM_UTF16_BE, Reason.EMPTY),
        (bytes(range(256)) * 4, Reason.BINARY),
        (b"text with a zero \0 in it", Reason.BINARY),
        (b"\0", Reason.BINARY),
        (b"ab\0\0", Reason.BINARY),
        (b"\x01\x02\x03\x04 ab", Reason.BINARY),
        (codecs.BOM_UTF16_LE + b"a\0b", Reason.UNKNOWN),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", Reason.UNKNOWN),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), Reason.BINARY),
        (codecs.BOM_UTF8 + b"\xff", Reason.UNKNOWN),
    ],
)
def test_refused(data: bytes, why: Reason) -> None:
    assert reason(data) is why


def test_a_zero_far_into_the_file() -> None:
    assert reason(b"text " * 100_000 + b"\0") is Reason.BINARY


def test_a_control_character_may_slip_into_a_long_text() -> None:
    assert find(b"a long text " * 300 + b"\x02").name == "utf-8"


@pytest.mark.parametrize(
    ("data", "stated", "skip"),
    [
        ("Ұлы".encode("kz1048"), "kz1048", 0),
        ("да".encode("cp1251"), "windows-1251", 0),
        (codecs.BOM_UTF8 + b"x", "UTF8", 3),
        (codecs.BOM_UTF16_LE + "x".encode("utf-16-le"), "utf-16-le", 2),
        ("x".encode("utf-16"), "utf-16", 0),
    ],
)
def test_a_person_states_it(data: bytes, stated: str, skip: int) -> None:
    encoded = find(data, stated)
    assert (encoded.skip, encoded.assumed) == (skip, None)
    assert data[skip:].decode(encoded.name) == data[skip:].decode(stated)


def test_what_a_person_states_is_checked() -> None:
    assert reason(b"\xff\xfe\xfd", "utf-8") is Reason.UNKNOWN
    for name in ("utf-9", "rot13", "base64", "a\0b"):
        with pytest.raises(UsageError, match="no encoding of text has this name"):
            find(b"abc", name)
