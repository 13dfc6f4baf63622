"""A made-up town as records, with the truth: what the engine is tried on. Everybody is invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aigaq.people.files import read_lists, records_of
from aigaq.people.linking import Records

TOLD = {
    "official": {"№": "key", "ФИО": "name", "дата смерти": "death", "место": "place"},
    "families": {"№": "key", "Аты-жөні / имя": "name", "возраст": "age", "откуда": "place"},
    "kazakh": {"рет": "key", "туған күні": "birth", "қайтыс болған күні": "death", "жері": "place"},
    "ngo": {"id": "key", "full name": "name", "date of birth": "birth", "date of death": "death", "place": "place"},
    "hospital": {"ИБ №": "key", "Год рождения": "birth", "Дата": "death"},
}
"""What a person would say of columns; what the words of a fate are in three languages no program is told here."""

SKIPPED = ("статус", "причина", "что с ним", "когда", "жағдайы", "status", "cause", "Исход")


def records(folder: Path, lists: Sequence[str]) -> tuple[Records, NDArray[np.int64]]:
    """The newest editions of these lists of a town as records, and the number of each record's person."""
    paths = [folder / "lists" / f"invented-{name}.csv" for name in lists]
    files, truth = [], list[str]()
    for name, path in zip(lists, paths, strict=True):
        told = {header: "skip" for header in SKIPPED if header in path.read_text(encoding="utf-8").split("\n", 1)[0]}
        files += read_lists([path], told={**told, **TOLD[name]}, apart=["person"])
        truth += [str(cell) for cell in files[-1].columns["person"]]
    return records_of(files), np.array([int(person[1:]) for person in truth], np.int64)
