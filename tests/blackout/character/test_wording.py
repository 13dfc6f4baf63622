"""Words for every feature, verdict and reason, in three languages; none says that anything is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from aigaq.blackout.character.assessing import Verdict, Why, assess
from aigaq.blackout.character.episode import Episode
from aigaq.blackout.character.features import features
from aigaq.blackout.character.likelihoods import likelihoods
from aigaq.blackout.character.limits import table
from aigaq.blackout.character.told import Told
from aigaq.blackout.character.wording import (
    LANGUAGES,
    accuracy_statement,
    for_and_against,
    group,
    headline,
    label,
    reason,
    said,
    unknown,
    verdict,
)
from aigaq.errors import NotFound
from tests.blackout.character.made import episodes
from tests.blackout.character.test_assessing import cable, exam, january

SETTLED = re.compile(r"\bprove|\bproof|доказ|дәлел", re.IGNORECASE)


def texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for one in found.values():
            yield from texts(one)
    else:
        yield found


def test_no_word_says_that_anything_is_settled() -> None:
    assert [text for text in texts(table("words")) if SETTLED.search(text)] == []


def test_every_feature_has_words_and_no_word_is_left_over() -> None:
    words = table("words")
    assert set(words["features"]) == set(features())
    assert set(words["verdicts"]) == {one.value for one in Verdict}
    assert set(words["why"]) == {one.value for one in Why}
    assert set(words["groups"]) == {row.group for row in likelihoods().values()}


@pytest.mark.parametrize("name", features())
def test_a_feature_that_can_fail_says_so_in_every_language(name: str) -> None:
    words = table("words")["features"][name]
    asserted = name.startswith("near_") or "_says_" in name
    assert set(words) == ({"label", "yes"} if asserted else {"label", "yes", "no"})
    for one in words.values():
        assert set(one) == set(LANGUAGES)
        assert len(set(one.values())) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_and_reasons_are_distinct(language: str) -> None:
    for found in (
        [verdict(one, language=language) for one in Verdict],
        [reason(one, language=language) for one in Why],
        [label(one, language=language) for one in features()],
        [group(row.group, language=language) for row in likelihoods().values()],
    ):
        assert all(found)
    assert len({verdict(one, language=language) for one in Verdict}) == len(Verdict)


@settings(max_examples=40)
@given(episodes())
def test_any_assessment_can_be_said_in_every_language(episode: Episode) -> None:
    found = assess(episode)
    for language in LANGUAGES:
        lines = said(found, language=language)
        assert len(for_and_against(found, language=language)) == len(found.for_) + len(found.against)
        assert not any("{" in line or SETTLED.search(line) for line in lines)
        assert lines[0].startswith(verdict(found.verdict, language=language))


def test_what_was_set_by_hand_is_marked() -> None:
    marked = [line for line in for_and_against(assess(exam())) if "set by hand" in line]
    found = assess(exam())
    assert len(marked) == sum(not one.measured for one in (*found.for_, *found.against)) > 0


def test_the_headline_says_what_keeps_a_verdict_back() -> None:
    assert headline(assess(january())).endswith(reason(Why.BETWEEN))
    assert "fits a failure: probability of an order 0.0" in headline(assess(cable()))


def test_what_nobody_brought_is_said_as_such() -> None:
    lines = unknown(assess(cable()))
    assert "Nothing was brought of: circumstances; words." in lines
    assert not any("protest" in line for line in lines)
    all_told = assess(january())
    assert not any("words" in line for line in unknown(all_told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_accuracy_stands_with_and_without_the_two_countries(language: str) -> None:
    found = assess(cable()).accuracy
    line = accuracy_statement(found, language=language)
    assert said(assess(cable()), language=language)[-1] == line
    point = "." if language == "en" else ","
    for figures in (found.all, found.without_dominant):
        assert f"{figures.auc:.2f}".replace(".", point) in line
        assert str(figures.called_failure) in line
    assert all(code in line for code in found.dominant)
    assert found.measured_on in line


def test_a_certain_score_is_never_written() -> None:
    told = {name: Told.YES for name, row in likelihoods().items() if row.ratio_yes > 1}
    from aigaq.blackout.character.assessing import weigh

    assert "probability of an order 0.99" in headline(weigh(told, prior=0.99))


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(NotFound, match="no words in the language"):
        headline(assess(cable()), language="xx")
