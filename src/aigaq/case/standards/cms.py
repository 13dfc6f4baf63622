"""As much of CMS (RFC 5652) and DER as a time-stamp token needs: whose key signed what, and does the signature hold.

The client library verifies a token only together with a chain up to a root that is trusted. Whom to trust is not ours to
say, so the two questions are kept apart: here it is asked only whether the certificate in the token signed it. The checks
are those of RFC 3161 section 2.4.2 with RFC 5035: content type, message digest, the certificate's hash among the signed
attributes. Certificates are not signed over, so their order may be put right (`sorted_certificates`): some authorities
send the SET unsorted, which strict readers refuse. Proved by openssl's tokens and the fixtures of rfc3161-client
(tests/case/test_tokens.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.errors import FormatError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SEQUENCE, SET, OCTETS, OID, FIRST = 0x30, 0x31, 0x04, 0x06, 0xA0
_HASHES = {
    "608648016503040201": "sha256",
    "608648016503040202": "sha384",
    "608648016503040203": "sha512",
    "2b0e03021a": "sha1",
}
_TST_INFO = "2a864886f70d0109100104"
_CONTENT_TYPE, _DIGEST = "2a864886f70d010903", "2a864886f70d010904"
_CERTIFICATE_V1, _CERTIFICATE_V2 = "2a864886f70d010910020c", "2a864886f70d010910022f"
_SIGNED_OVER = ("sha256", "sha384", "sha512")  # SHA-1 may still name a certificate, never carry a signature
_PSS = "2a864886f70d01010a"
# The hash that a signature algorithm names; rsaEncryption and the like name none, and the digest's is meant.
_METHODS = {
    "2a864886f70d01010b": "sha256", "2a864886f70d01010c": "sha384", "2a864886f70d01010d": "sha512",
    "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512",
    "2a864886f70d010105": "sha1", "2a8648ce3d0401": "sha1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One DER value: its tag, and where it and its content lie in the whole."""

    data: bytes
    tag: int
    start: int
    content: int
    end: int

    @property
    def raw(self) -> bytes:
        """The value with its tag and length."""
        return self.data[self.start : self.end]

    @property
    def value(self) -> bytes:
        """The content alone."""
        return self.data[self.content : self.end]

    def parts(self) -> list[Piece]:
        """The values inside; FormatError where the lengths do not add up."""
        found, at = [], self.content
        while at < self.end:
            found.append(_piece(self.data, at, self.end))
            at = found[-1].end
        return found


def _piece(data: bytes, at: int, end: int) -> Piece:
    if at + 2 > end:
        raise FormatError("not DER")
    length, content = data[at + 1], at + 2
    if length > 0x7F:
        count = length & 0x7F
        length, content = int.from_bytes(data[content : content + count], "big"), content + count
        if not 0 < count <= 4:
            raise FormatError("not DER")
    if content + length > end:
        raise FormatError("not DER")
    return Piece(data, data[at], at, content, content + length)


def read(data: bytes) -> Piece:
    """The one value that these bytes are; FormatError where they are another number."""
    found = _piece(data, 0, len(data))
    if found.end != len(data):
        raise FormatError("not one DER value")
    return found


def _child(piece: Piece, place: int, tag: int) -> Piece:
    parts = piece.parts()
    if place >= len(parts) or parts[place].tag != tag:
        raise FormatError("not a time-stamp response")
    return parts[place]


def _signed_data(response: bytes) -> Piece:
    """SignedData of a response: status, then token { signedData, [0] { … } }."""
    token = _child(read(response), 1, SEQUENCE)
    return _child(_child(token, 1, FIRST), 0, SEQUENCE)


def sorted_certificates(response: bytes) -> bytes:
    """The response with its certificates in the order DER asks for; nothing that is signed changes."""
    parts = _signed_data(response).parts()
    for part in parts[3:4]:
        if part.tag == FIRST:
            ordered = b"".join(sorted(one.raw for one in part.parts()))
            return response[: part.content] + ordered + response[part.end :]
    return response


