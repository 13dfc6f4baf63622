"""From records and decisions to rows of pairs and persons. Pure: the same records give the same rows.

Listed are the pairs in doubt, those somebody decided, and those of persons whom one list says are alive and another dead.
Numbers have six digits, in which machines agree. Proved by tests/people/test_linked.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING

import msgspec

from aigaq.errors import FormatError
from aigaq.people.deciding import OnRecords, Pair, bind_all
from aigaq.people.lists.comparing import records_of
from aigaq.statements.decisions import Verdict
from aigaq.statements.pairing import BondState, OnRows
from aigaq.statements.persons import (
    BondRow,
    Fate,
    FateSaid,
    LinkageRow,
    LinkingRow,
    MemberRow,
    PairRow,
    PersonRow,
    Record,
    Weight,
    person_id,
)

if TYPE_CHECKING:
    from aigaq.people.linking.link import Linked

AnyPeopleRow = PairRow | PersonRow | MemberRow | BondRow | LinkingRow | LinkageRow
DIGITS = 6


def rows_of_people(
    records: Sequence[Record], decisions: Iterable[tuple[str, OnRows]], *, single: Sequence[str]
) -> Iterator[AnyPeopleRow]:
    """The rows of a case with these records and these current decisions on rows.

    `single`: lists in which nobody stands twice.
    """
    ordered = sorted(records, key=lambda one: (one.list, one.key))
    bound = bind_all(decisions, ordered)
    yield from _People(ordered, bound, single).rows()


@dataclass
class _People:
    records: Sequence[Record]
    bound: OnRecords
    single: Sequence[str]

    def __post_init__(self) -> None:
        self.ids = [one.id for one in self.records]
        self.number = {record: at for at, record in enumerate(self.ids)}
        self.linked, self.why = self._linked()
        self.label = self._labels()
        groups: dict[int, list[int]] = defaultdict(list)
        for at, label in enumerate(self.label):
            groups[label].append(at)
        self.groups = dict(groups)

    def _linked(self) -> tuple[Linked | None, str]:
        from aigaq.people.linking.link import link

        if len(self.records) < 2:
            return None, "" if self.records else "no row of a list could be read"
        try:
            engine = records_of(self.records)
            known = tuple(name for name in self.single if name in engine.lists)
            numbered = {verdict: self._numbers(self.bound.of(verdict)) for verdict in (Verdict.SAME, Verdict.DIFFERENT)}
            same, different = numbered[Verdict.SAME], numbered[Verdict.DIFFERENT]
            return link(engine, single=known, same=same, different=different), ""
        except FormatError as error:
            return None, error.what

    def _numbers(self, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
        return [(self.number[one], self.number[other]) for one, other in pairs]

    def _labels(self) -> list[int]:
        if self.linked is not None:
            return [int(label) for label in self.linked.persons]
        # Nothing tells the rows apart; what people decided holds all the same.
        label = list(range(len(self.records)))
        for one, other in self._numbers(self.bound.of(Verdict.SAME)):
            label[max(one, other)] = min(label[one], label[other])
        return label

    def rows(self) -> Iterator[AnyPeopleRow]:
        """All rows: bonds, persons, members, pairs, other linkages, and how it was done."""
        persons = {label: self._person(label, members) for label, members in self.groups.items()}
        for label, members in self.groups.items():
            yield persons[label]
            for at in members:
                yield MemberRow(self.ids[at], persons[label].id)
        for bond in self.bound.bonds.values():
            yield self._kept(bond)
        pairs = self._pairs({label for label, person in persons.items() if person.undecided})
        yield from pairs
        if self.linked is not None:
            from aigaq.people.linkages import rows_of_linkages

            yield from rows_of_linkages(self.linked, self.ids)
        yield self._linking(sum(pair.why == "doubt" for pair in pairs))

    def _person(self, label: int, members: Sequence[int]) -> PersonRow:
        fates = self._fates(members)
        return PersonRow(
            id=person_id(self.ids[label]),
            records=len(members),
            lists=tuple(sorted({self.records[at].list for at in members})),
            fates=tuple(sorted(fate.value for fate in fates)),
            undecided={Fate.ALIVE, Fate.DEAD} <= fates,
            named=any(self.records[at].named for at in members),
        )

    def _fates(self, members: Iterable[int]) -> set[Fate]:
        """What lists say became of a person: what is accepted where something is, else all that is not rejected."""
        said: dict[Verdict | None, set[Fate]] = defaultdict(set)
        for at in members:
            said[self.bound.fates.get(self.ids[at])] |= current(self.records[at])
        return said[Verdict.ACCEPT] or said[None]

    def _kept(self, bond: BondRow) -> BondRow:
        """A bond, `crossed` where linking could not keep it: other decisions or the declaration of a list stand against."""
        verdict = Verdict(bond.verdict)
        if bond.state != BondState.APPLIED or verdict not in (Verdict.SAME, Verdict.DIFFERENT):
            return bond
        together = self.label[self.number[bond.one]] == self.label[self.number[bond.other]]
        return bond if together == (verdict is Verdict.SAME) else replace(bond, state=BondState.CROSSED.value)

    def _pairs(self, undecided: set[int]) -> list[PairRow]:
        if self.linked is None:
            return []
        wanted = self._wanted(self.linked, undecided)
        pairs = sorted(wanted)
        weighed = weigh(self.linked, pairs)
        return [
            self._pair(pair, wanted[pair], probability, weights)
            for pair, (probability, weights) in zip(pairs, weighed, strict=True)
        ]

    def _wanted(self, linked: Linked, undecided: set[int]) -> Mapping[tuple[int, int], str]:
        """The pairs that are listed, and why; of several reasons the last named counts."""
        from aigaq.people.linking.explaining import DOUBT

        likely = linked.probabilities
        doubt = ((likely >= DOUBT[0]) & (likely < DOUBT[1])).nonzero()[0]
        one, other = linked.candidates.one[doubt].tolist(), linked.candidates.other[doubt].tolist()
        found = {(min(pair), max(pair)): "doubt" for pair in zip(one, other, strict=True)}
        for label in undecided:
            found |= dict.fromkeys(self._against(self.groups[label]), "undecided")
        decided = [(bond.one, bond.other) for bond in self.bound.bonds.values() if bond.one and bond.other]
        found |= {(min(pair), max(pair)): "decided" for pair in self._numbers(decided)}
        return found

    def _against(self, members: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The pairs of a person of which one row says alive and the other dead."""
        told = {at: current(self.records[at]) for at in members if self.ids[at] not in self.bound.fates}
        for at, fates in told.items():
            for to, others in told.items():
                if at < to and ({Fate.ALIVE, Fate.DEAD} <= fates | others) and fates and others and fates != others:
                    yield at, to

    def _pair(self, pair: tuple[int, int], why: str, probability: float, weights: tuple[Weight, ...]) -> PairRow:
        one, other = sorted((self.ids[pair[0]], self.ids[pair[1]]))
        labels = {self.label[at] for at in pair}
        reached = sum(len(self.groups[label]) for label in labels)
        verdict = self.bound.pairs.get((one, other))
        gain = 0.0 if verdict is not None else _digits(4 * probability * (1 - probability) * reached)
        return PairRow(
            one, other, probability, gain, len(labels) == 1, why, "" if verdict is None else verdict.value, weights
        )

    def _linking(self, doubtful: int) -> LinkingRow:
        linked = self.linked
        return LinkingRow(
            records=len(self.records),
            named=sum(one.named for one in self.records),
            compared=0 if linked is None else int(linked.compared),
            doubtful=doubtful,
            persons=len(self.groups),
            prior=0.0 if linked is None else _digits(linked.model.prior),
            left_out=0 if linked is None else int(linked.candidates.left_out),
            why=self.why,
        )


