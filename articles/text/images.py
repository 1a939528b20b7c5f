"""Which pictures a body shows."""

from articles.text.clean import read
from articles.text.tree import walk


def image_sources(body: str) -> list[str]:
    """The paths of its pictures, each once, in the order of the text."""
    if "<img" not in body.lower():  # most have none, and each is asked several times
        return []
    found = (node.attributes["src"] for node in walk(read(body)) if node.tag == "img")
    return list(dict.fromkeys(found))
