"""Words for every finding, in three languages, whatever the finding names."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from aigaq.errors import NotFound
from aigaq.toll.counting.declarations import FIELDS, findings_of
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.family import Code, FamilyName, Finding, Outcome
from aigaq.toll.wording import LANGUAGES, assumption, field, label, next_step, number, placeholders, said

DATA = files("aigaq.toll") / "data"
FIELD_WORDS: dict[str, Any] = tomllib.loads((DATA / "fields.toml").read_text(encoding="utf-8"))
FINDINGS: dict[str, Any] = tomllib.loads((DATA / "findings.toml").read_text(encoding="utf-8"))
CYRILLIC = re.compile("[а-яё]")
KAZAKH = re.compile("[әғқңөұүһі]")


def test_every_code_has_words_and_no_word_is_left_over() -> None:
    assert set(FINDINGS) == {str(code) for code in Code}


@pytest.mark.parametrize("code", Code)
def test_the_words_of_a_code_stand_in_every_language(code: Code) -> None:
    row = FINDINGS[code]
    assert set(row) == {*LANGUAGES, "next"}
    assert set(row["next"]) == set(LANGUAGES)
    asked = [[placeholders(words) for words in row[language]] for language in LANGUAGES]
    assert asked[0] == asked[1] == asked[2]
    assert all(asked[0][:-1]), "a wording after one without placeholders is never reached"
    assert asked[0][-1] == set()
    for language in ("ru", "kk"):
        assert all(CYRILLIC.search(words) for words in (*row[language], row["next"][language]))
    assert KAZAKH.search("".join((*row["kk"], row["next"]["kk"])))
    assert not KAZAKH.search("".join((*row["ru"], row["next"]["ru"])))
    for words in (*row["en"], row["next"]["en"]):
        assert words.isascii() and not words.endswith(".")


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_said_whatever_it_names(code: Code, language: str) -> None:
    bare = said(Finding(code, Outcome.REFUSED), language=language)
    assert bare == FINDINGS[code][language][-1]
    first = FINDINGS[code][language][0]
    named = Finding(code, Outcome.REFUSED, dict.fromkeys(placeholders(first), "ABC"))
    assert said(named, language=language) == re.sub(r"\{\w+\}", "ABC", first)
    assert next_step(code, language=language) == FINDINGS[code]["next"][language]


def test_numbers_are_written_for_readers() -> None:
    thin = Finding(Code.THIN_OVERLAP, Outcome.WITH_WARNINGS, {"persons": 1234, "fewest": 10})
    assert said(thin).startswith("only 1,234 persons stand on two lists or more; 10 are")
    assert "1\N{NO-BREAK SPACE}234" in said(thin, language="ru")
    linking = Finding(Code.LINKING_DECIDES, Outcome.WITH_WARNINGS, {"share": 0.625})
    assert said(linking) == "62 % of the doubt comes from who is who in the lists"
    chains = Finding(Code.NOT_CONVERGED, Outcome.REFUSED, {"rhat": 1.0754})
    assert "(R-hat 1.08)" in said(chains)
    assert "(R-hat 1,08)" in said(chains, language="kk")
    apart = Finding(Code.FAMILIES_APART, Outcome.REFUSED, {"times": 4.25, "least": "bounds", "most": "latent_class"})
    assert said(apart).endswith("latent classes give 4.25 times as many people as lower bounds")
    assert [number(value) for value in (0.5, 12.0, 1234.5, 1_000_000)] == ["0.5", "12", "1,234", "1,000,000"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_and_outcomes_have_names_and_families_an_assumption(language: str) -> None:
    names = [label(name, language=language) for name in (*FamilyName, *Outcome)]
    assert len(set(names)) == len(names)
    assumptions = [assumption(name, language=language) for name in FamilyName]
    assert len(set(assumptions)) == len(assumptions)


def test_every_field_of_a_list_has_words_in_every_language() -> None:
    assert tuple(FIELD_WORDS) == FIELDS
    for name in FIELDS:
        assert set(FIELD_WORDS[name]) == set(LANGUAGES)
        assert len({field(name, language=language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lists", ["А", "Б", "АБВ"])
def test_what_nobody_declared_is_said_in_the_language_of_the_reader(language: str, lists: str) -> None:
    """А: nothing is declared of it; Б and В lack something."""
    declared = [
        ListDeclared(name="Б", keeper={"ru": "Контора", "kk": "Кеңсе"}),
        ListDeclared(name="В", keeper="К", gathered="г", drew_on=()),
    ]
    (found,) = findings_of(declared, tuple(lists))
    text = said(found, language=language)
    assert all(name in text for name in lists)
    assert not re.search(r"drew_on|begins|[{}_]", text)
    words = {name: field(name, language=language) for name in FIELDS}
    if "Б" in lists:
        both = "Б; В" if "В" in lists else "Б"
        assert f"{words['begins']} ({both}); {words['gathered']} (Б); {words['drew_on']} (Б)" in text
        assert f"{words['keeper']} (" not in text
    if language != "en":
        assert not re.search("[A-Za-z]", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_are_named_in_the_language_of_the_reader(language: str) -> None:
    models = (FamilyName.LOGLINEAR, FamilyName.LATENT_CLASS)
    named = [label(name, language=language) for name in models]
    below = said(
        Finding(Code.BELOW_BOUND, Outcome.WITH_WARNINGS, {"families": "loglinear, latent_class"}), language=language
    )
    assert below.endswith(", ".join(named))
    apart: dict[str, str | int | float] = {"times": 5.0, "least": "loglinear", "most": "latent_class"}
    text = said(Finding(Code.FAMILIES_APART, Outcome.REFUSED, apart), language=language)
    assert all(name in text for name in named)
    for code in FamilyName:
        assert not re.search(rf"\b{code}\b", f"{below} {text}") or code in " ".join(named)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(NotFound, match="no words in the language 'de'"):
        said(Finding(Code.UNKNOWN, Outcome.REFUSED), language="de")
