"""Pictures: taken in safely, kept once, served in several sizes and formats."""

import hashlib
import io
import logging
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_tasks import task
from PIL import Image as Pillow
from PIL import ImageOps
from PIL.ImageFile import ImageFile

from articles.models import Article, Image, Rendition
from articles.text.images import image_sources

from .crops import SHAPES, make_crops, outdated
from .encoding import ENCODINGS, encode

log = logging.getLogger(__name__)
READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 4000  # pixels; larger uploads are scaled down
WIDTHS = (480, 960, 1600)  # pixels
FIRST = mark_safe('fetchpriority="high"')
LATER = mark_safe('loading="lazy" decoding="async"')


class Place(NamedTuple):
    """Where on a page a picture stands."""

    sizes: str
    """How wide it is there in which window, as the style sheet has it. A `rem` is a browser's 16
    pixels here, whatever size the page's letters have."""
    is_seen_first: bool = False
    """Whether readers see it before they scroll, so that it must not wait for the rest."""


# The letters grow with the window, from 1.0625 to 1.25rem; the text is 33 of them wide, and with
# the margin of the notes beside it 47.5.
TEXT = Place("(min-width: 40rem) clamp(35rem, 32.3rem + 9.2vw, 41.25rem), 92vw")
HEAD = Place(
    f"(min-width: 62rem) clamp(50.5rem, 46.5rem + 13.3vw, 59.4rem), {TEXT.sizes}",
    is_seen_first=True,
)
FRONT = Place("(min-width: 48rem) min(44vw, 37.25rem), 92vw", is_seen_first=True)
PORTRAIT = Place("(min-width: 80rem) 15.6rem, 9rem", is_seen_first=True)


class BadImage(ValidationError):
    """The upload is no picture that can be kept; the message says why and what to do."""


def store(data: bytes, *, name: str = "", **details: str) -> Image:
    """Keep an uploaded picture and return its row; the same bytes are kept once.

    ``details`` are ``alt``, ``caption``, ``credit`` and ``licence``. The picture is decoded and
    encoded anew, so that neither metadata (EXIF, GPS) nor anything hidden in the file is kept.
    Raises ``BadImage``.
    """
    checksum = hashlib.sha256(data).hexdigest()
    if known := Image.objects.filter(checksum=checksum).first():
        return known
    picture = read(data)
    # Only flat colours and transparency need PNG; all else is a photograph or a scan.
    kept = Rendition.Format.PNG if has_alpha(picture) else Rendition.Format.JPEG
    image = Image(checksum=checksum, name=name[:255], **details)
    file_name = f"{checksum[:32]}.{ENCODINGS[kept].suffix}"
    image.file.save(
        file_name, ContentFile(encode(picture, kept, quality=92), file_name), save=False
    )
    image.full_clean(exclude=["file"])
    image.save()
    transaction.on_commit(lambda: make_renditions_later.enqueue(image.pk))
    return image


