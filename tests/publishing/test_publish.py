import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Article, Edition, Event
from articles.publishing import manuscript
from articles.publishing.content import checksum
from articles.publishing.publish import NotPublishable, publish
from articles.publishing.signals import edition_published
from articles.publishing.trash import trash
from tests.factories import (
    make_body,
    make_draft,
    make_issue,
    make_published,
    make_scheduled,
    make_section,
    make_series,
    make_withdrawn,
    note,
    republish,
)

pytestmark = pytest.mark.django_db

Callbacks = Callable[..., AbstractContextManager[list]]


def test_an_edition_freezes_all_that_was_written_and_catalogued() -> None:
    series = make_series()
    article = make_draft(
        "The rent strike",
        standfirst="And they won.",
        body=make_body(notes=3),
        printed_date="1926-05-01",
        printed_label="1st of May",
        language="en",
        authors=["Ada", "Berta"],
        tags=["Strike", "Rent"],
        section=make_section("Housing"),
        series=series,
        series_position=2,
        issue=make_issue(),
    )
    edition = publish(article)
    for name in (
        "title", "slug", "standfirst", "language", "body", "printed_date", "printed_label",
        "printed_from", "printed_to", "filed_year", "section", "series", "series_position", "issue",
    ):  # fmt: skip
        assert getattr(edition, name) == getattr(article, name), name
    assert [str(c.author) for c in edition.contributions.all()] == ["Ada", "Berta"]
    assert {tag.name for tag in edition.tags.all()} == {"Strike", "Rent"}
    assert (edition.number, edition.footnote_count, edition.filed_month) == (1, 3, 5)
    assert edition.get_absolute_url() == "/articles/1926/the-rent-strike/"


def test_the_edition_is_rendered_with_notes_linked_both_ways() -> None:
    edition = make_published(body=make_body(notes=2))
    for number in (1, 2):
        assert f'href="#note-{number}"' in edition.html
        assert f'id="note-{number}"' in edition.notes
        assert f'href="#noteref-{number}"' in edition.notes


def test_the_plain_parts_of_an_edition_say_what_the_text_says() -> None:
    edition = make_published(body="<p>Rents rose" + note("Report, p. 7.") + " again.</p>")
    assert edition.excerpt == "Rents rose again."
    assert "Report, p. 7." in edition.text
    assert edition.word_count == 3


def test_the_standfirst_is_the_excerpt_where_there_is_one() -> None:
    assert make_published(standfirst="In short.").excerpt == "In short."


def test_a_month_is_filed_only_where_it_is_known() -> None:
    dates = ("1926-05-01", "1926-05", "1926", "1926-21", "")
    assert [make_published(printed_date=day).filed_month for day in dates] == [
        5, 5, None, None, None,
    ]  # fmt: skip


def test_the_checksum_covers_the_canonical_content() -> None:
    edition = make_published(authors=["Ada"], tags=["b", "a"])
    stored = Edition.objects.get(pk=edition.pk)
    assert stored.checksum == checksum(stored.content)
    assert json.loads(json.dumps(stored.content)) == stored.content
    assert stored.content["byline"][0]["name"] == "Ada"
    assert stored.content["tags"] == ["a", "b"]


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"body": "<p>Other</p>"}, {"language": "de"}]
)
def test_any_change_of_content_changes_the_checksum(change: dict[str, str]) -> None:
    first = make_published()
    assert republish(first, **change).checksum != first.checksum


def test_the_same_content_has_the_same_checksum() -> None:
    first = make_published()
    assert republish(first).checksum == first.checksum


def test_publishing_again_makes_the_next_edition_which_readers_then_see() -> None:
    first = make_published("Rents", slug="rents")
    second = republish(first, title="Rents, corrected", correction="  The title was incomplete. ")
    assert (first.number, second.number) == (1, 2)
    assert second.correction == "The title was incomplete."
    assert list(Edition.objects.public()) == [second]
    assert list(Edition.objects.history().order_by("number")) == [first, second]


def test_when_first_put_online_stays_and_when_revised_moves() -> None:
    first = make_published()
    second = republish(first)
    assert second.online_at == first.online_at == first.visible_from
    assert second.visible_from > first.visible_from


