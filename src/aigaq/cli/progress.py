"""Progress of long work on stderr: what is done and what is left, only when stderr is a terminal (manners, rule 4).

`rich` is loaded only then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, int, int], None]
"""Called with the name of the work, how much is done and how much there is (0 where not known)."""

STEPS = 500
"""A bar moves at most so often on its way."""


@contextmanager
def progress() -> Iterator[Report]:
    """A function that long work calls; it draws one bar a name, or does nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars: dict[str, TaskID] = {}
    drawn_at: dict[str, int] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:

        def step(what: str, done: int, total: int) -> None:
            if what not in bars:
                bars[what] = drawn.add_task(what)
            elif done < total and 0 <= (done - drawn_at[what]) * STEPS < total:
                return  # of 100,000 files, each would cost more to draw than to add
            drawn_at[what] = done
            drawn.update(bars[what], completed=done, total=total or None)

        yield step
