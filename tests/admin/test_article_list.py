"""The list of articles: what it shows, finds, filters, and what it costs."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.admin import paginator
from articles.admin.article_filters import languages_for
from articles.admin.listing import ArticleListing
from articles.models import Article, Source
from articles.publishing import manuscript, remarks, workflow
from articles.publishing.publish import publish
from tests.admin.forms import text_of
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_draft,
    make_published,
    make_scheduled,
    make_trashed,
    make_user,
    make_withdrawn,
)

LIST = "admin:articles_article_changelist"


def titles(client: Client, **parameters: object) -> list[str]:
    response = client.get(reverse(LIST), parameters)
    assert response.status_code == 200
    return sorted(article.title for article in response.context["cl"].result_list)


@pytest.fixture
def one_of_each(db: None) -> None:
    make_draft("draft")
    for name, steps in {
        "review": ["submit"],
        "changes": ["submit", "ask_changes"],
        "approved": ["submit", "approve"],
    }.items():
        article = make_draft(name)
        for step in steps:
            article = workflow.move(article, step, note="Mind the sources.")
    make_scheduled("scheduled")
    make_published("published")
    make_withdrawn("withdrawn")
    make_trashed("trashed")


@pytest.mark.parametrize("state", Article.State.values)
def test_articles_are_found_by_state(state: str, as_editor: Client, one_of_each: None) -> None:
    assert titles(as_editor, state=state) == [state]
    [article] = as_editor.get(reverse(LIST), {"state": state}).context["cl"].result_list
    assert article.state == state


def test_the_trash_is_shown_only_when_asked_for(as_editor: Client, one_of_each: None) -> None:
    assert titles(as_editor) == [
        "approved",
        "changes",
        "draft",
        "published",
        "review",
        "scheduled",
        "withdrawn",
    ]


def test_articles_are_found_by_author_tag_language_section_and_year(
    as_editor: Client, archive: Archive
) -> None:
    strike = archive.english.tags.get(name="Strike")
    english, german = archive.english.title, archive.german.title
    assert titles(as_editor, author=archive.union.pk) == [archive.spanish.title, english]
    assert titles(as_editor, tag=strike.pk) == [german, english]
    assert titles(as_editor, tag=strike.pk, author=archive.union.pk) == [english]
    assert titles(as_editor, language="de") == [german]
    assert titles(as_editor, section__id__exact=archive.housing.pk) == [german, english]
    assert titles(as_editor, printed_from__year=1975) == [german]


def test_printed_dates_are_written_in_the_language_of_the_desk(
    as_editor: Client, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "de"
    make_draft("Bread", printed_date="1974-03-09", language="en")
    assert "9. März 1974" in as_editor.get(reverse(LIST)).text


def save(article: Article, **changes: object) -> Article:
    article = Article.objects.get(pk=article.pk)
    for name, value in changes.items():
        setattr(article, name, value)
    manuscript.save(article)
    manuscript.record(article)
    return article


def test_articles_are_found_by_what_there_is_to_do(as_editor: Client, editor: AbstractUser) -> None:
    changed = save(make_published("changed").article, standfirst="Something else.")
    waiting = make_draft("waiting", assigned_to=editor)
    make_draft("own", created_by=editor)
    citing = make_published("citing").article
    Source.objects.filter(footnotes__article=citing).update(dead_since=timezone.now())
    Source.objects.exclude(footnotes__article=citing).update(dead_since=None)
    for title in ("remarked", "resolved"):
        remark = remarks.leave(make_draft(title, body="<p>One.</p>"), "Who says so?", by=None)
    remarks.resolve(remark, by=None)
    original = make_draft("original", body="<p>One.</p>")
    for title in ("behind", "up to date"):
        make_draft(title, body="<p>Un.</p>", translation_of=original)
    save(original, body="<p>Two.</p>")
    Article.objects.filter(title="up to date").update(original_revision=2)

    assert titles(as_editor, changed="yes") == ["changed"]
    assert titles(as_editor, mine="yes") == ["waiting"]
    assert titles(as_editor, own="yes") == ["own"]
    assert "citing" in titles(as_editor, dead="yes")
    assert titles(as_editor, unresolved="yes") == ["remarked"]
    assert titles(as_editor, behind="yes") == ["behind"]
    assert titles(as_editor, mine="yes", changed="yes") == []
    assert {changed.title, waiting.title} <= set(titles(as_editor, mine="no"))


def test_a_published_text_in_review_is_among_those_in_review(as_editor: Client) -> None:
    article = save(make_published("corrected").article, standfirst="Something else.")
    workflow.move(article, "submit")
    assert titles(as_editor, state="review") == ["corrected"]
    assert titles(as_editor, state="published") == ["corrected"]
    words = text_of(as_editor.get(reverse(LIST)))
    assert "unpublished changes" in words


def links(client: Client, **parameters: object) -> dict[str, str]:
    changelist = client.get(reverse(LIST), parameters).context["cl"]
    return {link["title"]: link["address"] for link in changelist.year_links}


def test_few_years_are_shown_at_once_and_lead_to_months(as_editor: Client) -> None:
    for day in ("1974-03-09", "1974", "2021-12-06", ""):
        make_draft(f"of {day or 'no day'}", printed_date=day)
    assert list(links(as_editor)) == ["1974", "2021", "undated"]
    assert links(as_editor)["1974"] == "?printed_from__year=1974"
    shown = links(as_editor, printed_from__year=1974, q="of")
    assert shown["March"] == "?printed_from__month=3&printed_from__year=1974&q=of"
    assert titles(as_editor, printed_from__year=1974, printed_from__month=3) == ["of 1974-03-09"]
    assert titles(as_editor, printed_from__isnull="True") == ["of no day"]


def test_many_years_are_shown_as_decades(as_editor: Client) -> None:
    for year in range(1901, 2020, 9):
        make_draft(f"of {year}", printed_date=str(year))
    decades = links(as_editor)
    assert list(decades)[:3] == ["1900s", "1910s", "1920s"]
    seventies = dict(parse_qsl(decades["1970s"].removeprefix("?")))
    assert titles(as_editor, **seventies) == ["of 1973"]
    assert list(links(as_editor, **seventies)) == ["All years", "1973"]
    assert links(as_editor, printed_from__year=1973)["1970s"] == decades["1970s"]


def test_years_and_languages_tell_a_writer_only_of_their_own(client: Client, db: None) -> None:
    make_draft("of another", printed_date="1901", language="de")
    writer = make_user("writer", "write_own_article")
    make_draft("own", printed_date="1950", created_by=writer)
    client.force_login(writer)
    assert list(links(client)) == ["1950", "undated"]
    assert languages_for(writer) == ["en"]


@pytest.mark.parametrize(
    "query",
    [
        "printed_from__year=0",
        "printed_from__year=99999",
        "printed_from__year=x",
        "printed_from__year=2021&printed_from__month=13",
        "printed_from__gte=2021-02-31",
        "printed_from__gte=0000-01-01",
        "section__id__exact=x",
        "section__id__exact=99999999999999999999",
        "p=99999999999",
        "p=x",
        "p=-1",
        "o=9.-99.x",
        "q=%00",
    ],
)
def test_nonsense_about_dates_and_places_is_no_error(
    query: str, as_editor: Client, archive: Archive
) -> None:
    assert as_editor.get(f"{reverse(LIST)}?{query}", follow=True).status_code == 200


def test_a_long_list_is_counted_no_further_than_it_has_use_for(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginator, "COUNTED", 3)
    monkeypatch.setattr(ArticleListing, "list_per_page", 2)
    for number in range(9):
        make_draft(f"Article {number}")
    first = as_editor.get(reverse(LIST))
    assert first.context["cl"].count_shown == "more than 5"
    assert "more than 5 articles" in text_of(first)
    last = as_editor.get(reverse(LIST), {"p": 5})
    assert [article.title for article in last.context["cl"].result_list] == ["Article 0"]
    assert last.context["cl"].count_shown == "9"
    assert "9 articles" in text_of(last)


def test_a_line_says_who_saved_last_and_where_readers_have_it(
    as_editor: Client, editor: AbstractUser
) -> None:
    edition = make_published("One")
    article = save(edition.article, standfirst="New.")
    article.standfirst = "Newer."
    manuscript.save(article)
    manuscript.record(article, by=editor)
    publish(article, at=timezone.now() + timedelta(days=1))
    make_draft("Two")
    newest, older = as_editor.get(reverse(LIST)).context["cl"].result_list
    assert (newest.title, newest.saved_by) == ("Two", "")
    assert older.saved_by == "editor"
    assert older.public_address == edition.get_absolute_url()
    assert older.coming_at > timezone.now()


@pytest.mark.parametrize("order", ["1", "-1", "4", "-4", "7", "-7"])
def test_the_list_is_sorted_by_what_an_index_holds(order: str, as_editor: Client) -> None:
    for title, day in (("B", "1974"), ("A", "2021"), ("C", "1926")):
        make_draft(title, printed_date=day)
    changelist = as_editor.get(reverse(LIST), {"o": order}).context["cl"]
    shown = [article.title for article in changelist.result_list]
    by = {"1": "ABC", "4": "CBA", "7": "BAC"}[order.lstrip("-")]
    assert shown == list(reversed(by) if order.startswith("-") else by)


def test_no_filter_costs_a_query_for_each_article(as_editor: Client, archive: Archive) -> None:
    addresses = ["", "?state=published", "?dead=yes", "?changed=yes", "?q=rent", "?language=de"]

    def all_of_them() -> list[int]:
        return [queries(as_editor, reverse(LIST) + address) for address in addresses]

    all_of_them()
    few = all_of_them()
    for number in range(10):
        make_published(f"Rents {number}", authors=[make_author()], language="de")
    assert all_of_them() == few
    assert max(few) <= 20


@pytest.mark.parametrize("word", ["Harrow", "forty families", "Ada Brandt", "Rent", "harrow-row"])
def test_articles_are_searched_by_their_words(
    word: str, as_editor: Client, archive: Archive
) -> None:
    found = titles(as_editor, q=word)
    assert archive.english.title in found
    assert archive.hebrew.title not in found


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 40, "٣", ""])
def test_nonsense_in_the_address_is_no_error(
    nonsense: str, as_editor: Client, archive: Archive
) -> None:
    for name in ("author", "tag", "state"):
        response = as_editor.get(reverse(LIST), {name: nonsense}, follow=True)
        assert response.status_code == 200


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("noun", ["article", "edition", "footnote", "author", "revision", "tag"])
def test_a_list_asks_as_many_queries_for_20_rows_as_for_10(noun: str, as_superuser: Client) -> None:
    url = reverse(f"admin:articles_{noun}_changelist")

    def make_ten() -> None:
        for number in range(10):
            make_published(authors=[make_author()], tags=[f"tag {noun} {number}"])

    make_ten()
    queries(as_superuser, url)  # the first look fills caches
    few = queries(as_superuser, url)
    make_ten()
    assert queries(as_superuser, url) == few
