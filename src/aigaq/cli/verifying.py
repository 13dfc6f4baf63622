"""The command verify: a whole case, or a proof file somebody handed over."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.options import json_option
from aigaq.cli.progress import progress
from aigaq.errors import FormatError, UsageError

if TYPE_CHECKING:
    from aigaq.case import Verification
    from aigaq.case.standards.note import VerifierKey
    from aigaq.case.verifying.verify_proof import ProofVerification

MB = 1_000_000
CHUNK = 1 << 20


@click.command()
@click.argument("path", metavar="CASE|FILE", type=click.Path(path_type=Path), envvar="AIGAQ_CASE")
@click.option(
    "--key",
    "keys",
    metavar="VKEY|CASE",
    multiple=True,
    help="For a proof: a key that came from elsewhere, a file that holds one, or a case folder that does. May be repeated.",
)
@click.option(
    "--item",
    metavar="PATH",
    type=click.Path(path_type=Path, dir_okay=False),
    help="For a proof: the file that it should be of.",
)
@click.option(
    "--resume",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Of a case: keep in FILE, outside the case, what has been read, and go on from there when run again.",
)
@json_option
@click.pass_context
def verify(
    ctx: click.Context, path: Path, keys: tuple[str, ...], item: Path | None, resume: Path | None, as_json: bool
) -> None:
    """Read every byte of the case and say what is proved, what is not, and what was found.

    The exit code is 0 where nothing is wrong, 10 where something the record names is missing here, 11 where bytes
    differ from what was recorded, 12 where a log has two histories; the gravest decides.

    Of a proof file (see `aigaq prove`) the exit code is 0 where it holds and is signed by a key given with --key, 11
    where it is not consistent or the file given with --item is another, and 13 where it is consistent and the key is
    not known to you or not the one that signed.

    A long verification can be interrupted: with --resume, blobs and packs that were read before are not read again
    while their files have the size, times and inode they had then; how much that is, and since when, is said. The file
    is removed when the verification is complete. Without --resume nothing is taken from an earlier run.

    \b
    Example:
      aigaq verify town
      aigaq verify /media/stick/town --resume town.verifying
      aigaq verify bulletin.tlog-proof --key VKEY --item bulletin.pdf
    """
    if path.is_file():
        if resume is not None:
            raise UsageError("--resume is for cases", where=path, hint="aigaq verify --help")
        ctx.exit(_verify_proof(path, keys, item, as_json))
    if keys or item is not None:
        raise UsageError("--key and --item are for proof files", where=path, hint="aigaq verify --help")
    ctx.exit(_verify_case(path, as_json, resume))


def _verify_case(folder: Path, as_json: bool, resume: Path | None) -> int:
    from aigaq.case import Keystore
    from aigaq.case import verify as run

    with progress() as step:
        found = run(
            folder,
            keys=Keystore(),
            progress=lambda done, total: step("verifying, MB", done // MB, total // MB),
            resume=resume,
        )
    if as_json:
        manners.say_json(_verification(found))
    else:
        _say_verification(found)
    return found.exit_code


def _verification(found: Verification) -> dict[str, Any]:
    return {
        "case": found.case_id,
        "verdict": found.verdict.value,
        "exit_code": found.exit_code,
        "counts": found.counts,
        "earlier": None if found.earlier is None else {"bytes": found.earlier[0], "since": found.earlier[1]},
        "proved": list(found.proved),
        "not_proved": list(found.not_proved),
        "findings": [{"class": one.verdict.value, "where": one.where, "what": one.what} for one in found.findings],
    }


def _say_verification(found: Verification) -> None:
    for verdict, findings in found.by_verdict().items():
        for one in findings:
            manners.row(verdict.value, one.where, one.what)
    _say_lines(found.proved, found.not_proved)
    manners.row("verdict", found.verdict.value)


def _say_lines(proved: Iterable[str], not_proved: Iterable[str]) -> None:
    for line in proved:
        manners.row("proved", line)
    for line in not_proved:
        manners.row("not proved", line)


def _verify_proof(path: Path, keys: tuple[str, ...], item: Path | None, as_json: bool) -> int:
    from aigaq.case.disk import files
    from aigaq.case.log import proof
    from aigaq.case.merging import fork_proof
    from aigaq.case.verifying.verify_proof import verify_proof

    with files.in_words(), files.open_read(path) as stream:
        data = stream.read(proof.MAX_PROOF + 1)
    if fork_proof.is_fork_proof(data):
        return _verify_fork(path, data, as_json)
    if not proof.is_proof(data):
        raise FormatError("neither a case nor a proof", where=path, hint=f"a proof begins with {proof.MAGIC.decode()}")
    known = [key for given in keys for key in _keys(given)]
    found = verify_proof(data, known, item=None if item is None else _hash(item))
    if as_json:
        manners.say_json(_proof(found))
    else:
        _say_proof(found)
    return found.exit_code


def _verify_fork(path: Path, data: bytes, as_json: bool) -> int:
    """Exit code 12 where it proves two histories, as for a case that has them; 11 where it does not."""
    from aigaq.case.merging.fork_proof import check_fork_proof

    try:
        found = check_fork_proof(data)
    except FormatError as error:
        if as_json:
            manners.say_json({"verdict": "not consistent", "why": error.what, "exit_code": 11})
        else:
            manners.row("verdict", "not consistent", error.what)
        return 11
    if as_json:
        heads = [{"size": head.size, "root": head.root.hex()} for head in found.heads]
        facts = {"key": found.log, "index": found.index, "entries": found.entries, "heads": heads}
        manners.say_json({"verdict": "forked", "exit_code": 12, **facts})
        return 12
    manners.row("proved", f"the key {found.log} has signed two histories that differ from entry {found.index} on")
    for head, entry in zip(found.heads, found.entries, strict=True):
        manners.row(
            "proved", f"a head of {head.size} entries, root {head.root.hex()}, with entry {entry} at that place"
        )
    manners.row("not proved", "whose key it is, and which history is the right one")
    manners.row("verdict", "forked")
    return 12


def _keys(given: str) -> list[VerifierKey]:
    """The verifier keys in a text, a file or a case folder. UsageError where there is none."""
    from aigaq.case.standards import note

    path = Path(given)
    hint = "a key is one line, as `aigaq prove` prints it, a file with that line, or a case folder"
    try:
        if "+" in given and not path.exists():
            return [note.parse_vkey(given.strip())]
        if path.is_dir():
            return _keys_of_case(path)
        return [note.parse_vkey(line) for line in path.read_text("utf-8").split()]
    except (OSError, ValueError):
        raise UsageError("no key can be read here", where=given, hint=hint) from None
    except FormatError as error:
        raise UsageError(error.what, where=given, hint=hint) from None


def _keys_of_case(folder: Path) -> list[VerifierKey]:
    from aigaq.case import Case
    from aigaq.case.anchored import cosigners_of
    from aigaq.case.log.logs import logs_of

    case = Case.open(folder)
    return [*(log.vkey() for log in logs_of(folder)), *cosigners_of(case).values()]


def _hash(path: Path) -> str:
    from aigaq.case.disk import files

    digest = sha256()
    with files.in_words(), files.open_read(path) as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _proof(found: ProofVerification) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "verdict": found.verdict.value,
        "exit_code": found.exit_code,
        "why": found.checked.why,
        "proved": list(found.proved),
        "not_proved": list(found.not_proved),
    }
    if found.proof is not None:
        facts |= {"entry": found.proof.entry_id, "index": found.proof.index, "key": found.proof.log}
        facts |= {"item": found.proof.item, "fields": found.proof.fields}
    if found.checked.head is not None:
        head = found.checked.head
        facts["head"] = {"log": head.origin, "size": head.size, "root": head.root.hex()}
    return facts


def _say_proof(found: ProofVerification) -> None:
    if found.proof is not None:
        manners.row("entry", found.proof.entry_id)
        for name in ("kind", "at", "item", "size", "media"):
            manners.row(name, found.proof.fields.get(name, ""))
        manners.row("key", found.proof.log)
    if found.checked.why:
        manners.row("wrong", found.checked.why)
    _say_lines(found.proved, found.not_proved)
    manners.row("verdict", found.verdict.value)
