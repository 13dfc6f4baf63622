"""Reports made once for the tests that only read them: of the invented case, and of the shipped real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Keystore
from aigaq.cli.demo import take_in
from aigaq.examples import load
from aigaq.report.book import Book
from aigaq.report.gather import gather
from aigaq.report.material import Material
from aigaq.report.places import PlaceName, shipped_name
from aigaq.report.site import site
from aigaq.report.views import Viewer, passages_of
from aigaq.report.words import words
from aigaq.report.write import report, write
from aigaq.statements import Store
from tests.january import january_case
from tests.report.made_up import decided, material, place_name


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(material(), tmp_path_factory.mktemp("report") / "out", place_name=place_name).parent


@pytest.fixture(scope="session")
def decided_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = decided(material(), "figure", "event")
    return write(made, tmp_path_factory.mktemp("decided") / "out", place_name=place_name).parent


@pytest.fixture(scope="session")
def january(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """The shipped case of January 2022, built from its tables."""
    case = january_case(tmp_path_factory.mktemp("january"))
    build(case)
    with Store.open(case) as store:
        yield gather(case, store)


@pytest.fixture(scope="session")
def january_folder(january: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report in English."""
    out = tmp_path_factory.mktemp("january-report") / "out"
    return write(january, out, languages=("en",), place_name=shipped_name).parent


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Material, Path]]:
    """The shipped case of the made-up town, built, and its report in three languages."""
    base = tmp_path_factory.mktemp("town")
    case = take_in(load("made-up-town"), base / "case", Keystore(base / "keys"))
    build(case)
    folder = report(case, base / "report").parent
    with Store.open(case) as store:
        yield gather(case, store), folder


@pytest.fixture
def january_book(january: Material) -> Book:
    return book_of(january, shipped_name)


def book_of(whole: Material, name: PlaceName = place_name, language: str = "en") -> Book:
    return Book(whole, site(whole), passages_of(whole), language, {language: ""}, name)


def viewer_of(whole: Material, language: str = "en") -> Viewer:
    return Viewer(whole, site(whole), words(language), passages_of(whole), place_name)


@pytest.fixture
def viewer() -> Viewer:
    return viewer_of(material())
