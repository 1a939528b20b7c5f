from dataclasses import replace

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError

from articles.importing.base import Credit, Document
from articles.importing.save import NotReplaced, Result, Status, save_document
from articles.models import (
    Article,
    Author,
    Edition,
    Event,
    Footnote,
    Original,
    Revision,
    Source,
    Tag,
)
from articles.publishing import manuscript
from articles.publishing.publish import withdraw
from articles.publishing.trash import trash
from tests.factories import make_draft, make_published, note

pytestmark = pytest.mark.django_db

LONG = "The forty families of Harrow Row stopped paying on a Saturday in March."
DOCUMENT = Document(
    title="The rent strike",
    standfirst="And they won.",
    language="en",
    credits=[Credit("Ada Brandt", affiliation="Tenants’ Union"), Credit("Berta Klein")],
    printed_date="1926-05-01",
    printed_label="1st of May",
    body=f"<p>{LONG}{note('Report, p. 7.')}</p>",
    tags=["Strike", "Rent"],
)


def saved(document: Document = DOCUMENT, **how: object) -> Result:
    """Import `document` from inbox/strike.txt; its bytes follow from what it says."""
    how = {"source": "inbox/strike.txt", "format_name": "plain", "data": digestible(document)} | how
    return save_document(document, **how)


def digestible(document: Document) -> bytes:
    return repr(document).encode()


def test_a_document_becomes_a_draft_with_all_that_was_found() -> None:
    result = saved()
    article = Article.objects.get()
    assert (result.status, result.article, result.warnings) == (Status.CREATED, article, ())
    assert article.state == Article.State.DRAFT
    for name in ("title", "standfirst", "language", "printed_date", "printed_label", "body"):
        assert getattr(article, name) == getattr(DOCUMENT, name)
    assert article.slug == "the-rent-strike"
    assert [(str(c.author), c.affiliation) for c in article.contributions.all()] == [
        ("Ada Brandt", "Tenants’ Union"),
        ("Berta Klein", ""),
    ]
    assert {tag.name for tag in article.tags.all()} == {"Strike", "Rent"}
    assert article.footnotes.get().text == "Report, p. 7."


def test_the_bytes_are_kept_with_where_they_came_from() -> None:
    saved(data=b"as it was", source="inbox/1926.txt")
    original = Original.objects.get()
    assert bytes(original.data) == b"as it was"
    assert (original.source, original.format) == ("inbox/1926.txt", "plain")
    assert original.manuscript_checksum == Revision.objects.get().checksum


def test_an_import_leaves_who_brought_what(editor: AbstractUser) -> None:
    article = saved(by=editor).article
    event = Event.objects.get()
    assert (event.kind, event.by, event.note) == ("imported", editor, "inbox/strike.txt")
    assert article.created_by == editor
    assert article.revisions.get().created_by == editor


