"""The tokeniser does what the HTML standard says, but for a tag that never ends."""

import pytest

from articles.text.tokens import EndTag, StartTag, Text, tokens


def tag(name: str, **attributes: str) -> StartTag:
    return StartTag(name, attributes)


CASES = {
    "A &amp; B": [Text("A & B")],
    "<P Class=x ID='y' t=\"z\">": [tag("p", **{"class": "x", "id": "y", "t": "z"})],
    "<a href=/x/ b>": [tag("a", href="/x/", b="")],
    "<a href = '/x'b=c>": [tag("a", href="/x", b="c")],
    "<a x=1 X=2>": [tag("a", x="1")],
    "<a =b=c>": [tag("a", **{"=b": "c"})],
    "<a b=>x": [tag("a", b=""), Text("x")],
    "<br/>": [tag("br")],
    "<br / x>": [tag("br", x="")],
    "<a title='>'>": [tag("a", title=">")],
    "</P class=x>": [EndTag("p")],
    "</>x": [Text("x")],
    "</ p>x": [Text("x")],
    "</": [Text("<"), Text("/")],
    "1 < 2": [Text("1 "), Text("<"), Text(" 2")],
    "<3": [Text("<"), Text("3")],
    "<ß>": [Text("<"), Text("ß>")],
    "</ß>": [],
    "a<!-- > -->b": [Text("a"), Text("b")],
    "a<!-->b": [Text("a"), Text("b")],
    "a<!--->b": [Text("a"), Text("b")],
    "a<!-- --!>b": [Text("a"), Text("b")],
    "a<!-- never": [Text("a")],
    "<!DOCTYPE html>a<?php x ?>b<![CDATA[c]]>d": [Text("a"), Text("b"), Text("d")],
    "<script>a</b></SCRIPT >c": [tag("script"), Text("a</b>"), EndTag("script"), Text("c")],
    "<style>&amp;</stylex>": [tag("style"), Text("&amp;</stylex>")],
    "<title>a&amp;<b></title>": [tag("title"), Text("a&<b>"), EndTag("title")],
    "<plaintext></plaintext>": [tag("plaintext"), Text("</plaintext>")],
    "a<p b='c": [Text("a"), Text("<p b='c")],
    "a</p b": [Text("a"), Text("</p b")],
    "&copy;&copy &notit; &bogus; &#65;&#x41&#0;&#128;&#11;&#x110000;": [
        Text("©© ¬it; &bogus; AA\ufffd€ \ufffd")
    ],
    "&#" + "0" * 5000 + "65;&#" + "9" * 5000 + ";": [Text("A\ufffd")],
    "<a href='?a=1&copy=2&copy;&copy&lt'>": [tag("a", href="?a=1&copy=2©©<")],
}


@pytest.mark.parametrize(("html", "expected"), CASES.items(), ids=lambda case: str(case)[:40])
def test_html_is_read_as_browsers_read_it(html: str, expected: list[object]) -> None:
    assert list(tokens(html)) == expected
