import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from articles.text.clean import clean
from articles.text.markdown import to_markdown
from tests.text.soup import BODIES, SOUP
from tests.text.tools import browser_tree, shown_words

COMMONMARK = MarkdownIt("commonmark").enable("table")
MARK = re.compile(r"\[\^\w+\](:?)")

TEXTS = {
    "blocks": ("<h2>A</h2><p>b</p><hr><blockquote><p>c</p></blockquote>",
               "## A\n\nb\n\n***\n\n> c\n"),
    "formatting": ("<p><b>a</b> <i>b</i> <code>c</code><br>d</p>", "**a** *b* `c`\\\nd\n"),
    "what Markdown has no sign for": ("<p>a<sup>b</sup><s>c</s></p>", "a<sup>b</sup><s>c</s>\n"),
    "emphasis inside a word": ("<p>un<em>believ</em>able</p>", "un<em>believ</em>able\n"),
    "emphasis in emphasis": ("<p><b><i>a</i></b></p>", "**<em>a</em>**\n"),
    "emphasis on a quotation": ("<p>a<b>“b”</b>c</p>", "a<strong>“b”</strong>c\n"),
    "signs": ("<p>*a* _b_ [c](d) `e` &lt;f&gt; &amp;amp; ~g~ \\h</p>",
              "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\<f\\> \\&amp; \\~g\\~ \\\\h\n"),
    "signs at the start of a line": ("<p># a<br>- b<br>1. c<br>1) d<br>+ e<br>&gt; f</p>",
                                     "\\# a\\\n\\- b\\\n1\\. c\\\n1\\) d\\\n\\+ e\\\n\\> f\n"),
    "code with signs": ("<p><code>a`b</code> <code>` </code></p>", "``a`b`` `` ` ``\n"),
    "lists": ("<ul><li>a</li><li><p>b</p><ol start='3'><li>c</li></ol></li></ul>",
              "- a\n- b\n\n  3. c\n"),
    "a list after a list": ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
    "definitions": ("<dl><dt>a</dt><dd>b</dd><dd><p>c</p><p>d</p></dd></dl>",
                    "- a\n\n  b\n\n  c\n\n  d\n"),
    "a table": ("<table><tr><th>a<th>b<tr><td>c|d<br>e</table>",
                "| a | b |\n| --- | --- |\n| c\\|d<br>e |  |\n"),
    "an empty cell": (
        "<table><tr><th>a<th><tr><td><td>b</table>", "| a |  |\n| --- | --- |\n|  | b |\n"
    ),
    "a mark before a colon": (
        '<p><span class="footnote">a</span>: b</p>', "[^1]\\: b\n\n[^1]: a\n"
    ),
    "code": ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````\n"),
    "links": (('<p><a href="https://example.org/a_(b)" title="A &quot;b&quot;">c</a>'
              ' <a href="https://example.org/">https://example.org/</a></p>'),
              '[c](<https://example.org/a\\_(b)> "A \\"b\\"") <https://example.org/>\n'),
    "a picture": ('<p><img src="/media/a.png" alt="A [b]"></p>', "![A \\[b\\]](/media/a.png)\n"),
    "a language": ('<p lang="ar" dir="rtl">a <span lang="he">b</span></p>',
                   '<div lang="ar" dir="rtl">\n\na <span lang="he">b</span>\n\n</div>\n'),
    "notes": (('<p>a<span class="footnote" id="k">b</span> c<a class="noteref" href="#k"></a></p>'
              '<p>d<span class="footnote" data-kind="editor"><span class="paragraph">e</span>'
              '<span class="paragraph">f</span></span></p>'),
              "a[^1] c[^1]\n\nd[^e1]\n\n[^1]: b\n\n[^e1]: e\n\n    f\n"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), TEXTS.values(), ids=TEXTS)
def test_a_body_can_be_written_as_markdown(body: str, text: str) -> None:
    assert to_markdown(body) == text


def read_back(markdown: str) -> str:
    """The HTML that a CommonMark reader makes of the text and of each note."""
    body, *notes = re.split(r"^\[\^\w+\]: ", markdown, flags=re.MULTILINE)
    texts = [body, *(note.replace("\n    ", "\n") for note in notes)]
    return "".join(COMMONMARK.render(text) for text in texts)


def plain_words(html: str) -> list[str]:
    text = MARK.sub(" ", " ".join(shown_words(html)))
    return sorted(re.sub(r"[“”\[\]?]", " ", text).split())


@given(BODIES)
def test_reading_markdown_back_gives_the_same_words(html: str) -> None:
    assert plain_words(read_back(to_markdown(html))) == plain_words(html)


@given(BODIES)
def test_reading_markdown_back_gives_the_same_links_and_headings(html: str) -> None:
    before, after = browser_tree(clean(html)), browser_tree(read_back(to_markdown(html)))
    for tag in ("h2", "h3", "h4", "blockquote"):  # a cell in Markdown has text only
        assert len(after.css(tag)) >= len(before.css(tag)) - len(before.css(f"table {tag}"))
    links = len(before.css("a[href]:not(.noteref)")) - len(before.css("pre a[href]"))
    assert len(after.css("a[href]")) >= links


@given(SOUP)
def test_every_mark_in_markdown_has_its_note(html: str) -> None:
    found = MARK.findall(to_markdown(html))
    assert found.count("") >= found.count(":")


@given(SOUP)
def test_text_cannot_become_html_by_way_of_markdown(html: str) -> None:
    written = browser_tree(COMMONMARK.render(to_markdown(html)))
    assert not written.css("script, style, iframe, svg, [onclick], [href^='javascript:']")
