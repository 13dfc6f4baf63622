"""Sides, words and places of a case: a change reads the texts anew and nothing else, and decisions survive it."""

from __future__ import annotations

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.errors import FormatError
from aigaq.statements import Figure, Store, Verdict
from aigaq.statements.decide import Decider, Wish, log
from aigaq.statements.vocabulary import Side
from tests.build.conftest import add

TEXTS = (
    "Invented. The water council said nine people were zapped in Lower Vale.",
    "Invented. Police said 31 people were killed.",
)
SIDES = b'"water council" = "ngo"'
WORDS = b'[[en.words]]\nid = "own.zap"\nclass = "TRIG TRANS STATE VPAST"\nmeasure = "killed"\nwords = ["zapped"]'
PLACES = b'[[place]]\ncode = "lower-vale"\nkind = "settlement"\nparent = "kz"\nnames = {en = "Lower Vale"}'


def figures(case: Case) -> list[tuple[object, str, tuple[str, ...], Side]]:
    with Store.open(case) as store:
        found = [row.statement for row in store.statements("figure")]
    return sorted((one.low, one.measure, one.places, one.speakers[0].side) for one in found if isinstance(one, Figure))


def put(case: Case, what: str, payload: bytes) -> None:
    with case.writing() as batch:
        batch.set(what, payload)


def test_each_setting_is_used(case: Case) -> None:
    for text in TEXTS:
        add(case, text)
    build(case)
    assert figures(case) == [(31, "killed", (), Side.OFFICIAL)]
    put(case, "lexicon", WORDS)
    build(case)
    assert figures(case) == [(9, "killed", (), Side.OFFICIAL), (31, "killed", (), Side.OFFICIAL)]
    put(case, "gazetteer", PLACES)
    build(case)
    assert figures(case)[0] == (9, "killed", ("lower-vale",), Side.OFFICIAL)
    put(case, "sides", SIDES)
    built = build(case)
    assert figures(case)[0] == (9, "killed", ("lower-vale",), Side.NGO)
    assert build(case).done == 0, "nothing is made twice"
    assert built.digest == build(case).digest


@pytest.mark.parametrize(("what", "payload"), [("lexicon", WORDS), ("gazetteer", PLACES), ("sides", SIDES)])
def test_a_change_reads_texts_anew_and_nothing_else(case: Case, what: str, payload: bytes) -> None:
    for text in TEXTS:
        add(case, text)
    build(case)
    put(case, what, payload)
    done = {stage.name: len(stage.done) for stage in build(case).stages}
    assert done["intake"] == 0
    assert done["reading"] == len(TEXTS)
    put(case, what, payload)
    assert {stage.name: len(stage.done) for stage in build(case).stages}["reading"] == 0, "the same again is no change"


def test_a_setting_of_another_program_stops_the_build(case: Case) -> None:
    add(case, TEXTS[0])
    put(case, "lexicon", b"[[")
    with pytest.raises(FormatError) as caught:
        build(case)
    assert caught.value.where == "setting lexicon"


def test_decisions_survive_other_words(case: Case) -> None:
    """What was rejected stays rejected, what was accepted stands, when the words by which it was read are gone."""
    for text in TEXTS:
        add(case, text)
    put(case, "lexicon", WORDS)
    build(case)
    with Store.open(case) as store:
        rows = {row.statement.low: row for row in store.statements("figure") if isinstance(row.statement, Figure)}
        decider = Decider(case, store, "Somebody Invented")
        wishes = [Wish(rows[9].id, Verdict.ACCEPT, "heard it"), Wish(rows[31].id, Verdict.REJECT, "no")]
        prepared = [decider.prepare(wish) for wish in wishes]
    log(case, prepared)
    build(case)
    assert [row[0] for row in figures(case)] == [9]
    put(case, "lexicon", b'[[en.words]]\nid = "own.other"\nclass = "HUMAN"\nwords = ["zolto"]')
    build(case)
    assert [row[:2] for row in figures(case)] == [(9, "killed")], "accepted stands, rejected does not return"
