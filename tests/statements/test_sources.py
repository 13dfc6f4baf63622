"""Sources: what goes into the store comes out, by key; several tables may name one key."""

from pathlib import Path

import pytest
from hypothesis import given

from aigaq.errors import FormatError
from aigaq.statements import Source, Store
from aigaq.statements.rows import AnyRow, ProblemRow, SheetRow, SourceRow
from aigaq.statements.sources import decode_source, encode_source
from aigaq.statements.stage import Partition
from aigaq.statements.writing import writing
from tests.statements.making import ITEM, of_record

OTHER = "cd" * 32


@given(of_record(Source))
def test_sources_round_trip(source: Source) -> None:
    assert decode_source(encode_source(source)) == source


def test_what_is_none_is_refused() -> None:
    for text in ("", "[]", '{"key": 1}', '{"key":"a","item":"b","row":1,"colour":"red"}'):
        with pytest.raises(FormatError):
            decode_source(text)
    with pytest.raises(FormatError):
        encode_source(Source(key="\ud800", item=ITEM, row=1))


def test_the_store_gives_them_by_key(tmp_path: Path) -> None:
    first, second = Source(key="b", item=ITEM, row=2, title="x"), Source(key="a", item=ITEM, row=3)
    double = Source(key="b", item=OTHER, row=9, sheet="s")
    sheet = SheetRow(ITEM, "s", "source", "m", 1, 2, 2, "")
    problem = ProblemRow(ITEM, "s", 2, "C2", "odd", "text", dropped=True)
    with Store.create(tmp_path) as store:
        with writing(store) as writer:
            rows: list[AnyRow] = [SourceRow(first), SourceRow(second), sheet, problem]
            writer.replace("tables", "1", Partition(ITEM, "x"), rows)
            writer.replace("tables", "1", Partition(OTHER, "x"), [SourceRow(double)])
        assert list(store.sources()) == [second, first, double]
        assert list(store.sources("b")) == [first, double]
        assert list(store.sources(item=OTHER)) == [double]
        assert list(store.sheets()) == list(store.sheets(ITEM)) == [sheet]
        assert list(store.problems()) == [problem]
        assert list(store.problems(OTHER)) == []
        assert store.damaged() == []
