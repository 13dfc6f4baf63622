"""The types of the answer as JSON, and its JSON Schema (docs/formats/toll.schema.json), made from the records themselves.

What a family tells of itself is its own record; in the answer each of its fields may be missing, for a family that is
refused says how it was done and not what came out. The types know every field, so that an answer with another one is
none. JSON Schema, draft 2020-12. Proved by tests/toll/estimates/test_schema.py on real answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from aigaq.toll.bounds import Bounds
from aigaq.toll.counting.documented import Documented
from aigaq.toll.counting.policies import PolicySet
from aigaq.toll.counting.policy import Inclusion, ListDeclared
from aigaq.toll.decomposable.decomposable import Capped, Decomposable
from aigaq.toll.estimates.varying import Row
from aigaq.toll.family import Code, FamilyName, Outcome, Summary
from aigaq.toll.latent import LatentClass
from aigaq.toll.loglinear.told import LogLinear
from aigaq.toll.overlap import Overlap
from aigaq.toll.tables.files import Kind
from aigaq.values.schemas import schema_of

TITLE = "The answer of aigaq toll"
OWN: Mapping[FamilyName, type[msgspec.Struct]] = {
    FamilyName.BOUNDS: Bounds,
    FamilyName.LOGLINEAR: LogLinear,
    FamilyName.DECOMPOSABLE: Decomposable,
    FamilyName.LATENT_CLASS: LatentClass,
}


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was found: how grave it is, in words, what to do next, and what the words name.

    `family`: among the reasons of the whole, the family of which it was found.
    """

    code: Code
    outcome: Outcome
    words: str
    next: str
    named: dict[str, str | int | float]
    family: FamilyName | UnsetType = UNSET


class ListTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of the table: how many stand on it, and what was declared of it (null: nothing).

    `joined`: the lists that count as this one, because they drew on one another; `through`: the sources outside the table
    that tie them. `declared` then has one of each.
    """

    name: str
    size: int
    declared: tuple[ListDeclared | None, ...]
    joined: tuple[str, ...] | UnsetType = UNSET
    through: tuple[str, ...] | UnsetType = UNSET


class Exceeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The probability that N is larger than a figure somebody gave."""

    figure: int
    probability: float | None


