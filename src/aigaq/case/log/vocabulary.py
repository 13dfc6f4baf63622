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
    BLACKOUT = "blackout"


class DeviceRole(StrEnum):
    """What a log may do: vouch for others; add, decide and shred; only add. `none`: nobody vouches for it."""

    ADMIN = "admin"
    MEMBER = "member"
    FIELD = "field"
    NONE = "none"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What came of one look at a locator: a page, a refusal, a test for humans, or no page at all."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CHALLENGED = "challenged"
    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"


class Notice(StrEnum):
    """What the page itself said of being gone; `unknown` where it said so and not why."""

    DELETED = "deleted"
    ACCOUNT_GONE = "account_gone"
    PLATFORM = "platform"
    GEO_BLOCK = "geo_block"
    UNKNOWN = "unknown"


# From most to least open: where acquisitions of the same bytes differ, the most closed one holds. What is not known
# closes, for a newer program may have meant something stricter.
OPENNESS = (Handling.PUBLIC, Handling.INTERNAL, Handling.SEALED, Handling.UNKNOWN)
_ROLES: dict[str, Role] = {role.value: role for role in Role}
_HANDLINGS: dict[str, Handling] = {handling.value: handling for handling in Handling}


_OUTCOMES: dict[str, Outcome] = {outcome.value: outcome for outcome in Outcome}
_NOTICES: dict[str, Notice] = {notice.value: notice for notice in Notice}


def role_of(text: str) -> Role:
    """The role of this name, or `unknown`."""
    return _ROLES.get(text, Role.UNKNOWN)


def device_role_of(text: str) -> DeviceRole:
    """The role an `enrol` entry gives, or `unknown`; nothing is enrolled as `none`."""
    return DeviceRole(text) if text in ("admin", "member", "field") else DeviceRole.UNKNOWN


def handling_of(text: str) -> Handling:
    """The handling of this name, or `unknown`."""
    return _HANDLINGS.get(text, Handling.UNKNOWN)


def outcome_of(text: str) -> Outcome:
    """The outcome of this name, or `unknown`."""
    return _OUTCOMES.get(text, Outcome.UNKNOWN)


def notice_of(text: str) -> Notice:
    """The notice of this name, or `unknown`."""
    return _NOTICES.get(text, Notice.UNKNOWN)
