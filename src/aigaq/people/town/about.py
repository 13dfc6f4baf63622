"""The page that lies beside the lists of a made-up town. Its first line says that everything is invented.

Proved by tests/people/town/test_about.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aigaq.people.town.rates import Rates

_TOP = """\
Everything in this folder is invented: the town, the places, the event and every person. No row is about anybody.

# A made-up town
Names are ordinary words put together by chance, so a full name here may be somebody's: that is a coincidence, and says
nothing about that person. Made by `aigaq town` to ask how well linking and counting work where the truth is known.
Never mix these files with lists of real persons.
"""

_FILES = """
| file | what |
|---|---|
| lists/invented-*.csv | the newest edition of each list, one row a person and some persons twice |
| earlier/invented-*-1.csv | the edition before it, where a list has two: same numbers, same rows |
| truth/invented-persons.csv | every person, also those on no list |
| truth/truth.json | how many persons there are, and how many are on which lists |

In every list the column `person` is the truth: rows of one person have the same. It is for scoring only:

    aigaq link lists/*.csv --dedupe --truth person

`histories` in truth.json counts persons by the lists that ever had them, "1" or "0" for each list in the order of the
table below; the one of zeros only is what an estimate of the uncounted has to find.
"""


def readme(rates: Rates, truth: Mapping[str, Any]) -> str:
    """The page of a town with this truth."""
    lists = {one["name"]: one for one in truth["lists"]}
    rows = [
        "",
        "| list | keeper | language | rows now | without a name | persons ever on it | second rows of a person |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in rates.list:
        got = lists[one.name]
        counts = [f"{got[what]:,}" for what in ("rows", "without_name", "persons", "second_rows")]
        rows.append(f"| {one.name} | {one.keeper} | {one.language} | {' | '.join(counts)} |")
    known = (
        f"\nSeed {truth['seed']}: {truth['persons']:,} persons, {truth['dead']:,} of them dead. On no list: "
        f"{truth['on_no_list']:,} persons, {truth['dead_on_no_list']:,} of them dead.\n"
    )
    return _TOP + known + _FILES + "\n".join(rows) + "\n"
