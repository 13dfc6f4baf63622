"""Files of explanations: what is written reads back, what does not fit is refused with its line and the nearest name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts.explanations import (
    KINDS,
    Explanation,
    Explanations,
    Names,
    Proponent,
    Shift,
    check_explanations,
    format_explanations,
    parse_explanations,
    text_in,
)
from aigaq.errors import FormatError
from aigaq.examples import load
from aigaq.statements import Side

DOC = (Path(__file__).parents[2] / "docs" / "formats" / "explanations.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", DOC, re.DOTALL)[0]
ROWS = {
    "claim": Names((f"{n}" * 64, f"K{n}") for n in (1, 2, 3)),
    "event": Names([("e" * 64, "E1")]),
    "figure": Names([("f" * 64, "F4")]),
}
SOURCES = ("bulletin",)


def check(text: str) -> None:
    payload = text.encode()
    check_explanations(parse_explanations(payload), ROWS, SOURCES, payload=payload, where="x.toml")


def test_the_example_of_the_page_is_read_and_fits() -> None:
    read = parse_explanations(EXAMPLE.encode())
    (one,) = read.explanation
    assert (one.id, one.supports, one.contradicts) == ("price-of-water", ("K1", "K3"), ("K2",))
    assert one.proponent[0].side is Side.WITNESS and text_in(one.proponent[0].name, "ru") == ("пекарь", "ru")
    check(EXAMPLE)


def test_the_page_names_every_field() -> None:
    tables = DOC.split("## What a file holds")[1].split("**Words**")[0]
    named = set(re.findall(r"^\| `(\w+)`", tables, re.MULTILINE))
    fields = {name for kind in (Explanations, Explanation, Shift) for name in kind.__struct_fields__}
    assert named == fields | {"aigaq"}
    assert all(f"`{name}`" in tables for name in Proponent.__struct_fields__)


def test_the_shipped_file_names_rows_of_its_tables_only() -> None:
    example = load()
    assert example.explanations is not None
    read = parse_explanations(example.explanations)
    keys = {one.file: set(re.findall(r"^(\w+),", one.data.decode(), re.MULTILINE)) for one in example.items}
    files = {"claim": "claims.csv", "event": "events.csv", "figure": "figures.csv"}
    rows = {kind: Names((f"row-of-{key}", key) for key in keys[files[kind]]) for kind in KINDS.values()}
    check_explanations(read, rows, keys["sources.csv"], payload=example.explanations)
    for one in read.explanation:
        for text in (one.title, one.summary):
            assert isinstance(text, dict) and set(text) == {"en", "ru", "kk"} and all(text.values()), one.id
    claims = [one.data.decode() for one in example.items if one.file in ("claims.csv", "shutdown_words.csv")]
    assert set(read.questions) == set(re.findall(r"^[KZ]\d+,(\w+)", "".join(claims), re.MULTILINE))


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"explanations 1"', '"explanations 2"', "not explanations 1: explanations 2"),
        ("first_said =", "first_sad =", "unknown field `first_sad`"),
        ('side = "witness"', 'side = "wittness"', "Invalid enum value 'wittness'"),
        ('id = "price-of-water"', 'id = "Price of water"', "line 9.*small letters"),
        ('"2031-03-03"\nsupports', '"3 March"\nsupports', "line 10: no date: 3 March"),
        ('when = "2031-03-07"', 'when = "soon"', "line 30: no date: soon"),
        ('contradicts = ["K2"]', 'contradicts = ["K1"]', "line 11: price-of-water names K1 twice"),
        ('explanation = "price-of-water"', 'explanation = "price"', "line 31: no explanation has the id price"),
        ('made_by = "A. Example, for the archive"', 'made_by = ""', "line 2: made_by does not say"),
        ('title]\nen = "Anger over the price of water"', 'title]\nen = ""', None),
        ("[questions]", "[questions", "no explanations: "),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, wrong: str | None) -> None:
    assert EXAMPLE.count(old) >= 1
    changed = EXAMPLE.replace(old, new, 1)
    if wrong is None:  # the title is still there in another language
        assert text_in(parse_explanations(changed.encode()).explanation[0].title, "en") == (
            "Возмущение ценой на воду",
            "ru",
        )
        return
    with pytest.raises(FormatError, match=wrong):
        parse_explanations(changed.encode(), where="x.toml")


def test_two_with_one_id_and_one_without_a_title_are_refused() -> None:
    again = EXAMPLE + '\n[[explanation]]\nid = "price-of-water"\ntitle = "Again"\n'
    with pytest.raises(FormatError, match="two explanations have the id price-of-water"):
        parse_explanations(again.encode())
    with pytest.raises(FormatError, match="bare has no title"):
        parse_explanations((EXAMPLE + '\n[[explanation]]\nid = "bare"\ntitle = ""\n').encode())


@pytest.mark.parametrize(
    ("old", "new", "place", "what", "near"),
    [
        ('"K3"]  ', '"K33"]  ', "x.toml, line 11", "no claim has the key K33", "the nearest is K3"),
        ('["K2"]', '["K9"]', "x.toml, line 12", "no claim has the key K9", "the nearest is K"),
        ('["E1"]', '["F4"]', "x.toml, line 13", "no event has the key F4", "nothing is called so"),
        ('claims = ["K3"]', 'claims = ["K4"]', "x.toml, line 32", "no claim has the key K4", "the nearest is K"),
        ('["bulletin"]\n\n', '["buletin"]\n\n', "x.toml, line 27", "no source has the key buletin", "is bulletin"),
    ],
)
def test_a_name_no_row_has_is_refused_with_its_line_and_the_nearest(
    old: str, new: str, place: str, what: str, near: str
) -> None:
    assert old in EXAMPLE
    with pytest.raises(FormatError) as caught:
        check(EXAMPLE.replace(old, new, 1))
    assert (caught.value.where, caught.value.what) == (place, what)
    assert near in str(caught.value.hint)


def test_a_row_is_named_by_its_key_or_by_the_beginning_of_its_id() -> None:
    names = Names([("a" * 64, "K1"), ("b" * 64, "K1"), ("c" * 12 + "1" * 52, None), ("c" * 12 + "2" * 52, None)])
    assert names.find("K1") == ("a" * 64, "b" * 64)
    assert names.find("a" * 12) == ("a" * 64,)
    assert names.find("a" * 11) == ()
    assert len(names.find("c" * 12)) == 2 and len(names.find("c" * 12 + "2")) == 1


def test_a_name_that_means_several_rows_is_refused() -> None:
    rows = {**ROWS, "claim": Names([("a" * 64, "K1"), ("b" * 64, "K1"), ("c" * 64, "K2"), ("d" * 64, "K3")])}
    payload = EXAMPLE.encode()
    with pytest.raises(FormatError, match="line 11: 2 claims have the key K1") as caught:
        check_explanations(parse_explanations(payload), rows, SOURCES, payload=payload, where="x.toml")
    assert "aaaaaaaaaaaa" in str(caught.value.hint)


def test_words_fall_back_and_say_their_language() -> None:
    assert text_in({"kk": "жоқ", "ru": "нет"}, "kk") == ("жоқ", "kk")
    assert text_in({"kk": "жоқ", "ru": "нет"}, "en") == ("нет", "ru")
    assert text_in({"fr": "non"}, "kk") == ("non", "fr")
    assert text_in({"en": "", "ru": "нет"}, "en") == ("нет", "ru")
    assert text_in("A. Example", "kk") == ("A. Example", "")
    assert text_in({}, "en") == ("", "")


WORDS = st.text(min_size=1).filter(lambda text: bool(text.strip()))
TEXTS = WORDS | st.dictionaries(st.sampled_from(["en", "ru", "kk", "a b"]), WORDS, min_size=1)
DATES = st.sampled_from(["2031", "2031-03", "2031-03-03", "2031-03-03/2031-03-05", "../2031-03-07"])
NAMES = st.lists(WORDS, max_size=3, unique=True).map(tuple)
VOICES = st.builds(Proponent, name=TEXTS, side=st.sampled_from(Side), when=st.none() | DATES, sources=NAMES)
ONES = st.builds(
    Explanation,
    id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
    title=TEXTS,
    summary=TEXTS,
    first_said=st.none() | DATES,
    proponent=st.lists(VOICES, max_size=2).map(tuple),
    supports=NAMES,
    events=NAMES,
)
FILES = st.builds(
    Explanations,
    made_by=TEXTS,
    basis=TEXTS,
    questions=st.dictionaries(WORDS, TEXTS, max_size=2),
    explanation=st.lists(ONES, max_size=2, unique_by=lambda one: one.id).map(tuple),
    shift=st.lists(st.builds(Shift, when=DATES, what=TEXTS, claims=NAMES), max_size=2).map(tuple),
)


@given(FILES)
def test_what_is_written_reads_back(whole: Explanations) -> None:
    text = format_explanations(whole)
    assert tomllib.loads(text)["aigaq"] == "explanations 1"
    assert parse_explanations(text.encode()) == whole


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_format_error_or_in_explanations(payload: bytes) -> None:
    try:
        parse_explanations(payload)
    except FormatError:
        return
    raise AssertionError("no random bytes are explanations")
