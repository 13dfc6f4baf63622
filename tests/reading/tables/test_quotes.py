"""Quotes by hand: found exactly and once, also across chunks; the row's statement is then the document's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading.tables import Context, Quotes
from aigaq.statements import CellSpan, Standing, Store, Target, TextSpan
from aigaq.statements.rows import ChunkRow, RenditionRow
from aigaq.statements.stage import Partition
from aigaq.statements.writing import writing
from tests.reading.tables.helpers import made, plan, problems, statements

ITEM = "cd" * 32
TEXT = "Invented. At dusk 12 people were hurt. Later 12 people went home. The end."


def store_with(folder: Path, text: str, size: int) -> Store:
    store = Store.create(folder)
    chunks = [ChunkRow(ITEM, "text", at, text[at : at + size]) for at in range(0, len(text), size)]
    with writing(store) as writer:
        writer.replace(
            "intake", "1", Partition(ITEM, "x"), [RenditionRow(ITEM, "text", "1", "utf-8", None, ("text",)), *chunks]
        )
    return store


@pytest.fixture
def quotes(tmp_path: Path) -> Iterator[Quotes]:
    with store_with(tmp_path, TEXT, 11) as store:
        yield Quotes(
            store, {ITEM: (ITEM,), "article.txt": (ITEM,), "two.txt": (ITEM, "ef" * 32), "none.txt": ("ef" * 32,)}
        )


def test_found(quotes: Quotes) -> None:
    start = TEXT.index("12 people were hurt")
    span = TextSpan(part="text", start=start, end=start + 19, quote="12 people were hurt")
    for name in ("article.txt", ITEM, ITEM[:6], ITEM[:6].upper()):
        assert quotes.find(name, "12 people were hurt") == (ITEM, span)


@pytest.mark.parametrize(
    ("item", "quote", "words"),
    [
        ("article.txt", "12 people", "stands more than once"),
        ("article.txt", "12 persons", "does not stand"),
        ("article.txt", "12  people were", "does not stand"),
        ("gone.txt", "x", "no held item is called gone.txt"),
        ("abc", "x", "no held item"),
        ("two.txt", "x", "2 held items are called two.txt"),
        ("none.txt", "x", "the item has no text"),
    ],
)
def test_not_found(quotes: Quotes, item: str, quote: str, words: str) -> None:
    found = quotes.find(item, quote)
    assert isinstance(found, str)
    assert words in found


COLUMNS = {"id": "key", "n": "value", "words": "quote", "in": "quote_item", "by": "by", "status": "status"}


def test_a_row_with_a_quote_is_the_statement_of_the_document(quotes: Quotes) -> None:
    one = plan(
        "figure",
        COLUMNS,
        ("F1", "12", "12 people were hurt", "article.txt", "A. Reader", "withdrawn"),
        constant={"measure": "injured"},
    )
    figure, withdrawal = statements(rows := made(one, Context(quotes=quotes, person="A. Keeper")))
    assert problems(rows) == []
    assert (figure.item, figure.made_by, figure.key) == (ITEM, ("person:A. Reader",), "F1")
    assert (figure.span.quote, figure.num.quote, figure.low) == ("12 people were hurt", "12", 12)
    assert TEXT[figure.num.start : figure.num.end] == "12"
    assert (withdrawal.item, withdrawal.becomes, withdrawal.target) == (
        ITEM,
        Standing.WITHDRAWN,
        Target(span=figure.num),
    )
    assert not isinstance(withdrawal.span, CellSpan)


def test_who_found_it(quotes: Quotes) -> None:
    row = ("F1", "12", "12 people were hurt", "article.txt", "", "")
    one = plan("figure", COLUMNS, row, constant={"measure": "injured"})
    assert statements(made(one, Context(quotes=quotes, person="A. Keeper")))[0].made_by == ("person:A. Keeper",)
    assert statements(made(one, Context(quotes=quotes)))[0].made_by == ("person:not named",)


def test_quotes_that_are_not_found_drop_the_row(quotes: Quotes) -> None:
    lines = [
        ("1", "12", "12 people", "article.txt", "", ""),
        ("2", "12", "x", "", "", ""),
        ("3", "12", "", "article.txt", "A. R.", ""),
    ]
    rows = made(plan("figure", COLUMNS, *lines, constant={"measure": "injured"}), Context(quotes=quotes))
    first, second = problems(rows)
    assert (first[1], first[3]) == ("C2", True)
    assert "more than once" in first[2]
    assert second == (3, "C3", "a quote without the item it stands in", True)
    assert [(one.key, one.note) for one in statements(rows)] == [("3", "in: article.txt; by: A. R.")]
    alone = made(plan("figure", COLUMNS, lines[0], constant={"measure": "injured"}))
    assert problems(alone)[0][2] == "quotes are looked up in a case only"


@given(st.text("ab ", min_size=1, max_size=30), st.integers(1, 7), st.data())
def test_found_means_it_stands_there_once(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int, data: st.DataObject
) -> None:
    quote = data.draw(st.text("ab ", min_size=1, max_size=4))
    with store_with(tmp_path_factory.mktemp("store"), text, size) as store:
        found = Quotes(store, {ITEM: (ITEM,)}).find(ITEM, quote)
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    if len(places) == 1:
        assert found == (ITEM, TextSpan(part="text", start=places[0], end=places[0] + len(quote), quote=quote))
    else:
        assert isinstance(found, str)
