"""Writing an article at the desk: the form, the byline, the tags, and two people at once."""

from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from articles.models import Article, Edition
from tests.conftest import Archive
from tests.factories import make_author, make_draft, make_user, note

from .conftest import logged_in
from .forms import open_form, text_of

ADD = "admin:articles_article_add"


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def byline(*rows: tuple[Any, str]) -> dict[str, Any]:
    """What the byline's rows send: author and place of each."""
    data: dict[str, Any] = {
        "contributions-TOTAL_FORMS": len(rows),
        "contributions-INITIAL_FORMS": 0,
    }
    for number, (author, place) in enumerate(rows):
        data |= {
            f"contributions-{number}-author": author.pk,
            f"contributions-{number}-role": "author",
            f"contributions-{number}-affiliation": "",
            f"contributions-{number}-place": place,
        }
    return data


def authors_of(article: Article) -> list[str]:
    rows = article.contributions.select_related("author").order_by("position")
    return [row.author.name for row in rows]


def test_an_editor_writes_an_article(as_editor: Client) -> None:
    ada = make_author("Ada Brandt")
    data = open_form(as_editor, reverse(ADD)) | byline((ada, "1"))
    data |= {
        "title": "The strike",
        "body": "<p>Rents rose" + note("Report, p. 7.") + ".</p><script>alert(1)</script>",
        "language": "EN",
        "printed_date": "1974-03",
        "tags": ["Strike", "rent"],
        "revision_note": "first draft",
    }
    response = as_editor.post(reverse(ADD), data)
    assert response.status_code == 302, text_of(response)
    article = Article.objects.get()
    assert article.body == '<p>Rents rose<span class="footnote">Report, p. 7.</span>.</p>'
    assert (article.slug, article.filed_year, article.language) == ("the-strike", 1974, "en")
    assert article.created_by.username == "editor"
    assert authors_of(article) == ["Ada Brandt"]
    assert sorted(article.tags.names()) == ["Strike", "rent"]
    assert [footnote.text for footnote in article.footnotes.all()] == ["Report, p. 7."]
    revision = article.revisions.get()
    assert (revision.note, revision.created_by.username) == ("first draft", "editor")
    assert [entry["name"] for entry in revision.content["byline"]] == ["Ada Brandt"]


def test_saving_without_a_change_keeps_everything(as_editor: Client, archive: Archive) -> None:
    article = archive.english.article
    before = (article.body, authors_of(article), sorted(article.tags.names()))
    data = open_form(as_editor, change_url(article))
    assert as_editor.post(change_url(article), data).status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert (article.body, authors_of(article), sorted(article.tags.names())) == before
    assert article.revisions.count() == 1


def test_an_edit_changes_nothing_for_readers(as_editor: Client, archive: Archive) -> None:
    url = change_url(archive.english.article)
    as_editor.post(url, open_form(as_editor, url) | {"title": "Another title"})
    assert Article.objects.get(pk=archive.english.article_id).title == "Another title"
    public = Edition.objects.public().get(article=archive.english.article_id)
    assert public.title == "The rent strike of Harrow Row"


def test_authors_change_places_by_their_numbers(as_editor: Client) -> None:
    ada, ben = make_author("Ada"), make_author("Ben")
    article = make_draft(authors=[ada, ben])
    data = open_form(as_editor, change_url(article))
    data |= {"contributions-0-place": "2", "contributions-1-place": "1"}
    assert as_editor.post(change_url(article), data).status_code == 302
    assert authors_of(article) == ["Ben", "Ada"]


def test_authors_change_places_by_being_chosen_anew(as_editor: Client) -> None:
    ada, ben = make_author("Ada"), make_author("Ben")
    article = make_draft(authors=[ada, ben])
    data = open_form(as_editor, change_url(article))
    data |= {"contributions-0-author": str(ben.pk), "contributions-1-author": str(ada.pk)}
    assert as_editor.post(change_url(article), data).status_code == 302
    assert authors_of(article) == ["Ben", "Ada"]


