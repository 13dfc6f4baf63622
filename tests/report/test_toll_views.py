"""The toll in words: the rule with its history, the count and what stands apart, the lists and what nobody declared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigaq.report.places import shipped_name
from aigaq.report.toll_facts import Reason
from aigaq.report.toll_views import (
    ALWAYS,
    APART,
    between,
    documented_view,
    families_of_lists,
    invented_words,
    lists_of,
    percent,
    reasons,
    rule_view,
)
from aigaq.report.words import words
from aigaq.toll.counting.declarations import FIELDS
from aigaq.toll.counting.documented import Documented
from aigaq.toll.counting.policy import NOTHING_SET, Inclusion, Missing, Policy
from aigaq.toll.counting.telling import Rule
from aigaq.toll.family import Code
from aigaq.toll.wording import field
from tests.report.toll_made import documented, facts, invented

EN = words("en")


def test_the_rule_is_told_in_the_words_of_the_reader() -> None:
    told = facts()
    assert rule_view(told, EN, shipped_name).words.text == "Everybody killed in Lower Example"
    assert rule_view(told, words("ru"), shipped_name).words.language == "ru"
    assert rule_view(told, words("kk"), shipped_name).words.language == "en", "the nearest there is"


def test_a_rule_says_whom_where_when_and_what_of_the_unknown() -> None:
    rule = Inclusion(words="x", where=("kz",), since="2031-03-03", until="2031-03-09", missing=Missing.LEAVE_OUT)
    told = replace(facts(), rule=Rule(is_set=True, policy=Policy(inclusion=rule)))
    lines = [one.value for one in rule_view(told, EN, shipped_name).lines]
    assert lines == ["dead", "Kazakhstan", "3 March 2031 – 9 March 2031", "left out"]
    open_ended = replace(told, rule=Rule(is_set=True, policy=Policy(inclusion=Inclusion(words="x", since="2031"))))
    assert "2031 – …" in [one.value for one in rule_view(open_ended, EN, shipped_name).lines]


def test_that_no_rule_was_set_leaves_no_words() -> None:
    view = rule_view(replace(facts(), rule=Rule(is_set=False, policy=NOTHING_SET)), EN, shipped_name)
    assert view.words.text == "" and view.history == ()


def test_every_rule_that_was_set_is_told_with_what_it_changed() -> None:
    first, second = rule_view(facts(), EN, shipped_name).history
    assert first.what == "set for the first time" and not first.used
    assert second.what == "changed: the last day, list clinic" and second.used


def test_the_count_has_its_range_and_what_stands_apart() -> None:
    view = documented_view(documented(other_fates=4), EN)
    assert view.lead == "76 persons are documented"
    assert "20 sampled ways" in view.range and "74 to 81" in view.range
    assert [one.value for one in view.apart] == ["3", "1", "2", "4"]
    assert [(one.label, one.value) for one in view.ladder] == [("10\u00a0%", "72"), ("99\u00a0%", "85")]
    assert documented_view(documented(1), EN).lead == "One person is documented"


def test_the_first_three_are_told_where_they_are_nothing_too() -> None:
    nothing = documented(unnamed=0, alive=0, undecided=0)
    assert [one.value for one in documented_view(nothing, EN).apart] == ["0"] * ALWAYS


def test_every_count_beside_the_documented_one_is_told() -> None:
    assert {*APART, "documented", "low", "high", "drawn", "ladder", "lists"} == set(Documented.__struct_fields__)


def test_what_nobody_declared_is_said() -> None:
    clinic, market, school = lists_of(facts(), EN)
    assert (clinic.drew_on, clinic.begins, clinic.counted) == ("nothing", "3 March 2031", "40")
    assert market.drew_on == "" and market.missing == ("keeper", "what it drew on")
    assert "45 rows" in school.rows and "2 editions" in school.rows
    assert families_of_lists(facts())[0].through == ("a poster",)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_what_is_not_declared_is_called_the_same_in_the_list_and_in_the_reasons(language: str) -> None:
    for name in FIELDS:
        assert words(language).word("list_field", name) == field(name, language=language)


def test_an_invented_case_says_so() -> None:
    assert invented_words(facts(), EN) is None
    told = invented_words(facts(invented=invented()), EN)
    assert told is not None and told.text == "All of it is invented."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("code", list(Code))
def test_every_finding_has_words_and_a_next_step(code: Code, language: str) -> None:
    (view,) = reasons([Reason(code=code.value, outcome="refused", family="loglinear")], words(language))
    assert view.words and view.next and view.family and view.grave


def test_what_withholds_numbers_is_told_first_and_the_unknown_is_told() -> None:
    told = [Reason(code="copies", outcome="with_warnings"), Reason(code="from a later version", outcome="refused")]
    first, second = reasons(told, EN)
    assert first.grave and not second.grave


def test_numbers_of_people_are_whole_and_chances_never_certain() -> None:
    assert between((12.4, 13.6), EN) == "12 to 14"
    assert between((1234.4, None), EN) == "1,234 and more, no upper end"
    assert between((1234.4, None), words("ru")) == "от 1\u00a0234, верхнего конца нет"
    assert between((1234.4, None), words("kk")) == "1\u00a0234 және одан көп, жоғарғы шеті жоқ"
    assert [percent(share, EN) for share in (0.0, 0.004, 0.07, 0.996, 1.0)] == [
        "under 1\u00a0%",
        "under 1\u00a0%",
        "7\u00a0%",
        "over 99\u00a0%",
        "over 99\u00a0%",
    ]
