import io
from collections import Counter
from collections.abc import Iterable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, Author, Comment, Edition, Footnote, Image, Issue
from articles.publishing.content import checksum, content
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


# Loading takes seconds, so a test looks at much of what was loaded.


def load_demo() -> None:
    call_command("load_demo", stdout=io.StringIO())


def test_the_demo_shows_what_an_archive_can_hold() -> None:
    load_demo()
    states = Counter(article.state for article in Article.objects.all())
    assert states[Article.State.PUBLISHED] >= 14
    assert states[Article.State.DRAFT] == states[Article.State.SCHEDULED] == 1
    assert states[Article.State.WITHDRAWN] == 1
    public = Edition.objects.public()
    assert {edition.language for edition in public} == {"en", "de", "es", "ar", "he"}
    assert {author.kind for author in Author.objects.all()} == set(Author.Kind)
    assert {note.kind for note in Footnote.objects.all()} == set(Footnote.Kind)
    assert public.filter(series__title="The rent book").count() == 3
    assert public.exclude(issue=None).count() == Issue.objects.count() == 2
    assert public.filter(correction__gt="", number=2).count() == 1
    assert public.filter(printed_date="").exists()
    assert public.filter(printed_date="1890~").exists()
    families = Counter(public.values_list("original", flat=True))
    assert max(families.values()) == 5
    assert sum(edition.footnote_count >= 5 for edition in public) >= 5
    assert {comment.state for comment in Comment.objects.all()} == {"approved", "held"}
    assert Comment.objects.approved().exclude(parent=None).exists()
    assert all(image.alt and image.renditions.exists() for image in Image.objects.all())
    assert_well_made(Article.objects.all())


def assert_well_made(articles: Iterable[Article]) -> None:
    for article in articles:
        assert article.body == clean(article.body), article
        assert problems(article.body) == [], article
        assert "[" not in article.body, f"a mark that was not understood in {article}"
        if edition := article.editions.order_by("-number").first():
            assert edition.checksum == checksum(content(article)), article


def test_every_page_of_the_demo_answers_and_it_is_loaded_once(client: Client) -> None:
    load_demo()
    for edition in Edition.objects.public():
        assert client.get(edition.get_absolute_url()).status_code == 200, edition
    (withdrawn,) = Edition.objects.filter(is_withheld=True)
    assert client.get(withdrawn.get_absolute_url()).status_code == 410
    (scheduled,) = Edition.objects.filter(visible_from__gt=timezone.now())
    assert client.get(scheduled.get_absolute_url()).status_code == 404
    before = Article.objects.count()
    with pytest.raises(CommandError, match="in use already"):
        load_demo()
    assert Article.objects.count() == before


def test_the_demo_is_not_mixed_with_an_archive_that_is_in_use() -> None:
    make_draft()
    with pytest.raises(CommandError, match="in use already"):
        load_demo()
    assert Article.objects.count() == 1
