"""How well and how fast outages are found, beside a median rule in IODA's manner, ruptures and STL on the same series.

    python bench/blackout.py [--only SET] [--seeds FIRST] [--series N] [--peers N]

Sets: made-up series of five kinds with baits (holidays, shifts of level, growth, spikes, gaps), cuts of 20–35 %, an outage
of five days, a curfew of 72 nights, a failure of power that comes back in a ramp; Iran in November 2019, as measured; a
thousand series for speed and memory; the whole command on large files of them, beside a plain walk over the file. Made-up
series show that the detector does what it should where the truth is known; they are no evidence of what it does in the
world. ruptures and statsmodels run where they are installed here or in the interpreter that AIGAQ_PEERS names; else a word
is said. The gates were set before; --seeds draws other series. A missed target is printed as missed.
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
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from aigaq.blackout.detecting import Detection, detect, reference_days
from aigaq.blackout.made import Made, made, made_curfew, made_failure, made_long
from aigaq.blackout.series import Series

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AIGAQ_BENCH", ROOT.parent / "shared" / "bench")) / "blackout"
WEEK, ZONE = 604_800, "Asia/Almaty"
SHALLOW = (0.20, 0.35)

# set → how a series is made, its gate for the peers, whether it is flat, targets
FLAT = {"precision": 0.99, "recall": 0.99, "false a week": 0.05, "delay": 2}
DAILY = {"precision": 0.95, "recall": 0.98, "false a week": 0.05, "delay": 2}
SETS: dict[str, tuple[Callable[[int], Made], float, bool, dict[str, float]]] = {
    "bgp": (lambda seed: made("bgp", seed), 0.01, True, FLAT),
    "ping": (lambda seed: made("ping", seed), 0.2, True, FLAT),
    "traffic": (lambda seed: made("traffic", seed), 0.2, False, DAILY),
    "telescope": (lambda seed: made("telescope", seed), 0.75, False, DAILY),
    "small counts": (lambda seed: made("tests", seed), 0.75, False, {}),
    "ping, 20-35 %": (lambda seed: made("ping", seed, depth=SHALLOW), 0.15, True, {"recall": 0.95}),
    "traffic, 20-35 %": (lambda seed: made("traffic", seed, depth=SHALLOW), 0.15, False, {"recall": 0.95}),
    "bgp, five days": (lambda seed: made_long("bgp", seed), 0.01, True, {"recall": 1.0}),
    "ping, five days": (lambda seed: made_long("ping", seed), 0.2, True, {"recall": 1.0}),
    "traffic, five days": (lambda seed: made_long("traffic", seed), 0.2, False, {"recall": 1.0}),
    "small counts, five days": (lambda seed: made_long("tests", seed), 0.75, False, {"recall": 1.0}),
    "nothing but baits": (lambda seed: made("traffic", seed, outages=0), 0.2, False, {"false a week": 0.05}),
}
SMALLER_IS_BETTER = ("false a week", "delay", "s", "MB more", "early false")
Spans = list[tuple[int, int, int]]


def show(name: str, value: float, target: float | None, beside: str = "") -> None:
    """One line: a figure, its target, by how much it is missed."""
    missed = ""
    if target is not None and (value > target if name in SMALLER_IS_BETTER else value < target):
        missed = f": MISSED by {abs(value - target):,.4g}"
    aim = "" if target is None else f"   target {target:,g}"
    print(f"  {name:16}{value:>14,.4g}{aim}{missed}{beside}")


def scored(found: list[Spans], truths: list[Spans], weeks: float) -> dict[str, float]:
    """Precision, recall, false alarms a series-week, median delay in samples; an outage is hit where the two overlap."""
    right = false = hit = total = 0
    delays = []
    for spans, truth in zip(found, truths, strict=True):
        met = [any(a < d and b > c for c, d, _ in truth) for a, b, _ in spans]
        right, false = right + sum(met), false + len(met) - sum(met)
        for c, d, _ in truth:
            total += 1
            alarms = [alarm for a, b, alarm in spans if a < d and b > c]
            hit += bool(alarms)
            delays += [max(min(alarms) + 1 - c, 1)] if alarms else []
    return {
        "precision": right / max(right + false, 1),
        "recall": hit / total if total else 1.0,
        "false a week": false / weeks,
        "delay": float(np.median(delays)) if delays else 0.0,
    }


def samples_of(found: Detection) -> Spans:
    """Outages as samples of their series, with the alarm."""
    origin, step = int(found.series.times[0]), found.series.step
    return [
        ((one.start[1] - origin) // step, (one.end[0] - origin) // step + 1, (edge.alarm - origin) // step - 1)
        for one, edge in zip(found.outages, found.edges, strict=True)
    ]


def beside(name: str, series: list[Made], truths: list[Spans], gate: float, flat: bool) -> dict[str, float] | str:
    """What a peer finds on the same series, in a process of its own; a word where it is not installed."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "series.npz"
        values = np.stack([one.series.values for one in series])
        step = series[0].series.step
        np.savez(path, values=values, step=step, gate=gate, flat=flat)
        command = [
            os.environ.get("AIGAQ_PEERS", sys.executable),
            str(ROOT / "bench" / "blackout_peers.py"),
            name,
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"
    told = json.loads(done.stdout)
    found = [[(a, b, c) for a, b, c in spans] for spans in told["found"]]
    result = scored(found, truths, values.size * step / WEEK)
    return {**result, "points/s": values.size / max(told["seconds"], 1e-9)}


def run_set(name: str, first: int, number: int, peers: int) -> None:
    """One set of made-up series, ours and the peers'."""
    make, gate, flat, targets = SETS[name]
    series = [make(first + at) for at in range(number)]
    truths = [
        [(int((a - one.series.times[0]) // one.series.step), int((b - one.series.times[0]) // one.series.step), 0) for a, b, _ in one.truth]
        for one in series
    ]  # fmt: skip
    detect(series[0].series, time_zone=ZONE)
    started = time.process_time()
    found = [samples_of(detect(one.series, time_zone=ZONE)) for one in series]
    seconds = time.process_time() - started
    points = sum(len(one.series.times) for one in series)
    weeks = points * series[0].series.step / WEEK
    ours = {**scored(found, truths, weeks), "points/s": points / seconds}
    same = {**scored(found[:peers], truths[:peers], weeks * min(peers, number) / number), "points/s": points / seconds}
    if not any(truths):
        ours = {key: value for key, value in ours.items() if key in ("false a week", "points/s")}
    print(f"== {name}: {number} series, {sum(map(len, truths))} outages; peers on the first {min(peers, number)}")
    others = {
        peer: beside(peer, series[:peers], truths[:peers], gate, flat) for peer in ("median rule", "ruptures", "STL")
    }
    for key, value in ours.items():
        aside = "".join(_aside(peer, told, key, same[key]) for peer, told in others.items() if isinstance(told, dict))
        show(key, value, 200_000 if key == "points/s" else targets.get(key), aside)
    for peer, told in others.items():
        if isinstance(told, str):
            print(f"  {peer}: {told}")


def _aside(peer: str, told: dict[str, float], key: str, ours: float) -> str:
    """A peer's figure, and how many times it ours is on the very same series."""
    value = told[key]
    ratio = f" ({ours / value:.2g}×)" if value and key in ("precision", "recall", "points/s") else ""
    return f"   {peer} {value:,.3g}{ratio}"


def run_curfew(first: int) -> None:
    """Five curfews of 72 nights in small counts, against the fourteen days before, and against themselves."""
    reference = reference_days(date(2021, 10, 5), date(2021, 10, 18), time_zone="Asia/Yangon")
    for words, given, level in (
        ("a declared reference", reference, 6),
        ("no reference", None, 6),
        ("no reference", None, 10),
    ):
        least, false = 72, 0
        for seed in range(first, first + 5):
            whole = made_curfew(seed, level=level)
            outages = detect(whole.series, reference=given, time_zone="Asia/Yangon").outages
            met = [sum(one.start[1] < d and one.end[0] >= c for c, d, _ in whole.truth) for one in outages]
            nights = sum(any(one.start[1] < d and one.end[0] >= c for one in outages) for c, d, _ in whole.truth)
            least, false = min(least, nights), false + met.count(0)
        print(f"== curfew of 72 nights, {level} tests an hour by day, {words}: the worst of five")
        show("nights", least, 70 if given else None)
        show("false a week", false / 5 / (90 / 7), None)


def run_failure(first: int) -> None:
    """Thirteen regions whose power comes back over two days, and as many cut and switched on again."""
    print("== failure of power: 13 regions, back over two days")
    ramps = [detect(made_failure(first + at, kind="traffic" if at % 2 else "ping").series) for at in range(13)]
    show("regions", sum(bool(one.outages) for one in ramps), 12)
    show("with a ramp", sum(any(_ramp(edge.rise_seconds, edge.rise_share) for edge in one.edges) for one in ramps), 12)
    square = [
        edge for at in range(13) for edge in detect(made("ping" if at % 2 else "traffic", first + at).series).edges
    ]
    show("switched: square", sum(not _ramp(edge.rise_seconds, edge.rise_share) for edge in square) / len(square), 0.95)


def _ramp(seconds: int | None, share: float | None) -> bool:
    return seconds is not None and share is not None and seconds >= 6 * 3600 and share < 0.5


def run_iran() -> None:
    """Monash IP Observatory, 11–20 November 2019, 73 counties, hourly; its epoch is the local clock."""
    path = DATA / "monash_irn-2019-11-11_gif.csv"
    if not path.exists():
        print(f"== Iran: not here ({DATA})")
        return
    rows: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["name_1"], row["name_2"]].append((int(row["time_e"]), float(row["connectivity"] or "nan")))
    begins, ends = (int(datetime(2019, 11, *at, tzinfo=UTC).timestamp()) for at in ((16, 10), (17, 0)))
    hit = early = 0
    for name, cells in rows.items():
        times, values = np.array([cell[0] for cell in cells], np.int64), np.array([cell[1] for cell in cells])
        one = Series(entity="/".join(name), signal="connectivity", times=times, values=values, step=3600)
        starts = [outage.start for outage in detect(one).outages]
        hit += any((earliest or latest) < ends and latest >= begins for earliest, latest in starts)
        early += sum(latest < begins for _, latest in starts)
    print(f"== Iran, November 2019: {len(rows)} counties, measured")
    show("counties", hit, 68)
    show("early false", early, 4)


def run_speed(first: int) -> None:
    """A thousand series of six weeks at ten minutes, one by one, and what memory is kept."""
    kinds = ("bgp", "ping", "traffic", "telescope")
    series = [made(kinds[at % 4], first + at).series for at in range(40)]
    for one in series:
        detect(one, time_zone=ZONE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu, points = time.monotonic(), time.process_time(), 0
    for at in range(1000):
        points += len(detect(series[at % 40], time_zone=ZONE).states)
    seconds = time.process_time() - cpu
    print(
        f"== speed: 1,000 series, {points:,} points, one core ({time.monotonic() - wall:.0f} s by the clock on the wall)"
    )
    show("s", seconds, 40)
    show("points/s", points / seconds, 200_000)
    show("MB more", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000, 50)


def run_large(first: int) -> None:
    """The whole command on large files, in a process of its own."""
    sys.stdout.flush()
    subprocess.run([sys.executable, str(ROOT / "bench" / "_blackout_large.py"), str(first)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    apart: dict[str, Callable[[Any], None]] = {"curfew": lambda o: run_curfew(o.seeds), "failure": lambda o: run_failure(o.seeds), "Iran": lambda _: run_iran(), "speed": lambda o: run_speed(o.seeds), "large": lambda o: run_large(o.seeds)}  # fmt: skip
    parser.add_argument("--only", choices=[*SETS, *apart], help="one set")
    parser.add_argument("--seeds", type=int, default=20_000, help="the first seed")
    parser.add_argument("--series", type=int, default=60, help="series of a set")
    parser.add_argument("--peers", type=int, default=8, help="series the peers run on")
    options = parser.parse_args()
    for name in SETS:
        if options.only in (None, name):
            run_set(name, options.seeds, options.series, options.peers)
    for name, run in apart.items():
        if options.only in (None, name):
            run(options)


if __name__ == "__main__":
    main()
