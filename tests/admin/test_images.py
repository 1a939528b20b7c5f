"""Pictures at the desk: uploaded through the safe door, and refused in words."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Image
from articles.publishing import images, manuscript
from tests.factories import make_draft, make_image, make_picture, make_published, make_user

from .conftest import logged_in
from .forms import open_form, text_of

pytestmark = pytest.mark.django_db

ADD = "admin:articles_image_add"
LIST, SEVERAL = reverse("admin:articles_image_changelist"), reverse("admin:articles_image_several")
PNG = b"\x89PNG\r\n\x1a\n"


def bomb() -> bytes:
    """The head of a PNG of 60,000 × 60,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return PNG + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def upload(client: Client, data: bytes, name: str = "poster.png", **details: str) -> object:
    file = SimpleUploadedFile(name, data, "image/png")
    return client.post(reverse(ADD), {"upload": file, **details}, follow=True)


def test_an_editor_uploads_a_picture(as_editor: Client) -> None:
    response = upload(as_editor, make_picture(800, 600), alt="A red poster")
    assert response.status_code == 200
    image = Image.objects.get()
    assert (image.alt, image.name, image.width) == ("A red poster", "poster.png", 800)


def test_the_same_picture_twice_is_one_and_keeps_its_words(as_editor: Client) -> None:
    upload(as_editor, make_picture(), alt="A red poster")
    words = text_of(upload(as_editor, make_picture(), alt="Something else"))
    assert "The archive has this picture already" in words
    assert Image.objects.get().alt == "A red poster"


