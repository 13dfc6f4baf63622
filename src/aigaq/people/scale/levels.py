"""The levels of each field as SQL that DuckDB and Spark read alike: what `linking` looks up, said as conditions.

Proved by tests/people/scale/test_scale.py: every pair has the level it has in the default engine.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.people.linking.fields import DATES, NAMES, Field, Kind
from aigaq.people.linking.kin import COMBINATIONS
from aigaq.people.linking.model import Model
from aigaq.people.linking.spellings import ALIKE, SAME
from aigaq.people.linking.values import Looked

_WIDTH = 8


def conditions(fields: Sequence[Field], at: int) -> tuple[str, list[str]]:
    """When a pair is not known, and the conditions of the levels from equal down to 1."""
    field, name = fields[at], f"f{at}"
    unknown = f"{name}_l IS NULL OR {name}_r IS NULL"
    if field.kind is Kind.AGE:
        births = [k for k, other in enumerate(fields) if other.kind is Kind.BIRTH]
        for birth in births:
            unknown += f" OR (f{birth}_l IS NOT NULL AND f{birth}_r IS NOT NULL)"
        apart = f"abs({name}_l - {name}_r)"
        return unknown, [f"{name}_l = {name}_r", f"{apart} <= 1", f"{apart} <= 3"]
    if field.kind in DATES:
        return unknown, _dates(name)
    weak = isinstance(field.near, Looked) and bool(field.near.weak.any())
    levels = [f"{name}_l = {name}_r" + (f" AND NOT {name}w_l" if weak else "")]
    for level in range(field.top - 1, 0, -1):
        near = f"array_contains({name}n{level}_l, {name}_r)"
        if level == Looked.WEAK and weak:
            near = f"({near} OR {name}_l = {name}_r)"
        if level == ALIKE and field.kind in (Kind.GIVEN, Kind.SURNAME):
            near = f"({near} OR {crossed})" if (crossed := _crossed(fields, at)) else near
        levels.append(near)
    return unknown, levels


def _crossed(fields: Sequence[Field], at: int) -> str:
    """Given name and surname agree only crosswise; the rule of `linking.model.compare`."""
    mate = Kind.SURNAME if fields[at].kind is Kind.GIVEN else Kind.GIVEN
    others = [k for k, field in enumerate(fields) if field.kind is mate]
    if not others:
        return ""
    own, other = f"f{at}", f"f{others[0]}"
    given, surname = (own, other) if mate is Kind.SURNAME else (other, own)
    one, two = ((given, "l", f"{surname}_r"), (given, "r", f"{surname}_l"))
    alike = " AND ".join(_spelled(*side, ALIKE, fields[at]) for side in (one, two))
    same = " OR ".join(_spelled(*side, SAME, fields[at]) for side in (one, two))
    straight = _spelled(other, "l", f"{other}_r", ALIKE, fields[at])
    return f"({alike} AND ({same}) AND NOT {straight})"


def together(model: Model) -> list[tuple[int, str]]:
    """The combinations of name parts that agree more often than by chance, and when a pair is of each."""
    parts = {NAMES.index(field.kind): at for at, field in enumerate(model.fields) if field.kind in NAMES}
    made = []
    for number in range(COMBINATIONS):
        if model.excess[number]:
            agree = {at: _spelled(f"f{at}", "l", f"f{at}_r", SAME, model.fields[at]) for at in parts.values()}
            every = [agree[at] if number >> bit & 1 else f"NOT {agree[at]}" for bit, at in parts.items()]
            made.append((number, " AND ".join(every)))
    return made


def _spelled(name: str, side: str, other: str, level: int, field: Field) -> str:
    """The value of a record is near another's at this level or above; an initial never is."""
    whole = f" AND NOT {name}w_{side}" if isinstance(field.near, Looked) and field.near.weak.any() else ""
    return f"coalesce(({name}_{side} = {other}{whole}) OR array_contains({name}n{level}_{side}, {other}), FALSE)"


def _dates(name: str) -> list[str]:
    a, b = f"{name}_l", f"{name}_r"
    least = f"least(length({a}), length({b}))"
    digits = range(1, _WIDTH + 1)
    slips = " + ".join(
        f"CASE WHEN {at} <= {least} AND {_digit(a, at)} <> {_digit(b, at)} THEN 1 ELSE 0 END" for at in digits
    )
    swapped = " OR ".join(
        f"({_digit(a, at)} = {_digit(b, at + 1)} AND {_digit(a, at + 1)} = {_digit(b, at)} AND {_digit(a, at)} <> {_digit(b, at)})"
        for at in range(1, _WIDTH)
    )
    turned = f"({_part(a, 5, 2)} = {_part(b, 7, 2)} AND {_part(a, 7, 2)} = {_part(b, 5, 2)} AND {_part(a, 1, 4)} = {_part(b, 1, 4)})"
    whole, years = f"{least} = {_WIDTH}", f"abs(CAST({_part(a, 1, 4)} AS INT) - CAST({_part(b, 1, 4)} AS INT))"
    return [
        f"{a} = {b} AND length({a}) > 4",
        f"({whole} AND (({slips}) = 1 OR (({slips}) = 2 AND ({swapped})) OR {turned})) OR ({least} > 4 AND NOT {whole} AND ({slips}) = 0)",
        f"{years} = 0 OR ({whole} AND {_part(a, 5, 4)} = {_part(b, 5, 4)})",
        f"{years} <= 1",
    ]


def _digit(text: str, at: int) -> str:
    return _part(text, at, 1)


def _part(text: str, start: int, length: int) -> str:
    return f"substr({text}, {start}, {length})"
