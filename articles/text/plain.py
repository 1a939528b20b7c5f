"""The body as plain text that a person can read, quote and keep."""

from collections.abc import Iterable

from articles.text.clean import read
from articles.text.elements import NOTE_KINDS
from articles.text.labels import labels_of_kind
from articles.text.numbering import Numbering
from articles.text.outline import HEADINGS
from articles.text.tree import Node, Nodes, pieces, text_blocks, text_without_notes

INDENT = "    "
RULE = "* * *"


def to_text(body: str, *, language: str = "en") -> str:
    """Paragraphs with an empty line between them, marks as [1], addresses in <…>, the notes at
    the end."""
    tree = read(body)
    return _Writer(Numbering(tree, language), language).document(tree)


def words(body: str) -> int:
    """The number of words, those of notes not counted."""
    return sum(len(text_without_notes(block.children).split()) for block in text_blocks(read(body)))


def excerpt(body: str, length: int = 200) -> str:
    """The beginning of the text, without headings and marks: whole words, at most `length`
    characters with the "…" that says there is more."""
    blocks = list(text_blocks(read(body)))
    text = ""
    for block in [block for block in blocks if block.tag not in HEADINGS] or blocks:
        text = " ".join([text, *text_without_notes(block.children).split()]).strip()
        if len(text) > length:
            break
    return shorten(text, length)


def shorten(text: str, length: int) -> str:
    """Cut after a whole word, if there is one to cut after (not every script has spaces)."""
    if len(text) <= length:
        return text
    cut = text[:length].rfind(" ")
    kept = text[:cut] if cut > 0 else text[: length - 1]
    return kept.rstrip(" ,;:–—-") + "…"


def _indented(text: str, first: str, rest: str = INDENT) -> str:
    """`first` before the first line, `rest` before every other that is not empty."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else line for line in lines[1:])])


class _Writer:
    def __init__(self, numbering: Numbering, language: str) -> None:
        self.numbering = numbering
        self.language = language

    def document(self, tree: list[Node]) -> str:
        parts = [self.block(block) for block in tree]
        for kind in NOTE_KINDS:
            notes = self.numbering.of_kind(kind)
            parts += [labels_of_kind(kind, self.language).heading] if notes else []
            parts += [_indented(self.content(note.node), f"[{note.mark}] ") for note in notes]
        return "\n\n".join(part for part in parts if part) + "\n" if parts else ""

    def content(self, node: Node) -> str:
        parts = (
            self.block(piece) if isinstance(piece, Node) else self.line(piece)
            for piece in pieces(node.children)
        )
        return "\n\n".join(part for part in parts if part)

    def block(self, node: Node) -> str:
        match node.tag:
            case "ul" | "ol":
                return "\n".join(self.items(node))
            case "dl":
                return "\n".join(
                    _indented(self.content(entry), INDENT if entry.tag == "dd" else "")
                    for entry in _nodes(node.children)
                )
            case "table":
                return "\n".join(self.rows(node))
            case "blockquote" | "pre":
                return _indented(self.content(node), INDENT)
            case "hr":
                return RULE
        return self.content(node)

    def items(self, node: Node) -> Iterable[str]:
        number = int(node.attributes.get("start", 1))
        step = -1 if "reversed" in node.attributes else 1
        for item in _nodes(node.children):
            number = int(item.attributes.get("value", number))
            mark = f"{number}. " if node.tag == "ol" else "- "
            yield _indented(self.content(item), mark, " " * len(mark))
            number += step

    def rows(self, node: Node) -> Iterable[str]:
        for part in _nodes(node.children):
            if part.tag == "caption":
                yield self.line(part.children)
            else:
                for row in _nodes(part.children):
                    yield " | ".join(
                        " ".join(self.content(cell).split()) for cell in _nodes(row.children)
                    )

    def line(self, nodes: Nodes) -> str:
        return "".join(node if isinstance(node, str) else self.inline(node) for node in nodes)

    def inline(self, node: Node) -> str:
        match node.tag:
            case "footnote" | "noteref":
                cited = self.numbering.cited_by(node)
                return f"[{cited[0].mark}]" if cited else "[?]"
            case "br":
                return "\n"
            case "img":
                return f"[{node.attributes['alt']}]" if node.attributes["alt"] else ""
            case "q":
                return f"“{self.line(node.children)}”"
            case "a":
                return self.link(node)
        return self.line(node.children)

    def link(self, node: Node) -> str:
        """The address beside its text, unless the text is the address."""
        text, href = self.line(node.children), node.attributes["href"]
        is_address = href.partition(":")[2].strip("/") == text.partition(":")[2].strip("/")
        is_address = is_address or href.endswith(("//" + text.strip("/"), "//" + text + "/"))
        return text if is_address or not text.strip() else f"{text} <{href}>"


def _nodes(nodes: Nodes) -> list[Node]:
    return [node for node in nodes if isinstance(node, Node)]
