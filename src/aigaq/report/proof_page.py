"""The page beside a proof, for a person who has neither the case nor aigaq: one file that prints, one language.

It says what the file is, how it came, where it stands in the record, by when it existed, how to check that, and what is not
proved. It is not the proof, and says so. Of the description only what a stranger needs is printed: never an author, notes or
the name of a file on somebody's disk; of a sealed item nothing. Proved by tests/report/test_proof_page.py, in a browser too.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.errors import UsageError
from aigaq.report.dates import written
from aigaq.report.key_sheet import LONE
from aigaq.report.templating import environment
from aigaq.report.words import Words, words

if TYPE_CHECKING:
    from aigaq.case import Case, Description, Item
    from aigaq.case.log.proof import Proof
    from aigaq.case.log.provable import Anchor

PRINTED = ("publisher", "locator", "obtained", "seen")
"""The fields of a description that are printed as they stand; their words are those of `sources`."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp as the page tells it; `name`: its file as `verify.py --stamps` writes it."""

    when: str
    authority: str
    fingerprint: str
    name: str


def proof_page(case: Case, proof: Proof, *, file: str, language: str = "en") -> str:
    """The page.

    Args:
        file: the name of the proof file that lies beside it.

    Raises:
        UsageError: the entry is no acquisition, or there are no words for the language.
    """
    from aigaq.case.log.proof import format_proof
    from aigaq.case.verifying.verify_proof import verify_proof

    t = words(language)
    if proof.item is None or proof.item not in case.index().acquired:
        hint = "leave out --readable"
        raise UsageError("the entry brings in no item, so there is no page about it", where=proof.entry_id, hint=hint)
    found = verify_proof(format_proof(proof))
    item, head = case.item(proof.item), found.checked.head
    said = _described(item)
    return (
        environment()
        .get_template("proof.html")
        .render(
            t=t,
            policy=LONE,
            file=file,
            typed=shlex.quote(file),
            title=said.title if said else None,
            tongue_of=said.language if said else None,
            item=item.sha256,
            media=item.media,
            size=t.n("count.bytes", item.size),
            facts=tuple(_facts(said, t)) if said else (),
            log=proof.log.partition("+")[0],
            key=proof.log,
            place=t("proof.entry_place", n=t.number(proof.index)),
            entry=proof.entry_id,
            logged=t("proof.logged_claim", when=written(_minute(str(proof.fields.get("at", ""))), t)),
            head=t.n("proof.head_says", head.size) if head else "",
            root=head.root.hex() if head else "",
            others=found.checked.unknown,
            stamps=tuple(_stamps(found.anchors, t)),
        )
    )


def _described(item: Item) -> Description | None:
    from aigaq.case import Handling

    return item.description if item.described and item.handling in (Handling.PUBLIC, Handling.INTERNAL) else None


def _minute(at: str) -> str:
    """The claim of a device to the minute, as dates are written; a day stays a day."""
    return f"{at[:16]}Z" if len(at) > 10 else at


def _facts(said: Description, t: Words) -> Iterator[tuple[str, str]]:
    for name in PRINTED:
        value = getattr(said, name)
        if value is not None:
            yield t(f"sources.{name}"), t.word("seen", value) if name == "seen" else value
        if name == "publisher" and said.published is not None:
            basis = t.word("basis", said.published.basis)
            yield t("sources.published"), t("sources.basis", date=written(said.published.date, t), basis=basis)


def _stamps(anchors: Iterable[Anchor], t: Words) -> Iterator[Stamp]:
    from aigaq.case.log.provable import minute

    for one in anchors:
        when = written(f"../{minute(one.latest)}", t)
        yield Stamp(when, one.authority, one.fingerprint, one.where.rpartition("/")[2])
