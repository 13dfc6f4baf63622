"""Ages that follow from births: so that a list of births can be compared with a list of ages.

Proved by tests/people/test_files.py and tests/people/lists/test_comparing.py.
"""

from __future__ import annotations

from datetime import date

from aigaq.people.columns import Cells
from aigaq.people.linking.dates import day_text


def ages(births: Cells, deaths: Cells, given: Cells) -> list[str | None]:
    """Ages that are given, and else what follows from the birth: at death, or at the middle of all days of death.

    So a list of births can be compared with a list of ages, also where the day of death is not told; the event decides
    the age of those who lived on.
    """
    known = sorted(day for day in map(_day, deaths) if day is not None)
    middle = known[len(known) // 2] if known else None
    return [
        age or _age(_day(birth), _day(death) or middle) for birth, death, age in zip(births, deaths, given, strict=True)
    ]


def _day(text: str | None) -> date | None:
    """A whole date as a day, a year as its middle; None where no calendar has it."""
    digits = day_text(text) if text else None
    if digits is None or len(digits) == 6:
        return None
    try:
        return date.fromisoformat(digits) if len(digits) == 8 else date(int(digits), 7, 1)
    except ValueError:  # a slip of the pen: it is compared as it is, but no age follows from it
        return None


def _age(born: date | None, died: date | None) -> str | None:
    if born is None or died is None:
        return None
    years = died.year - born.year - ((died.month, died.day) < (born.month, born.day))
    return str(years) if years >= 0 else None
