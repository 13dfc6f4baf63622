"""`read --explain` in words: the rule, its file, its pattern where short; a line for every number."""

from __future__ import annotations

from pathlib import Path

from aigaq.cli.explain import SHORT, reasons, rules_of
from aigaq.reading import Chunk, Document, read_chunks
from aigaq.reading.counts.tracing import Trace
from aigaq.reading.files import Means

TEXT = "According to the Interior Ministry, 31 people were killed. The town has 12 horses."
ITEM = "0" * 64


def test_rules_with_file_and_short_pattern() -> None:
    text = TEXT.replace("According to", "Based on lists of")
    (statement,) = next(read_chunks(Document(ITEM, [Chunk(text)]))).statements
    lines = rules_of(statement, Means()).splitlines()
    assert len(lines) == len(statement.made_by)
    assert "by en.kill.after, en/triggers.toml  kill, " in lines[0]
    assert lines[1].endswith("by en.cue.based.on, en/speakers.toml  <cue: BASEDON> <who: SRC>")


def test_a_long_pattern_is_only_named() -> None:
    text = "The Interior Ministry said that 31 people were killed."
    (statement,) = next(read_chunks(Document(ITEM, [Chunk(text)]))).statements
    (line,) = [one for one in rules_of(statement, Means()).splitlines() if "en.cue.said" in one]
    assert line.endswith("by en.cue.said, en/speakers.toml")
    assert max(len(one) for one in rules_of(statement, Means()).splitlines()) < SHORT * 2


def test_a_rule_of_another_pack() -> None:
    packs = Path(__file__).parents[1] / "reading" / "packs"
    from aigaq.reading.files import packs_beside

    chunks = [Chunk("Según el ministerio, murieron 50 obreros.")]
    (statement,) = next(read_chunks(Document(ITEM, chunks), packs=packs_beside(packs))).statements
    assert "by es.cue.according, es/pack.toml" in rules_of(statement, Means(packs=packs))


def test_a_line_for_every_number() -> None:
    trace = Trace()
    list(read_chunks(Document(ITEM, [Chunk(TEXT)]), trace=trace))
    first, second, total = reasons(trace).splitlines()
    assert first.strip() == "36-38      31: a figure (en.kill.after)"
    assert second.strip() == "72-74      12: counts things (horses)"
    assert total == "  numbers       2: 1 statement, 1 thing"