def read(data: bytes) -> Pillow.Image:
    """Decode an upload: upright, RGB or RGBA, at most ``MAX_SIDE`` pixels a side, first frame."""
    if len(data) > MAX_BYTES:
        raise BadImage(_("The picture is larger than 25 MB. Save it smaller and upload it again."))
    file = opened(data)
    if file.width * file.height > MAX_PIXELS:
        raise BadImage(
            _("The picture has %(width)s × %(height)s pixels, which is too many.")
            % {"width": file.width, "height": file.height}
        )
    try:
        picture = ImageOps.exif_transpose(file)
    except Exception as error:  # a broken file can make a decoder raise anything at all
        raise BadImage(_("The picture is damaged: it can't be read to its end.")) from error
    upright = picture.convert("RGBA" if has_alpha(picture) else "RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return upright


def opened(data: bytes) -> ImageFile:
    """The picture before anything but its head is read."""
    try:
        return Pillow.open(io.BytesIO(data), formats=READABLE)
    except Pillow.DecompressionBombError as error:
        raise BadImage(_("The picture has too many pixels to be opened safely.")) from error
    except Exception as error:
        raise BadImage(
            _("This is no picture that can be read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF.")
        ) from error


def has_alpha(picture: Pillow.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def make_renditions(image: Image) -> None:
    """Make every smaller copy and crop that is missing. Safe to run twice, and at the same time."""
    have = set(image.renditions.values_list("format", "width"))
    missing = [(kind, width) for kind, width in wanted(image) if (kind.value, width) not in have]
    if not missing and not outdated(image):
        return
    with image.file.open() as file, Pillow.open(file) as picture:
        picture.load()
        for kind, width in missing:
            small = picture.copy()
            small.thumbnail((width, picture.height))
            save_rendition(image, kind, width, small)
        make_crops(image, picture)


@task()
def make_renditions_later(image_id: int) -> None:
    """Make them in the background, before somebody waits for them. A deleted image needs none."""
    for image in Image.objects.filter(pk=image_id):
        make_renditions(image)


def wanted(image: Image) -> Iterator[tuple[Rendition.Format, int]]:
    """Format and width of each rendition that an image should have."""
    fallback = (
        Rendition.Format.PNG if str(image.file.name).endswith(".png") else Rendition.Format.JPEG
    )
    widths = [width for width in WIDTHS if width < image.width]
    if image.width < WIDTHS[-1]:
        widths.append(image.width)
    for kind in (Rendition.Format.AVIF, Rendition.Format.WEBP, fallback):
        for width in widths:
            yield kind, width


def save_rendition(image: Image, kind: Rendition.Format, width: int, picture: Pillow.Image) -> None:
    """Store one copy; where another process was quicker, its copy stands."""
    name = f"{image.checksum[:32]}-{width}.{ENCODINGS[kind].suffix}"
    row = Rendition(image=image, format=kind, width=width, height=picture.height)
    with transaction.atomic():
        if Rendition.objects.filter(image=image, format=kind, width=width).exists():
            return
        row.file.save(name, ContentFile(encode(picture, kind)), save=False)
        row.save()


def catch_up(most: int) -> None:
    """Make what earlier versions of the program did not make yet, for so many pictures."""
    lacking = Image.objects.annotate(number=Count("crops")).filter(number__lt=len(SHAPES))
    for image in lacking.order_by("-pk")[:most]:
        try:
            make_renditions(image)
        except OSError as error:  # one file that is gone must not keep the others waiting
            log.warning("The picture %s can't be read: %s", image.pk, error)


def make_missing_renditions(article: Article) -> None:
    """Make the renditions of every picture that an article shows."""
    images = list(Image.objects.with_sources(image_sources(article.body)))
    images += [image for image in (article.image, article.social_image) if image]
    for image in images:
        make_renditions(image)


class Size(NamedTuple):
    """One smaller copy of a picture: its format, its width in pixels, its address."""

    format: str
    width: int
    src: str


def picture(images: Mapping[str, Image], src: str, alt: str) -> str | None:
    """The ``<picture>`` for an image of the archive; None for one that is not in ``images``."""
    image = images.get(src)
    if image is None:
        return None
    sizes = [Size(copy.format, copy.width, copy.src) for copy in image.renditions.all()]
    return in_all_sizes(src, image.width, image.height, alt, sizes)


def in_all_sizes(
    src: str, width: int, height: int, alt: str, sizes: list[Size], place: Place = TEXT
) -> str:
    """A ``<picture>``. Width and height are given, so that nothing jumps while it loads."""
    by_format: dict[str, list[Size]] = {}
    for size in sorted(sizes):
        by_format.setdefault(size.format, []).append(size)
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        (
            (kind, srcset(by_format[kind]), place.sizes)
            for kind in (Rendition.Format.AVIF, Rendition.Format.WEBP)
            if kind in by_format
        ),
    )
    fallback = by_format.get(Rendition.Format.JPEG) or by_format.get(Rendition.Format.PNG) or []
    return format_html(
        '<picture>{}<img src="{}"{} width="{}" height="{}" alt="{}" {}></picture>',
        sources,
        fallback[-1].src if fallback else src,
        format_html(' srcset="{}" sizes="{}"', srcset(fallback), place.sizes) if fallback else "",
        width,
        height,
        alt,
        FIRST if place.is_seen_first else LATER,
    )


def srcset(sizes: list[Size]) -> str:
    return ", ".join(f"{size.src} {size.width}w" for size in sizes)
