"""Counts data/sounds.tsv: which sounds Latin letters stand for in the letters around them.

    python bench/_count_sounds.py [--pairs FILE]

From the first half (by a fixed shuffle) of a list of name tokens in Latin and Cyrillic letters. Each Latin letter is
aligned with zero to two sounds of the Cyrillic token by expectation maximisation (the alignment model of Brown et al.
1993, monotone, with the letter's neighbours as its context); contexts are kept where they change the likelihood by more
than `GAIN` nats over the context they fall back to. The table holds letter groups only, no token of the list.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections import defaultdict
from pathlib import Path

from aigaq.people.names.guessing import contexts
from aigaq.people.names.letters import base, fold
from aigaq.people.names.readings import readings, slots

BENCH = Path(os.environ.get("AIGAQ_BENCH", Path(__file__).resolve().parents[2] / "shared" / "bench"))
OUT = Path(__file__).resolve().parents[1] / "src/aigaq/people/names/data/sounds.tsv"
LEAST, GAIN, SMOOTH, RARE = 40, 40.0, 4.0, 0.02
HEAD = """# Sounds of Latin letters in the letters around them, with their shares; ^ and $ are the ends of a word.
# Source: counted by bench/_count_sounds.py from half of the English-Russian name tokens of NETransliteration-COLING2018
# (Merhav and Ash 2018, from Wikidata, CC0). Licence: CC0. Reason: names of all languages are written in Latin letters, and
# what their letters stand for can be counted better than guessed.
before\tletter\tafter\tsounds
"""
Shares = dict[str, float]


def halves(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs of a file in two halves, always the same."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = [(cells[0], cells[1].replace(" ", "")) for cells in lines]
    random.Random(1).shuffle(pairs)
    return pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]


def words(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Padded Latin words and the keys of their Cyrillic counterparts."""
    found = []
    for latin, cyrillic in pairs:
        word = "".join(base(letter) for letter in fold(latin))
        sound = slots((readings(cyrillic) or ("",))[0])
        if word.isascii() and 0 < len(word) <= 20 and len(sound) <= len(word) + 2:
            found.append((f"^^{word}$$", sound))
    return found


def learn(pairs: list[tuple[str, str]]) -> dict[tuple[str, str, str], Shares]:
    """Shares of sounds by (one letter before, letter, one after), by EM."""
    chances: dict[tuple[str, str, str], Shares] = {}
    for reach in (0, 0, 1, 2, 2, 2):
        counts: dict[tuple[str, str, str], Shares] = defaultdict(lambda: defaultdict(float))
        for word, sound in pairs:
            expect(word, sound, chances, counts, reach)
        chances = {}
        for key, shares in counts.items():
            total = sum(shares.values())
            chances[key] = {one: share / total for one, share in shares.items() if share > 1e-5 * total}
    return chances


def context(word: str, at: int, reach: int) -> tuple[str, str, str]:
    """A letter with its neighbours: none, the next, or both."""
    return (word[at - 1] if reach > 1 else "", word[at], word[at + 1] if reach else "")


def chance(word: str, at: int, sound: str, chances: dict[tuple[str, str, str], Shares]) -> float:
    """The chance of a letter's sound as far as it is known."""
    if not chances:
        return {0: 0.5, 1: 1.5 if sound == word[at] else 0.45}.get(len(sound), 0.05)
    for reach in (2, 1, 0):
        shares = chances.get(context(word, at, reach))
        if shares is not None:
            return shares.get(sound, 1e-6)
    return 1e-6


def expect(
    word: str,
    sound: str,
    chances: dict[tuple[str, str, str], Shares],
    counts: dict[tuple[str, str, str], Shares],
    reach: int,
) -> None:
    """Add the expected uses of each letter's sounds: forward and backward over one word."""
    size = len(sound)
    letters = range(2, len(word) - 2)
    given = [
        {
            part: chance(word, at, part, chances)
            for j in range(size + 1)
            for part in {sound[j : j + k] for k in range(3)}
        }
        for at in letters
    ]
    forward = [[1.0] + [0.0] * size]
    for shares in given:
        last, row = forward[-1], [0.0] * (size + 1)
        for j, mass in enumerate(last):
            for k in range(min(3, size - j + 1) if mass else 0):
                row[j + k] += mass * shares[sound[j : j + k]]
        forward.append(row)
    whole = forward[-1][size]
    if whole <= 0:
        return
    backward = [0.0] * size + [1.0]
    for at in reversed(range(len(given))):
        row, uses = [0.0] * (size + 1), counts[context(word, at + 2, reach)]
        for j, mass in enumerate(forward[at]):
            for k in range(min(3, size - j + 1) if mass else 0):
                part = sound[j : j + k]
                share = given[at][part] * backward[j + k]
                row[j] += share
                if share:
                    uses[part] += mass * share / whole
        backward = row


def aligned(word: str, sound: str, chances: dict[tuple[str, str, str], Shares]) -> tuple[str, ...] | None:
    """The likeliest sounds of each letter (Viterbi); None where the two hardly belong together."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for at in range(2, len(word) - 2):
        grown: dict[int, tuple[float, tuple[str, ...]]] = {}
        for j, (score, path) in best.items():
            for k in range(min(3, len(sound) - j + 1)):
                part = sound[j : j + k]
                value = score + math.log(chance(word, at, part, chances))
                if j + k not in grown or grown[j + k][0] < value:
                    grown[j + k] = (value, (*path, part))
        best = grown
    found = best.get(len(sound))
    return found[1] if found is not None and found[0] > -18 else None


def pruned(counts: dict[tuple[str, str, str], Shares]) -> dict[tuple[str, str, str], Shares]:
    """The contexts worth keeping, each smoothed with the one it falls back to."""
    table: dict[tuple[str, str, str], Shares] = {}
    for key in sorted(counts, key=lambda one: (len(one[0] + one[2]), one)):
        shares, total = counts[key], sum(counts[key].values())
        padded, at = f"{key[0]:>2}{key[1]}{key[2]:<2}", 2
        wider = next((table[one] for one in contexts(padded, at) if one != key and one in table), None)
        if wider is not None:
            gain = sum(n * math.log(n / total / max(wider.get(one, 0.0), 1e-4)) for one, n in shares.items())
            if total < LEAST or gain < GAIN:
                continue
        wider = wider or {}
        mixed = {
            one: (shares.get(one, 0.0) + SMOOTH * wider.get(one, 0.0)) / (total + SMOOTH * bool(wider))
            for one in {*shares, *wider}
        }
        table[key] = {one: share for one, share in mixed.items() if share > RARE}
    return table


def main() -> None:
    """Count and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=BENCH / "people" / "wd_russian_80.tsv")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    pairs = words(halves(options.pairs)[0])
    chances = learn(pairs)
    counts: dict[tuple[str, str, str], Shares] = defaultdict(lambda: defaultdict(float))
    for word, sound in pairs:
        for at, part in enumerate(aligned(word, sound, chances) or (), start=2):
            for key in contexts(word, at):
                counts[key][part] += 1
    lines = []
    for (before, letter, after), shares in sorted(pruned(counts).items()):
        said = " ".join(
            f"{one}:{share:.2f}" for one, share in sorted(shares.items(), key=lambda row: (-row[1], row[0]))
        )
        lines.append(f"{before}\t{letter}\t{after}\t{said}\n")
    options.out.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(pairs):,} pairs, {len(lines):,} contexts: {options.out}")


if __name__ == "__main__":
    main()
