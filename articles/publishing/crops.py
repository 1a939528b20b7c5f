"""Pictures cut to a shape, so that what matters in them stays in sight."""

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Pillow

from articles.models import Crop, Image, Rendition

from .encoding import ENCODINGS, encode

Box = tuple[int, int, int, int]

# What other sites show beside a link (the shape that Open Graph's readers expect), and the desk's.
SHAPES = {Crop.Purpose.SHARE: (1200, 630), Crop.Purpose.SQUARE: (320, 320)}


def box(size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int]) -> Box:
    """The largest part of a picture with the proportions of ``shape``, as near to the focus in its
    middle as the edges allow. ``focus`` is in percent. Left, top, right, bottom in pixels."""
    scale = min(size[0] / shape[0], size[1] / shape[1])
    edges = []
    for side, wanted, percent in zip(size, shape, focus, strict=True):
        length = min(side, max(1, round(wanted * scale)))
        start = round(side * percent / 100 - length / 2)
        start = max(0, min(start, side - length))
        edges.append((start, start + length))
    (left, right), (top, bottom) = edges
    return left, top, right, bottom


def outdated(image: Image) -> list[Crop.Purpose]:
    """The crops that an image lacks, or has around another focus."""
    focus = (image.focus_x, image.focus_y)
    have = {crop.purpose for crop in image.crops.all() if (crop.focus_x, crop.focus_y) == focus}
    return [purpose for purpose in SHAPES if purpose not in have]


def make_crops(image: Image, picture: Pillow.Image) -> None:
    """Make those that are missing. Safe to run twice, and at the same time."""
    for purpose in outdated(image):
        save_crop(image, purpose, cut(picture, purpose, (image.focus_x, image.focus_y)))


def cut(picture: Pillow.Image, purpose: Crop.Purpose, focus: tuple[int, int]) -> Pillow.Image:
    """Never larger than the picture is; what is transparent becomes white."""
    part = picture.crop(box(picture.size, SHAPES[purpose], focus))
    part.thumbnail(SHAPES[purpose])
    if part.mode == "RGB":
        return part
    paper = Pillow.new("RGB", part.size, "white")
    paper.paste(part, mask=part.convert("RGBA").getchannel("A"))
    return paper


def save_crop(image: Image, purpose: Crop.Purpose, picture: Pillow.Image) -> None:
    """The file of an earlier focus stays: other sites may show it still."""
    name = f"{image.checksum[:32]}-{purpose}-{image.focus_x}-{image.focus_y}"
    name = f"{name}.{ENCODINGS[Rendition.Format.JPEG].suffix}"
    with transaction.atomic():
        Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        if purpose not in outdated(image):
            return
        image.crops.filter(purpose=purpose).delete()
        crop = Crop(
            image=image,
            purpose=purpose,
            focus_x=image.focus_x,
            focus_y=image.focus_y,
            width=picture.width,
            height=picture.height,
        )
        crop.file.save(name, ContentFile(encode(picture, Rendition.Format.JPEG)), save=False)
        crop.save()
