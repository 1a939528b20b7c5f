"""The pictures that a page or a Markdown file names: those beside it come along.

Every picture keeps a place in the text. One that lies on the web, or is missing, is told when the
document is saved (pictures.py).
"""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes, urljoin

from articles.importing.base import Shelf
from articles.importing.markup.tree import Element
from articles.importing.pictures import PREFIX, address
from articles.importing.shelves import beside

SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
"""Pages that load pictures late have a blank one in `src`."""
DATA = re.compile(r"data:(?P<type>[\w/+.-]*)(?P<more>[^,]*),(?P<data>.*)", re.DOTALL)
LONGEST_NAME = 400
LONGEST_SIGN = 12


def take_pictures(
    root: Element, shelf: Shelf | None, inside: str, base: str = ""
) -> dict[str, bytes]:
    """Give every `img` an address of an import; returns the bytes of those that are at hand.

    ``inside`` is the path of the text on the shelf, ``base`` the address of its page.
    """
    found: dict[str, bytes] = {}
    for image in root.walk():
        if image.tag in {"img", "image"} and not _says_nothing(image):
            source = _source(image)
            if source:
                image.attributes["src"] = _taken(source, shelf, inside, base, found)
    return found


def _source(image: Element) -> str:
    sources = (image.get(name).strip() for name in SOURCES)
    real = [source for source in sources if source]
    return next((s for s in real if not s.startswith("data:image/gif")), next(iter(real), ""))


def _taken(
    source: str, shelf: Shelf | None, inside: str, base: str, found: dict[str, bytes]
) -> str:
    if source.startswith("data:"):
        data = _inline(source)
        name = f"inline-{hashlib.sha256(data).hexdigest()[:12]}"
        found[address(name)] = data
        return address(name)
    if shelf is not None and (file := beside(shelf, inside, source)):
        path, data = file
        found[address(path)] = data
        return address(path)
    try:
        name = urljoin(base, source) if base else source
    except ValueError:
        name = source
    return address(name[:LONGEST_NAME].strip("/") or "picture")


def _inline(source: str) -> bytes:
    match = DATA.fullmatch(source)
    if match is None:
        return b""
    data = unquote_to_bytes(match["data"])
    if "base64" not in match["more"]:
        return data
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _says_nothing(image: Element) -> bool:
    """One pixel that counts readers, or a small sign: importing/markup knows what to do."""
    if PREFIX in image.get("src"):
        return False
    alt = image.get("alt").strip()
    sizes = {image.get("width").strip(), image.get("height").strip()}
    is_sign = 0 < len(alt) <= LONGEST_SIGN and not any(c.isalnum() or c < "\u00a0" for c in alt)
    return is_sign or bool(not alt and sizes & {"0", "1"})