class Undocumented(Summary, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """N − n over all families that stand, each of the same weight."""

    exceeds: tuple[Exceeds, ...]


class Linkages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many linkages were sampled, and the least and greatest n over them."""

    sampled: int
    observed_range: tuple[int, int]


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """N under other settings: of the latent classes another number of them or another prior, of the graphs another cap."""

    classes: tuple[Row, ...]
    prior: tuple[Row, ...]
    cap: tuple[Capped, ...]


class InputTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a file: how it was read. `on_no_list`: persons who were left out because they stand on none; `strata`: the column
    that parts them; `assumed`: what was taken for granted, in words."""

    file: str
    kind: Kind
    rows: int
    on_no_list: int
    strata: str | None
    assumed: tuple[str, ...]


class RuleTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a case: its rule of inclusion in words and as it was set, whether anybody set one, and all that was set.

    `conflict`: the entries of current rules, where several stand and the greatest is used.
    """

    is_set: bool
    words: str
    inclusion: Inclusion
    conflict: tuple[str, ...]
    changes: tuple[PolicySet, ...]


@cache
def answer_type() -> type[msgspec.Struct]:
    """The type of a whole answer; `msgspec.convert(told, answer_type())` checks one.

    Raises (msgspec): ValidationError for an answer that is none.
    """
    families = msgspec.defstruct(
        "Families",
        [(name.value, _family(name, own) | UnsetType, UNSET) for name, own in OWN.items()],
        namespace={"__doc__": "What each family says. Empty where there was nothing to estimate from."},
        **_STRICT,
    )
    fields = [*_fields(families), ("withheld", _withheld() | UnsetType, UNSET)]
    stratum = msgspec.defstruct("Stratum", fields, namespace={"__doc__": "The answer on one stratum."}, **_STRICT)
    whole: list[Any] = [
        ("strata", dict[str, stratum] | UnsetType, UNSET),  # type: ignore[valid-type]
        ("input", InputTold | UnsetType, UNSET),
        ("rule", RuleTold | UnsetType, UNSET),
        ("documented", dict[str, Documented] | UnsetType, UNSET),
    ]
    doc = "The answer on a table or a case; with strata the total, and each under `strata`."
    return msgspec.defstruct("Answer", [*fields, *whole], namespace={"__doc__": doc}, **_STRICT)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of an answer."""
    return schema_of(answer_type(), title=TITLE)


_STRICT: dict[str, Any] = {"frozen": True, "kw_only": True, "forbid_unknown_fields": True}


def _fields(families: type[msgspec.Struct]) -> list[Any]:
    """The fields of an answer on one table."""
    return [
        ("observed", int),
        ("outcome", Outcome),
        ("reasons", tuple[Reason, ...]),
        ("classes", int),
        ("cap", float),
        ("seed", int),
        ("lists", tuple[ListTold, ...]),
        ("families", families),
        ("total", Summary | None),
        ("undocumented", Undocumented | None),
        ("leave_one_out", tuple[Row, ...]),
        ("sensitivity", Sensitivity),
        ("overlaps", Overlap | UnsetType, UNSET),
        ("table", str | UnsetType, UNSET),
        ("linkages", Linkages | UnsetType, UNSET),
        ("linking_share", float | None | UnsetType, UNSET),
    ]


def _family(name: FamilyName, own: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """What a family says in the answer: its outcome, the summary of N where it may be told, and its own record."""
    told = {field: hint | UnsetType for field, hint in _hints(own).items()}
    # Bounds have no distribution: all of its summary is none.
    summary = {field: hint | None | UnsetType for field, hint in _hints(Summary).items()}
    fields: list[Any] = [("outcome", Outcome), ("reasons", tuple[Reason, ...]), ("assumption", str)]
    fields += [(field, hint, UNSET) for field, hint in (summary | told).items()]
    fields.append(("undocumented", Summary | UnsetType, UNSET))
    doc = f"The family `{name.value}`: mean, median and intervals are of N, under `undocumented` of N − n. {(own.__doc__ or '').strip()}"
    return msgspec.defstruct(f"{own.__name__}Family", fields, namespace={"__doc__": doc}, **_STRICT)


def _withheld() -> type[msgspec.Struct]:
    """What was reckoned and may not be told, where it was asked for."""
    doc = "What was reckoned and is withheld: of refused families, and of everything where the whole is refused."
    own: list[Any] = []
    for name, record in OWN.items():
        told = {field: hint | UnsetType for field, hint in (_hints(Summary) | _hints(record)).items()}
        extra = {"outcome": Outcome, "reasons": tuple[Reason, ...], "assumption": str}
        fields: list[Any] = [(field, hint, UNSET) for field, hint in told.items()]
        fields += [(field, hint | UnsetType, UNSET) for field, hint in extra.items()]
        held = msgspec.defstruct(f"{record.__name__}Withheld", fields, **_STRICT)
        own.append((name.value, held | UnsetType, UNSET))
    every = msgspec.defstruct("FamiliesWithheld", own, **_STRICT)
    fields = [
        ("families", every | UnsetType, UNSET),
        ("total", Summary | None | UnsetType, UNSET),
        ("undocumented", Undocumented | None | UnsetType, UNSET),
        ("leave_one_out", tuple[Row, ...] | UnsetType, UNSET),
        ("sensitivity", Sensitivity | UnsetType, UNSET),
        ("linking_share", float | None | UnsetType, UNSET),
    ]
    return msgspec.defstruct("Withheld", fields, namespace={"__doc__": doc}, **_STRICT)


def _hints(record: type[msgspec.Struct]) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(record)}
