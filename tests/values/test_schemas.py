"""Schemas of records: names under `$defs`, docstrings without their indentation."""

from __future__ import annotations

import msgspec

from aigaq.values.schemas import DIALECT, schema_of


class Inner(msgspec.Struct):
    """What is inside.

    Second line.
    """

    description: int


class Outer(msgspec.Struct):
    """What is outside."""

    inner: Inner


def test_a_schema() -> None:
    found = schema_of(Outer, title="a title")
    assert (found["$schema"], found["title"], found["$ref"]) == (DIALECT, "a title", "#/$defs/Outer")
    assert list(found["$defs"]) == ["Inner", "Outer"]
    assert found["$defs"]["Inner"]["description"] == "What is inside.\n\nSecond line."
    assert found["$defs"]["Inner"]["properties"] == {"description": {"type": "integer"}}  # a field is no docstring
