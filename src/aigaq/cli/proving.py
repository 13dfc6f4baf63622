"""Commands that let others check: prove, anchor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.ids import ids_of
from aigaq.cli.options import case_argument, json_option, only_case_argument, open_case
from aigaq.errors import Error, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.case.anchored import Kept
    from aigaq.case.anchoring import Answer
    from aigaq.case.standards.tokens import Token

PAGE_LANGUAGES = ("en", "ru", "kk")
A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@case_argument
@click.argument("short", metavar="ID")
@click.option(
    "-o", "--output", "out", metavar="FILE", required=True, type=A_FILE, help="The proof to write, *.tlog-proof."
)
@click.option("--readable", "page", metavar="FILE", type=A_FILE, help="Also write a page about it that can be printed.")
@click.option(
    "--language",
    type=click.Choice(PAGE_LANGUAGES),
    default="en",
    show_default=True,
    help="The language of that page.",
)
@click.option("--fork", is_flag=True, help="ID is a log with two histories: prove that its key has signed both.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
def prove(folder: Path, short: str, out: Path, page: Path | None, language: str, fork: bool, force: bool) -> None:
    """Write a proof that an item is in the record, for somebody who has neither the case nor aigaq.

    ID is an item, and the proof is then of the first time it was brought in, or an entry. The proof holds no words of
    the item and none of its description. It is checked with the item itself and with the log's key, which is printed:
    hand that over by another way than the proof, for who sends both can make both up.

    \b
    Example:
      aigaq prove town 3f2a91 -o bulletin.tlog-proof --readable bulletin.html
      aigaq verify bulletin.tlog-proof --key VKEY --item bulletin.pdf
    """
    from aigaq.case import proving
    from aigaq.case.log import proof
    from aigaq.cli.output import require_outside, write_file

    case = open_case(folder)
    for path in filter(None, (out, page)):
        require_outside(path, case.path)
    if fork:
        _prove_fork(case, short, out, force=force)
        return
    entry = proving.entry_to_prove(case, short)
    made = proving.prove(case, entry)
    text = None
    if page is not None:
        from aigaq.report.proof_page import proof_page

        text = proof_page(case, made, language=language, file=out.name)
    write_file(out, proof.format_proof(made), force=force)
    if page is not None and text is not None:
        write_file(page, text.encode(), force=force)
    item = None if made.item is None else case.index().acquired.get(made.item)
    manners.row("proof", out)
    if page is not None:
        manners.row("page", page)
    manners.row("entry", entry.id)
    manners.row("key", made.log)
    if item is not None and len(item) > 1 and not entry.id.startswith(short.lower()):
        others = ", ".join(ids_of(case).short(one.entry) for one in item if one.entry != entry.id)
        manners.warn("the item was brought in more than once, and this proves the first", hint=f"others: {others}")
    if page is not None:
        manners.warn("the page quotes what was said of the item: title, publisher, address, how it was obtained")
    if not made.tokens:
        manners.warn("no time stamp dates it: the time in the entry is a claim", hint=f"aigaq anchor {folder} --online")
    manners.talk("next: hand over the key by another way than the proof")


def _prove_fork(case: Case, short: str, out: Path, *, force: bool) -> None:
    from aigaq.case.joining import find_log
    from aigaq.case.merging.fork_proof import prove_fork
    from aigaq.cli.output import write_file

    log = find_log(case, short)
    write_file(out, prove_fork(case.path, log), force=force)
    manners.row("proof", out)
    manners.row("log", log)
    manners.talk(f"next: aigaq verify {manners.clean(out)}")


def provable_lines(case: Case, item: Item) -> list[str]:
    """By when an item provably was in the record, by its earliest time stamp; and the first that is only claimed."""
    from aigaq.case.anchored import provable_of
    from aigaq.case.log.provable import claimed

    found = [provable_of(case, one.log, one.index) for one in item.acquired]
    dated = sorted((one.anchor, one.interval) for one in found if one.anchor is not None)
    claims = sorted({claim for one in found for claim in one.claims})
    lines = [f"{interval}, by the word of {anchor.by}" for anchor, interval in dated[:1]]
    return lines + [f"claimed: seen {claimed(one.time)} by the clock of {one.cosigner}" for one in claims[:1]]


@click.command()
@only_case_argument
@click.option("--online", is_flag=True, help="Ask the authorities over the network; without it nothing is asked.")
@click.option("--authority", "urls", metavar="URL", multiple=True, help="Ask this authority. May be repeated.")
@click.option(
    "--request",
    "requests",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the requests as files into this folder, to carry them by hand.",
)
@click.option(
    "--answer", "answers", metavar="FILE", multiple=True, type=A_FILE, help="Take an answer back. May be repeated."
)
@json_option
def anchor(
    folder: Path, online: bool, urls: tuple[str, ...], requests: Path | None, answers: tuple[Path, ...], as_json: bool
) -> None:
    """Have the newest head of each log time-stamped, so that all it covers provably existed by then (RFC 3161).

    Without --online nothing leaves this computer: the heads are queued. With it two public authorities are asked, whose
    hosts are named first, and only the SHA-256 of each head is sent. A request may also be carried by hand: any program
    may send it, as `curl -H "Content-Type: application/timestamp-query" --data-binary @FILE.tsq URL -o FILE.tsr`.

    \b
    Example:
      aigaq anchor town --online
      aigaq anchor town --request stick
      aigaq anchor town --answer stick/3f2a….tsr
    """
    _fit(online, urls, requests, answers)
    case = open_case(folder)
    if answers:
        said = [_take(case.path, path) for path in answers]
    elif requests is not None:
        said = _request(case.path, requests)
    elif online:
        said = _ask(case.path, urls)
    else:
        said = _queue(case.path)
    if as_json:
        manners.say_json(said)
        return
    for one in said:
        manners.row(*one.values())


def _fit(online: bool, urls: Sequence[str], requests: Path | None, answers: Sequence[Path]) -> None:
    if online + (requests is not None) + bool(answers) > 1:
        raise UsageError("--online, --request and --answer exclude each other", hint="aigaq anchor --help")
    if urls and not online:
        raise UsageError("--authority needs --online", hint="nothing is asked over the network without it")


def _row(what: str, kept: Kept, more: str = "") -> dict[str, Any]:
    return {"what": what, "head": f"{kept.head.size} entries of log {kept.log.id[:16]}", "more": more}


def _stamped(kept: Kept, token: Token) -> dict[str, Any]:
    from aigaq.case.log.provable import minute

    return _row("stamped", kept, f"../{minute(token.latest)}, by {token.by}")


def _waiting(case: Path) -> tuple[Kept, ...]:
    """The heads to be stamped; what a stamp covers already is no longer queued."""
    from aigaq.case import Keystore, anchoring

    keys, heads = Keystore(), anchoring.unanchored(case)
    waiting = {kept.digest for kept in heads}
    for kept in anchoring.newest(case):
        if kept.digest not in waiting:
            anchoring.dequeue(keys, kept)
    if not heads:
        manners.talk("the newest head of every log has a time stamp")
    return heads


def _queue(case: Path) -> list[dict[str, Any]]:
    from aigaq.case import Keystore, anchoring

    heads = _waiting(case)
    own = {kept.digest for kept in anchoring.enqueue(Keystore(), heads)}
    if heads:
        manners.talk("nothing was sent")
        manners.talk(f"next: aigaq anchor {manners.clean(case)} --online, or --request DIR to carry it by hand")
    return [_row("queued" if kept.digest in own else "not stamped", kept) for kept in heads]


def _request(case: Path, folder: Path) -> list[dict[str, Any]]:
    from aigaq.case import Keystore, anchoring
    from aigaq.case.standards import tokens
    from aigaq.cli.output import require_outside, write_file

    require_outside(folder, case)
    said = []
    heads = _waiting(case)
    anchoring.enqueue(Keystore(), heads)
    for kept in heads:
        path = folder / f"{kept.digest}.tsq"
        write_file(path, tokens.make_request(kept.data, nonce=False)[0], force=True)
        said.append(_row("request", kept, str(path)))
    return said


def _take(case: Path, path: Path) -> dict[str, Any]:
    from aigaq.case import Keystore, anchoring
    from aigaq.case.disk import files
    from aigaq.case.standards import tokens

    with files.in_words(), files.open_read(path) as stream:
        data = stream.read(tokens.MAX_TOKEN + 1)
    kept, token = anchoring.take(case, data)
    anchoring.dequeue(Keystore(), kept)
    return _stamped(kept, token)


def _ask(case: Path, urls: Sequence[str]) -> list[dict[str, Any]]:
    from aigaq.case import Keystore, anchoring
    from aigaq.case.standards import authorities

    asked = tuple(map(authorities.authority_at, urls)) or authorities.known_authorities()
    heads = _waiting(case)
    if not heads:
        return []
    anchoring.enqueue(Keystore(), heads)
    hosts = ", ".join(manners.clean(one.host) for one in asked)
    manners.talk(f"asking {hosts}; sent is the SHA-256 of {manners.count(len(heads), 'signed head')}, nothing else")
    answers = anchoring.stamp(case, heads, asked)
    return _settled(case, answers)


def _settled(case: Path, answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """Take what was stamped off the queue; say what was not. Error where no authority has stamped anything."""
    from aigaq.case import Keystore, anchoring

    for one in answers:
        if one.token is None:
            manners.warn(f"{one.authority.host}: {one.problem}")
    stamped = [(one.kept, one.token) for one in answers if one.token is not None]
    for kept, _ in stamped:
        anchoring.dequeue(Keystore(), kept)
    if not stamped:
        hint = f"the heads stay queued: try again later, or aigaq anchor {case} --request DIR"
        raise Error("no authority has stamped a head", where=case, hint=hint)
    done = {kept.digest for kept, _ in stamped}
    left = {one.kept.digest: one.kept for one in answers if one.kept.digest not in done}
    return [_stamped(*one) for one in stamped] + [_row("queued", kept) for kept in left.values()]
