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
from tests.factories import make_draft, make_image, make_picture

from .forms import text_of

ADD = "admin:articles_image_add"
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
    data = {"alt": "A blue poster", "caption": "", "credit": "", "licence": "", "name": "a.png"}
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


def test_the_list_shows_small_pictures(as_editor: Client) -> None:
    make_image(1200, 600)
    page = as_editor.get(reverse("admin:articles_image_changelist")).content.decode()
    assert 'width="96" height="48"' in page
