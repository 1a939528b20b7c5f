"""Who may do what to which article, asked of the one place that knows."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Remit
from articles.publishing import rights
from articles.publishing.publish import publish
from articles.publishing.schedule import unschedule
from articles.publishing.workflow import move
from tests.factories import (
    make_comment,
    make_draft,
    make_published,
    make_scheduled,
    make_section,
    make_user,
)
from tests.people import make_member, narrow

pytestmark = pytest.mark.django_db


def acts(user: User | None, article: Article) -> set[str]:
    return {act for act in rights.PERMISSIONS if rights.may(user, act, article)}


def theirs(user: User, **fields: object) -> Article:
    return make_draft(created_by=user, **fields)


EVERYTHING = set(rights.PERMISSIONS)
EXPECTED = {
    # what each role may do to an article of somebody else
    "Writer": set(),
    "Translator": {"view"},
    "Editor": {"view", "change", "submit", "remark", "share", "review"},
    "Publisher": {"view", "change", "submit", "remark", "share", "review", "publish", "trash"},
    "Moderator": {"moderate"},
    "Archivist": {"view", "change", "submit", "remark", "share", "trash", "import"},
    "Administrator": EVERYTHING,
}


@pytest.mark.parametrize(("role", "expected"), EXPECTED.items())
def test_each_role_may_exactly_this_to_an_article_of_somebody_else(
    role: str, expected: set[str]
) -> None:
    assert acts(make_member("anna", role), make_draft()) == expected


def test_a_command_and_a_superuser_may_do_everything(superuser: User) -> None:
    article = make_draft()
    assert acts(None, article) == acts(superuser, article) == EVERYTHING


def test_a_stranger_and_a_reader_may_nothing(stranger: User) -> None:
    article = make_draft()
    assert acts(stranger, article) == set()
    assert acts(AnonymousUser(), article) == set()


def test_who_was_switched_off_may_nothing_more(superuser: User) -> None:
    publisher = make_member("anna", "Publisher")
    article = theirs(publisher)
    for user in (publisher, superuser):
        user.is_active = False
        user.save()
        again = User.objects.get(pk=user.pk)
        assert acts(again, article) == set()
        assert not rights.visible_to(again).exists()


# Their own


@pytest.mark.parametrize("role", ["Writer", "Translator"])
def test_who_writes_may_change_their_own_draft(role: str) -> None:
    anna = make_member("anna", role)
    assert acts(anna, theirs(anna)) == {"view", "change", "submit", "remark", "share", "trash"}


@pytest.mark.parametrize(
    ("moves", "may_change"),
    [
        ([], True),
        (["submit"], False),
        (["submit", "ask_changes"], True),
        (["submit", "approve"], False),
        (["submit", "approve", "take_back"], True),
    ],
)
def test_while_somebody_reviews_it_the_writer_can_only_take_it_back(
    moves: list[str], may_change: bool
) -> None:
    anna = make_member("anna", "Writer")
    article = theirs(anna)
    for name in moves:
        article = move(article, name, note="Why.")
    expected = {"view", "submit", "remark", "share"} | (
        {"change", "trash"} if may_change else set()
    )
    assert acts(anna, article) == expected


def test_what_readers_have_or_will_have_is_no_longer_the_writers() -> None:
    anna = make_member("anna", "Writer")
    for edition in (make_published(created_by=anna), make_scheduled(created_by=anna)):
        article = Article.objects.get(pk=edition.article_id)
        assert acts(anna, article) == {"view", "remark", "share"}


def test_what_was_called_off_before_its_minute_is_the_writers_again() -> None:
    anna = make_member("anna", "Writer")
    article = make_scheduled(created_by=anna).article
    unschedule(article)
    article = move(article, "ask_changes", note="A date is wrong.")
    assert "change" in acts(anna, article)


def test_an_article_that_nobody_made_is_nobodys_own() -> None:
    assert acts(make_member("anna", "Writer"), make_draft(created_by=None)) == set()


def test_who_made_it_needs_the_right_to_write_still() -> None:
    moderator = make_member("mo", "Moderator")
    assert acts(moderator, theirs(moderator)) == {"moderate"}


# Narrowed to sections and languages


def test_a_right_ends_where_the_remit_ends() -> None:
    here, there = make_section("Housing"), make_section("Work")
    anna = make_member("anna", "Editor", sections=[here], languages="de fr")
    allowed = {"view", "change", "submit", "remark", "share", "review"}
    inside = [("de", here), ("de-AT", here), ("fr", here)]
    outside = [("de", there), ("de", None), ("en", here), ("den", here)]
    for language, section in inside:
        assert acts(anna, make_draft(language=language, section=section)) == allowed
    for language, section in outside:
        assert acts(anna, make_draft(language=language, section=section)) == set(), language
    assert rights.visible_to(anna).count() == len(inside)


def test_a_language_with_a_region_does_not_cover_the_whole_language() -> None:
    anna = make_member("anna", "Editor", languages="pt-BR")
    assert acts(anna, make_draft(language="pt")) == set()
    assert acts(anna, make_draft(language="pt-BR")) != set()


def test_an_empty_remit_narrows_nothing() -> None:
    anna = make_member("anna", "Editor")
    narrow(anna)
    article = make_draft()
    assert "change" in acts(anna, article)
    assert rights.visible_to(anna).get() == article
    assert rights.sees_all(anna)


def test_a_superuser_is_never_narrowed(superuser: User) -> None:
    narrow(superuser, languages="de")
    article = make_draft(language="en")
    assert acts(superuser, article) == EVERYTHING
    assert list(rights.visible_to(superuser)) == [article]
    rights.check_place(superuser, article)


def test_own_drafts_stay_visible_outside_of_the_remit() -> None:
    anna = make_member("anna", "Translator", languages="de")
    mine, foreign = theirs(anna, language="en"), make_draft(language="en")
    german = make_draft(language="de")
    assert set(rights.visible_to(anna)) == {mine, german}
    assert acts(anna, foreign) == set()


LANGUAGES = st.sampled_from(["de", "de-AT", "de-Latn", "den", "en", "en-GB", "fr", "ar"])


@given(
    role=st.sampled_from([*EXPECTED, "none"]),
    tags=st.lists(LANGUAGES, max_size=2, unique=True),
    in_sections=st.booleans(),
    articles=st.lists(st.tuples(LANGUAGES, st.booleans(), st.booleans()), max_size=5),
)
def test_the_list_shows_exactly_what_may_be_seen(
    role: str, tags: list[str], in_sections: bool, articles: list[tuple[str, bool, bool]]
) -> None:
    """``visible_to`` says in SQL what ``may`` says of one article."""
    Article.objects.all().delete()
    User.objects.all().delete()
    Remit.objects.all().delete()
    section = make_section()
    user = make_member("anna", *([] if role == "none" else [role]))
    narrow(user, sections=[section] if in_sections else [], languages=" ".join(tags))
    for language, is_there, is_own in articles:
        make_draft(
            language=language,
            section=section if is_there else None,
            created_by=user if is_own else None,
        )
    seen = {article for article in Article.objects.all() if rights.may(user, "view", article)}
    assert set(rights.visible_to(user)) == seen
    if rights.sees_all(user):
        assert seen == set(Article.objects.all())


def test_who_may_names_exactly_those_of_whom_may_is_true(superuser: User) -> None:
    section = make_section()
    people = [superuser, *(make_member(role.lower(), role) for role in EXPECTED)]
    narrow(people[3], sections=[section])
    narrow(people[4], languages="de")
    for article in (make_draft(created_by=people[1]), make_draft(section=section, language="de")):
        for act in ("review", "change"):
            able = {person for person in people if rights.may(person, act, article)}
            assert set(rights.who_may(act, article)) == able


def test_a_condition_on_some_articles_is_kept(superuser: User) -> None:
    first, second = make_draft(), make_draft()
    anna = make_member("anna", "Editor")
    for user in (superuser, anna):
        some = Article.objects.filter(pk=first.pk)
        assert list(rights.visible_to(user, some)) == [first]
    assert second not in rights.visible_to(AnonymousUser(), Article.objects.all())


def test_demanding_says_no_with_a_sentence() -> None:
    with pytest.raises(PermissionDenied, match="You may not do that"):
        rights.demand(make_member("anna", "Writer"), "publish", make_draft())


def test_whoever_may_do_something_to_an_article_may_see_it() -> None:
    """A group of one's own making holds one right only, and its members find their work."""
    article = make_draft()
    for permission in ("review_article", "publish_article", "delete_article"):
        user = make_user(permission, permission)
        assert rights.may(user, "view", article)
        assert article in rights.visible_to(user)


