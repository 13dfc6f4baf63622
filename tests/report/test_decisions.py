"""Decisions on pages: a decided statement loses its ring, a rejected one is listed apart with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aigaq.report.heads import tally
from aigaq.report.icons import mark_of
from aigaq.report.material import Material, Reason, Said
from aigaq.report.words import words
from aigaq.report.write import write
from aigaq.statements import Figure, Outcome
from tests.report.conftest import viewer_of
from tests.report.made_up import material, place_name
from tests.report.markup import Markup, read
from tests.report.test_heads import heads_of, numbers

WHY = "an invented reason <b>"


def decide(whole: Material, low: int, outcome: Outcome, *, unbound: bool = False) -> Material:
    """The invented case with a decision on the figure of so many."""
    said = []
    rejected = list(whole.rejected)
    for one in whole.said:
        if isinstance(one.statement, Figure) and one.statement.low == low:
            reasons: tuple[Reason, ...] = (Reason(outcome, WHY),)
            if outcome is Outcome.DISPUTED:
                reasons = (Reason(Outcome.ACCEPTED, "yes"), Reason(Outcome.REJECTED, WHY))
            one = replace(one, decision=outcome, reasons=reasons, unbound=unbound)
            if outcome is Outcome.REJECTED:
                rejected.append(one)
                continue
        said.append(one)
    return replace(whole, said=tuple(said), rejected=tuple(rejected))


def figure(whole: Material, low: int) -> Said:
    every = (*whole.said, *whole.rejected)
    return next(one for one in every if isinstance(one.statement, Figure) and one.statement.low == low)


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.AMENDED])
def test_what_is_decided_stands_without_a_ring(outcome: Outcome) -> None:
    whole = decide(material(), 12, outcome)
    said = figure(whole, 12)
    assert (said.decided, said.reading, mark_of(said).machine) == (True, "person", False)
    assert numbers(heads_of(whole)) == ["12"]
    card = viewer_of(whole).card(said)
    assert (card.decision_word, card.reasons) == (words("en").word("decision", outcome), (WHY,))


def test_a_dispute_is_not_a_decision() -> None:
    whole = decide(material(), 12, Outcome.DISPUTED)
    said = figure(whole, 12)
    assert (said.decided, said.reading, mark_of(said).machine) == (False, "machine", True)
    assert heads_of(whole) == ()
    assert viewer_of(whole).card(said).reasons == ("accepted: yes", f"rejected: {WHY}")


def test_what_is_rejected_counts_nowhere() -> None:
    before, after = tally(material()), tally(decide(material(), 12, Outcome.REJECTED))
    assert (after.total, after.machine, after.rejected) == (before.total - 1, before.machine - 1, 1)


def test_what_was_read_is_named_where_it_reads_otherwise() -> None:
    whole = decide(material(), 12, Outcome.AMENDED)
    said = figure(whole, 12)
    assert isinstance(said.statement, Figure)
    read_as = msgspec.structs.replace(said.statement, measure="injured")
    viewer = viewer_of(whole)
    assert viewer.card(replace(said, read_as=(read_as,))).read_as.startswith("12 injured")
    assert viewer.card(replace(said, read_as=(said.statement,))).read_as == ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = decide(material(), 12, Outcome.REJECTED)
    whole = decide(decide(whole, 7, Outcome.DISPUTED), 15, Outcome.ACCEPTED, unbound=True)
    return write(whole, tmp_path_factory.mktemp("decisions") / "out", place_name=place_name).parent


def page(folder: Path, name: str) -> Markup:
    return read((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_page_of_decisions(folder: Path, language: str) -> None:
    t, prefix = words(language), "" if language == "en" else f"{language}/"
    decisions = page(folder, f"{prefix}decisions.html")
    assert not decisions.faults and WHY in decisions.words
    for key in ("title", "rejected_note", "disputed_note", "unbound_note"):
        assert t(f"decisions.{key}") in decisions.words
    assert len(decisions.named("article")) == 1
    first = page(folder, f"{prefix}index.html")
    assert t.n("head.rejected", 1) in first.words and t.n("head.decided", 1) in first.words
    assert "decisions.html" in first.values("href")
    assert "decisions.html" in page(folder, f"{prefix}statements.html").values("href")


def test_what_is_rejected_is_on_no_other_page(folder: Path) -> None:
    rejected = figure(material(), 12).id
    there = [path.name for path in folder.glob("*.html") if rejected in path.read_text(encoding="utf-8")]
    assert there == ["decisions.html"]
    numbers = [tag.attributes.get("href") for tag in page(folder, "figures.html").named("a")]
    assert not any(str(href).startswith("decisions.html") for href in numbers)


def test_every_link_leads_somewhere(folder: Path) -> None:
    found = {path: read(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    ids = {path: set(one.values("id")) for path, one in found.items()}
    for path, one in found.items():
        for address in one.values("href"):
            name, _, anchor = address.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file() and (not anchor or anchor in ids[target] or target.suffix == ".css"), address


def test_without_decisions_there_is_no_page_of_them(tmp_path: Path) -> None:
    made = write(material(), tmp_path / "out", languages=("en",), place_name=place_name).parent
    assert not list(made.glob("decisions*.html"))
    assert not re.search("decisions.html", (made / "index.html").read_text(encoding="utf-8"))


def test_many_rejected_are_paged(tmp_path: Path) -> None:
    whole = material()
    one = decide(whole, 12, Outcome.REJECTED).rejected[0]
    many = tuple(replace(one, id=f"{n:064x}") for n in range(150))
    made = write(replace(whole, rejected=many), tmp_path / "out", languages=("en",), place_name=place_name).parent
    assert [len(page(made, name).named("article")) for name in ("decisions.html", "decisions-2.html")] == [100, 50]
