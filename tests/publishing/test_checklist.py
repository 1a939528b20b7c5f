"""The checklist before publication: what it finds, what stands in the way, and what it costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Redirect, Remark, Source
from articles.publishing import manuscript
from articles.publishing.checklist import check, errors, of_level
from articles.publishing.findings import Finding, Level
from articles.publishing.publish import NotPublishable, publish
from articles.text.merge import Labels, merge
from tests.factories import (
    make_body,
    make_draft,
    make_image,
    make_published,
    make_scheduled,
    make_section,
    make_trashed,
    make_user,
    make_withdrawn,
    note,
    republish,
)

pytestmark = pytest.mark.django_db

CITED = note('<a href="https://example.org/report">Report</a>')


def found(article: Article, code: str, by: AbstractUser | None = None) -> Finding | None:
    findings = {finding.code: finding for finding in check(article, by=by)}
    return findings.get(code)


def faultless() -> Article:
    return make_draft(
        "The rent strike",
        standfirst="And they won.",
        body=f"<h2>One</h2><p>Rents rose{CITED}.</p><h3>Two</h3><p>And fell.</p>",
        authors=["Ada"],
        tags=["Rent"],
        section=make_section(),
    )


def test_of_a_faultless_article_nothing_is_said() -> None:
    assert check(faultless()) == []


# Errors


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "no-title"),
        ({"body": "<p> </p>"}, "no-text"),
        ({"language": ""}, "no-language"),
        ({"body": '<p>a<a class="noteref" href="#x">?</a></p>'}, "mark-without-note"),
        ({"trashed_at": timezone.now()}, "in-the-trash"),
        ({"embargo_until": timezone.now() + timedelta(days=1)}, "embargo"),
    ],
)
def test_an_error_stands_in_the_way_of_publication(changes: dict[str, object], code: str) -> None:
    article = faultless()
    Article.objects.filter(pk=article.pk).update(**changes)
    article.refresh_from_db()
    [error] = of_level(check(article), Level.ERROR)
    assert error.code == code
    with pytest.raises(NotPublishable) as refused:
        publish(article)
    assert refused.value.messages == [error.sentence]
    assert not article.editions.exists()


def test_errors_never_stand_in_the_way_of_saving() -> None:
    article = faultless()
    article.body = '<p>a<a class="noteref" href="#x">?</a></p>'
    manuscript.save(article)
    article.refresh_from_db()
    assert errors(article)


def test_every_error_is_told_at_once() -> None:
    article = make_draft(body="")
    Article.objects.filter(pk=article.pk).update(title="", trashed_at=timezone.now())
    article.refresh_from_db()
    assert [error.code for error in errors(article)] == ["in-the-trash", "no-title", "no-text"]


def test_a_mark_without_its_note_is_pointed_at() -> None:
    article = make_draft(body='<p>Rents rose<a class="noteref" href="#x">?</a> again.</p>')
    error = found(article, "mark-without-note")
    assert error
    assert [spot.quote.exact for spot in error.spots] == ["Rents rose"]


def test_a_passage_in_the_words_of_two_people_is_pointed_at() -> None:
    labels = Labels("Edgar", "you", "taken out by Edgar", "taken out by you")
    both = merge("<p>It was hot.</p>", "<p>It was cold.</p>", "<p>It was wet.</p>", labels)
    error = found(make_draft(body=both.body), "both-texts")
    assert error is not None
    assert error.level == Level.ERROR
    assert [spot.quote.exact for spot in error.spots] == ["⚠ Edgar: cold", "⚠ you: wet"]
    marked = make_draft(body="<p>It was <mark>very</mark> hot.</p>")
    assert found(marked, "both-texts") is None


def test_an_address_that_another_has_is_an_error() -> None:
    make_published("Bread")
    article = make_draft("Other")
    Article.objects.filter(pk=article.pk).update(slug="bread", filed_year=2020)
    Redirect.objects.create(path="/articles/2020/bread/", target="/elsewhere/")
    article.refresh_from_db()
    error = found(article, "address-taken")
    assert error
    assert error.field == "slug"


def test_a_withdrawn_article_cannot_be_scheduled_and_can_be_published() -> None:
    article = make_withdrawn().article
    article.refresh_from_db()
    later = timezone.now() + timedelta(days=1)
    assert [error.code for error in errors(article, at=later)] == ["withdrawn"]
    assert errors(article) == []


def test_after_the_embargo_it_may_come() -> None:
    article = faultless()
    article.embargo_until = timezone.now() + timedelta(days=1)
    assert [error.code for error in errors(article)] == ["embargo"]
    assert errors(article, at=article.embargo_until) == []


def test_four_eyes_are_asked_for_where_they_are_set(settings: object, editor: AbstractUser) -> None:
    settings.FOUR_EYES = True
    article = faultless()
    assert [error.code for error in errors(article, by=editor)] == ["four-eyes"]
    assert errors(article, by=None) == []


# Warnings and hints


def test_unresolved_remarks_are_counted_and_resolved_ones_are_not() -> None:
    article = faultless()
    thread = Remark.objects.create(article=article, text="Is that so?")
    Remark.objects.create(article=article, text="Yes.", parent=thread)
    Remark.objects.create(article=article, text="Done.", resolved_at=timezone.now())
    warning = found(article, "remarks")
    assert warning
    assert warning.sentence == "1 remark is not resolved."


def test_notes_are_asked_about_with_their_marks() -> None:
    article = make_draft(body=f"<p>a{CITED} b{note('A comment.')} c{note('…')}</p>")
    empty, comment = found(article, "empty-note"), found(article, "note-without-source")
    assert empty
    assert comment
    assert [spot.label for spot in empty.spots] == ["3"]
    assert [spot.label for spot in comment.spots] == ["2"]
    assert (empty.level, comment.level) == (Level.WARNING, Level.HINT)


def test_a_source_that_died_is_named_by_the_note_that_cites_it() -> None:
    article = make_draft(body=make_body(notes=3))
    Source.objects.filter(url="https://example.org/2").update(dead_since=timezone.now())
    warning = found(article, "dead-source")
    assert warning
    assert [spot.label for spot in warning.spots] == ["2"]


def test_pictures_without_alternative_text_credit_or_licence_are_asked_about() -> None:
    good = make_image(credit="Ada", licence="CC BY 4.0")
    bad = make_image(credit="Ada", name="crowd.png")
    body = f'<p>a <img src="{good.src}" alt=""></p><p>b <img src="{bad.src}" alt="A crowd"></p>'
    article = make_draft(body=body, image=make_image(alt=""))
    sentences = [finding.sentence for finding in check(article)]
    assert "1 picture has no alternative text for those who can’t see it." in sentences
    assert "The lead picture has no alternative text for those who can’t see it." in sentences
    assert "The lead picture has no credit or no licence." in sentences
    [warning] = [w for w in check(article) if w.code == "no-credit" and w.spots]
    assert [spot.label for spot in warning.spots] == ["crowd.png"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<h4>Deep</h4><p>a</p>", "heading-skips"),
        ('<p>a <a href="https://example.org/">\u200b</a></p>', "empty-link"),
        ('<p>a <a href="http://example.org/">b</a></p>', "http-link"),
        ('<p>a <a href="/articles/1926/no-such/">b</a></p>', "lost-link"),
        ('<p>a <a href="/a/999999/">b</a></p>', "lost-link"),
        ('<p>a <a href="/nonsense">b</a></p>', "lost-link"),
    ],
)
def test_headings_and_links_are_asked_about(body: str, code: str) -> None:
    finding = found(make_draft(body=body), code)
    assert finding
    assert len(finding.spots) == 1


def test_a_link_to_an_address_that_has_moved_is_old_and_one_to_the_new_is_fine() -> None:
    edition = make_published("Bread")
    old = edition.get_absolute_url()
    new = republish(edition, slug="bread-and-wages").get_absolute_url()
    article = make_draft(body=f'<p><a href="{old}">old</a> <a href="{new}">new</a></p>')
    finding = found(article, "old-link")
    assert finding
    assert [spot.label for spot in finding.spots] == [old]
    assert found(article, "lost-link") is None


@pytest.mark.parametrize("make", [make_scheduled, make_withdrawn, make_trashed])
def test_a_link_to_what_readers_do_not_have_is_lost(make: object) -> None:
    address = make("Bread").get_absolute_url()
    assert found(make_draft(body=f'<p><a href="{address}">b</a></p>'), "lost-link")


@pytest.mark.parametrize(
    "href", ["/tags/", "/a/{id}/", "{site}/articles/", "/media/images/a.png", "mailto:a@b.org"]
)
def test_other_links_of_ours_are_left_alone(href: str, settings: object) -> None:
    address = href.format(id=make_published().article_id, site=settings.SITE_URL)
    article = make_draft(body=f'<p><a href="{address}">b</a></p>')
    assert not found(article, "lost-link")
    assert not found(article, "old-link")


def test_another_article_of_the_same_title_is_named() -> None:
    other = make_draft("Bread and Wages", printed_date="1926")
    article = make_draft("bread and wages", translation_of=None)
    finding = found(article, "same-title")
    assert finding
    assert finding.articles == ((other.pk, "Bread and Wages (1926)"),)


def test_translations_may_share_their_title_and_the_trash_is_not_asked() -> None:
    original = make_draft("Manifesto", printed_date="1848")
    make_trashed("Manifesto", printed_date="1849")
    make_draft("Manifesto", translation_of=original, language="de", printed_date="1850")
    translation = make_draft("Manifesto", translation_of=original, language="fr")
    assert found(translation, "same-title") is None
    assert found(original, "same-title") is None


def test_articles_that_somebody_may_not_see_are_not_named_to_them() -> None:
    make_draft("Bread", printed_date="1926")
    writer = make_user("writer", "write_own_article")
    article = make_draft("Bread", created_by=writer)
    assert found(article, "same-title", by=writer) is None
    assert found(article, "same-title")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"printed_date": "2999-01"}, "future-date", "printed_date"),
        ({}, "no-author", "contributions"),
        ({}, "no-tags", "tags"),
        ({}, "no-section", "section"),
        ({}, "no-standfirst", "standfirst"),
    ],
)
def test_the_catalogue_is_asked_about(changes: dict[str, str], code: str, field: str) -> None:
    make_section()
    finding = found(make_draft(**changes), code)
    assert finding
    assert finding.field == field


def test_where_there_are_no_sections_none_is_missed() -> None:
    assert found(make_draft(), "no-section") is None


def test_a_translation_is_held_against_its_original() -> None:
    body = f"<p>a{CITED}</p><blockquote><p>b</p></blockquote>"
    original = make_draft(body=body)
    same = make_draft(body=body, language="de", translation_of=original)
    other = make_draft(body="<p>a</p>", language="fr", translation_of=original)
    assert not [f for f in check(same) if f.code.startswith("translation")]
    assert [f.sentence for f in check(other) if f.code.startswith("translation")] == [
        "Notes in this translation: 0, in the original: 1.",
        "Quotations in this translation: 0, in the original: 1.",
        "Links in this translation: 0, in the original: 1.",
    ]


def test_warnings_come_after_errors_and_before_hints() -> None:
    levels = [finding.level for finding in check(make_draft(body="<h4>a</h4><p>b<sup>1</sup></p>"))]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)
    assert set(levels) == {Level.WARNING, Level.HINT}


def test_a_warning_does_not_stand_in_the_way() -> None:
    article = make_draft(body="<h4>a</h4><p>b</p>")
    assert of_level(check(article), Level.WARNING)
    assert publish(article).number == 1


def test_computing_it_costs_the_same_for_a_short_text_and_a_long_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    original = make_draft(body=make_body(notes=1))
    image = make_image()
    body = make_body(notes=40) + "".join(
        f'<p><a href="/articles/1926/no-{n}/">x</a> <img src="{image.src}" alt=""></p>'
        for n in range(40)
    )
    article = make_draft(body=body, translation_of=original, tags=["a", "b"], authors=["c", "d"])
    for number in range(20):
        Remark.objects.create(article=article, text=f"Remark {number}")
    article = Article.objects.get(pk=article.pk)
    with django_assert_max_num_queries(13):
        assert len(check(article)) > 5


def test_a_text_that_no_parser_likes_is_checked_all_the_same() -> None:
    article = make_draft()
    article.body = "<p>a<<b</p></p><h4><a href='http://[::1'>x</h4><img src=x alt><a href='/a/x'>"
    assert found(article, "heading-skips")
