"""No name of a list stands in a report: every name of invented lists is looked for in every file of its folder.

Names are looked for as they are, in other cases, as JSON, HTML, CSS and URLs write them, and in parts. Those of the shipped
town are made of ordinary words, and some are parts of others, so they are looked for as whole words.
"""

from __future__ import annotations

import csv as tables
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from aigaq.build import build
from aigaq.case import Case, Handling, Keystore, Role
from aigaq.cli.demo import take_in
from aigaq.examples import Example, load
from aigaq.people.decide import RowDecider, log_on_rows
from aigaq.report import report
from aigaq.report.material import Material
from aigaq.statements import Store, Verdict
from aigaq.statements.persons import People
from tests.build.conftest import add, new_case
from tests.people.lists.making import add_list, csv, rows

HOSPITAL, MORGUE = rows(range(20), "h"), rows(range(5, 25), "m", slips=True)
OWN = ["Zzyvander", "Qwompelt", "Xarbrin", "Ұйқылман", "Жжыргант"]
"""Names that stand in no word of any language, in places where a careless reader would put them."""

HOSTILE = (
    "id,surname,given,sex,age,born,died,place,status,note\n"
    f"x1,{OWN[0]},{OWN[1]},{OWN[1]},{OWN[2]},{OWN[2]},{OWN[1]},{OWN[0]},{OWN[2]},{OWN[4]}\n"
    f"x2,{OWN[3]},{OWN[4]},,,31.02.2022,,,alive,\n"
    f"x3,{OWN[3] * 60},,,,,,,,\n"
    f"x4,\u202e{OWN[0]},,,,,,,,,,{OWN[1]}\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("named")
    case = new_case(base / "case")
    add(
        case,
        "This text is invented. Police said 12 people were killed in Almaty.",
        publisher="The Courier",
        language="en",
    )
    add_list(case, csv(HOSPITAL), "hospital", publisher="The Invented Hospital", published="2022-01-10")
    add_list(case, csv(MORGUE), "morgue", handling=Handling.PUBLIC)
    first = add_list(case, HOSTILE, "hostile")
    add_list(
        case, "\n".join(HOSTILE.splitlines()[1:]), "hostile", after=first, columns={"surname": "surname", "id": "key"}
    )
    add_list(case, "id,surname\n1,Zzyvander\n1,Xarbrin\n", "twice")
    add_list(case, csv(HOSPITAL), "unmapped", mapped=False)
    build(case)
    with Store.open(case) as store:
        one, other = (str(People(store).find("hospital", key)) for key in ("h1", "h2"))
        log_on_rows(case, [RowDecider(case, store).pair(one, other, Verdict.SAME, "made up")])
    build(case)
    report(case, base / "report")
    return base / "report"


def names() -> Iterator[str]:
    yield from OWN
    for row in (*HOSPITAL, *MORGUE):
        yield from (row["surname"], row["given"])
        yield f"{row['given']} {row['surname']}"


def written(name: str) -> set[str]:
    """A name as a page, a script, a style sheet or an address may hold it, folded."""
    ways = {name, html.escape(name), json.dumps(name)[1:-1], quote(name), "".join(f"\\{ord(one):06x}" for one in name)}
    ways |= {"".join(f"&#{ord(one)};" for one in name), "".join(f"&#x{ord(one):x};" for one in name)}
    return {one.casefold() for one in ways}


def test_no_name_is_in_any_file(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20 and any(path.name.startswith("search-data") for path in files)
    texts = {path: path.read_bytes().decode("utf-8", "replace").casefold() for path in files}
    looked = {way for name in names() if len(name) > 4 for way in written(name)}
    assert len(looked) > 100
    found = {(path.name, way) for path, text in texts.items() for way in looked if way in text}
    assert found == set()


def test_the_search_would_have_found_them(folder: Path) -> None:
    """What is looked for can be found: the words of the document are."""
    texts = [path.read_bytes().decode("utf-8", "replace").casefold() for path in folder.rglob("*") if path.is_file()]
    assert any(way in text for way in written("Police") for text in texts)


def test_a_list_is_there_as_an_item(folder: Path) -> None:
    assert "The Invented Hospital" in (folder / "sources.html").read_text(encoding="utf-8")


def test_a_table_of_persons_gives_none_away_either(tmp_path: Path) -> None:
    case: Case = new_case(tmp_path / "case")
    add(case, HOSTILE, media="text/csv", role=Role.TABLE)
    build(case)
    page = report(case, tmp_path / "report")
    texts = [path.read_bytes().decode("utf-8", "replace") for path in page.parent.rglob("*") if path.is_file()]
    assert not any(name in text for name in OWN for text in texts)


NAMED = (
    "ФИО",
    "Аты-жөні / имя",
    "тегі",
    "аты",
    "әкесінің аты",
    "full name",
    "patronymic",
    "Фамилия",
    "Имя",
    "Отчество",
)
"""The columns of the shipped town that hold names."""


def words_of_names(text: str) -> Iterator[str]:
    """The words of every name in a list of the town, initials and words for nobody known left out."""
    for row in tables.DictReader(text.splitlines()):
        for column in NAMED:
            yield from (word for word in (row.get(column) or "").split() if len(word) > 2 and "установлен" not in word)


def found_in(texts: Iterable[str], names: Iterable[str]) -> set[str]:
    """Which names stand in texts, as whole words or as an escape writes them."""
    escaped = {way: name for name in names for way in written(name) - {name.casefold()}}
    plain = {name.casefold() for name in names}
    met: set[str] = set()
    for text in texts:
        folded = text.casefold()
        met |= plain & set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", folded))
        met |= {name for way, name in escaped.items() if way in folded}
    return met


def test_no_name_of_the_shipped_town_is_in_its_report(tmp_path: Path, town: tuple[Material, Path]) -> None:
    example = load("made-up-town")
    lists = [one.data.decode("utf-8") for one in example.items if one.role == "list"]
    names = {word for text in lists for word in words_of_names(text)}
    assert len(names) > 400
    assert found_in(lists, names) == {name.casefold() for name in names}, "the search finds what is there"
    texts = texts_in(town[1])
    assert any("An office (invented)" in text for text in texts)
    assert not any(re.search(r"\bP0000\d{3}\b", text) for text in texts), "nor who is who"
    without = texts_of(replace(example, items=(example.item("announcement.txt"),), policy=None), tmp_path / "without")
    assert found_in(texts, names) == found_in(without, names), (
        "a name may be a word of the pages, such as that of a tag"
    )
    assert len(found_in(without, names)) < 3


def texts_of(example: Example, folder: Path) -> list[str]:
    """Every file of the report on an example."""
    case = take_in(example, folder / "case", Keystore(folder / "keys"))
    build(case)
    return texts_in(report(case, folder / "report").parent)


def texts_in(folder: Path) -> list[str]:
    """Every file of a report."""
    return [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