# Where an article may be put


def test_an_article_can_neither_be_taken_into_a_remit_nor_out_of_it() -> None:
    here, there = make_section("Housing"), make_section("Work")
    anna = make_member("anna", "Editor", sections=[here], languages="de")
    good = Article(section=here, language="de-AT")
    rights.check_place(anna, good)
    for section, language, fields in (
        (there, "de", ["section"]),
        (None, "de", ["section"]),
        (here, "en", ["language"]),
        (there, "en", ["section", "language"]),
    ):
        with pytest.raises(ValidationError) as refused:
            rights.check_place(anna, Article(section=section, language=language), was=(1, "de"))
        assert list(refused.value.error_dict) == fields
    with pytest.raises(ValidationError, match="You work in these sections: Housing"):
        rights.check_place(anna, Article(section=there, language="de"))


def test_what_lies_elsewhere_may_stay_there() -> None:
    anna = make_member("anna", "Writer", languages="de")
    article = theirs(anna, language="en")
    rights.check_place(anna, article, was=rights.place(article))
    with pytest.raises(ValidationError):
        rights.check_place(anna, article, was=(None, "de"))


def test_sections_are_offered_within_the_remit(superuser: User) -> None:
    here, there = make_section("Housing"), make_section("Work")
    anna = make_member("anna", "Writer", sections=[here])
    narrow(superuser, sections=[here])
    assert list(rights.sections_for(anna)) == [here]
    assert set(rights.sections_for(superuser)) == {here, there}
    assert set(rights.sections_for(make_member("ben", "Writer"))) == {here, there}


def test_comments_are_moderated_within_the_remit() -> None:
    german, english = make_published(language="de"), make_published(language="en")
    ours = make_comment(german.article, approved=False)
    other = make_comment(english.article, approved=False)
    narrowed = make_member("mo", "Moderator", languages="de")
    assert list(rights.moderated_by(narrowed)) == [ours]
    assert set(rights.moderated_by(make_member("ben", "Moderator"))) == {ours, other}


def test_rights_cost_no_query_per_article(django_assert_max_num_queries: object) -> None:
    anna = make_member("anna", "Editor", languages="de")
    articles = [make_draft(language="de") for _ in range(5)]
    rights.may(anna, "change", articles[0])
    with django_assert_max_num_queries(0):
        assert all(rights.may(anna, "change", article) for article in articles)


def test_publishing_anew_is_asked_of_the_manuscript_as_it_lies_now() -> None:
    """Whoever may publish German texts may not publish what has become an English one."""
    anna = make_member("anna", "Publisher", languages="de")
    edition = publish(make_draft(language="de"), by=anna)
    Article.objects.filter(pk=edition.article_id).update(language="en")
    with pytest.raises(PermissionDenied):
        publish(edition.article, by=anna)
    assert edition.article.editions.count() == 1
