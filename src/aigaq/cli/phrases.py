"""A statement in one line of English for the terminal: what it says, and who says so.

The report's wording lives in its message files; here codes stand as they are. Proved by tests/cli/test_phrases.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.statements import AnyStatement, Connectivity, Figure, Link, Number, Position, Target

QUALIFIERS = {"at_least": "at least ", "more_than": "more than ", "up_to": "up to ", "about": "about ", "exact": ""}


def gist(statement: AnyStatement) -> str:
    """What a statement says."""
    from aigaq.statements import Claim, Connectivity, Designation, Event, Figure, Position

    match statement:
        case Figure():
            return _figure(statement)
        case Event(type=code, what=what, time=time):
            return _words(code, what, time)
        case Claim(what=what):
            return what
        case Designation(who=who, words=words):
            return f"{who or 'somebody'} called “{words}”"
        case Position():
            return _position(statement)
        case Connectivity():
            return _connectivity(statement)
    return f"{statement.becomes}: {target(statement.target)}"


def _words(*parts: object, sep: str = ", ") -> str:
    return sep.join(str(part) for part in parts if part is not None and part != "")


def _figure(figure: Figure) -> str:
    denied = "not " if figure.stance == "denies" else ""
    said = f"{denied}{amount(figure)} {figure.measure}"
    unit = None if figure.unit == "people" else figure.unit
    return _words(said, unit, _words(*figure.scope), figure.place or _places(figure.places))


def _places(codes: tuple[str, ...]) -> str:
    """The names of places that no words of the figure name: they come from the text around it."""
    from aigaq.values.places import Gazetteer

    return _words(*(Gazetteer.shipped().name(code, "en") for code in codes))


def amount(figure: Figure) -> str:
    """The number with its qualifier: `at least 38`, `300 to 400`, `dozens`."""
    bounds = _bounds(figure.low, figure.high)
    if figure.qualifier in QUALIFIERS and bounds:
        return f"{QUALIFIERS[figure.qualifier]}{bounds}"
    return bounds if figure.qualifier == "range" and bounds else figure.value_text or bounds or "a number"


def _bounds(low: Number | None, high: Number | None) -> str:
    if low is None or high is None or low == high:
        one = low if low is not None else high
        return "" if one is None else f"{one:,}"
    return f"{low:,} to {high:,}"


def _position(position: Position) -> str:
    return _words(
        position.person, _words(position.relation), f"{position.change} {position.post or 'a post'}", position.org
    )


def _connectivity(spell: Connectivity) -> str:
    start = None if spell.start is None else f"from {'/'.join(dict.fromkeys(spell.start))}"
    end = None if spell.end is None else f"to {'/'.join(dict.fromkeys(spell.end))}"
    layer = None if spell.layer in ("not_stated", "unknown") else spell.layer
    return _words(_words("network", layer, spell.state, sep=" "), spell.place, start, end)


def target(described: Target) -> str:
    """What a withdrawal points at."""
    number = _bounds(described.low, described.high)
    return _words(_words(number, described.measure, sep=" "), described.speaker) or "an earlier statement"


def who(statement: AnyStatement) -> str:
    """The speaker chain, nearest the event first."""
    if not statement.speakers:
        return "nobody named"
    return ", in ".join(_link(link) for link in statement.speakers)


def _link(link: Link) -> str:
    return link.name if link.side == "unknown" else f"{link.name} ({link.side})"
