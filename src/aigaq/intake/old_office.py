"""Old office documents (OLE 2) are not read; told apart are DOCX and XLSX files that a password protects.

MS-OFFCRYPTO §1.3.2: an encrypted package is an OLE file with a stream `EncryptedPackage`. Proved by
tests/intake/test_docx.py.
"""

from __future__ import annotations

from aigaq.errors import NotReadable, Reason
from aigaq.intake.extracting import Asked, Extracted

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def extract(data: bytes, asked: Asked) -> Extracted:
    """Say why it is not read."""
    if _ENCRYPTED in data:
        hint = "open it with its password, save it without one, and add that beside it"
        raise NotReadable("the document is protected by a password", reason=Reason.LOCKED, hint=hint)
    hint = "save it as .docx or plain text and add that beside it"
    raise NotReadable("an old office document is not read yet", reason=Reason.BINARY, hint=hint)
