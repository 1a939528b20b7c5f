"""The footnotes of a body: read, checked, left out."""

from dataclasses import dataclass

from articles.text.clean import clean, read
from articles.text.numbering import NumberedNote, Numbering
from articles.text.rewrite import rewrite_attributes
from articles.text.tree import Node, Nodes, is_block, text_without_notes, write
from articles.text.urls import find_urls


@dataclass(frozen=True)
class Footnote:
    number: int
    kind: str
    """`author`, `editor` or `translator`; each has numbers of its own."""
    key: str
    """The id by which further marks cite it, "" where none does."""
    mark: str
    """As printed: `3`, for an editor's `E1` or what the language has for it."""
    html: str
    text: str
    urls: tuple[str, ...]
    """The web addresses it cites, linked or merely printed, each once."""
    citations: int


def read_footnotes(body: str, language: str = "en") -> list[Footnote]:
    """The footnotes of a body, in the order of their first citation."""
    return [_footnote(note) for note in Numbering(read(body), language).notes]


def _footnote(note: NumberedNote) -> Footnote:
    children = note.node.children
    return Footnote(
        number=note.number,
        kind=note.kind,
        key=note.node.attributes.get("id", ""),
        mark=note.mark,
        html=write(children),
        text=plain_line(children),
        urls=tuple(dict.fromkeys(_cited(children))),
        citations=len(note.marks),
    )


def plain_line(nodes: Nodes) -> str:
    """The words on one line, a space between paragraphs."""
    parts = [
        f" {text_without_notes([node])} " if is_block(node) else text_without_notes([node])
        for node in nodes
    ]
    return " ".join("".join(parts).split())


def _cited(nodes: Nodes) -> list[str]:
    """Linked addresses, and those printed outside of links, in the order of the text."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            found += [url for _, _, url in find_urls(node)]
        elif node.tag == "a" and node.attributes["href"].startswith(("http://", "https://")):
            found.append(node.attributes["href"])
        else:
            found += _cited(node.children)
    return found


def problems(body: str) -> list[str]:
    """What must be mended before the body can be published: one sentence each."""
    missing = Numbering(read(body), "en").without_note
    keys = dict.fromkeys(mark.attributes["key"] for mark in missing)
    return [f"A mark refers to the note “{key}”, which is not in the text." for key in keys]


def strip_footnotes(body: str) -> str:
    """The body without notes and marks, for excerpts and snippets."""
    return clean(write(_without_notes(read(body))))


def _without_notes(nodes: Nodes) -> list[Node | str]:
    return [
        node
        if isinstance(node, str)
        else Node(node.tag, node.attributes, _without_notes(node.children))
        for node in nodes
        if isinstance(node, str) or node.tag not in {"footnote", "noteref"}
    ]


def prefix_ids(rendered_html: str, prefix: str) -> str:
    """What render() made, with `prefix` before every id and every link to one, so that several
    articles can stand on one page."""

    def prefixed(name: str, value: str) -> str:
        if name in {"id", "aria-labelledby"}:
            return prefix + value
        return f"#{prefix}{value[1:]}" if name == "href" and value.startswith("#") else value

    return rewrite_attributes(rendered_html, prefixed)
