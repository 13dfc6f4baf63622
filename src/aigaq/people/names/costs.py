"""How near two tokens are: the cheapest way to turn a reading of one into a reading of the other, sound by sound.

Weighted edit distance (Wagner and Fischer 1974, with swaps of neighbours) over the sounds of `readings`; what each step
costs is data/sounds.toml. Likeness = 1 − cost / what leaving out the whole
name would cost (mean of the two). Each pair of forms is worked out once.
Proved by tests/people/names/test_costs.py.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from math import inf

from aigaq.people.names.endings import SURNAME, Ending, ending
from aigaq.people.names.letters import ARABIC, OTHER, fold, script_of
from aigaq.people.names.readings import VOWELS
from aigaq.people.names.spelling import keys, skeletons
from aigaq.people.names.tables import toml

KEYED = 0.85
"""Likeness of two tokens in different scripts that share a key though their readings lie further apart."""
FATHER = 0.6
"""The most a patronymic is like a name that is none: father and child have the same tokens."""
TAIL = 0.4
"""What it costs that one of two surnames lacks the ending (-ов, -ский) that the other has."""
NEAR_SOUNDS = 0.4
LEAST = 0.5
"""Likeness below this is not worked out to the end, and is 0: most pairs of words are such."""
_NONE: dict[str, float] = {}
_LOOKED_AT = 4  # readings of each token
_KEPT = 1 << 20


class How(StrEnum):
    """In what way two tokens are alike."""

    SAME = "the same letters"
    SOUND = "the same name in another spelling"
    NEAR = "near in sound"
    KEY = "alike in its consonants, across scripts"
    FAR = "different"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms: likeness from 0 to 1, in what way, and the readings that were nearest."""

    likeness: float
    how: How
    one: str
    other: str


_NOTHING = Pair(0.0, How.FAR, "", "")


class _Pairs:
    """Pairs worked out, by form and form; forgotten all at once when there are too many."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
        self.count = 0

    def keep(self, one: str, other: str, found: Pair) -> None:
        if self.count >= _KEPT:
            self.rows.clear()
            self.count = 0
        self.rows[one][other] = found
        self.count += 1


_PAIRS = _Pairs()


def pair(one: str, other: str) -> Pair:
    """How near two forms are; the same whichever comes first, up to the order of the readings."""
    found = _PAIRS.rows[one].get(other)
    if found is None:
        found = _worked_out(one, other) if one <= other else _turned(_worked_out(other, one))
        found = found if found.likeness >= LEAST else _NOTHING
        _PAIRS.keep(one, other, found)
    return found


def likeness(one: str, other: str) -> float:
    """How near two tokens are, from 0 to 1, whatever their case and composition."""
    return pair(fold(one) or one, fold(other) or other).likeness


def _turned(found: Pair) -> Pair:
    return Pair(found.likeness, found.how, found.other, found.one)


def _worked_out(one: str, other: str) -> Pair:
    if one == other:
        return Pair(1.0, How.SAME, one, other)
    own, others = sorted(skeletons(one)), sorted(skeletons(other))
    if script_of(one) == script_of(other) == OTHER:
        own, others = [one], [other]  # signs of one script that we do not read are compared as they are
    shared = [reading for reading in own if reading in others]
    if shared:
        return Pair(0.99, How.SOUND, shared[0], shared[0])
    unvowelled = (script_of(one) == ARABIC) != (script_of(other) == ARABIC)
    if unvowelled:
        own, others = [_consonants(reading) for reading in own], [_consonants(reading) for reading in others]
    best = Pair(0.0, How.FAR, own[0], others[0])
    for a in own[:_LOOKED_AT]:
        for b in others[:_LOOKED_AT]:
            near = _likeness(a, b)
            if near > best.likeness:
                best = Pair(near, How.NEAR, a, b)
    if unvowelled and best.likeness > KEYED:
        best = Pair(KEYED, How.KEY, best.one, best.other)
    if best.likeness < KEYED and script_of(one) != script_of(other) and keys(one) & keys(other):
        return Pair(KEYED, How.KEY, best.one, best.other)
    return best


def _consonants(reading: str) -> str:
    """A reading as a script without short vowels would write it; of one consonant, the whole, which says too little."""
    bare = "".join(letter for letter in reading if letter not in VOWELS)
    return bare if len(bare) > 1 else reading


def _likeness(one: str, other: str) -> float:
    if one.endswith("+") != other.endswith("+"):
        return min(FATHER, _likeness(one.rstrip("+"), other.rstrip("+")))
    told, against = ending(one), ending(other)
    both = told.kind == against.kind == SURNAME
    own, tail = _parted(one, told, both)
    others, ends = _parted(other, against, both)
    weight = (sum(_losses(own)) + sum(_losses(others))) / 2
    cost = distance(own, others, limit=weight * (1 - LEAST))
    if not weight or cost == inf:
        return 0.0
    cost += distance(tail, ends) if tail and ends else TAIL if tail or ends else 0.0
    return max(0.0, 1.0 - cost / weight)


def _parted(reading: str, told: Ending, both: bool) -> tuple[str, str]:
    """A surname's reading as its root and its ending, which thousands of others share."""
    if told.kind == SURNAME and (told.firm or both):
        return reading[: -len(told.tail)], told.tail
    return reading, ""


