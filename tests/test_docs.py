"""The docs say what the program says: generated pages are current, console blocks run, words and commands have entries."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

from aigaq.cli import program
from aigaq.examples import load
from tests.scripts.transcript import ROOT, console_blocks, play, world

DOCS = ROOT / "docs"
COMMANDS = dict(program.commands)
PAGES = ("README.md", "docs/tour.md")
# The words of the design, one for each thing.
WORDS = (
    "case", "item", "role", "handling", "description", "source", "observation", "rendition", "span", "statement",
    "figure", "event", "claim", "designation", "position", "connectivity", "withdrawal", "speaker chain", "side", "subject",
    "standing", "decision", "family", "edition", "record", "person", "toll", "outage", "window", "explanation", "publication",
)  # fmt: skip


def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current() -> None:
    assert make().differing() == []


def test_a_page_that_differs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = make()
    monkeypatch.setattr(module, "DOCS", tmp_path)
    assert module.main(["--check"]) == 1
    assert f"differs from the program, {tmp_path}/reference/commands.md" in capsys.readouterr().err
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    command = COMMANDS[name]
    assert command.help is not None
    assert "Example" in command.help
    assert f"aigaq {name}" in command.help
    for option in command.params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None), option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_entry_and_a_transcript(name: str) -> None:
    assert f"\n## aigaq {name}\n" in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "scripts").glob("*.txt"))
    assert re.search(rf"^\$ .*aigaq {name} ", scripts, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_the_console_blocks_run(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "article.txt").write_bytes(load("made-up-bulletin").item("bulletin.txt").data)
    for name, body in re.findall(r"<!-- file: (\S+) -->\n```text\n(.*?)```", text, re.DOTALL):
        (folder / name).write_text(body, encoding="utf-8")
    env = world(tmp_path / "home")
    steps = [step for script in console_blocks(text) for step in script.steps]
    assert steps
    for step in steps:
        wrong = play(step, folder=folder, env=env, together=True)
        assert not wrong, f"{page}, {wrong}"


def test_the_glossary_has_every_word_in_three_languages() -> None:
    rows = re.findall(
        r"^\| ([^|]+?) ?◦? \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
        (DOCS / "glossary.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    known = {word.strip(): (meaning, ru, kk) for word, meaning, ru, kk in rows}
    for word in WORDS:
        meaning, ru, kk = known[word]
        assert meaning.strip()
        assert re.search("[а-яё]", ru)
        assert re.search("[а-яәғқңөұүһі]", kk)


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_links_inside_the_docs_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
