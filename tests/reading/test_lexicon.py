"""Packs: every shipped file loads, every pattern compiles, every code is a code; and what a broken pack says."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.errors import FormatError, NotFound
from aigaq.reading.lexis.lexicon import DATA
from aigaq.reading.lexis.loading import digest, load, packs, shipped
from aigaq.statements.codes import code_list
from aigaq.statements.vocabulary import Change, Layer, NetworkState, Side, Standing

LISTS = {"measure": "measures", "scope": "scopes", "unit": "units", "hedge": "hedges", "how": "hows"}
ENUMS = {"side": Side, "change": Change, "layer": Layer, "state": NetworkState, "becomes": Standing}


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(text, encoding="utf8")
    return folder


@pytest.mark.parametrize("language", packs())
def test_every_pattern_of_a_shipped_pack_compiles(language: str) -> None:
    lexicon = shipped(language)
    rules = [rule for found in lexicon.rules.values() for rule in found] + list(lexicon.phrases)
    assert len({rule.pattern.regex.pattern for rule in rules}) > 20


@pytest.mark.parametrize("language", packs())
def test_rule_ids_begin_with_the_language_and_name_one_rule(language: str) -> None:
    kinds: dict[str, set[str]] = {}
    for kind, rules in shipped(language).rules.items():
        for rule in rules:
            kinds.setdefault(rule.id, set()).add(kind)
    assert all(name.startswith(f"{language}.") for name in kinds)
    assert {name for name, used in kinds.items() if len(used) > 1} == set()


@pytest.mark.parametrize("language", packs())
def test_codes_of_a_pack_are_codes_of_statements(language: str) -> None:
    lexicon = shipped(language)
    entries = {entry.id: entry for found in lexicon.forms.values() for entry in found}
    entries |= {entry.id: entry for found in lexicon.stems.values() for entry, _ in found}
    entries |= {e.id: e for lines in lexicon.several.values() for found in lines.values() for e in found}
    entries |= {entry.id: entry for found in lexicon.lemmas.values() for entry in found}
    attrs = [(entry.id, dict(entry.attrs)) for entry in entries.values()]
    attrs += [(rule.id, dict(rule.attrs)) for rules in lexicon.rules.values() for rule in rules]
    for name, values in attrs:
        for key, value in values.items():
            if key in LISTS and value != "same":
                assert value in code_list(LISTS[key]), (name, key, value)
            if key in ENUMS:
                ENUMS[key](value)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: path.name)
def test_every_data_file_says_its_source_licence_and_reason(path: Path) -> None:
    head = "".join(line for line in path.read_text(encoding="utf8").splitlines(True)[:8] if line.startswith("#"))
    assert "Source:" in head
    assert "Licence:" in head
    assert "Reason:" in head


def test_stems_take_endings_and_chains_of_endings(tmp_path: Path) -> None:
    pack = """
[pack]
name = "Xx"
[endings.verb]
"" = "BASE"
ed = "PAST"
[endings.noun]
slots = ["lar ler", "dan den"]
[[words]]
id = "walk"
class = "GO"
endings = "verb"
words = "walk"
[[words]]
id = "adam"
class = "HUMAN"
endings = "noun"
words = "adam"
"""
    lexicon = load(write(tmp_path / "xx", pack))
    assert set(lexicon.known("walked").codes) == set(lexicon.codes.all(["GO", "PAST"]))
    assert lexicon.known("walking").entries == ()
    assert [entry.id for entry in lexicon.known("adamlardan").entries] == ["adam"]
    assert lexicon.known("adamx").entries == ()


@pytest.mark.parametrize(
    "text",
    ["[", "[[words]]\nid = 'a'", "[[words]]\nid='a'\nclass='A'\nwords='x'\nendings='none'", "[[event]]\nid='a'"],
)
def test_a_broken_pack_is_a_format_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError) as caught:
        load(write(tmp_path / "xx", text))
    assert "pack.toml" in str(caught.value)


def test_no_pack() -> None:
    with pytest.raises(NotFound):
        shipped("xx")


def test_the_digest_covers_every_file() -> None:
    assert len(digest()) == 64
