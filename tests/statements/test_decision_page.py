"""The normative page on decisions: every field and word is on it, and its vectors hold."""

import json
import re
from operator import attrgetter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.statements import Decision, Figure, Outcome, SeenIn, Verdict, decode_decision, encode_decision, make_anchor
from aigaq.statements.applying import apply, aspect
from aigaq.statements.decisions import Logged
from aigaq.statements.places import Texts
from tests.shared import ROOT
from tests.statements.making import KINDS, figure, of_record, statements

PAGE = (ROOT / "docs" / "formats" / "decisions.md").read_text(encoding="utf-8")


def blocks(name: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in re.findall(rf"```json {name}\n(.*?)\n```", PAGE, re.S)]


@pytest.mark.parametrize("record", [Decision, SeenIn])
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    section = re.search(rf"^### {record.__name__}\n(.*?)(?=^#|\Z)", PAGE, re.S | re.M)
    assert section is not None
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section[1], re.M))
    fields = {field.name: field.required for field in msgspec.structs.fields(record)}
    assert {name: "required" in words for name, words in told.items()} == fields


def test_every_word_is_documented() -> None:
    rows = dict(re.findall(r"^\| (Verdict|Outcome) \| (.*) \|$", PAGE, re.M))
    told = {name: re.findall(r"`(\w+)`", words) for name, words in rows.items()}
    assert told == {"Verdict": [str(one) for one in Verdict], "Outcome": [str(one) for one in Outcome]}


def test_every_kind_has_an_aspect() -> None:
    section = PAGE.partition("## Targets")[2].partition("## Binding")[0]
    told = {
        kind: re.findall(r"`(\w+)`", words) for kind, words in re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.M)
    }
    assert set(told) == {str(kind.__struct_config__.tag) for kind in KINDS}
    made = figure(5, unit="bodies")
    assert aspect(made) == tuple(getattr(made, name) for name in told["figure"])


@settings(max_examples=200, deadline=None)
@given(statements())
def test_an_aspect_is_made_of_the_fields_that_are_named(statement: Any) -> None:
    section = PAGE.partition("## Targets")[2].partition("## Binding")[0]
    (row,) = re.findall(rf"^\| `{statement.__struct_config__.tag}` \| (.*) \|$", section, re.M)
    assert aspect(statement) == tuple(attrgetter(name)(statement) for name in re.findall(r"`([\w.]+)`", row))


def test_decision_vector() -> None:
    (vector,) = blocks("decision")
    decision = decode_decision(json.dumps(vector).encode())
    assert isinstance(decision.statement, Figure) and isinstance(decision.was_read, Figure)
    assert (decision.statement.measure, decision.was_read.measure) == ("injured", "killed")
    assert encode_decision(decision) == json.dumps(vector, sort_keys=True, separators=(",", ":")).encode()


def _figure(text: str, given: dict[str, Any]) -> Figure:
    return figure(int(text[given["start"] : given["start"] + 2]), start=given["start"], measure=given["measure"])


@pytest.mark.parametrize("vector", blocks("applying"), ids=lambda vector: vector["name"])
def test_applying_vectors(vector: dict[str, Any]) -> None:
    seen, text = vector["seen"], vector["text"]
    logged = []
    for number, told in enumerate(vector["decisions"]):
        statement = _figure(seen, told)
        anchor = make_anchor(statement, lambda part, start, end: seen[max(0, start) : end])
        decision = Decision(verdict=Verdict(told["verdict"]), target=anchor, statement=statement, reason="r")
        logged.append(Logged(f"{number:064x}", decision))
    readings = [_figure(text, given) for given in vector["readings"]]
    application = apply(logged, readings, Texts(("text",), lambda part: text))
    shown = [[str(one.outcome), getattr(one.statement, "measure", None), one.unbound] for one in application.decided]
    assert sorted(shown) == sorted(vector["shown"])


def test_there_are_vectors() -> None:
    assert len(blocks("applying")) >= 5


@settings(max_examples=200, deadline=None)
@given(of_record(Decision))
def test_what_is_written_is_read(decision: Decision) -> None:
    try:
        payload = encode_decision(decision)
    except FormatError:
        return
    again = decode_decision(payload)
    assert encode_decision(again) == payload
    assert (again.verdict, again.reason, again.person) == (decision.verdict, decision.reason, decision.person)


@pytest.mark.parametrize(
    "payload",
    [b"", b"{}", b"[1]", b"\xff", b'{"verdict":"accept"}', b"[" * 100_000, json.dumps({"verdict": "later"}).encode()],
)
def test_what_is_no_decision_is_refused(payload: bytes) -> None:
    with pytest.raises(FormatError, match="no decision"):
        decode_decision(payload)


@given(st.binary(max_size=60))
def test_random_bytes_are_refused(payload: bytes) -> None:
    with pytest.raises(FormatError, match="no decision"):
        decode_decision(payload)


def test_a_field_of_a_newer_program_is_not_skipped() -> None:
    (vector,) = blocks("decision")
    with pytest.raises(FormatError, match="no decision"):
        decode_decision(json.dumps({**vector, "weight": 3}).encode())
