import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Author, Comment, Issue, Redirect, Section, Source, Tag
from tests.factories import make_author, make_comment, make_draft, make_issue, make_series

pytestmark = pytest.mark.django_db


def refused() -> object:
    """The database refuses what happens in this block."""
    return pytest.raises(IntegrityError)


def test_a_tag_is_one_whatever_its_case() -> None:
    first, second = make_draft(tags=["Strike"]), make_draft(tags=["strike"])
    assert list(first.tags.all()) == list(second.tags.all())
    with refused(), transaction.atomic():
        Tag.objects.create(name="STRIKE", slug="other")


def test_an_authors_address_is_taken_once() -> None:
    make_author("Ada")
    with refused(), transaction.atomic():
        Author.objects.create(name="Other", slug="ada")


def test_an_author_without_a_sort_name_is_sorted_by_name() -> None:
    assert make_author("Ada Brandt").sort_name == "Ada Brandt"


def test_a_section_is_named_once() -> None:
    Section.objects.create(name="Housing", slug="housing")
    with refused(), transaction.atomic():
        Section.objects.create(name="Housing", slug="housing-2")


def test_a_number_of_a_periodical_exists_once() -> None:
    issue = make_issue(number="3/1926")
    with refused(), transaction.atomic():
        Issue.objects.create(series=issue.series, number="3/1926")
    assert Issue.objects.create(series=make_series(), number="3/1926").pk


def test_an_issue_knows_the_days_of_its_date() -> None:
    issue = make_issue(printed_date="1926-06")
    assert (str(issue.printed_from), str(issue.printed_to)) == ("1926-06-01", "1926-06-30")


def test_a_source_is_kept_once_for_the_whole_archive() -> None:
    body = '<p>Rents<span class="footnote"><a href="https://example.org/r">r</a></span>.</p>'
    first, second = make_draft(body=body), make_draft(body=body)
    source = Source.objects.get(url="https://example.org/r")
    assert source.host == "example.org"
    assert {note.article for note in source.footnotes.all()} == {first, second}


def test_a_redirect_has_exactly_one_target() -> None:
    article = make_draft()
    for wrong in (
        {"path": "/old/"},
        {"path": "/old/", "article": article, "target": "/new/"},
        {"path": "/old/", "target": "https://example.org/"},
        {"path": "old/", "article": article},
        {"path": "/old/", "target": "/old/"},
    ):
        with pytest.raises(ValidationError):
            Redirect(**wrong).full_clean()
        with refused(), transaction.atomic():
            Redirect.objects.create(**wrong)
    assert Redirect.objects.create(path="/old/", article=article).pk
    assert Redirect.objects.create(path="/older/", target="/old/").pk


def test_an_old_address_leads_to_one_place() -> None:
    Redirect.objects.create(path="/old/", target="/new/")
    with refused(), transaction.atomic():
        Redirect.objects.create(path="/old/", target="/newer/")


def test_an_email_address_is_not_kept_with_a_decided_comment() -> None:
    comment = make_comment(make_draft(), approved=False, email="reader@example.org")
    with refused(), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(state=Comment.State.APPROVED)


def test_a_comment_does_not_reply_to_itself() -> None:
    comment = make_comment(make_draft())
    with refused(), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(parent=comment)


def test_only_approved_comments_are_shown_oldest_first() -> None:
    article = make_draft()
    first, second = make_comment(article, "First"), make_comment(article, "Second")
    make_comment(article, "Held", approved=False)
    assert list(article.comments.approved()) == [first, second]
