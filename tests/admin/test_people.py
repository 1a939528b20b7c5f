"""Accounts, roles and remits at the desk: nobody gives what they lack, nobody is locked out."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles.models import Remit, Section
from articles.publishing import people, rights
from articles.publishing.merge_names import may_merge, merge
from tests.factories import PASSWORD, make_draft, make_section
from tests.people import desk_of, make_member, narrow, role

from .forms import open_form, text_of

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")


def page_of(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def change(client: Client, user: User, **fields: Any) -> Any:
    """Open the form of an account, change some fields, send all of it."""
    return client.post(page_of(user), open_form(client, page_of(user), "user_form") | fields)


@pytest.fixture
def chief(db: None) -> User:
    return make_member("chief", "Administrator")


@pytest.fixture
def as_chief(chief: User) -> Client:
    return desk_of(chief)


# Making accounts


def test_an_administrator_makes_an_account_with_its_roles(as_chief: Client) -> None:
    form = open_form(as_chief, ADD, "user_form")
    new = {"username": "anna", "first_name": "Anna", "password1": PASSWORD, "password2": PASSWORD}
    response = as_chief.post(ADD, form | new | {"groups": [role("Editor").pk]})
    anna = User.objects.get(username="anna")
    assert response["Location"] == page_of(anna)  # where the remit is
    assert anna.is_staff
    assert not anna.is_superuser
    assert [group.name for group in anna.groups.all()] == ["Editor"]
    assert Client().login(username="anna", password=PASSWORD)


def test_a_password_is_wanted_where_no_mail_leaves_the_site(
    as_chief: Client, no_mail_leaves: None
) -> None:
    response = as_chief.post(ADD, {"username": "anna", "email": "anna@example.org"})
    assert response.status_code == 200
    assert "password1" in response.context["adminform"].form.errors
    assert not User.objects.filter(username="anna").exists()


@pytest.fixture
def mail_leaves(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def no_mail_leaves(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def link_in(letter: mail.EmailMessage) -> str:
    return re.findall(r"http://testserver(/\S+)", letter.body)[0]


def choose_password(link: str, password: str) -> None:
    client = Client()
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"new_password1": password, "new_password2": password})


def test_a_new_person_is_sent_a_link_to_choose_a_password(
    as_chief: Client, mail_leaves: None
) -> None:
    new = open_form(as_chief, ADD, "user_form") | {"username": "anna"}
    response = as_chief.post(ADD, new | {"email": "anna@example.org"}, follow=True)
    assert "A link to choose a password is on its way" in text_of(response)
    [letter] = mail.outbox
    assert letter.to == ["anna@example.org"]
    assert "anna" in letter.body
    choose_password(link_in(letter), "a password of her own")
    assert Client().login(username="anna", password="a password of her own")


def test_without_password_and_address_nobody_could_log_in(
    as_chief: Client, mail_leaves: None
) -> None:
    response = as_chief.post(ADD, {"username": "anna"})
    assert "Give a password, or an e-mail address" in text_of(response)
    assert not User.objects.filter(username="anna").exists()


def test_who_may_not_look_after_people_sees_none() -> None:
    publisher = make_member("pia", "Publisher")
    client = desk_of(publisher)
    for url in (LIST, ADD, page_of(publisher)):
        assert client.get(url).status_code == 403
        assert client.post(url, {"is_superuser": "on"}).status_code == 403


# No escalation


def test_only_superusers_make_superusers(as_chief: Client, chief: User) -> None:
    anna = make_member("anna", "Editor")
    words = text_of(as_chief.get(page_of(anna)))
    assert "Superuser status" not in words
    permission = role("Administrator").permissions.first().pk
    for person in (anna, chief):
        change(as_chief, person, is_superuser="on", user_permissions=[permission])
        person.refresh_from_db()
        assert not person.is_superuser
        assert not person.user_permissions.exists()


def test_a_superuser_makes_others(as_superuser: Client) -> None:
    anna = make_member("anna", "Editor")
    assert change(as_superuser, anna, is_superuser="on").status_code == 302
    anna.refresh_from_db()
    assert anna.is_superuser


def test_an_administrator_changes_no_superuser(as_chief: Client, superuser: User) -> None:
    assert as_chief.get(page_of(superuser)).status_code == 200  # to be read
    assert as_chief.post(page_of(superuser), {"username": "mine"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert as_chief.get(password).status_code == 403
    data = {"password1": "taken over 123", "password2": "taken over 123", "usable_password": "true"}
    assert as_chief.post(password, data).status_code == 403
    delete = reverse("admin:auth_user_delete", args=[superuser.pk])
    assert as_chief.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [superuser.pk], "post": "yes"}
    as_chief.post(LIST, chosen)
    superuser.refresh_from_db()
    assert superuser.check_password(PASSWORD)
    assert superuser.username == "superuser"


def lesser_chief() -> User:
    """Looks after people, and may otherwise do no more than a writer."""
    user = make_member("lesser", "Writer")
    lookers = Group.objects.create(name="Looks after people")
    chiefs = role("Administrator").permissions
    lookers.permissions.set(chiefs.filter(codename__in=["view_user", "add_user", "change_user"]))
    user.groups.add(lookers)
    return user


def test_nobody_gives_a_role_with_rights_beyond_their_own() -> None:
    lesser = lesser_chief()
    client, anna = desk_of(lesser), make_member("anna")
    offered = client.get(page_of(anna)).context["adminform"].form.fields["groups"].queryset
    assert {group.name for group in offered} == {"Writer", "Looks after people"}
    response = change(client, anna, groups=[role("Publisher").pk])
    assert "groups" in response.context["adminform"].form.errors
    form = open_form(client, ADD, "user_form")
    new = {"username": "ben", "password1": PASSWORD, "password2": PASSWORD}
    client.post(ADD, form | new | {"groups": [role("Publisher").pk]})
    assert not User.objects.filter(username="ben").exists()
    assert not anna.groups.exists()
    assert change(client, anna, groups=[role("Writer").pk]).status_code == 302
    assert [group.name for group in anna.groups.all()] == ["Writer"]


def test_nobody_takes_over_an_account_that_reaches_further() -> None:
    client = desk_of(lesser_chief())
    publisher = make_member("pia", "Publisher")
    asleep = make_member("asleep", "Publisher")
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    for person in (publisher, asleep):
        assert client.post(page_of(person), {"username": "mine"}).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[person.pk])
        assert client.post(password, {}).status_code == 403


def test_single_permissions_count_as_well_as_roles() -> None:
    lesser = lesser_chief()
    anna = make_member("anna")
    anna.user_permissions.set(role("Publisher").permissions.filter(codename="publish_article"))
    assert not people.may_look_after(lesser, anna)


def test_a_narrowed_administrator_gives_no_wider_remit(chief: User, as_chief: Client) -> None:
    here, there = make_section("Housing"), make_section("Work")
    narrow(chief, sections=[here], languages="de")
    client = desk_of(User.objects.get(pk=chief.pk))
    anna = make_member("anna")
    inline = {"remit-TOTAL_FORMS": "1", "remit-INITIAL_FORMS": "0"}
    wrong: list[dict[str, Any]] = [
        {},
        {"remit-0-languages": "de"},
        {"remit-0-sections": [here.pk]},
        {"remit-0-sections": [there.pk], "remit-0-languages": "de"},
        {"remit-0-sections": [here.pk], "remit-0-languages": "de en"},
    ]
    for data in wrong:
        response = change(client, anna, groups=[role("Editor").pk], **(inline | data))
        assert response.status_code == 200, data
        assert not Remit.objects.filter(user=anna).exists()
    right = {"remit-0-sections": [here.pk], "remit-0-languages": "de-AT"}
    assert change(client, anna, groups=[role("Editor").pk], **(inline | right)).status_code == 302
    assert Remit.objects.get(user=anna).language_tags == ["de-AT"]
    # And those who reach further are not theirs to change.
    assert not people.may_look_after(chief, make_member("eva", "Editor"))
    assert people.may_look_after(
        chief, make_member("ida", "Editor", sections=[here], languages="de")
    )


def test_nobody_widens_their_own_remit(chief: User) -> None:
    here = make_section("Housing")
    narrow(chief, sections=[here])
    client = desk_of(User.objects.get(pk=chief.pk))
    response = change(client, chief, **{"remit-0-DELETE": "on"})
    assert response.status_code == 200
    assert list(Remit.objects.get(user=chief).sections.all()) == [here]
    assert change(client, chief, first_name="Chris").status_code == 302


# Nobody is locked out


def test_nobody_switches_off_their_own_account(as_chief: Client, chief: User) -> None:
    form = open_form(as_chief, page_of(chief), "user_form")
    form.pop("is_active")
    assert "can’t switch off your own account" in text_of(as_chief.post(page_of(chief), form))
    chief.refresh_from_db()
    assert chief.is_active


def test_the_last_superuser_stays_one(as_superuser: Client, superuser: User) -> None:
    form = open_form(as_superuser, page_of(superuser), "user_form")
    form.pop("is_superuser")
    response = as_superuser.post(page_of(superuser), form)
    assert "Nobody else looks after the whole archive" in text_of(response)
    other = User.objects.create_superuser("other", password=PASSWORD)
    assert as_superuser.post(page_of(superuser), form).status_code == 302
    superuser.refresh_from_db()
    assert not superuser.is_superuser
    assert other.is_superuser


def test_who_has_worked_here_is_switched_off_instead_of_deleted(as_superuser: Client) -> None:
    anna, ben = make_member("anna", "Editor"), make_member("ben", "Editor")
    make_draft(created_by=anna)
    delete = reverse("admin:auth_user_delete", args=[anna.pk])
    assert "Switch the account off instead" in text_of(as_superuser.get(delete))
    as_superuser.post(delete, {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [anna.pk, ben.pk], "post": "yes"}
    as_superuser.post(LIST, chosen)
    assert {user.username for user in User.objects.all()} >= {"anna", "ben"}
    as_superuser.post(reverse("admin:auth_user_delete", args=[ben.pk]), {"post": "yes"})
    assert not User.objects.filter(username="ben").exists()


def test_nobody_deletes_themselves(as_chief: Client, chief: User) -> None:
    delete = reverse("admin:auth_user_delete", args=[chief.pk])
    assert as_chief.post(delete, {"post": "yes"}).status_code == 403


# Remits


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("de, FR", "de fr"), ("pt-br  de", "pt-BR de"), ("de de", "de"), ("", "")],
)
def test_languages_are_kept_as_they_stand_on_articles(
    typed: str, kept: str, as_chief: Client
) -> None:
    anna = make_member("anna", "Editor")
    here = make_section("Housing")
    data = {"remit-0-languages": typed, "remit-0-sections": [here.pk]}
    assert change(as_chief, anna, **data).status_code == 302
    remit = Remit.objects.get(user=anna)
    assert (remit.languages, list(remit.sections.all())) == (kept, [here])


def test_what_is_no_language_tag_is_refused(as_chief: Client) -> None:
    anna = make_member("anna", "Editor")
    response = change(as_chief, anna, **{"remit-0-languages": "de Deutsch!"})
    assert "“Deutsch!” is no language tag" in text_of(response)
    assert not Remit.objects.exists()


def test_a_section_that_bounds_rights_cannot_be_deleted(as_superuser: Client) -> None:
    """Without it the remit would name no section, and reach everywhere."""
    here = make_section("Housing")
    anna = make_member("anna", "Editor", sections=[here])
    delete = reverse("admin:articles_section_delete", args=[here.pk])
    words = text_of(as_superuser.get(delete))
    assert "can’t be deleted" in words
    assert "anna" in words
    as_superuser.post(delete, {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [here.pk], "post": "yes"}
    as_superuser.post(reverse("admin:articles_section_changelist"), many)
    assert Section.objects.filter(pk=here.pk).exists()
    assert not rights.sees_all(User.objects.get(pk=anna.pk))


def test_a_merged_section_takes_the_bounds_along() -> None:
    here, there = make_section("Housing"), make_section("Homes")
    anna = make_member("anna", "Editor", sections=[here])
    archivist = make_member("ari", "Archivist", sections=[here])
    assert not may_merge(archivist, Section)
    merge(there, [here])
    assert list(Remit.objects.get(user=anna).sections.all()) == [there]


# Roles


def test_roles_are_read_in_words(as_chief: Client) -> None:
    url = reverse("admin:auth_group_change", args=[role("Publisher").pk])
    words = text_of(as_chief.get(url))
    assert "publish, schedule and withdraw" in words
    assert "Can publish" not in words
    assert as_chief.post(url, {"name": "Mine"}).status_code == 403
    shown = text_of(as_chief.get(reverse("admin:auth_group_changelist")))
    assert "publishes and withdraws" in shown


def test_a_superuser_changes_what_a_role_may_do(as_superuser: Client) -> None:
    editor = role("Editor")
    hidden = role("Administrator").permissions.get(codename="view_tally")
    editor.permissions.add(hidden)
    url = reverse("admin:auth_group_change", args=[editor.pk])
    form = open_form(as_superuser, url, "group_form")
    publish = role("Publisher").permissions.get(codename="publish_article")
    form["permissions"] = [*form["permissions"], str(publish.pk)]
    before = set(editor.permissions.all())
    assert as_superuser.post(url, form).status_code == 302
    assert set(editor.permissions.all()) == before | {publish}


def test_who_may_change_groups_gives_no_more_than_they_have() -> None:
    lesser = lesser_chief()
    chiefs = Group.objects.get(name="Looks after people")
    for codename in ("view_group", "change_group", "add_group"):
        chiefs.permissions.add(Permission.objects.get(codename=codename))
    client = desk_of(User.objects.get(pk=lesser.pk))
    publish = role("Publisher").permissions.get(codename="publish_article")
    url = reverse("admin:auth_group_change", args=[chiefs.pk])
    response = client.post(url, {"name": "Looks after people", "permissions": [publish.pk]})
    assert response.status_code == 200
    assert publish not in chiefs.permissions.all()
    other = reverse("admin:auth_group_change", args=[role("Publisher").pk])
    assert client.post(other, {"name": "Nothing"}).status_code == 403


def test_the_list_says_who_may_do_what(as_chief: Client) -> None:
    make_member("anna", "Editor", sections=[make_section("Housing")], languages="de")
    words = text_of(as_chief.get(LIST))
    assert "Editor" in words
    assert "Housing, de" in words


def test_the_list_of_people_takes_the_same_queries_for_any_number(
    as_chief: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_member(f"user{number}", "Editor", languages="de")
    with django_assert_max_num_queries(14):
        as_chief.get(LIST)


# Passwords


def test_who_forgot_a_password_gets_a_link_by_mail(mail_leaves: None, client: Client) -> None:
    anna = make_member("anna", "Writer")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    assert reverse("admin_password_reset") in client.get(reverse("admin:login")).content.decode()
    response = client.post(reverse("admin_password_reset"), {"email": "anna@example.org"})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    [letter] = mail.outbox
    choose_password(link_in(letter), "another good one")
    assert Client().login(username="anna", password="another good one")


def test_a_link_works_once(mail_leaves: None, client: Client) -> None:
    anna = make_member("anna", "Writer")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    client.post(reverse("admin_password_reset"), {"email": "anna@example.org"})
    link = link_in(mail.outbox[0])
    choose_password(link, "another good one")
    again = Client().get(link, follow=True)
    assert not again.context["validlink"]


def test_nothing_tells_whether_somebody_has_an_account(mail_leaves: None, client: Client) -> None:
    anna = make_member("anna", "Writer")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    url = reverse("admin_password_reset")
    known = client.post(url, {"email": "anna@example.org"})
    unknown = client.post(url, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_the_link_names_the_site_and_not_what_the_request_called_it(
    mail_leaves: None, settings: object
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    anna = make_member("anna", "Writer")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    client = Client(headers={"host": "evil.example"})
    client.post(reverse("admin_password_reset"), {"email": "anna@example.org"})
    assert "http://testserver/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


def test_nobodys_letterbox_is_filled(mail_leaves: None, client: Client) -> None:
    anna = make_member("anna", "Writer")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    for _ in range(6):
        client.post(reverse("admin_password_reset"), {"email": "ANNA@example.org"})
    assert len(mail.outbox) == 3


def test_where_no_mail_leaves_the_page_says_whom_to_ask(
    client: Client, no_mail_leaves: None
) -> None:
    words = text_of(client.get(reverse("admin_password_reset")))
    assert "Ask whoever looks after people" in words
    client.post(reverse("admin_password_reset"), {"email": "a@example.org"})
    assert mail.outbox == []


def test_an_administrator_sets_a_new_password(as_chief: Client) -> None:
    anna = make_member("anna", "Writer")
    url = reverse("admin:auth_user_password_change", args=[anna.pk])
    new = "something new 123"
    data = {"password1": new, "password2": new, "usable_password": "true"}
    assert as_chief.post(url, data | {"set-password": "yes"}).status_code == 302
    anna.refresh_from_db()
    assert anna.check_password(new)
