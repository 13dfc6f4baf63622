"""What the demo says of lists of persons, and how to look further. Counts, ids, and rows by list and key: never a name.

Proved by tests/cli/test_demo.py and tests/scripts/demo.txt.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.cli.persons import DIGITS, PeopleSeen, people_seen
from aigaq.errors import os_error

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.examples import Example
    from aigaq.statements import Store

TRUTH = "person"
"""The column of a shipped list that says who is who: to score by, never to link by."""

SCORED = "without a case, and scored: that column says who is who, and nothing is linked by it"


def lay_out(example: Example, folder: Path) -> None:
    """The newest edition of each list as a file beside the case, for commands that need no case."""
    try:
        folder.mkdir()
        for one in example.lists:
            (folder / Path(one.file).name).write_bytes(one.data)
    except OSError as error:
        raise os_error(error, where=folder) from error


def talk_of_lists(case: Case) -> None:
    """What the lists of a built case came to; nothing where it has none."""
    from aigaq.statements import Store

    with Store.open(case) as store:
        seen = people_seen(store)
        if seen is not None:
            for line in (*_editions(store), *_lists(seen), *_persons(seen)):
                manners.talk(line)


def _editions(store: Store) -> Iterator[str]:
    from aigaq.statements.persons import People

    for row in People(store).editions():
        if row.place:
            what = f"{row.added:,} rows added, {row.changed:,} changed, {row.dropped:,} dropped"
            yield f"edition {row.place + 1} of {row.list}: {what}"


def _lists(seen: PeopleSeen) -> Iterator[str]:
    for one in seen.lists:
        words = [manners.count(one.rows, "row")]
        words += [f"{one.unnamed:,} without a name"] if one.unnamed else []
        words += [f"{one.dropped:,} more dropped by its newest edition, kept and marked"] if one.dropped else []
        yield f"list    {one.name}: {', '.join(words)}"


def _persons(seen: PeopleSeen) -> Iterator[str]:
    rows = sum(one.rows + one.dropped for one in seen.lists)
    nameless = f"; {manners.count(seen.nameless, 'row')} without a name, linked to nobody" if seen.nameless else ""
    yield f"persons {seen.persons:,} in {manners.count(rows, 'row')} of {len(seen.lists):,} lists{nameless}"
    if seen.fates:
        yield f"became  {', '.join(f'{number:,} {word}' for word, number in seen.fates.items())}"
    if seen.undecided:
        ids = " ".join(one[:DIGITS] for one in seen.undecided)
        what = "alive in one list and dead in another, counted as neither"
        yield f"open    {manners.count(len(seen.undecided), 'person')} {what}: {ids}"
    if seen.doubtful:
        yield f"doubt   {manners.count(seen.doubtful, 'pair')} of rows that may be one person: the machine cannot tell"


def talk_of_next(case: Case, home: Path, lists: Path) -> None:
    """How to look further into the lists of a case. `home`: where the demo keeps its keys, as XDG_DATA_HOME takes it."""
    from aigaq.statements import Store

    with Store.open(case) as store:
        tries = tuple(_tries(store, _word(case.path), _word(home)))
    for number, (command, what) in enumerate(
        (*tries, (f"aigaq link {_word(lists)}/*.csv --dedupe --truth {TRUTH}", SCORED))
    ):
        manners.talk(f"{'' if number else 'next':<7} {command}  # {what}")


def _tries(store: Store, path: str, home: str) -> Iterator[tuple[str, str]]:
    """Commands to try, each with what it does."""
    from aigaq.statements.persons import People

    people = People(store)
    yield f"aigaq review {path} --pairs", "the pairs to decide on, first those that change most"
    undecided = list(people.persons(undecided=True))
    if undecided:
        yield f"aigaq show {path} {undecided[0].id[:DIGITS]}", "the rows that say alive and dead of one person"
    doubtful = [pair for pair in people.queue() if pair.why == "doubt"]
    if doubtful:
        pair = (people.record(record) for record in (doubtful[0].one, doubtful[0].other))
        rows = " ".join(f"{one.list}:{one.key}" for one in pair)
        yield f"export XDG_DATA_HOME={home}", "the demo has keys of its own, and a decision is signed"
        yield f'aigaq decide {path} {rows} different --reason "a try"', "or same, or cannot_tell"
        yield f"aigaq build {path}", "what was decided holds from now on, in later editions too"


def _word(path: Path) -> str:
    """A path as a shell takes it, without what would move the cursor."""
    return shlex.quote(manners.clean(path))
