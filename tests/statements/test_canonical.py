"""Canonical form: vectors of the normative text, round trips over generated statements."""

import json
import pickle
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.statements import AnyStatement, Figure, Point, decode, encode, row_id
from aigaq.statements.canonical import settled
from tests.shared import ROOT
from tests.statements.making import KINDS, figure, statements

PAGE = (ROOT / "docs" / "formats" / "statements.md").read_text(encoding="utf-8")
VECTORS: list[dict[str, Any]] = [json.loads(block) for block in re.findall(r"```json vector\n(.*?)\n```", PAGE, re.S)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    statement = decode(json.dumps(vector["statement"]).encode())
    assert encode(statement).decode() == vector["canonical"]
    assert row_id(statement) == vector["row_id"]


def test_there_is_a_vector_of_every_kind() -> None:
    assert {vector["statement"]["kind"] for vector in VECTORS} == {str(kind.__struct_config__.tag) for kind in KINDS}


@given(statements())
def test_round_trip(statement: AnyStatement) -> None:
    data = encode(statement)
    again = decode(data)
    assert again == settled(statement)
    assert encode(again) == data


@given(statements())
def test_bytes_are_sorted_json_without_spaces_or_defaults(statement: AnyStatement) -> None:
    data = json.loads(encode(statement))
    point = data.get("point", {})
    assert point.get("precision") != "unknown"
    assert json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == _by_json(encode(statement))
    defaults = {field.encode_name: field.default for field in msgspec.structs.fields(type(statement))}
    assert not [name for name, value in data.items() if name in defaults and value == defaults[name]]


def _by_json(data: bytes) -> str:
    """The same text as the standard library writes it: escapes and exponents are spelled in more than one way."""
    return json.dumps(json.loads(data), separators=(",", ":"), ensure_ascii=False)


@given(st.permutations(["kz", "almaty", "almaty", "zhanaozen"]), st.permutations(["all", "children"]))
def test_sets_have_one_order(places: list[str], scope: list[str]) -> None:
    one = figure(5, places=tuple(places), scope=tuple(scope))
    assert encode(one) == encode(figure(5, places=("almaty", "kz", "zhanaozen"), scope=("all", "children")))


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_whole_number_has_no_fraction(value: int) -> None:
    assert row_id(figure(1, low=float(value))) == row_id(figure(1, low=value))


def test_point_with_whole_degrees() -> None:
    data = b'{"item":"a","kind":"event","point":{"lat":43,"lon":76.9},"span":{"page":1,"box":[1,2,3,4],"type":"region"},"type":"protest","what":"x"}'
    statement = decode(data)
    assert getattr(statement, "point", None) == Point(lat=43.0, lon=76.9)
    assert b'"lat":43,' in encode(statement)
    assert decode(encode(statement)) == statement


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_are_finite(value: float) -> None:
    with pytest.raises(FormatError, match="not finite"):
        encode(figure(1, low=value))


def test_text_is_unicode() -> None:
    with pytest.raises(FormatError, match="cannot be written"):
        encode(figure(1, note="\ud800"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"nul",
        b'{"kind":"opinion"}',
        b"[" * 100_000,
        b'{"kind":"claim","item":"a","more":1}',
    ],
)
def test_what_is_no_statement_is_refused_in_our_words(data: bytes) -> None:
    with pytest.raises(FormatError):
        decode(data)


@given(st.binary(max_size=60))
def test_no_bytes_leak_another_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        decode(data)


def test_an_unknown_field_is_refused() -> None:
    data = msgspec.json.decode(encode(figure(3)))
    data["colour"] = "red"
    with pytest.raises(FormatError, match="colour"):
        decode(msgspec.json.encode(data))


def test_a_default_is_left_out_whoever_wrote_it() -> None:
    given_by_name = figure(3, unit="".join(["peo", "ple"]))
    assert b"people" not in encode(given_by_name)
    assert row_id(given_by_name) == row_id(figure(3))
    assert row_id(pickle.loads(pickle.dumps(given_by_name))) == row_id(figure(3))


def test_the_row_id_is_of_all_fields() -> None:
    assert row_id(figure(3)) != row_id(figure(3, checked=True))
    assert isinstance(decode(encode(figure(3))), Figure)
