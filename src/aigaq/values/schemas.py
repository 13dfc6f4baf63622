"""The JSON Schema (2020-12) of a record, the same from every version of msgspec: docstrings without their indentation.

Proved by tests/values/test_schemas.py and by the pages that are generated with it (`docs/make.py --check`).
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(record: type[msgspec.Struct], *, title: str) -> dict[str, Any]:
    """The schema of a record with all it is made of under `$defs`, by name."""
    (reference,), components = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    told: dict[str, Any] = _told({**reference, "$defs": dict(sorted(components.items()))})
    return {"$schema": DIALECT, "title": title, **told}


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: cleandoc(one) if name == "description" and isinstance(one, str) else _told(one)
            for name, one in value.items()
        }
    return [_told(one) for one in value] if isinstance(value, list) else value
