import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.models import Article, Contribution, Role
from articles.publishing import manuscript
from tests.factories import (
    make_author,
    make_draft,
    make_image,
    make_published,
    make_scheduled,
    make_trashed,
    make_withdrawn,
    republish,
)

pytestmark = pytest.mark.django_db


def test_the_slug_comes_from_the_title_in_its_own_script() -> None:
    assert make_draft("Rents & wages, 1926!").slug == "rents-wages-1926"
    assert make_draft("إضراب المستأجرين").slug == "إضراب-المستأجرين"


def test_a_title_without_letters_still_gets_an_address() -> None:
    assert make_draft("!!!").slug == "untitled"


def test_a_taken_slug_is_refused_in_words() -> None:
    make_draft(slug="strike")
    with pytest.raises(ValidationError, match="has this address already"):
        make_draft(slug="strike")


def test_the_same_slug_may_stand_in_two_years() -> None:
    first = make_draft(slug="strike", printed_date="1926")
    second = make_draft(slug="strike", printed_date="1927")
    assert (first.filed_year, second.filed_year) == (1926, 1927)


def test_undated_articles_share_one_shelf_of_slugs() -> None:
    make_draft(slug="strike", printed_date="")
    with pytest.raises(ValidationError):
        make_draft(slug="strike", printed_date="")


def test_the_database_itself_refuses_a_taken_slug() -> None:
    make_draft(slug="strike", printed_date="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(title="Other", slug="strike", language="en")


def test_a_slug_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft(slug="a slug/with spaces")
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize("printed_date", ["2021-02-31", "31.02.2021", "yesterday", "1926-13"])
def test_a_date_that_does_not_exist_is_refused(printed_date: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft(printed_date=printed_date)
    assert "printed_date" in refused.value.message_dict
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("printed_date", "first", "last"),
    [
        ("2021-12-06", "2021-12-06", "2021-12-06"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("1926", "1926-01-01", "1926-12-31"),
    ],
)
def test_a_printed_date_gives_the_days_it_can_mean(
    printed_date: str, first: str, last: str
) -> None:
    article = make_draft(printed_date=printed_date)
    assert (str(article.printed_from), str(article.printed_to)) == (first, last)


def test_a_circa_date_is_filed_under_its_year() -> None:
    assert make_draft(printed_date="1926~").filed_year is not None


def test_a_language_is_a_tag_in_its_usual_case() -> None:
    assert make_draft(language="PT-br").language == "pt-BR"
    with pytest.raises(ValidationError) as refused:
        make_draft(language="english, mostly")
    assert "language" in refused.value.message_dict


def test_the_direction_follows_from_the_language() -> None:
    assert [make_draft(language=tag).direction for tag in ("en", "ar", "he", "az-Arab")] == [
        "ltr",
        "rtl",
        "rtl",
        "rtl",
    ]


def test_a_title_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft("x" * 501)
    assert "title" in refused.value.message_dict


def test_an_article_is_not_its_own_translation() -> None:
    article = make_draft()
    article.translation_of = article
    with pytest.raises(ValidationError):
        manuscript.save(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(translation_of=article)


def test_a_translation_leads_to_the_original_and_not_to_another_translation() -> None:
    german = make_draft(language="de", translation_of=make_draft())
    with pytest.raises(ValidationError) as refused:
        make_draft(language="es", translation_of=german)
    assert "translation_of" in refused.value.message_dict


def test_an_author_with_articles_cannot_be_deleted() -> None:
    author = make_author()
    make_draft(authors=[author])
    with pytest.raises(ProtectedError):
        author.delete()


def test_a_picture_that_an_article_shows_cannot_be_deleted() -> None:
    image = make_image()
    make_draft(body=f'<p>See:</p><figure><img src="{image.src}" alt="A poster"></figure>')
    with pytest.raises(ProtectedError):
        image.delete()


def test_a_position_in_the_byline_is_taken_once() -> None:
    article = make_draft(authors=["Ada"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(article=article, author=make_author(), position=1)


def test_somebody_has_a_role_once_but_may_have_two_roles() -> None:
    ada = make_author("Ada")
    article = make_draft(authors=[ada])
    Contribution.objects.create(article=article, author=ada, role=Role.EDITOR, position=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(article=article, author=ada, role=Role.AUTHOR, position=3)


def test_the_state_says_where_an_article_stands() -> None:
    assert make_draft().state == Article.State.DRAFT
    assert make_scheduled().article.state == Article.State.SCHEDULED
    assert make_published().article.state == Article.State.PUBLISHED
    assert refreshed(make_withdrawn()).state == Article.State.WITHDRAWN
    assert refreshed(make_trashed()).state == Article.State.TRASHED


def refreshed(edition: object) -> Article:
    return Article.objects.get(editions=edition)


def test_a_list_with_states_asks_the_database_once() -> None:
    make_draft()
    make_scheduled()
    make_published()
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        translation.override("en"),
    ):
        states = {article.state for article in Article.objects.all()}
    assert states == {"draft", "scheduled", "published"}
    assert len(queries) == 1


def test_an_address_never_looks_like_that_of_a_month() -> None:
    article = make_draft("12")
    assert article.slug == "no-12"
    article.slug = "12"
    with pytest.raises(ValidationError, match="month"):
        article.full_clean()


def test_a_published_article_knows_whether_readers_have_its_text() -> None:
    edition = make_published(body="<p>As published.</p>")
    article = Article.objects.get(pk=edition.article_id)
    assert not article.has_unpublished_changes
    article.body = "<p>Another text.</p>"
    manuscript.save(article)
    manuscript.record(article)
    assert Article.objects.get(pk=article.pk).has_unpublished_changes
    republish(edition)
    assert not Article.objects.get(pk=article.pk).has_unpublished_changes
    assert not make_draft().has_unpublished_changes
