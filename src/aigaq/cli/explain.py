"""`aigaq read --explain` in words: which rules made a statement, and why a number is or is not a figure.

Proved by tests/cli/test_explain.py and tests/scripts/read-explain.txt.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aigaq.cli import manners

if TYPE_CHECKING:
    from aigaq.reading.counts.tracing import Reason, Trace
    from aigaq.reading.files import Means
    from aigaq.statements import AnyStatement

SHORT = 72
"""A pattern or list of words longer than this is named, not printed."""


def rules_of(statement: AnyStatement, means: Means) -> str:
    """A line for each rule behind a statement: its id, its data file, and its pattern where that is short."""
    from aigaq.reading.files import packs_beside
    from aigaq.reading.lexis.origins import origin_of

    lines = []
    lexicon = packs_beside(means.packs).get(statement.language or "")
    for made in statement.made_by:
        rule = made.removeprefix("rule:")
        found = origin_of(lexicon, rule) if lexicon is not None else None
        where = f"{lexicon.language}/{found.file}" if found is not None and lexicon is not None else "the engine"
        says = f"  {found.says}" if found is not None and len(found.says) <= SHORT else ""
        lines.append(
            f"  {'':13} by {manners.clean(rule)}, {manners.clean(where)}{manners.clean(says) and '  '}{manners.clean(says)}\n"
        )
    return "".join(lines)


def reasons(trace: Trace) -> str:
    """A line for each number of a text: its place, its words, and why it is or is not in a figure."""
    found = trace.sorted()
    counts = Counter(reason.code for reason in found)
    lines = [_reason(reason) for reason in found]
    total = ", ".join(f"{count} {code.replace('_', ' ')}" for code, count in sorted(counts.items()))
    lines.append(f"  numbers       {len(found)}{': ' if total else ''}{total}\n")
    return "".join(lines)


def _reason(reason: Reason) -> str:
    from aigaq.reading.counts.tracing import SAID

    behind = f" ({manners.clean(reason.says)})" if reason.says else ""
    return f"  {reason.start:>7}-{reason.end:<7} {manners.clean(reason.quote)}: {SAID[reason.code]}{behind}\n"
