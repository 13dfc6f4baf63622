"""The build with the real reader: engines agree, and a real article arrives whole."""

from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.engines import Local
from aigaq.statements import Figure, Standing, Store, TextSpan, check
from tests.build.conftest import add, new_case
from tests.shared import shared

# Invented, as the texts themselves say.
TEXTS = [
    f"This report is invented. According to the mayor, {number} people were killed and {number + 4} injured in Ankara "
    "on Monday. A witness said shots were heard near the market."
    for number in range(2, 40)
]


def test_engines_give_the_same_rows(tmp_path: Path) -> None:
    digests = set()
    for workers in (1, 2):
        (tmp_path / str(workers)).mkdir()
        case = new_case(tmp_path / str(workers) / "case")
        for text in TEXTS:
            add(case, text, published="2022-01-05", publisher="The Example", kind="media", language="en")
        built = build(case, engine=Local(workers=workers))
        assert built.not_read == ()
        digests.add(built.digest)
    assert len(digests) == 1


@pytest.mark.shared
def test_a_real_article(case: Case) -> None:
    text = shared("seed/article.txt").read_bytes()
    item = add(case, text, published="2022-01-19", publisher="openDemocracy", kind="media", language="en")
    assert build(case).not_read == ()
    with Store.open(case) as store:
        rows = list(store.statements(item=item))
        for row in rows:
            span = row.statement.span
            assert isinstance(span, TextSpan)
            assert store.text(item, span.part, span.start, span.end) == span.quote
            assert check(row.statement) == []
        whole = store.text(item, "text", 0, 10**6)
    assert whole == text.decode()
    figures = {row.statement.low: row.standing for row in rows if isinstance(row.statement, Figure)}
    assert figures[225] is figures[149] is Standing.STANDING
    assert figures[20000] is Standing.WITHDRAWN
