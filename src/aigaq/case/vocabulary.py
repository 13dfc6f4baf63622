"""The closed words of entries, as enums with an explicit `unknown`. Design §2 and §4; docs/formats/entries.md."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an acquisition is for."""

    DOCUMENT = "document"
    TABLE = "table"
    LIST = "list"
    SERIES = "series"
    MEDIA = "media"
    TESTIMONY = "testimony"
    UNKNOWN = "unknown"


class Handling(StrEnum):
    """Who may see an item: anybody, those who work with the case, holders of its key."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SEALED = "sealed"
    UNKNOWN = "unknown"


class What(StrEnum):
    """What a `set` entry sets."""

    PROFILE = "profile"
    SIDES = "sides"
    MAPPING = "mapping"
    LEXICON = "lexicon"
    GAZETTEER = "gazetteer"
    EXPLANATIONS = "explanations"
    POLICY = "policy"


# From most to least open: where acquisitions of the same bytes differ, the most closed one holds. What is not known
# closes, for a newer program may have meant something stricter.
OPENNESS = (Handling.PUBLIC, Handling.INTERNAL, Handling.SEALED, Handling.UNKNOWN)
_ROLES: dict[str, Role] = {role.value: role for role in Role}
_HANDLINGS: dict[str, Handling] = {handling.value: handling for handling in Handling}


def role_of(text: str) -> Role:
    """The role of this name, or `unknown`."""
    return _ROLES.get(text, Role.UNKNOWN)


def handling_of(text: str) -> Handling:
    """The handling of this name, or `unknown`."""
    return _HANDLINGS.get(text, Handling.UNKNOWN)
