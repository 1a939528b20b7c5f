"""Text that leaves the site takes whole addresses along."""

from articles.text.absolute import absolute

SITE = "https://example.org"


def test_paths_of_the_site_become_addresses() -> None:
    assert absolute('<a href="/tags/x/">x</a>', SITE) == (
        '<a href="https://example.org/tags/x/">x</a>'
    )


def test_every_size_of_a_picture_gets_an_address() -> None:
    html = '<img src="/media/a.jpg" srcset="/media/a.jpg 480w, /media/b.jpg 960w" alt="x">'
    assert absolute(html, SITE) == (
        '<img src="https://example.org/media/a.jpg" srcset="https://example.org/media/a.jpg 480w, '
        'https://example.org/media/b.jpg 960w" alt="x">'
    )


def test_other_addresses_and_all_else_stay_byte_for_byte() -> None:
    html = (
        '<p id="p-1">a &amp; b &#8217; <a href="#note-1">1</a> <a href="https://o.example/?a=1&amp;b">'
        'o</a> <a href="//x.example/y">x</a> <a href="mailto:a@b.example">m</a> &lt;/p&gt;<br></p>'
    )
    assert absolute(html, SITE) == html


def test_characters_of_changed_elements_stay_escaped() -> None:
    html = '<a href="/?a=1&amp;b=2" title="&lt;&quot;&gt;">x</a>'
    assert absolute(html, SITE) == (
        '<a href="https://example.org/?a=1&amp;b=2" title="&lt;&quot;&gt;">x</a>'
    )
