"""Settling a text piece by piece is settling it whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aigaq.reading import Chunk, Document, Reading, read, read_chunks, settled
from aigaq.reading.settled import HELD
from aigaq.statements.canonical import row_id
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Standing

SENTENCES = (
    "The interior ministry said that 12 people were killed in the port on Monday.\n\n"
    "The ministry said 31 miners had died. It later deleted the post.\n\n"
    "The mayor said that 40 people were injured in the market.\n\n"
)


def document(times: int, size: int) -> Document:
    text = SENTENCES * times
    cuts = range(0, len(text), size)
    return Document(item="0" * 64, chunks=[Chunk(text[at : at + size], at) for at in cuts], language="en")


@pytest.mark.parametrize("times", [1, HELD, 3 * HELD])
def test_settling_in_pieces_is_settling_whole(times: int) -> None:
    given = document(times, len(SENTENCES) * 5)
    whole = read(given).statements
    became = standing(whole)
    assert list(settled(read_chunks(given))) == [(one, became[row_id(one)]) for one in whole]
    assert sum(fate is Standing.WITHDRAWN for fate in became.values()) == times


def test_statements_are_given_out_before_the_text_ends() -> None:
    given = document(3 * HELD, len(SENTENCES) * HELD)
    asked = 0

    def counted() -> Iterator[Reading]:
        nonlocal asked
        for reading in read_chunks(given):
            asked += 1
            yield reading

    next(settled(counted()))
    assert asked == 1
