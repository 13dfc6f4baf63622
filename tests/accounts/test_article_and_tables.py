"""A text and tables in one case: numbers that count the same meet, whoever read them and from what."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from aigaq.accounts import accounts
from aigaq.build import build
from aigaq.case import Dated, Description, Handling
from aigaq.statements import Store
from tests.january import january_case
from tests.shared import shared

Met = Mapping[str, Mapping[str, set[float | None]]]


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Met:
    """By subject: the numbers of the article, and those of the tables."""
    article = shared("seed/article.txt").read_bytes()
    case = january_case(tmp_path_factory.mktemp("met"))
    with case.writing() as batch:
        told = Description(language="en", published=Dated("2022-01-19", "shown"))
        added = batch.add(io.BytesIO(article), handling=Handling.INTERNAL, media="text/plain", description=told)
    build(case)
    with Store.open(case) as store:
        return {
            one.subject.key: {
                "article": {point.statement.low for point in one.points if point.statement.item == added.item},
                "tables": {point.statement.low for point in one.points if point.statement.item != added.item},
            }
            for one in accounts(store).subjects
        }


@pytest.mark.parametrize(
    ("subject", "number"), [("killed/all/kz", 225), ("killed/all/almaty", 149), ("attackers/all/almaty", 20_000)]
)
def test_a_number_of_the_article_meets_the_rows_that_count_the_same(met: Met, subject: str, number: int) -> None:
    assert number in met[subject]["article"] and number in met[subject]["tables"]


def test_no_number_of_the_article_stands_alone(met: Met) -> None:
    alone = [key for key, found in met.items() if found["article"] and not found["tables"]]
    assert alone == []
