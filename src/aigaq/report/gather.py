"""A case and its derived store, read once into `Material`. Reads only; no clock, no environment.

Proved by tests/report/test_gather.py on a real case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from aigaq.accounts import all_told, relations_of
from aigaq.accounts.addresses import address
from aigaq.accounts.explanations import Explanations, parse_explanations
from aigaq.accounts.presence import presences
from aigaq.case import Case, Description, Item
from aigaq.case.observations import observations
from aigaq.report.blackout_facts import blackout_of
from aigaq.report.material import Held, Material, Reason, Said, Unread, dated, in_order, said_in_order
from aigaq.report.toll_facts import toll_of
from aigaq.statements import Row, Store, Verdict
from aigaq.statements.blackouts import looks_in_the_dark
from aigaq.statements.decisions import OUTCOMES
from aigaq.statements.rows import DecisionRow, FactRow, RenditionRow

SHOWN = (
    "title",
    "publisher",
    "author",
    "published",
    "locator",
    "kind",
    "relation",
    "origin",
    "language",
    "obtained",
    "seen",
    "notes",
)
"""The fields of a description that are printed. `file_name`, `path` and `modified` speak of somebody's disk."""

OWN = ("title", "author", "published", "language")
"""The fields that an item may fill itself where no description does."""


def gather(case: Case, store: Store) -> Material:
    """What the report of a case is made of; `store` must stay open while pages are made."""
    from aigaq.reading import languages

    renditions = {row.item: row for row in store.renditions()}
    facts = _facts(store)
    held = in_order([_held(item, renditions.get(item.sha256), facts.get(item.sha256, {})) for item in case.items()])
    decisions = _decisions(store)
    said = [_said(row, decisions.get(row.id, ()), store) for row in store.statements()]
    rejected = [_said(row, decisions.get(row.id, ()), store) for row in store.rejected()]
    return Material(
        case_id=case.id,
        title=case.title or case.id[:12],
        digest=store.digest(),
        held=held,
        said=said_in_order(said, held),
        text=store.text,
        unread=tuple(Unread(row.item, row.reason.value, row.detail, row.start, row.end) for row in store.not_read()),
        versions=_versions(),
        read_languages=_codes(languages()),
        entries=sum(1 for _ in case.entries()),
        rejected=said_in_order(rejected, held),
        told=all_told(store),
        relations=relations_of(store),
        sources=tuple(store.sources()),
        explanations=_explanations(case),
        toll=toll_of(store),
        blackout=blackout_of(case, store),
        presences={
            address(one.locator): one for one in presences(observations(case)[0], in_the_dark=looks_in_the_dark(store))
        },
    )


def _explanations(case: Case) -> Explanations | None:
    payload = case.settings("explanations")
    return None if payload is None else parse_explanations(payload, where="explanations, as set in the case")


def _decisions(store: Store) -> Mapping[str, Sequence[DecisionRow]]:
    """The current decisions by the statement they are shown with."""
    found: dict[str, list[DecisionRow]] = defaultdict(list)
    for one in store.decisions():
        if one.shown is not None:
            found[one.shown].append(one)
    return found


def _said(row: Row, decisions: Sequence[DecisionRow], store: Store) -> Said:
    read = sorted({one.reading for one in decisions if one.reading not in (None, row.id)} - {None})
    return Said(
        row.id,
        row.statement,
        row.standing,
        row.target_ids,
        row.by_ids,
        row.decision,
        tuple(Reason(OUTCOMES[Verdict(one.verdict)], one.reason) for one in decisions),
        tuple(store.reading(one) for one in read if one is not None),
        row.unbound,
    )


def _codes(packs: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(str(getattr(pack, "code", pack)) for pack in packs))


def _versions() -> Mapping[str, str]:
    from aigaq import __version__
    from aigaq.reading import version

    return {"program": f"aigaq {__version__}", "reader": version()}


def _facts(store: Store) -> Mapping[str, Mapping[str, FactRow]]:
    """What items say of themselves, by item and field, as far as it is to be used."""
    found: dict[str, dict[str, FactRow]] = defaultdict(dict)
    for fact in store.facts():
        if fact.used:
            found[fact.item][fact.field] = fact
    return found


def _held(item: Item, rendition: RenditionRow | None, facts: Mapping[str, FactRow]) -> Held:
    described = item.description
    published = dated(described.published.date, described.published.basis) if described.published else None
    fields = {name: getattr(described, name) for name in SHOWN if name != "published"}
    # What a person left open the item may say itself; what people differ on stays open.
    own = [name for name in OWN if name in facts and name not in item.disputed and getattr(described, name) is None]
    for name in own:
        if name == "published":
            published = dated(facts[name].value, facts[name].basis)
        else:
            fields[name] = facts[name].value
    return Held(
        sha256=item.sha256,
        media=item.media,
        size=item.size,
        role=item.role.value,
        handling=item.handling.value,
        published=published,
        taken_in=tuple(sorted(acquisition.at for acquisition in item.acquired)),
        disputed=_disputed(item),
        set_aside=item.set_aside,
        shredded=item.shredded,
        extractor=f"{rendition.extractor} {rendition.version}" if rendition else None,
        encoding=rendition.encoding if rendition else None,
        assumed=rendition.assumed if rendition else None,
        parts=rendition.parts if rendition else (),
        own=tuple(own),
        own_site=facts["site"].value if "site" in facts else None,
        own_address=facts["canonical"].value if "canonical" in facts else None,
        **fields,
    )


def _disputed(item: Item) -> tuple[tuple[str, tuple[str, ...]], ...]:
    descriptions = item.descriptions
    names = sorted(set(item.disputed) & set(SHOWN))
    return tuple((name, tuple(sorted({_text(one, name) for one in descriptions} - {""}))) for name in names)


def _text(description: Description, name: str) -> str:
    value = getattr(description, name)
    return "" if value is None else str(getattr(value, "date", value))
