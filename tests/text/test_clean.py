"""What becomes of what people paste."""

import pytest

from articles.text.clean import clean
from tests.text.tools import check_transformed, check_unchanged

UNCHANGED = {
    "paragraphs": "<p>One.</p><p>Two <em>three</em>.</p>",
    "headings": "<h2>Aims</h2><h3>Means</h3><h4>More</h4>",
    "a quotation": "<blockquote><p>One.</p><p>Two.</p></blockquote>",
    "a list in a list": "<ul><li>One</li><li><p>Two</p><ol><li>Three</li></ol></li></ul>",
    "a numbered list": '<ol start="3" type="a" reversed=""><li value="7">One</li></ol>',
    "a table": "<table><caption>Wages</caption><thead><tr><th>Year</th></tr></thead>"
    '<tbody><tr><td colspan="2">1924</td><td></td></tr></tbody></table>',
    "definitions": "<dl><dt>Term</dt><dd>What it means</dd></dl>",
    "a picture": '<figure><img src="/media/a.png" alt="A march">'
    "<figcaption>May Day</figcaption></figure>",
    "a picture in a line": '<p>Here <img src="/media/a.png" alt=""> it is.</p>',
    "lines of code": "<pre>  if x:\n    y &lt; z</pre>",
    "a rule": "<p>One</p><hr><p>Two</p>",
    "a note": '<p>Prices<span class="footnote">Report, p. 7.</span> rose.</p>',
    "a note of the editors": '<p>It<span class="footnote" data-kind="editor">Sic.</span></p>',
    "a note with paragraphs": '<p>It<span class="footnote"><span class="paragraph">One.</span>'
    '<span class="quotation">Two.</span></span></p>',
    "a note cited twice": '<p>A<span class="footnote" id="k">N</span>'
    ' b<a class="noteref" href="#k"></a></p>',
    "a mark whose note is elsewhere": '<p>A<a class="noteref" href="#gone"></a></p>',
    "a passage in another language": '<p>The word <span lang="ar" dir="rtl">كتاب</span> means</p>',
    "links": '<p><a href="https://example.org/?a=1&amp;b=2" title="T">a</a> <a href="/b">b</a></p>',
    "oddities of print": "<p>He said..... “no” ”  yes,so\u00a0be\u200dit</p>",
    "nothing": "",
}


@pytest.mark.parametrize("html", UNCHANGED.values(), ids=UNCHANGED)
def test_what_is_in_order_stays(html: str) -> None:
    check_unchanged(html)