def distance(one: str, other: str, *, limit: float = inf) -> float:
    """What it costs to turn one reading into the other; infinite where it is more than `limit`."""
    gone, added, steps = _losses(one), _losses(other), _steps()
    if abs(sum(gone) - sum(added)) > limit + steps.slack:
        return inf
    above = [0.0]
    for loss in added:
        above.append(above[-1] + loss)
    before: list[float] = []
    for i, letter in enumerate(one):
        changes, loss = steps.changes.get(letter, _NONE), gone[i]
        left = above[0] + loss
        row = [left]
        for j, wanted in enumerate(other):
            cost = above[j] + changes[wanted] if wanted in changes else above[j] + (wanted != letter) * steps.other
            if above[j + 1] + loss < cost:
                cost = above[j + 1] + loss
            if left + added[j] < cost:
                cost = left + added[j]
            if j and before and letter == other[j - 1] and one[i - 1] == wanted and before[j - 1] + steps.swap < cost:
                cost = before[j - 1] + steps.swap
            left = cost
            row.append(cost)
        if min(row) > limit and min(above) > limit:
            return inf
        before, above = above, row
    return above[-1] if above[-1] <= limit else inf


@lru_cache(maxsize=1 << 15)
def _losses(reading: str) -> tuple[float, ...]:
    """What each sound of a reading costs to leave out: little for a vowel beside another, and for what is hardly heard."""
    costs, soft = toml("sounds")["costs"], toml("sounds")["soft"]
    found = []
    for at, letter in enumerate(reading):
        before, after = reading[at - 1 : at] in VOWELS, reading[at + 1 : at + 2] in VOWELS
        if letter in VOWELS:
            name = "glide_missing" if before or after else "vowel_missing"
        else:
            quiet = letter in soft["letters"] or (before and after and letter in soft["between_vowels"])
            name = "missing_soft" if quiet else "missing"
        found.append(float(costs[name]))
    return tuple(found)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two sounds are so near that one initial may be written with either."""
    return one == other or _steps().changes.get(one, _NONE).get(other, inf) <= NEAR_SOUNDS


@dataclass(frozen=True, slots=True)
class _Steps:
    """What changes of sounds cost: `changes` by sound, `other` for those not listed."""

    changes: dict[str, dict[str, float]]
    other: float
    swap: float
    slack: float


@cache
def _steps() -> _Steps:
    table = toml("sounds")
    costs = table["costs"]
    changes: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in VOWELS:
        changes[one] = {other: float(costs["vowel"]) * (one != other) for other in VOWELS}
    for pair_of, cost in table["pairs"].items():
        for one, other in (pair_of, pair_of[::-1]):
            changes[one][other] = float(cost)
    return _Steps(changes, float(costs["other"]), float(costs["swap"]), float(costs["missing"]))
