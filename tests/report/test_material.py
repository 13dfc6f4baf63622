"""Material: one order whatever the order of rows and items; who has read what."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.material import KINDS, Held, Said, dated, in_order, said_in_order
from aigaq.statements import AnyStatement, DateBasis
from tests.report.made_up import HELD, material

SAID = material().said


@given(st.permutations(SAID), st.permutations(HELD))
def test_order_does_not_depend_on_order(said: list[Said], held: list[Held]) -> None:
    items = in_order(held)
    assert items == material().held
    assert said_in_order(said, items) == SAID


def test_every_kind_of_statement_is_known() -> None:
    kinds = {kind.__struct_config__.tag for kind in get_args(AnyStatement)}
    assert set(KINDS) == kinds


def test_who_has_read_it() -> None:
    one = SAID[0]

    def by(*makers: str) -> str:
        return replace(one, statement=msgspec.structs.replace(one.statement, made_by=makers)).reading

    assert by("rule:a") == "machine"
    assert by("rule:a", "person:p") == "person"
    assert by("mapping:m") == "mapping"
    assert by() == "machine", "what names no maker is never taken for a person's"


def test_an_unknown_basis_is_said_to_be_unknown() -> None:
    found = dated("2031-03-09", "heard")
    assert found is not None and found.basis is DateBasis.UNKNOWN
    assert dated(None, "shown") is None
