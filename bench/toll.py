"""The toll beside published figures, and beside R packages on the same tables where they are installed.

    python bench/toll.py [--only PART]
    python bench/toll.py --coverage [...]      how often intervals hold a known truth: bench/_toll_coverage.py

Every row: what is measured, our figure, the target with its tolerance, met or MISSED by how much. Times are those of a
warm run: CPU seconds over all threads decide, for the clock of a busy machine says little; it stands beside, with the load. Peers are run by bench/toll_peers.R: LCMCR and dga from CRAN, conting from Debian. What is
not installed is said, and its figures measured earlier stand beside. Tables that are not here are said.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from math import lgamma, log
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "bench" / "toll"
PEERS = Path(__file__).with_name("toll_peers.R")
KOSOVO, UK, UK_6, GAZA, NED = "lcmcr_kosovo", "sparsemse_UKdat_5", "sparsemse_UKdat", "gaza_pub", "sparsemse_Ned_5"
HIV, LESBIAN, WESTERN = "rcapture_HIV", "rcapture_lesbian", "sparsemse_Western"
NEW_ORLEANS, NEW_ORLEANS_8, ARTIFICIAL = "sparsemse_NewOrl_5", "sparsemse_NewOrl", "sparsemse_Artificial_3"
MISSED: list[str] = []

# Madigan and York, Biometrika 84 (1997): examples of five and three lists, the first list running fastest.
FIVE = (0, 27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5, 83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2)
THREE = (0, 60, 49, 4, 247, 112, 142, 12)
# dga 2.0.2, δ = 2^-lists, 0 to 5n uncounted: mean; 2.5 %, 50 %, 97.5 % (None: only the mean was kept).
DGA: dict[str, tuple[float, tuple[int, int, int] | None]] = {
    KOSOVO: (12_749.31, (9_827, 12_595, 16_544)),
    UK: (11_824.95, (9_880, 11_767, 14_207)),
    NED: (46_018.56, (40_058, 46_443, 49_243)),
    GAZA: (45_665.87, (29_271, 30_331, 86_701)),
    LESBIAN: (5_147.33, (4_635, 5_131, 5_749)),
    NEW_ORLEANS: (801.52, (498, 800, 1_087)),
    WESTERN: (1_741.50, None),
    HIV: (10_525.08, (9_209, 10_613, 11_337)),
}
DGA_SECONDS = {UK: 0.85, NED: 1.8}  # measured earlier on such a machine, unloaded
SPARSE = {UK_6: 11_418, UK: 11_313.0, NEW_ORLEANS: 1_034.2, WESTERN: 2_483.4, NED: 121_521.6, KOSOVO: 14_341.7}
LCMCR_RATE = {KOSOVO: 63.0, UK: 63.0, GAZA: 2.4}  # effective draws a second, measured earlier: 8 chains of 1,000,000
TIMES_FASTER = {KOSOVO: 20, UK: 20, GAZA: 50}
# Latent classes, K = 10: what of N, target, relative tolerance; and seconds.
LATENT: dict[str, tuple[list[tuple[str, float, float]], float]] = {
    KOSOVO: (
        [("mean", 10_700, 0.02), ("2.5 %", 9_050, 0.03), ("median", 10_440, 0.02), ("97.5 %", 13_850, 0.03)],
        3,
    ),
    UK: ([("2.5 %", 15_400, 0.06), ("median", 22_100, 0.04), ("97.5 %", 34_000, 0.04)], 20),
    GAZA: ([("2.5 %", 42_400, 0.05), ("median", 56_300, 0.03), ("97.5 %", 87_000, 0.05)], 15),
}


def title(text: str) -> None:
    print(f"== {text}", flush=True)


def row(what: str, found: float | str | bool, target: float | str, *, by: float = 0.0, least: bool = False, most: bool = False) -> None:  # fmt: skip
    """A line. `by`: absolute tolerance; `least`, `most`: the target is a lower or upper limit; text must be equal."""
    if isinstance(found, str | bool) or isinstance(target, str):
        off, met = "", str(found) == str(target)
    else:
        gap = target - found if least else found - target if most else abs(found - target) - by
        met = gap <= 1e-9 * abs(target)
        off = f" by {gap:,.4g}"
    sign = "≥ " if least else "≤ " if most else ""
    around = f" ± {by:,.4g}" if by else ""
    verdict = "met" if met else f"MISSED{off}"
    if not met:
        MISSED.append(what)
    print(f"  {what:46}{shown(found):>16}   target {sign}{shown(target)}{around}: {verdict}", flush=True)


def note(what: str, found: str) -> None:
    print(f"  {what:46}{found}", flush=True)


def shown(value: float | str | bool) -> str:
    if isinstance(value, str | bool):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}" if abs(value) >= 10 else f"{value:.7g}"


@cache
def table(name: str) -> Any:
    """A published table, or None where the development data are not here."""
    from aigaq.toll.tables.table import Table

    path = DATA / f"{name}.csv"
    if not path.exists():
        note(name, f"not here ({DATA})")
        return None
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return Table.of(head[:-1], {tuple(map(int, one[:-1])): int(one[-1]) for one in rows})


def of_array(cells: tuple[int, ...]) -> Any:
    from aigaq.toll.tables.table import Table

    lists = len(cells).bit_length() - 1
    return Table.of(
        [str(one + 1) for one in range(lists)],
        {tuple(number >> one & 1 for one in range(lists)): count for number, count in enumerate(cells)},
    )


class Spent:
    cpu = clock = 0.0

    def __str__(self) -> str:
        return f"{self.cpu:.2f} s CPU, {self.clock:.2f} s by the clock"


@contextmanager
def spent() -> Iterator[Spent]:
    found, cpu, clock = Spent(), time.process_time(), time.perf_counter()
    yield found
    found.cpu, found.clock = time.process_time() - cpu, time.perf_counter() - clock


def best(run: Callable[[], Any], times: int = 2) -> tuple[Any, Spent]:
    """The last result and the least time of a warm function."""
    kept = Spent()
    kept.cpu = kept.clock = float("inf")
    result = None
    for _ in range(times):
        with spent() as took:
            result = run()
        kept.cpu, kept.clock = min(kept.cpu, took.cpu), min(kept.clock, took.clock)
    return result, kept


@cache
def installed() -> dict[str, str]:
    """Which peers there are, with their versions."""
    try:
        done = subprocess.run(["Rscript", str(PEERS), "have"], capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return {}
    return dict(line.split() for line in done.stdout.splitlines() if line.strip())


def peer(*words: str | Path) -> dict[str, float] | None:
    """One run of toll_peers.R; None, and a word, where it fails."""
    done = subprocess.run(["Rscript", str(PEERS), *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        note(str(words[0]), f"failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ''}")
        return None
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def graphs() -> None:
    title("A1 decomposable graphs on 2 to 6 lists")
    from aigaq.toll.decomposable.graphs import decomposable_graphs

    for lists, count in zip(range(2, 7), (2, 8, 61, 822, 18_154), strict=True):
        with spent() as took:
            found = len(decomposable_graphs(lists))
        row(f"{lists} lists, {took.cpu:.2f} s CPU", found, count)


def madigan_york() -> None:
    import numpy as np
    from scipy.special import gammaln

    from aigaq.toll.decomposable.averaging import Grid, average
    from aigaq.toll.decomposable.graphs import Graphs, decomposable_graphs

    title("A2 Madigan and York, five lists")
    five, grid = of_array(FIVE), Grid.dense(1, 300)
    averaged = average(five, grid, delta=0.5)
    row("mean of N", five.observed + float(grid.middle @ averaged.mass), 617.8159, by=1e-3)
    found = averaged.quantiles(np.array([0.025, 0.5, 0.975]), 300) + five.observed
    row("2.5 %, median, 97.5 %", "/".join(map(str, found.tolist())), "588/616/655")
    title("A3 Madigan and York, three lists, prior of births")
    three = of_array(THREE)
    whole = grid.middle + three.observed

    def prior(number: Any) -> Any:
        shape, rate = 13.14, 55.17
        logs = number * log(rate) - (number + shape) * log(1 + rate) + gammaln(number + shape) - gammaln(number + 1)
        return logs - lgamma(shape)

    def told(one: Any) -> str:
        least = (one.mass / whole).sum() / (one.mass / whole**2).sum()
        return f"{round(float(least))}/{int(whole[one.mass.argmax()])}"

    averaged = average(three, grid, delta=1.0, log_prior=prior)
    row("probability of the likeliest graph", float(averaged.graphs.max()), 0.3737674, by=1e-6)
    every, at = decomposable_graphs(3), int(averaged.graphs.argmax())
    alone = Graphs(3, every.edges[[at]], every.rows[[at]])
    row("likeliest graph: estimate, mode", told(average(three, grid, delta=1.0, log_prior=prior, graphs=alone)), "731/729")  # fmt: skip
    row("all graphs: estimate, mode", told(averaged), "731/728")


def dga() -> None:
    import numpy as np

    from aigaq.toll.decomposable import decomposable
    from aigaq.toll.decomposable.averaging import Grid, average

    title(
        f"A4, A5 decomposable graphs beside dga {installed().get('dga', '(not installed: figures measured earlier)')}"
    )
    for name, (mean, ends) in DGA.items():
        one = table(name)
        if one is None:
            continue
        top = 5 * one.observed
        for how, grid, by in (("dense", Grid.dense(0, top), 0.01), ("adaptive", Grid.adaptive(top), 0.002 * mean)):
            averaged = average(one, grid)
            row(f"{name} {how}: mean", one.observed + float(grid.middle @ averaged.mass), mean, by=by)
            if ends is None:
                continue
            found = (averaged.quantiles(np.array([0.025, 0.5, 0.975]), top) + one.observed).tolist()
            for level, value, end in zip(("2.5 %", "median", "97.5 %"), found, ends, strict=True):
                row(f"{name} {how}: {level}", value, end, by=0.01 if how == "dense" else 0.002 * end)
        if name not in DGA_SECONDS:
            continue
        _, took = best(lambda one=one, top=top: average(one, Grid.adaptive(top)), 5)  # type: ignore[misc]
        told = peer("dga", DATA / f"{name}.csv") if "dga" in installed() else None
        seconds = DGA_SECONDS[name] if told is None else told["s"]
        note("", f"dga {seconds:.2f} s{' in this run' if told else ', measured earlier'}; ours {took}")
        row(f"{name}: time as a part of dga's", took.cpu / seconds, 0.25, most=True)
        _, took = best(lambda one=one: decomposable(one), 3)  # type: ignore[misc]
        row(f"{name}: the whole family, caps 5, 20 and 100 n, s", took.cpu, 0.5, most=True)


def loglinear_models() -> None:
    from aigaq.toll.loglinear import loglinear

    title("A6, A7 log-linear models beside Rcapture")
    if (one := table(KOSOVO)) is not None:
        told: Any = loglinear(one).told
        row("Kosovo: best by BIC", told.model, "[123,14,34]")
        row("Kosovo: N", told.estimate, 10_356.52, by=0.1)
        row("Kosovo: deviance", told.deviance, 9.3227, by=1e-3)
        row("Kosovo: BIC", told.bic, 203.030, by=1e-2)
        row("Kosovo: profile, low", told.profile_95[0], 8_994, by=5)
        row("Kosovo: profile, high", told.profile_95[1], 12_110, by=5)
    if (one := table(HIV)) is not None:
        told = loglinear(one).told
        row("HIV: independence is best by BIC", told.model, "[1,2,3,4]")
        row("HIV: N", told.estimate, 11_124.58, by=0.1)
    if (one := table(GAZA)) is not None:
        told = loglinear(one).told
        found = {model.model: model.estimate for model in told.models}
        row("Gaza [12,13,23]: N", found["[12,13,23]"], 64_696.07, by=0.1)
        if told.model == "[12,13,23]":
            row("Gaza [12,13,23]: profile, low", told.profile_95[0], 58_212, by=10)
            row("Gaza [12,13,23]: profile, high", told.profile_95[1], 72_335, by=10)
    if (one := table(LESBIAN)) is not None:
        row("lesbian: N of the best by BIC", loglinear(one).told.estimate, 6_349.02, by=0.1)  # type: ignore[attr-defined]


def sparse() -> None:
    import numpy as np

    from aigaq.toll.loglinear import loglinear

    title("A8 stepwise choice beside SparseMSE")
    for name, value in SPARSE.items():
        if (one := table(name)) is not None:
            told: Any = loglinear(one, replicates=100).told
            row(f"{name}: N", told.stepwise.estimate, value, by=0.5)
    title("A9 bootstrap of the choice, five lists of the United Kingdom, 1,000 replicates")
    if (one := table(UK)) is not None:
        family, took = best(lambda: loglinear(one, replicates=1000))
        low, high = np.quantile(family.draws, (0.025, 0.975), method="inverted_cdf")
        row("BCa low (SparseMSE, 200 replicates: 8,922)", float(low), 8_922, by=892)
        row("BCa high (SparseMSE, 200 replicates: 15,653)", float(high), 15_653, by=1_565)
        note("", str(took))
        row("CPU seconds", took.cpu, 10, most=True)


def latent() -> None:
    import numpy as np

    from aigaq.toll.latent import latent_class, prepare

    prepare()
    title("A10-A12 latent classes beside long runs of LCMCR")
    for name, (targets, seconds) in LATENT.items():
        one = table(name)
        if one is None:
            continue
        family, took = best(lambda one=one: latent_class(one))  # type: ignore[misc]
        low, high = np.quantile(family.draws, (0.025, 0.975), method="inverted_cdf")
        found = {"mean": family.summary.mean, "median": family.summary.median, "2.5 %": low, "97.5 %": high}
        for what, value, part in targets:
            row(f"{name}: {what}", float(found[what]), value, by=part * value)
        told = family.told
        row(f"{name}: R-hat", round(told.rhat, 4), 1.01, most=True)
        row(f"{name}: bulk ESS", told.ess, 1_000, least=True)
        note("", f"{took}; {told.chains} chains at {told.rungs} temperatures, load {os.getloadavg()[0]:.1f}")
        row(f"{name}: CPU seconds", took.cpu, seconds, most=True)


def rates() -> None:
    import numpy as np

    from aigaq.toll.draws import geyer, rhat
    from aigaq.toll.latent import Effort, Settings
    from aigaq.toll.latent.sampling import sample

    here = "LCMCR" in installed()
    title(f"A14 effective draws a CPU second (Geyer, summed over chains) beside LCMCR {installed().get('LCMCR', '(not installed)')}")  # fmt: skip
    for name, times in TIMES_FASTER.items():
        one = table(name)
        if one is None:
            continue
        found, took = best(lambda one=one: sample(one, Settings(), Effort(4, 1000, 4000, 200)), 1)  # type: ignore[misc]
        rate, theirs = geyer(found.uncounted) / took.cpu, LCMCR_RATE[name]
        if here:
            theirs = lcmcr_rate(name, np.loadtxt, geyer)
        note("", f"{rate:,.0f} a second (R-hat {rhat(found.uncounted):.3f}, {took}); LCMCR {theirs:,.1f}{'' if here else ', measured earlier'}")  # fmt: skip
        row(f"{name}: times as many as LCMCR", rate / theirs, times, least=True)
    if "conting" in installed() and (one := table(KOSOVO)) is not None:
        with tempfile.TemporaryDirectory() as place:
            drawn = Path(place) / "n.txt"
            told = peer("conting", DATA / f"{KOSOVO}.csv", drawn, "1", "10000")
            if told is not None:
                numbers = np.loadtxt(drawn)
                low, middle, high = np.quantile(numbers, (0.025, 0.5, 0.975))
                note(f"conting {installed()['conting']} on Kosovo, a third opinion", f"{middle:,.0f} ({low:,.0f} to {high:,.0f}), {geyer(numbers[None]) / told['s']:.1f} effective draws a second")  # fmt: skip


def lcmcr_rate(name: str, load: Callable[[Path], Any], geyer: Callable[[Any], float]) -> float:
    """Four chains of 100,000 iterations after the burn-in, every 100th kept."""
    effective = seconds = 0.0
    with tempfile.TemporaryDirectory() as place:
        for seed in range(1, 5):
            drawn = Path(place) / "n.txt"
            told = peer("lcmcr", DATA / f"{name}.csv", drawn, str(seed), "1000")
            if told is not None:
                effective, seconds = effective + geyer(load(drawn)[None]), seconds + told["s"]
    return effective / seconds if seconds else LCMCR_RATE[name]


def honesty() -> None:
    from aigaq.toll.decomposable import decomposable
    from aigaq.toll.estimates.estimate import estimate
    from aigaq.toll.loglinear import check
    from aigaq.toll.overlap import tables_findings

    title("A15 five lists of the Netherlands: not to be reported")
    if (one := table(NED)) is not None:
        with spent() as took:
            found = estimate(one)
        told: Any = found.families["latent_class"].told  # type: ignore[index]
        codes = {finding.code.value for family in found.families.values() for finding in family.findings}
        row("outcome is not `reported`", found.outcome.value != "reported", True)
        row("modes, R-hat or the cap are named", bool(codes & {"several_modes", "not_converged", "cap_decides"}), True)
        hills = ", ".join(f"{hill.at:,.0f} ({hill.share:.0%})" for hill in told.modes)
        note("", f"outcome {found.outcome.value}; modes {hills}; R-hat {told.rhat:.3f}; whole estimate {took}")
    title("A16 what must be refused or warned of")
    if (one := table(ARTIFICIAL)) is not None:
        pairs = [("A", "B"), ("A", "C"), ("B", "C")]
        codes_found = [int(check(one, some)) for some in (pairs, pairs[:1], pairs[1:])]
        row("Artificial_3: all pairs, AB, AC and BC", "/".join(map(str, codes_found)), "2/1/0")
    if (one := table(NEW_ORLEANS_8)) is not None:
        found_codes = {str(finding.code): finding for finding in tables_findings(one)}
        row("New Orleans: empty pairs are named", bool(found_codes.get("empty_pairs")), True)
    two = of_array((0, 50, 40, 20))
    row("two lists", estimate(two).outcome.value, "refused")
    if (one := table(UK)) is not None:
        family = decomposable(one)
        capped: Any = family.told
        medians = {cap.cap: cap.median for cap in capped.caps}
        row("United Kingdom: the cap decides", any(finding.code == "cap_decides" for finding in family.findings), True)
        note("", ", ".join(f"cap {cap:g}: {median:,.0f}" for cap, median in medians.items()))


def linkages() -> None:
    import numpy as np

    from aigaq.toll.estimates.estimate import estimate
    from aigaq.toll.tables.table import Table

    title("A18 mixtures over linkages")
    one = table(KOSOVO)
    if one is None:
        return

    def broken(seed: int, share: float = 0.05) -> Any:
        """The table with this share of the persons on several lists taken for two: one list of theirs comes apart."""
        numbers, counted = np.random.default_rng(seed), dict(one.counted())
        for cell, count in list(counted.items()):
            on = [at for at, bit in enumerate(cell) if bit]
            for _ in range(numbers.binomial(count, share) if len(on) > 1 else 0):
                torn = int(numbers.choice(on))
                alone = tuple(int(at == torn) for at in range(len(cell)))
                rest = tuple(bit - other for bit, other in zip(cell, alone, strict=True))
                for changed, by in ((cell, -1), (alone, 1), (rest, 1)):
                    counted[changed] = counted.get(changed, 0) + by
        return Table.of(one.lists, counted)

    alone: Any = estimate(one).undocumented
    same = estimate(one, linkages=[{"": one}] * 10)
    again: Any = same.undocumented
    row("ten equal linkages: median of the uncounted", again.median, float(alone.median), by=0.01 * alone.median)
    row("ten equal linkages: share of doubt between them", same.linking_share or 0.0, 0.0, by=1e-6)
    torn = estimate(one, linkages=[{"": broken(seed)} for seed in range(10)])
    more: Any = torn.total
    row("a twentieth of links lost: N rises", more.median > same.total.median, True)  # type: ignore[union-attr]
    note("", f"{same.total.median:,.0f} to {more.median:,.0f}; share of doubt between {torn.linking_share:.2f}")  # type: ignore[union-attr]


def wide() -> None:
    from aigaq.toll.bounds import Bounds
    from aigaq.toll.estimates.estimate import estimate
    from aigaq.toll.estimates.running import Asked, all_families
    from aigaq.toll.estimates.simulate import Group, Recipe, simulate

    title("eleven lists, most cells empty (made up)")
    chances = (0.02, 0.03, 0.05, 0.02, 0.04, 0.03, 0.06, 0.02, 0.03, 0.04, 0.02)
    groups = (
        Group(share=0.85, chances=chances),
        Group(share=0.15, chances=tuple(min(0.9, 5 * one) for one in chances)),
    )
    recipe = Recipe(words="", persons=600, groups=groups, within=())
    known = min((simulate(recipe, seed=seed) for seed in range(40)), key=lambda one: abs(len(one.table.cells) - 67))
    note("", f"{len(known.table.cells)} cells of 2,047, {known.table.observed} persons of {known.whole}")
    families, took = best(lambda: all_families(known.table, Asked()), 1)
    for name, family in families.items():
        found_here = "no number"
        if family.summary is not None:
            low, high = family.summary.interval_95
            found_here = f"about {family.summary.median:,.0f} ({low:,.0f} to {high:,.0f})"
        elif isinstance(family.told, Bounds) and family.told.lower_bound is not None:
            found_here = f"at least {family.told.lower_bound.value:,.0f}"
        note(name.value, f"{family.outcome.value}: {found_here}")
    note("all families", str(took))
    found, took = best(lambda: estimate(known.table), 1)
    note("with every list left out, priors and classes", f"{took}: {found.outcome.value}")
    row("CPU seconds, all of it", took.cpu, 60, most=True)


def million() -> None:
    title("a file of one million persons")
    import random

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "persons.csv"
        numbers = random.Random(0)
        with path.open("w", encoding="utf-8") as file:
            file.write("name,A,B,C,D,E\n")
            for at in range(1_000_000):
                bits = [int(numbers.random() < chance) for chance in (0.3, 0.2, 0.1, 0.25, 0.15)]
                file.write(f"p{at},{','.join(map(str, bits))}\n")
        done = subprocess.run(
            [sys.executable, __file__, "--read", str(path)], capture_output=True, text=True, check=True
        )
    note("", done.stdout.strip())


def read(path: Path) -> None:
    """In a fresh process: the table of a file, its time and memory."""
    started = time.process_time()
    from aigaq.toll.tables.files import read_tables

    found = read_tables(path)
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{found.rows:,} rows, {found.on_no_list:,} on no list: {seconds:.1f} s CPU with start, {memory:,.0f} MB")


def compiling() -> None:
    title("compiling, which happens once after an installation")
    program = (
        "import time; a = time.perf_counter(); c = time.process_time()\n"
        "from aigaq.toll.latent import prepare; from aigaq.toll.loglinear import loglinear; from aigaq.toll.tables.table import Table\n"
        "i = time.perf_counter(); prepare(); p = time.perf_counter()\n"
        "loglinear(Table.of('ABC', {(1, 0, 0): 9, (0, 1, 0): 9, (0, 0, 1): 9, (1, 1, 0): 4, (0, 1, 1): 4, (1, 0, 1): 4}))\n"
        "l = time.perf_counter()\n"
        "print(f'import {i - a:.1f} s, latent classes {p - i:.1f} s, log-linear {l - p:.1f} s; '\n"
        "      f'CPU {time.process_time() - c:.1f} s')"
    )
    with tempfile.TemporaryDirectory() as place:
        for when in ("the first time", "from the cache"):
            done = subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "NUMBA_CACHE_DIR": place},
                capture_output=True,
                text=True,
                check=True,
            )
            note(when, done.stdout.strip())


PARTS: dict[str, Callable[[], None]] = {
    "graphs": graphs, "madigan-york": madigan_york, "dga": dga, "loglinear": loglinear_models, "sparse": sparse,
    "latent": latent, "rates": rates, "honesty": honesty, "linkages": linkages, "wide": wide, "million": million,
    "compiling": compiling,
}  # fmt: skip


def main() -> None:
    if "--coverage" in sys.argv[1:]:
        words = [word for word in sys.argv[1:] if word != "--coverage"]
        sys.exit(
            subprocess.run([sys.executable, str(Path(__file__).with_name("_toll_coverage.py")), *words]).returncode
        )
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, help="one part")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(options.read)
        return
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    peers = ", ".join(f"{name} {version}" for name, version in installed().items()) or "none"
    missing = [name for name in ("LCMCR", "dga") if name not in installed()]
    print(f"peers in R: {peers}" + (f"; not installed: {', '.join(missing)} (CRAN)" if missing else ""))
    for name in [options.only] if options.only else PARTS:
        PARTS[name]()
    title("A17 coverage of intervals: python bench/toll.py --coverage; last measured in docs/methods/toll.md")
    print(f"missed: {', '.join(MISSED) or 'none'}")


if __name__ == "__main__":
    main()
