"""Strategies: documents as the allow-list has them, and anything at all."""

from hypothesis import strategies as st

from articles.text.elements import ALIASES, DIVISIONS, DROPPED, ELEMENTS, MEDIA

TAGS = sorted({*ELEMENTS, *ALIASES, *DIVISIONS, *DROPPED, *MEDIA, "font", "svg", "math", "o:p"})
ATTRIBUTES = [
    "",
    ' class="footnote"',
    ' class="footnote" id="k"',
    ' class="footnote" id="note-1" data-kind="editor"',
    ' class="paragraph"',
    ' class="quotation"',
    ' class="noteref" href="#k"',
    ' class="noteref" href="#gone"',
    ' href="https://example.org/?a=1&amp;b=2" title=x',
    " href=javascript:alert(1) onclick=x()",
    ' src="/media/a.png" alt="A picture"',
    ' src="http://example.org/a.png"',
    ' lang="ar"',
    ' lang="he" dir="rtl"',
    ' colspan="2" rowspan="x"',
    ' start="3" value="4" reversed',
    ' style="color:red" id="x"',
]
TEXTS = st.one_of(
    st.sampled_from(
        ["word", " ", "\n", " two words ", "\u00a0", "&nbsp;", "&lt;b&gt;", "&amp;amp;", "&notit;"]
    ),
    st.text(max_size=12),
)
# A browser shows nothing, or something else, of what stands in these.
NOT_SHOWN = DROPPED | MEDIA | {"frameset", "math", "optgroup", "option", "select", "svg"}


def soup(tags: list[str]) -> st.SearchStrategy[str]:
    """Tags in any order, open and closed or not, and text."""
    start = st.builds("<{}{}>".format, st.sampled_from(tags), st.sampled_from(ATTRIBUTES))
    end = st.builds("</{}>".format, st.sampled_from(tags))
    odd = ["<!-- c -->", "<![if x]>", "<!->", "<", "</", "</ß>", "<?x", "<p", "&#0;", "&#x80;"]
    pieces = st.one_of(start, end, TEXTS, st.sampled_from(odd))
    return st.lists(pieces, max_size=40).map("".join)


SOUP = soup(TAGS)
SHOWN_SOUP = soup([tag for tag in TAGS if tag not in NOT_SHOWN])

WORDS = st.text(alphabet="abcdefg\u0430\u05d0\u0628", min_size=1, max_size=6)
LINES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def element(tag: str, content: st.SearchStrategy[str], given: str = "") -> st.SearchStrategy[str]:
    return content.map(lambda inner: f"<{tag}{given}>{inner}</{tag}>")


def several(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(content, min_size=1, max_size=2).map(" ".join)


def formatted(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = ["strong", "em", "sup", "sub", "s", "code", "cite", "q", "abbr", "small", "mark"]
    return st.one_of(
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(tags), inner),
        element("a", LINES, ' href="https://example.org/a"'),
        element("span", inner, ' lang="ar"'),
    )


INLINE = several(
    st.recursive(LINES, lambda inner: several(st.one_of(LINES, formatted(inner))), max_leaves=4)
)
NOTES = st.one_of(
    element("span", INLINE, ' class="footnote"'),
    element("span", INLINE, ' class="footnote" data-kind="editor"'),
    element(
        "span",
        st.lists(
            st.one_of(
                element("span", INLINE, ' class="paragraph"'),
                element("span", INLINE, ' class="quotation"'),
            ),
            min_size=1,
            max_size=3,
        ).map("".join),
        ' class="footnote" id="many"',
    ),
)
RUNNING = several(st.one_of(INLINE, INLINE, NOTES, st.just('<a class="noteref" href="#many"></a>')))


def _blocks_of_blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    flow = st.one_of(RUNNING, several(inner))
    cells = several(st.one_of(element("td", flow), element("th", RUNNING)))
    row = element("tr", st.builds(str.__add__, cells, st.sampled_from(["", "<td></td>"])))
    return st.one_of(
        element("blockquote", several(inner)),
        element("ul", several(element("li", flow))),
        element("ol", several(element("li", flow)), ' start="4"'),
        element("dl", st.builds(str.__add__, element("dt", RUNNING), element("dd", flow))),
        element("table", several(row)),
        element(
            "table", st.builds(str.__add__, element("caption", RUNNING), element("tbody", row))
        ),
        element("figure", st.builds(str.__add__, inner, element("figcaption", RUNNING))),
    )


TEXT_BLOCKS = st.one_of(*(element(tag, RUNNING) for tag in ("p", "h2", "h3", "h4", "pre")))
BODIES = several(st.recursive(TEXT_BLOCKS, _blocks_of_blocks, max_leaves=4))
"""Documents of allowed elements, each where it may stand."""
