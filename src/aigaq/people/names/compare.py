"""Two names beside each other: which word is which, how near, and what that says together.

Words are paired, likest first, whatever their order; a pair less alike than `ALIKE` is none. The score is

    (mean + least likeness of the pairs) / 2 × CONFLICT^(words left over on both sides) × MISSING^(left over on one side)
    × SEX where endings tell different sexes × ALONE where one word met though a name has more

so that one wrong word weighs more than several near ones. Initials that fit only say that nothing speaks against them:
with one word met and initials for the rest the score stays below `THRESHOLD` and the verdict is `cannot_tell`. From
`THRESHOLD` on the verdict is `same`. It is a round number in the middle of a wide plateau, and no rule knows how common
a name is: that is for whoever links lists. Proved by tests/people/names/test_compare.py; measured by bench/people_names.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from aigaq.people.names.costs import Pair, pair, sounds_alike
from aigaq.people.names.letters import script
from aigaq.people.names.name import Name, Role, Token
from aigaq.people.names.parse import parse
from aigaq.people.names.spelling import skeletons

THRESHOLD = 0.8
ALIKE = 0.75
CONFLICT, MISSING, SEX, ALONE = 0.6, 0.97, 0.75, 0.75
INITIALS = 0.7
"""What one word and fitting initials come to, beside one word and nothing else: less than `THRESHOLD`."""
JOINED, JOINED_ALIKE = 0.97, 0.9
_Met = tuple[tuple[int, int, Pair], ...]
_Left = tuple[tuple[int, ...], tuple[int, ...]]


class Verdict(StrEnum):
    """What a comparison comes to."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    `met` are the pairs of words (places in `words` of either name, and how near they are), `left` the places of the others;
    `initials` says whether initials `fit` words of the other name, `differ`, or played no part (empty); `joined` that the
    names were compared as one word each, because spaces fall differently.
    """

    one: Name
    other: Name
    score: float
    verdict: Verdict
    met: _Met
    left: _Left
    initials: str = ""
    joined: bool = False


def compare(one: str | Name, other: str | Name) -> Comparison:
    """Compare two names; the score does not depend on which comes first."""
    a = parse(one) if isinstance(one, str) else one
    b = parse(other) if isinstance(other, str) else other
    met, own, theirs = _paired(a, b)
    initials = _initials(a, b, own, theirs) if a.initials or b.initials else ""
    left = (tuple(own), tuple(theirs))
    score = _score(a, b, met, left, initials)
    joined = False
    if (
        score < THRESHOLD
        and len(a.words) != len(b.words)
        and abs(len(a.joined) - len(b.joined)) <= 2
        and a.words
        and b.words
    ):
        near = pair(a.joined, b.joined).likeness
        if near >= JOINED_ALIKE and near * JOINED > score:
            score, joined = near * JOINED, True
    if a.plain == b.plain and a.tokens:
        score = 1.0
    return Comparison(
        a, b, score, _verdict(a, b, score, initials == "fit" and len(met) == 1), met, left, initials, joined
    )


def _paired(one: Name, other: Name) -> tuple[_Met, list[int], list[int]]:
    """The pairs of words, likest first, and the places of what is left of either name."""
    found = []
    fathers = bool(one.father and other.father)
    others = other.words
    for i, word in enumerate(one.words):
        for j, against in enumerate(others):
            near = pair(word.form, against.form)
            if near.likeness < ALIKE:
                continue
            if fathers and (word.role is Role.PATRONYMIC) is not (against.role is Role.PATRONYMIC):
                continue
            found.append((-near.likeness, i + j, abs(i - j), i, j, near))
    found.sort()
    own, theirs, met = list(range(len(one.words))), list(range(len(others))), []
    for _, _, _, i, j, near in found:
        if i in own and j in theirs:
            own.remove(i)
            theirs.remove(j)
            met.append((i, j, near))
    return tuple(met), own, theirs


def _score(one: Name, other: Name, met: _Met, left: _Left, initials: str) -> float:
    if not met:
        return 0.0
    likeness = sorted([near.likeness for _, _, near in met])
    score = (sum(likeness) / len(likeness) + likeness[0]) / 2
    own, theirs = len(left[0]), len(left[1])
    conflicts = min(own, theirs)
    if own or theirs:
        score *= CONFLICT**conflicts * MISSING ** (own + theirs - 2 * conflicts)
        if len(met) == 1:
            score *= ALONE
    if one.sex is not other.sex and one.sex and other.sex and one.sex != other.sex:
        score *= SEX
    if initials == "differ":
        return score * CONFLICT
    return score * INITIALS if initials == "fit" and len(met) == 1 else score


def _verdict(one: Name, other: Name, score: float, by_initials: bool) -> Verdict:
    if one.persons > 1 or other.persons > 1 or not one.words or not other.words:
        return Verdict.CANNOT_TELL
    if by_initials and score >= INITIALS * ALIKE:
        return Verdict.CANNOT_TELL
    return Verdict.SAME if score >= THRESHOLD else Verdict.DIFFERENT


def _initials(one: Name, other: Name, own: list[int], theirs: list[int]) -> str:
    """Whether the initials of either name fit what is left of the other; words they stand for are no longer left."""
    waiting = [initial for initial in one.initials if not _stands_for(initial, other, theirs)]
    facing = [initial for initial in other.initials if not _stands_for(initial, one, own)]
    alone = [initial for initial in waiting if not _among(initial, facing)]
    opposite = [initial for initial in facing if not _among(initial, waiting)]
    if (alone and (opposite or theirs)) or (opposite and own):
        return "differ"
    fitted = len(alone) + len(opposite) < len(one.initials) + len(other.initials)
    return "fit" if fitted else ""


def _stands_for(initial: Token, name: Name, left: list[int]) -> bool:
    for at in left:
        if fits(initial.form, name.words[at].form):
            left.remove(at)
            return True
    return False


def _among(initial: Token, initials: list[Token]) -> bool:
    return any(fits(initial.form, other.form) or fits(other.form, initial.form) for other in initials)


@lru_cache(maxsize=1 << 14)
def fits(initial: str, word: str) -> bool:
    """Whether an initial may stand for a word: the same first letter, the same first sound, across scripts a near one."""
    if word.startswith(initial):
        return True
    across = script(initial[0]) != script(word[0])
    return any(
        reading.startswith(short) or (across and bool(reading) and sounds_alike(short[:1], reading[0]))
        for short in skeletons(initial)
        for reading in skeletons(word)
    )
