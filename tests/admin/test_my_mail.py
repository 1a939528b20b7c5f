"""The page on which somebody says which mail they want."""

from django.test import Client
from django.urls import reverse

from articles.models import MailChoice
from tests.admin.forms import text_of
from tests.people import desk_of, make_member

URL = reverse("admin:my_mail")


def chosen() -> dict[str, bool]:
    return dict(MailChoice.objects.values_list("kind", "is_wanted"))


def test_each_sees_the_kinds_that_can_concern_them(db: None) -> None:
    words = {
        name: text_of(desk_of(make_member(name, name)).get(URL))
        for name in ("Writer", "Editor", "Moderator")
    }
    assert "My text was approved" in words["Writer"]
    assert "sent to review" not in words["Writer"]
    assert "A text was sent to review" in words["Editor"]
    assert "Comments wait" not in words["Editor"]
    assert "Comments wait for a decision" in words["Moderator"]
    assert "My text was approved" not in words["Moderator"]


def test_what_is_not_ticked_is_not_wanted_and_that_stays_so(db: None) -> None:
    client = desk_of(make_member("writer", "Writer"))
    shown = client.get(URL).context["form"]
    assert all(field.initial for field in shown.fields.values())
    answer = client.post(URL, {"approved": "on", "comment": "on"}, follow=True)
    assert "Saved." in text_of(answer)
    assert chosen()["approved"] is True
    assert chosen()["published"] is False
    assert "comment" not in chosen()  # that can't concern a writer
    again = client.get(URL).context["form"]
    assert again.fields["approved"].initial
    assert not again.fields["published"].initial


def test_who_has_no_address_is_told_so(db: None) -> None:
    user = make_member("writer", "Writer")
    assert "You have no e-mail address" in text_of(desk_of(user).get(URL))
    user.email = "jo@example.org"
    user.save()
    assert "Mail goes to jo@example.org." in text_of(desk_of(user).get(URL))


def test_it_is_everybodys_own_and_nobody_elses(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 302
    one, other = make_member("one", "Writer"), make_member("other", "Writer")
    desk_of(one).post(URL, {})
    assert not MailChoice.objects.filter(user=other).exists()


def test_the_way_there_is_on_every_page(db: None) -> None:
    page = desk_of(make_member("writer", "Writer")).get(reverse("admin:index"))
    assert f'href="{URL}"' in page.content.decode()
