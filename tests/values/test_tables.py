"""The data files: each says where it comes from and why; importing the room reads none of them."""

import re
import subprocess
import sys
from importlib import resources

import pytest

from aigaq.values import tables

FILES = sorted(path.name for path in (resources.files("aigaq.values") / "data").iterdir() if path.name[0] != ".")


def test_there_are_files_for_three_languages() -> None:
    for table in ("quantities", "dates", "inflections"):
        assert {f"{table}.{language}.toml" for language in ("en", "ru", "kk")} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_its_source_licence_and_reason(name: str) -> None:
    text = (resources.files("aigaq.values") / "data" / name).read_text(encoding="utf-8")
    head = re.match(r"(?:#.*\n)+", text)
    assert head is not None
    for words in ("Reason:", "icen[cs]e|CC BY", "Source:|Names|GeoNames"):
        assert re.search(words, head[0]), words


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_languages_share_one_schema(name: str) -> None:
    stem, _, language = name.removesuffix(".toml").partition(".")
    if stem in ("quantities", "dates"):
        data, english = tables.toml(f"{stem}.{language}"), tables.toml(f"{stem}.en")
        assert set(english) <= set(data)
        assert data["language"] == language


def test_a_missing_file_is_an_empty_table() -> None:
    assert tables.toml("quantities.tlh") == {}


def test_alternatives_put_the_longest_first() -> None:
    assert re.match(tables.alternatives(["a few", "a", "a few more"]), "a few  more")[0] == "a few  more"  # type: ignore[index]


def test_keys_fold_what_the_patterns_take_for_equal() -> None:
    assert tables.key("MİLLION ") == tables.key("mıllion") == tables.key("Million")


def test_import_is_light_and_reads_nothing() -> None:
    code = (
        "import sys, builtins, io\n"
        "import re, dataclasses, datetime, enum, pathlib, errno\n"
        "import time\n"
        "start = time.perf_counter()\n"
        "import aigaq.values\n"
        "took = time.perf_counter() - start\n"
        "heavy = {'tomllib', 'zoneinfo', 'msgspec', 'aigaq.values.places', 'aigaq.values.quantities'} & set(sys.modules)\n"
        "print(took, sorted(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    took, _, heavy = done.stdout.strip().partition(" ")
    assert heavy == "[]"
    # The aim is 20 ms; the margin is for a busy machine.
    assert float(took) < 0.2
