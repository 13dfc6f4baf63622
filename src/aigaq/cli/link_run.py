"""What `aigaq link` does: reads the lists, links them, writes and says what was found. Proved by tests/cli/test_link.py."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners
from aigaq.errors import NotFound, UsageError

if TYPE_CHECKING:
    from aigaq.people.files import ListFile
    from aigaq.people.linking import Explanation, Linked, Records, Step

_SIGN = "="
UNKNOWN = "not known"


def run(paths: Sequence[Path], told: Sequence[str], given: Mapping[str, Any]) -> None:
    """One run of the command with its options."""
    from aigaq.people.files import read_lists, records_of

    _check(paths, given)
    apart = [given["truth"]] if given["truth"] else []
    lists = read_lists(paths, told=_told(told), apart=apart, encoding=given["encoding"])
    truth = _truth(lists, given["truth"]) if given["truth"] else None
    _talk_of(lists)
    records = records_of(lists)
    pair = _pair(records, given["explained"]) if given["explained"] else None
    linked = _linked(records, given, several=len(lists) > 1)
    if not linked.model.taught_by:
        manners.talk("note: too few rows are surely one person to learn from; the weights rest on guesses")
    if given["out"]:
        _write(given["out"], ("list", "key", "person"), _persons(linked))
    if given["pairs"]:
        _write(given["pairs"], _pair_header(linked), _pairs(linked))
    if pair:
        _say_explained(linked, pair, given)
    else:
        _say_found(linked, truth, given)


def _check(paths: Sequence[Path], given: Mapping[str, Any]) -> None:
    """What can be said to be wrong before anything is read."""
    if given["picture"] and not given["explained"]:
        raise UsageError("--picture draws the pair of --explain", hint="name two rows with --explain")
    if len(paths) == 1 and given["within"] is False:
        raise UsageError("one list has no other to be linked with", hint="give two lists, or --dedupe")
    if len(paths) == 1 and given["one_to_one"]:
        raise UsageError("--one-to-one says that no list holds a person twice", hint="give two lists")
    written = [given[name] for name in ("out", "pairs", "picture") if given[name] is not None]
    for at, path in enumerate(written):
        _free(path, force=given["force"])
        if path.resolve() in {one.resolve() for one in (*paths, *written[:at])}:
            raise UsageError("it is a list itself, or named twice", where=path, hint="name another file")


def _told(words: Sequence[str]) -> dict[str, str]:
    made = {}
    for word in words:
        column, sign, name = word.rpartition(_SIGN)
        if not sign or not column:
            raise UsageError(f"not COLUMN=FIELD: {word}", hint='such as --map "Full name=name"')
        made[column.strip()] = name.strip()
    return made


def _talk_of(lists: Sequence[ListFile]) -> None:
    for one in lists:
        manners.talk(f"{manners.clean(one.name)}: {manners.count(len(one), 'row')}")
        for notice in one.noticed:
            manners.talk(f"  assumed: {manners.clean(notice)}")
        for header, name in one.layout.fields.items():
            manners.talk(f"  {manners.clean(header)} → {name}")
        for header, why in one.layout.left_out.items():
            manners.talk(f"  {manners.clean(header)} is not compared: {why}")


def _linked(records: Records, given: Mapping[str, Any], *, several: bool) -> Linked:
    from aigaq.people.linking import link

    within = given["within"] if given["within"] is not None else not several
    single = records.lists if given["one_to_one"] else ()
    if given["engine"] == "local":
        return link(records, within=within, single=single)
    from aigaq.people.scale import link_at_scale

    return link_at_scale(records, engine=given["engine"], within=within, single=single)


def _persons(linked: Linked) -> Iterator[tuple[str, str, str]]:
    from aigaq.people.linking import name_of

    records = linked.records
    for at, first in enumerate(linked.persons.tolist()):
        yield records.lists[int(records.list_of[at])], records.keys[at], name_of(linked, first)


def _pair_header(linked: Linked) -> tuple[str, ...]:
    weights = tuple(f"{name} (bits)" for name in linked.model.part_names)
    return ("list 1", "key 1", "list 2", "key 2", "probability", "verdict", "one person", *weights)


def _pairs(linked: Linked) -> Iterator[tuple[str, ...]]:
    """The pairs that are one person or in doubt, the likeliest first."""
    import numpy as np

    from aigaq.people.linking import DOUBT, verdict

    chance, met = linked.probabilities, linked.candidates
    kept = np.flatnonzero((chance >= DOUBT[0]) | (linked.persons[met.one] == linked.persons[met.other]))
    kept = kept[np.argsort(-chance[kept], kind="stable")]
    parts = [part / np.log(2) for part in linked.model.parts(met.one[kept], met.other[kept])]
    records = linked.records
    for row, at in enumerate(kept.tolist()):
        one, other = int(met.one[at]), int(met.other[at])
        yield (
            records.lists[int(records.list_of[one])],
            records.keys[one],
            records.lists[int(records.list_of[other])],
            records.keys[other],
            f"{chance[at]:.4f}",
            verdict(float(chance[at])),
            "yes" if linked.persons[one] == linked.persons[other] else "no",
            *(f"{part[row]:+.2f}" for part in parts),
        )


def _write(path: Path, header: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    from aigaq.cli.output import writing_file

    with writing_file(path) as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)
    manners.talk(f"wrote {manners.clean(path)}")


def _free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise UsageError("it is there already", where=path, hint="give --force to replace it")
    if not path.parent.is_dir():
        raise UsageError("there is no such folder to write into", where=path, hint="make it first")


def _say_found(linked: Linked, truth: Sequence[str | None] | None, given: Mapping[str, Any]) -> None:
    told = summary(linked)
    if truth is not None:
        told["scores"] = scores(linked, truth)
    if given["as_json"]:
        manners.say_json(told)
        return
    manners.row("rows", f"{told['rows']:,}", f"in {manners.count(len(linked.records.lists), 'list')}")
    manners.row("persons", f"{told['persons']:,}", f"{told['linked']:,} of them in several rows")
    if told["in_doubt"]:
        manners.row("in doubt", manners.count(told["in_doubt"], "pair"), "cannot tell")
    if told["without_name"]:
        manners.row("without name", manners.count(told["without_name"], "row"), "never linked by machine")
    manners.row("compared", manners.count(told["pairs_compared"], "pair"))
    for name, score in told.get("scores", {}).items():
        manners.row(
            name.replace("_", " "),
            *(
                [f"{score:.4f}"]
                if isinstance(score, float)
                else [f"{part} {value:.4f}" for part, value in score.items()]
            ),
        )


def summary(linked: Linked) -> dict[str, Any]:
    """Counts of what was found."""
    import numpy as np

    from aigaq.people.linking import DOUBT

    counts = np.unique(linked.persons, return_counts=True)[1]
    chance = linked.probabilities
    return {
        "rows": len(linked.records),
        "persons": len(counts),
        "linked": int((counts > 1).sum()),
        "in_doubt": int(((chance >= DOUBT[0]) & (chance < DOUBT[1])).sum()),
        "without_name": int((~linked.records.named).sum()),
        "pairs_compared": linked.compared,
        "pairs_left_out": linked.candidates.left_out,
        "fields": [field.name for field in linked.model.fields],
        "taught_by": [list(names) for names in linked.model.taught_by],
    }


def _truth(lists: Sequence[ListFile], column: str) -> list[str | None]:
    """Who each row is, from a column that every list has."""
    for one in lists:
        if column not in one.columns:
            raise NotFound(f"no column {column!r}", where=one.name, hint="--truth names a column that every list has")
    told = [cell for one in lists for cell in one.columns[column]]
    if not any(told):
        raise UsageError("the column of the truth is empty", where=column, hint="leave --truth out")
    return told


def scores(linked: Linked, truth: Sequence[str | None]) -> dict[str, Any]:
    """Against the truth: pairs, B³, and the share of true pairs that were compared at all.

    A row of which nobody says who it is counts neither for nor against.
    """
    import numpy as np

    from aigaq.people.linking import b_cubed, compared_recall, pair_score

    known = np.array([bool(text) for text in truth], bool)
    if not known.all():
        manners.talk(f"note: {manners.count(int((~known).sum()), 'row')} without a truth; the scores are of the others")
    texts = [f"={text}" if text else f"{at}" for at, text in enumerate(truth)]  # a person of its own for each of those
    labels = np.unique(np.array(texts), return_inverse=True)[1].astype(np.int64)
    found, right = linked.persons[known], labels[known]
    made: dict[str, Any] = {}
    for name, score in (("pairs", pair_score(found, right)), ("b_cubed", b_cubed(found, right))):
        made[name] = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    made["blocking_recall"] = compared_recall(linked, labels)
    return made


def _say_explained(linked: Linked, pair: tuple[int, int], given: Mapping[str, Any]) -> None:
    from dataclasses import asdict

    from aigaq.people.linking import explain

    made = explain(linked, *pair)
    if given["picture"]:
        _draw(made, given["picture"])
    if given["as_json"]:
        manners.say_json(asdict(made))
        return
    _say(made)


def _say(made: Explanation) -> None:
    manners.row("pair", made.one, "and", made.other)
    manners.row("before", f"{made.prior_bits:+.1f} bits", "two rows drawn at random")
    for step in made.steps:
        told = step.one is not None or step.other is not None
        values = f"{step.one or UNKNOWN} | {step.other or UNKNOWN}" if told else ""
        said = "says nothing" if _silent(step) else f"{step.bits:+.1f} bits"
        manners.row(step.field, said, step.level, values)
    manners.row("probability", f"{made.probability:.4f}", made.verdict.replace("_", " "))
    if made.decided:
        manners.row("decided", made.decided)
    manners.row("one person", "yes" if made.together else "no")


def _silent(step: Step) -> bool:
    """Whether a field says nothing: it is not known, or says nothing that is not counted already."""
    return step.bits == 0


def _draw(made: Explanation, path: Path) -> None:
    from aigaq.cli.output import writing_file
    from aigaq.pictures import Stair, Stairs, draw_stairs

    steps = tuple(Stair(one.field, one.bits, one.level, silent=_silent(one)) for one in made.steps)
    verdict = made.verdict.replace("_", " ")
    stairs = Stairs(
        f"{made.one} | {made.other}",
        f"Weights in bits: {made.prior_bits:+.1f} before anything is compared, {made.probability:.4f} after.",
        made.prior_bits,
        steps,
        "before",
        "after",
        f"{made.probability:.4f}: {verdict}",
    )
    with writing_file(path) as file:
        file.write(draw_stairs(stairs, width=680))
    manners.talk(f"wrote {manners.clean(path)}")


def _pair(records: Records, names: tuple[str, str]) -> tuple[int, int]:
    """The two rows that are named, each by its key, or by list:key where several lists hold the key."""
    one, other = (_record(records, name) for name in names)
    if one == other:
        raise UsageError(f"these are one row, {names[0]}", hint="name two rows")
    return one, other


def _record(records: Records, name: str) -> int:
    lists = [records.lists[number] for number in records.list_of.tolist()]
    found = [at for at, key in enumerate(records.keys) if name in (key, f"{lists[at]}:{key}")]
    if len(found) != 1:
        what = f"several rows have the key {name}" if found else f"no row has the key {name}"
        raise NotFound(what, hint="name it as LIST:KEY, as in --out")
    return found[0]
