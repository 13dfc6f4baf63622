"""What the text on the network is made of: lines that wrap, lengths of time, instants on somebody's clock.

Proved by tests/cli/test_blackout.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from textwrap import wrap

from aigaq.cli import manners

WIDE = 100  # columns; what is longer goes on below, under its own column
INDENT = 16


class Clock:
    """Instants on the clock of a zone, or of UTC."""

    def __init__(self, name: str | None) -> None:
        from aigaq.values.zones import zone

        self._zone = None if name is None else zone(name)

    def at(self, text: str) -> str:
        """An instant to the minute."""
        moment = instant(text)
        return f"{moment if self._zone is None else moment.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def edge(self, edge: Sequence[str | None], *, since: bool) -> str:
        """An edge of an outage, with its doubt."""
        first, last = (None if one is None else self.at(one) for one in edge)
        if first is None:
            return f"{last} or before" if last else "nobody says"
        if last is None:
            return f"{first} or later" if not since else first
        if first == last:
            return first
        day, clock = last.split(" ")
        return f"between {first} and {clock if first.startswith(day) else last}"

    def span(self, span: Sequence[str | None] | None) -> str:
        """From when to when, as far as that is known."""
        if span is None or unsaid(span):
            return "nobody says"
        first, last = (".." if one is None else self.at(one) for one in span)
        return first if first == last else f"{first} to {last}"


def instant(text: str) -> datetime:
    """An instant of the answer."""
    return datetime.fromisoformat(text)


def prose(name: str, words: str) -> None:
    """A line of a result, its words wrapped under their column."""
    for at, line in enumerate(_wrapped(words)):
        manners.row("" if at else name, line)


def _wrapped(words: str) -> Iterator[str]:
    yield from wrap(manners.clean(words), WIDE - INDENT, break_on_hyphens=False) or [""]


def duration(seconds: float) -> str:
    """A length of time in minutes, hours or days."""
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes / 60:.1f} h".replace(".0 h", " h") if minutes < 2880 else f"{minutes / 1440:.1f} days"


def unsaid(edge: Sequence[str | None] | None) -> bool:
    """Whether nothing is known of an edge."""
    return edge is None or (edge[0] is None and edge[1] is None)
