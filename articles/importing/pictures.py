"""Pictures that come with a document: from its bytes into the archive, or named in a warning.

Until a document is saved, its body names a picture below ``PREFIX``, by the name that it had where
it came from: ``<img src="/media/import/scans/poster.png">``. A name whose bytes did not come along
is told as well, so nothing goes in silence.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from articles.importing.base import Document
from articles.models import Image
from articles.publishing import images
from articles.text.clean import clean, read
from articles.text.elements import IMAGE_PREFIX
from articles.text.tree import Node, Nodes, write

PREFIX = f"{IMAGE_PREFIX}import/"
LONGEST_ALT = 500


def address(name: str) -> str:
    """The address for a picture that is called so (a path, a URL) where it comes from."""
    parts = name.replace("\\", "/").split("/")
    return PREFIX + quote("/".join(part for part in parts if part not in {".", ".."}), safe="/:")


def name_of(src: str) -> str:
    """What the picture at such an address was called."""
    return unquote(src.removeprefix(PREFIX))


@dataclass
class Stored:
    """A document's body with its pictures in the archive."""

    body: str
    warnings: list[str] = field(default_factory=list)


@contextmanager
def stored(document: Document, *, rehearse: bool = False) -> Iterator[Stored]:
    """Put the pictures into the archive; if what follows fails, their files are taken away again.

    A picture that can't be kept leaves its alternative text, and a warning that names it.
    ``rehearse`` says what would be said and writes nothing.
    """
    if PREFIX not in document.body:
        yield Stored(document.body)
        return
    keeper = _Keeper(document.pictures, rehearse=rehearse)
    body = clean(write(keeper.settle(read(document.body))))
    try:
        yield Stored(body, keeper.warnings)
    except BaseException:  # whatever it is: the rows are rolled back, the files would stay
        keeper.forget()
        raise


class _Keeper:
    def __init__(self, pictures: dict[str, bytes], *, rehearse: bool) -> None:
        self.pictures = pictures
        self.rehearse = rehearse
        self.warnings: list[str] = []
        self.places: dict[str, str] = {}  # from its address here to that in the archive
        self.made: list[Image] = []

    def settle(self, nodes: Nodes) -> list[Node | str]:
        return [node if isinstance(node, str) else self.settled(node) for node in nodes]

    def settled(self, node: Node) -> Node | str:
        src = node.attributes.get("src", "")
        if node.tag != "img" or not src.startswith(PREFIX):
            return Node(node.tag, node.attributes, self.settle(node.children))
        alt = node.attributes.get("alt", "")
        if src not in self.places:
            self.places[src] = self.place(src, alt)
        if place := self.places[src]:
            return Node("img", node.attributes | {"src": place})
        return alt

    def place(self, src: str, alt: str) -> str:
        """Where it is in the archive, "" where it can't be."""
        name = name_of(src)
        data = self.pictures.get(src)
        if data is None:
            self.warnings.append(
                _("The picture “%(name)s” did not come along: add it at the desk.") % {"name": name}
            )
            return ""
        try:
            return self.keep(data, name, alt)
        except images.BadImage as error:
            self.warnings.append(
                _("The picture “%(name)s” was left out. %(reason)s")
                % {"name": name, "reason": " ".join(error.messages)}
            )
            return ""

    def keep(self, data: bytes, name: str, alt: str) -> str:
        checksum = hashlib.sha256(data).hexdigest()
        known = Image.objects.filter(checksum=checksum).first()
        if known:
            return known.src
        if self.rehearse:
            images.read(data)
            return f"{IMAGE_PREFIX}images/{checksum[:32]}.jpg"
        image = images.store(data, name=name.rpartition("/")[2], alt=alt[:LONGEST_ALT])
        self.made.append(image)
        return image.src

    def forget(self) -> None:
        for image in self.made:
            image.file.storage.delete(str(image.file.name))