@pytest.mark.parametrize("who", ["moderator", "stranger"])
def test_who_may_not_import_is_refused(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        saved(by=request.getfixturevalue(who))
    assert not Article.objects.exists()


def test_it_is_published_where_that_is_asked_for(publisher: AbstractUser) -> None:
    saved(publish=True, by=publisher)
    edition = Edition.objects.public().get()
    assert edition.get_absolute_url() == "/articles/1926/the-rent-strike/"


def test_who_may_import_but_not_publish_imports_nothing_in_publishing(editor: AbstractUser) -> None:
    with pytest.raises(PermissionDenied):
        saved(publish=True, by=editor)
    assert not Article.objects.exists()


# Again


def test_the_same_bytes_again_change_nothing_wherever_they_come_from() -> None:
    article = saved().article
    again = saved(source="elsewhere/copy.txt")
    assert (again.status, again.article) == (Status.UNCHANGED, article)
    assert Event.objects.count() == Revision.objects.count() == Original.objects.count() == 1


def test_the_same_bytes_do_not_publish_what_was_withdrawn() -> None:
    article = saved(publish=True).article
    withdraw(article, reason="Wrong.")
    assert saved(publish=True).status == Status.UNCHANGED
    assert not Edition.objects.public().exists()


def test_a_changed_source_changes_the_article() -> None:
    first = saved().article
    changed = replace(
        DOCUMENT,
        title="The great rent strike",
        credits=[Credit("Berta Klein")],
        tags=["Rent"],
        body=f"<p>{LONG}</p><p>They won.</p>",
    )
    second = saved(changed)
    article = Article.objects.get()
    assert (second.status, second.article) == (Status.UPDATED, first)
    assert article.title == "The great rent strike"
    assert [str(c.author) for c in article.contributions.all()] == ["Berta Klein"]
    assert [tag.name for tag in article.tags.all()] == ["Rent"]
    assert not Footnote.objects.exists()
    assert article.slug == "the-rent-strike"  # an address that may be known already stays
    assert article.revisions.count() == 2
    assert saved(changed).status == Status.UNCHANGED


def test_what_readers_see_follows_a_changed_source_only_when_that_is_asked_for() -> None:
    saved(publish=True)
    changed = replace(DOCUMENT, standfirst="They lost.")
    saved(changed)
    assert Edition.objects.public().get().standfirst == "And they won."
    saved(replace(DOCUMENT, standfirst="They won, in the end."), publish=True)
    assert Edition.objects.public().get().standfirst == "They won, in the end."


def test_an_article_that_was_edited_since_is_not_overwritten() -> None:
    article = saved().article
    article.title = "Better"
    manuscript.save(article)
    with pytest.raises(NotReplaced, match="edited since"):
        saved(replace(DOCUMENT, standfirst="Other."))
    assert Article.objects.get().title == "Better"
    assert Event.objects.count() == Original.objects.count() == 1


def test_an_edited_byline_counts_as_edited() -> None:
    saved().article.contributions.first().delete()
    with pytest.raises(NotReplaced):
        saved(replace(DOCUMENT, standfirst="Other."))


def test_another_work_under_the_same_file_name_does_not_take_the_articles_place() -> None:
    saved()
    other = Document(
        title="Bread", language="en", body="<p>Quite another text, and a long one.</p>"
    )
    with pytest.raises(NotReplaced, match="Rename the file"):
        saved(other)
    assert Article.objects.get().title == "The rent strike"


def test_a_changed_source_does_not_bring_an_article_out_of_the_trash() -> None:
    trash(saved().article)
    with pytest.raises(NotReplaced, match="trash"):
        saved(replace(DOCUMENT, standfirst="Other."))
    assert saved().warnings == ("The article is in the trash.",)


def test_a_withdrawn_article_stays_withdrawn_and_is_told() -> None:
    withdraw(saved(publish=True).article, reason="Wrong.")
    result = saved(replace(DOCUMENT, standfirst="Other."), publish=True)
    assert result.status == Status.UPDATED
    assert "withdrawn" in result.warnings[0]
    assert not Edition.objects.public().exists()


# Addresses


def test_a_taken_address_becomes_the_next_free_one_with_a_warning() -> None:
    make_draft("The rent strike", printed_date="1926")
    make_draft("The rent strike, 2", printed_date="1926")
    result = saved()
    assert result.article.slug == "the-rent-strike-3"
    assert "the-rent-strike" in result.warnings[0]


def test_an_address_that_readers_still_use_is_taken() -> None:
    article = make_published(slug="the-rent-strike", printed_date="1926").article
    article.slug = "elsewhere"
    manuscript.save(article)
    assert saved(publish=True).article.slug == "the-rent-strike-2"


def test_addresses_that_the_caller_has_given_away_are_taken() -> None:
    assert saved(taken={(1926, "the-rent-strike")}).article.slug == "the-rent-strike-2"


def test_the_same_title_in_another_year_keeps_its_address() -> None:
    make_draft("The rent strike", printed_date="1927")
    assert saved().article.slug == "the-rent-strike"


def test_a_taken_address_of_full_length_still_fits() -> None:
    title = "a" * 250
    make_draft(title, printed_date="1926")
    slug = saved(replace(DOCUMENT, title=title)).article.slug
    assert len(slug) <= 200
    assert slug.endswith("-2")


# Names


@pytest.mark.parametrize("name", ["ada brandt", "ADA  BRANDT", " Ada Brandt "])
def test_an_author_is_found_in_whatever_case_and_spacing(name: str) -> None:
    saved()
    saved(replace(DOCUMENT, title="Other", credits=[Credit(name)]), source="other.txt")
    assert sorted(str(author) for author in Author.objects.all()) == ["Ada Brandt", "Berta Klein"]


def test_case_is_ignored_in_every_script() -> None:
    for number, name in enumerate(["Özgür Çelik", "ÖZGÜR ÇELİK".replace("İ", "I"), "özgür çelik"]):
        document = replace(DOCUMENT, title=f"Nr {number}", credits=[Credit(name)], tags=[name])
        saved(document, source=f"{number}.txt")
    assert Author.objects.get().name == "Özgür Çelik"
    assert Tag.objects.get().name == "Özgür Çelik"


def test_names_that_only_look_alike_are_two_authors() -> None:
    saved(replace(DOCUMENT, credits=[Credit("A. Brandt"), Credit("A Brandt"), Credit("Á Brandt")]))
    assert [author.slug for author in Author.objects.order_by("id")] == [
        "a-brandt",
        "a-brandt-2",
        "á-brandt",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rosa Fielding", "person"),
        ("Kollektiv Lohgasse", "collective"),
        ("Copperside Tenants’ Committee", "collective"),
        ("Editorial Board", "organ"),
        ("Die Redaktion", "organ"),
        ("Marie Union", "person"),
        ("Committeeman Jones", "person"),
    ],
)
def test_a_kind_is_guessed_only_from_a_word_that_says_it(name: str, kind: str) -> None:
    saved(replace(DOCUMENT, credits=[Credit(name)]))
    assert Author.objects.get().kind == kind


