"""The stages of the toll: what is documented and the tables, then the estimate of each stratum, then the total.

`counting` has one partition, made again where persons, lists, the policy, places or code changed: who is who is not asked
again, only counted. `toll` has one partition a stratum, its digest that of the stratum's tables and of what is declared of
the lists: an unchanged table is not estimated again, whatever else changed. `totals` sums strata. No row names a person. Where a case
has items and no list by persons, `toll` has one partition that says why there is no number. Proved by
tests/toll/test_stage.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from aigaq.statements.rows import AnyRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of
from aigaq.statements.tolls import Told, TollRow, Tolls

if TYPE_CHECKING:
    from aigaq.engines import Engine
    from aigaq.statements.decisions import Verdict
    from aigaq.statements.persons import People, Record
    from aigaq.toll.counting.answering import Asked
    from aigaq.toll.counting.telling import Declared

COUNTING, TOLL, TOTALS = "counting", "toll", "totals"
_AFTER = ("lists", "people")
_KEY = "all lists"
_WHOLE = ""
_LISTED = "names_listed"


def _counting_inputs(sources: Sources) -> Iterator[Partition]:
    from aigaq.toll.counting.policies import entries_of

    made = [(name, done.key, done.output) for name in _AFTER for done in sources.store.partitions(name)]
    if made:
        places = (sources.case.settings("gazetteer") or b"").hex()
        yield Partition(_KEY, digest_of(made, entries_of(sources.case), places))


def _counting_run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    for partition in partitions:
        yield Made(partition, _counted(sources))


def _counted(sources: Sources) -> Iterator[AnyRow]:
    from aigaq.people.linkages import linkages_of
    from aigaq.statements.persons import People
    from aigaq.toll.counting.documented import documented_of, tallies_of
    from aigaq.toll.counting.inclusion import rows_of
    from aigaq.toll.counting.linked_tables import tables_of
    from aigaq.toll.counting.policies import policies_of
    from aigaq.toll.counting.telling import declared_of, rule_of
    from aigaq.values.ownplaces import read_places
    from aigaq.values.places import Gazetteer

    people, policies = People(sources.store), policies_of(sources.case)
    yield _row(_WHOLE, Told.RULE, rule_of(policies))
    editions = people.editions()
    if not editions:
        return
    records = list(_records(people))
    lists = sorted({row.list for row in editions})
    payload = sources.case.settings("gazetteer")
    places = Gazetteer.shipped() if payload is None else read_places(payload)
    declared = declared_of(policies.current, editions)
    yield _row(_WHOLE, Told.DECLARED, declared)
    rows = rows_of(records, policies.current, lists=lists, places=places, verdicts=_verdicts(people))
    tallies = tallies_of(rows, linkages_of(people, [one.id for one in records]))
    for stratum, documented in documented_of(tallies).items():
        yield _row(stratum, Told.DOCUMENTED, documented)
    for stratum, tables in tables_of(tallies, declared.declared).items():
        yield _row(stratum, Told.TABLES, tables.told)


def _records(people: People) -> Iterator[Record]:
    """All records by list and key, without their cells: a million of them fit the memory."""
    from aigaq.people.linked import slim

    return (slim(one, whole=False) for one in people.records())


def _verdicts(people: People) -> dict[str, Verdict]:
    """What was decided of the fates of records, as far as it is applied."""
    from aigaq.statements.decisions import Verdict
    from aigaq.statements.pairing import OF_FATES, BondState

    return {
        bond.one: Verdict(bond.verdict)
        for bond in people.bonds()
        if bond.state == BondState.APPLIED and bond.verdict in OF_FATES and not bond.other
    }


def _toll_inputs(sources: Sources) -> Iterator[Partition]:
    tolls = Tolls(sources.store)
    strata = tolls.strata(Told.TABLES)
    for stratum in strata:
        yield Partition(_key(stratum), digest_of(*_question(tolls, stratum)))
    if not strata and any(not (item.shredded or item.set_aside) for item in sources.case.items()):
        yield Partition(_key(_WHOLE), digest_of("no lists", _listed(sources)))


def _key(stratum: str) -> str:
    return f"stratum {stratum}" if stratum else "whole"


def _question(tolls: Tolls, stratum: str) -> tuple[object, ...]:
    """Everything the answer on a stratum depends on: its tables, what is declared of the lists, and of the whole the
    figures that somebody claimed."""
    declared = msgspec.json.encode(_declared(tolls).declared, order="sorted")
    asked = (tolls.body(Told.TABLES, stratum) or "", declared.decode())
    return asked if stratum else (*asked, _claimed(tolls))


def _asked(tolls: Tolls, stratum: str) -> Asked:
    from aigaq.toll.counting.answering import Asked
    from aigaq.toll.counting.linked_tables import decoded

    tables = decoded(tolls.body(Told.TABLES, stratum) or "{}", stratum)
    return Asked(stratum, tables.main, tables.drawn, tables.ladder, _declared(tolls).declared, _claimed(tolls))


def _declared(tolls: Tolls) -> Declared:
    from aigaq.toll.counting.telling import Declared

    return msgspec.json.decode(tolls.body(Told.DECLARED) or "{}", type=Declared)


def _claimed(tolls: Tolls) -> tuple[int, ...]:
    """The figures of the whole that the policy names."""
    from aigaq.toll.counting.telling import Rule

    body = tolls.body(Told.RULE)
    return () if body is None else tuple(one.number for one in msgspec.json.decode(body, type=Rule).policy.claimed)


def _listed(sources: Sources) -> int:
    """How many statements say how many names a list has."""
    query = (
        "SELECT id FROM statements WHERE kind = 'figure' AND measure = ?1 "
        "UNION SELECT id FROM decided WHERE kind = 'figure' AND measure = ?1"
    )
    ids = [row for (row,) in sources.store.rows(query, (_LISTED,))]
    return sum(1 for _ in sources.store.statements_of(ids))


def _toll_run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    from aigaq.toll.counting.answering import answer_of, no_lists

    tolls = Tolls(sources.store)
    strata = {_key(one): one for one in tolls.strata(Told.TABLES)}
    for partition in partitions:
        stratum = strata.get(partition.key)
        body = no_lists(_listed(sources)) if stratum is None else answer_of(_asked(tolls, stratum))
        yield Made(partition, [TollRow(stratum or _WHOLE, Told.ANSWER.value, body)])


def _answers(tolls: Tolls) -> dict[str, str]:
    """The answers on strata; none where there are no strata."""
    return {one: tolls.body(Told.ANSWER, one) or "" for one in tolls.strata(Told.TABLES) if one != _WHOLE}


def _outside(tolls: Tolls) -> int:
    return int(msgspec.json.decode(tolls.body(Told.DOCUMENTED) or '{"outside": 0}')["outside"])


def _totals_inputs(sources: Sources) -> Iterator[Partition]:
    tolls = Tolls(sources.store)
    answers = _answers(tolls)
    if answers:
        yield Partition("total", digest_of(answers, _outside(tolls), _claimed(tolls)))


def _totals_run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    from aigaq.toll.counting.answering import total_of

    tolls = Tolls(sources.store)
    for partition in partitions:
        body = total_of(_answers(tolls), outside=_outside(tolls), claimed=_claimed(tolls))
        yield Made(partition, [TollRow(_WHOLE, Told.TOTAL.value, body)])


def _row(stratum: str, what: Told, told: msgspec.Struct) -> TollRow:
    return TollRow(stratum, what.value, msgspec.json.encode(told, order="sorted").decode())


@cache
def _counting_version() -> str:
    return version_of(
        ("aigaq.toll.counting", "*.py"),
        ("aigaq.toll.tables", "*.py"),
        ("aigaq.people", "ages.py"),
        ("aigaq.people", "linkages.py"),
    )


@cache
def _toll_version() -> str:
    """The code of the room and its data: any change of them may give other numbers."""
    rooms = ("counting", "decomposable", "estimates", "latent", "loglinear", "tables")
    inner = ((f"aigaq.toll.{room}", "*.py") for room in rooms)
    return version_of(("aigaq.toll", "*.py"), ("aigaq.toll", "data/*.toml"), *inner)


stages = (
    Stage(COUNTING, _counting_version, _counting_inputs, _counting_run),
    Stage(TOLL, _toll_version, _toll_inputs, _toll_run),
    Stage(TOTALS, _toll_version, _totals_inputs, _totals_run),
)
"""In the order in which they run."""
