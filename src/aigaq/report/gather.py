"""A case and its derived store, read once into `Material`. Reads only; no clock, no environment.

Proved by tests/report/test_gather.py on a real case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from aigaq.accounts import all_told, relations_of
from aigaq.accounts.explanations import Explanations, parse_explanations
from aigaq.case import Case, Description, Item
from aigaq.report.material import Held, Material, Reason, Said, Unread, dated, in_order, said_in_order
from aigaq.statements import Row, Store, Verdict
from aigaq.statements.decisions import OUTCOMES
from aigaq.statements.rows import DecisionRow, RenditionRow

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


def gather(case: Case, store: Store) -> Material:
    """What the report of a case is made of; `store` must stay open while pages are made."""
    from aigaq.reading import languages

    renditions = {row.item: row for row in store.renditions()}
    held = in_order([_held(item, renditions.get(item.sha256)) for item in case.items()])
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


def _held(item: Item, rendition: RenditionRow | None) -> Held:
    described = item.description
    return Held(
        sha256=item.sha256,
        media=item.media,
        size=item.size,
        role=item.role.value,
        handling=item.handling.value,
        published=dated(described.published.date, described.published.basis) if described.published else None,
        taken_in=tuple(sorted(acquisition.at for acquisition in item.acquired)),
        disputed=_disputed(item),
        set_aside=item.set_aside,
        shredded=item.shredded,
        extractor=f"{rendition.extractor} {rendition.version}" if rendition else None,
        encoding=rendition.encoding if rendition else None,
        assumed=rendition.assumed if rendition else None,
        parts=rendition.parts if rendition else (),
        **{name: getattr(described, name) for name in SHOWN if name != "published"},
    )


def _disputed(item: Item) -> tuple[tuple[str, tuple[str, ...]], ...]:
    descriptions = item.descriptions
    names = sorted(set(item.disputed) & set(SHOWN))
    return tuple((name, tuple(sorted({_text(one, name) for one in descriptions} - {""}))) for name in names)


def _text(description: Description, name: str) -> str:
    value = getattr(description, name)
    return "" if value is None else str(getattr(value, "date", value))
