"""Nobody learns of an article that they may not see from what hangs on it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from articles.models import (
    Article,
    Author,
    Edition,
    Event,
    Footnote,
    Original,
    Redirect,
    Revision,
    Source,
    Tag,
)
from tests.factories import (
    make_author,
    make_body,
    make_draft,
    make_image,
    make_scheduled,
    make_section,
    make_series,
    note,
)
from tests.people import desk_of, make_member

from .forms import text_of

pytestmark = pytest.mark.django_db

SECRET = "Unspoken"
OF_ARTICLES = (Edition, Revision, Event, Footnote, Original)


def article_with_everything(language: str, title: str) -> Article:
    """One with an edition that readers don't have yet, and a row of each kind."""
    article = make_scheduled(
        title,
        language=language,
        authors=[f"{title} author"],
        tags=[f"{title} tag"],
        body=f"<p>{title} text" + note(f'{title} note. <a href="https://{title}.example/">x</a>')
        + "</p>",
    ).article  # fmt: skip
    Original.objects.create(article=article, source=f"{title}.txt", format="plain",
                            checksum=title.ljust(64), data=b"x",
                            manuscript_checksum="")  # fmt: skip
    Redirect.objects.create(path=f"/{title}/", article=article)
    return article


def page_of(row: Any, page: str = "change") -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_{page}", args=[row.pk])


def list_of(model: Any) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


@pytest.mark.parametrize(
    "model", [*OF_ARTICLES, Redirect, Source], ids=lambda model: model.__name__
)
def test_lists_and_pages_show_rows_of_visible_articles_only(model: Any, arabs: Client) -> None:
    mine, secret = article_with_everything("ar", "Open"), article_with_everything("de", SECRET)
    listed = arabs.get(list_of(model)).context["cl"].result_list
    rows = {Source: lambda article: Source.objects.filter(footnotes__article=article)}
    of = rows.get(model, lambda article: model.objects.filter(article=article))
    assert set(listed) == set(of(mine)) != set()
    for query in ({"q": SECRET}, {"q": f"{SECRET}.example"}):
        assert not arabs.get(list_of(model), query).context["cl"].result_list
    for page in ("change", "history"):
        answer = arabs.get(page_of(of(secret).first(), page))
        assert answer.status_code in {302, 403}
        assert SECRET not in text_of(arabs.get("/admin/")).replace("with ID", "")
        assert arabs.get(page_of(of(mine).first(), page)).status_code == 200


def test_nothing_at_the_desk_names_what_one_may_not_see(arabs: Client) -> None:
    """Every list, and every form of a row that both articles share."""
    mine, secret = article_with_everything("ar", "Open"), article_with_everything("de", SECRET)
    shared = make_author("Ada Brandt")
    poster, here, letters = make_image(), make_section("Housing"), make_series("Letters")
    for article in (mine, secret):
        article.contributions.create(author=shared, position=9)
        article.tags.add("Shared")
        Article.objects.filter(pk=article.pk).update(image=poster, section=here, series=letters)
    tag = Tag.objects.get(name="Shared")
    pages = [reverse("admin:index"), list_of(Article), reverse("admin:articles_article_add")]
    for row in (shared, tag, here, letters, poster):
        pages += [list_of(row), page_of(row), page_of(row, "history"), page_of(row, "delete")]
    pages += [page_of(mine, page) for page in ("change", "history", "preview", "delete")]
    for page in pages:
        answer = arabs.get(page)
        words = answer.content.decode()
        words = words.replace(f"{SECRET} author", "").replace(f"{SECRET} tag", "")  # public words
        assert SECRET not in words, page
    counts = {Author: shared, Tag: tag}
    for model, row in counts.items():
        [found] = arabs.get(list_of(model), {"q": str(row)}).context["cl"].result_list
        assert found.number_of_articles == 1


def test_counts_are_those_of_the_list_they_lead_to(arabs: Client) -> None:
    here = make_section("Housing")
    make_draft(language="ar", section=here)
    make_draft(language="de", section=here)
    [row] = arabs.get(reverse("admin:articles_section_changelist")).context["cl"].result_list
    assert row.number_of_articles == 1
    lists = arabs.get(list_of(Article), {"section__id__exact": here.pk})
    assert len(lists.context["cl"].result_list) == 1


def test_a_name_that_hidden_articles_need_stays_and_only_their_number_is_said() -> None:
    archivist = desk_of(make_member("ari", "Archivist", languages="ar"))
    ada = make_author("Ada Brandt")
    make_draft("Open", language="ar", authors=[ada])
    make_draft(SECRET, language="de", authors=[ada])
    words = text_of(archivist.get(page_of(ada, "delete")))
    assert "Open" in words
    assert "1 article that you may not see" in words
    assert SECRET not in words
    archivist.post(page_of(ada, "delete"), {"post": "yes"})
    ada.refresh_from_db()