def signer_of(response: bytes, certificates: Iterable[Certificate]) -> Certificate | None:
    """The certificate among these that the signer names, by issuer, serial number and hash; None where it is not there."""
    parts = _signer(response)
    issuer, serial = parts[1].parts()[:2]
    number, said = int.from_bytes(serial.value, "big", signed=True), _attributes(parts[3])
    named = (one for one in certificates if one.serial_number == number and one.issuer.public_bytes() == issuer.raw)
    return next((one for one in named if _names(said, one)), None)


def _attributes(attributes: Piece) -> dict[str, list[Piece]]:
    """The signed attributes: the values of each, by its identifier."""
    pairs = [one.parts() for one in attributes.parts()]
    if any(len(pair) != 2 for pair in pairs):
        raise FormatError("not a time-stamp response")
    return {name.value.hex(): values.parts() for name, values in pairs}


def _signer(response: bytes) -> list[Piece]:
    """The parts of the one SignerInfo: version, sid, digest algorithm, [0] signed attributes, algorithm, signature."""
    infos = _signed_data(response).parts()[-1]
    if infos.tag != SET or len(infos.parts()) != 1:
        raise FormatError("a token is signed by exactly one signer")
    parts = infos.parts()[0].parts()
    tags = [part.tag for part in parts[:6]]
    if tags != [2, SEQUENCE, SEQUENCE, FIRST, SEQUENCE, OCTETS] or len(parts[1].parts()) != 2:
        raise FormatError("the token's signer is not told in the way RFC 3161 asks for")
    return parts


def check_signature(response: bytes, certificate: Certificate) -> bool:
    """True where the certificate's key signed the content of this token, and the token names this certificate."""
    content = _child(_child(_signed_data(response), 2, SEQUENCE), 1, FIRST)
    info = _child(content, 0, OCTETS).value
    _, _, algorithm, attributes, method, signature = _signer(response)[:6]
    digest = _HASHES.get(_algorithm(algorithm), "")
    if digest not in _SIGNED_OVER or _METHODS.get(_algorithm(method), digest) not in _SIGNED_OVER:
        raise FormatError("the token is signed over a hash that is not trusted or not known here")
    said = _attributes(attributes)
    if [one.value.hex() for one in said.get(_CONTENT_TYPE, [])] != [_TST_INFO]:
        return False
    if [one.value for one in said.get(_DIGEST, [])] != [hashlib.new(digest, info).digest()]:
        return False
    signed = bytes([SET]) + attributes.raw[1:]
    return _names(said, certificate) and _verifies(certificate, _algorithm(method), digest, signed, signature.value)


def _algorithm(piece: Piece) -> str:
    """The identifier of an algorithm, hex."""
    return _child(piece, 0, OID).value.hex()


def _names(said: dict[str, list[Piece]], certificate: Certificate) -> bool:
    """True where the signed attributes hold the hash of the certificate: ESSCertID, or ESSCertIDv2."""
    from cryptography.hazmat.primitives.serialization import Encoding

    der = certificate.public_bytes(Encoding.DER)
    for name, default in ((_CERTIFICATE_V2, "sha256"), (_CERTIFICATE_V1, "sha1")):
        for value in said.get(name, []):
            first = _child(_child(value, 0, SEQUENCE), 0, SEQUENCE).parts()
            digest = _HASHES.get(_algorithm(first.pop(0)), "") if first and first[0].tag == SEQUENCE else default
            return bool(first and digest) and first[0].value == hashlib.new(digest, der).digest()
    return False


def _verifies(certificate: Certificate, method: str, digest: str, signed: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    kinds: dict[str, hashes.HashAlgorithm] = {
        "sha256": hashes.SHA256(),
        "sha384": hashes.SHA384(),
        "sha512": hashes.SHA512(),
    }
    try:
        key = certificate.public_key()
        if isinstance(key, rsa.RSAPublicKey) and method != _PSS:
            key.verify(signature, signed, padding.PKCS1v15(), kinds[_METHODS.get(method, digest)])
        elif isinstance(key, rsa.RSAPublicKey):
            kind = kinds[digest]
            key.verify(signature, signed, padding.PSS(padding.MGF1(kind), padding.PSS.AUTO), kind)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(kinds[_METHODS.get(method, digest)]))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, signed)
        else:
            raise FormatError("the authority's key is of a kind that is not known here")
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError):
        raise FormatError("the authority's key is of a kind that is not known here") from None
    return True
