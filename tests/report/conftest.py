"""One report of the invented case, made once for the tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.report.material import Material
from aigaq.report.site import site
from aigaq.report.views import Viewer, passages_of
from aigaq.report.words import words
from aigaq.report.write import write
from tests.report.made_up import decided, material, place_name


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(material(), tmp_path_factory.mktemp("report") / "out", place_name=place_name).parent


@pytest.fixture(scope="session")
def decided_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = decided(material(), "figure", "event")
    return write(made, tmp_path_factory.mktemp("decided") / "out", place_name=place_name).parent


def viewer_of(whole: Material, language: str = "en") -> Viewer:
    return Viewer(whole, site(whole), words(language), passages_of(whole), place_name)


@pytest.fixture
def viewer() -> Viewer:
    return viewer_of(material())