def test_a_name_without_letters_still_gets_an_address() -> None:
    saved(replace(DOCUMENT, credits=[Credit("***")]))
    assert Author.objects.get().slug == "author"


def test_who_is_named_twice_stands_in_the_byline_once() -> None:
    saved(replace(DOCUMENT, credits=[Credit("Ada"), Credit("Berta"), Credit("ADA")]))
    byline = Article.objects.get().contributions.values_list("author__name", "position")
    assert list(byline) == [("Ada", 1), ("Berta", 2)]


def test_a_role_is_kept() -> None:
    saved(replace(DOCUMENT, credits=[Credit("Ada"), Credit("Ada", role="translator")]))
    assert [c.role for c in Article.objects.get().contributions.all()] == ["author", "translator"]


# What can't be stored


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"printed_date": "2021-02-31"}, "printed_date"),
        ({"printed_label": "x" * 101}, "printed_label"),
        ({"language": "gibberish!"}, "language"),
        ({"credits": [Credit("x" * 201)]}, "name"),
        ({"credits": [Credit("Ada", affiliation="x" * 301)]}, "affiliation"),
        ({"credits": [Credit("Ada", role="king")]}, "role"),
        ({"tags": ["x" * 101]}, "tags"),
        ({"tags": ["!!!"]}, "tags"),
    ],
)
def test_what_cannot_be_stored_is_named_and_leaves_the_archive_as_it_was(
    wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        saved(replace(DOCUMENT, **wrong))
    assert field in refused.value.message_dict
    for model in (Article, Author, Tag, Source, Original, Revision, Event):
        assert not model.objects.exists(), model


def test_a_failed_update_leaves_the_article_whole() -> None:
    saved()
    with pytest.raises(ValidationError):
        saved(replace(DOCUMENT, title="New", tags=["x" * 101]))
    article = Article.objects.get()
    assert article.title == "The rent strike"
    assert article.contributions.count() == 2
    assert article.footnotes.count() == 1


def test_what_cannot_be_published_is_not_imported_either() -> None:
    with pytest.raises(ValidationError, match="no text"):
        saved(replace(DOCUMENT, body=""), publish=True)
    assert not Article.objects.exists()


def test_a_document_without_a_language_takes_the_sites_and_says_so() -> None:
    result = saved(replace(DOCUMENT, language=""))
    assert result.article.language == "en"
    assert "No language" in result.warnings[0]


def test_hostile_html_is_cleaned_whoever_made_the_document() -> None:
    saved(replace(DOCUMENT, body="<p>Fine<script>alert(1)</script></p><img src=x onerror=y>"))
    body = Article.objects.get().body
    assert "Fine" in body
    assert "script" not in body
    assert "onerror" not in body
