"""What accounts cost: subjects of 100,000 figures, and one document more in a case of 10,000.

    python bench/accounts.py [--full] [--folder DIR]

Everything is invented. The first part writes a store of figures and withdrawals; the second makes a case of 10,000
documents (1,000 without --full), builds it, adds one document, builds again and reads the list of subjects and the
account of the subject it changed. Each measured action runs in a fresh process; wall and CPU time are printed, targets
beside them, and a missed one is said.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aigaq.statements import AnyStatement

FIGURES = 100_000
WITHDRAWALS = 2_000
PLACES = ("kz", "almaty", "astana", "shymkent", "aktau", "taraz", "kyzylorda", "almaty_region", "cl", "tr")
MEASURES = ("killed", "injured", "detained", "missing", "hospitalised")
SCOPES = ("all", "security", "police", "children", "civilians", "protesters", "foreigners")


def statement(number: int, draw: random.Random) -> AnyStatement:
    """An invented figure."""
    from aigaq.statements import DateBasis, Dated, Figure, Link, Side, TextSpan

    value = draw.randrange(1, 3000)
    span = TextSpan(start=number % 4000, end=number % 4000 + 30, quote="so many people were killed, it")
    num = TextSpan(start=span.start, end=span.start + len(str(value)), quote=str(value))
    return Figure(
        item=item(number),
        span=span,
        num=num,
        measure=draw.choice(MEASURES),
        scope=(draw.choice(SCOPES),),
        places=(draw.choice(PLACES),),
        period=None if draw.random() < 0.8 else f"2022-01-{draw.randrange(1, 29):02d}",
        low=value,
        high=value,
        said=Dated(f"2022-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}", DateBasis.SHOWN),
        speakers=(Link(name=f"Speaker {draw.randrange(40)} (invented)", side=Side.OFFICIAL),),
        made_by=("rule:bench",),
        language="en",
    )


def withdrawal(number: int, draw: random.Random) -> AnyStatement:
    """An invented withdrawal: half by a number, half by a place in its text."""
    from aigaq.statements import Standing, Target, TextSpan, Withdrawal

    place = TextSpan(start=0, end=4000, quote="x" * 4000) if number % 2 else None
    target = Target(measure="killed", low=draw.randrange(1, 3000), span=place)
    span = TextSpan(start=5000 + number, end=5008 + number, quote="a mistake"[:8])
    return Withdrawal(item=item(number), span=span, becomes=Standing.WITHDRAWN, target=target, time="2022-06-05")


def item(number: int) -> str:
    """The item of a statement: ten to an item."""
    return f"{number // 10:064x}"


def make_store(folder: Path) -> None:
    """A store of figures and withdrawals with the rows of the stage."""
    from aigaq.accounts.stage import known_rows
    from aigaq.statements import Store
    from aigaq.statements.rows import HoldingRow, StatementRow
    from aigaq.statements.stage import Partition
    from aigaq.statements.writing import finish, writing

    draw = random.Random(1)
    with Store.create(folder) as store:
        with writing(store) as writer:
            for first in range(0, FIGURES, 10):
                rows = [StatementRow(statement(number, draw)) for number in range(first, first + 10)]
                if first % (10 * FIGURES // WITHDRAWALS // 10) == 0:
                    rows.append(StatementRow(withdrawal(first + first // 10 % 2, draw)))
                writer.replace("reading", "1", Partition(item(first), "d"), rows)
                writer.step()
        started = time.perf_counter()
        with writing(store) as writer:
            for first in range(0, FIGURES, 10):
                holding = HoldingRow(item(first), "2024-01-01")
                writer.replace("accounts", "1", Partition(item(first), "d"), [holding, *known_rows(store, holding, {})])
                writer.step()
        print(json.dumps({"stage": time.perf_counter() - started}))
        finish(store)


def list_subjects(folder: Path) -> None:
    """The list of subjects, with days and tally."""
    from aigaq.accounts import listing
    from aigaq.statements import Store
    from aigaq.values import parse_when

    with Store.open(folder) as store:
        made = timed("listing", lambda: listing(store))
        timed("listing_then", lambda: listing(store, as_known_on=parse_when("2022-03-01")))
    print(json.dumps({"subjects": len(made.lines), "figures": made.tally.known}))


def one_subject(folder: Path, key: str = "killed/all/kz") -> None:
    """The account of one subject."""
    from aigaq.accounts import accounts, subject_from
    from aigaq.statements import Store

    with Store.open(folder) as store:
        made = timed("subject", lambda: accounts(store, subject=subject_from(key)))
    touched = sum(point.standing != "standing" for point in made.subjects[0].points)
    print(json.dumps({"points": len(made.subjects[0].points), "taken_back": touched}))


def all_accounts(folder: Path) -> None:
    """Every subject with every point."""
    from aigaq.accounts import accounts
    from aigaq.statements import Store

    with Store.open(folder) as store:
        timed("accounts", lambda: accounts(store))


def timed(name: str, action: Callable[[], Any]) -> Any:
    """Run an action and print its wall and CPU time."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = action()
    print(json.dumps({name: time.perf_counter() - wall, f"{name}_cpu": time.process_time() - cpu}))
    return result