def slim(record: Record, *, whole: bool) -> Record:
    """A record with what linking asks of it; its cells only where a decision names it. A million of them fit the memory."""
    told = tuple(
        FateSaid(status=one.status, item="", sheet="", row=0, current=True) for one in record.fates if one.current
    )
    cells = record.cells if whole else ()
    return msgspec.structs.replace(
        record,
        cells=cells,
        fates=told,
        history=(),
        note=None,
        circumstances=None,
        cause=None,
        keeper=None,
        edition=None,
    )


def current(record: Record) -> set[Fate]:
    """What the last edition that has a row says became of its person."""
    return {fate.status for fate in record.fates if fate.current}


def weigh(linked: Linked, pairs: Sequence[tuple[int, int]]) -> list[tuple[float, tuple[Weight, ...]]]:
    """The probability and the weights of pairs of record numbers: what is held before, then field by field."""
    from aigaq.people.linking.explaining import probability_of, steps_of

    prior = linked.model.offset / log(2)
    before = Weight("", "before anything is compared", _digits(prior))
    found = []
    for steps in steps_of(linked, pairs):
        told = (Weight(step.field, step.level, _digits(step.bits)) for step in steps)
        found.append((_digits(probability_of(prior + sum(step.bits for step in steps))), (before, *told)))
    return found


def _digits(number: float) -> float:
    """Six digits, in which machines agree; never −0."""
    return float(f"{number:.{DIGITS}g}") + 0.0
