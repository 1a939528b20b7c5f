import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pillow

from articles.models import Image, Rendition
from articles.publishing import images
from articles.publishing.images import BadImage, make_renditions, picture, store
from tests.factories import make_author, make_image, make_picture, make_published

pytestmark = pytest.mark.django_db

ORIENTATION, GPS = 0x0112, 0x8825
TURNED_RIGHT = 6


def opened(image: Image) -> Pillow.Image:
    with image.file.open() as file:
        kept = Pillow.open(io.BytesIO(file.read()))
    kept.load()
    return kept


def encoded(kept: Pillow.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    kept.save(out, kind, **options)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG that says it has side × side pixels, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_the_usual_formats_are_taken_in(kind: str) -> None:
    image = store(make_picture(120, 80, kind=kind), name=f"poster.{kind.lower()}")
    assert (image.width, image.height) == (120, 80)
    assert opened(image).size == (120, 80)


def test_neither_camera_nor_place_is_kept() -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "Camera"
    exif[GPS] = {2: (52.0, 31.0, 0.0)}
    data = encoded(Pillow.new("RGB", (60, 40), "red"), "JPEG", exif=exif, comment=b"secret")
    assert b"Camera" in data
    image = store(data)
    kept = opened(image)
    assert not kept.getexif()
    assert not {"comment", "exif", "icc_profile"} & set(kept.info)
    make_renditions(image)
    for rendition in image.renditions.all():
        with rendition.file.open() as file:
            assert not Pillow.open(file).getexif()


def test_a_picture_that_lies_on_its_side_is_put_upright() -> None:
    exif = Pillow.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    image = store(encoded(Pillow.new("RGB", (60, 40), "red"), "JPEG", exif=exif))
    assert (image.width, image.height) == (40, 60)


def test_what_is_hidden_behind_a_picture_is_not_kept() -> None:
    image = store(make_picture() + b"<script>alert(1)</script>PK\x03\x04")
    with image.file.open() as file:
        assert b"script" not in file.read()


def test_transparency_is_kept() -> None:
    data = encoded(Pillow.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG")
    kept = opened(store(data))
    assert (kept.format, kept.mode) == ("PNG", "RGBA")


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_unusual_colours_become_usual_ones(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    assert opened(store(encoded(Pillow.new(mode, (50, 50)), kind))).mode == "RGB"


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Pillow.new("RGB", (50, 50), color) for color in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    red, _green, blue = opened(store(data)).getpixel((25, 25))
    assert red > 200 > blue


def test_a_very_large_picture_is_scaled_down() -> None:
    image = store(make_picture(5000, 100))
    assert (image.width, image.height) == (4000, 80)


def test_the_same_bytes_are_kept_once() -> None:
    data = make_picture()
    assert store(data, name="one.png") == store(data, name="two.png")
    assert Image.objects.count() == 1


def test_what_the_picture_shows_is_kept_with_it() -> None:
    image = store(make_picture(), name="a.png", alt="A poster", credit="Workshop", licence="CC0")
    assert (image.alt, image.credit, image.licence) == ("A poster", "Workshop", "CC0")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no picture"),
        (b"GIF89a", "no picture|damaged"),
        (b"Just a letter.", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
        (b"%PDF-1.7 ...", "no picture"),
        (make_picture()[:-40], "damaged"),
        (make_picture(kind="JPEG")[:200], "no picture|damaged"),
        (bomb(8_000), "too many"),
        (bomb(20_000), "too many"),
        (bomb(2**31 - 1), "too many|no picture|damaged"),
        (b"\0" * (images.MAX_BYTES + 1), "larger than 25 MB"),
    ],
    ids=["nothing", "header", "text", "svg", "pdf", "cut-png", "cut-jpeg", "bomb", "big-bomb",
         "huge-bomb", "too-large"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words_and_leaves_nothing(
    data: bytes, reason: str
) -> None:
    before = (
        set(default_storage.listdir("images")[1]) if default_storage.exists("images") else set()
    )
    with pytest.raises(BadImage, match=reason):
        store(data, name="upload.png")
    assert not Image.objects.exists()
    after = set(default_storage.listdir("images")[1]) if default_storage.exists("images") else set()
    assert before == after


def test_a_picture_gets_smaller_copies_in_three_formats() -> None:
    image = make_image(1200, 900)
    make_renditions(image)
    made = set(image.renditions.values_list("format", "width", "height"))
    assert made == {
        (kind, width, width * 3 // 4)
        for kind in ("avif", "webp", "jpeg")
        for width in (480, 960, 1200)
    }


def test_a_small_picture_is_not_blown_up() -> None:
    image = make_image(300, 200)
    make_renditions(image)
    assert {rendition.width for rendition in image.renditions.all()} == {300}


def test_copies_are_made_once() -> None:
    image = make_image(300, 200)
    for _ in range(2):
        make_renditions(image)
    assert Rendition.objects.count() == 3


def test_copies_are_made_in_the_background_when_a_picture_is_stored(
    django_capture_on_commit_callbacks: object,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image(300, 200)
        assert not image.renditions.exists()
    assert image.renditions.count() == 3


def test_a_published_article_shows_its_pictures_in_several_sizes_and_none_jumps() -> None:
    image = make_image(600, 450)
    body = f'<p>See:</p><figure><img src="{image.src}" alt="Cranes &amp; houses"></figure>'
    html = make_published(body=body).html
    assert '<source type="image/avif"' in html
    assert '<source type="image/webp"' in html
    assert 'width="600" height="450"' in html
    assert 'alt="Cranes &amp; houses"' in html
    assert "480w" in html
    assert 'loading="lazy"' in html
    assert "fetchpriority" not in html


@pytest.mark.parametrize("address", ["article", "/", "author"])
def test_a_picture_that_is_seen_first_waits_for_nothing(address: str, client: Client) -> None:
    ada = make_author("Ada", portrait=make_image())
    edition = make_published(image=make_image(), authors=[ada])
    rows = {"article": edition, "author": ada}
    html = client.get(rows[address].get_absolute_url() if address in rows else address).text
    assert html.count('fetchpriority="high"') == 1
    assert 'loading="lazy"' not in html


def test_a_picture_that_is_not_in_the_archive_has_no_sizes() -> None:
    assert picture({}, "/media/images/gone.jpg", "Gone") is None
    html = make_published(
        body='<p>See</p><figure><img src="/media/images/gone.jpg" alt="Gone"></figure>'
    ).html
    assert "<source" not in html
    assert "Gone" in html


def test_a_decoder_that_stumbles_over_metadata_is_a_bad_image(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(_picture: object) -> None:
        raise TypeError("bad operand type for abs(): 'str'")

    monkeypatch.setattr(images.ImageOps, "exif_transpose", stumble)
    with pytest.raises(BadImage, match="damaged"):
        store(make_picture())
