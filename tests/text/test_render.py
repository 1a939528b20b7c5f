import pytest
from hypothesis import given

from articles.text.footnotes import problems, read_footnotes
from articles.text.labels import LANGUAGES
from articles.text.outline import Heading
from articles.text.render import Rendered, render
from tests.text.soup import BODIES, SOUP
from tests.text.tools import browser_html, browser_tree, shown_words

NOTE = '<span class="footnote">A note.</span>'


def page(rendered: Rendered) -> str:
    return rendered.body + rendered.notes


def test_a_mark_and_its_note_are_linked_both_ways() -> None:
    rendered = render(f"<p>Prices{NOTE} rose.</p>")
    assert rendered.body == (
        '<p id="p-1">Prices<sup class="note-mark"><bdi><a id="noteref-1" href="#note-1"'
        ' role="doc-noteref" aria-label="Note 1">1</a></bdi></sup> rose.</p>'
    )
    assert rendered.notes == (
        '<section class="notes" role="doc-endnotes" aria-labelledby="notes-heading">\n'
        '<h2 id="notes-heading">Notes</h2>\n'
        '<ol class="author-notes">\n'
        '<li id="note-1">A note. <a href="#noteref-1" role="doc-backlink"'
        ' aria-label="Back to mark 1">↩\ufe0e</a></li>\n'
        "</ol>\n</section>"
    )


def test_a_note_cited_twice_has_two_backlinks() -> None:
    rendered = render(
        '<p>a<span class="footnote" id="k">n</span> b<a class="noteref" href="#k"></a></p>'
    )
    tree = browser_tree(page(rendered))
    assert [a.id for a in tree.css("a[role=doc-noteref]")] == ["noteref-1", "noteref-1-2"]
    back = tree.css("#note-1 a[role=doc-backlink]")
    assert [a.attributes["href"] for a in back] == ["#noteref-1", "#noteref-1-2"]
    assert [a.attributes["aria-label"] for a in back] == ["Back to mark 1", "Back to mark 1, 2"]


def test_notes_of_editors_and_translators_stand_apart() -> None:
    rendered = render(
        f'<p>{NOTE}<span class="footnote" data-kind="translator">t</span>'
        '<span class="footnote" data-kind="editor">e</span></p>'
    )
    tree = browser_tree(page(rendered))
    assert [h.text() for h in tree.css("h2")] == ["Notes", "Editor’s notes", "Translator’s notes"]
    assert [li.id for li in tree.css("li")] == ["note-1", "note-e1", "note-t1"]
    assert [b.text() for b in tree.css("li > b.note-number")] == ["E1", "T1"]
    assert [a.text() for a in tree.css("a[role=doc-noteref]")] == ["1", "T1", "E1"]


def test_paragraphs_and_quotations_of_a_note_become_real_ones() -> None:
    rendered = render(
        '<p>a<span class="footnote"><span class="paragraph">One.</span>'
        '<span class="quotation">Two.</span></span></p>'
    )
    note = browser_tree(rendered.notes).css_first("#note-1")
    assert [child.tag for child in note.iter()] == ["p", "blockquote", "p"]
    assert note.css("p:last-child a[role=doc-backlink]")


@pytest.mark.parametrize(
    "place",
    [
        "<h2>A{}</h2>",
        "<blockquote><p>A{}</p></blockquote>",
        "<table><caption>A{}</caption><tbody><tr><th>B{}</th><td>C{}</td></tr></tbody></table>",
        '<figure><img src="/media/a.png" alt=""><figcaption>A{}</figcaption></figure>',
        "<ul><li>A{}</li></ul>",
        "<dl><dt>A{}</dt><dd>B{}</dd></dl>",
        "<pre>A{}</pre>",
        '<p>A <em>b{}</em> <a href="/x">c{}</a></p>',
    ],
)
def test_marks_stand_wherever_text_stands(place: str) -> None:
    tree = browser_tree(page(render(place.replace("{}", NOTE))))
    count = place.count("{}")
    assert len(tree.css("a[role=doc-noteref]")) == len(tree.css("ol li")) == count
    assert not tree.css("a a")


def test_a_mark_is_isolated_from_the_direction_of_the_text_around_it() -> None:
    rendered = render(f"<p>אמר “no”{NOTE} וגם 12{NOTE}</p>", language="he")
    assert len(browser_tree(rendered.body).css("sup > bdi > a[role=doc-noteref]")) == 2
    assert "↪" in rendered.notes


def test_no_character_is_added_to_the_text_for_a_mark() -> None:
    tree = browser_tree(render(f"<p>dollars.” {NOTE} And{NOTE}</p>").body)
    for mark in tree.css("sup.note-mark"):
        mark.decompose()
    assert tree.text() == "dollars.”  And"


def test_a_mark_without_its_note_is_no_link() -> None:
    rendered = render('<p>a<a class="noteref" href="#gone"></a></p>')
    assert rendered.body == '<p id="p-1">a<sup class="note-mark">[?]</sup></p>'
    assert rendered.notes == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_in_the_language_of_the_article(language: str) -> None:
    kinds = ["", ' data-kind="editor"', ' data-kind="translator"']
    body = "".join(f'<span class="footnote"{kind}>n</span>' for kind in kinds)
    tree = browser_tree(page(render(body, language=f"{language}-XX")))
    headings = [h.text() for h in tree.css("h2")]
    labels = [a.attributes["aria-label"] or "" for a in tree.css("a")]
    assert len(set(headings)) == 3
    assert len(set(labels)) == 6
    assert all("{" not in label for label in labels)
    if language != "en":
        assert not set(headings) & {"Notes", "Editor’s notes"} - {"Notes"}


