"""The pattern language: atoms, captures, repetition, what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.lexis.patterns import Codes, Pattern, clean_form, compile_pattern
from aigaq.reading.lexis.rules import Rule, Shelf
from aigaq.reading.text.units import Line, Unit

CODES = Codes()
LEXICON = Lexicon("xx", {}, CODES)


def line(words: str) -> Line:
    """`a/N b/N,V`: forms with classes, a character each."""
    units = []
    for number, word in enumerate(words.split()):
        form, _, classes = word.partition("/")
        units.append(Unit(number, number + 1, form, CODES.all(filter(None, classes.split(",")))))
    return Line(units, LEXICON)


def pattern(source: str, **macros: str) -> Pattern:
    return compile_pattern(source, CODES, macros)


def found(source: str, words: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in pattern(source).find(line(words))]


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("N", "a/N b c/N", [(0, 1), (2, 3)]),
        ("b", "a b", [(1, 2)]),
        ("N V", "a/N b/V a/N a/N", [(0, 2)]),
        ("N&V", "a/N b/N,V c/V", [(1, 2)]),
        ("N~V", "a/N b/N,V c/V", [(0, 1)]),
        ("[N~V b]", "a/N b/N,V c/N,V", [(0, 1), (1, 2)]),
        ("![N&V b]", "a/N b c/N,V d", [(0, 1), (3, 4)]),
        ("N&V~W", "a/N,V b/N,V,W", [(0, 1)]),
        ("N .? V", "a/N x b/V", [(0, 3)]),
        ("[N x]+", "a/N x y", [(0, 2)]),
        ("![N x]", "a/N x y", [(2, 3)]),
        ("!N", "a/N x", [(1, 2)]),
        ("( N | V ) x", "a/V x", [(0, 2)]),
        ("N{2}", "a/N b/N c/N", [(0, 2)]),
        ("N .{0,3}? V", "a/N b/V c/V", [(0, 2)]),
        ('"," N', ", a/N", [(0, 2)]),
        ("N,", "n,", []),
    ],
)
def test_atoms(source: str, words: str, expected: list[tuple[int, int]]) -> None:
    assert found(source, words) == expected


def test_captures_give_units_and_empty_ones_are_left_out() -> None:
    match = pattern("<who: N N?> <verb: V> ( <what: X> )?").find(line("a/N b/N c/V"))[0]
    assert dict(match.captures) == {"who": (0, 2), "verb": (2, 3)}


def test_macros_stand_for_their_pattern() -> None:
    compiled = compile_pattern("$NP V", CODES, {"NP": "D? N"})
    assert [(m.start, m.end) for m in compiled.find(line("the/D dog/N ran/V"))] == [(0, 3)]


@pytest.mark.parametrize("source", ["( N", "N )", "N | V", "<x: N>?", "$NONE", "<x: N )", "{3}"])
def test_what_cannot_be_read_is_a_format_error(source: str) -> None:
    with pytest.raises(FormatError) as caught:
        pattern(source).find(line("a/N"))
    assert "pattern" in str(caught.value)


def test_needs_are_what_every_match_has() -> None:
    assert pattern("N V? ( X | Y ) word").needs == {CODES["N"], "word"}


def test_of_alternatives_one_is_needed_unless_one_of_them_needs_nothing() -> None:
    assert pattern("( N .* | V x )").one_of == (frozenset((CODES["N"], "x")),)
    assert pattern("( N | . x? )").one_of == ()
    assert pattern("( N | V x ){0,2} b").one_of == ()


@pytest.mark.parametrize(
    ("source", "starts"),
    [("a N", "a"), ("a? b N", "ab"), ("( a | b N ) c", "ab"), ("( a | b )* c", "abc"), ("<x: a> b", "a")],
)
def test_starts_are_what_every_match_begins_with(source: str, starts: str) -> None:
    assert pattern(source).starts == frozenset(starts)


@pytest.mark.parametrize("source", [". a", "!b a", "a?", "( a | . ) b", "!b? a"])
def test_a_match_that_may_begin_with_anything_has_no_starts(source: str) -> None:
    assert pattern(source).starts is None


@given(
    st.sampled_from(["a b", "[a b]{1,2} N", "( a N? | b )+ c", "<x: a> ( b | N )", "a .? a", "a? b", "N+ a"]),
    st.lists(st.sampled_from(["a", "b", "c", "a/N", "b/V,N", "x"]), min_size=1, max_size=8),
)
def test_beginning_only_where_a_match_may_begin_finds_the_same(source: str, words: list[str]) -> None:
    found, anywhere = pattern(source), pattern(source)
    anywhere.starts = None
    one = line(" ".join(words))
    assert found.search(one) == anywhere.search(one)


def test_a_shelf_offers_rules_in_their_order_and_none_that_cannot_match() -> None:
    kinds = {"cue": ["N b", ". a", "[a x]"], "toll": ["x", "N"]}
    shelf = Shelf({kind: [Rule(source, pattern(source), {}) for source in sources] for kind, sources in kinds.items()})
    near = shelf.by_kind(line("c/N a b").keys)
    assert {kind: [rule.id for rule in rules] for kind, rules in near.items()} == {
        "cue": ["N b", ". a", "[a x]"],
        "toll": ["N"],
    }
    assert [rule.id for rule in shelf.by_kind(line("b").keys)["cue"]] == ["N b"]


@given(st.text(max_size=12))
def test_any_form_is_one_unit(form: str) -> None:
    one = Line([Unit(0, 1, clean_form(form), CODES["N"]), Unit(1, 2, "end", "")], LEXICON)
    assert [(m.start, m.end) for m in pattern("N .").find(one)] == [(0, 2)]
