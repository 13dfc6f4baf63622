"""Tables that papers and packages print, from the development data beside the checkout; skips where it is missing."""

import csv

from aigaq.toll.tables.table import Table
from tests.shared import shared


def published(name: str) -> Table:
    """The table bench/toll/<name>.csv: a column for each list, and the count last."""
    with shared(f"bench/toll/{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return Table.of(head[:-1], {tuple(map(int, row[:-1])): int(row[-1]) for row in rows})