def test_an_unknown_language_has_english_labels() -> None:
    assert "Back to mark 1" in render(f"<p>{NOTE}</p>", language="tlh").notes


def test_headings_have_addresses_and_make_the_outline() -> None:
    rendered = render(
        f"<h2>Our Aims!{NOTE}</h2><h3>אל־קודס</h3><h2>Our aims</h2><h2>Our aims 2</h2><h2>…</h2>"
        "<blockquote><h2>Our aims</h2></blockquote>"
    )
    assert rendered.outline == (
        Heading(2, "h-our-aims", "Our Aims!"),
        Heading(3, "h-אל-קודס", "אל־קודס"),
        Heading(2, "h-our-aims-2", "Our aims"),
        Heading(2, "h-our-aims-2-2", "Our aims 2"),
        Heading(2, "h-", "…"),
    )
    assert '<h2 id="h-our-aims-3">' in rendered.body


def test_paragraphs_of_the_text_can_be_pointed_to() -> None:
    tree = browser_tree(render("<p>a</p><blockquote><p>q</p></blockquote><p>b</p>").body)
    assert [(p.id, p.text()) for p in tree.css("p")] == [("p-1", "a"), (None, "q"), ("p-2", "b")]


@pytest.mark.parametrize(
    ("href", "is_external"),
    [
        ("https://example.org/a", True),
        ("http://EXAMPLE.net", True),
        ("https://archive.example/b", False),
        ("https://ARCHIVE.example:443/b", False),
        ("/c", False),
        ("mailto:a@example.org", False),
        ("https://archive.example.evil.org/", True),
        ("https://archive.example@evil.org/", True),
    ],
)
def test_links_to_elsewhere_are_marked(href: str, is_external: bool) -> None:
    rendered = render(f'<p><a href="{href}">x</a></p>', site_hosts=frozenset({"archive.example"}))
    attributes = browser_tree(rendered.body).css_first("a").attributes
    assert (attributes.get("rel") == "external noopener noreferrer") is is_external
    assert (attributes.get("class") == "external") is is_external
    assert "target" not in attributes


def test_a_site_on_a_port_knows_itself() -> None:
    hosts = frozenset({"127.0.0.1:8000"})
    rendered = render('<p><a href="http://127.0.0.1:8000/a">x</a></p>', site_hosts=hosts)
    assert "external" not in rendered.body


def test_a_passage_runs_the_way_of_its_language() -> None:
    rendered = render(
        '<p lang="ar">ا</p><p>a <span lang="he">ש</span> <i lang=az-Arab dir=ltr>x</i>'
    )
    assert '<p id="p-1" lang="ar" dir="rtl">' in rendered.body
    assert '<span lang="he" dir="rtl">' in rendered.body
    assert '<em lang="az-Arab" dir="ltr">' in rendered.body


def test_a_picture_is_made_by_who_knows_its_sizes() -> None:
    body = '<p><img src="/media/a.png" alt="A &amp; b"><img src="/media/b.png" alt=""></p>'
    asked = []

    def picture(src: str, alt: str) -> str | None:
        asked.append((src, alt))
        return "<picture>…</picture>" if src == "/media/a.png" else None

    rendered = render(body, picture=picture)
    assert asked == [("/media/a.png", "A & b"), ("/media/b.png", "")]
    assert rendered.body == (
        '<p id="p-1"><picture>…</picture>'
        '<img src="/media/b.png" alt="" loading="lazy" decoding="async"></p>'
    )


@given(SOUP)
def test_every_mark_has_its_note_and_every_note_its_mark(html: str) -> None:
    tree = browser_tree(page(render(html)))
    ids = [node.id for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    marks = {f"#{a.id}": a.attributes["href"] for a in tree.css("a[role=doc-noteref]")}
    notes = {f"#{li.id}" for li in tree.css("[role=doc-endnotes] > ol > li")}
    back = {
        a.attributes["href"]: f"#{li.id}"
        for li in tree.css("[role=doc-endnotes] > ol > li")
        for a in li.css("a[role=doc-backlink]")
    }
    assert marks == back
    assert set(marks.values()) == notes


@given(SOUP)
def test_reading_and_rendering_agree(html: str) -> None:
    tree = browser_tree(page(render(html)))
    footnotes = read_footnotes(html)
    printed = {a.attributes["href"]: a.text() for a in tree.css("a[role=doc-noteref]")}
    assert sorted(printed.values()) == sorted(footnote.mark for footnote in footnotes)
    assert sum(footnote.citations for footnote in footnotes) == len(tree.css("a[role=doc-noteref]"))
    assert bool(problems(html)) == ("[?]</sup>" in page(render(html)))


@given(SOUP)
def test_a_browser_reads_back_what_was_rendered(html: str) -> None:
    written = page(render(html)).replace("<pre>\n", "<pre>")
    assert browser_html(written) == written


@given(BODIES)
def test_rendering_shows_every_word_once(html: str) -> None:
    rendered = render(html)
    tree = browser_tree(page(rendered))
    for added in tree.css(
        "sup.note-mark, a[role=doc-backlink], b.note-number, [role=doc-endnotes] > h2"
    ):
        added.decompose()
    assert sorted(shown_words(tree.inner_html or "")) == sorted(shown_words(html))


@given(BODIES)
def test_the_same_body_gives_the_same_bytes(html: str) -> None:
    assert render(html) == render(html)
