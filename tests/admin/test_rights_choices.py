"""What may be chosen for an article: nothing outside of the remit, nothing that one may not see."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Section, Tag
from articles.publishing import manuscript, revisions
from articles.publishing.duplicate import duplicate
from tests.factories import make_draft, make_section
from tests.people import desk_of, make_member

from .forms import text_of
from .rights_ways import form_of, url

pytestmark = pytest.mark.django_db
SECRET = "Unspoken"


def add(client: Client, **fields: Any) -> HttpResponse:
    blank = Article(title="New", body="<p>Text.</p>", language="de", printed_date="2021")
    sent = form_of(blank) | {"opened_version": "", "opened_revision": ""}
    return client.post(url("add"), sent | fields)


def change(client: Client, article: Article, **fields: Any) -> HttpResponse:
    return client.post(url("change", article.pk), form_of(article) | fields)


def errors(response: HttpResponse) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def here(db: None) -> Section:
    return make_section("Housing")


@pytest.fixture
def there(db: None) -> Section:
    return make_section("Work")


@pytest.fixture
def anna(here: Section) -> Client:
    """An editor of German texts on housing."""
    return desk_of(make_member("anna", "Editor", sections=[here], languages="de"))


def test_a_new_article_lies_within_the_remit(anna: Client, here: Section, there: Section) -> None:
    assert "You work in these sections: Housing" in errors(add(anna))["section"][0]
    assert "section" in errors(add(anna, section=there.pk))
    refused = errors(add(anna, section=here.pk, language="en"))
    assert "You work in these languages: de" in refused["language"][0]
    assert not Article.objects.exists()
    assert add(anna, section=here.pk, language="de-AT").status_code == 302
    assert Article.objects.get().section == here


def test_an_article_is_not_given_away(anna: Client, here: Section, there: Section) -> None:
    article = make_draft(section=here, language="de")
    for fields in ({"section": there.pk}, {"section": ""}, {"language": "en"}, {"language": "d"}):
        assert errors(change(anna, article, **fields))
        article.refresh_from_db()
        assert (article.section, article.language) == (here, "de")
    assert change(anna, article, language="de-CH").status_code == 302


def test_an_article_is_not_taken(anna: Client, here: Section, there: Section) -> None:
    """Neither the one that lies elsewhere, nor its place, by an address that was not offered."""
    article = make_draft("Elsewhere", section=there, language="de")
    assert change(anna, article, section=here.pk).status_code in {302, 403}
    article.refresh_from_db()
    assert article.section == there


def test_only_sections_of_the_remit_are_offered(anna: Client, here: Section) -> None:
    make_section("Arts")
    form = anna.get(url("add")).context["adminform"].form
    assert list(form.fields["section"].queryset) == [here]


def test_a_writer_chooses_among_their_sections_and_keeps_what_was_chosen(
    here: Section, there: Section
) -> None:
    wanda = make_member("wanda", "Writer", sections=[here], languages="de")
    client = desk_of(wanda)
    # An editor has put it elsewhere; the writer goes on writing, and may bring it back.
    mine = make_draft("Mine", section=there, language="en", created_by=wanda)
    assert change(client, mine, title="Still mine").status_code == 302
    mine.refresh_from_db()
    assert (mine.title, mine.section) == ("Still mine", there)
    assert errors(change(client, mine, section=""))
    assert errors(change(client, mine, language="fr"))
    assert change(client, mine, section=here.pk, language="de").status_code == 302
    mine.refresh_from_db()
    assert errors(change(client, mine, section=there.pk))


def test_an_original_is_one_that_the_person_may_see(anna: Client, here: Section) -> None:
    article = make_draft(section=here, language="de")
    secret = make_draft(SECRET, language="en", section=here)
    known = make_draft("Bekannt", language="de", section=here)
    refused = change(anna, article, translation_of=secret.pk)
    assert "translation_of" in errors(refused)
    assert SECRET not in text_of(refused)
    assert change(anna, article, translation_of=known.pk).status_code == 302


def test_an_original_that_is_there_stays_and_is_called_by_its_number(
    anna: Client, here: Section
) -> None:
    secret = make_draft(SECRET, language="en", section=here)
    article = make_draft("Offen", section=here, language="de", translation_of=secret)
    page = anna.get(url("change", article.pk))
    assert SECRET not in page.content.decode()
    assert f"number {secret.pk}, which you may not see" in text_of(page)
    assert change(anna, article, title="Weiter").status_code == 302
    article.refresh_from_db()
    assert (article.title, article.translation_of) == ("Weiter", secret)
    for name in ("history", "compare", "checklist", "preview"):
        assert SECRET not in anna.get(url(name, article.pk)).content.decode(), name


def test_who_only_reads_a_translation_does_not_read_its_hidden_original() -> None:
    secret = make_draft(SECRET, language="en")
    article = make_draft("Offen", language="de", translation_of=secret)
    reader = desk_of(make_member("tilda", "Translator", languages="de"))
    page = reader.get(url("change", article.pk))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    answer = reader.post(url("translate", article.pk), {"language": "de-AT"})
    assert answer.status_code == 403
    assert Article.objects.count() == 2


def test_new_tags_are_made_by_those_who_may(here: Section) -> None:
    ben = make_member("ben", "Editor")
    limited = Group.objects.create(name="Edits")
    editor = ben.groups.get().permissions.exclude(codename="add_tag")
    limited.permissions.set(Permission.objects.filter(pk__in=editor))
    ben.groups.set([limited])
    Tag.objects.create(name="Strike")
    article = make_draft()
    refused = errors(change(desk_of(ben), article, tags=["strike", "Walkout"]))
    assert "You may not make new tags: Walkout" in refused["tags"][0]
    assert change(desk_of(ben), article, tags=["strike"]).status_code == 302
    assert list(article.tags.names()) == ["Strike"]
    eva = desk_of(make_member("eva", "Editor"))
    article.refresh_from_db()
    assert change(eva, article, tags=["strike", "Walkout"]).status_code == 302
    assert Tag.objects.count() == 2


def test_what_was_restored_does_not_leave_the_remit(
    anna: Client, here: Section, there: Section
) -> None:
    article = make_draft("As it was", section=there, language="de")
    article.section = here
    manuscript.save(article)
    manuscript.record(article)
    answer = anna.post(
        reverse("admin:articles_article_revision_restore", args=[article.pk, 1]),
        {"seen": article.version},
        follow=True,
    )
    assert "You work in these sections: Housing" in text_of(answer)
    article.refresh_from_db()
    assert article.section == here
    revisions.restore(article.revisions.get(number=1))  # the keeper may
    article.refresh_from_db()
    assert article.section == there


def test_a_copy_lies_where_its_maker_may_write(here: Section) -> None:
    wanda = make_member("wanda", "Writer", languages="de")
    mine = make_draft("Mine", language="en", created_by=wanda)
    client = desk_of(wanda)
    answer = client.post(url("duplicate", mine.pk), follow=True)
    assert "You work in these languages: de" in text_of(answer)
    assert Article.objects.count() == 1
    assert duplicate(mine).language == "en"


def test_many_fields_sent_by_hand_change_nothing_that_the_form_has_not(anna: Client) -> None:
    """Who made it, what stage it is at, when it is public: no field of the form."""
    here = Section.objects.get(name="Housing")
    article = make_draft(section=here, language="de")
    sent = {"created_by": "1", "stage": "approved", "public_from": "2020-01-01", "version": "99",
            "trashed_at": "2020-01-01", "withdrawn_at": "2020-01-01", "checksum": "x",
            "assigned_to": "1"}  # fmt: skip
    assert change(anna, article, **sent).status_code == 302
    article.refresh_from_db()
    assert (article.stage, article.created_by, article.trashed_at) == ("draft", None, None)
    assert (article.public_from, article.withdrawn_at, article.assigned_to) == (None, None, None)
