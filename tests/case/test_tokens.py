"""Time stamps against two outside truths: openssl as the authority, and the fixtures of rfc3161-client with its verdicts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import rfc3161_client
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from aigaq.case.standards import cms, tokens
from aigaq.errors import FormatError
from tests.case.tsa import Authority, openssl
from tests.shared import shared

FIXTURES = "bench/case/rfc3161/test/fixtures"
DATA = b"An invented head\n"


def fixture(name: str) -> bytes:
    return (shared(FIXTURES) / name).read_bytes()


def chain(name: str) -> list[x509.Certificate]:
    pem = (shared(FIXTURES) / name).parent / "ts_chain.pem"
    data = pem.read_bytes()
    if data.startswith(b"0"):  # one of the fixtures is DER, whatever its name says
        return [x509.load_der_x509_certificate(data)]
    blocks = re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", data, re.DOTALL)
    return [x509.load_pem_x509_certificate(block) for block in blocks]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def check(response: bytes, data: bytes = DATA) -> tokens.Token:
    return tokens.check_token(response, sha256(data).digest())


def refusal(response: bytes, data: bytes = DATA) -> str:
    with pytest.raises(FormatError) as caught:
        check(response, data)
    return caught.value.what


def test_a_stamp_by_openssl_holds(authority: Authority) -> None:
    token = check(authority.stamp(DATA))
    certificate = x509.load_pem_x509_certificate((authority.path / "stamping.pem").read_bytes())
    assert abs(datetime.now(UTC) - token.time) < timedelta(days=1)
    assert token.latest == token.time + timedelta(seconds=1)
    assert token.authority == "CN=Invented authority for stamping"
    assert token.serial == certificate.serial_number
    assert token.fingerprint == sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def test_our_request_is_answered_by_openssl_with_its_nonce(authority: Authority) -> None:
    request, nonce = tokens.make_request(DATA)
    assert check(authority.reply(request)).nonce == nonce is not None
    plain, none = tokens.make_request(DATA, nonce=False)
    assert none is None
    assert plain == tokens.make_request(DATA, nonce=False)[0]
    (authority.path / "q").write_bytes(request)
    said = openssl(authority.path, "ts", "-query", "-in", "q", "-text")
    assert "Hash Algorithm: sha256" in said
    assert "Certificate required: yes" in said
    assert DATA not in request
    assert sha256(DATA).digest() in request


def test_unsorted_certificates_are_put_in_order(authority: Authority) -> None:
    unsorted = authority.unsorted().stamp(DATA)
    with pytest.raises(ValueError, match="InvalidSetOrdering"):
        rfc3161_client.decode_timestamp_response(unsorted)
    assert check(unsorted).authority == "CN=Invented authority for stamping"
    (authority.path / "d").write_bytes(DATA)
    for name, token in (("t", unsorted), ("s", cms.sorted_certificates(unsorted))):
        (authority.path / name).write_bytes(token)
        assert authority.accepts(authority.path / "d", authority.path / name)


def test_another_file_another_hash_another_use_are_refused(authority: Authority) -> None:
    assert refusal(authority.stamp(DATA), b"other") == "the time stamp is of another file"
    assert "another hash" in refusal(authority.stamp(DATA, digest="sha512"))
    mailing = Authority(authority.path, "mailing")
    with pytest.raises(Exception, match="non-zero exit"):
        mailing.stamp(DATA)  # openssl does not even stamp with it


def test_a_refusal_and_garbage_are_named(authority: Authority) -> None:
    refused = authority.reply(b"garbage")
    assert "granted no time stamp: refused" in refusal(refused)
    for garbage in (
        b"",
        b"\x30",
        b"\x30\x84\xff\xff\xff\xff",
        b"<html></html>",
        b"\x30\x03\x02\x01\x00",
        b"\x30" * 300,
    ):
        assert refusal(garbage)
    assert refusal(b"\x30" * (tokens.MAX_TOKEN + 1)) == "longer than a time stamp may be"


def test_no_changed_or_cut_byte_gives_a_stamp_that_says_anything_else(authority: Authority) -> None:
    """Certificates beside the signer's, and what the status says in words, are not signed; nothing else may change."""
    response = authority.stamp(DATA)
    good = check(response)
    for place in range(len(response)):
        for mask in (0x01, 0x80):
            changed = bytearray(response)
            changed[place] ^= mask
            try:
                assert check(bytes(changed)) == good, place
            except FormatError:
                continue
        with pytest.raises(FormatError):
            check(response[:place])


