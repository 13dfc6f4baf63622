"""HTML: what is its text and what is not, encodings, and that parts, chunks and quotes are the same characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason
from aigaq.intake import Rendition, render
from aigaq.intake.pages import extract
from aigaq.statements import TextSpan
from tests.intake.making import ASKED, opened

ARTICLE = "<p>Invented: 5 people were hurt in the town, the ministry said.</p>"
TEXT = "Invented: 5 people were hurt in the town, the ministry said."


def parts(html: str) -> dict[str, str]:
    return dict(extract(html.encode(), ASKED).parts)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (ARTICLE, TEXT),
        (f"<nav>Home 7 killed</nav>{ARTICLE}<footer>3 people</footer>", TEXT),
        (f"<aside>Elsewhere 12 killed</aside><article>{ARTICLE}</article>", TEXT),
        (f"<div class='wide related'>12 killed</div><div id=comments>9 killed</div>{ARTICLE}", TEXT),
        (f"<div class=shareholders>{ARTICLE}</div>", TEXT),
        (f"{ARTICLE}<p hidden>9 killed</p><p style='color:red; display: none'>8 killed</p>", TEXT),
        (f"<script>1</script><style>2</style><noscript>3</noscript><template>4</template>{ARTICLE}", TEXT),
        (f"<form id=aspnet>{ARTICLE}</form>", TEXT),
        (
            f"{ARTICLE}<ul><li>3 in the north</li><li>2 in the south</li></ul>",
            f"{TEXT}\n\n  • 3 in the north\n  • 2 in the south",
        ),
        (
            f"<ul><li><a href=/a>First section</a><li><a href=/b>Second</a><li><a href=/c>Third</a></ul>{ARTICLE}",
            TEXT,
        ),
        (f"{ARTICLE}<ul><li>3 people, says <a href=/a>the clinic</a></ul>", f"{TEXT}\n\n  • 3 people, says the clinic"),
        (f"{ARTICLE}<figure><img alt=x><figcaption>5 hurt</figcaption></figure>", f"{TEXT}\n\n5 hurt"),
        ("<table><tr><th>Town<th>Hurt<tr><td>A<td>5</table>", "Town\t\tHurt\nA\t\t5"),
        ("<p>five peo&shy;ple &amp; a&#8203;b</p>", "five people & ab"),
        (
            "<p>225<sup>1</sup> and 225<sup><a href=#n>[3]</a></sup> on 12 km<sup>2</sup>, CO<sub>2</sub>, the 5<sup>th</sup>",
            "225¹ and 225 on 12 km², CO₂, the 5th",
        ),
        (
            f"<figure class=related><p>12 killed</p></figure>{ARTICLE}<figure><table><tr><td>A<td>5</table></figure>",
            f"{TEXT}\n\nA\t\t5",
        ),
        ("<p>one<br>two<p>three", "one\ntwo\n\nthree"),
        ("just words: 5 hurt", "just words: 5 hurt"),
    ],
)
def test_what_the_text_is(body: str, text: str) -> None:
    assert parts(page(body)) == {"text": text}


def test_the_headline_outside_the_article() -> None:
    made = parts(page(f"<header><h1>Five\n hurt</h1></header><article>{ARTICLE}</article>"))
    assert list(made.items()) == [("headline", "Five hurt"), ("text", TEXT)]
    assert parts(page(f"<article><h1>Five hurt</h1>{ARTICLE}</article>")) == {"text": f"Five hurt\n\n{TEXT}"}
    assert "headline" not in parts(page(f"<article>{ARTICLE}</article><h1>A</h1><h1>B</h1>"))


def test_one_article_is_the_page_and_several_are_not() -> None:
    teaser = "<article>12 killed.</article>"
    assert parts(page(f"<article>{ARTICLE * 3}</article>{teaser}"))["text"].count("12") == 0
    entries = "".join(f"<article>{number} {ARTICLE}</article>" for number in range(3))
    assert parts(page(entries))["text"].count("5 people") == 3
    # An article that is next to nothing of its page is not the page.
    assert "town" in parts(page(f"<article>12</article><div>{ARTICLE * 9}</div>"))["text"]


def test_what_the_page_calls_its_main_content() -> None:
    assert parts(page(f"<div>Press ? for help</div><main>{ARTICLE}</main>")) == {"text": TEXT}
    assert "help" in parts(page(f"<div>Press ? for help</div><main>{ARTICLE}</main><main>{ARTICLE}</main>"))["text"]
    assert "town" in parts(page(f"{ARTICLE * 3}<main>12</main>"))["text"]


def rendition(data: bytes, media: str | None = "text/html") -> Rendition:
    return render(opened(data), item="a", media=media)[0]


CYRILLIC = "<p>Придумано: ранены пять человек, сообщили власти.</p>"


@pytest.mark.parametrize(
    ("data", "media", "encoding"),
    [
        ("\ufeff<html>Ұлы".encode(), "text/html;charset=cp1251", "utf-8"),
        ("<html>Ұлы".encode("utf-16"), None, "utf-16-le"),
        ("<html><meta charset='kz1048'>Ұлы".encode("kz1048"), "text/html", "kz1048"),
        (
            "<html><meta http-equiv=Content-Type content='text/html; charset=windows-1251'>Да".encode("cp1251"),
            None,
            "cp1251",
        ),
        ("<html><meta charset=utf-8>Ұлы".encode("kz1048"), "text/html; charset=kz1048", "kz1048"),
        ("<html><!-- <meta charset=koi8-r> --><meta charset=cp1251>Да".encode("cp1251"), None, "cp1251"),
        (b"<html><meta charset=iso-8859-1>\x93a\x94", None, "cp1252"),
        ("<html><meta charset=utf-16>Да".encode(), None, "utf-8"),
        (b'<?xml version="1.0" encoding="windows-1251"?><html>\xc4\xe0</html>', "application/xhtml+xml", "cp1251"),
        ("<html><meta charset=klingon>Да".encode(), None, "utf-8"),
        (f"<html>{CYRILLIC}".encode("cp1251"), None, "cp1251"),
    ],
)
def test_encodings(data: bytes, media: str | None, encoding: str) -> None:
    made, chunks = render(opened(data), item="a", media=media)
    assert made.encoding == encoding
    assert "\ufffd" not in "".join(chunk.text for chunk in chunks)


def test_bytes_that_do_not_follow_what_the_page_says() -> None:
    wrong = rendition(f"<html><meta charset=utf-8>{CYRILLIC}".encode("cp1251"))
    assert wrong.encoding == "cp1251"
    assert wrong.assumed is not None
    assert "not utf-8, as the page says" in wrong.assumed
    odd, chunks = render(opened("<html><meta charset=utf-8>Да, ранены".encode() + b"\xff\xfe"), item="a")
    assert (odd.encoding, odd.assumed) == ("utf-8", "utf-8, though 2 places do not follow it and are shown as \ufffd")
    assert next(chunks).text == "Да, ранены\ufffd\ufffd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><body><script>1</script><nav>2</nav></body></html>", Reason.EMPTY),
        ("<html>Ұлы".encode("kz1048"), Reason.ENCODING),
    ],
)
def test_pages_that_are_not_read(data: bytes, reason: Reason) -> None:
    with pytest.raises(NotReadable) as caught:
        rendition(data)
    assert caught.value.reason is reason


def test_a_page_that_is_a_pdf_and_a_text_that_is_a_page() -> None:
    with pytest.raises(NotReadable, match="PDF"):
        rendition(b"%PDF-1.4 damaged")
    made = rendition(page(ARTICLE).encode(), "text/plain;charset=utf-8")
    assert made.assumed == "HTML, by its bytes, though it was said to be plain text"


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(st.tuples(st.sampled_from(["p", "div", "li", "h2", "b", "td"]), WORDS), max_size=8))
def test_every_quote_equals_its_slice(elements: list[tuple[str, str]]) -> None:
    html = page("".join(f"<{tag}>{words.replace('<', '&lt;')}</{tag}>" for tag, words in elements) + "<p>5 hurt")
    made, chunks = render(opened(html.encode()), item="a", media="text/html")
    whole: dict[str, str] = {}
    for chunk in chunks:
        assert chunk.offset == len(whole.get(chunk.part, ""))
        whole[chunk.part] = whole.get(chunk.part, "") + chunk.text
    assert tuple(whole) == made.parts
    assert whole == parts(html)
    text = whole["text"]
    start = text.rindex("5 hurt")
    span = TextSpan(part="text", start=start, end=start + 6, quote="5 hurt")
    assert text[span.start : span.end] == span.quote
