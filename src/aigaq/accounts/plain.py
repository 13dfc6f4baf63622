"""Accounts as plain data: what `aigaq accounts --json` prints. The shape: docs/methods/accounts.md, "As JSON".

Proved by tests/accounts/test_plain.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from aigaq.accounts.accounts import Accounts
from aigaq.accounts.relations import Relation
from aigaq.accounts.subjects import Subject
from aigaq.accounts.timeline import Timeline
from aigaq.accounts.told import Citation, Happening, Point, Spell, SubjectAccount, SubjectLine, Told
from aigaq.statements import AnyStatement, encode

Plain = dict[str, Any]


def plain_accounts(made: Accounts) -> Plain:
    """Subjects with their points, the days on which the account changed, and how sure they are."""
    return {
        "as_known_on": made.as_known_on,
        "reading": made.reading.value,
        "tally": msgspec.to_builtins(made.tally),
        "days": list(made.days),
        "subjects": [_account(one) for one in made.subjects],
    }


def plain_timeline(made: Timeline) -> Plain:
    """Events and the network."""
    return {
        "events": [_happening(one) for one in made.events],
        "network": [_spell(one) for one in made.network],
        "not_folded": list(made.not_folded),
        "possible": list(made.possible),
    }


def plain_subject(subject: Subject) -> Plain:
    """A subject with its key and its short name."""
    return {
        "key": subject.key,
        "id": subject.id,
        "measure": subject.measure,
        "scope": sorted(subject.scope),
        "places": sorted(subject.places),
        "unit": subject.unit,
        "period": subject.period,
        "compared": subject.compared,
    }


def plain_line(line: SubjectLine) -> Plain:
    """A subject of a list."""
    return {**plain_subject(line.subject), "figures": line.figures, "since": line.since, "until": line.until}


def _account(one: SubjectAccount) -> Plain:
    return {
        **plain_subject(one.subject),
        "points": [_point(point) for point in one.points],
        "possible": list(one.possible),
        "parts": _relations(one.parts),
        "wholes": _relations(one.wholes),
    }


def _relations(found: Iterable[Relation]) -> list[Plain]:
    return [
        {"part": one.part, "whole": one.whole, "by": [basis.value for basis in one.by], "rows": list(one.rows)}
        for one in found
    ]


def _point(point: Point) -> Plain:
    figure = point.statement
    return {
        **_told(point, figure),
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier.value,
        "value_text": figure.value_text,
        "as_of": figure.as_of,
        "stance": figure.stance.value,
        "own": point.own,
        "source": point.is_source,
        "part_of": list(point.part_of),
    }


def _happening(one: Happening) -> Plain:
    return {**_told(one, one.statement), "statement": _whole(one.statement)}


def _spell(one: Spell) -> Plain:
    return {
        **_told(one, one.statement),
        "statement": _whole(one.statement),
        "details": [_spell(detail) for detail in one.details],
    }


def _whole(statement: AnyStatement) -> Any:
    return msgspec.json.decode(encode(statement))


def _told(told: Told, statement: AnyStatement) -> Plain:
    became = told.fate.became
    return {
        "row": told.row,
        "item": statement.item,
        "said": None if statement.said is None else statement.said.date,
        "known": told.known,
        "first": told.first,
        "dated": told.dated.value,
        "basis": None if told.basis is None else told.basis.value,
        "side": statement.said_by.value,
        "speakers": [link.name for link in statement.speakers],
        "standing": told.standing.value,
        "by": list(became.by),
        "replaced_by": list(became.replaced_by),
        "turns": [{"day": turn.day, "standing": turn.standing.value} for turn in told.turns],
        "decision": None if told.decision is None else told.decision.value,
        "by_machine": statement.by_machine,
        "sources": [_citation(one) for one in told.sources],
    }


def _citation(one: Citation) -> Plain:
    source = one.source
    named = {} if source is None else {"title": source.title, "publisher": source.publisher, "locator": source.locator}
    return {"key": one.key, "held_by": list(one.held_by), **named}