def test_an_author_is_taken_off_the_byline(as_editor: Client) -> None:
    article = make_draft(authors=["Ada", "Ben"])
    data = open_form(as_editor, change_url(article)) | {"contributions-0-DELETE": "on"}
    assert as_editor.post(change_url(article), data).status_code == 302
    assert authors_of(article) == ["Ben"]


def test_the_same_author_twice_in_one_role_is_refused_in_words(as_editor: Client) -> None:
    ada = make_author("Ada")
    article = make_draft()
    data = open_form(as_editor, change_url(article)) | byline((ada, "1"), (ada, "2"))
    response = as_editor.post(change_url(article), data)
    assert response.status_code == 200
    assert "duplicate" in text_of(response)


def test_a_taken_address_is_an_error_at_the_slug(as_editor: Client) -> None:
    make_draft("The strike")
    other = make_draft("Another strike")
    data = open_form(as_editor, change_url(other)) | {"slug": "the-strike"}
    response = as_editor.post(change_url(other), data)
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert "Choose another slug" in str(errors["slug"])
    assert Article.objects.get(pk=other.pk).slug == "another-strike"


def test_a_date_that_does_not_exist_is_refused_at_its_field(as_editor: Client) -> None:
    article = make_draft()
    data = open_form(as_editor, change_url(article)) | {"printed_date": "2021-02-31"}
    response = as_editor.post(change_url(article), data)
    assert "printed_date" in response.context["adminform"].form.errors


def test_an_article_cannot_translate_itself_or_a_translation(as_editor: Client) -> None:
    article = make_draft()
    translation = make_draft(language="de", translation_of=article)
    for other, chosen in [(article, article), (make_draft(), translation)]:
        data = open_form(as_editor, change_url(other)) | {"translation_of": str(chosen.pk)}
        response = as_editor.post(change_url(other), data)
        assert "translation_of" in response.context["adminform"].form.errors


def test_a_tag_without_a_letter_or_too_long_is_refused(as_editor: Client) -> None:
    article = make_draft()
    for tag in ("%%%", "x" * 101):
        data = open_form(as_editor, change_url(article)) | {"tags": [tag]}
        response = as_editor.post(change_url(article), data)
        assert "tags" in response.context["adminform"].form.errors


def test_a_tag_in_another_case_is_the_same_tag(as_editor: Client) -> None:
    make_draft(tags=["Strike"])
    article = make_draft()
    as_editor.post(
        change_url(article), open_form(as_editor, change_url(article)) | {"tags": ["strike"]}
    )
    assert [tag.name for tag in article.tags.all()] == ["Strike"]


def test_a_draft_has_no_public_page(as_editor: Client) -> None:
    page = as_editor.get(change_url(make_draft("Not yet")))
    assert "View on site" not in text_of(page)


def test_a_published_article_is_one_click_from_its_page(
    as_editor: Client, archive: Archive
) -> None:
    page = as_editor.get(change_url(archive.english.article)).content.decode()
    assert f'href="{archive.english.get_absolute_url()}"' in page


def test_the_notes_stand_beside_the_text(as_editor: Client, archive: Archive) -> None:
    words = text_of(as_editor.get(change_url(archive.english.article)))
    assert "Report 1, p. 1." in words
    assert "https://example.org/1" in words


def test_who_may_only_read_is_shown_everything_and_can_change_nothing(archive: Archive) -> None:
    reader = logged_in(make_user("reader", "view_article"))
    url = change_url(archive.english.article)
    page = reader.get(url)
    assert page.status_code == 200
    assert "Ada Brandt" in text_of(page)
    assert "Strike" in text_of(page)
    assert reader.post(url, {"title": "Changed"}).status_code == 403


def test_hostile_words_are_shown_as_words(as_editor: Client) -> None:
    article = make_draft("<script>alert(1)</script>", tags=["<b>bold</b>"])
    for url in (
        change_url(article),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_history", args=[article.pk]),
        reverse("admin:index"),
    ):
        page = as_editor.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page


def test_a_new_article_is_of_today_in_the_language_of_the_site(as_editor: Client) -> None:
    with time_machine.travel("2026-05-01T12:00Z", tick=False):
        page = as_editor.get(reverse("admin:articles_article_add")).content.decode()
    assert 'value="2026-05-01"' in page
    assert 'value="en"' in page
