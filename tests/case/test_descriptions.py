"""Descriptions and settings: both ways, salted, readable by an older and a newer program."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.descriptions import (
    NOTHING,
    Dated,
    Description,
    agreed,
    decode_description,
    decode_payload,
    encode_description,
    encode_payload,
    new_salt,
)
from aigaq.errors import FormatError

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DATES = st.none() | st.builds(
    Dated, st.sampled_from(["2022-01-07", "2022-01-07/.."]), st.sampled_from(["shown", "unknown"])
)
FIELDS = dict.fromkeys(Description.__struct_fields__, TEXTS) | {"published": DATES}
DESCRIPTIONS = st.fixed_dictionaries({}, optional=FIELDS).map(lambda values: msgspec.structs.replace(NOTHING, **values))


@given(DESCRIPTIONS)
def test_descriptions_go_both_ways(description: Description) -> None:
    salt = new_salt()
    blob = encode_description(description, salt)
    assert decode_description(blob) == description
    assert json.loads(blob)["salt"] == salt
    assert json.dumps(json.loads(blob), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == blob


@given(st.binary(max_size=50) | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_payloads_go_both_ways(payload: bytes) -> None:
    blob = encode_payload(payload, new_salt())
    assert decode_payload(blob) == payload
    assert set(json.loads(blob)) == {"encoding", "payload", "salt"}


def test_the_same_words_never_give_the_same_blob() -> None:
    assert len({encode_description(Description(title="x"), new_salt()) for _ in range(50)}) == 50
    assert len(bytes.fromhex(new_salt())) == 16


def test_fields_of_a_newer_program_are_skipped() -> None:
    assert decode_description(b'{"colour":"red","salt":"0","title":"x"}') == Description(title="x")


@pytest.mark.parametrize("blob", [b"", b"[]", b"\xff", b'{"title":1}', b"[" * 9999])
def test_what_is_no_description_or_setting(blob: bytes) -> None:
    for decode in (decode_description, decode_payload):
        with pytest.raises(FormatError):
            decode(blob)
    with pytest.raises(FormatError):
        decode_payload(b'{"encoding":"base64","payload":"%","salt":""}')


@given(st.lists(DESCRIPTIONS, min_size=1, max_size=4))
def test_nothing_is_chosen_among_descriptions_that_differ(descriptions: list[Description]) -> None:
    common, disputed = agreed(descriptions)
    for name in Description.__struct_fields__:
        said = {repr(value) for d in descriptions if (value := getattr(d, name)) is not None}
        assert (name in disputed) is (len(said) > 1)
        assert (getattr(common, name) is not None) is (len(said) == 1)


def test_one_description_is_itself() -> None:
    assert agreed([NOTHING]) == (NOTHING, ())
