"""Passages and marked texts: pieces join to the text, and cover exactly the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.passages import WINDOW, marked, passage

texts = st.text(alphabet="ab \n", max_size=60)
spans = st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8)


@given(texts, spans)
def test_pieces_join_to_the_text_and_cover_the_spans(text: str, pairs: list[tuple[int, int]]) -> None:
    named = [(str(n), start, end) for n, (start, end) in enumerate(pairs)]
    pieces = marked(text, named)
    assert "".join(piece.text for piece in pieces) == text
    offset = 0
    for piece in pieces:
        covering = [
            n for n, start, end in named if 0 <= start <= offset and offset + len(piece.text) <= end and start < end
        ]
        assert piece.depth == len(covering)
        offset += len(piece.text)
    opened = [name for piece in pieces for name in piece.opens]
    closed = [name for piece in pieces for name in piece.closes]
    assert sorted(opened) == sorted(closed)
    assert set(opened) == {n for n, start, end in named if 0 <= start < min(end, len(text))}


def test_overlapping_spans() -> None:
    pieces = marked("abcdef", [("x", 0, 4), ("y", 2, 6)])
    assert [(piece.text, piece.depth, piece.opens, piece.closes) for piece in pieces] == [
        ("ab", 1, ("x",), ()),
        ("cd", 2, ("y",), ("x",)),
        ("ef", 1, (), ("y",)),
    ]


def test_context_is_cut_to_the_paragraph_and_the_window() -> None:
    found = passage("Earlier.\n\nOne two ", "three", " four.\n\nLater.")
    assert (found.before, found.after, found.cut_before, found.cut_after) == ("One two ", " four.", False, False)
    long = passage("word " * 200, "x", " word" * 200)
    assert long.cut_before and long.cut_after
    assert len(long.before) <= WINDOW and len(long.after) <= WINDOW
    assert long.before.startswith("word") and long.after.endswith("word")


@given(texts, texts)
def test_context_is_part_of_the_text(before: str, after: str) -> None:
    found = passage(before, "q", after)
    assert before.endswith(found.before) and after.startswith(found.after)
