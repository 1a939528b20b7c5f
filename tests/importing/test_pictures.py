from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from articles.importing import pictures
from articles.importing.base import Document
from articles.importing.save import Result, save_document
from articles.models import Article, Image, Redirect
from articles.text.clean import clean
from articles.text.images import image_sources
from tests.factories import make_image, make_picture, make_published

pytestmark = pytest.mark.django_db

PLAIN = "<p>The forty families of Harrow Row stopped paying.</p>"
POSTER = pictures.address("scans/poster.png")


@pytest.fixture(autouse=True)
def _media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def document(body: str = "", **fields: object) -> Document:
    body = body or (
        f'<p>Before.</p><figure><img src="{POSTER}" alt="A poster">'
        "<figcaption>Harrow Row, 1926. Photo: A. Brandt</figcaption></figure><p>After.</p>"
    )
    assert clean(body) == body
    return Document(title="The strike", language="en", body=body, **fields)  # type: ignore[arg-type]


def saved(found: Document, data: bytes = b"1", **how: object) -> Result:
    return save_document(found, source=f"{data!r}.html", format_name="html", data=data, **how)  # type: ignore[arg-type]


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_picture_goes_into_the_archive_and_the_text_names_it_there() -> None:
    result = saved(document(pictures={POSTER: make_picture()}))
    image = Image.objects.get()
    assert (image.name, image.alt, result.warnings) == ("poster.png", "A poster", ())
    assert image_sources(result.article.body) == [image.src]
    assert "Harrow Row, 1926. Photo: A. Brandt</figcaption>" in result.article.body
    assert result.article.image_uses.count() == 1


def test_a_picture_of_two_articles_is_kept_once() -> None:
    data = make_picture()
    one = saved(document(pictures={POSTER: data}), b"1").article
    other = pictures.address("elsewhere/copy.png")
    body = f'<p><img src="{other}" alt="The same"></p>'
    two = saved(document(body, pictures={other: data}), b"2").article
    assert image_sources(one.body) == image_sources(two.body) == [Image.objects.get().src]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>not found</html>", "no picture that can be read"),
        (make_picture()[:300], "damaged"),
        (b"", "no picture that can be read"),
    ],
)
def test_what_is_no_picture_leaves_its_description_and_a_warning(data: bytes, reason: str) -> None:
    result = saved(document(pictures={POSTER: data}))
    (warning,) = result.warnings
    assert "scans/poster.png" in warning
    assert reason in warning
    assert "A poster" in result.article.body
    assert "<img" not in result.article.body
    assert not Image.objects.exists()


def test_a_picture_of_too_many_pixels_is_named_and_not_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("articles.publishing.images.MAX_PIXELS", 100)
    (warning,) = saved(document(pictures={POSTER: make_picture(20, 20)})).warnings
    assert "scans/poster.png" in warning
    assert "20 × 20 pixels" in warning


def test_a_picture_whose_bytes_did_not_come_along_is_named_once() -> None:
    body = f'<p>One <img src="{POSTER}" alt="A poster"> two <img src="{POSTER}" alt=""></p>'
    result = saved(document(body))
    assert result.article.body == "<p>One A poster two </p>".replace(" </p>", "</p>")
    (warning,) = result.warnings
    assert "“scans/poster.png” did not come along" in warning


def test_a_picture_of_the_archive_stays_as_it_is() -> None:
    body = f'<p><img src="{make_image().src}" alt="A red poster"></p>'
    assert saved(document(body)).article.body == body


def test_a_rehearsal_says_the_same_and_writes_no_file() -> None:
    broken = pictures.address("broken.png")
    body = f'<p><img src="{POSTER}" alt="A"> <img src="{broken}" alt="B"></p>'
    result = saved(document(body, pictures={POSTER: make_picture(), broken: b"x"}), rehearse=True)
    (warning,) = result.warnings
    assert "broken.png" in warning
    assert len(image_sources(result.article.body)) == 1
    assert files() == []


def test_an_article_that_can_not_be_saved_leaves_no_file_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_how: object) -> None:
        raise ValidationError("refused")

    monkeypatch.setattr("articles.publishing.manuscript.save", refuse)
    with pytest.raises(ValidationError, match="refused"):
        saved(document(pictures={POSTER: make_picture()}))
    assert files() == []
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("name", "src"),
    [
        ("a b/ü.png", "/media/import/a%20b/%C3%BC.png"),
        ("../../etc/passwd", "/media/import/etc/passwd"),
        ("..\\secret.png", "/media/import/secret.png"),
        (
            "https://old.example/x.png?w=1&h=2",
            "/media/import/https://old.example/x.png%3Fw%3D1%26h%3D2",
        ),
    ],
)
def test_any_name_becomes_an_address_that_a_body_can_hold(name: str, src: str) -> None:
    assert pictures.address(name) == src
    body = f'<p><img src="{src}" alt="x"></p>'
    assert clean(body) == body


# Where it was found before


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("/2021/12/06/strike/", "/2021/12/06/strike/"),
        ("https://old.example/news/strike.html", "/news/strike.html"),
        ("https://old.example/%D8%B9%D8%B1/", "/عر/"),
        ("news/strike.html#top", "/news/strike.html"),
        ("https://old.example/?p=123", "/?p=123"),
    ],
)
def test_an_old_address_leads_to_the_article(old: str, path: str) -> None:
    article = saved(document(PLAIN, old_addresses=[old, old])).article
    redirect = Redirect.objects.get()
    assert (redirect.path, redirect.article) == (path, article)


@pytest.mark.parametrize("old", ["", "/", "https://old.example", "https://[", "mailto:a@b.example"])
def test_what_is_no_address_of_a_page_leads_nowhere(old: str) -> None:
    assert saved(document(PLAIN, old_addresses=[old])).warnings == ()
    assert not Redirect.objects.exists()


def test_an_address_that_leads_to_another_article_is_not_taken_over() -> None:
    other = make_published(title="The lockout").article
    Redirect.objects.create(path="/old/", article=other)
    (warning,) = saved(document(PLAIN, old_addresses=["/old/"])).warnings
    assert warning == "The old address “/old/” leads to “The lockout” already."
    assert Redirect.objects.get().article == other


def test_the_address_of_another_article_and_of_a_page_of_ours_are_not_taken_over() -> None:
    other = make_published(title="The lockout")
    paths = [other.get_absolute_url(), "/corrections/", "/articles/"]
    warnings = saved(document(PLAIN, old_addresses=paths)).warnings
    assert len(warnings) == 3
    assert all("another page of this site" in warning for warning in warnings)
    assert not Redirect.objects.exists()


def test_its_own_address_needs_no_redirect() -> None:
    assert saved(document(PLAIN, old_addresses=["/articles/undated/the-strike/"])).warnings == ()
    assert not Redirect.objects.exists()


def test_an_address_of_an_article_that_there_is_not_can_lead_to_this_one() -> None:
    saved(document(PLAIN, old_addresses=["/articles/2009/long-gone/"]))
    assert Redirect.objects.get().article == Article.objects.get()