def test_an_edit_changes_nothing_for_readers_until_it_is_published() -> None:
    edition = make_published("As it was", tags=["old"], authors=["Ada"])
    article = edition.article
    article.title, article.body = "As it is", "<p>Changed</p>"
    manuscript.save(article)
    article.tags.set(["new"])
    article.contributions.all().delete()
    seen = Edition.objects.public().get()
    assert (seen.title, seen.body) == (edition.title, edition.body)
    assert [tag.name for tag in seen.tags.all()] == ["old"]
    assert [str(c.author) for c in seen.contributions.all()] == ["Ada"]


def test_a_translation_belongs_to_the_family_of_its_original() -> None:
    english = make_published()
    german = make_published(language="de", translation_of=english.article)
    family = Edition.objects.public().filter(original=english.article)
    assert set(family) == {english, german}


def test_a_publication_leaves_who_and_why(publisher: AbstractUser) -> None:
    article = make_draft()
    publish(article, by=publisher, correction="A date.")
    event = Event.objects.get(article=article, kind=Event.Kind.PUBLISHED)
    assert (event.by, event.note) == (publisher, "A date.")


@pytest.mark.parametrize("who", ["editor", "moderator", "stranger"])
def test_who_may_not_publish_is_refused(who: str, request: pytest.FixtureRequest) -> None:
    article = make_draft()
    with pytest.raises(PermissionDenied):
        publish(article, by=request.getfixturevalue(who))
    assert not Edition.objects.exists()


def test_an_article_without_text_is_not_published() -> None:
    article = make_draft(body="<p> </p><script>alert(1)</script>")
    with pytest.raises(NotPublishable, match="no text"):
        publish(article)


def test_an_article_in_the_trash_is_not_published() -> None:
    article = make_draft()
    trash(article)
    with pytest.raises(NotPublishable, match="trash"):
        publish(article)


def test_every_reason_is_given_at_once() -> None:
    article = make_draft(body="")
    Article.objects.filter(pk=article.pk).update(title=" ")
    trash(article)
    with pytest.raises(NotPublishable) as refused:
        publish(article)
    assert len(refused.value.messages) == 3


def test_an_address_that_readers_know_is_not_given_to_another_article() -> None:
    edition = make_published(slug="strike")
    article = edition.article
    article.slug = "strike-of-1926"
    manuscript.save(article)  # the manuscript has left the address, the edition has not
    other = make_draft(slug="strike")
    with pytest.raises(NotPublishable, match="had, this address"):
        publish(other)


def test_an_address_that_readers_still_have_until_tomorrow_is_taken_as_well() -> None:
    edition = make_published(slug="strike")
    article = edition.article
    article.slug = "strike-of-1926"
    manuscript.save(article)
    publish(article, at=make_scheduled().visible_from)
    with pytest.raises(NotPublishable, match="had, this address"):
        publish(make_draft(slug="strike"))


def test_publishing_ends_a_withdrawal() -> None:
    edition = make_withdrawn()
    second = publish(edition.article)
    article = Article.objects.get(pk=edition.article_id)
    assert (article.withdrawn_at, article.withdrawal_reason) == (None, "")
    assert list(Edition.objects.public()) == [second]


def test_who_needs_to_know_is_told_on_commit(django_capture_on_commit_callbacks: Callbacks) -> None:
    receiver = Mock()
    edition_published.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            edition = make_published()
            receiver.assert_not_called()
    finally:
        edition_published.disconnect(receiver)
    assert receiver.call_args.kwargs["edition"] == edition


def test_nobody_is_told_of_a_publication_that_did_not_happen(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    receiver = Mock()
    edition_published.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            make_published()
            transaction.set_rollback(True)
    finally:
        edition_published.disconnect(receiver)
    receiver.assert_not_called()
    assert not Edition.objects.exists()


def test_the_archive_is_in_the_order_of_printing_with_the_undated_last() -> None:
    printed = ("1926", "", "2021-12-06", "1974-03")
    editions = {day: make_published(printed_date=day) for day in printed}
    shown = [edition.printed_date for edition in Edition.objects.public().newest_first()]
    assert shown == ["2021-12-06", "1974-03", "1926", ""]
    online = list(Edition.objects.public().recently_online_first())
    assert online == list(reversed(editions.values()))
