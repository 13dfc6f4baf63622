"""How often the intervals of the toll hold the truth, on made-up peoples of known size (aigaq.toll.estimates.simulate).

    python bench/toll.py --coverage [--replicates R] [--only KIND] [--write] [--keep FILE] [--kept FILE]

Of each kind R tables with the seeds 0 to R − 1. Families run as in `aigaq toll`, but for the latent classes, which run
lightly: 4 chains of 500 draws, tempered where they disagree. The pool is what stands of the families, each with the same
weight. Measured among the tables for which a number is given: how often the intervals of 80 % and 95 % hold the truth,
the mean log of median over truth (−.10: a tenth too low), and the median width of the 95 % interval as a part of the truth.
--write puts the table into docs/methods/toll.md. A shortfall is printed as it is.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from math import log
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "methods" / "toll.md"
BEGIN, END = "<!-- coverage: written by bench/toll.py --coverage --write -->\n", "<!-- coverage: end -->\n"
JOINED = "copying, declared"  # the lists that copy are joined first, as they are where the copying is declared
COPYING = "copying"
POOL, BOUND = "pool", "bounds"
WITHIN_EXPECTED = 0.85  # of the 95 % intervals where a family holds the people
MODELS = ("loglinear", "decomposable", "latent_class")


def one(task: tuple[str, int]) -> dict[str, Any]:
    """One table: what each family and the pool say, beside the truth."""
    from aigaq.toll.bounds import Bounds, bounds
    from aigaq.toll.decomposable import decomposable
    from aigaq.toll.estimates.pooling import lay, pool
    from aigaq.toll.estimates.running import DRAWS
    from aigaq.toll.estimates.simulate import simulate
    from aigaq.toll.estimates.varying import estimate_limits
    from aigaq.toll.family import FamilyName, Outcome, gravest, summarise
    from aigaq.toll.loglinear import loglinear
    from aigaq.toll.overlap import tables_findings

    kind, seed = task
    known = simulate(COPYING if kind == JOINED else kind, seed=seed)
    table = known.table.joined(known.copied) if kind == JOINED else known.table
    families = {
        FamilyName.LOGLINEAR: loglinear(table, seed=seed, replicates=1000),
        FamilyName.DECOMPOSABLE: decomposable(table, seed=seed, draws=DRAWS),
        FamilyName.LATENT_CLASS: latent(table, seed),
    }
    said: dict[str, Any] = {}
    laid = {}
    for name, family in families.items():
        if family.draws is not None and family.outcome is not Outcome.REFUSED:
            laid[name] = lay([family.draws.ravel()], seed=seed, name=name)
            said[name.value] = told(summarise(laid[name]), known.whole)
    limit = estimate_limits().apart
    medians = [found["median"] for found in said.values()]
    apart = max(medians) / min(medians) if medians else 0.0
    refused = gravest(tables_findings(table)) is Outcome.REFUSED or not medians or apart > limit.refused
    drawn = pool(laid)
    if drawn is not None and not refused:
        said[POOL] = told(summarise(drawn), known.whole)
    bound = bounds(table).told
    if isinstance(bound, Bounds) and bound.lower_bound is not None:
        low, high = bound.lower_bound.interval_95
        said[BOUND] = {
            "median": bound.lower_bound.value,
            "not above": bound.lower_bound.value <= known.whole,
            "low end not above": low <= known.whole,
            "bias": log(bound.lower_bound.value / known.whole),
            "width": (high - low) / known.whole,
        }
    return {"kind": kind, "whole": known.whole, "said": said, "warned": apart > limit.warned, "refused": refused}


def latent(table: Any, seed: int) -> Any:
    """The latent classes lightly, tempered where plain chains disagree."""
    from aigaq.toll.latent import Effort, LatentClass, Settings, latent_class

    found = latent_class(table, settings=Settings(seed=seed), effort=Effort(4, 400, 500, 150))
    if isinstance(found.told, LatentClass) and (found.told.rhat or 1.0) >= 1.05:
        found = latent_class(table, settings=Settings(seed=seed), effort=Effort(4, 400, 500, 60, rungs=12, last=0.05))
    return found


def told(summary: Any, whole: int) -> dict[str, Any]:
    def holds(interval: tuple[float, float]) -> bool:
        return interval[0] <= whole <= interval[1]

    low, high = summary.interval_95
    return {
        "median": summary.median,
        "80": holds(summary.interval_80),
        "95": holds(summary.interval_95),
        "bias": log(summary.median / whole),
        "width": (high - low) / whole,
    }


def share(found: list[dict[str, Any]], what: str) -> float:
    return float(sum(one[what] for one in found)) / len(found)


def cell(found: list[dict[str, Any]], rows: int, *, inside: bool | None) -> str:
    """80 %, 95 %, bias, width of one family on one kind."""
    if not found:
        return "never given"
    bias, width = statistics.mean(one["bias"] for one in found), statistics.median(one["width"] for one in found)
    text = f"{share(found, '80'):.2f} · {share(found, '95'):.2f} · {bias:+.2f} · {width:.2f}"
    if inside and share(found, "95") < WITHIN_EXPECTED:
        text = f"**{text}**"
    given = "" if len(found) == rows else f" ({len(found)})"
    return f"{text}{' †' if inside is False else ''}{given}"


def bound_cell(found: list[dict[str, Any]], rows: int) -> str:
    if not found:
        return "never given"
    text = f"{share(found, 'not above'):.2f} · {share(found, 'low end not above'):.2f}"
    return text if len(found) == rows else f"{text} ({len(found)})"


def lines(results: list[dict[str, Any]]) -> Iterator[str]:
    """The measured table in Markdown."""
    from aigaq.toll.estimates.simulate import recipes

    yield "| made-up people | log-linear | decomposable | latent classes | pool | lower bound | apart · refused |"
    yield "|---|---|---|---|---|---|---|"
    for kind in dict.fromkeys(row["kind"] for row in results):
        rows = [row for row in results if row["kind"] == kind]
        recipe = recipes()[COPYING if kind == JOINED else kind]
        cells = []
        for name in (*MODELS, POOL):
            found = [row["said"][name] for row in rows if name in row["said"]]
            inside = None if name == POOL else kind == JOINED or name in {one.value for one in recipe.within}
            cells.append(cell(found, len(rows), inside=inside))
        cells.append(bound_cell([row["said"][BOUND] for row in rows if BOUND in row["said"]], len(rows)))
        cells.append(f"{sum(row['warned'] for row in rows)} · {sum(row['refused'] for row in rows)}")
        yield f"| `{kind}` | {' | '.join(cells)} |"


def run(kinds: list[str], replicates: int) -> list[dict[str, Any]]:
    """All tables in two processes."""
    started = time.monotonic()
    tasks = [(kind, seed) for kind in kinds for seed in range(replicates)]
    results = []
    with ProcessPoolExecutor(2) as pool:
        for done, row in enumerate(pool.map(one, tasks, chunksize=5), 1):
            results.append(row)
            if done % replicates == 0:
                sys.stderr.write(f"{done} of {len(tasks)}, {time.monotonic() - started:.0f} s\n")
    return results


def page(results: list[dict[str, Any]], date: str) -> str:
    """What is measured, with seeds and sizes."""
    replicates = max(Counter(row["kind"] for row in results).values())
    sizes = Counter(row["whole"] for row in results)
    persons = ", ".join(f"{size:,} persons ({number // replicates} of the kinds)" for size, number in sizes.items())
    near = [f"{level:.2f} by {(level * (1 - level) / replicates) ** 0.5:.2f}" for level in (0.95, 0.8)]
    head = (
        f"Measured {date}: {replicates} tables of each kind, seeds 0 to {replicates - 1}; {persons}. "
        f"Chance alone moves a share of {' and one of '.join(near)} (one standard error)."
    )
    return "\n".join([head, "", *lines(results), ""])


def main() -> None:
    from aigaq.toll.estimates.simulate import recipes

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=50)
    parser.add_argument("--only", help="one kind")
    parser.add_argument("--write", action="store_true", help="into docs/methods/toll.md")
    parser.add_argument("--keep", type=Path, help="write every table's result here, a JSON line each")
    parser.add_argument("--kept", type=Path, help="take the results from such a file")
    options = parser.parse_args()
    today = str(datetime.datetime.now(datetime.UTC).date())
    if options.kept:
        date, *results = map(json.loads, options.kept.read_text(encoding="utf-8").splitlines())
    else:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        kinds = [options.only] if options.only else [*recipes(), JOINED]
        date, results = today, run(kinds, options.replicates)
    if options.keep:
        options.keep.write_text("".join(json.dumps(row) + "\n" for row in (date, *results)), encoding="utf-8")
    text = page(results, date)
    print(text)
    short = text.count("**") // 2
    print(
        f"A17 95 % intervals below {WITHIN_EXPECTED} where the family holds the people: {f'MISSED in {short}' if short else 'none, met'}"
    )
    if options.write:
        whole = PAGE.read_text(encoding="utf-8")
        before, rest = whole.split(BEGIN)
        PAGE.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
