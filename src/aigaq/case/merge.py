"""Merging copies of one case: everything another copy holds and can show comes in; nothing that is here is lost.

    plan     each history of each log of the other copy: does it continue what is here, or contradict it (`merge_logs`)
    blobs    those that entries name and that are not here, if their bytes give their name (`merge_blobs`)
    logs     entries and heads, never signed anew; contradicting histories stand beside each other in `forks/`
    marks    cosignatures, time stamps, wrapped keys (`merge_marks`)
    shreds   what any copy has destroyed is destroyed here

The result does not depend on the order of merges: the canonical `listing` of copies that have merged the same is the same.
Merging needs no key and appends nothing. Design §4; docs/formats/entries.md, "Merging". Proved by tests/case/test_merge.py
with hypothesis over random histories of two to five devices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aigaq.case.bundle import unpack
from aigaq.case.case import Case
from aigaq.case.disk import files, layout
from aigaq.case.disk.lock import locked
from aigaq.case.log.branches import Take
from aigaq.case.log.entries import EntryView, blobs_of, typed_all
from aigaq.case.log.kinds import Open
from aigaq.case.log.vouching import Vouching
from aigaq.case.looked import Looked
from aigaq.case.merging.merge_blobs import copy_blobs, here
from aigaq.case.merging.merge_logs import Plan, Way, carry_out, histories, plan_log, settle_forks
from aigaq.case.merging.merge_marks import Cosigners, merge_marks
from aigaq.case.merging.parting import part_histories
from aigaq.case.shredding import carry_out as destroy
from aigaq.case.shredding import said_of, shredded, waiting
from aigaq.case.standards.merkle import leaf_hash
from aigaq.case.verifying.conflicts import overlays, remove_absorbed
from aigaq.case.verifying.findings import Finding, Verdict
from aigaq.errors import FormatError, NotACase, OtherCase, StorageError, UsageError

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Merged:
    """What came in. `logs`: log → (entries before, entries now); `new_logs`: of these, those that were not here;
    `forks`: logs with histories that contradict each other; `refused`: what was not taken, and why; `destroyed`: items."""

    logs: dict[str, tuple[int, int]] = field(default_factory=dict)
    new_logs: list[str] = field(default_factory=list)
    forks: list[str] = field(default_factory=list)
    blobs: int = 0
    size: int = 0
    marks: int = 0
    destroyed: list[str] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """True where something changed here."""
        return bool(self.logs or self.forks or self.blobs or self.marks or self.destroyed)


@dataclass(slots=True)
class _New:
    """What entries that are not here yet name and say."""

    blobs: set[str] = field(default_factory=set)
    views: list[EntryView] = field(default_factory=list)

    def taker(self, log: str) -> Take:
        """Called with the entries of a log one chunk after the other."""

        def take(place: int, raws: list[bytes]) -> None:
            for number, (raw, entry) in enumerate(zip(raws, typed_all(raws), strict=True)):
                if entry is not None:
                    self.blobs.update(blobs_of(entry))
                    self.views.append(EntryView(leaf_hash(raw).hex(), log, place + number, raw))

        return take


def merge(case: Case, source: Path | None, *, progress: Progress | None = None, dry_run: bool = False) -> Merged:
    """Take in what another copy holds. Verified as it comes; what is damaged is named and left where it is.

    Args:
        source: a folder that is a copy of the case, whole or in part, or a bundle; None: the conflict copies that a
            sync tool left in the case's own folder.
        progress: called with what is done, how much and of how much.
        dry_run: look and count, and write nothing.

    Raises:
        NotACase, OtherCase: `source` is none, or is another event.
        FormatError: a bundle that is cut, or is none.
        Busy, StorageError.
    """
    done = Merged()
    tell = progress or (lambda what, count, total: None)
    with files.in_words():
        bundle = source is not None and not source.is_dir()
        if source is not None:
            _refuse_emptied(case.path, source)
        if not bundle:
            _no_special(source or case.path)
        with _unfinished(case) as unfinished:
            if source is not None:
                source = unpack(source, unfinished / "incoming") if bundle else source
                _same_case(case.id, source)
            if not dry_run:
                done.forks += part_histories(case.path, unfinished=unfinished, thorough=source is None)
            if source is not None:
                _merge(case, source, done, unfinished, tell, dry_run=dry_run)
            for folder in overlays(source or case.path, unfinished):
                _merge(case, folder, done, unfinished, tell, dry_run=dry_run)
            if not dry_run:
                remove_absorbed(case.path, done.refused)
    return done


def _refuse_emptied(case: Path, source: Path) -> None:
    """A copy in a folder that is emptied by merging would be gone before it is read."""
    inside = [case.resolve() / name for name in (layout.UNFINISHED, layout.DERIVED)]
    if any(folder in (source.resolve(), *source.resolve().parents) for folder in inside):
        raise UsageError(
            "this lies in a folder of the case that is emptied without asking",
            where=source,
            hint="move it out of the case, then merge it",
        )


@contextmanager
def _unfinished(case: Case) -> Iterator[Path]:
    """The room for what has no name yet, under the case's lock."""
    with locked(case.path / layout.CASE_FILE):
        unfinished = case.path / layout.UNFINISHED
        files.clear_tree(unfinished)
        files.make_folders(unfinished)
        try:
            yield unfinished
        finally:
            files.clear_tree(unfinished)


