"""A name taken apart. Records only; `parse` makes them.

Proved by tests/people/names/test_parse.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aigaq.people.names.spelling import keys, skeletons


class Role(StrEnum):
    """What a token is in its name. `unknown` where nothing tells: order alone never does."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    PARTICLE = "particle"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    `form` is what is compared, with its case and composition taken away; `why` says what told the role; `sex` is told by
    the ending. Several printed words may be one token (Abd al-Rahman, Ержан қызы).
    """

    text: str
    form: str
    role: Role
    why: str = ""
    father: frozenset[str] = frozenset()
    sex: str | None = None

    @property
    def skeletons(self) -> frozenset[str]:
        """The spelling skeletons of the token."""
        return skeletons(self.form)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the token."""
        return keys(self.form)


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its tokens in the order printed, and what they say together.

    `words` are the tokens that are compared (neither initials nor particles), `joined` their forms without spaces, `plain` the forms of all; `father` holds the skeletons of the father's
    name as patronymics show it; `sex` is None where endings say nothing or disagree; `persons` is how many persons the
    text seems to name.
    """

    text: str
    tokens: tuple[Token, ...]
    father: frozenset[str] = frozenset()
    sex: str | None = None
    persons: int = 1
    words: tuple[Token, ...] = field(default=(), repr=False)
    initials: tuple[Token, ...] = field(default=(), repr=False)
    joined: str = field(default="", repr=False)
    plain: str = field(default="", repr=False)

    def of(self, role: Role) -> tuple[Token, ...]:
        """The tokens of a role."""
        return tuple(token for token in self.tokens if token.role is role)
