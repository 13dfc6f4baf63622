"""The file of a policy: what it says, and one clear error for each thing that does not fit."""

from __future__ import annotations

import pytest

from aigaq.errors import FormatError
from aigaq.statements.persons import Fate
from aigaq.toll.counting.policy import (
    Missing,
    check_declarations,
    check_places,
    read_declarations,
    read_policy,
)
from aigaq.values.places import Gazetteer

RULE = 'aigaq = "policy 1"\n[inclusion]\nwords = "Everybody killed"\n'
STRATUM = '[[strata]]\nname = "s"\nsex = "female"\n'
LIST = '[[list]]\nname = "a"\n'


def read(text: str) -> object:
    return read_policy(text.encode(), where="p.toml")


def test_what_is_left_out_has_its_default() -> None:
    policy = read_policy(RULE.encode())
    rule = policy.inclusion
    assert (rule.whom, rule.where, rule.since, rule.until, rule.missing) == (
        (Fate.DEAD,),
        (),
        None,
        None,
        Missing.INCLUDE,
    )
    assert (policy.strata, policy.list) == ((), ())


def test_a_day_may_stand_with_quotes_or_without() -> None:
    quoted = RULE + 'from = "2022-01-05"\nuntil = "2022-01"\n' + LIST + 'begins = "2022-01-04"\n'
    assert read(quoted) == read(quoted.replace('"2022-01-05"', "2022-01-05").replace('"2022-01-04"', "2022-01-04"))


def test_drawing_on_nothing_is_said_and_leaving_it_out_is_not() -> None:
    one, other = (read_policy((RULE + LIST + more).encode()).list[0] for more in ("", "drew_on = []\n"))
    assert (one.drew_on, other.drew_on) == (None, ())


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("]", "no TOML", "p.toml"),
        (LIST, "no policy: object missing required field", "p.toml"),
        (RULE.replace("policy 1", "policy 2"), "not policy 1: policy 2", "p.toml"),
        (RULE.replace("Everybody killed", " "), "the rule has no words", "p.toml: inclusion"),
        (RULE + "whom = []\n", "whom does not say who is counted", "p.toml: inclusion"),
        (RULE + 'whom = ["unknown"]\n', "whom does not say who is counted", "p.toml: inclusion"),
        (RULE + 'whom = ["killed"]\n', "no policy: invalid enum value 'killed'", "p.toml"),
        (RULE + 'from = "January"\n', "from is no date: January", "p.toml: inclusion"),
        (RULE + "from = 2022-01-09T12:00:00\n", "no policy: expected `str", "p.toml"),
        (RULE + 'from = "2022-02"\nuntil = "2022-01"\n', "from 2022-02 comes after until 2022-01", "p.toml: inclusion"),
        (RULE + 'missing = "maybe"\n', "no policy: invalid enum value 'maybe'", "p.toml"),
        (RULE + STRATUM + STRATUM, "2 strata are called 's'", "p.toml: strata"),
        (RULE + STRATUM.replace('"s"', '""'), "1 strata are called ''", "p.toml: strata"),
        (RULE + STRATUM.replace('sex = "female"\n', ""), "nothing says who is in it", "p.toml: stratum s"),
        (RULE + STRATUM.replace("female", "f"), "no sex that lists are read by: f", "p.toml: stratum s"),
        (RULE + STRATUM + "ages = [18, 17]\n", "no ages: [18, 17]", "p.toml: stratum s"),
        (RULE + STRATUM + 'until = "soon"\n', "until is no date: soon", "p.toml: stratum s"),
        (RULE + '[[claimed]]\nnumber = -1\nwords = "A minister"\n', "no number of people: -1", "p.toml: claimed"),
        (RULE + '[[claimed]]\nnumber = 5\nwords = ""\n', "5 has no words", "p.toml: claimed"),
        (RULE + '[invented]\ntruth = 5\nwords = " "\n', "5 has no words", "p.toml: invented"),
        (RULE + LIST + LIST, "2 lists are called 'a'", "p.toml: list"),
        (RULE + LIST + 'begins = "then"\n', "begins is no date: then", "p.toml: list a"),
        (RULE + LIST + 'drew_on = ["a"]\n', "it names itself", "p.toml: list a"),
        (RULE + LIST + 'not_with = ["a"]\n', "it names itself", "p.toml: list a"),
        (RULE + LIST + 'drew_on = [" "]\n', "an empty name", "p.toml: list a"),
        (RULE + LIST + 'not_in = ["women"]\n', "no stratum is called women", "p.toml: list a"),
        (RULE + LIST + 'drewon = ["b"]\n', "no policy: object contains unknown field `drewon`", "p.toml"),
    ],
)
def test_one_error_for_each_thing_that_does_not_fit(text: str, what: str, where: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(text)
    assert caught.value.what.startswith(what) and caught.value.where == where
    assert caught.value.hint


def test_too_many_strata() -> None:
    many = "".join(STRATUM.replace('"s"', f'"s{number}"') for number in range(61))
    with pytest.raises(FormatError, match="at most 60"):
        read(RULE + many)


def test_declarations_stand_alone_or_in_a_policy() -> None:
    alone = LIST + 'keeper = "A"\nnot_in = ["whatever"]\n'
    assert read_declarations(alone.encode()) == read_declarations(
        (RULE + STRATUM.replace('"s"', '"whatever"') + alone).encode()
    )
    for text, what in (
        ("", "no list is declared"),
        ("[[list]]\nkeeper = 'A'\n", "missing required field"),
        (LIST + LIST, "2 lists are called"),
        (RULE + alone, "no stratum is called whatever"),
        ('aigaq = "mapping 1"\n' + LIST, "not policy 1"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "no TOML"),
    ):
        with pytest.raises(FormatError, match=what):
            read_declarations(text.encode())


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FormatError, match="no TOML"):
        read_policy(b"\xff\xfe")


def test_lists_and_places_must_be_there() -> None:
    policy = read_policy((RULE + 'where = ["almati"]\n' + LIST + 'not_with = ["morgu"]\n').encode())
    with pytest.raises(FormatError, match="no list of the table is called a") as caught:
        check_declarations(policy.list, ["morgue"])
    assert caught.value.hint == "the table has morgue"
    with pytest.raises(FormatError, match="no list of the case is called morgu") as caught:
        check_declarations(policy.list, ["a", "morgue"], of="the case")
    assert caught.value.hint == "the nearest is morgue; the case has a, morgue"
    check_declarations(policy.list, ["a", "morgu"])
    with pytest.raises(FormatError, match="no place has the code almati") as caught:
        check_places(policy, Gazetteer.shipped())
    assert "almaty" in str(caught.value.hint)
    check_places(read_policy((RULE + 'where = ["almaty", "kz"]\n').encode()), Gazetteer.shipped())