@pytest.mark.parametrize(
    "data",
    [
        b"no picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        make_picture()[:200],
        bomb(),
        PNG,
    ],
    ids=["text", "svg", "cut off", "bomb", "head only"],
)
def test_what_is_no_safe_picture_is_refused_in_words(data: bytes, as_editor: Client) -> None:
    response = upload(as_editor, data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["upload"]
    assert not Image.objects.exists()


def test_a_file_that_is_too_large_is_refused(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 100)
    assert "larger than 25 MB" in text_of(upload(as_editor, make_picture()))
    assert not Image.objects.exists()


def test_nothing_is_stored_when_another_field_is_wrong(as_editor: Client) -> None:
    response = upload(as_editor, make_picture(), alt="x" * 501)
    assert "alt" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_the_description_can_be_mended_and_the_file_cannot(as_editor: Client) -> None:
    image = make_image()
    url = reverse("admin:articles_image_change", args=[image.pk])
    data = open_form(as_editor, url, "image_form") | {"alt": "A blue poster"}
    other = io.BytesIO(make_picture(color="#000000"))
    assert as_editor.post(url, data | {"upload": other, "file": other}).status_code == 302
    file = image.file.name
    image.refresh_from_db()
    assert (image.alt, image.file.name) == ("A blue poster", file)


def test_a_picture_says_where_it_is_used_and_stays_while_it_is(as_superuser: Client) -> None:
    image = make_image()
    article = make_draft("Posters of 1926")
    article.body += f'<figure><img src="{image.src}" alt="A poster"></figure>'
    manuscript.save(article)
    page = as_superuser.get(reverse("admin:articles_image_change", args=[image.pk]))
    assert "Posters of 1926" in text_of(page)
    delete = reverse("admin:articles_image_delete", args=[image.pk])
    assert "can’t be deleted" in text_of(as_superuser.post(delete, {"post": "yes"}))
    assert Image.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_list_shows_small_pictures_cut_around_their_focus(as_editor: Client) -> None:
    image = make_image(1200, 600)
    page = as_editor.get(LIST).content.decode()
    assert image.crops.get(purpose="square").src in page
    image.crops.all().delete()
    assert 'width="160" height="80"' in as_editor.get(LIST).content.decode()


def test_the_library_is_filtered_by_use_and_by_what_is_missing(as_editor: Client) -> None:
    used = make_image(name="used.png", licence="CC0", credit="A. B.")
    make_draft(image=used)
    make_image(name="free.png", alt="")
    old = make_image(name="old.png")
    old.replaced_by = used
    old.save()

    def found(**query: str) -> set[str]:
        shown = as_editor.get(LIST, query).context["cl"].result_list
        return {image.name for image in shown}

    assert found() == {"used.png", "free.png"}
    assert found(used="yes") == {"used.png"}
    assert found(used="no") == {"free.png"}
    assert found(lacking="alt") == {"free.png"}
    assert found(lacking="licence") == {"free.png"}
    assert found(replaced="yes") == {"old.png"}
    assert found(lacking="checksum") == {"used.png", "free.png"}


def test_the_library_asks_as_much_for_many_pictures_as_for_few(
    as_superuser: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        make_draft(image=make_image())
    with django_assert_max_num_queries(12):
        as_superuser.get(LIST)


def test_alternative_texts_are_written_in_the_library(as_editor: Client) -> None:
    image = make_image(alt="")
    data = open_form(as_editor, LIST, "changelist-form") | {"form-0-alt": "A poster", "_save": "1"}
    assert as_editor.post(LIST, data).status_code == 302
    image.refresh_from_db()
    assert image.alt == "A poster"


def test_the_focus_is_set_and_the_picture_is_cut_anew(as_editor: Client) -> None:
    image = make_image(1200, 600)
    url = reverse("admin:articles_image_change", args=[image.pk])
    data = open_form(as_editor, url, "image_form")
    assert as_editor.post(url, data | {"focus_x": "101"}).status_code == 200
    assert as_editor.post(url, data | {"focus_x": "90"}).status_code == 302
    image.refresh_from_db()
    assert image.focus_x == 90
    assert set(image.crops.values_list("focus_x", flat=True)) == {90}


def test_who_may_not_see_an_article_is_not_told_that_a_picture_is_in_it() -> None:
    image = make_image()
    make_published("A secret title", image=image)
    client = logged_in(make_user("somebody", "view_image"))
    shown = text_of(client.get(reverse("admin:articles_image_change", args=[image.pk])))
    assert "secret" not in shown
    assert "and in 1 article that you may not see" in shown


def several(client: Client, *files: tuple[str, bytes], **headers: str) -> object:
    uploads = [SimpleUploadedFile(name, data, "image/png") for name, data in files]
    return client.post(SEVERAL, {"files": uploads}, **headers)


def test_several_pictures_come_at_once_and_a_broken_one_holds_up_none(as_editor: Client) -> None:
    known = make_image()
    with known.file.open() as file:
        twice = file.read()
    images.store(twice)
    shown = text_of(
        several(
            as_editor,
            ("a.png", make_picture(color="#010101")),
            ("broken.png", b"no picture"),
            ("b.png", make_picture(color="#020202")),
            ("twice.png", twice),
        )
    )
    assert "a.png added" in shown
    assert "broken.png This is no picture that can be read." in shown
    assert "twice.png was there already" in shown
    assert set(Image.objects.values_list("name", flat=True)) >= {"a.png", "b.png"}


def test_a_script_gets_what_became_of_each_file(as_editor: Client) -> None:
    answer = several(as_editor, ("a.png", make_picture()), HTTP_ACCEPT="application/json")
    (one,) = answer.json()["taken"]
    image = Image.objects.get()
    assert one == {
        "name": "a.png",
        "address": reverse("admin:articles_image_change", args=[image.pk]),
        "src": image.src,
        "is_new": True,
        "error": "",
    }


def test_no_file_at_all_is_said(as_editor: Client) -> None:
    assert "No picture was chosen." in text_of(as_editor.post(SEVERAL))


def test_a_picture_is_replaced_at_the_desk(as_superuser: Client) -> None:
    image = make_image()
    article = make_draft("Posters of 1926", image=image)
    url = reverse("admin:articles_image_replace", args=[image.pk])
    assert "1 manuscript then shows the new file: Posters of 1926" in text_of(as_superuser.get(url))
    broken = SimpleUploadedFile("x.png", b"no picture", "image/png")
    assert "no picture that can be read" in text_of(as_superuser.post(url, {"upload": broken}))
    file = SimpleUploadedFile("new.png", make_picture(color="#00ff00"), "image/png")
    shown = text_of(as_superuser.post(url, {"upload": file}, follow=True))
    assert "Replaced. 1 manuscript shows the new file" in shown
    article.refresh_from_db()
    assert article.image.name == "new.png"
    old = as_superuser.get(reverse("admin:articles_image_change", args=[image.pk]))
    assert "Replaced by new.png." in text_of(old)


def test_nobody_is_offered_a_picture_that_was_replaced(as_superuser: Client) -> None:
    image = make_image(name="old.png")
    image.replaced_by = make_image(name="new.png")
    image.save()
    asked = {"app_label": "articles", "model_name": "article", "field_name": "image", "term": "png"}
    found = as_superuser.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in found] == ["new.png (A red poster)"]


@pytest.mark.parametrize("rights", [["view_image"], ["view_image", "change_image"]])
def test_who_may_not_add_pictures_neither_uploads_nor_replaces(rights: list[str]) -> None:
    client = logged_in(make_user("somebody", *rights))
    assert client.get(SEVERAL).status_code == 403
    assert several(client, ("a.png", make_picture())).status_code == 403
    replacing = reverse("admin:articles_image_replace", args=[make_image().pk])
    assert client.get(replacing).status_code == 403
    assert client.post(replacing).status_code == 403
