"""Invented answers of the toll: told, with warnings, refused with numbers that must never be seen, and by strata."""

from __future__ import annotations

import json
from typing import Any

from aigaq.report.toll_facts import TollFacts, answer_in
from aigaq.toll.counting.documented import Documented
from aigaq.toll.counting.policies import PolicySet
from aigaq.toll.counting.policy import Claimed, Inclusion, Invented, ListDeclared, Policy, Stratum
from aigaq.toll.counting.telling import Declared, FamilyTold, ListTold, MissingTold, Rule

LISTS = ("clinic", "market", "school <b>")
SECRET = (7_777_771, 7_777_772, 7_777_773)
"""Numbers of a refused answer; none of them, in any spelling, may stand anywhere."""
AT_LEAST = 8_888_881
"""A lower bound that may be told."""

WORDS = {"en": "Everybody killed in Lower Example", "ru": "Все погибшие в Нижнем Примере"}


def summary(median: float, low: float, high: float) -> dict[str, Any]:
    return {"mean": median + 1, "median": median, "interval_80": [low + 1, high - 1], "interval_95": [low, high]}


def family(outcome: str, median: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "reasons": [], "assumption": "…", **summary(median, low, high), **more}


def reason(code: str, outcome: str = "with_warnings", **named: Any) -> dict[str, Any]:
    return {"code": code, "outcome": outcome, "named": named, "words": "…", "next": "…"}


def overlaps(lists: tuple[str, ...] = LISTS) -> dict[str, Any]:
    pairs = [(0, 1, 12, True), (0, 2, 0, True), (1, 2, 0, False)]
    return {
        "lists": lists,
        "sizes": [40, 30, 20],
        "captures": [60, 12, 2],
        "pairs": [
            {"lists": [lists[one], lists[other]], "shared": shared, "possible": possible, "odds_ratio": None}
            for one, other, shared, possible in pairs
        ],
    }


def told(*, median: float = 141.0, observed: int = 76, **changes: Any) -> dict[str, Any]:
    """An answer that is told with warnings: one family refused, two modes, everything that a page may show."""
    bound = {"assumption": "chao_by_list", "value": 130.4, "interval_95": [110.2, 170.9], "missing": None}
    chapman = {"assumption": "chapman", "value": None, "interval_95": None, "missing": "no_overlap"}
    traces = [[observed + 20 + (at * 7 + chain) % 60 for at in range(100)] for chain in range(4)]
    answer = {
        "observed": observed,
        "outcome": "with_warnings",
        "reasons": [
            reason("list_decides", list="clinic", times=1.54),
            {**reason("several_modes", modes=2), "family": "latent_class"},
        ],
        "lists": [{"name": name, "size": size, "declared": [None]} for name, size in zip(LISTS, (40, 30, 20), strict=True)],
        "overlaps": overlaps(),
        "linkages": {"sampled": 20, "observed_range": [74, 81]},
        "linking_share": 0.07,
        "families": {
            "bounds": {
                "outcome": "reported",
                "reasons": [],
                "assumption": "…",
                "lower_bound": bound,
                "chapman": [{"lists": [LISTS[0], LISTS[2]], "shared": 0, "seen": 60, "bound": chapman}],
                "chao": bound | {"assumption": "chao", "value": 160.0},
                "chao_by_list": bound,
                "zelterman": bound | {"assumption": "zelterman", "value": 190.0},
            },
            "loglinear": family("reported", median - 3, 120, 165, kind="all_hierarchical", model="[12,3]"),
            "decomposable": {"outcome": "refused", "reasons": [reason("structural_zeros", "refused")], "cap": 5.0},
            "latent_class": family(
                "with_warnings", median + 5, 118, 210, rhat=1.0041, ess=2399.4, chains=4, draws=8000,
                modes=[{"at": 140.2, "share": 0.8}, {"at": 190.0, "share": 0.2}], traces=traces,
                density=[[observed + 10.0 * at, 1.0 / (1 + abs(at - 6))] for at in range(1, 14)],
            ) | {"reasons": [reason("several_modes", modes=2)]},
        },
        "total": summary(median, 115, 205),
        "undocumented": summary(median - observed, 39, 129) | {"exceeds": [{"figure": 100, "probability": 0.973}]},
        "leave_one_out": [
            {"by": "latent_class", "observed": 60, "without": LISTS[0], "median": 99.0, "interval_95": [80, 180], "rhat": 1.0},
            {"by": "chapman", "observed": 50, "without": LISTS[1], "median": 88.0, "interval_95": [70, 150]},
            {"by": "latent_class", "observed": 66, "without": LISTS[2]},
        ],
        "sensitivity": {
            "classes": [{"by": "latent_class", "observed": 76, "classes": 5, "median": 139.0, "interval_95": [110, 199]}],
            "prior": [{"by": "latent_class", "observed": 76, "alpha": [0.1, 2.0], "median": 144.0, "interval_95": [112, 214]}],
            "cap": [{"cap": 5.0, "median": 131.0, "interval_95": [101, 191], "top_mass": 0.0}],
        },
    }  # fmt: skip
    return answer | changes


