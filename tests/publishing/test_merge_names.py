"""Two authors, tags, sections or series that were one all along."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Contribution,
    Edition,
    Remit,
    Role,
    Section,
    Series,
    Tag,
    TagSynonym,
    Tally,
)
from articles.publishing import counts
from articles.publishing.merge_names import merge
from articles.publishing.publish import publish
from articles.publishing.revisions import restore
from tests.factories import (
    make_author,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_scheduled,
    make_section,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


def tallies() -> dict[tuple[str, int], int]:
    return {(row.kind, row.ref): row.count for row in Tally.objects.exclude(count=0)}


def make_name(kind: str, name: str) -> Any:
    if kind == "tag":
        return Tag.objects.create(name=name)
    return {"author": make_author, "section": make_section, "series": make_series}[kind](name)


def under(kind: str, row: Any) -> dict[str, Any]:
    """What makes an article one of ``row``."""
    return {
        "author": {"authors": [row]},
        "tag": {"tags": [str(row)]},
        "section": {"section": row},
        "series": {"series": row},
    }[kind]


KINDS = pytest.mark.parametrize("kind", ["author", "tag", "section", "series"])


@KINDS
def test_articles_editions_and_numbers_change_hands(kind: str) -> None:
    kept, gone = make_name(kind, "Kept"), make_name(kind, "Gone")
    make_published(**under(kind, kept))
    make_published(**under(kind, gone))
    make_draft(**under(kind, gone))
    scheduled = make_scheduled(**under(kind, gone))
    merge(kept, [gone])
    assert not type(gone).objects.filter(slug="gone").exists()
    counted = tallies()
    assert counted[kind, kept.pk] == 2
    assert (kind, gone.pk) not in counted
    counts.recount()
    assert tallies() == counted
    assert Edition.objects.get(pk=scheduled.pk).article.title
    assert scheduled in Edition.objects.filter(**{PUBLISHED[kind]: kept})
    assert Article.objects.filter(**{PUBLISHED[kind]: kept}).count() == 4


PUBLISHED = {
    "author": "contributions__author",
    "tag": "tagged__tag",
    "section": "section",
    "series": "series",
}


@KINDS
def test_the_old_address_and_its_feeds_lead_to_the_one_that_stays(
    kind: str, client: Client
) -> None:
    kept, gone = make_name(kind, "Kept"), make_name(kind, "Gone")
    make_published(**under(kind, gone))
    old = gone.get_absolute_url()
    assert client.get(old).status_code == 200
    merge(kept, [gone])
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    assert client.get(kept.get_absolute_url()).status_code == 200
    for feed in ("feed.xml", "feed.json") if kind != "series" else ():
        answer = client.get(old + feed)
        assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url() + feed)


def test_merging_what_was_merged_leaves_no_chain_of_redirects(client: Client) -> None:
    first, second, third = (make_name("tag", name) for name in ("First", "Second", "Third"))
    make_published(tags=["First"])
    merge(second, [first])
    merge(third, [second])
    assert client.get("/tags/first/")["Location"] == "/tags/third/"
    assert client.get("/tags/second/")["Location"] == "/tags/third/"
    assert set(third.synonyms.values_list("name", flat=True)) == {"First", "Second"}


def test_an_edition_keeps_the_words_that_it_was_published_with() -> None:
    kept, gone = make_author("Rosa Luxemburg"), make_author("R. Luxemburg")
    edition = make_published(authors=[gone])
    merge(kept, [gone])
    edition = Edition.objects.get(pk=edition.pk)
    assert edition.content["byline"][0]["name"] == "R. Luxemburg"
    assert [row.author for row in edition.contributions.all()] == [kept]


def test_somebody_who_stood_twice_in_one_byline_then_stands_once() -> None:
    kept, gone = make_author("Rosa Luxemburg"), make_author("R. Luxemburg")
    edition = make_published(authors=[kept, "Karl", gone])
    article = edition.article
    Contribution.objects.create(article=article, author=gone, role=Role.EDITOR, position=4)
    merge(kept, [gone])
    assert [(str(row.author), row.role) for row in article.contributions.order_by("position")] == [
        ("Rosa Luxemburg", "author"),
        ("Karl", "author"),
        ("Rosa Luxemburg", "editor"),
    ]
    assert [str(row.author) for row in edition.contributions.all()] == ["Rosa Luxemburg", "Karl"]
    assert tallies()["author", kept.pk] == 1


def test_an_article_with_both_tags_then_has_one() -> None:
    edition = make_published(tags=["Rent", "Rents", "Strike"])
    kept, gone = Tag.objects.get(name="Rent"), Tag.objects.get(name="Rents")
    merge(kept, [gone])
    assert set(edition.article.tags.names()) == {"Rent", "Strike"}
    assert {str(row.tag) for row in edition.tagged.all()} == {"Rent", "Strike"}
    assert tallies()["tag", kept.pk] == 1


def test_the_name_and_the_synonyms_of_a_tag_stand_for_the_one_that_stays() -> None:
    kept, gone = make_name("tag", "Rent"), make_name("tag", "Rents")
    TagSynonym.objects.create(tag=gone, name="Mieten")
    merge(kept, [gone])
    assert set(kept.synonyms.values_list("name", flat=True)) == {"Rents", "Mieten"}


def test_an_author_takes_over_what_was_blank_and_nothing_else() -> None:
    portrait = make_image()
    kept = make_author("Kept", description="About her.")
    gone = make_author("Gone", description="Other", dates="1871–1919", portrait=portrait)
    merge(kept, [gone])
    kept.refresh_from_db()
    assert (kept.description, kept.dates, kept.portrait) == ("About her.", "1871–1919", portrait)


def test_the_numbers_of_two_periodicals_come_together() -> None:
    kept, gone = (make_series(name, kind=Series.Kind.PERIODICAL) for name in ("Kept", "Gone"))
    make_published(issue=make_issue(kept, number="1"))
    make_published(issue=make_issue(gone, number="2"))
    merge(kept, [gone])
    assert set(kept.issues.values_list("number", flat=True)) == {"1", "2"}
    assert tallies()["series", kept.pk] == 2
    counted = tallies()
    counts.recount()
    assert tallies() == counted


def test_a_number_that_both_periodicals_have_is_named_and_nothing_happens() -> None:
    kept, gone = (make_series(name, kind=Series.Kind.PERIODICAL) for name in ("Kept", "Gone"))
    make_issue(kept, number="12")
    make_issue(gone, number="12")
    with pytest.raises(ValidationError, match="number 12"):
        merge(kept, [gone])
    assert Series.objects.count() == 2


def test_a_remit_for_the_section_that_went_is_one_for_the_section_that_stays() -> None:
    kept, gone = make_section("Kept"), make_section("Gone")
    remit = Remit.objects.create(user=make_user("narrow"))
    remit.sections.add(gone)
    merge(kept, [gone])
    assert list(remit.sections.all()) == [kept]


def test_a_section_is_refiled_also_on_editions_and_nothing_else_of_them_can_be() -> None:
    with pytest.raises(ValidationError):
        Edition.objects.all().refile(title="Another")


@KINDS
def test_several_at_once_are_all_or_nothing(kind: str) -> None:
    kept, one, two = (make_name(kind, name) for name in ("Kept", "One", "Two"))
    merge(kept, [one, two])
    assert type(kept).objects.count() == 1
    with pytest.raises(ValidationError, match="meanwhile"):
        merge(kept, [one])


def test_nothing_can_be_merged_with_itself_alone() -> None:
    kept = make_author()
    for gone in ([], [kept]):
        with pytest.raises(ValidationError):
            merge(kept, gone)


@pytest.mark.parametrize("lacking", ["change_author", "delete_author"])
def test_who_may_not_change_and_delete_may_not_merge(lacking: str) -> None:
    rights = {"view_author", "change_author", "delete_author"} - {lacking}
    with pytest.raises(PermissionDenied):
        merge(make_author(), [make_author()], by=make_user("somebody", *rights))
    assert Author.objects.count() == 2


def test_the_history_of_both_says_who_did_it(superuser: AbstractUser) -> None:
    kept, gone = make_author("Kept"), make_author("Gone")
    key = gone.pk
    merge(kept, [gone], by=superuser)
    said = {entry.object_id: entry.change_message for entry in LogEntry.objects.all()}
    assert said == {
        str(key): "Merged into “Kept”.",
        str(kept.pk): "“Gone” was merged into it.",
    }


def test_an_earlier_state_of_an_article_comes_back_under_the_name_that_stays() -> None:
    kept, gone, section = make_author("Kept"), make_author("Gone"), make_section("Old")
    article = make_draft(authors=[gone], tags=["Rents"], section=section)
    state = article.revisions.get()
    merge(kept, [gone])
    merge(make_section("New"), [section])
    merge(Tag.objects.create(name="Rent"), [Tag.objects.get(name="Rents")])
    assert restore(state) == []
    article = Article.objects.get()
    assert [str(row.author) for row in article.contributions.all()] == ["Kept"]
    assert list(article.tags.names()) == ["Rent"]
    assert article.section == Section.objects.get(name="New")


def test_what_was_scheduled_under_the_name_that_went_is_counted_in_its_minute() -> None:
    kept, gone = make_author("Kept"), make_author("Gone")
    publish(make_draft(authors=[gone]), at=timezone.now() + timedelta(milliseconds=50))
    merge(kept, [gone])
    time.sleep(0.06)
    counts.settle_due()
    assert tallies()["author", kept.pk] == 1
