"""The JSON of accounts is what the page on methods says it is."""

from __future__ import annotations

import json
import re
from typing import Any

from aigaq.accounts import accounts, plain_accounts, plain_timeline, timeline
from aigaq.statements import AnyStatement, Source, Target
from tests.accounts.making import OTHER, event, figure, spell, stored, taken_back
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "methods" / "accounts.md").read_text(encoding="utf-8")


def printed() -> dict[str, Any]:
    said: list[AnyStatement] = [
        figure(225, "2022-01-15", cited=("s",)),
        figure(149, "2022-01", start=30, places=("almaty",), part_of=Target(low=225)),
        taken_back(Target(low=225), "2022-01-18"),
        event("2022-01-02"),
        spell("2022-01-05", "N1"),
        spell("2022-01-05", "D1", "N1", item=OTHER),
    ]
    sources = [Source(key="s", item=OTHER, row=2, locator="https://example.org/a")]
    with stored(said, sources=sources, addresses={OTHER: ("example.org/a",)}) as store:
        made = {**plain_accounts(accounts(store)), "timeline": plain_timeline(timeline(store))}
    text = json.dumps(made, sort_keys=True)
    return dict(json.loads(text))


def names(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for one in value for name in names(one)}
    if isinstance(value, dict):
        return set(value) | {name for key, one in value.items() if key != "statement" for name in names(one)}
    return set()


def test_every_name_is_on_the_page_and_nothing_else() -> None:
    section = PAGE.partition("## As JSON")[2]
    documented = {
        name for cell in re.findall(r"^\| (`.+?`) \|", section, re.M) for name in re.findall(r"`(\w+)`", cell)
    }
    assert names(printed()) == documented


def test_it_holds_what_the_account_holds() -> None:
    made = printed()
    town, country = made["subjects"]
    assert [one["key"] for one in made["subjects"]] == ["killed/all/almaty", "killed/all/kz"]
    assert town["wholes"] == country["parts"]
    (point,) = country["points"]
    assert (point["low"], point["standing"], point["turns"]) == (
        225,
        "withdrawn",
        [{"day": "2022-01-18", "standing": "withdrawn"}],
    )
    assert point["sources"] == [
        {"key": "s", "held_by": [OTHER], "title": None, "publisher": None, "locator": "https://example.org/a"}
    ]
    assert [len(one["details"]) for one in made["timeline"]["network"]] == [1]
