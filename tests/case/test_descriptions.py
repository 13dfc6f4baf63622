"""Descriptions and settings: both ways, salted, readable by an older and a newer program."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.log.descriptions import (
    NOTHING,
    Dated,
    Description,
    Descriptions,
    agreed,
    decode_description,
    decode_payload,
    decode_shared,
    encode_description,
    encode_payload,
    encode_shared,
    new_salt,
)
from aigaq.errors import FormatError
from tests.case.test_entries import vectors

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


ITEMS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.dictionaries(ITEMS, DESCRIPTIONS, max_size=8), ITEMS)
def test_shared_blobs_say_of_each_item_its_own(said: dict[str, Description], stranger: str) -> None:
    blob = encode_shared(said, new_salt())
    assert json.dumps(json.loads(blob), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == blob
    reads = []

    def read(name: str) -> bytes:
        reads.append(name)
        return blob

    descriptions = Descriptions(read)
    for item, description in said.items():
        assert descriptions.of("b", item) == description
    assert descriptions.of("b", stranger) == said.get(stranger, NOTHING)
    assert reads == ["b"]
    assert decode_description(blob) == NOTHING  # as a program that knows no shared blobs reads it


def test_the_vector_of_the_format() -> None:
    (blob,) = (one["blob"].encode() for one in vectors("blob") if one["blob"].startswith('{"of":'))
    shared = decode_shared(blob)
    assert shared is not None
    said = {item: decode_description(raw) for item, raw in shared.items()}
    assert [one.file_name for one in said.values()] == ["one.txt", "two.txt"]
    assert encode_shared(said, json.loads(blob)["salt"]) == blob


@given(DESCRIPTIONS, ITEMS)
def test_a_blob_of_one_description_is_about_whatever_names_it(description: Description, item: str) -> None:
    blob = encode_description(description, new_salt())
    assert decode_shared(blob) is None
    assert Descriptions(lambda name: blob).of("b", item) == description


@pytest.mark.parametrize(
    "blob",
    [b'{"of":', b'{"of":1}', b'{"of":{"a":1}}x', b'{"of":{"a":{"b":}}}', b'{"of":{"\xff":{}}}', b'{"of":[' + b"[" * 9999],
)  # fmt: skip
def test_what_is_no_shared_blob(blob: bytes) -> None:
    with pytest.raises(FormatError):
        Descriptions(lambda name: blob).of("b", "a")


@pytest.mark.parametrize("said", [b"1", b"[]", b'"text"', b'{"title":1}', b"null"])
def test_what_is_no_description_of_its_item(said: bytes) -> None:
    blob = b'{"of":{"a":' + said + b',"b":{"title":"x"}},"salt":"0"}'
    descriptions = Descriptions(lambda name: blob)
    with pytest.raises(FormatError):
        descriptions.of("blob", "a")
    assert descriptions.of("blob", "b") == Description(title="x")


def test_only_so_many_shared_blobs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigaq.case.log.descriptions._BLOBS_KEPT", 2)
    reads = []

    def read(name: str) -> bytes:
        reads.append(name)
        return encode_shared({"a": Description(title=name)}, new_salt())

    descriptions = Descriptions(read)
    for name in ("1", "2", "3", "3", "2", "1"):
        assert descriptions.of(name, "a") == Description(title=name)
    assert reads == ["1", "2", "3", "1"]
