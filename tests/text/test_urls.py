import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.urls import find_urls, host, safe_link

LINKS = {
    "https://example.org/a?b=1#c": "https://example.org/a?b=1#c",
    "HTTP://Example.org": "http://Example.org",
    " https://example.org ": "https://example.org",
    "https://exa\nmple.org": "https://example.org",
    "https:example.org": "https://example.org",
    "https:\\\\example.org\\a": "https://example.org/a",
    "//example.org/a": "https://example.org/a",
    "/\\example.org/a": "https://example.org/a",
    "www.example.org": "https://www.example.org",
    "/articles/2021/a b/": "/articles/2021/a%20b/",
    "https://例え.example/ü": "https://例え.example/ü",
    "mailto:a@example.org": "mailto:a@example.org",
    "tel:+4912345": "tel:+4912345",
    "https://": None,
    "https:///": None,
    "https://[::1": None,
    "a/b.html": None,
    "#a": None,
    "?a=b": None,
    "": None,
    "mailto:": None,
    "javascript:alert(1)": None,
    "data:text/html,a": None,
    "https://example.org/" + "a" * 9000: None,
}


@pytest.mark.parametrize(("given_", "written"), LINKS.items(), ids=lambda url: str(url)[:30])
def test_an_address_is_written_safely_or_not_at_all(given_: str, written: str | None) -> None:
    assert safe_link(given_) == written


@given(
    st.text()
    | st.builds("{}{}".format, st.sampled_from(["http:", "//", "/", "mailto:"]), st.text())
)
def test_a_safe_link_stays_as_it_is(url: str) -> None:
    link = safe_link(url)
    if link is not None:
        assert safe_link(link) == link


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://WWW.Example.org:8000/a", "www.example.org"),
        ("/a", ""),
        ("mailto:a@b", ""),
        ("http://[", ""),
    ],
)
def test_the_host_of_an_address_is_known(url: str, name: str) -> None:
    assert host(url) == name


TEXTS = {
    "See https://example.org/a.": ["https://example.org/a"],
    "(https://example.org/a_(b))": ["https://example.org/a_(b)"],
    "(see https://example.org/a)": ["https://example.org/a"],
    "“https://example.org/a”, www.example.org/b!": [
        "https://example.org/a",
        "https://www.example.org/b",
    ],
    "https://example.org/a[1]": ["https://example.org/a"],
    "<https://example.org/a?b=c&d=e#f>;": ["https://example.org/a?b=c&d=e#f"],
    "انظر https://example.org/مقال، وhttp://example.net/a؟": [
        "https://example.org/مقال",
        "http://example.net/a",
    ],
    "https://example.org/a.htmlhttps://example.net/b": [
        "https://example.org/a.html",
        "https://example.net/b",
    ],
    "https://web.archive.example/2021/https://example.org/a": [
        "https://web.archive.example/2021/https://example.org/a"
    ],
    "https://例え.example/テスト。": ["https://例え.example/テスト"],
    "a@www.example.org, xwww.example.org, https://, http://localhost/ and www.": [],
}


@pytest.mark.parametrize(("text", "urls"), TEXTS.items())
def test_addresses_are_found_in_plain_text(text: str, urls: list[str]) -> None:
    assert [url for _, _, url in find_urls(text)] == urls


@given(st.text(alphabet="htps:/w.()[]a,؟ \u200f"))
def test_what_is_found_stands_where_it_was_found(text: str) -> None:
    end = 0
    for start, stop, url in find_urls(text):
        assert end <= start < stop <= len(text)
        assert safe_link(text[start:stop]) == url
        end = stop
