"""How pictures are written: the formats that are served, and nothing in them but the picture."""

import io
from typing import NamedTuple

from PIL import Image as Pillow

from articles.models import Rendition


class Encoding(NamedTuple):
    """How Pillow writes one of our formats."""

    suffix: str
    options: dict[str, int | bool]


ENCODINGS = {
    Rendition.Format.AVIF: Encoding("avif", {"quality": 55, "speed": 7}),
    Rendition.Format.WEBP: Encoding("webp", {"quality": 78}),
    Rendition.Format.JPEG: Encoding("jpg", {"quality": 82, "progressive": True, "optimize": True}),
    Rendition.Format.PNG: Encoding("png", {"optimize": True}),
}


def encode(picture: Pillow.Image, kind: Rendition.Format, **options: int) -> bytes:
    """The picture's bytes in one format, without any metadata."""
    if kind == Rendition.Format.PNG:
        options.pop("quality", None)
    bare = Pillow.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, kind.name, **{**ENCODINGS[kind].options, **options})
    return out.getvalue()
