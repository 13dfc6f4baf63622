"""The templates' environment: everything escaped, nothing undefined, no clock, no file outside the package.

Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.report.characters import plain, spelt, tongue, visible
from aigaq.report.phrases import capital

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own files. The inline styles are those of the drawings, which must print alone too."""


def _finalized(value: object) -> object:
    """What a template prints without saying how: hidden characters spelt out, as text and attributes both take it."""
    return spelt(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The environment of the report's templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("aigaq.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=visible, plain=plain, tongue=tongue, capital=capital)
    made.globals["policy"] = POLICY
    return made
