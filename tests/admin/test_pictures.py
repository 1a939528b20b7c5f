"""The library of pictures, and uploading into it, as the editor of a text asks for them."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Image
from articles.publishing import images
from tests.factories import make_image, make_picture, make_user

LIBRARY = reverse("admin:articles_image_library")
STORE = reverse("admin:articles_image_store")


def upload(data: bytes, name: str = "poster.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def test_the_library_is_searched_word_by_word(client: Client, editor: AbstractUser) -> None:
    make_image(alt="A red poster", credit="Union archive")
    make_image(alt="A blue poster")
    client.force_login(editor)
    found = client.get(LIBRARY, {"q": "poster union"}).json()
    assert [image["alt"] for image in found["images"]] == ["A red poster"]
    assert found["next"] is None
    (image,) = found["images"]
    assert image["src"].startswith("/media/images/")
    assert image["thumbnail"].startswith("/media/")
    assert image["credit"] == "Union archive"


def test_the_library_comes_in_pages_with_few_queries(
    client: Client,
    editor: AbstractUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(26):
        make_image(8, 8)
    client.force_login(editor)
    with django_assert_max_num_queries(7):
        first = client.get(LIBRARY).json()
    assert (len(first["images"]), first["next"]) == (24, 2)
    assert len(client.get(LIBRARY, {"page": 2}).json()["images"]) == 2


def test_an_uploaded_picture_is_kept_with_its_details(client: Client, editor: AbstractUser) -> None:
    client.force_login(editor)
    sent = {"upload": upload(make_picture()), "alt": " A poster ", "licence": "CC BY 4.0"}
    answer = client.post(STORE, sent)
    assert answer.status_code == 201
    image = Image.objects.get()
    assert (image.alt, image.licence, image.name) == ("A poster", "CC BY 4.0", "poster.png")
    assert answer.json()["image"]["src"] == image.src


def test_the_same_picture_twice_is_one(client: Client, editor: AbstractUser) -> None:
    client.force_login(editor)
    for _ in range(2):
        assert client.post(STORE, {"upload": upload(make_picture())}).status_code == 201
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"), [(b"no picture", "no picture that can be read"), (b"", "No picture arrived")]
)
def test_what_is_no_picture_is_refused_with_a_reason(
    client: Client, editor: AbstractUser, data: bytes, said: str
) -> None:
    client.force_login(editor)
    sent = {"upload": upload(data)} if data else {}
    answer = client.post(STORE, sent)
    assert answer.status_code in {400, 422}
    assert said in answer.json()["error"]
    assert not Image.objects.exists()


def test_a_huge_file_is_refused_before_it_is_read(client: Client, editor: AbstractUser) -> None:
    client.force_login(editor)

    class Unread:
        def read(self, *_: int) -> bytes:
            raise AssertionError("The file was read.")

        readline = read

    answer = client.generic(
        "POST",
        STORE,
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert "larger than 25 MB" in answer.json()["error"]


def test_a_file_a_little_too_large_is_refused_too(
    client: Client, editor: AbstractUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 1000)
    client.force_login(editor)
    answer = client.post(STORE, {"upload": upload(make_picture(), name="x" * 300)})
    assert answer.status_code in {413, 422}
    assert "25 MB" in answer.json()["error"]


def test_too_long_a_description_is_refused_with_its_reason(
    client: Client, editor: AbstractUser
) -> None:
    client.force_login(editor)
    answer = client.post(STORE, {"upload": upload(make_picture()), "alt": "x" * 501})
    assert answer.status_code == 422
    assert "500" in answer.json()["error"]
    assert not Image.objects.exists()


def test_only_those_who_may_add_pictures_upload(client: Client, db: None) -> None:
    client.force_login(make_user("reader", "view_image"))
    assert client.get(LIBRARY).status_code == 200
    answer = client.post(STORE, {"upload": upload(make_picture())})
    assert answer.status_code == 403
    assert "may not add pictures" in answer.json()["error"]
    client.force_login(make_user("stranger"))
    assert client.get(LIBRARY).status_code == 403
    assert client.get(STORE).status_code == 403
    client.logout()
    assert client.get(LIBRARY).status_code == 302


def test_an_upload_without_a_token_is_refused(editor: AbstractUser) -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(editor)
    assert visitor.post(STORE, {"upload": upload(make_picture())}).status_code == 403
    assert not Image.objects.exists()
