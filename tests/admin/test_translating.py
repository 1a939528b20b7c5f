"""Translating at the desk, with the original beside the text."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Remit
from articles.publishing import manuscript
from articles.publishing.translations import translate
from tests.factories import make_draft, make_published, make_section, make_user, note, republish

from .conftest import logged_in
from .forms import text_of

pytestmark = pytest.mark.django_db


def url(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def panel(client: Client, article: Article) -> str:
    """The words of the panel “Original”, or of none."""
    html = client.get(url("change", article)).content.decode()
    _before, found, rest = html.partition('id="panel-original"')
    return " ".join(rest.partition("</section>\n    <section")[0].split()) if found else ""


def test_an_editor_begins_a_translation_and_has_the_original_beside_it(as_editor: Client) -> None:
    original = make_draft("The rent strike", body=f"<p>Rents rose{note('Report, p. 7.')}.</p>")
    begun = as_editor.post(url("translate", original), {"language": "de"}, follow=True)
    draft = Article.objects.get(translation_of=original)
    assert begun.redirect_chain[0][0] == url("change", draft)
    assert draft.created_by.username == "editor"
    shown = panel(as_editor, draft)
    assert "The rent strike" in shown
    assert "Report, p. 7." in shown
    assert 'id="original-note-1"' in shown
    assert panel(as_editor, original) == ""


def test_a_translation_that_is_there_is_said_and_another_one_is_asked_for(
    as_editor: Client,
) -> None:
    original = make_draft()
    translate(original, "de")
    page = as_editor.post(url("translate", original), {"language": "de"})
    assert "There is a translation into that language already." in text_of(page)
    assert Article.objects.count() == 2
    as_editor.post(url("translate", original), {"language": "de", "another": "on"})
    assert Article.objects.count() == 3


@pytest.mark.parametrize("language", ["", "en", "no language"])
def test_a_wrong_language_is_said_and_nothing_is_made(language: str, as_editor: Client) -> None:
    page = as_editor.post(url("translate", make_draft()), {"language": language})
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert Article.objects.count() == 1


def test_a_change_of_the_original_is_shown_and_taken_over(as_editor: Client) -> None:
    original = make_draft(body="<p>Rents rose.</p>")
    draft = translate(original, "de")
    assert "has changed since" not in panel(as_editor, draft)
    original.body = "<p>Rents rose again.</p>"
    manuscript.save(original)
    manuscript.record(original)
    shown = panel(as_editor, draft)
    assert "The original has changed since" in shown
    assert "<ins>again</ins>" in shown
    now = original.revisions.order_by("-number")[0]
    sent = {"number": now.number, "checksum": now.checksum}
    assert as_editor.get(url("take_over", draft)).status_code == 405
    done = as_editor.post(url("take_over", draft), sent, follow=True)
    assert "the translation has what the original has" in text_of(done)
    assert "has changed since" not in panel(as_editor, draft)


def test_of_an_old_translation_somebody_has_to_say_what_it_follows(as_editor: Client) -> None:
    original = make_draft()
    draft = translate(original, "de")
    assert "It is not known" not in panel(as_editor, draft)
    Article.objects.filter(pk=draft.pk).update(original_revision=None)
    assert "It is not known which state of the original" in panel(as_editor, draft)
    state = original.revisions.get()
    as_editor.post(url("take_over", draft), {"number": "1", "checksum": state.checksum})
    draft.refresh_from_db()
    assert draft.original_revision == 1


def test_that_the_original_has_changed_stands_where_the_form_says_how_it_stands(
    as_editor: Client,
) -> None:
    original = make_draft()
    draft = translate(original, "de")
    said = "the original has changed"
    assert said not in text_of(as_editor.get(url("change", draft)))
    original.title = "Another"
    manuscript.save(original)
    manuscript.record(original)
    assert said in text_of(as_editor.get(url("change", draft)))
    listed = text_of(as_editor.get(reverse("admin:articles_article_changelist")))
    assert listed.count(said) == 1


@pytest.mark.parametrize("sent", [{}, {"number": "x"}, {"number": "9" * 30}, {"number": "1"}])
def test_nonsense_takes_nothing_over(sent: dict[str, str], as_editor: Client) -> None:
    draft = translate(make_draft(), "de")
    said = as_editor.post(url("take_over", draft), sent, follow=True)
    assert "The original has changed again." in text_of(said)


def test_what_is_missing_in_a_translation_is_said_beside_it(as_editor: Client) -> None:
    original = make_draft(body=f"<p>Rents rose{note('Report, p. 7.')}.</p>")
    draft = translate(original, "de")
    draft.body = "<p>Die Mieten stiegen.</p>"
    manuscript.save(draft)
    said = "Notes in this translation: 0, in the original: 1."
    assert said in panel(as_editor, draft)


def test_who_may_not_see_the_originals_manuscript_has_what_readers_have() -> None:
    theirs, ours = make_section("Theirs"), make_section("Ours")
    edition = make_published("As published", section=theirs)
    draft = translate(edition.article, "de")
    Article.objects.filter(pk=draft.pk).update(section=ours)
    republish(edition)
    Article.objects.filter(pk=edition.article_id).update(title="Secret", body="<p>Secret.</p>")
    person = make_user("narrow", "view_article", "change_article", "add_article")
    Remit.objects.create(user=person).sections.add(ours)
    client = logged_in(person)
    shown = panel(client, draft)
    assert "As published" in shown
    assert "Secret" not in client.get(url("change", draft)).content.decode()
    assert client.get(url("translate", edition.article)).status_code == 404


def test_who_may_only_look_neither_begins_nor_takes_over() -> None:
    original = make_draft()
    draft = translate(original, "de")
    client = logged_in(make_user("reader", "view_article"))
    assert client.post(url("translate", original), {"language": "fr"}).status_code == 403
    assert client.post(url("take_over", draft), {"number": "1"}).status_code == 403
    assert Article.objects.count() == 2