TRANSFORMED = {
    "loose text": ("Hello", "<p>Hello</p>"),
    "old names": (
        "<p><b>a</b> <i>b</i> <strike>c</strike></p><h1>d</h1><h6>e</h6>",
        "<p><strong>a</strong> <em>b</em> <s>c</s></p><h2>d</h2><h4>e</h4>",
    ),
    "divisions": ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
    "unknown elements": ("<p><font color=red>a</font><o:p>b</o:p></p>", "<p>ab</p>"),
    "paragraphs left open": ("<p>a<p>b", "<p>a</p><p>b</p>"),
    "an end without a start": ("a</p>b", "<p>a</p><p>b</p>"),
    "formatting left open": (
        "<p><b>a<p>b</b>c",
        ("<p><strong>a</strong></p><p><strong>b</strong>c</p>"),
    ),
    "formatting crossed": ("<b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong><em>c</em></p>"),
    "formatting around blocks": (
        "<b><p>a</p><ul><li>b</li></ul></b>",
        "<p><strong>a</strong></p><ul><li><strong>b</strong></li></ul>",
    ),
    "formatting twice": ("<b>a<b>b</b></b>", "<p><strong>ab</strong></p>"),
    "neighbours alike": ("<em>a</em><em>b</em>", "<p><em>ab</em></p>"),
    "a link around blocks": (
        "<a href=/x><p>a</p><p>b</p></a>",
        '<p><a href="/x">a</a></p><p><a href="/x">b</a></p>',
    ),
    "a link in a link": (
        "<a href=/x>a<a href=/y>b</a></a>",
        '<p><a href="/x">a</a><a href="/y">b</a></p>',
    ),
    "a list without a list": ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
    "a list in a list without an item": (
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
    ),
    "a list in a paragraph": ("<p>a<ul><li>b</ul>c</p>", "<p>a</p><ul><li>b</li></ul><p>c</p>"),
    "an item's lone paragraph": ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
    "text between rows": (
        "<table>a<tr><td>b</td>c</tr></table>",
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
    ),
    "a foot before the body": (
        "<table><tfoot><tr><td>a<tbody><tr><td>b</table>",
        ("<table><tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>a</td></tr></tfoot></table>"),
    ),
    "cells without a table": (
        "<td>a<td>b",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    ),
    "definitions without a term": (
        "<dl><dd>a<dt>b<dd>c<dt>d</dl>",
        "<p>a</p><dl><dt>b</dt><dd>c</dd></dl><p>d</p>",
    ),
    "a caption of several lines": (
        ("<figure><figcaption><p>a</p><p>b</p></figcaption><img src=/media/a.png></figure>"),
        ('<figure><figcaption>a<br>b</figcaption><img src="/media/a.png" alt=""></figure>'),
    ),
    "a figure without a picture": ("<figure><figcaption>a</figcaption></figure>", "<p>a</p>"),
    "a heading in a header cell": (
        "<table><tr><th><h2>a</h2></table>",
        "<table><tbody><tr><th>a</th></tr></tbody></table>",
    ),
    "a rule in a list": ("<ul><li>a<hr>b</ul>", "<ul><li><p>a</p><hr><p>b</p></li></ul>"),
    "white space": ("<p>\n  a \n b  c\t</p>\n\n<p> </p>", "<p>a b  c</p>"),
    "breaks at the ends": ("<p><br>a<br>b<br><br></p>", "<p>a<br>b</p>"),
    "empty blocks": (
        (
            "<p></p><h2>&nbsp;</h2><ul><li></li></ul><blockquote></blockquote>"
            "<table><tr><td></table><figure></figure>"
        ),
        "",
    ),
    "lines in code": ("<pre>\n\n a<br>b\r\nc\n</pre>", "<pre> a\nb\nc</pre>"),
    "controls": ("<p>a\x00b\x07c\x0bd&#11;e\x85f</p>", "<p>abc d e f</p>"),
    "half a pair": ("<p>a\ud800b\ufdd0c\U0001ffffd</p>", "<p>abcd</p>"),
    "no styles": ('<p style="color:red" class="MsoNormal" id="x" onclick="y()">a</p>', "<p>a</p>"),
    "scripts": (
        "<p>a</p><script>b</script><style>c</style><template><p>d</p></template>",
        "<p>a</p>",
    ),
    "a page": (
        (
            "<!doctype html><html lang=de><head><title>t</title><meta charset=x></head>"
            "<body dir=rtl><p>a</p></body></html>"
        ),
        "<p>a</p>",
    ),
    "Word's comments": ("<p>a<!--[if x]><p>b</p><![endif]--><![if y]>c<![endif]></p>", "<p>ac</p>"),
    "a picture from elsewhere": (
        '<img src="https://example.org/a.png" alt="A cat">',
        '<p><a href="https://example.org/a.png">A cat</a></p>',
    ),
    "a picture in the text itself": (
        '<img src="data:image/png;base64,x" alt="A cat">',
        "<p>A cat</p>",
    ),
    "a film": (
        '<iframe src="https://example.org/v">no frames</iframe>',
        '<p><a href="https://example.org/v">https://example.org/v</a></p>',
    ),
    "a language around blocks": (
        "<div lang=AR_eg>a<p>b</p><ul><li>c</ul></div>",
        '<p lang="ar-EG">a</p><p lang="ar-EG">b</p><ul lang="ar-EG"><li>c</li></ul>',
    ),
    "no language": ("<p lang=x-none dir=up>a</p>", "<p>a</p>"),
    "a tag that never ends": ("<p>a</p><p b='c", "<p>a</p><p>&lt;p b='c</p>"),
    "signs that are no tags": ("1 < 2 <3 & 4 > 3", "<p>1 &lt; 2 &lt;3 &amp; 4 &gt; 3</p>"),
}


