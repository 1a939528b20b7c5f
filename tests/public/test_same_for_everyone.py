"""A page for anonymous readers is the same bytes for everyone, so that any cache may keep it."""

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from articles.publishing import manuscript
from tests.conftest import Archive
from tests.factories import make_draft, republish
from tests.pages import Page, links, open_page, texts

PAGES = [
    "/",
    "/articles/",
    "/articles/1974/",
    "/articles/1974/03/",
    "/articles/1974/the-rent-strike-of-harrow-row/",
    "/articles/1974/the-rent-strike-of-harrow-row/editions/",
    "/articles/1974/the-rent-strike-of-harrow-row/editions/1/",
    "/articles/1974/the-rent-strike-of-harrow-row/comments/sent/",
    "/authors/",
    "/authors/ada-brandt/",
    "/authors/ada-brandt/feed.xml",
    "/tags/",
    "/tags/strike/",
    "/sections/housing/",
    "/corrections/",
    "/feed.xml",
    "/feed.json",
    "/sitemap.xml",
    "/robots.txt",
]


def test_they_set_no_cookie_and_any_cache_may_keep_them(client: Client, archive: Archive) -> None:
    for address in PAGES:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        assert "public" in response["Cache-Control"], address
        assert response["ETag"], address


def test_they_are_the_same_for_every_reader(client: Client, archive: Archive) -> None:
    other = Client(
        headers={"user-agent": "another", "accept-language": "ar", "cookie": "sessionid=made-up"}
    )
    for address in PAGES:
        assert other.get(address).content == client.get(address).content, address


def test_an_editor_has_a_bar_of_their_own_that_no_cache_may_keep(
    client: Client, archive: Archive, superuser: AbstractUser
) -> None:
    client.force_login(superuser)
    for address in PAGES:
        response = client.get(address)
        if "text/html" not in response["Content-Type"]:
            continue
        assert texts(Page(response.content.decode()), ".bar bdi") == ["superuser"], address
        assert response["Cache-Control"] == "private, no-store", address
        assert "Surrogate-Key" not in response, address


def test_the_bar_leads_to_the_text_and_says_what_is_not_published(
    client: Client, archive: Archive, superuser: AbstractUser
) -> None:
    client.force_login(superuser)
    address = archive.english.get_absolute_url()
    bar = open_page(client, address).css_first(".bar")
    change = reverse("admin:articles_article_change", args=[archive.english.article_id])
    assert change in links(bar, "a")
    assert "not published" not in bar.text()
    article = archive.english.article
    article.title = "The rent strike of Harrow Road"
    manuscript.save(article)
    manuscript.record(article)
    assert "changes that are not published" in open_page(client, address).css_first(".bar").text()


def test_an_editor_finds_a_draft_at_the_address_that_it_will_have(
    client: Client, archive: Archive, editor: AbstractUser, stranger: AbstractUser
) -> None:
    draft = make_draft("The laundry")
    address = f"/articles/{draft.filed_year}/{draft.slug}/"
    open_page(client, address, status=404)
    client.force_login(stranger)
    open_page(client, address, status=404)
    client.force_login(editor)
    response = client.get(address)
    page = Page(response.content.decode())
    assert texts(page, "h1") == ["The laundry"]
    assert "Readers don’t see it" in page.css_first(".bar").text()
    assert response["Cache-Control"] == "private, no-store"
    assert not draft.editions.exists()


def test_they_answer_head_and_conditional_requests_and_refuse_others(
    client: Client, archive: Archive
) -> None:
    for address in PAGES:
        response = client.get(address)
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head["Content-Length"] == str(len(response.content)), address
        unchanged = client.get(address, headers={"if-none-match": response["ETag"]})
        assert unchanged.status_code == 304, address
        assert client.post(address).status_code == 405, address
        assert client.put(address).status_code == 405, address


def test_a_new_edition_shows_at_once(client: Client, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    etag = client.get(address)["ETag"]
    republish(archive.english, title="The rent strike of Harrow Road")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_every_public_page_has_the_security_headers(client: Client, archive: Archive) -> None:
    for address in (archive.english.get_absolute_url(), "/nowhere/"):
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
