"""Words: the same keys in all languages, none left in English, plural forms as CLDR has them, numbers as written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aigaq.report
from aigaq.errors import UsageError
from aigaq.report.words import PLURALS, known_languages, words
from aigaq.statements import vocabulary

ROOM = Path(aigaq.report.__file__).parent
FORMS = {"one_other": {"one", "other"}, "east_slavic": {"one", "few", "many", "other"}, "none": {"other"}}
ALL_FORMS = {"one", "few", "many", "other"}
LETTERS = {"ru": re.compile("[а-яё]", re.I), "kk": re.compile("[а-яёәғқңөұүһі]", re.I)}
# Names, patterns made of places and punctuation, and signs that are the same in every script.
SAME = {
    "language.code",
    "language.dir",
    "language.plural",
    "language.group",
    "language.decimal",
    "language.open",
    "language.close",
}


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= ALL_FORMS:
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def table(kind: str, language: str) -> dict[str, Any]:
    return dict(flat(tomllib.loads((ROOM / "data" / kind / f"{language}.toml").read_text(encoding="utf-8"))))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else [str(value)]


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_three_languages_ship() -> None:
    assert known_languages() == ("en", "kk", "ru")


@pytest.mark.parametrize("kind", ["words", "codes"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_keys_match_english(kind: str, language: str) -> None:
    assert list(table(kind, language)) == list(table(kind, "en"))


@pytest.mark.parametrize("kind", ["words", "codes"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_left_in_english(kind: str, language: str) -> None:
    for key, value in table(kind, language).items():
        for text in texts(value):
            bare = re.sub(r"\{\w+\}|SHA-256|UTC|Access Now|IODA|Cloudflare Radar|RIPE Atlas", "", text)
            if key not in SAME and re.search(r"\w", bare):
                assert LETTERS[language].search(bare), (key, text)
                assert not re.search("[a-zA-Z]", bare), (key, text)


@pytest.mark.parametrize("kind", ["words", "codes"])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_plural_forms_are_complete(kind: str, language: str) -> None:
    forms = FORMS[table("words", language)["language.plural"]]
    for key, value in table(kind, language).items():
        if isinstance(value, dict):
            assert set(value) == forms, key


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_language_fills_the_same_places(language: str) -> None:
    english = table("words", "en")
    for key, value in table("words", language).items():
        if key.startswith("date."):
            continue  # a language may leave out the genitive, or the year's word
        everywhere = set().union(*map(places, texts(value)))
        expected = set().union(*map(places, texts(english[key])))
        # The singular of English says "one" in letters.
        assert everywhere | {"n"} == expected | {"n"}, key


def asked_for() -> set[str]:
    return set(re.findall(r"""["']([a-z_]+\.[a-z0-9_]+)["']""", source_text()))


def source_text() -> str:
    sources = [*ROOM.glob("*.py"), *ROOM.glob("templates/*")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sources)


def test_every_message_asked_for_is_there_and_every_message_is_asked_for() -> None:
    known = set(table("words", "en"))
    sections = {key.partition(".")[0] for key in known}
    asked = {key for key in asked_for() if key.partition(".")[0] in sections and not key.endswith((".html", ".css"))}
    assert asked <= known, sorted(asked - known)
    # Keys put together in code (facts of cards and items, versions, edges of spells) stand there as a word of their own.
    words_there = set(re.findall(r"""["']([a-z_]+)["']""", source_text()))
    made = {"card", "sources", "methods", "nav"}
    unused = {
        key
        for key in known - asked
        if key.partition(".")[0] != "language"
        and not (key.partition(".")[0] in made and key.partition(".")[2] in words_there)
        and not re.fullmatch(r"days\.(start|end)(_unknown)?", key)
    }
    assert not unused, sorted(unused)


CLOSED: dict[str, type[StrEnum]] = {
    "side": vocabulary.Side,
    "standing": vocabulary.Standing,
    "qualifier": vocabulary.Qualifier,
    "stance": vocabulary.Stance,
    "basis": vocabulary.DateBasis,
    "precision": vocabulary.TimePrecision,
    "state": vocabulary.NetworkState,
    "layer": vocabulary.Layer,
    "change": vocabulary.Change,
    "legal_status": vocabulary.LegalStatus,
    "seen": vocabulary.Seen,
}


@pytest.mark.parametrize("section", CLOSED)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_closed_vocabularies_have_words(section: str, language: str) -> None:
    own = words(language).codes[section]
    assert set(CLOSED[section].__members__.values()) == set(own)


# CLDR 46, cardinal rules of Russian and English, with the examples the rules give.
RUSSIAN: dict[str, list[float]] = {
    "one": [1, 21, 31, 101, 1001],
    "few": [2, 3, 4, 22, 24, 102],
    "many": [0, 5, 11, 12, 14, 19, 100, 111, 112],
    "other": [1.5],
}


@pytest.mark.parametrize(("form", "n"), [(form, n) for form, ns in RUSSIAN.items() for n in ns])
def test_russian_plurals(form: str, n: float) -> None:
    assert PLURALS["east_slavic"](n) == form


def test_english_and_kazakh_plurals() -> None:
    assert [PLURALS["one_other"](n) for n in (0, 1, 2)] == ["other", "one", "other"]
    assert {PLURALS["none"](n) for n in (0, 1, 2, 5)} == {"other"}


def test_plural_messages() -> None:
    russian = words("ru")
    assert [russian.n("count.statements", n) for n in (1, 2, 5, 21)] == [
        "1 высказывание",
        "2 высказывания",
        "5 высказываний",
        "21 высказывание",
    ]
    assert words("en").n("count.items", 1) == "1 item held"


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [
        ("en", 20000, "20,000"),
        ("ru", 20000, "20\u00a0000"),
        ("kk", 1234567, "1\u00a0234\u00a0567"),
        ("en", 1.5, "1.5"),
        ("ru", 1.5, "1,5"),
        ("en", 999, "999"),
        ("ru", -1000, "-1\u00a0000"),
        ("en", 3.0, "3"),
    ],
)
def test_numbers(language: str, n: float, text: str) -> None:
    assert words(language).number(n) == text


@given(st.integers())
def test_numbers_keep_their_digits(n: int) -> None:
    for language in known_languages():
        assert int(re.sub(r"[^\d-]", "", words(language).number(n))) == n


def test_a_code_without_words_is_printed_as_it_is() -> None:
    assert words("ru").word("measure", "moon_landings") == "moon landings"
    assert words("ru").word("measure", "killed") == "погибшие"
    assert words("en").word("side", None) == "not stated"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="no words for language 'xx'"):
        words("xx")


def test_messages_hold_no_markup() -> None:
    for language in known_languages():
        for value in table("words", language).values():
            assert not any(re.search("[<>&]", text) for text in texts(value))
