"""Code lists: the open vocabularies of statements, one list for texts and tables.

Each list is a data file `data/codes/<list>.toml` with labels in English, Russian and Kazakh, a meaning and a source.
The codes of the facts' vocabulary stand there unchanged. A code may lie within a wider one (`hospitalised` within
`injured`). Closed vocabularies are enums (`vocabulary`). Proved by tests/statements/test_codes.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from aigaq.errors import NotFound

LISTS = (
    "events",
    "hedges",
    "hows",
    "measures",
    "mediums",
    "observers",
    "place_precisions",
    "scopes",
    "source_kinds",
    "units",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its labels by language, what it means, the wider codes it lies within, where it comes from.

    `side` is filled in `source_kinds` only: the side of such a publisher where a case does not say otherwise.
    """

    code: str
    labels: Mapping[str, str]
    meaning: str
    source: str
    within: tuple[str, ...] = ()
    side: str | None = None


@cache
def code_list(name: str) -> Mapping[str, Code]:
    """The list of this name (one of `LISTS`), in the order of its file.

    Raises:
        NotFound: there is no such list.
    """
    if name not in LISTS:
        raise NotFound(f"no code list of this name: {name}", hint=f"the lists are {', '.join(LISTS)}")
    data = tomllib.loads((files("aigaq.statements") / "data" / "codes" / f"{name}.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: _code(code, row, data["sources"]) for code, row in data["codes"].items()})


def _code(code: str, row: dict[str, Any], sources: dict[str, str]) -> Code:
    return Code(
        code=code,
        labels=MappingProxyType({language: row[language] for language in ("en", "ru", "kk")}),
        meaning=row["meaning"],
        source=sources[row["source"]],
        within=tuple(row.get("within", ())),
        side=row.get("side"),
    )


def measures() -> Mapping[str, Code]:
    """What figures count."""
    return code_list("measures")


def scopes() -> Mapping[str, Code]:
    """Which part of a measure a figure counts."""
    return code_list("scopes")


def units() -> Mapping[str, Code]:
    """What one of a figure's number is; currency codes (ISO 4217) count as units without being listed."""
    return code_list("units")


def event_types() -> Mapping[str, Code]:
    """What kind of thing happened."""
    return code_list("events")


def is_a(name: str, child: str, parent: str) -> bool:
    """Whether a code of a list is, or lies within, another; a code the list does not know is only itself."""
    if child == parent:
        return True
    known = code_list(name).get(child)
    return known is not None and any(is_a(name, wider, parent) for wider in known.within)


def measure_is_a(child: str, parent: str) -> bool:
    """Whether a measure is, or lies within, another: hospitalised people are injured people."""
    return is_a("measures", child, parent)


def label(name: str, code: str, language: str) -> str:
    """The words for a code in a language: else in English, else the code itself (a code of a newer list is shown)."""
    known = code_list(name).get(code)
    if known is None:
        return code
    return known.labels.get(language) or known.labels["en"]
