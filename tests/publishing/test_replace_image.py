"""Another file takes the place of a picture."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Article, Edition, Image, Remit
from articles.publishing.image_uses import is_used, uses
from articles.publishing.images import BadImage, store
from articles.publishing.replace_image import replace
from tests.factories import (
    make_author,
    make_draft,
    make_image,
    make_picture,
    make_published,
    make_section,
    make_trashed,
    make_user,
)

pytestmark = pytest.mark.django_db

OTHER = make_picture(800, 600, color="#00ff00")


def showing(image: Image) -> str:
    return f'<p>Look:</p><figure><img src="{image.src}" alt="Ours"></figure>'


def test_manuscripts_show_the_new_file_and_editions_the_old_one() -> None:
    old = make_image(caption="The quay", licence="CC BY 4.0")
    Image.objects.filter(pk=old.pk).update(focus_x=20)
    edition = make_published(body=showing(old), image=old)
    draft = make_draft(social_image=old)
    before = edition.html
    done = replace(old, OTHER, name="new.png")
    new = done.image
    assert (new.alt, new.caption, new.licence) == ("A red poster", "The quay", "CC BY 4.0")
    assert (new.name, new.focus_x) == ("new.png", 20)
    article = Article.objects.get(pk=edition.article_id)
    assert new.src in article.body
    assert old.src not in article.body
    assert 'alt="Ours"' in article.body
    assert article.image == new
    assert Article.objects.get(pk=draft.pk).social_image == new
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.image, edition.html) == (old, before)
    assert set(done.changed) == {article, draft}
    old.refresh_from_db()
    assert old.replaced_by == new


def test_each_article_gets_a_state_of_its_own_that_can_be_undone() -> None:
    old = make_image()
    article = make_draft(body=showing(old))
    replace(old, OTHER)
    assert [row.note for row in article.revisions.all()] == ["picture replaced", ""]


def test_portraits_follow() -> None:
    old = make_image()
    author = make_author(portrait=old)
    done = replace(old, OTHER)
    author.refresh_from_db()
    assert author.portrait == done.image


def test_only_what_the_person_may_change_is_changed() -> None:
    old, section = make_image(), make_section("Ours")
    mine = make_draft(image=old, section=section)
    theirs = make_draft(image=old)
    person = make_user("narrow", "add_image", "change_image", "change_article")
    Remit.objects.create(user=person).sections.add(section)
    done = replace(old, OTHER, by=person)
    assert (done.changed, done.left) == ([mine], 1)
    theirs.refresh_from_db()
    assert theirs.image == old


@pytest.mark.parametrize("lacking", ["add_image", "change_image"])
def test_who_may_not_add_and_change_pictures_may_not_replace_one(lacking: str) -> None:
    person = make_user("somebody", *({"add_image", "change_image"} - {lacking}))
    with pytest.raises(PermissionDenied):
        replace(make_image(), OTHER, by=person)


def test_the_same_file_and_a_replaced_one_and_a_broken_one_are_refused() -> None:
    data = make_picture(300, 200, color="#0000ff")
    old = store(data)
    with pytest.raises(ValidationError, match="same file"):
        replace(old, data)
    with pytest.raises(BadImage):
        replace(old, b"no picture")
    new = replace(old, OTHER).image
    with pytest.raises(ValidationError, match="replaced already"):
        replace(old, make_picture(color="#112233"))
    with pytest.raises(ValidationError, match="itself"):
        replace(new, data)
    assert Image.objects.count() == 2


def test_where_a_picture_is_shown_is_told_as_far_as_the_person_may_see_it() -> None:
    image, section = make_image(), make_section("Ours")
    mine = make_draft("Mine", body=showing(image), section=section)
    edition = make_published("Published", image=image, section=section)
    make_published("Theirs", body=showing(image))
    author = make_author(portrait=image)
    person = make_user("narrow", "view_article", "view_author")
    Remit.objects.create(user=person).sections.add(section)
    found = uses(image, person)
    assert set(found.articles) == {mine, edition.article}
    assert found.editions == [edition]
    assert found.authors == [author]
    assert found.hidden == 1


def test_a_picture_is_used_while_anything_shows_it() -> None:
    lead, social, portrait, inside, free = (make_image() for _ in range(5))
    make_draft(image=lead, body=showing(inside))
    make_trashed(social_image=social)
    make_author(portrait=portrait)
    assert set(Image.objects.filter(is_used())) == {lead, social, portrait, inside}
    assert list(Image.objects.exclude(is_used())) == [free]
