"""Writes one of three invented lists of invented persons: `persons hospital > FILE`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.people.lists.making import csv, poor, rows

LISTS = {
    "hospital": lambda: csv(rows(range(45), "h")),
    "morgue": lambda: csv(rows(range(15, 60), "m", slips=True)),
    "poor": lambda: csv(poor(range(0, 45, 4), "p")),
}
sys.stdout.write(LISTS[sys.argv[1]]())