def refused(**changes: Any) -> dict[str, Any]:
    """A refused answer whose row holds, by mistake, all the numbers it may not tell."""
    one, two, three = SECRET
    planted = {"families": {"latent_class": family("reported", one, two, three), "bounds": bounds(one, two, three)}}
    return told() | planted | {
        "outcome": "refused",
        "reasons": [reason("families_apart", "refused", times=7.5, least="loglinear", most="latent_class")],
        "total": summary(one, two, three),
        "undocumented": summary(one, two, three) | {"exceeds": [{"figure": 100, "probability": 0.5}]},
        "leave_one_out": [{"by": "latent_class", "observed": 60, "without": LISTS[0], "median": one, "interval_95": [two, three]}],
        "sensitivity": {"cap": [{"cap": 5.0, "median": one, "interval_95": [two, three], "top_mass": 0.0}]},
    } | changes  # fmt: skip


def bounds(value: float, low: float, high: float) -> dict[str, Any]:
    """The bounds of a refused answer, which hold a lower bound all the same."""
    lower = {"assumption": "chapman", "value": value, "interval_95": [low, high]}
    own = dict.fromkeys(("mean", "median", "interval_80", "interval_95"))
    return {"outcome": "refused", "reasons": [], "assumption": "…", **own, "lower_bound": lower}


def bound_alone(*codes: str, **changes: Any) -> dict[str, Any]:
    """An answer refused for these reasons of the table, with a lower bound beside numbers that must never be seen."""
    kept = {"families": refused()["families"] | {"bounds": bounds(AT_LEAST, *SECRET[1:])}}
    of_family = {**reason("too_few_lists", "refused", lists=2, fewest=3), "family": "loglinear"}
    return refused() | kept | {"reasons": [*(reason(code, "refused") for code in codes), of_family]} | changes


def endless() -> dict[str, Any]:
    """An answer in which log-linear models and all families together have no upper end, in either interval or in one."""
    answer = told()
    for part in (answer["families"]["loglinear"], answer["total"], answer["undocumented"]):
        part |= {"mean": None, "interval_95": [part["interval_95"][0], None]}
    answer["families"]["loglinear"]["interval_80"][1] = None
    answer["leave_one_out"][0]["interval_95"][1] = None
    answer["sensitivity"]["classes"][0]["interval_95"][1] = None
    return answer


def documented(count: int = 76, **changes: int) -> Documented:
    counts = dict.fromkeys(("open_place", "open_date", "differing", "other_fates", "outside"), 0)
    counts |= {"unnamed": 3, "alive": 1, "undecided": 2} | changes
    return Documented(
        documented=count,
        low=count - 2,
        high=count + 5,
        drawn=(count,) * 20,
        ladder=((0.1, count - 4), (0.99, count + 9)),
        lists=tuple(zip(LISTS, (40, 30, 20), strict=True)),
        **counts,
    )


def policy(**changes: Any) -> Policy:
    given: dict[str, Any] = {
        "inclusion": Inclusion(words=WORDS, since="2031-03-03", until="2031-03-09"),
        "claimed": (Claimed(number=100, words="the <i>mayor</i>"),),
    }
    return Policy(**given | changes)


def rule(given: Policy) -> Rule:
    first = PolicySet(entry="a" * 8, at="2031-03-10T09:00:00Z", policy=given)
    second = PolicySet(
        entry="b" * 8, at="2031-03-12T09:00:00Z", policy=given, changed=("until", "list clinic"), stands=True, used=True
    )
    return Rule(is_set=True, policy=given, history=(first, second))


def declared() -> Declared:
    return Declared(
        lists=LISTS,
        rows=tuple(ListTold(list=name, rows=45, unnamed=1, editions=2) for name in LISTS),
        declared=(
            ListDeclared(name="clinic", keeper="A clinic", begins="2031-03-03", gathered="at the door", drew_on=()),
        ),
        families=(FamilyTold(lists=("market", "school <b>"), through=("a poster",)),),
        missing=(MissingTold(list="market", fields=("keeper", "drew_on")),),
    )


def facts(answer: dict[str, Any] | None = None, **changes: Any) -> TollFacts:
    """The toll of an invented case without strata."""
    given = policy(**changes)
    return TollFacts(rule(given), declared(), {"": documented()}, {"": answer_in(json.dumps(answer or told()))})


def invented() -> Invented:
    return Invented(words="All of it is invented.", truth=145)


def by_strata(total: dict[str, Any], **answers: dict[str, Any]) -> TollFacts:
    """The toll of an invented case with strata: each by its name."""
    given = policy(strata=tuple(Stratum(name=name, sex="female") for name in answers))
    return TollFacts(
        rule(given),
        declared(),
        {"": documented(), **{name: documented(30) for name in answers}},
        {name: answer_in(json.dumps(one)) for name, one in answers.items()},
        answer_in(json.dumps(total)),
    )