NAMES = (
    "test_tsa/response.tsr",
    "test_tsa/other_response.tsr",
    "test_tsa/response-injected-certs.tsr",
    "sigstore.mock/response-expired.tsr",
    "identrust/issue-104.tsr",
    "sigstage/response-sha256.tsr",
    "sigstage/response-sha384.tsr",
    "sigstage/response-sha512.tsr",
    "sigstage/response-invalid-signature.tsr",
    "sigstage/response-no-embedded-cert.tsr",
)


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_the_signature_holds_where_the_client_says_so(name: str) -> None:
    """The client verifies with the roots of the fixture; we with the certificate alone. Both take and refuse the same."""
    response, certificates = fixture(name), chain(name)
    decoded = rfc3161_client.decode_timestamp_response(response)
    builder = rfc3161_client.VerifierBuilder()
    for certificate in certificates:
        if certificate.issuer == certificate.subject:
            builder = builder.add_root_certificate(certificate)
        elif not any(isinstance(one.value, x509.BasicConstraints) and one.value.ca for one in certificate.extensions):
            if not decoded.signed_data.certificates:
                builder = builder.tsa_certificate(certificate)
        else:
            builder = builder.add_intermediate_certificate(certificate)
    try:
        theirs = builder.build().verify(decoded, bytes(decoded.tst_info.message_imprint.message))
    except rfc3161_client.VerificationError as error:
        theirs = "unable to get local issuer certificate" in str(error)  # of the other one no root is here: not asked
        assert theirs == (name == "test_tsa/other_response.tsr") or "invalid" in name
    signer = cms.signer_of(response, [*tokens._certificates(decoded), *certificates])
    assert signer is not None
    assert cms.check_signature(response, signer) is theirs


@pytest.mark.shared
def test_what_the_fixtures_say() -> None:
    hello = sha256((shared(FIXTURES) / "sigstage/request.der").read_bytes()).digest()
    sigstage = fixture("sigstage/response-sha256.tsr")
    imprint = tokens.imprint_of(sigstage)
    assert imprint != hello
    token = tokens.check_token(sigstage, imprint)
    assert token.time == datetime(2025, 5, 9, 11, 58, 55, tzinfo=UTC)
    assert token.authority == "CN=sigstore-tsa,O=sigstore.dev"
    with pytest.raises(FormatError, match="does not hold"):
        tokens.check_token(fixture("sigstage/response-invalid-signature.tsr"), imprint)
    bare = fixture("sigstage/response-no-embedded-cert.tsr")
    with pytest.raises(tokens.NotCheckable):
        tokens.check_token(bare, tokens.imprint_of(bare))
    given = tokens.check_token(bare, tokens.imprint_of(bare), certificates=chain("sigstage/x"))
    assert given.authority == token.authority
    with pytest.raises(FormatError, match="another hash"):
        tokens.imprint_of(fixture("test_tsa/response.tsr"))


@pytest.mark.shared
def test_the_certificate_may_have_expired_since_but_not_before() -> None:
    """The certificate of this authority has ended since it stamped."""
    response = fixture("sigstore.mock/response-expired.tsr")
    imprint, certificates = tokens.imprint_of(response), chain("sigstore.mock/x")
    assert tokens.check_token(response, imprint, certificates=certificates).time.year == 2023
    signer = cms.signer_of(response, certificates)
    assert signer is not None
    assert signer.not_valid_after_utc < datetime.now(UTC)
    for time in (signer.not_valid_after_utc + timedelta(1), signer.not_valid_before_utc - timedelta(1)):
        with pytest.raises(FormatError, match="not valid when it stamped"):
            tokens._check_certificate(signer, time)


def test_a_certificate_for_more_than_stamping_is_refused(authority: Authority) -> None:
    mailing = x509.load_pem_x509_certificate((authority.path / "mailing.pem").read_bytes())
    root = x509.load_pem_x509_certificate((authority.path / "root.pem").read_bytes())
    for certificate in (mailing, root):
        with pytest.raises(FormatError, match="not one for time stamping"):
            tokens._check_certificate(certificate, datetime.now(UTC))


def test_sorting_leaves_what_has_no_certificates_alone(authority: Authority) -> None:
    bare = authority.stamp(DATA, certificate=False)
    assert cms.sorted_certificates(bare) == bare
    with pytest.raises(tokens.NotCheckable, match="does not carry the certificate"):
        check(bare)
