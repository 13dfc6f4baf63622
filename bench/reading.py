"""How fast and how well texts are read.

    python bench/reading.py [--errors]

Speed is CPU time of a fresh process over the texts of tests/reading/texts. Accuracy is the scorer of the development set
beside the checkout, run on that set and on ours, documents that attribute something apart from those that do not, for
silence scores "source right" in the latter; then our own sentences and fresh documents, beside what they scored at first
sight (tests/reading/first-sight.toml). Peers: a naive reader that takes the nearest keyword, run here; quantulum3 with the
same keywords where it is installed; spaCy as measured earlier. A missed target is said. Accuracy on texts seen while rules
were written is no estimate for others: only held-out sets decide.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
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
    quantulum()


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
            tally(counts["as-of"], str(hit["as_of"])[:10] == gold["asof"])
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
    if not (SHARED / "score.py").exists():
        print(f"== {name}: the scorer is not here")
        return
    read, simple = predictions(folder), naive(folder)
    for language in sorted({row["lang"] for row in rows(folder / "docs.jsonl")}):
        report(name, language, score(folder, read, language, errors=errors), details(folder, read, language))
        attributing, silent = parted(folder, language)
        for words, docs in (("that attribute something", attributing), ("that do not", silent)):
            if docs:
                found = json.loads(score(folder, read, language, docs=docs))
                print(f"  {len(docs)} documents {words}: F1 {found['f1']}, with source {found['f1_with_source']}")
        found = json.loads(score(folder, simple, language))
        print(f"  nearest keyword, run here: F1 {found['f1']}, with source {found['f1_with_source']}")


def score(
    folder: Path, read: list[dict[str, Any]], language: str, *, docs: set[str] | None = None, errors: bool = False
) -> str:
    """What the scorer says of predictions; of some documents only, a folder with no others is made for it."""
    with tempfile.TemporaryDirectory() as place:
        data = folder
        if docs is not None:
            data = Path(place) / "data"
            data.mkdir()
            for path in folder.iterdir():
                (data / path.name).symlink_to(path)
            (data / "docs.jsonl").unlink()
            kept = [row for row in rows(folder / "docs.jsonl") if row["id"] in docs]
            (data / "docs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf8")
        file = Path(place) / "read.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in read), encoding="utf8")
        command = [sys.executable, str(SHARED / "score.py"), str(file), "--data", str(data), "--lang", language]
        return subprocess.run(command + ["--errors"] * errors, capture_output=True, text=True, check=True).stdout


def parted(folder: Path, language: str) -> tuple[set[str], set[str]]:
    """The documents of a language that attribute some figure, and those that attribute none."""
    docs = {row["id"] for row in rows(folder / "docs.jsonl") if row["lang"] == language}
    attributing = {row["doc"] for row in rows(folder / "gold.jsonl") if row["source"] and row["doc"] in docs}
    return attributing, docs - attributing


# The naive reader: the keyword nearest to a number, if it is near, says what it counts; nobody says it.
KEYWORDS = {
    "en": {
        "killed": "kill|dead|death|die|lives|bodies",
        "injured": "injur|wound|hurt",
        "detained": "detain|arrest|custody",
    },
    "ru": {
        "killed": "погиб|убит|жертв|умер|скончал|тела",
        "injured": "ранен|пострада|травм",
        "detained": "задерж|арест",
    },
    "kk": {"killed": "қаза|өлді|мерт|көз жұм", "injured": "жарала|жарақат", "detained": "ұсталды|қамауға|қамалды"},
}
NEAR = 60
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ ,\u00a0]\d{3})+(?!\d)|(?<![\w.,])\d+(?![\w%])")


def naive(folder: Path) -> list[dict[str, Any]]:
    """Figures by the nearest keyword."""
    made = []
    for row, text in documents(folder):
        for number in NUMBER.finditer(text):
            measure = nearest(text, row["lang"], number.start(), number.end())
            if measure is not None:
                made.append(figure(row["id"], text, number.start(), number.end(), measure))
    return made


def nearest(text: str, language: str, start: int, end: int) -> str | None:
    found = []
    for measure, words in KEYWORDS[language].items():
        for word in re.finditer(words, text[max(0, start - NEAR) : end + NEAR], re.IGNORECASE):
            at = max(0, start - NEAR) + word.start()
            found.append((abs(at - start), measure))
    return min(found)[1] if found else None


def figure(doc: str, text: str, start: int, end: int, measure: str) -> dict[str, Any]:
    value = int(re.sub(r"\D", "", text[start:end]) or 0)
    stretch = {"start": start, "end": end, "num_start": start, "num_end": end, "quote": text[start:end]}
    return {"doc": doc, "kind": "figure", "measure": measure, "low": value, "high": value, **stretch}


def quantulum() -> None:
    """quantulum3 without its classifier, with the nearest keyword: how fast, and how well on the invented texts."""
    try:
        from quantulum3 import parser  # type: ignore[import-not-found]
    except ImportError:
        print("  quantulum3     not installed, so not run (F1 .71, 5,000 characters/s measured earlier)")
        return
    texts = [(row, text) for row, text in documents(TEXTS) if row["lang"] == "en"]
    started = time.process_time()
    found = [(row, text, parser.parse(text)) for row, text in texts]
    taken = time.process_time() - started
    read = []
    for row, text, quantities in found:
        for one in quantities:
            start, end = one.span
            measure = nearest(text, "en", start, end)
            if measure is not None and one.unit.name == "dimensionless":
                read.append({**figure(row["id"], text, start, end, measure), "low": one.value, "high": one.value})
    size = sum(len(text) for _, text in texts)
    result = json.loads(score(TEXTS, read, "en"))
    print(
        f"  quantulum3     {size / taken:,.0f} characters/s; F1 {result['f1']}, with source {result['f1_with_source']}"
    )


def own_sets() -> None:
    """Our own sentences and fresh documents: today, beside first sight."""
    sys.path.insert(0, str(ROOT))
    from tests.reading.fresh import score_documents, score_sentences

    print("== our own sets today")
    for path in sorted((TEXTS.parent / "sentences").glob("*.toml")):
        print(f"  {path.name:16}{score_sentences(path)}")
    for path in sorted((TEXTS.parent / "fresh").glob("*.toml")):
        print(f"  fresh/{path.name:10}{score_documents(path)}")
    print("== the same at first sight")
    for row in tomllib.loads((TEXTS.parent / "first-sight.toml").read_text(encoding="utf8"))["set"]:
        print(f"  {row['name']:30}{row['figures']:4} figures, F1 {row['f1']:.2f}, with source {row['with_source']:.2f}")


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
    own_sets()
    if SHARED.exists():
        accuracy("development set", SHARED, errors=options.errors)


if __name__ == "__main__":
    main()