@pytest.mark.parametrize(("before", "after"), TRANSFORMED.values(), ids=TRANSFORMED)
def test_what_is_not_in_order_is_mended(before: str, after: str) -> None:
    check_transformed(before, after)


NOTES = {
    "an empty note": ('a<span class="footnote"> <br> </span>b', "<p>ab</p>"),
    "a note in a note": (
        '<p>a<span class="footnote">b<span class="footnote">c</span>d</span>e</p>',
        '<p>a<span class="footnote">bd</span><span class="footnote">c</span>e</p>',
    ),
    "a note in a link": (
        '<a href="/x">a<span class="footnote">b</span>c</a>',
        '<p><a href="/x">a</a><span class="footnote">b</span><a href="/x">c</a></p>',
    ),
    "a note that was raised": (
        '<p>a<sup><span class="footnote">b</span></sup></p>',
        '<p>a<span class="footnote">b</span></p>',
    ),
    "formatting around a note is not in it": (
        '<em>a<span class="footnote">b</span></em>',
        '<p><em>a<span class="footnote">b</span></em></p>',
    ),
    "blocks in a note": (
        'a<span class="footnote"><p>b</p><ul><li>c</li></ul><blockquote>d</blockquote></span>e',
        (
            '<p>a<span class="footnote"><span class="paragraph">b</span>'
            '<span class="paragraph">c</span><span class="quotation">d</span></span>e</p>'
        ),
    ),
    "a lone paragraph in a note": (
        '<p>a<span class="footnote"><span class="paragraph">b</span></span></p>',
        '<p>a<span class="footnote">b</span></p>',
    ),
    "a note's paragraph outside of notes": (
        '<p>a<span class="paragraph">b</span>c<span class="quotation">d</span></p>',
        "<p>a</p><p>b</p><p>c</p><blockquote><p>d</p></blockquote>",
    ),
    "two notes of one name": (
        (
            '<p><span class="footnote" id="k">a</span><span class="footnote" id="k">b</span>'
            '<span class="footnote" id="k-2">c</span><a class="noteref" href="#k"></a></p>'
        ),
        (
            '<p><span class="footnote" id="k">a</span><span class="footnote" id="k-3">b</span>'
            '<span class="footnote" id="k-2">c</span><a class="noteref" href="#k"></a></p>'
        ),
    ),
    "names that are rendered ids": (
        '<p><span class="footnote" id="note-1">a</span><a class="noteref" href="#note-1"></a></p>',
        (
            '<p><span class="footnote" id="n-note-1">a</span>'
            '<a class="noteref" href="#n-note-1"></a></p>'
        ),
    ),
    "text in a mark": (
        '<p><a class="noteref" href="#k">[3]</a></p>',
        '<p><a class="noteref" href="#k"></a>[3]</p>',
    ),
    "a kind that is none": (
        '<p><span class="footnote" data-kind="author">a</span></p>',
        '<p><span class="footnote">a</span></p>',
    ),
}


@pytest.mark.parametrize(("before", "after"), NOTES.values(), ids=NOTES)
def test_notes_are_kept_in_order(before: str, after: str) -> None:
    check_transformed(before, after)


def test_a_link_around_a_whole_book_does_not_multiply_it() -> None:
    html = f'<a href="https://example.org/{"x" * 1000}">' + "<p>word</p>" * 2000
    cleaned = clean(html)
    assert cleaned.count("word") == 2000
    assert len(cleaned) < 3 * len(html)
