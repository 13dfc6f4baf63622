"""What the name layer finds and costs, on names nobody may ship; what is absent is said and skipped.

    python bench/people_names.py [--folder DIR]

Truth is never used to choose a threshold: `compare.THRESHOLD` is the one in the code. Figures of others beside ours were
measured on the same files: logic-v2 of nomenklatura 4.17, rigour 2.6 with Jaro-Winkler, metaphone of jellyfish 1.3.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

from aigaq.people.names import THRESHOLD, Name, compare, keys, parse

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench._count_sounds import halves

BENCH = Path(os.environ.get("AIGAQ_BENCH", Path(__file__).resolve().parents[2] / "shared" / "bench"))
SAMPLE = 32_701
"""Pairs of the held-out part on which the others' figures were measured: blocks grow with their number."""


def say(what: str, ours: str, others: str) -> None:
    """One line of the table."""
    print(f"{what:<52} {ours:<46} {others}")


def tokens(path: Path, name: str, parts: Sequence[str], others: str) -> None:
    """Key equality and block size over two halves of a file: the one the sounds were counted from, and the other."""
    for part, pairs in zip(parts, halves(path), strict=True):
        chosen = random.Random(2).sample(pairs, min(SAMPLE, len(pairs)))
        held: dict[str, set[str]] = {}
        for token in {other for _, other in chosen}:
            for key in keys(token):
                held.setdefault(key, set()).add(token)
        start = time.process_time()
        keyed = [keys(token) for token, _ in chosen]
        spent = (time.process_time() - start) / len(chosen) * 1e6
        met = sum(bool(own & keys(other)) for own, (_, other) in zip(keyed, chosen, strict=True)) / len(chosen)
        block = sum(len(set().union(*(held.get(key, ()) for key in own))) for own in keyed) / len(chosen)
        ours = f"recall {met:.3f}, block {block:.1f}, {sum(map(len, keyed)) / len(keyed):.1f} keys, {spent:.0f} µs"
        say(f"{name}, {part} half, {len(chosen):,} pairs", ours, others)


def members(path: Path) -> None:
    """Every pair of spellings of members of a parliament; the same id is the same person."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    names = [(parse(row["name"]), row["id"]) for row in rows]
    pairs = [(one, other, own == same) for (one, own), (other, same) in combinations(names, 2)]
    score(f"members of parliament, {len(names)} spellings", pairs, "logic-v2 recall .565, rigour+JW .957; target .98")


def persons(path: Path) -> None:
    """The pairs of persons of name_bench."""
    rows = [row for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()) if row["schema"] == "Person"]
    pairs = [(parse(row["name1"]), parse(row["name2"]), row["is_match"] == "true") for row in rows]
    score("name_bench, persons", pairs, "logic-v2 .747 at 145-480 µs; target .75 at 20 µs")


def score(name: str, pairs: Sequence[tuple[Name, Name, bool]], others: str) -> None:
    """F1 at the threshold of the code, how flat it is around it, and the time of a comparison seen before."""
    scored = [(compare(one, other).score, same) for one, other, same in pairs]
    start = time.process_time()
    for one, other, _ in pairs:
        compare(one, other)
    spent = (time.process_time() - start) / len(pairs) * 1e6
    precision, recall, f1 = measures(scored, THRESHOLD)
    around = " ".join(f"{measures(scored, at)[2]:.3f}" for at in (0.7, 0.75, 0.85, 0.9))
    ours = f"F1 {f1:.3f} (P {precision:.3f} R {recall:.3f}), {spent:.1f} µs"
    say(f"{name}, {len(pairs):,} pairs", ours, others)
    say("", f"at .70 .75 .85 .90: {around}", "")


def measures(scored: Iterable[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    rows = list(scored)
    hits = sum(same and value >= threshold for value, same in rows)
    precision = hits / max(1, sum(value >= threshold for value, _ in rows))
    recall = hits / max(1, sum(same for _, same in rows))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Measure what there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=BENCH / "people")
    folder = parser.parse_args().folder
    seen = ("counted", "unseen")
    tasks: Sequence[tuple[str, Callable[[Path], None]]] = (
        ("kz_mazhilis_names.csv", members),
        ("os_name_bench_cases.csv", persons),
        (
            "wd_russian_80.tsv",
            lambda path: tokens(path, "en-ru tokens", seen, "metaphone .579 at 7.6; target .70 at 8"),
        ),
        ("wd_arabic_80.tsv", lambda path: tokens(path, "en-ar tokens", ("first", "second"), "no target")),
    )
    for name, task in tasks:
        if (folder / name).is_file():
            task(folder / name)
        else:
            print(f"skipped: no {name} in {folder}")


if __name__ == "__main__":
    main()
