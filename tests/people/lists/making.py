"""Invented lists of invented persons: names are put together from syllables with a fixed seed; nobody is called so."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from typing import Any

from aigaq.case import Case, Dated, Description, Handling, Role
from aigaq.case.editions import record_edition

COLUMNS = {
    "id": "key",
    "surname": "surname",
    "given": "given",
    "sex": "sex",
    "age": "age",
    "born": "birth",
    "died": "death",
    "place": "place",
    "status": "status",
}
ALL = {**COLUMNS, "name": "name", "patronymic": "patronymic", "cause": "cause", "when": "status_date"}
ALL |= {"keeper": "keeper", "issue": "edition", "note": "note"}
HEADER = tuple(COLUMNS)
_STARTS = (
    "Bra",
    "Cel",
    "Dro",
    "Fen",
    "Gul",
    "Hep",
    "Jov",
    "Kir",
    "Lum",
    "Mep",
    "Nor",
    "Pav",
    "Qui",
    "Rad",
    "Sto",
    "Tev",
    "Urb",
    "Vex",
    "Wil",
    "Zom",
)
_ENDS = (
    "ander",
    "bost",
    "crin",
    "dell",
    "evik",
    "fard",
    "gont",
    "hulm",
    "ister",
    "jark",
    "kamp",
    "lopp",
    "mund",
    "nuk",
    "orsk",
    "pelt",
    "quam",
    "rill",
    "sund",
    "tarn",
)
_GIVEN = (
    "Abrin",
    "Beltor",
    "Cadmir",
    "Dovel",
    "Elbrin",
    "Fandor",
    "Gelmir",
    "Hostel",
    "Ingbar",
    "Jolven",
    "Kelmor",
    "Lasdon",
    "Mirvan",
    "Nolber",
    "Orvent",
    "Pelgor",
)
_PLACES = ("Northgate", "Southgate", "Old Quay", "Mill Hill", "Ferry Lane", "Upper Field")


def person(number: int) -> dict[str, str]:
    """An invented person of this number, the same at every call."""
    draw = random.Random(number)
    year, month, day = draw.randint(1940, 2004), draw.randint(1, 12), draw.randint(1, 28)
    died = draw.randint(4, 12)
    return {
        "surname": draw.choice(_STARTS) + draw.choice(_ENDS),
        "given": draw.choice(_GIVEN),
        "sex": draw.choice("mf"),
        "age": str(2022 - year - 1),
        "born": f"{year}-{month:02}-{day:02}",
        "died": f"2022-01-{died:02}",
        "place": draw.choice(_PLACES),
        "status": "dead",
    }


def slip(row: dict[str, str], number: int) -> dict[str, str]:
    """The same person as another list might write it: a letter wrong, a date without its day, a field left out."""
    draw = random.Random(number * 7 + 1)
    made = dict(row)
    if draw.random() < 0.3:
        at = draw.randrange(1, len(made["surname"]) - 1)
        made["surname"] = made["surname"][:at] + made["surname"][at + 1 :]
    if draw.random() < 0.3:
        made["born"] = made["born"][:4]
    if draw.random() < 0.2:
        made["died"] = ""
    if draw.random() < 0.2:
        made["place"] = draw.choice(_PLACES)
    if draw.random() < 0.15:
        made["given"] = ""
    return made


def rows(numbers: Iterable[int], prefix: str, *, slips: bool = False) -> list[dict[str, str]]:
    """Rows of these persons, keyed by their numbers."""
    made = []
    for number in numbers:
        row = slip(person(number), number) if slips else person(number)
        made.append({"id": f"{prefix}{number}", **row})
    return made


def poor(numbers: Iterable[int], prefix: str) -> list[dict[str, str]]:
    """Rows that say little of these persons: a surname, a year, a place. Who they are stays in doubt."""
    kept = ("surname", "place", "status")
    return [
        {"id": f"{prefix}{number}", **{name: person(number)[name] for name in kept}, "born": person(number)["born"][:4]}
        for number in numbers
    ]


def csv(listed: Sequence[dict[str, str]], header: Sequence[str] = HEADER) -> str:
    """Rows as CSV."""
    lines = [",".join(header)]
    lines += [",".join(row.get(name, "") for name in header) for row in listed]
    return "\n".join(lines) + "\n"


def mapping(name: str, columns: dict[str, str] | None = None, *, single: bool = False, more: str = "") -> str:
    """The mapping of a list of this name; columns that a sheet has not are left out."""
    head = f'aigaq = "mapping 1"\n[[sheet]]\nid = "{name}"\nkind = "list"\n'
    head += "single = true\n" if single else ""
    return (
        head + "[sheet.columns]\n" + "".join(f'"{one}" = "{to}"\n' for one, to in (columns or COLUMNS).items()) + more
    )


def add_list(
    case: Case,
    text: str | bytes,
    name: str = "hospital",
    *,
    after: str | None = None,
    columns: dict[str, str] | None = None,
    single: bool = False,
    more: str = "",
    handling: Handling = Handling.INTERNAL,
    published: str | None = None,
    mapped: bool = True,
    **described: Any,
) -> str:
    """Bring a list in with its mapping, as the edition after another where that is named; gives its item id."""
    dated = None if published is None else Dated(published, "shown")
    description = Description(published=dated, **described)
    if columns is None and isinstance(text, str):
        header = [one.strip() for one in text.partition("\n")[0].split(",")]
        columns = {one: ALL[one] for one in header if one in ALL}
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    with case.writing() as batch:
        item = batch.add(stream, role=Role.LIST, handling=handling, media="text/csv", description=description).item
        if mapped:
            batch.set("mapping", mapping(name, columns, single=single, more=more).encode(), item=item)
        if after is not None:
            record_edition(batch, after, item)
    return item
