"""The stages of the build, in order: each reads only what those before it made. Proved by tests/build/test_stages.py."""

from __future__ import annotations

from aigaq.statements.stage import Stage


def stages() -> tuple[Stage, ...]:
    """Every stage there is, in the order in which they run."""
    from aigaq.accounts.stage import stage as accounts
    from aigaq.blackout.stage import stages as blackout
    from aigaq.intake.stage import stage as intake
    from aigaq.people.lists.stage import stage as lists
    from aigaq.people.stage import stage as people
    from aigaq.reading.cellstage import stage as cells
    from aigaq.reading.quotestage import stage as quotes
    from aigaq.reading.stage import stage as reading
    from aigaq.reading.tablestage import stage as tables
    from aigaq.statements.deciding import stage as decisions
    from aigaq.statements.standings import stage as standing
    from aigaq.toll.stage import stages as toll

    return intake, reading, tables, cells, quotes, lists, people, decisions, standing, *blackout, accounts, *toll
