"""An e-mail, or a page saved as one (MHTML), into text: the words of its body; its headers are facts about it.

RFC 5322, RFC 2045–2049, RFC 2557. Of alternatives the plain text is read, else the HTML. What is attached is listed with
its name as not read. Proved by tests/intake/test_email.py.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from aigaq.errors import NotReadable, Reason
from aigaq.intake.encodings import find_encoding
from aigaq.intake.extracting import Asked, Extracted
from aigaq.intake.facts import chosen, cleaned, printed
from aigaq.intake.page_encodings import decode_page, known, loosely
from aigaq.intake.renditions import PART, Fact, Missed

_HEADERS = (
    ("Subject", "title"),
    ("From", "author"),
    ("Date", "published"),
    ("To", "to"),
    ("Cc", "cc"),
    ("Message-ID", "message_id"),
)
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_TEXTS = ("text/plain", "text/html")
_SAVED = "Snapshot-Content-Location"


def extract(data: bytes, asked: Asked) -> Extracted:
    """A message: its body, its headers, the names of what is attached."""
    if not data.strip():
        raise NotReadable("the file is empty", reason=Reason.EMPTY)
    message = message_from_bytes(data, policy=policy.default)
    pieces = list(_pieces(message, asked))
    if any(piece.get_content_type() in _LOCKED for piece in pieces):
        raise NotReadable(
            "the e-mail is encrypted", reason=Reason.LOCKED, hint="save it decrypted and add that beside it"
        )
    found = Extracted("email", [])
    if message[_SAVED]:
        return _saved_page(message, pieces, found)
    words = [text for piece in _bodies(message, asked.budgets.depth) if (text := _words(piece, found)).strip()]
    found.missed = [_attachment(piece) for piece in pieces if _attached(piece)]
    if not words:
        raise NotReadable("the e-mail has no text", reason=Reason.EMPTY)
    found.parts = [(PART, "\n\n".join(words))]
    found.facts = list(_facts(message))
    return found


def _pieces(message: Message, asked: Asked) -> Iterator[EmailMessage]:
    """Every piece that holds something itself; attached messages are not gone into."""
    open_: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while open_:
        piece, depth = open_.pop()
        count += 1
        if count > asked.budgets.pieces or depth > asked.budgets.depth:
            raise NotReadable("the e-mail has too many pieces", reason=Reason.TOO_LARGE)
        if piece.get_content_maintype() == "multipart" and piece.get_content_type() not in _LOCKED:
            open_ += [(one, depth + 1) for one in reversed(_within(piece))]
        elif isinstance(piece, EmailMessage):
            yield piece


def _bodies(piece: Message, depth: int) -> Iterator[EmailMessage]:
    """The pieces a reader of the message sees as its text, in order."""
    if piece.get_content_maintype() == "multipart" and depth > 0:
        bodies = [list(_bodies(one, depth - 1)) for one in _within(piece)]
        if piece.get_content_type() == "multipart/alternative":
            filled = [one for one in bodies if one]
            yield from next(filter(_plain, filled), filled[-1] if filled else [])
        else:
            for one in bodies:
                yield from one
    elif isinstance(piece, EmailMessage) and not _attached(piece):
        yield piece


def _within(piece: Message) -> list[Message]:
    inner = piece.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _plain(bodies: list[EmailMessage]) -> bool:
    return all(body.get_content_type() == "text/plain" and _bytes(body).strip() for body in bodies)


def _attached(piece: EmailMessage) -> bool:
    return piece.get_content_disposition() == "attachment" or piece.get_content_type() not in _TEXTS


def _attachment(piece: EmailMessage) -> Missed:
    name = cleaned(str(_quietly(piece.get_filename) or "")) or "without a name"
    return Missed(Reason.ATTACHED, f"{name}, {piece.get_content_type()}, {len(_bytes(piece)):,} bytes")


def _bytes(piece: EmailMessage) -> bytes:
    data = piece.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _words(piece: EmailMessage, found: Extracted) -> str:
    data, charset = _bytes(piece), piece.get_content_charset()
    if not data.strip():
        return ""
    if piece.get_content_type() == "text/html":
        from aigaq.intake.pages import text_of_html

        text, found.encoding, assumed = decode_page(data, charset)
        found.assumed += assumed
        return text_of_html(text)
    text, found.encoding = _decoded(data, charset, found)
    return text


def _decoded(data: bytes, charset: str | None, found: Extracted) -> tuple[str, str]:
    name = known(charset) or "utf-8"
    try:
        return data.decode(name), name
    except UnicodeDecodeError:
        pass
    odd = loosely(data, name)
    if odd is not None:
        found.assumed.append(odd[1])
        return odd[0], name
    other = find_encoding(io.BytesIO(data))
    found.assumed.append(other.assumed or other.name)
    return data[other.skip :].decode(other.name), other.name


def _saved_page(message: Message, pieces: list[EmailMessage], found: Extracted) -> Extracted:
    """A page a browser saved as one file: the first HTML in it is the page."""
    from aigaq.intake.page_facts import page_facts
    from aigaq.intake.pages import page_parts, tree_of

    page = next((piece for piece in pieces if piece.get_content_type() == "text/html"), None)
    if page is None:
        raise NotReadable("the saved page holds no HTML", reason=Reason.EMPTY)
    text, found.encoding, found.assumed = decode_page(_bytes(page), page.get_content_charset())
    tree = tree_of(text)
    found.parts = page_parts(tree)
    if not found.parts:
        raise NotReadable("the page shows no text", reason=Reason.EMPTY)
    found.facts = page_facts(tree)
    address = cleaned(_header(message, _SAVED))
    if address.startswith(("https://", "http://")) and not any(fact.field == "canonical" for fact in found.facts):
        found.facts.append(Fact("canonical", address, "stated", _SAVED, used=True))
    return found


def _facts(message: Message) -> Iterator[Fact]:
    for header, field in _HEADERS:
        words = cleaned(_header(message, header))
        if header == "Date" and words:
            words = _date(words) or ""
        if words:
            yield from chosen([Fact(field, words, "stated", f"header {header}")])


def _header(message: Message, name: str) -> str:
    return str(_quietly(lambda: message[name]) or "")


def _date(words: str) -> str | None:
    try:
        return printed(parsedate_to_datetime(words))
    except (ValueError, TypeError, OverflowError):
        return None


def _quietly(ask: Callable[[], object]) -> object:
    """What the parser says of a header; nothing where the header breaks it."""
    try:
        return ask()
    except Exception:
        return None