def _merge(case: Case, source: Path, done: Merged, unfinished: Path, progress: Progress, *, dry_run: bool) -> None:
    looked, new = case.look(), _New()
    plans = []
    sources = histories(source)
    for number, log in enumerate(sources):
        progress("reading logs", number, len(sources))
        plans.append(plan_log(case.path, case.id, log, new.taker(log.id)))
    gone = _gone(looked, new)
    wanted = _wanted(looked, new) - {digest for item, blobs in gone.items() for digest in (item, *blobs)}
    if dry_run:
        done.blobs += len((wanted & here(source)) - here(case.path))
        done.destroyed += [item for item, blobs in gone.items() if waiting(case.path, {item: blobs})]
        for plan in plans:
            if plan.source.id in done.logs and plan.way in (Way.NEW, Way.GROWN):
                done.forks.append(plan.source.id)  # the copy itself holds two histories
            _tell(plan, source, done)
        return
    copied = copy_blobs(
        case.path,
        source,
        wanted - here(case.path),
        unfinished=unfinished,
        step=_steps(progress),
        destroyed={digest for item, blobs in gone.items() for digest in (item, *blobs)},
        move=unfinished in source.parents,
    )
    done.blobs += len(copied.blobs)
    done.size += copied.size
    written: set[str] = set()
    for plan in plans:
        if plan.source.id in written:  # two histories of one log in one copy: what the first gave counts for the second
            plan = plan_log(case.path, case.id, plan.source, lambda place, raws: None)
        carry_out(case.path, plan, unfinished=unfinished)
        written.add(plan.source.id)
        _tell(plan, source, done)
    settle_forks(case.path)

    def refuse(name: str, why: str) -> None:
        done.refused.append(Finding(Verdict.TAMPERED, name, why))

    for name, why in copied.refused:
        refuse(name, why)
    opens = Vouching.of(case.id, [*looked.views, *new.views]).opens
    cosigners = Cosigners.of(opens)
    done.marks += merge_marks(case.path, source, cosigners, unfinished=unfinished, destroyed=gone, refuse=refuse)
    done.destroyed += destroy(case.path, gone)


def _steps(progress: Progress) -> Callable[[int], None]:
    copied = 0

    def step(count: int) -> None:
        nonlocal copied
        copied += count
        progress("copying, MB", copied // 1_000_000, 0)

    return step


def _tell(plan: Plan, source: Path, done: Merged) -> None:
    log = plan.source.id
    if plan.way in (Way.NEW, Way.GROWN):
        done.logs[log] = min(plan.start, done.logs.get(log, (plan.start, 0))[0]), plan.size
        if plan.way is Way.NEW:
            done.new_logs.append(log)
    if plan.forks:
        done.forks.append(log)
    for name, why in plan.refused:
        where = f"{plan.source.path.relative_to(source).as_posix()}/{name}"
        done.refused.append(Finding(Verdict.TAMPERED, where, why))


def _gone(looked: Looked, new: _New) -> dict[str, set[str]]:
    """What is destroyed, as entries here and new ones say, and what goes with it."""
    views = [*looked.views, *new.views]
    items = shredded(views, Vouching.of(looked.case_id, views).shredders())
    said = said_of(views, items)
    return {item: blobs | said[item] for item, blobs in items.items()}


def _wanted(looked: Looked, new: _New) -> set[str]:
    wanted = set(new.blobs)
    for entry in typed_all(view.raw for view in looked.views):
        if entry is not None:
            wanted.update(blobs_of(entry))
    return wanted


def _same_case(case_id: str, source: Path) -> None:
    """The other folder's case id, by its case.toml or by what its logs open: one damaged letter of the first is no other
    case."""
    data = files.read_at_most(source / layout.CASE_FILE, 1 << 10) or b""
    found = _opened(source)
    with suppress(FormatError):
        found.add(layout.parse_case_file(data)[1])
    if not found:
        raise NotACase("there is no case here, and no part of one", where=source, hint="name a copy of the case")
    if case_id not in found:
        raise OtherCase("this belongs to another case", where=source, hint="only copies of one case can be merged")


def _opened(source: Path) -> set[str]:
    found = set()
    for log in histories(source):
        with suppress(FormatError):
            (first,) = log.bundles(0, 1)
            entry = typed_all((first,))[0]
            if isinstance(entry, Open):
                found.add(entry.case or leaf_hash(first).hex())
    return found


def _no_special(folder: Path) -> None:
    """A pipe or a device may never end; no copy of a case holds one. What lies elsewhere in the folder is not looked at."""
    for room in (layout.CASE_FILE, *layout.ROOMS):
        for name in files.special_files(folder / room):
            raise StorageError("neither a file nor a folder", where=name, hint="remove it, then merge again")
