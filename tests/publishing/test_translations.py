"""A translation is begun from its original, and knows what became of it since."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Contribution, Event, Remit, Revision, Role
from articles.publishing import following, manuscript, trash
from articles.publishing.translations import Exists, behind, differences, take_over, translate
from tests.factories import (
    make_author,
    make_body,
    make_draft,
    make_image,
    make_published,
    make_section,
    make_series,
    make_user,
    note,
)

pytestmark = pytest.mark.django_db


def save(article: Article, *, autosaved: bool = False, by: object = None, **fields: object) -> None:
    """Another state of the manuscript."""
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    manuscript.save(article)
    manuscript.record(article, by=by, autosaved=autosaved)


# Beginning


def test_a_draft_gets_all_that_a_translator_needs() -> None:
    section, series, image = make_section(), make_series(), make_image()
    original = make_draft(
        "The rent strike",
        standfirst="How it went.",
        body=make_body(notes=3),
        authors=["Ada", "Berta"],
        tags=["Rent", "Strike"],
        section=section,
        series=series,
        series_position=2,
        image=image,
        social_image=image,
    )
    draft = translate(original, "DE")
    assert (draft.language, draft.translation_of) == ("de", original)
    for name in ("title", "standfirst", "body", "section", "series", "series_position", "image",
                 "social_image"):  # fmt: skip
        assert getattr(draft, name) == getattr(original, name), name
    assert draft.footnotes.count() == 3
    assert [str(row.author) for row in draft.contributions.all()] == ["Ada", "Berta"]
    assert set(draft.tags.names()) == {"Rent", "Strike"}
    assert draft.original_revision == 1
    assert draft.slug == "the-rent-strike-de"
    assert draft.state == Article.State.DRAFT
    assert draft.revisions.get().note == "begun as a translation of “The rent strike”"
    assert Event.objects.get(article=draft).kind == Event.Kind.DUPLICATED


def test_a_translation_is_translated_from_its_original() -> None:
    original = make_draft("Ours")
    german = translate(original, "de")
    assert translate(german, "fr").translation_of == original


def test_the_translator_stands_in_the_byline_if_there_is_an_author_of_that_name() -> None:
    person = make_user("translator", "view_article", "write_own_article")
    person.first_name, person.last_name = "Clara", "Zett"
    original = make_draft(authors=["Ada"])
    assert translate(original, "fr", by=person).contributions.count() == 1
    clara = make_author("Clara Zett")
    draft = translate(original, "de", by=person)
    last = draft.contributions.order_by("position").last()
    assert (last.author, last.role) == (clara, Role.TRANSLATOR)
    make_author("clara zett", slug="another")
    assert translate(original, "es", by=person).contributions.count() == 1


def test_a_second_press_makes_no_second_translation() -> None:
    original = make_draft()
    first = translate(original, "de")
    with pytest.raises(Exists):
        translate(original, "de")
    assert translate(original, "de", another=True).slug == f"{first.slug}-2"
    trash.trash(first)
    trash.trash(Article.objects.order_by("-pk")[0])
    translate(original, "de")


@pytest.mark.parametrize("language", ["en", "EN", "", "no language", "x" * 50])
def test_a_language_that_is_none_or_the_originals_is_refused(language: str) -> None:
    with pytest.raises(ValidationError):
        translate(make_draft(), language)
    assert Article.objects.count() == 1


def test_who_may_not_see_the_original_or_add_articles_may_not_translate() -> None:
    original = make_draft()
    for rights in (["view_article"], ["write_own_article"], []):
        with pytest.raises(PermissionDenied):
            translate(original, "de", by=make_user("-".join(rights) or "nobody", *rights))


def test_nobody_begins_a_translation_outside_of_their_remit() -> None:
    person = make_user("translator", "view_article", "add_article")
    Remit.objects.create(user=person, languages="en de")
    original = make_draft()
    with pytest.raises(ValidationError):
        translate(original, "fr", by=person)
    assert translate(original, "de", by=person).created_by == person


# What became of the original


def test_a_change_of_the_original_is_shown_until_it_is_taken_over() -> None:
    original = make_draft("Before", body="<p>Rents rose.</p>")
    draft = translate(original, "de")
    assert behind(draft) is None
    save(original, title="After", body="<p>Rents rose again.</p>")
    found = behind(draft)
    assert found.words == [("title", "Before", "After")]
    assert "<ins>again</ins>" in found.text.html
    assert list(Article.objects.behind_their_original()) == [draft]
    take_over(draft, found.now.number, found.now.checksum)
    draft.refresh_from_db()
    assert behind(draft) is None
    assert not Article.objects.behind_their_original().exists()


def test_how_the_original_is_catalogued_does_not_concern_its_translations() -> None:
    original = make_draft()
    draft = translate(original, "de")
    original.tags.add("New")
    save(original, provenance="The Tenant, no. 3")
    draft.refresh_from_db()
    assert (behind(draft), draft.original_revision) == (None, 2)
    assert not Article.objects.behind_their_original().exists()


def test_what_came_while_somebody_looked_is_not_taken_over_with_it() -> None:
    original = make_draft(body="<p>One.</p>")
    draft = translate(original, "de")
    save(original, body="<p>Two.</p>")
    seen = behind(draft).now
    save(original, body="<p>Three.</p>")
    take_over(draft, seen.number, seen.checksum)
    draft.refresh_from_db()
    assert draft.original_revision == 2
    assert behind(draft) is not None


def test_an_autosave_never_slips_into_the_state_that_a_translation_follows() -> None:
    writer = make_user("writer", "change_article")
    original = make_draft(body="<p>One.</p>")
    save(original, body="<p>Two.</p>", autosaved=True, by=writer)
    draft = translate(original, "de")
    assert draft.body == "<p>Two.</p>"
    save(original, body="<p>Three.</p>", autosaved=True, by=writer)
    assert behind(draft).then.content["body"] == "<p>Two.</p>"
    seen = behind(draft).now
    save(original, body="<p>Four.</p>", autosaved=True, by=writer)
    with pytest.raises(ValidationError, match="changed again"):
        take_over(draft, seen.number, seen.checksum)
    now = behind(draft).now
    take_over(draft, now.number, now.checksum)
    save(original, body="<p>Five.</p>", autosaved=True, by=writer)
    draft.refresh_from_db()
    assert behind(draft).then.content["body"] == "<p>Four.</p>"


def test_what_was_set_aside_was_never_the_original() -> None:
    original = make_draft()
    draft = translate(original, "de")
    state = original.revisions.get().content | {"body": "<p>Other.</p>"}
    manuscript.set_aside(original, state, by=None, note="")
    assert behind(draft) is None
    assert not Article.objects.behind_their_original().exists()


def test_an_article_that_is_said_to_be_a_translation_follows_its_original_from_then_on() -> None:
    original, article = make_draft(), make_draft(language="de")
    save(original, title="Another")
    save(article, translation_of=original)
    article.refresh_from_db()
    assert article.original_revision == 2
    save(article, translation_of=None)
    article.refresh_from_db()
    assert article.original_revision is None
    assert behind(article) is None


def test_only_who_may_change_the_translation_says_that_it_follows() -> None:
    original = make_draft()
    draft = translate(original, "de")
    save(original, title="Another")
    now = behind(draft).now
    with pytest.raises(PermissionDenied):
        take_over(draft, now.number, now.checksum, by=make_user("reader", "view_article"))


@pytest.mark.parametrize("number", [0, 99])
def test_a_state_that_is_not_there_can_not_be_taken_over(number: int) -> None:
    draft = translate(make_draft(), "de")
    with pytest.raises(ValidationError):
        take_over(draft, number, "x")


def test_an_older_state_never_takes_the_place_of_a_newer_one() -> None:
    original = make_draft()
    save(original, title="Another")
    draft = translate(original, "de")
    old = Revision.objects.get(article=original, number=1)
    take_over(draft, 1, old.checksum)
    draft.refresh_from_db()
    assert draft.original_revision == 2
    assert following.newest(original).number == 2


# What is missing


PIECES = {
    "notes": note("A note."),
    "quotations": "<q>Quoted</q>",
    "links": '<a href="https://example.org/">here</a>',
}


@given(
    here=st.lists(st.sampled_from(sorted(PIECES)), max_size=5),
    there=st.lists(st.sampled_from(sorted(PIECES)), max_size=5),
)
def test_what_a_translation_has_more_or_less_of_is_named(here: list[str], there: list[str]) -> None:
    # With a word between them: two links to one address that touch are one link.
    original = Article(pk=1, body=f"<p>x{' y '.join(PIECES[part] for part in there)}</p>")
    article = Article(language="de", body=f"<p>x{' y '.join(PIECES[part] for part in here)}</p>")
    article.translation_of = original
    expected = {part for part in PIECES if here.count(part) != there.count(part)}
    assert {one.part for one in differences(article)} == expected


def test_a_missing_picture_is_named_with_its_numbers() -> None:
    src = make_image().src
    original = make_draft(body=f'<p>x</p><figure><img src="{src}" alt="A"></figure>')
    draft = translate(original, "de")
    assert differences(draft) == []
    save(draft, body="<p>x</p>")
    (found,) = differences(draft)
    assert found.sentence == "Pictures in this translation: 0, in the original: 1."


def test_an_original_lacks_nothing() -> None:
    assert differences(make_published().article) == []
    assert Contribution.objects.count() == 0