def opened(folder: Path) -> Any:
    """The case of a folder, with its own keys."""
    from aigaq.case import Case, Keystore

    return Case.open(folder, keys=Keystore(folder.with_name("keys")))


def make_case(folder: Path, count: str) -> None:
    """A case of so many short documents, built."""
    from aigaq.build import build
    from aigaq.case import Case, Keystore

    case = Case.create(folder, title="Bench", keys=Keystore(folder.with_name("keys")))
    draw = random.Random(2)
    with case.writing() as batch:
        for number in range(int(count)):
            add(batch, number, draw)
    timed("build", lambda: build(case))


def add(batch: Any, number: int, draw: random.Random) -> None:
    """One invented document with four figures."""
    from aigaq.case import Dated, Description, Handling, Role

    some = [draw.randrange(2, 900) for _ in range(4)]
    text = (
        f"Invented note {number}. The Interior Ministry said {some[0]} people were killed in Kazakhstan. "
        f"In Almaty, {some[1]} people were injured and {some[2]} were detained. "
        f"Doctors said {some[3]} people were hospitalised in Shymkent.\n"
    )
    told = Description(published=Dated(f"2022-{number % 12 + 1:02d}-{number % 28 + 1:02d}", "shown"), language="en")
    batch.add(
        io.BytesIO(text.encode()),
        role=Role.DOCUMENT,
        handling=Handling.PUBLIC,
        media="text/plain",
        description=told,
    )


def one_more(folder: Path, number: str) -> None:
    """Add one document, build, list the subjects and read the account it changed."""
    from aigaq.accounts import accounts, listing, subject_from
    from aigaq.build import build
    from aigaq.statements import Store

    case = timed("open", lambda: opened(folder))
    with case.writing() as batch:
        add(batch, int(number), random.Random(3))

    def look() -> None:
        with Store.open(case) as store:
            listing(store)
            accounts(store, subject=subject_from("killed/all/kz"))

    timed("rebuild", lambda: build(case))
    timed("look", look)


ACTIONS: dict[str, Callable[..., None]] = {
    "store": make_store,
    "list": list_subjects,
    "subject": one_subject,
    "all": all_accounts,
    "case": make_case,
    "more": one_more,
}


def run(action: str, folder: Path, *more: str) -> dict[str, float]:
    """One action in a fresh process: what it printed, and its peak memory in MB."""
    words = [sys.executable, __file__, "--run", action, str(folder), *more]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        found |= json.loads(line)
    found["memory"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return found


def line(what: str, seconds: float, cpu: float | None = None, target: float | None = None) -> None:
    """A row of the table, and by how much a target is missed."""
    shown = f"{what:<62} {seconds:7.2f} s wall" + ("" if cpu is None else f" {cpu:7.2f} s cpu")
    if target is not None:
        shown += f"   target {target} s" + ("" if seconds <= target else f"   missed by {seconds / target - 1:.0%}")
    print(shown)


def figures(folder: Path) -> None:
    """Subjects of many figures."""
    made = run("store", folder)
    print(f"a store of {FIGURES:,} invented figures and {WITHDRAWALS:,} withdrawals, 10 figures an item")
    line("stage `accounts`, all of it, written", made["stage"])
    found = run("list", folder)
    line(f"list of {found['subjects']:,} subjects", found["listing"], found["listing_cpu"], 2)
    line("list as known on a day", found["listing_then"], found["listing_then_cpu"], 2)
    found = run("subject", folder)
    what = f"one subject of {found['points']:,} figures, {found['taken_back']:,} taken back"
    line(what, found["subject"], found["subject_cpu"], 2)
    found = run("all", folder)
    line("every subject with every point", found["accounts"], found["accounts_cpu"])


def documents(folder: Path, count: int) -> None:
    """One document more."""
    made = run("case", folder, str(count))
    print(f"\na case of {count:,} invented documents, four figures each")
    line("built anew, all stages", made["build"], made["build_cpu"])
    found = run("more", folder, str(count))
    line("opened", found["open"], found["open_cpu"])
    line("one document more: all stages", found["rebuild"], found["rebuild_cpu"])
    line("list of subjects and the account it changed", found["look"], found["look_cpu"])
    total, cpu = (sum(found[name + end] for name in ("rebuild", "look")) for end in ("", "_cpu"))
    line("together", total, cpu, 2)


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--full", action="store_true", help="10,000 documents; 1,000 without it")
    words.add_argument("--folder", type=Path, help="where to measure; must lie on a real disk")
    words.add_argument("--run", nargs="+", help=argparse.SUPPRESS)
    told = words.parse_args()
    if told.run:
        ACTIONS[told.run[0]](Path(told.run[1]), *told.run[2:])
        return
    folder = Path(tempfile.mkdtemp(prefix="accounts-", dir=told.folder))
    try:
        figures(folder / "store")
        documents(folder / "case", 10_000 if told.full else 1_000)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
