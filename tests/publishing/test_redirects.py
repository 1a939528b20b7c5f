import pytest

from articles.models import Redirect
from articles.publishing.publish import NotPublishable, publish
from tests.factories import make_draft, make_published, republish

pytestmark = pytest.mark.django_db


def test_an_address_that_worked_leads_to_the_article_after_a_change_of_slug() -> None:
    first = make_published(slug="old", printed_date="1926")
    republish(first, slug="new")
    redirect = Redirect.objects.get()
    assert (redirect.path, redirect.article) == ("/articles/1926/old/", first.article)


def test_a_change_of_date_moves_the_address_too() -> None:
    republish(make_published(slug="strike", printed_date="1926"), printed_date="1927")
    assert Redirect.objects.get().path == "/articles/1926/strike/"


def test_every_address_of_a_much_moved_article_leads_to_it() -> None:
    edition = make_published(slug="one")
    for slug in ("two", "three"):
        edition = republish(edition, slug=slug)
    assert {redirect.path for redirect in Redirect.objects.all()} == {
        "/articles/2021/one/",
        "/articles/2021/two/",
    }
    assert {redirect.article for redirect in Redirect.objects.all()} == {edition.article}


def test_an_article_that_moves_back_stands_at_its_address_again() -> None:
    edition = republish(republish(make_published(slug="old"), slug="new"), slug="old")
    assert edition.get_absolute_url() == "/articles/2021/old/"
    assert [redirect.path for redirect in Redirect.objects.all()] == ["/articles/2021/new/"]


def test_an_address_in_another_script_is_kept_as_it_is_asked_for() -> None:
    republish(make_published(slug="إضراب"), slug="strike")
    assert Redirect.objects.get().path == "/articles/2021/إضراب/"


def test_publishing_again_at_the_same_address_needs_no_redirect() -> None:
    republish(make_published(), body="<p>Longer</p>")
    assert not Redirect.objects.exists()


def test_an_address_that_an_article_once_had_is_given_to_no_other() -> None:
    first = make_published("One")
    republish(first, slug="moved")
    other = make_draft("One", slug="one")
    with pytest.raises(NotPublishable, match="has, or had, this address"):
        publish(other)


def test_the_address_of_a_redirect_is_given_to_no_article() -> None:
    draft = make_draft("Two")
    Redirect.objects.create(path="/articles/2021/two/", target="/articles/")
    with pytest.raises(NotPublishable, match="has, or had, this address"):
        publish(draft)
