"""Time-stamp tokens (RFC 3161): asking for one, reading one, and whether it holds for a file.

A token says: bytes with this SHA-256 existed at this time. It is made with rfc3161-client and read by it. Checked here:
granted, SHA-256, the imprint, the signature by the certificate that the token names, and that this certificate is for time
stamping and was valid then. Not checked: whether that authority is to be believed, for that is the reader's to judge; its
name and the fingerprint of its certificate are given. `openssl ts -verify -data FILE -in TOKEN -CAfile ROOTS` does that.
Proved by openssl as authority and by the fixtures of rfc3161-client (tests/case/test_tokens.py).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from aigaq.case.standards import cms
from aigaq.errors import Error, FormatError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import Accuracy, TimeStampResponse

MAX_TOKEN = 64 << 10
_SHA256 = "2.16.840.1.101.3.4.2.1"
_STATUS = {2: "refused", 3: "waiting", 4: "a revocation warning", 5: "a revocation"}


class NotCheckable(FormatError):
    """A response that may be sound, but cannot be checked by this program."""


@dataclass(frozen=True, slots=True)
class Token:
    """A time stamp that holds for the file it was checked against.

    `time`: what the authority says, UTC. `latest`: that and the accuracy it claims: the file existed by then. `authority`:
    the subject of its certificate, `serial` the certificate's number, `fingerprint` its SHA-256. Believing it is another matter.
    """

    time: datetime
    latest: datetime
    authority: str
    serial: int
    fingerprint: str
    nonce: int | None = None

    @property
    def by(self) -> str:
        """Whose word it is, for a line of text."""
        return f"{self.authority}, certificate {self.fingerprint[:16]}"


def make_request(data: bytes, *, nonce: bool = True) -> tuple[bytes, int | None]:
    """A request for a stamp of these bytes, of which only the SHA-256 goes into it; and its nonce."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    made = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=nonce)
    request = made.cert_request(cert_request=True).build()
    return request.as_bytes(), request.nonce


def imprint_of(response: bytes) -> bytes:
    """The hash a response stamps. FormatError where it is no granted response over a SHA-256."""
    return _imprint(_decode(response))


def check_token(response: bytes, digest: bytes, *, certificates: Iterable[Certificate] = ()) -> Token:
    """What a response proves of the file with this SHA-256.

    Args:
        certificates: where to look for the signer's, apart from the response itself.

    Raises:
        NotCheckable: it cannot be read or checked here; another program may.
        FormatError: it is refused, of another file, or its signature does not hold.
    """
    decoded = _decode(response)
    if _imprint(decoded) != digest:
        raise FormatError("the time stamp is of another file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a serial number of 0, say: nothing here rests on it
            return _signed(response, decoded, certificates)
    except Error:
        raise
    except Exception as error:  # hostile bytes meet a parser of certificates, which has a dozen kinds of error for them
        raise NotCheckable("a certificate of the time stamp cannot be read here") from error


def _signed(response: bytes, decoded: TimeStampResponse, certificates: Iterable[Certificate]) -> Token:
    """The token, where the certificate it names signed it and may."""
    from cryptography.hazmat.primitives.serialization import Encoding

    signer = cms.signer_of(response, [*_certificates(decoded), *certificates])
    if signer is None:
        raise NotCheckable("the time stamp does not carry the certificate that it names")
    if not cms.check_signature(response, signer):
        raise FormatError("the signature of the time stamp does not hold")
    info = decoded.tst_info
    time = info.gen_time.replace(tzinfo=UTC) if info.gen_time.tzinfo is None else info.gen_time.astimezone(UTC)
    _check_certificate(signer, time)
    fingerprint = sha256(signer.public_bytes(Encoding.DER)).hexdigest()
    authority = signer.subject.rfc4514_string()
    return Token(time, time + _accuracy(decoded), authority, signer.serial_number, fingerprint, info.nonce)


def _decode(response: bytes) -> TimeStampResponse:
    """The response as the client reads it, granted; where only the order of certificates is wrong, that is put right."""
    from rfc3161_client import decode_timestamp_response

    if len(response) > MAX_TOKEN:
        raise FormatError("longer than a time stamp may be")
    cms.read(response)
    try:
        decoded = decode_timestamp_response(response)
    except ValueError:
        try:
            decoded = decode_timestamp_response(cms.sorted_certificates(response))
        except ValueError:
            raise NotCheckable("the time stamp is written in a way that cannot be read here") from None
    if decoded.status > 1:
        said = "; ".join(decoded.status_string)
        what = f"the authority has granted no time stamp: {_STATUS.get(decoded.status, 'an unknown status')}"
        raise FormatError(f"{what} ({said})" if said else what)
    return decoded


def _imprint(decoded: TimeStampResponse) -> bytes:
    try:
        imprint = decoded.tst_info.message_imprint
        if imprint.hash_algorithm.dotted_string == _SHA256:
            return bytes(imprint.message)
    except ValueError:
        raise NotCheckable("what the time stamp is of cannot be read here") from None
    raise FormatError("the time stamp is over another hash than SHA-256")


def _certificates(decoded: TimeStampResponse) -> list[Certificate]:
    from cryptography.x509 import load_der_x509_certificate

    return [load_der_x509_certificate(bytes(one)) for one in decoded.signed_data.certificates]


def _accuracy(decoded: TimeStampResponse) -> timedelta:
    accuracy: Accuracy | None = decoded.tst_info.accuracy  # absent in many, whatever the client's stubs say
    if accuracy is None:
        return timedelta()
    return timedelta(
        seconds=accuracy.seconds or 0, milliseconds=accuracy.millis or 0, microseconds=accuracy.micros or 0
    )


def _check_certificate(signer: Certificate, time: datetime) -> None:
    """For time stamping only (RFC 3161 section 2.3), and valid when it stamped."""
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        usage = signer.extensions.get_extension_for_class(ExtendedKeyUsage)
    except (ExtensionNotFound, ValueError):
        raise FormatError("the certificate of the time stamp is not one for time stamping") from None
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise FormatError("the certificate of the time stamp is not one for time stamping")
    if not signer.not_valid_before_utc <= time <= signer.not_valid_after_utc:
        raise FormatError("the certificate of the time stamp was not valid when it stamped")
