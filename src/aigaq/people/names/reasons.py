"""A comparison in words: each word beside the one it met, and what decided the score.

Proved by tests/people/names/test_reasons.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.people.names.compare import THRESHOLD, Comparison, Verdict
from aigaq.people.names.costs import How


@dataclass(frozen=True, slots=True)
class Line:
    """Two words beside each other; one of them is empty where the other met none."""

    one: str
    other: str
    likeness: float | None
    why: str


def alignment(found: Comparison) -> tuple[Line, ...]:
    """Each word of either name with the one it met, in the order of the first name, then what is left of the second."""
    a, b = found.one.words, found.other.words
    lines: dict[int, Line] = {}
    for i, j, near in found.met:
        lines[i] = Line(a[i].text, b[j].text, round(near.likeness, 2), _why(near.how, near.one, near.other))
    for i in found.left[0]:
        lines[i] = Line(a[i].text, "", None, "met no word of the other name")
    said = [lines.get(i) or Line(word.text, "", None, "an initial may stand for it") for i, word in enumerate(a)]
    met = {j for _, j, _ in found.met}
    for j, word in enumerate(b):
        if j not in met:
            why = "met no word of the other name" if j in found.left[1] else "an initial may stand for it"
            said.append(Line("", word.text, None, why))
    return tuple(said)


def reasons(found: Comparison) -> tuple[str, ...]:
    """What decided, the weightiest first."""
    one, other = found.one, found.other
    if not one.tokens or not other.tokens:
        return ("there is no name in one of the two",)
    said = []
    if one.persons > 1 or other.persons > 1:
        said.append("one of the two names several persons: compare them one by one")
    if one.text == other.text:
        said.append("the two are written alike, letter by letter")
    if found.joined:
        said.append("they are one name if spaces are left out")
    elif not found.met:
        said.append("no word of one is like a word of the other")
    else:
        said.extend(_counted(found))
    if found.initials == "fit":
        said.append("initials fit, which many names would")
    elif found.initials == "differ":
        said.append("initials do not fit")
    if one.sex and other.sex and one.sex != other.sex:
        said.append(f"endings tell different sexes: {one.sex} and {other.sex}")
    if one.father and other.father:
        same = bool(one.father & other.father)
        said.append(f"the fathers' names are {'the same' if same else 'not the same'}")
    if found.verdict is not Verdict.CANNOT_TELL:
        side = "reaches" if found.score >= THRESHOLD else "is below"
        said.append(f"the score {side} the threshold of {THRESHOLD}")
    return tuple(said)


def _counted(found: Comparison) -> list[str]:
    own, theirs = len(found.left[0]), len(found.left[1])
    conflicts = min(own, theirs)
    said = [f"{_words(len(found.met))} met" if len(found.met) > 1 else "only one word met"]
    if conflicts:
        said.append(f"{_words(conflicts)} of each met nothing: they contradict")
    if own != theirs:
        said.append(f"{_words(abs(own - theirs))} only one of the two has: missing, not contradicting")
    return said


def _words(number: int) -> str:
    return "1 word" if number == 1 else f"{number} words"


def _why(how: How, one: str, other: str) -> str:
    if how in (How.SAME, How.KEY):
        return str(how)
    return f"{how}: {one}" if one == other else f"{how}: {one}, {other}"
