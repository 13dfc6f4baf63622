"""How fast and how well texts are read.

    python bench/reading.py [--errors]

Speed is CPU time of a fresh process over the texts of tests/reading/texts and, where it is there, the development set
beside the checkout. Accuracy is the scorer of that set, run on both. Peers were measured earlier on the same kind of
machine and are quoted, not run. A missed target is said. Accuracy on texts seen while rules were written is no estimate
for others: only held-out sets decide.
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "bench" / "reading"
TEXTS = ROOT / "tests" / "reading" / "texts"
UNSEEN = ROOT / "tests" / "reading" / "unseen"
TARGETS = {"characters/s": 100_000, "memory MB": 150, "import s": 0.5}
PEERS = {
    "en": "spaCy sm .86 (with source .58), quantulum3 .71",
    "ru": "nearest keyword with pymorphy3 and natasha .76 (.42)",
    "kk": "nearest keyword .65 (.19)",
}
F1 = {"en": (0.95, 0.82), "ru": (0.92, 0.78), "kk": (0.90, 0.75)}
PEER_SPEED = "spaCy sm 14,000-18,000 characters/s, 163 MB (measured earlier)"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def documents(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for row in rows(folder / "docs.jsonl"):
        yield row, (folder / row["file"]).read_text(encoding="utf8")


def measure() -> None:
    """In a fresh process: the time to import, to read, and the memory it took."""
    started = time.process_time()
    from aigaq.reading import Chunk, Document, read
    from aigaq.statements.records import Dated

    imported = time.process_time() - started
    text = "\n\n".join(text for row, text in documents(TEXTS) if row["lang"] == "en") * 10

    def once() -> float:
        started = time.process_time()
        chunks = [Chunk(text)]
        read(Document(item="0" * 64, chunks=chunks, language="en", published=Dated("2026-01-01")))
        return time.process_time() - started

    first = time.process_time()
    read(Document(item="0" * 64, chunks=[Chunk("A mayor said 12 people died.")], language="en"))
    loaded = time.process_time() - first
    taken = min(once() for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"import s": imported, "load s": loaded, "characters/s": len(text) / taken, "memory MB": memory}))


def speed() -> None:
    command = [sys.executable, __file__, "--measure"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for name, value in found.items():
        target = TARGETS.get(name)
        missed = target is not None and (value < target if name == "characters/s" else value > target)
        said = (
            f"target {target:,}{': MISSED' if missed else ''}" if target is not None else "packs, gazetteer, first text"
        )
        print(f"  {name:14}{value:12,.2f}   {said}")
    print(f"  beside         {PEER_SPEED}")


def predictions(folder: Path) -> list[dict[str, Any]]:
    from aigaq.reading import Chunk, Document, flat, read
    from aigaq.statements.canonical import row_id
    from aigaq.statements.records import Dated
    from aigaq.statements.standing import standing

    made = []
    for row, text in documents(folder):
        document = Document(item="0" * 64, chunks=[Chunk(text)], language=row["lang"], published=Dated(row["date"]))
        statements = read(document).statements
        fate = standing(statements)
        made += [{"doc": row["id"], **flat(one, fate[row_id(one)], row["lang"])} for one in statements]
    return [row for row in made if row["kind"] == "figure"]


def details(folder: Path, read: list[dict[str, Any]], language: str) -> str:
    """Stated as-of, place and side among the figures that were found."""
    docs = {row["id"] for row in rows(folder / "docs.jsonl") if row["lang"] == language}
    counts = {"as-of": [0, 0], "place": [0, 0], "side": [0, 0]}
    for gold in rows(folder / "gold.jsonl"):
        hit = next(
            (
                r
                for r in read
                if r["doc"] == gold["doc"] and r["num_start"] < gold["num_end"] and gold["num_start"] < r["num_end"]
            ),
            None,
        )
        if gold["doc"] not in docs or hit is None:
            continue
        if gold.get("asof_basis") == "stated":
            tally(counts["as-of"], hit["as_of"] == gold["asof"])
        names = {str(hit["place"]).casefold(), str(hit["place_words"]).casefold()}
        tally(counts["place"], str(gold["place"]).casefold() in names)
        source = hit["source"]
        if gold["source"] and source and source["start"] < gold["source_end"] and gold["source_start"] < source["end"]:
            tally(counts["side"], source["side"] == gold["source_side"])
    return ", ".join(f"{name} {right} of {of}" for name, (right, of) in counts.items())


def tally(count: list[int], right: bool) -> None:
    count[0] += right
    count[1] += 1


def accuracy(name: str, folder: Path, *, errors: bool) -> None:
    scorer = SHARED / "score.py"
    if not scorer.exists():
        print(f"== {name}: the scorer is not here")
        return
    read = predictions(folder)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in read)
        file.flush()
        for language in sorted({row["lang"] for row in rows(folder / "docs.jsonl")}):
            command = [sys.executable, str(scorer), file.name, "--data", str(folder), "--lang", language]
            out = subprocess.run(command + ["--errors"] * errors, capture_output=True, text=True, check=True).stdout
            report(name, language, out, details(folder, read, language))


def report(name: str, language: str, out: str, more: str) -> None:
    first, *rest = out.splitlines()
    score = json.loads(first)
    wanted, sourced = F1[language]
    missed = score["f1"] < wanted or (score["f1_with_source"] or 0) < sourced
    print(
        f"== {name}, {language}: target {wanted}, with source {sourced}{': MISSED' if missed else ''}; beside {PEERS[language]}"
    )
    print(f"  {first}")
    print(f"  {more}")
    for line in rest:
        print(f"  {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--errors", action="store_true", help="list what was missed or wrongly read")
    options = parser.parse_args()
    if options.measure:
        measure()
        return
    speed()
    accuracy("invented texts", TEXTS, errors=options.errors)
    accuracy("invented texts, unseen", UNSEEN, errors=False)  # their errors stay unread
    if SHARED.exists():
        accuracy("development set", SHARED, errors=options.errors)


if __name__ == "__main__":
    main()
