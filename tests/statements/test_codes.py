"""Code lists: the facts' own vocabulary is there, every line is whole, relations are sound."""

import csv

import pytest

from aigaq.errors import NotFound
from aigaq.statements import Side, code_list, event_types, is_a, label, measure_is_a, measures, scopes, units
from aigaq.statements.codes import LISTS
from tests.shared import shared

FACTS = {
    "measures": ("figures.csv", "measure"),
    "scopes": ("figures.csv", "scope_code"),
    "units": ("figures.csv", "unit"),
    "mediums": ("figures.csv", "medium"),
    "events": ("events.csv", "kind"),
    "source_kinds": ("sources.csv", "kind"),
    "hows": ("positions.csv", "how_code"),
    "observers": ("shutdown.csv", "observer_kind"),
    "place_precisions": ("events.csv", "place_precision"),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_code_of_the_facts_is_known(name: str) -> None:
    file, column = FACTS[name]
    with shared(f"facts/{file}").open(encoding="utf-8", newline="") as rows:
        used = {code for row in csv.DictReader(rows) for code in row[column].split(";") if code}
    assert used
    assert used <= set(code_list(name))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("measures", "measure"),
        ("scopes", "scope_code"),
        ("units", "unit"),
        ("mediums", "medium"),
        ("events", "kind"),
        ("hows", "how_code"),
    ],
)
def test_every_code_of_the_vocabulary_is_known(name: str, word: str) -> None:
    text = shared("facts/VOCABULARIES.md").read_text(encoding="utf-8")
    words = text.partition(f"**{word}**")[2].partition(":")[2].partition(".")[0]
    listed = {code.strip() for code in words.split(",")}
    assert len(listed) > 5
    assert listed <= set(code_list(name))


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_whole(name: str) -> None:
    for code, entry in code_list(name).items():
        assert entry.code == code
        assert set(entry.labels) == {"en", "ru", "kk"}
        assert all(words.strip() == words and words for words in (*entry.labels.values(), entry.meaning, entry.source))
        assert set(entry.within) <= set(code_list(name)), code


@pytest.mark.parametrize("name", LISTS)
def test_labels_tell_codes_apart(name: str) -> None:
    for language in ("en", "ru", "kk"):
        labels = [entry.labels[language] for entry in code_list(name).values()]
        assert len(set(labels)) == len(labels), sorted(one for one in labels if labels.count(one) > 1)


def test_relations() -> None:
    assert measure_is_a("hospitalised", "injured")
    assert measure_is_a("arrested", "detained")
    assert measure_is_a("injured", "injured")
    assert not measure_is_a("injured", "hospitalised")
    assert is_a("scopes", "guard", "security")
    assert not is_a("scopes", "children", "security")
    assert is_a("measures", "new_code", "new_code")
    assert not is_a("measures", "new_code", "injured")


@pytest.mark.parametrize("name", LISTS)
def test_no_code_lies_within_itself_by_a_detour(name: str) -> None:
    entries = code_list(name)
    for code in entries:
        for wider in entries[code].within:
            assert not is_a(name, wider, code)


def test_labels() -> None:
    assert label("measures", "killed", "ru") == "погибшие"
    assert label("measures", "killed", "fr") == "killed"
    assert label("measures", "of_a_newer_list", "ru") == "of_a_newer_list"


def test_sides_of_kinds_are_sides() -> None:
    assert {entry.side for entry in code_list("source_kinds").values()} <= set(Side)


def test_shorthands() -> None:
    assert measures() is code_list("measures")
    assert scopes() is code_list("scopes")
    assert units() is code_list("units")
    assert event_types() is code_list("events")
    with pytest.raises(NotFound, match="no code list"):
        code_list("colours")
