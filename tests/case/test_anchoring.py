"""Having heads stamped: a queue that outlives the program, two authorities of which one fails, and only good answers kept."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import anchoring, verify
from aigaq.case.anchored import Kept
from aigaq.case.disk import files
from aigaq.case.standards import authorities, tokens
from aigaq.case.standards.authorities import Authority as Address
from aigaq.case.verifying.findings import Verdict
from aigaq.errors import Busy, Error, FormatError, NotFound, StorageError, UsageError
from tests.case.conftest import Made, add
from tests.case.test_anchored import anchors
from tests.case.tsa import Answering, Authority, serving

WHERE = Address("invented", "http://invented.invalid/tsr")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def head(made: Made) -> Kept:
    (kept,) = anchoring.newest(made.path)
    return kept


def stored(made: Made) -> list[Path]:
    return sorted((made.path / "anchors").rglob("*.tsr"))


def asked(made: Made, answering: Answering, *, seconds: float = 20.0) -> anchoring.Answer:
    with serving(answering) as url:
        where = authorities.authority_at(url)
        heads = anchoring.unanchored(made.path)
        answers = anchoring.stamp(
            made.path, heads, [where], asking=lambda one, request: authorities.ask(one, request, seconds=seconds)
        )
    (answer,) = answers
    return answer


def test_a_good_answer_is_kept_as_it_came(made: Made, authority: Authority) -> None:
    answer = asked(made, Answering(authority))
    assert answer.token is not None
    (path,) = stored(made)
    kept = head(made)
    assert path.parent.name == kept.digest == sha256(kept.data).hexdigest()
    assert path.name == f"{sha256(path.read_bytes()).hexdigest()}.tsr"
    assert authority.accepts(kept.log.path / "checkpoints" / kept.name, path)
    assert anchoring.unanchored(made.path) == ()
    assert not (made.path / "unfinished").exists()
    assert kept.data not in authority.asked[-1]
    assert bytes.fromhex(kept.digest) in authority.asked[-1]


def test_unsorted_certificates_are_no_hindrance(made: Made, authority: Authority) -> None:
    assert asked(made, Answering(authority.unsorted())).token is not None
    assert len(anchors(made.path)) == 1


def test_bad_answers_are_named_and_not_kept(made: Made, authority: Authority) -> None:
    def other(request: bytes) -> bytes:
        return authority.stamp(b"another file")

    wrong = Answering(authority)
    wrong.answer = other  # type: ignore[method-assign]
    replayed = Answering(authority, body=authority.stamp(head(made).data))
    cases = {
        "the time stamp is of another file": wrong,
        "the time stamp answers another request": replayed,
        "the authority has granted no time stamp: refused": Answering(authority, body=authority.reply(b"garbage")),
        "not DER": Answering(authority, body=b"<html>"),
        "the authority answered with status 500": Answering(authority, status=500, body=b""),
        "the authority answered with status 302": Answering(
            authority, status=302, body=b"", location="http://x.invalid/"
        ),
        "the authority answered with more than a time stamp": Answering(authority, body=b"0" * (tokens.MAX_TOKEN + 1)),
    }
    for problem, answering in cases.items():
        answer = asked(made, answering)
        assert answer.token is None
        assert answer.problem.startswith(problem)
        assert stored(made) == []


def test_one_that_is_slow_or_not_there(made: Made, authority: Authority) -> None:
    assert asked(made, Answering(authority, wait=0.6, body=b""), seconds=0.1).problem.endswith("did not answer in time")
    nobody = authorities.authority_at("http://127.0.0.1:1/")
    with pytest.raises(Error, match="could not be reached"):
        authorities.ask(nobody, b"")


def test_both_are_asked_even_if_one_fails(made: Made, authority: Authority) -> None:
    def asking(one: Address, request: bytes) -> bytes:
        if one.name == "bad":
            raise Error("the authority could not be reached", where=one.host)
        return authority.reply(request)

    where = [Address("bad", WHERE.url), WHERE, Address("third", WHERE.url)]
    answers = anchoring.stamp(made.path, anchoring.unanchored(made.path), where, asking=asking)
    assert [one.token is not None for one in answers] == [False, True, True]
    assert len(stored(made)) == 2


def test_the_queue(made: Made, authority: Authority) -> None:
    case, log = made.open(), head(made).log.id
    first = head(made)
    assert [kept.digest for kept in anchoring.enqueue(made.keys, [first])] == [first.digest]
    anchoring.enqueue(made.keys, [first])
    add(case, b"more")
    second = head(made)
    anchoring.enqueue(made.keys, [second])
    assert anchoring.queued(made.keys, log) == (first.name, second.name)
    queue = made.keys.folder(log) / "anchor-queue"
    assert queue.read_text() == f"{first.name}\n{second.name}\n"
    assert queue.stat().st_mode & 0o777 == 0o600
    anchoring.dequeue(made.keys, first)
    assert anchoring.queued(made.keys, log) == (second.name,)
    anchoring.enqueue(made.keys, [first])
    anchoring.dequeue(made.keys, second)  # its tree holds that of the first
    assert anchoring.queued(made.keys, log) == ()
    queue.write_text("damaged\n")
    assert anchoring.queued(made.keys, log) == ()


def test_a_head_whose_key_is_not_here_has_no_queue_but_may_be_stamped(
    made: Made, authority: Authority, tmp_path: Path
) -> None:
    from aigaq.case import Keystore

    stranger = Keystore(tmp_path / "none")
    assert anchoring.enqueue(stranger, [head(made)]) == ()
    anchoring.dequeue(stranger, head(made))
    assert anchoring.store(made.path, head(made), authority.stamp(head(made).data))
    assert not stranger.path.exists()


def test_carried_by_hand(made: Made, authority: Authority) -> None:
    first = head(made)
    request, _ = tokens.make_request(first.data, nonce=False)
    response = authority.reply(request)
    add(made.open(), b"more")  # meanwhile the log has grown: the stamp is of the earlier head
    kept, token = anchoring.take(made.path, response)
    assert kept.digest == first.digest
    assert anchoring.take(made.path, response) == (kept, token)
    assert len(stored(made)) == 1
    assert [one.head.size for one in anchoring.unanchored(made.path)] == [first.head.size + 1]
    with pytest.raises(NotFound, match="no head that is kept here"):
        anchoring.take(made.path, authority.stamp(b"another file"))
    with pytest.raises(FormatError):
        anchoring.take(made.path, b"garbage")


def test_nothing_is_kept_beside_another_writer(made: Made, authority: Authority) -> None:
    from aigaq.case.disk.lock import locked

    response = authority.stamp(head(made).data)
    with locked(made.path / "case.toml"), pytest.raises(Busy):
        anchoring.store(made.path, head(made), response)
    assert stored(made) == []


@pytest.mark.parametrize("step", ["create", "write", "fsync", "rename"])
def test_a_fault_leaves_nothing_half(
    made: Made, authority: Authority, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    response, kept = authority.stamp(head(made).data), head(made)

    def fail(*words: object, **more: object) -> None:
        raise OSError(28, "invented")

    with monkeypatch.context() as patch:
        patch.setattr(files, step, fail)
        with pytest.raises(StorageError):
            anchoring.store(made.path, kept, response)
    assert stored(made) == []
    anchoring.store(made.path, kept, response)
    assert len(stored(made)) == 1
    assert not (made.path / "unfinished").exists()


def test_what_is_kept_is_left_alone_by_the_next_batch_and_by_verify(made: Made, authority: Authority) -> None:
    anchoring.store(made.path, head(made), authority.stamp(head(made).data))
    add(made.open(), b"more")
    assert len(anchors(made.path)) == 1
    found = verify(made.path)
    assert (found.exit_code, found.counts["anchors"]) == (0, 1)
    (undated,) = [one for one in found.findings if one.verdict is Verdict.UNANCHORED]
    assert undated.what.startswith("1 entries beyond")
    anchoring.store(made.path, head(made), authority.stamp(head(made).data))
    assert not [one for one in verify(made.path).findings if one.verdict is Verdict.UNANCHORED]
    (path, _) = stored(made)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    found = verify(made.path)
    assert [one.where for one in found.findings if one.verdict is Verdict.TAMPERED] == [
        str(path.relative_to(made.path))
    ]
    assert found.exit_code == 11


def test_the_authorities_that_are_shipped() -> None:
    known = authorities.known_authorities()
    assert len(known) == 2
    assert len({one.host for one in known}) == 2
    for one in known:
        assert authorities.authority_at(one.url).host == one.host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "file:///etc/passwd",
        "ftp://a.invalid/",
        "http://",
        "http://u:p@a.invalid/",
        "https://a b/",
        "http://a:99999/",
        "http://[x/",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError):
        authorities.authority_at(url)
