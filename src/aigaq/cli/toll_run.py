"""What `aigaq toll` does: reads a table or a case, has it estimated, writes and says the answer.

Proved by tests/cli/test_toll.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners
from aigaq.errors import UsageError, os_error

if TYPE_CHECKING:
    from aigaq.toll.counting.policy import ListDeclared
    from aigaq.toll.estimates.estimate import Estimate
    from aigaq.toll.tables.table import Table

OF_TABLES = {
    "strata": "--strata",
    "declared": "--lists",
    "columns": "--lists-columns",
    "zeros": "--impossible",
    "encoding": "--encoding",
}


_SETTINGS = ("classes", "cap", "seed")


@dataclass(frozen=True)
class Question:
    """What is estimated: tables by stratum or one, those of each sampled linkage, what is declared of the lists.

    `told`: what the answer says besides (how a file was read; the rule of a case and what it documents), or all of it where it is `answered`
    or there are no tables. `outside`: persons documented who are in no stratum.
    """

    tables: Table | Mapping[str, Table] | None
    declared: tuple[ListDeclared, ...] = ()
    linkages: tuple[Mapping[str, Table], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    answered: bool = False
    outside: int = 0


def run(source: Path, given: Mapping[str, Any]) -> None:
    """One run of the command with its options."""
    from aigaq.toll.estimates.answer import tell

    _check(source, given)
    asked = _of_case(source, given) if source.is_dir() else _of_file(source, given)
    found = None if asked.tables is None or asked.answered else _estimated(asked, given)
    told = dict(asked.told)
    if found is not None:
        told |= tell(found, show_withheld=given["show_withheld"])
    _write_draws(found, given)
    if given["picture"] is not None:
        from aigaq.cli.toll_drawing import write_picture

        write_picture(given["picture"], told)
        manners.talk(f"wrote {manners.clean(given['picture'])}")
    if given["as_json"]:
        manners.say_json(_finite(told))
    else:
        from aigaq.cli.toll_saying import say

        say(told)


def _finite(value: Any) -> Any:
    """The same without what JSON cannot hold: an R-hat without an end is none."""
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _check(source: Path, given: Mapping[str, Any]) -> None:
    """What can be said to be wrong before anything is read."""
    if given["show_withheld"] and not given["as_json"]:
        raise UsageError("withheld numbers stand in no text", where="--show-withheld", hint="give --json too")
    if given["partitions"] is not None and not source.is_dir():
        raise UsageError("a table has no partitions", where="--partitions", hint="name a case")
    if given["draws"] is not None or given["partitions"] is not None:
        from aigaq.toll.estimates.exporting import require_pyarrow

        require_pyarrow()
    written = [given[name] for name in ("draws", "partitions", "picture") if given[name] is not None]
    for at, path in enumerate(written):
        if path.exists() and not given["force"]:
            raise UsageError("it is there already", where=path, hint="give --force to replace it")
        if not path.parent.is_dir():
            raise UsageError("there is no such folder to write into", where=path, hint="make it first")
        if path.resolve() in {one.resolve() for one in (source, *written[:at])}:
            raise UsageError("it is the table itself, or named twice", where=path, hint="name another file")


def _of_file(path: Path, given: Mapping[str, Any]) -> Question:
    from aigaq.toll.tables.barring import barred
    from aigaq.toll.tables.files import read_tables

    columns = None if given["columns"] is None else [one for one in given["columns"].split(",") if one.strip()]
    read = read_tables(path, strata=given["strata"], lists=columns, zeros=given["zeros"], encoding=given["encoding"])
    kind = "cells with their counts" if read.kind == "counts" else "persons"
    manners.talk(f"{manners.clean(read.name)}: {manners.count(read.rows, 'row')}, {kind}")
    manners.talk(f"  lists: {manners.clean(', '.join(read.lists))}")
    if read.by is not None:
        manners.talk(f"  strata: {manners.clean(', '.join(read.strata))}")
    declared = _declared(given["declared"], read.lists)
    noticed, strata = [*read.noticed], dict(read.strata)
    for name, table in read.strata.items():
        strata[name], said = barred(table, declared)
        noticed += [f"{name}: {words}" if name else words for words in said]
    for words in noticed:
        manners.talk(f"  assumed: {manners.clean(words)}")
    how = {
        "file": read.name,
        "kind": str(read.kind),
        "rows": read.rows,
        "on_no_list": read.on_no_list,
        "strata": read.by,
        "assumed": noticed,
    }
    return Question(strata if read.by is not None else strata[""], declared, told={"input": how})


def _declared(path: Path | None, lists: tuple[str, ...]) -> tuple[ListDeclared, ...]:
    """What a file declares of the lists of the table."""
    from aigaq.toll.counting.declarations import check_declarations, read_declarations

    if path is None:
        return ()
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise os_error(error, where=path) from error
    found = read_declarations(payload, where=path)
    check_declarations(found, lists, where=path)
    return found


def _of_case(folder: Path, given: Mapping[str, Any]) -> Question:
    """The question of a case that was built, and the partitions, where they were asked for."""
    from aigaq.cli.options import open_case
    from aigaq.statements import Store
    from aigaq.toll.counting.cases import partitions_of, question_of, stored_answer, tell_case

    for name, option in OF_TABLES.items():
        if given[name]:
            raise UsageError(
                "this is for a table", where=option, hint="of a case its policy says it: aigaq set CASE policy FILE"
            )
    with Store.open(open_case(folder)) as store:
        asked = question_of(store)
        stored = stored_answer(store) if _usual(given) else None
        if given["partitions"] is not None:
            from aigaq.toll.estimates.exporting import write_partitions

            partitions, keys = partitions_of(store)
            write_partitions(given["partitions"], partitions, keys=keys, force=given["force"])
            manners.talk(f"wrote {manners.clean(given['partitions'])}")
    for words in asked.noticed:
        manners.talk(f"  assumed: {manners.clean(words)}")
    told = {name: given[name] for name in _SETTINGS} | tell_case(asked) | (stored or {})
    whole = asked.documented.get("")
    return Question(
        asked.tables,
        asked.declared,
        asked.linkages,
        told,
        answered=stored is not None,
        outside=0 if whole is None else whole.outside,
    )


def _usual(given: Mapping[str, Any]) -> bool:
    """Whether the answer of the build is the one that is asked for."""
    from aigaq.toll.estimates.running import Asked

    usual = Asked()
    asked = any(given[name] for name in ("claimed", "show_withheld", "draws"))
    return not asked and all(given[name] == getattr(usual, name) for name in _SETTINGS)


def _estimated(asked: Question, given: Mapping[str, Any]) -> Estimate:
    from aigaq.toll.estimates.estimate import estimate, total_over

    say_if_compiling()
    assert asked.tables is not None
    with _steps() as step:
        found = estimate(
            asked.tables,
            linkages=asked.linkages,
            declared=asked.declared,
            claimed=given["claimed"],
            classes=given["classes"],
            cap=given["cap"],
            seed=given["seed"],
            talk=step,
        )
    if not asked.outside or not found.strata:
        return found
    return total_over(found.strata, found.asked, claimed=found.claimed, outside=asked.outside)


def say_if_compiling() -> None:
    """The first run after an installation compiles the sampler, which is said because nothing else would explain it."""
    from aigaq.toll.latent.kernel import chain

    folder = chain.stats.cache_path
    if folder is not None and not any(Path(folder).glob("kernel.chain-*.nbi")):
        manners.talk("note: the first run compiles code for this computer, which takes some seconds once")


@contextmanager
def _steps() -> Iterator[Callable[[str], None]]:
    """What hears of each step of long work: a bar each, where somebody watches."""
    from aigaq.cli.progress import progress

    with progress() as report:
        done: list[str] = []

        def step(words: str) -> None:
            if done:
                report(done[-1], 1, 1)
            done.append(words)
            report(words, 0, 0)

        yield step


def _write_draws(found: Estimate | None, given: Mapping[str, Any]) -> None:
    """The draws, where they were asked for."""
    if given["draws"] is None:
        return
    from aigaq.toll.estimates.exporting import drawn_of, write_draws

    drawn = () if found is None else drawn_of(found, withheld=given["show_withheld"])
    rows = write_draws(given["draws"], drawn, force=given["force"])
    manners.talk(f"wrote {manners.clean(given['draws'])}: {manners.count(rows, 'draw')}")
    if not rows:
        manners.warn("no draws may be told", hint="--json --show-withheld writes those that are withheld")