def test_a_source_counts_the_notes_that_one_may_read(arabs: Client) -> None:
    make_draft(language="ar", body=make_body(notes=1))
    make_draft(language="de", body=make_body(notes=2))
    [source] = arabs.get(list_of(Source)).context["cl"].result_list
    assert source.number_of_notes == 1
    both = desk_of(make_member("eva", "Editor"))
    numbers = [row.number_of_notes for row in both.get(list_of(Source)).context["cl"].result_list]
    assert sorted(numbers) == [1, 2]
    notes = arabs.get(list_of(Footnote), {"sources__id__exact": source.pk})
    assert len(notes.context["cl"].result_list) == 1


def test_a_writer_finds_the_sources_of_their_own_texts_only() -> None:
    wanda = make_member("wanda", "Writer")
    make_draft(body=make_body(notes=2))
    cites = note('See <a href="https://own.example/">x</a>.')
    make_draft(created_by=wanda, body=f"<p>A{cites}</p>")
    client = desk_of(wanda)
    assert [row.host for row in client.get(list_of(Source)).context["cl"].result_list] == [
        "own.example"
    ]
    assert len(client.get(list_of(Footnote)).context["cl"].result_list) == 1


# What an address asks


def test_an_address_cannot_ask_who_signs_a_hidden_article(arabs: Client) -> None:
    """A filter by rows that point here would tell, by whether there is a result."""
    secret = article_with_everything("de", SECRET)
    for name, lookup in (
        ("author", "articles"), ("author", "articles__id__exact"), ("author", "contributions"),
        ("author", "contributions__article"),
        ("author", "contributions__article__title__contains"),
        ("author", "editions"), ("tag", "tagged__content_object"),
        ("tag", "articles_article_items"),
        ("tag", "editions"), ("section", "articles"), ("section", "articles__body__contains"),
        ("series", "articles"), ("issue", "articles"), ("image", "articles"), ("image", "uses"),
        ("image", "uses__article"), ("source", "footnotes"), ("source", "footnotes__article"),
        ("article", "translations"), ("article", "redirects"), ("article", "events__note"),
        ("article", "translation_of__title__startswith"), ("article", "created_by__password"),
        ("article", "editions__title__contains"), ("redirect", "article__title__contains"),
    ):  # fmt: skip
        url = reverse(f"admin:articles_{name}_changelist")
        answer = arabs.get(url, {lookup: secret.pk})
        # An unknown field is dropped, with the whole list; a known one is refused.
        told = answer.status_code == 200 and len(answer.context["cl"].result_list) != len(
            arabs.get(url).context["cl"].result_list
        )
        assert answer.status_code in {200, 302, 400}, (name, lookup)
        assert not told, (name, lookup)


def test_no_address_asks_for_a_password(as_superuser: Client, superuser: User) -> None:
    url = reverse("admin:auth_user_changelist")
    assert as_superuser.get(url, {"password__startswith": "md5"}).status_code == 400
    assert as_superuser.get(url, {"assigned_articles": 1}).status_code == 400


@pytest.mark.parametrize("spelt", ["{}", "+{}", " {}", "0{}"])
def test_the_way_to_a_rows_page_asks_for_the_right_to_see_it(spelt: str, arabs: Client) -> None:
    mine = make_scheduled("Open", language="ar")
    secret = make_scheduled(SECRET, language="de")
    kind = spelt.format(ContentType.objects.get_for_model(Edition).pk)
    assert arabs.get(f"/admin/r/{kind}/{secret.pk}/").status_code == 404
    stranger = desk_of(make_member("stranger"))
    for edition in (mine, secret):
        answer = stranger.get(f"/admin/r/{kind}/{edition.pk}/")
        assert answer.status_code in {403, 404}
        assert SECRET.lower() not in answer.get("Location", "")
    if spelt == "{}":
        assert arabs.get(f"/admin/r/{kind}/{mine.pk}/")["Location"] == mine.get_absolute_url()
    nothing = ContentType.objects.get_for_model(ContentType).pk
    for key in (f"{nothing}/1", "999/1", f"{kind.strip()}/999", f"{kind.strip()}/x"):
        assert arabs.get(f"/admin/r/{key}/").status_code == 404


def test_deleting_many_names_is_as_strict_as_deleting_one(arabs: Client) -> None:
    ada = make_author("Ada Brandt")
    make_draft(SECRET, language="de", authors=[ada])
    chosen = {"action": "delete_selected", "_selected_action": [ada.pk], "post": "yes"}
    answer = arabs.post(list_of(Author), chosen, follow=True)
    assert SECRET not in text_of(answer)
    ada.refresh_from_db()
