"""Chunks joined are the decoded text, for any text, encoding, limit and size of reads."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.intake.chunks import cut, decoded

ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "kz1048", "koi8-r"]
TEXTS = st.text(alphabet=st.sampled_from("аб. \n\r\tқyz1!?\u2029😀"), max_size=200)


@given(TEXTS, st.integers(1, 50), st.integers(1, 9))
def test_chunks_joined_are_the_text(text: str, limit: int, step: int) -> None:
    pieces = (text[at : at + step] for at in range(0, len(text), step))
    chunks = list(cut(pieces, part="page 3", limit=limit))
    assert "".join(chunk.text for chunk in chunks) == text
    assert [chunk.offset for chunk in chunks] == [0, *(chunk.end for chunk in chunks)][: len(chunks)]
    assert all(one.end == other.offset for one, other in pairwise(chunks))
    assert all(0 < len(chunk.text) <= limit for chunk in chunks)
    assert {chunk.part for chunk in chunks} <= {"page 3"}
    assert all(text[chunk.offset : chunk.end] == chunk.text for chunk in chunks)


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(1, 7), st.integers(0, 5))
def test_decoding_in_small_reads(text: str, encoding: str, size: int, skip: int) -> None:
    text = text.encode(encoding, errors="ignore").decode(encoding)
    stream = io.BytesIO(b"x" * skip + text.encode(encoding))
    assert "".join(decoded(stream, encoding, skip=skip, size=size)) == text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.\nThree\n\nFour five. Six", "One. Two.\nThree\n\n"),
        ("One two.\nThree for. Five six seven", "One two.\nThree for. "),
        ("«Один два», — три.» Четыре пять шесть", "«Один два», — три.» "),
        ("one two three four five six seven", "one two three four "),
        ("x" * 40, "x" * 20),
    ],
)
def test_where_chunks_end(text: str, first: str) -> None:
    assert next(cut(iter([text]), limit=20)).text == first


def test_one_chunk_unless_longer() -> None:
    assert [chunk.text for chunk in cut(iter(["a" * 20]), limit=20)] == ["a" * 20]
    assert list(cut(iter([""]))) == []
