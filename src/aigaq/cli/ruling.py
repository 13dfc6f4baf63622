"""How `set policy` looks at the file before it is logged: the lists, places and strata it names must be there.

Proved by tests/scripts/set-policy.txt.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aigaq.case import Case
    from aigaq.toll.counting.policy import Policy
    from aigaq.values.places import Gazetteer


def look_at(case: Case, payload: bytes, *, where: Path, item: str | None) -> str:
    """Read a policy as a build will and compare it with what the case has; says what is in it.

    Raises:
        UsageError: it is set for one item.
        FormatError: it does not fit together, or names a list or a place that is not there.
    """
    from aigaq.toll.counting.policy import check_declarations, check_places, read_policy

    if item is not None:
        raise UsageError("policy is that of a whole case, not of one item", hint="leave out --item")
    name = manners.clean(where)
    policy = read_policy(payload, where=name)
    keepers = _keepers(case)
    if keepers:
        check_declarations(policy.list, keepers, where=name, of="the case")
    elif policy.list:
        manners.warn("the case has no lists yet, so the lists it names were not looked up")
    check_places(policy, _places(case), where=name)
    _warn(policy, keepers)
    return "  ".join((manners.count(len(policy.list), "list"), manners.count(len(policy.strata), "stratum", "strata")))


def _keepers(case: Case) -> Mapping[str, str]:
    """The lists of the case, each with the keeper its description names, if any."""
    from aigaq.people.lists.chains import chains, names_of_lists

    every = chains(case)
    last = {chain.root: chain.items[-1] for chain in every}
    names = sorted((name, root) for (root, _), name in names_of_lists(case, every).items())
    return {name: last[root].description.publisher or "" for name, root in names}


def _places(case: Case) -> Gazetteer:
    from aigaq.values.ownplaces import read_places
    from aigaq.values.places import Gazetteer

    payload = case.settings("gazetteer")
    return Gazetteer.shipped() if payload is None else read_places(payload)


def _warn(policy: Policy, keepers: Mapping[str, str]) -> None:
    """Name what nobody declares, and what looks like a list of the case and is none."""
    from difflib import get_close_matches

    from aigaq.toll.counting.declarations import undeclared

    for name, fields in undeclared(policy.list, keepers).items():
        missing = [field for field in fields if field != "keeper" or not keepers[name]]
        if missing:
            manners.warn(f"nobody declares of the list {name}: {', '.join(missing)}")
    for one in policy.list:
        for word in one.drew_on or ():
            near = [] if word in keepers else get_close_matches(word, keepers, n=1, cutoff=0.75)
            if near:
                manners.warn(
                    f"list {one.name} drew on “{word}”, a source outside: no list is called so; the nearest is {near[0]}"
                )
