"""Any HTML -> the canonical form of a body (DESIGN.md, "The text of an article")."""

import nh3

from articles.text.elements import CLASSES, ELEMENTS, EVERYWHERE
from articles.text.kept import Kept
from articles.text.keys import settle_keys
from articles.text.parse import parse
from articles.text.shape import shape
from articles.text.tree import Node, write
from articles.text.urls import SCHEMES

# What shape() makes is already free of all that could do harm. Two programs that share no code have
# to agree on that: where nh3 would take something out, it goes.
SANITISER = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={tag: set(names) - {"class"} for tag, names in ELEMENTS.items()}
    | {"*": set(EVERYWHERE)},
    allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean(html: str) -> str:
    """The body in canonical form: `clean(clean(x)) == clean(x)`. Every word of `html` is in it,
    but for scripts, styles and the like. Never fails; takes time linear in the length of `html`."""
    body = write(tree := read(html))
    if body != html:
        read.keep(body, tree)  # it is asked for next
    return body


MOST_KEPT = 300_000
"""Characters of the texts whose trees are kept."""


def _read(html: str) -> list[Node]:
    """The canonical tree of any HTML. For a body that is clean already, that of the body.

    One text is asked for its notes, words, pictures and rendering at each save and publication, so
    the last few trees are kept: whoever reads one must not change it.
    """
    tree = _tree(html)
    while (sane := _sane(body := write(tree))) != body:
        tree = _tree(sane)
    return tree


read = Kept(_read, MOST_KEPT)


def _tree(html: str) -> list[Node]:
    tree = shape(parse(html))
    settle_keys(tree)
    return tree


def _sane(body: str) -> str:
    return SANITISER.clean(body).replace("&nbsp;", "\u00a0")  # it writes no other entity by name
