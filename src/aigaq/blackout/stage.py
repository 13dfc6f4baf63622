"""The stages of the blackout: what is told of the network, then the marks on everything else.

`blackout` has one partition, made again where a statement of the network, a series, the setting, the gazetteer or code
changed: spells, windows, gaps, beginnings, conflicts, assessments. `marks` has a partition for each item and one for
observations; an item is marked again where its statements, or what is told of the network, changed. A case in which nobody
speaks of the network has neither. Proved by tests/blackout/test_stage.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from aigaq.statements.canonical import encode
from aigaq.statements.rows import AnyRow
from aigaq.statements.sources import encode_source
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of

if TYPE_CHECKING:
    from aigaq.blackout.gathering import Heard
    from aigaq.engines import Engine

BLACKOUT, MARKS = "blackout", "marks"
LOOKS = "looks"
_AFTER = ("reading", "tables", "quotes", "decisions")
_KEY = "network"


def _heard(sources: Sources) -> Heard:
    from aigaq.blackout.gathering import Heard

    return Heard(sources.case, sources.store)


def _anything(sources: Sources) -> bool:
    """Whether anybody speaks of the network; asked of the index, before anything is loaded."""
    query = "SELECT 1 FROM {} WHERE kind = 'connectivity' LIMIT 1"
    told = any(next(sources.store.rows(query.format(name)), None) for name in ("statements", "decided"))
    return told or any(one.role == "series" for item in sources.case.items() for one in item.acquired)


def _inputs(sources: Sources) -> Iterator[Partition]:
    if not _anything(sources):
        return
    heard = _heard(sources)
    if heard.network or heard.series:
        yield Partition(_KEY, _digest(heard))


def _digest(heard: Heard) -> str:
    return digest_of(
        [(row, encode(one).decode()) for row, one in heard.network.items()],
        [(row, encode(one).decode()) for row, one in heard.about.items()],
        {key: [encode_source(one) for one in some] for key, some in heard.sources.items()},
        [(item.sha256, item.described) for item in heard.series],
        _settings(heard),
    )


def _settings(heard: Heard) -> list[str]:
    return [(heard.case.settings(name) or b"").hex() for name in ("blackout", "gazetteer")]


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    from aigaq.blackout.telling import rows_of

    for partition in partitions:
        yield Made(partition, rows_of(_heard(sources)))


def _marks_inputs(sources: Sources) -> Iterator[Partition]:
    network = [(done.key, done.output) for done in sources.store.partitions(BLACKOUT)]
    if not network:
        return
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in _AFTER:
        for done in sources.store.partitions(name):
            made[done.key].append((name, done.output))
    heard = _heard(sources)
    settings = _settings(heard)
    for item in sources.case.items():
        if not (item.shredded or item.set_aside):
            yield Partition(item.sha256, digest_of(made.get(item.sha256, ()), network, settings))
    looks = [(entry, one.seen, one.outcome) for entry, one in sources.case.index().observations()]
    if looks and heard.settings.looks:
        yield Partition(LOOKS, digest_of(looks, network, settings))


def _marks_run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    from aigaq.blackout.marks import Marker

    marker = Marker.of(_heard(sources))
    for partition in partitions:
        rows: Iterator[AnyRow] = marker.looks() if partition.key == LOOKS else marker.item(partition.key)
        yield Made(partition, rows)


@cache
def _version() -> str:
    """The code of the room and its data: any change of them may give other rows."""
    folders = ("character", "conflicts", "detecting", "fusing", "readers")
    code = [("aigaq.blackout", "*.py"), ("aigaq.blackout", "data/fusing.toml")]
    code += [("aigaq.blackout", f"{folder}/{files}") for folder in folders for files in ("*.py", "data/*.toml")]
    return version_of(*code)


stages = (Stage(BLACKOUT, _version, _inputs, _run), Stage(MARKS, _version, _marks_inputs, _marks_run))
"""In the order in which they run."""
