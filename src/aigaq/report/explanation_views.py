"""What the page of competing explanations shows, as plain values in the reader's language.

Made by `explanation_pages`; proved by tests/report/test_explanation_pages.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from aigaq.report.known import Reign
from aigaq.report.views import Card, SourceLine


@dataclass(frozen=True, slots=True)
class Wording:
    """Wording of the file in the reader's language or the nearest there is; `language` is empty where none is named."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source by which somebody can be heard, and the day from which it was there."""

    line: SourceLine
    since: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who puts an explanation forward."""

    name: Wording
    icon: Markup
    side: str
    when: str
    since: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, an event or a figure, with its date."""

    card: Card
    what: str
    when: str

    @property
    def since(self) -> str:
        """The day from which it was known."""
        return self.card.since


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims of a side there are, on whatever day is chosen."""

    icon: Markup
    side: str
    since: str
    reigns: tuple[Reign[str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """An explanation, ready for the template. `missing`: what the file names and no row has today."""

    anchor: str
    title: Wording
    summary: Wording
    first: str
    first_since: str
    since: str
    voices: tuple[Voice, ...]
    supports: tuple[Told, ...]
    contradicts: tuple[Told, ...]
    beside: tuple[Told, ...]
    missing: tuple[str, ...]
    counts: tuple[tuple[Count, ...], tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class Turned:
    """A day on which what was said changed; `account` is what it belongs to."""

    when: str
    since: str
    what: Wording
    sources: tuple[Cited, ...]
    account: Account | None


@dataclass(frozen=True, slots=True)
class Question:
    """The claims under no explanation that answer one question."""

    title: Wording
    since: str
    claims: tuple[Told, ...]
