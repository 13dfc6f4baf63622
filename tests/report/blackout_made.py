"""An invented blackout in the invented town: two dark days with a window, a contradiction, an assessment, marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aigaq.blackout.character import Assessment, assess
from aigaq.blackout.character.episode import Episode
from aigaq.blackout.conflicts import Conflict
from aigaq.blackout.conflicts.telling import Hours, Kind
from aigaq.blackout.conflicts.telling import Said as Says
from aigaq.blackout.conflicts.telling import Side as ConflictSide
from aigaq.blackout.detecting import detect
from aigaq.blackout.fusing import Gap, Service, Spell, Telling, windows_of
from aigaq.blackout.made import made
from aigaq.blackout.marking import By, Mark, Why
from aigaq.blackout.series import NetworkKind
from aigaq.blackout.telling import Basis, Judgement
from aigaq.report.blackout_facts import BlackoutFacts
from aigaq.report.material import Material
from aigaq.statements.blackouts import Shade
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values.places import Gazetteer, Place
from tests.report.made_up import BULLETIN_ID, material

HOUR = 3600
NIGHT = 1_930_320_000  # 3 March 2031, 16:00 UTC
ZONE = "Asia/Almaty"


def gazetteer() -> Gazetteer:
    names = {"lower_example": "Lower Example", "example_region": "Example Region"}
    town = Place(
        "lower_example",
        "settlement",
        ((None, "example_region"),),
        ZONE,
        43.2,
        76.9,
        "settlement",
        {"en": (names["lower_example"],)},
    )
    region = Place("example_region", "region", (), ZONE, None, None, "region", {"en": (names["example_region"],)})
    return Gazetteer([region, town])


def said_ids(whole: Material, kind: str) -> list[str]:
    return [said.id for said in whole.by_kind(kind)]


def spells(whole: Material) -> tuple[Spell, ...]:
    """The statement on the network as a cut of a region, with a window of a town that somebody else tells of."""
    (cut,) = said_ids(whole, "connectivity")
    common: dict[str, Any] = {"precision": TimePrecision.HOUR, "observer_kind": "witness"}
    return (
        Spell(id=cut, place="example_region", service=Service.DARK, stated="down", networks=(NetworkKind.ALL,), observer="a baker", start=(NIGHT, NIGHT + HOUR), end=(NIGHT + 48 * HOUR, NIGHT + 49 * HOUR), **common | {"precision": TimePrecision.DAY}),
        Spell(id="w1", place="example_region", service=Service.UP, stated="up", networks=(NetworkKind.ALL,), observer="a <b>nurse</b>", start=(NIGHT + 20 * HOUR, NIGHT + 21 * HOUR), end=(NIGHT + 24 * HOUR, NIGHT + 25 * HOUR), **common),
        Spell(id="m1", place="lower_example", service=Service.DARK, stated="blocked", networks=(NetworkKind.MOBILE,), operators=("first <i>operator</i>",), observer="a baker", start=(NIGHT - 5 * HOUR, NIGHT - 4 * HOUR), end=(NIGHT, NIGHT + HOUR), **common),
    )  # fmt: skip


def assessment() -> Assessment:
    return assess(
        Episode(entity="example_region", start=(NIGHT, NIGHT + HOUR), end=(NIGHT + 48 * HOUR, NIGHT + 49 * HOUR))
    )


def judgement(whole: Material, **changes: Any) -> Judgement:
    given: dict[str, Any] = {
        "place": "example_region",
        "start": (NIGHT, NIGHT + HOUR),
        "end": (NIGHT + 48 * HOUR, NIGHT + 49 * HOUR),
    }
    return Judgement(**given | {"assessment": assessment(), "spells": tuple(one.id for one in spells(whole))} | changes)


def conflict(whole: Material) -> Conflict:
    (cut,), claims = said_ids(whole, "connectivity"), said_ids(whole, "claim")
    return Conflict(
        kind=Kind.NET_IS_GROSS,
        place="lower_example",
        hours=Hours(stated=48, left_out=4, gross=(47.0, 49.0), net=(43, 45.25)),
        sides=(
            ConflictSide(says=Says.NET, observers=("a baker",), statements=(cut, "nothing of this id"), when=(NIGHT, NIGHT + HOUR)),
            ConflictSide(says=Says.GROSS, observers=("the <u>mayor</u>",), statements=tuple(claims), when=(None, NIGHT)),
        ),
    )  # fmt: skip


def mark(shade: Shade = Shade.DARK, **changes: Any) -> Mark:
    given: dict[str, Any] = {
        "mark": shade,
        "why": Why.TOLD,
        "place": "lower_example",
        "when": (NIGHT + 3 * HOUR, NIGHT + 4 * HOUR),
    }
    return Mark(**given | {"by": By.HAPPENED} | changes)


def facts(whole: Material, **changes: Any) -> BlackoutFacts:
    """What is told of the invented blackout, by statements alone."""
    told = spells(whole)
    events = said_ids(whole, "event")
    given: dict[str, Any] = {
        "spells": told,
        "windows": tuple(windows_of(list(told), gazetteer())),
        "gaps": (
            Gap(
                place="lower_example",
                began_in="example_region",
                start=(NIGHT, NIGHT + HOUR),
                end=(NIGHT + 40 * HOUR, NIGHT + 50 * HOUR),
                sharpest=(NIGHT + 48 * HOUR, NIGHT + 49 * HOUR),
                told=(Telling(spell=told[0].id, observer="a baker"),),
                outlasts=("example_region",),
                untold=("w1",),
            ),
        ),
        "conflicts": (conflict(whole),),
        "judgements": (judgement(whole),),
        "basis": Basis(stated=3, series=0, items=0, not_read=0),
        "places": gazetteer(),
        "marks": {events[0]: (mark(),), events[1]: (mark(Shade.WINDOW, by=By.SAID),), BULLETIN_ID: (mark(),)},
    }
    return BlackoutFacts(**given | changes)


def dark(**changes: Any) -> Material:
    """The invented case with its blackout."""
    whole = material()
    return replace(whole, blackout=facts(whole, **changes))


def detections(count: int = 1) -> Iterator[tuple[str, Any]]:
    for seed in range(count):
        yield BULLETIN_ID, detect(made("ping", seed, weeks=2, outages=2).series)
