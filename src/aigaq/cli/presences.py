"""Presence in words for the terminal: "last seen by A at T, first missing by B at T2". Proved by tests/scripts/observe.txt.

The report's words lie in its message files; here codes stand as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from aigaq.cli.ids import ids_of
from aigaq.cli.naming import located
from aigaq.errors import FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.accounts.presence import Look, Presence
    from aigaq.case import Case


def presences_of(case: Case) -> tuple[Presence, ...]:
    """The presence of every locator that was observed; what is built tells which looks were made in the dark."""
    from aigaq.accounts.presence import presences
    from aigaq.case.observations import observations

    return presences(observations(case)[0], in_the_dark=_in_the_dark(case))


def _in_the_dark(case: Case) -> frozenset[str]:
    """Looks made where the network was off, as of the last build; none where there is no build that can be read."""
    from aigaq.statements import Store
    from aigaq.statements.blackouts import looks_in_the_dark

    try:
        with Store.open(case) as store:
            return looks_in_the_dark(store)
    except (NotFound, FormatError):
        return frozenset()


def presence_of(case: Case, locator: str) -> Presence | None:
    """The presence of one locator, or None where nobody looked."""
    from aigaq.accounts.addresses import address

    place = address(locator)
    return next((one for one in presences_of(case) if address(one.locator) == place), None)


def states(case: Case) -> dict[str, int]:
    """How many observed locators there are in each state."""
    return dict(sorted(Counter(one.state.value for one in presences_of(case)).items()))


def locator_details(case: Case, locator: str) -> dict[str, Any]:
    """Everything known of an address, for `show`."""
    ids, found = ids_of(case), presence_of(case, locator)
    facts: dict[str, Any] = {"locator": locator if found is None else found.locator}
    facts["held"] = [ids.short(item.sha256) for item in located(case, locator)]
    if found is not None:
        facts |= {
            "presence": found.state.value,
            "reasons": [_words((why.value,)) for why in found.whys],
            **summary(found),
        }
        facts["looks"] = [f"{said(look)}, entry {ids.short(look.observation.entry)}" for look in found.looks]
    return {name: value for name, value in facts.items() if value}


def summary(found: Presence) -> dict[str, Any]:
    """Who saw it last, who missed it first, and what stood between since then."""
    facts: dict[str, Any] = {}
    if found.last_seen is not None:
        facts["last_seen"] = _by(found.last_seen)
    if found.first_missing is not None:
        why = found.first_missing.why
        facts["first_missing"] = _by(found.first_missing) + ("" if why is None else f" ({_words((why.value,))})")
    if found.kept_back and not found.gone:
        facts["since_then"] = [said(look) for look in found.kept_back]
    return facts


def in_short(found: Presence) -> str:
    """A presence in one line."""
    parts = (f"{name.replace('_', ' ')} {value}" for name, value in summary(found).items() if name != "since_then")
    return "; ".join((found.state.value, *parts))


def said(look: Look) -> str:
    """One look: when, by whom, what came."""
    one = look.observation
    what = _words((one.outcome.value, one.code, None if one.notice is None else one.notice.value), sep=" ")
    return f"{_by(look)}: {what}, {look.state.value}"


def _by(look: Look) -> str:
    return f"{look.observation.interval} by {look.observation.observer}"


def _words(parts: Iterable[object], sep: str = ", ") -> str:
    return sep.join(str(part).replace("_", " ") for part in parts if part is not None)
