"""Nothing unpublished reaches a reader: every public address is searched for hidden words."""

from collections.abc import Iterator

import pytest
from django.test import Client

from articles.models import Article, Comment, Edition
from articles.publishing import manuscript
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_published,
    make_scheduled,
    make_section,
    make_series,
    make_trashed,
    make_withdrawn,
)
from tests.pages import Page

MARKER = "zymurgy"  # in no word of the archive, in every hidden one
FORMATS = ("txt", "md", "json", "epub", "pdf", "bib", "ris", "csl.json")


def hidden_fields(archive: Archive, kind: str) -> dict[str, object]:
    """Everything that can name an article, all of it marked."""
    return {
        "title": f"Title {MARKER} {kind}",
        "standfirst": f"Standfirst {MARKER}.",
        "body": f'<p>Body {MARKER}<span class="footnote">Note {MARKER}.</span>.</p>',
        "authors": [make_author(f"Author {MARKER} {kind}"), archive.ada],
        "tags": [f"Tag {MARKER} {kind}", "Strike"],
        "section": make_section(f"Section {MARKER} {kind}"),
        "series": make_series(f"Series {MARKER} {kind}"),
        "series_position": 1,
        "image": make_image(64, 48, alt=f"Picture {MARKER}"),
        "translation_of": archive.english.article,
        "printed_date": "1974-05-05",
        "printed_label": f"Label {MARKER}",
        "provenance": f"Provenance {MARKER}",
    }


@pytest.fixture
def hidden(archive: Archive) -> list[Article]:
    """A draft, a scheduled, a withdrawn, a trashed article, and one edited since publication."""
    draft = make_draft(**hidden_fields(archive, "draft"))
    scheduled = make_scheduled(**hidden_fields(archive, "scheduled")).article
    withdrawn = make_withdrawn(reason="Wrong.", **hidden_fields(archive, "withdrawn")).article
    trashed = make_trashed(**hidden_fields(archive, "trashed")).article
    for article in (draft, scheduled, withdrawn, trashed):
        make_comment(article, f"Comment {MARKER}")
    make_comment(archive.english.article, f"Held {MARKER}", approved=False)
    rejected = make_comment(archive.english.article, f"Rejected {MARKER}")
    Comment.objects.filter(pk=rejected.pk).update(state=Comment.State.REJECTED)
    edited = edit(make_published("Clean").article, hidden_fields(archive, "edited"))
    return [draft, scheduled, withdrawn, trashed, edited]


def edit(article: Article, fields: dict[str, object]) -> Article:
    """Change all of a published article's manuscript without publishing it again."""
    authors, tags = fields.pop("authors"), fields.pop("tags")
    for name, value in fields.items():
        setattr(article, name, value)
    manuscript.save(article)
    article.contributions.create(author=authors[0], position=1)
    article.tags.set(tags)
    return article


def guesses(articles: list[Article]) -> Iterator[str]:
    """Addresses that somebody who knows or guesses a title could try."""
    for article in articles:
        year, slug = article.filed_year or "undated", article.slug
        base = f"/articles/{year}/{slug}"
        yield from (f"{base}.{name}" for name in FORMATS)
        yield from (base + rest for rest in ("/", "/editions/", "/editions/1/", "/editions/2/"))
        yield from (base + rest for rest in ("/comments/", "/comments/sent/", "/?preview=1"))
        yield from (f"/a/{article.pk}/", f"/a/{article.pk}.json", f"/?p={article.pk}")
        for author in article.authors.all():
            yield from (author.get_absolute_url(), author.get_absolute_url() + "feed.xml")
        for tag in article.tags.all():
            yield from (tag.get_absolute_url(), tag.get_absolute_url() + "feed.json")
        for row in (article.section, article.series):
            yield row.get_absolute_url()


def crawl(client: Client, first: list[str]) -> Iterator[tuple[str, str]]:
    """Every answer reachable from ``first`` by links and redirects: address and text."""
    waiting, seen = list(first), set(first)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        text = "" if response.streaming else response.content.decode()
        yield address, text + str(response.headers)
        found = [response["Location"]] if response.has_header("Location") else []
        if "html" in response["Content-Type"]:
            found += [
                (node.attributes.get("href") or "").partition("#")[0]
                for node in Page(text).css("a[href], link[href]")
            ]
        for link in (address.removeprefix("http://testserver") for address in found):
            if link.startswith("/") and link not in seen and not link.startswith("/admin"):
                seen.add(link)
                waiting.append(link)


def test_no_public_address_shows_a_hidden_word(
    client: Client, archive: Archive, hidden: list[Article]
) -> None:
    start = ["/", "/articles/", "/sitemap.xml", "/feed.xml", "/feed.json", "/robots.txt"]
    clean = Edition.objects.get(title="Clean").get_absolute_url()
    visited = dict(crawl(client, [*start, clean, *guesses(hidden)]))
    assert len(visited) > 100
    leaks = {
        address: text[max(text.find(MARKER) - 80, 0) :][:160]
        for address, text in visited.items()
        # A redirect to or a form at the address itself repeats what the reader typed.
        if MARKER in text.replace(address.partition("?")[0], "")
    }
    assert leaks == {}


def test_hidden_articles_change_no_count_and_no_list(client: Client, archive: Archive) -> None:
    addresses = ["/", "/articles/", "/articles/1974/", "/articles/1974/05/", "/authors/", "/tags/"]
    addresses += ["/authors/ada-brandt/", "/tags/strike/", "/sitemap.xml", "/feed.xml"]
    addresses += [archive.english.get_absolute_url()]
    before = {address: client.get(address).content for address in addresses}
    make_draft(**hidden_fields(archive, "draft"))
    make_scheduled(**hidden_fields(archive, "scheduled"))
    make_withdrawn(**hidden_fields(archive, "withdrawn"))
    make_trashed(**hidden_fields(archive, "trashed"))
    assert before == {address: client.get(address).content for address in addresses}


def test_a_draft_answers_like_an_article_that_never_was(
    client: Client, archive: Archive, hidden: list[Article]
) -> None:
    draft, scheduled = hidden[:2]
    never = client.get("/articles/2021/never-was/")
    for article in (draft, scheduled):
        answer = client.get(f"/articles/{article.filed_year}/{article.slug}/")
        assert (answer.status_code, answer.content) == (404, never.content)


def test_no_answer_names_an_editor_or_an_unseen_number(
    client: Client, archive: Archive, hidden: list[Article]
) -> None:
    for article in hidden[:2]:
        assert client.get(f"/a/{article.pk}/").content == client.get("/a/999999999/").content
